/* When a machine is present: by the minute, against the plainest reading of what a timetable says. */
#include "tests/test.h"

#include "sim/base/chance.h"
#include "sim/base/minutes.h"
#include "sim/model/attendance.h"
#include "sim/model/timetable.h"

enum { DAYS_LOOKED_AT = 16, LAST = DAYS_LOOKED_AT * 1440, TABLES = 60 };

static bool is_present_plainly(const Timetable *table, const DayBook *book, uint32_t machine, int32_t at) {
    const int32_t calendar = at + book->start_of_day_min;
    if (table->always) return true;
    if (calendar < 0) return false;
    const int32_t day = calendar / 1440, of_day = calendar % 1440;
    if (of_day < table->from_min || of_day >= table->to_min) return false;
    if (!(table->days & 1u << (book->start_weekday + day) % 7)) return false;
    return chance_high_product(100, chance_luck(book->mixed_seed, machine, CHANCE_PRESENCE, (uint64_t)day)) <
           table->chance_percent;
}

static int32_t luck(uint64_t n, uint64_t table, uint64_t k) {
    return (int32_t)chance_draw(2026, n, table, CHANCE_ARRIVAL, k);
}

static Timetable some_table(uint64_t t) {
    static const uint8_t CHANCES[] = {0, 1, 50, 99, 100, 100};
    const int16_t from = (int16_t)(luck(3, t, 0) ? luck(1440, t, 1) : 0);
    const int16_t to = (int16_t)(luck(3, t, 2) ? from + 1 + luck((uint64_t)(1440 - from), t, 3) : 1440);
    const uint8_t days = (uint8_t)(luck(4, t, 4) ? 1 + luck(127, t, 5) : 0x7F);
    return (Timetable){
        .days = days, .from_min = from, .to_min = to, .chance_percent = CHANCES[luck(6, t, 6)]};
}

static DayBook some_book(uint64_t t) {
    return (DayBook){.start_of_day_min = luck(2, t, 7) ? luck(1440, t, 8) : 0,
                     .start_weekday = luck(7, t, 9),
                     .mixed_seed = chance_mix((uint64_t)luck(1000, t, 10))};
}

static void a_machine_is_present_in_the_hours_of_its_days(void **state) {
    (void)state;
    int present = 0;
    for (uint64_t t = 0; t < TABLES; t++) {
        const Timetable table = some_table(t);
        const DayBook book = some_book(t);
        for (int32_t at = -1; at <= LAST; at++) {
            assert_int_equal(timetable_present(&table, &book, 3, at),
                             is_present_plainly(&table, &book, 3, at));
            present += timetable_present(&table, &book, 3, at);
        }
    }
    assert_in_range(present, TABLES * LAST / 10, TABLES * LAST * 9 / 10);
}

static void why_a_machine_is_away_is_first_what_keeps_it_away_all_day(void **state) {
    (void)state;
    int found[ABSENCE_COUNT] = {0};
    for (uint64_t t = 0; t < TABLES; t++) {
        const Timetable table = some_table(t);
        const DayBook book = some_book(t);
        Timetable any_hour = table, any_luck = table;
        any_hour.from_min = any_luck.from_min = 0;
        any_hour.to_min = any_luck.to_min = 1440;
        any_luck.chance_percent = 100;
        for (int32_t at = 0; at <= LAST; at += 7) {
            const Absence absence = timetable_absence(&table, &book, 3, at);
            assert_int_equal(absence, is_present_plainly(&table, &book, 3, at)      ? ABSENCE_NONE
                                      : is_present_plainly(&any_hour, &book, 3, at) ? ABSENCE_HOURS
                                      : is_present_plainly(&any_luck, &book, 3, at) ? ABSENCE_CHANCE
                                                                                    : ABSENCE_WEEKDAY);
            found[absence]++;
        }
    }
    for (int absence = 0; absence < ABSENCE_COUNT; absence++) assert_true(found[absence] > 0);
}

/* Looking backwards, the next minute of each minute is known at once. */
static void the_next_presence_is_the_first_that_comes(void **state) {
    (void)state;
    for (uint64_t t = 0; t < TABLES; t++) {
        const Timetable table = some_table(t);
        const DayBook book = some_book(t);
        int32_t next = NEVER;
        for (int32_t from = LAST; from >= 0; from--) {
            if (is_present_plainly(&table, &book, 5, from)) next = from;
            if (from % 7 == 0) assert_int_equal(timetable_next_present(&table, &book, 5, from, LAST), next);
        }
    }
}

static void assert_each_as_if_alone(Abreast abreast, const Timetable *table, const DayBook *book, uint64_t t,
                                    size_t count) {
    uint64_t of_machines[ATTENDANCE_MOST] = {0};
    int32_t at[ATTENDANCE_MOST + 1], from[ATTENDANCE_MOST] = {0};
    for (uint32_t i = 0; i < count; i++) {
        of_machines[i] = chance_of_machine(book->mixed_seed, 7 * i);
        from[i] = luck(LAST + 100, t, 1000 + i);
    }
    at[count] = 77;
    timetable_next_present_of_many(table, book, abreast, of_machines, from, count, LAST, at);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(at[i], timetable_next_present(table, book, 7 * i, from[i], LAST));
    assert_int_equal(at[count], 77);
}

static void many_at_one_go_are_each_there_when_it_would_be_alone(void **state) {
    (void)state;
    for (uint64_t t = 0; t < TABLES; t++) {
        const Timetable table = some_table(t);
        const DayBook book = some_book(t);
        const size_t few = t % ATTENDANCE_MOST;
        assert_each_as_if_alone(ABREAST_ONE, &table, &book, t, ATTENDANCE_MOST);
        assert_each_as_if_alone(ABREAST_ONE, &table, &book, t, few);
        assert_each_as_if_alone(abreast_most(), &table, &book, t, ATTENDANCE_MOST);
        assert_each_as_if_alone(abreast_most(), &table, &book, t, few);
    }
    const DayBook late = {.start_of_day_min = 1439}; /* the day of NEVER is none */
    timetable_next_present_of_many(&(Timetable){0}, &late, ABREAST_ONE, NULL, NULL, 0, LAST, NULL);
    timetable_next_present_of_many(&(Timetable){0}, &late, abreast_most(), NULL, NULL, 0, LAST, NULL);
}

static void so_many_in_a_hundred_come_to_the_last_bit(void **state) {
    (void)state;
    assert_int_equal(attendance_bound(0), 0);
    for (uint8_t percent = 1; percent < 100; percent++) {
        const uint64_t bound = attendance_bound(percent);
        assert_int_equal(chance_high_product(100, bound - 1), percent - 1);
        assert_int_equal(chance_high_product(100, bound), percent);
    }
}

static void the_next_coming_is_the_first_presence_after_an_absence(void **state) {
    (void)state;
    for (uint64_t t = 0; t < TABLES; t++) {
        const Timetable table = some_table(t);
        const DayBook book = some_book(t);
        int32_t next = NEVER;
        for (int32_t from = LAST; from >= 0; from--) {
            if (is_present_plainly(&table, &book, 5, from) && !is_present_plainly(&table, &book, 5, from - 1))
                next = from;
            assert_int_equal(timetable_next_coming(&table, &book, 5, from, LAST), next);
        }
    }
}

static void nothing_comes_after_the_last_minute(void **state) {
    (void)state;
    const Timetable morning = {.days = 0x7F, .from_min = 540, .to_min = 600, .chance_percent = 100};
    const DayBook book = {0};
    assert_int_equal(timetable_next_present(&morning, &book, 0, 0, 539), NEVER);
    assert_int_equal(timetable_next_present(&morning, &book, 0, 0, 540), 540);
    assert_int_equal(timetable_next_present(&morning, &book, 0, 599, 10000), 599);
    assert_int_equal(timetable_next_present(&morning, &book, 0, 600, 10000), 1980);
    assert_int_equal(timetable_next_coming(&morning, &book, 0, 0, 539), NEVER);
    assert_int_equal(timetable_next_coming(&morning, &book, 0, 0, 540), 540);
    assert_int_equal(timetable_next_coming(&morning, &book, 0, 541, 10000), 1980);
    assert_int_equal(timetable_next_present(&morning, &book, 0, 20, 19), NEVER);
}

static void who_is_always_there_never_comes(void **state) {
    (void)state;
    const Timetable always = {.always = true};
    const DayBook book = {0};
    assert_true(timetable_present(&always, &book, 0, -1));
    assert_int_equal(timetable_next_present(&always, &book, 0, 17, 17), 17);
    assert_int_equal(timetable_next_present(&always, &book, 0, 18, 17), NEVER);
    assert_int_equal(timetable_next_coming(&always, &book, 0, 0, 10000), NEVER);
}

static void each_machine_has_days_of_its_own(void **state) {
    (void)state;
    const Timetable half = {.days = 0x7F, .from_min = 0, .to_min = 1440, .chance_percent = 50};
    const DayBook book = {.mixed_seed = 1};
    int differ = 0;
    for (int32_t day = 0; day < 100; day++)
        differ +=
            timetable_present(&half, &book, 0, day * 1440) != timetable_present(&half, &book, 1, day * 1440);
    assert_in_range(differ, 25, 75);
}

static void even_a_chance_of_99_percent_fails_now_and_then(void **state) {
    (void)state;
    const DayBook book = {.mixed_seed = 1};
    for (uint8_t chance = 1; chance <= 99; chance += 98) {
        const Timetable table = {.days = 0x7F, .from_min = 0, .to_min = 1440, .chance_percent = chance};
        int there = 0;
        for (int32_t day = 0; day < 2000; day++) there += timetable_present(&table, &book, 0, day * 1440);
        assert_in_range(there, chance == 1 ? 5 : 1950, chance == 1 ? 50 : 1995);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_machine_is_present_in_the_hours_of_its_days),
        cmocka_unit_test(why_a_machine_is_away_is_first_what_keeps_it_away_all_day),
        cmocka_unit_test(the_next_presence_is_the_first_that_comes),
        cmocka_unit_test(many_at_one_go_are_each_there_when_it_would_be_alone),
        cmocka_unit_test(so_many_in_a_hundred_come_to_the_last_bit),
        cmocka_unit_test(the_next_coming_is_the_first_presence_after_an_absence),
        cmocka_unit_test(nothing_comes_after_the_last_minute),
        cmocka_unit_test(who_is_always_there_never_comes),
        cmocka_unit_test(each_machine_has_days_of_its_own),
        cmocka_unit_test(even_a_chance_of_99_percent_fails_now_and_then),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
