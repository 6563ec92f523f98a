/* What everything stands on: minutes, the calendar, luck, text that is made harmless, and names that are
 * near. */
#include "tests/test.h"

#include "sim/base/arena.h"
#include "sim/base/chance.h"
#include "sim/base/minutes.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* ---- minutes ------------------------------------------------------------------------------------------ */

static void durations_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        DurationError error;
        Minutes minutes;
    } CASES[] = {{"0m", DURATION_OK, 0},
                 {"90m", DURATION_OK, 90},
                 {"1d12h", DURATION_OK, 2160},
                 {"1y2w3d4h5m", DURATION_OK, 525600 + 2 * 10080 + 3 * 1440 + 4 * 60 + 5},
                 {"00d007m", DURATION_OK, 7},
                 {"100y", DURATION_OK, 52560000},
                 {"52560000m", DURATION_OK, 52560000},
                 {"99y365d", DURATION_OK, 52560000},
                 {"100y0m", DURATION_OK, 52560000},
                 {"100y1m", DURATION_TOO_LONG, 0},
                 {"52560001m", DURATION_TOO_LONG, 0},
                 {"9223372036854775807d", DURATION_TOO_LONG, 0},
                 {"99999999999999999999999999999999999999m", DURATION_TOO_LONG, 0},
                 {"", DURATION_EMPTY, 0},
                 {"5", DURATION_NO_UNIT, 0},
                 {"1d5", DURATION_NO_UNIT, 0},
                 {"5M", DURATION_UNKNOWN_UNIT, 0},
                 {"5s", DURATION_UNKNOWN_UNIT, 0},
                 {"5days", DURATION_UNKNOWN_UNIT, 0},
                 {"5min", DURATION_UNKNOWN_UNIT, 0},
                 {"5 d", DURATION_SPACE, 0},
                 {"1d 5h", DURATION_SPACE, 0},
                 {" 5d", DURATION_SPACE, 0},
                 {"5d ", DURATION_SPACE, 0},
                 {"1.5d", DURATION_NOT_WHOLE, 0},
                 {"1,5d", DURATION_NOT_WHOLE, 0},
                 {".5d", DURATION_NOT_WHOLE, 0},
                 {"-1d", DURATION_SIGN, 0},
                 {"+1d", DURATION_SIGN, 0},
                 {"1d-1h", DURATION_SIGN, 0},
                 {"2d2d", DURATION_REPEATED, 0},
                 {"2h1d", DURATION_ORDER, 0},
                 {"1m1h", DURATION_ORDER, 0},
                 {"d", DURATION_MALFORMED, 0},
                 {"x5d", DURATION_MALFORMED, 0},
                 {"٣d", DURATION_MALFORMED, 0}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        Minutes got = -7;
        const DurationError error = duration_parse(CASES[i].text, strlen(CASES[i].text), &got);
        if (error != CASES[i].error) fail_msg("'%s': %s", CASES[i].text, duration_error_text(error));
        assert_true(got == (error == DURATION_OK ? CASES[i].minutes : -7)); /* left alone unless it is good */
        assert_true(strlen(duration_error_text(error)) > 0);
    }
    Minutes got;
    assert_int_equal(duration_parse("5d7h", 2, &got), DURATION_OK); /* need not end in NUL */
    assert_true(got == 5 * DAY_MIN);
}

static void durations_are_written_so_that_they_can_be_read(void **state) {
    (void)state;
    static const struct {
        Minutes minutes;
        const char *text;
    } CASES[] = {{0, "0m"},
                 {1, "1m"},
                 {60, "1h"},
                 {61, "1h1m"},
                 {1440, "1d"},
                 {2160, "1d12h"},
                 {1441, "1d1m"},
                 {10080, "7d"},
                 {525600, "365d"},
                 {-90, "-1h30m"},
                 {-1, "-1m"},
                 {LONGEST_MIN, "36500d"},
                 {59, "59m"},
                 {182 * 1440, "182d"},
                 {-LONGEST_MIN - 1, "-36500d1m"}};
    char text[DURATION_TEXT];
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        duration_format(CASES[i].minutes, text);
        assert_string_equal(text, CASES[i].text);
    }
    for (Minutes minutes = 0; minutes < LONGEST_MIN; minutes += 7919) {
        Minutes back = -1;
        duration_format(minutes, text);
        assert_int_equal(duration_parse(text, strlen(text), &back), DURATION_OK);
        assert_true(back == minutes);
    }
}

/* Counts days one by one, in a way that has nothing in common with the arithmetic it checks. */
static void the_calendar_agrees_with_counting(void **state) {
    (void)state;
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t year = 1;
    int month = 1, day = 1, weekday = 0; /* 1 January of year 1 was a Monday */
    Minutes at = calendar_minutes((CalendarTime){1, 1, 1, 0, 0});
    while (year < 2500) {
        const CalendarTime time = calendar_time(at + 1439);
        assert_true(time.year == year && time.month == month && time.day == day);
        assert_true(time.hour == 23 && time.minute == 59);
        assert_true(calendar_minutes((CalendarTime){year, month, day, 0, 0}) == at);
        assert_int_equal(calendar_weekday(at), weekday);
        assert_int_equal(calendar_weekday(at + 1439), weekday);
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        at += DAY_MIN;
        weekday = (weekday + 1) % 7;
        if (++day <= DAYS[month - 1] + (month == 2 && leap)) continue;
        day = 1;
        if (++month <= 12) continue;
        month = 1;
        year++;
    }
    assert_true(calendar_minutes((CalendarTime){1970, 1, 1, 0, 0}) == 0);
    assert_int_equal(calendar_weekday(0), 3);
    assert_int_equal(calendar_weekday(-1), 2);
}

static void calendar_times_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool good;
    } CASES[] = {{"2026-01-05 08:00", true},   {"0001-01-01 00:00", true},  {"9999-12-31 23:59", true},
                 {"2024-02-29 00:00", true},   {"2000-02-29 00:00", true},  {"2026-02-29 00:00", false},
                 {"1900-02-29 00:00", false},  {"2026-04-31 00:00", false}, {"2026-02-30 00:00", false},
                 {"0000-01-01 00:00", false},  {"2026-13-01 00:00", false}, {"2026-00-01 00:00", false},
                 {"2026-01-00 00:00", false},  {"2026-01-32 00:00", false}, {"2026-01-05 24:00", false},
                 {"2026-01-05 25:00", false},  {"2026-01-05 12:60", false}, {"2026-01-05T08:00", false},
                 {"2026/01/05 08:00", false},  {"2026-1-5 08:00", false},   {"2026-01-05 8:00", false},
                 {"2026-01-05 08:00 ", false}, {"2026-01-05", false},       {"", false},
                 {"+026-01-05 08:00", false},  {"2026-01-05 08:0x", false}, {"2026-01-05  8:00", false}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        Minutes at = -7;
        if (calendar_parse(CASES[i].text, strlen(CASES[i].text), &at) != CASES[i].good)
            fail_msg("'%s'", CASES[i].text);
        assert_true(CASES[i].good || at == -7);
    }
    Minutes at;
    assert_true(calendar_parse("2026-07-06 08:05", 16, &at));
    assert_true(at == calendar_minutes((CalendarTime){2026, 7, 6, 8, 5}));
}

static void calendar_times_are_written(void **state) {
    (void)state;
    char text[CALENDAR_TEXT];
    calendar_format(calendar_minutes((CalendarTime){2026, 7, 6, 8, 0}), text);
    assert_string_equal(text, "Mon 6 Jul 2026 08:00");
    calendar_format(calendar_minutes((CalendarTime){1, 1, 1, 0, 0}), text);
    assert_string_equal(text, "Mon 1 Jan 1 00:00");
    calendar_format(calendar_minutes((CalendarTime){9999, 12, 31, 23, 59}) + LONGEST_MIN, text);
    assert_string_equal(text, "Sun 6 Dec 10099 23:59"); /* 100 years of 365 days later: 25 leap days short */
}

static void times_of_a_day_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int minute; /* -1: it is none */
    } CASES[] = {{"00:00", 0},   {"09:05", 545}, {"23:59", 1439}, {"24:00", 1440}, {"24:01", -1},
                 {"25:00", -1},  {"12:60", -1},  {"9:00", -1},    {"09:0", -1},    {"09.00", -1},
                 {"09:00 ", -1}, {"-1:00", -1},  {"", -1},        {"ab:cd", -1},   {"0900", -1}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        int minute = -1;
        const bool good = clock_parse(CASES[i].text, strlen(CASES[i].text), &minute);
        if (good != (CASES[i].minute >= 0) || minute != CASES[i].minute) fail_msg("'%s'", CASES[i].text);
    }
}

/* ---- chance ------------------------------------------------------------------------------------------- */

/* The first outputs of SplitMix64 from the state 0 and from 1234567, as its author published them. */
static void mixing_is_splitmix64(void **state) {
    (void)state;
    static const uint64_t GAMMA = UINT64_C(0x9E3779B97F4A7C15);
    assert_true(chance_mix(0) == UINT64_C(0xE220A8397B1DCDAF));
    assert_true(chance_mix(GAMMA) == UINT64_C(0x6E789E6AA1B965F4));
    assert_true(chance_mix(2 * GAMMA) == UINT64_C(0x06C45D188009454F));
    assert_true(chance_mix(1234567) == UINT64_C(6457827717110365317));
    assert_true(chance_mix(1234567 + GAMMA) == UINT64_C(3203168211198807973));
}

static void the_high_half_of_a_product(void **state) {
    (void)state;
    static const uint64_t CASES[][3] = {
        {0, 0, 0},
        {UINT64_MAX, UINT64_MAX, UINT64_MAX - 1},
        {UINT64_MAX, 1, 0},
        {UINT64_MAX, 2, 1},
        {UINT64_C(1) << 32, UINT64_C(1) << 32, 1},
        {UINT32_MAX, UINT32_MAX, 0},
        {UINT64_C(1) << 63, 100, 50},
        {UINT64_C(0xFFFFFFFF00000001), UINT64_C(0xFFFFFFFF), UINT64_C(0xFFFFFFFE)}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        assert_true(chance_high_product(CASES[i][0], CASES[i][1]) == CASES[i][2]);
        assert_true(chance_high_product(CASES[i][1], CASES[i][0]) == CASES[i][2]);
    }
    for (uint64_t i = 0; i < 1000; i++) { /* by long multiplication, bit by bit */
        const uint64_t a = chance_mix(i), b = chance_mix(~i);
        uint64_t high = 0, low = 0;
        for (int bit = 63; bit >= 0; bit--) {
            high = high << 1 | low >> 63;
            low <<= 1;
            if (!(b >> bit & 1)) continue;
            low += a;
            high += low < a;
        }
        assert_true(chance_high_product(a, b) == high);
    }
}

static void draws_are_what_the_model_says(void **state) {
    (void)state;
    const uint64_t luck = chance_mix(chance_mix(chance_mix(chance_mix(5) ^ 7) ^ 3) ^ 11);
    assert_true(chance_draw(5, 100, 7, CHANCE_ARRIVAL, 11) == chance_high_product(100, luck));
    assert_true(chance_draw(1, 1, 0, CHANCE_PICK, 0) == 0);
    uint32_t seen[10] = {0};
    for (uint64_t k = 0; k < 10000; k++) {
        const uint64_t drawn = chance_draw(1, 10, 0, CHANCE_JITTER, k);
        assert_true(drawn < 10);
        seen[drawn]++;
    }
    for (int i = 0; i < 10; i++) assert_in_range(seen[i], 900, 1100);
    for (uint64_t k = 0; k < 1000; k++)
        assert_true(chance_draw(k, UINT64_MAX, k, CHANCE_PICK, k) < UINT64_MAX);
}

/* ---- arena -------------------------------------------------------------------------------------------- */

static void an_arena_gives_zeroed_memory_that_is_apart(void **state) {
    (void)state;
    enum { PIECES = 2000 };
    Arena arena = {0};
    unsigned char *pieces[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        const size_t size = i * 37 % 1000 + 1;
        pieces[i] = arena_take(&arena, size, 1);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % 16, 0);
        for (size_t k = 0; k < size; k++) assert_int_equal(pieces[i][k], 0);
        memset(pieces[i], (int)(i % 251) + 1, size);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t k = 0; k < i * 37 % 1000 + 1; k++) assert_int_equal(pieces[i][k], i % 251 + 1);
    assert_non_null(arena_take(&arena, 1000000, 8));
    assert_null(arena_take(&arena, SIZE_MAX / 4, 8));
    assert_null(arena_take(&arena, SIZE_MAX, 1));
    assert_string_equal(arena_copy(&arena, "abcdef", 3), "abc");
    assert_string_equal(arena_copy(&arena, NULL, 0), "");
    arena_free(&arena);
    assert_null(arena.newest);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_are_read),
        cmocka_unit_test(durations_are_written_so_that_they_can_be_read),
        cmocka_unit_test(the_calendar_agrees_with_counting),
        cmocka_unit_test(calendar_times_are_read),
        cmocka_unit_test(calendar_times_are_written),
        cmocka_unit_test(times_of_a_day_are_read),
        cmocka_unit_test(mixing_is_splitmix64),
        cmocka_unit_test(the_high_half_of_a_product),
        cmocka_unit_test(draws_are_what_the_model_says),
        cmocka_unit_test(an_arena_gives_zeroed_memory_that_is_apart),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
