/* The agenda gives back, in order, whatever was put into it. */
#include "tests/test.h"

#include "sim/base/chance.h"
#include "sim/base/minutes.h"
#include "sim/run/agenda.h"

enum { WAKES = 20000, LAST = 300000 };

static int by_key(const void *a, const void *b) {
    const Wake *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return (x->machine > y->machine) - (x->machine < y->machine);
}

static uint64_t luck(uint64_t n, uint64_t k) {
    return chance_draw(7, n, 0, CHANCE_PICK, k);
}

static Wake take_next(Agenda *agenda) {
    int32_t at;
    Wake wake;
    assert_true(agenda_next_at(agenda, &at));
    assert_true(agenda_take(agenda, at, &wake));
    assert_int_equal(wake.at, at);
    return wake;
}

static void assert_empty(Agenda *agenda) {
    int32_t at;
    Wake wake;
    assert_true(agenda_next_at(agenda, &at));
    assert_int_equal(at, NEVER);
    assert_false(agenda_take(agenda, LAST, &wake));
}

static void what_is_put_in_at_once_comes_sorted(void **state) {
    (void)state;
    static Wake sorted[WAKES];
    Agenda agenda;
    assert_true(agenda_create(&agenda, LAST));
    assert_empty(&agenda);
    /* Spread over all of time; crowded into one window; and all in one minute, machines far apart. */
    const uint64_t spans[][2] = {{LAST, 1000000}, {60, 9000000}, {1, 50}};
    for (size_t s = 0; s < 3; s++) {
        for (uint64_t i = 0; i < WAKES; i++) {
            sorted[i] =
                (Wake){(int32_t)luck(spans[s][0], 2 * i), (uint32_t)luck(spans[s][1], 2 * i + 1), 3, 4};
            assert_true(agenda_add(&agenda, sorted[i]));
        }
        qsort(sorted, WAKES, sizeof sorted[0], by_key);
        for (size_t i = 0; i < WAKES; i++) {
            const Wake wake = take_next(&agenda);
            assert_int_equal(wake.at, sorted[i].at);
            assert_int_equal(wake.machine, sorted[i].machine);
            assert_int_equal(wake.memo, 3);
            assert_int_equal(wake.granted_at, 4);
        }
        assert_empty(&agenda);
        agenda_clear(&agenda);
    }
    agenda_destroy(&agenda);
}

/* Against a plain list that is looked through: wakes are added while others are taken, near, far and just
 * behind. */
static void it_agrees_with_a_list_while_both_go_on(void **state) {
    (void)state;
    enum { STEPS = 6000, MOST = 300 };
    Wake list[MOST];
    size_t count = 0;
    int32_t now = 0;
    Agenda agenda;
    assert_true(agenda_create(&agenda, LAST));
    for (uint64_t step = 0; step < STEPS; step++) {
        const uint64_t reach[] = {2, 70, 3000, 20000};
        if (count < MOST && (count < 5 || luck(2, 5 * step) == 0)) {
            const int32_t at = now + 1 + (int32_t)luck(reach[luck(4, 5 * step + 1)], 5 * step + 2);
            if (at > LAST) continue;
            list[count] = (Wake){at, (uint32_t)luck(50, 5 * step + 3), (uint32_t)step, 0};
            assert_true(agenda_add(&agenda, list[count++]));
            continue;
        }
        size_t first = 0;
        for (size_t i = 1; i < count; i++)
            if (by_key(&list[i], &list[first]) < 0) first = i;
        const Wake wake = take_next(&agenda);
        assert_int_equal(by_key(&wake, &list[first]), 0);
        now = wake.at;
        for (size_t i = 0; i < count; i++) /* equals come in any order */
            if (list[i].memo == wake.memo) first = i;
        list[first] = list[--count];
    }
    agenda_destroy(&agenda);
}

/* A list that is kept in order: what an agenda is, slowly. */
typedef struct {
    Wake wakes[400];
    size_t count;
    uint32_t given;
    int32_t now;
} List;

static void list_add(List *list, Agenda *agenda, uint64_t draw, size_t wakes) {
    static const uint64_t REACH[] = {2, 70, 3000, 20000};
    Wake added[3];
    for (size_t i = 0; i < wakes; i++) {
        const int32_t at = list->now + 1 + (int32_t)luck(REACH[luck(4, draw + i)], draw + 100 + i);
        added[i] = (Wake){at, (uint32_t)luck(50, draw + 200 + i), ++list->given, 0};
        list->wakes[list->count++] = added[i];
    }
    assert_true(agenda_add_all(agenda, added, wakes));
    qsort(list->wakes, list->count, sizeof list->wakes[0], by_key);
}

/* Is this wake in the list, and not after `last`? Then it is taken out. */
static void list_take(List *list, Wake wake, int32_t last) {
    size_t i = 0;
    while (i < list->count && list->wakes[i].memo != wake.memo) i++;
    assert_true(i < list->count);
    assert_int_equal(by_key(&list->wakes[i], &wake), 0);
    assert_true(wake.at <= last);
    list->count--;
    for (; i < list->count; i++) list->wakes[i] = list->wakes[i + 1];
}

static size_t take_whole_window(List *list, Agenda *agenda, int32_t last) {
    int32_t window_last;
    uint32_t block = 0;
    size_t count, taken = 0;
    if (!agenda_next_window(agenda, last, &window_last)) return 0;
    assert_true(window_last <= last);
    for (const Wake *wakes; (wakes = agenda_block(agenda, &block, &count)); taken += count)
        for (size_t i = 0; i < count; i++) list_take(list, wakes[i], window_last);
    assert_true(list->count == 0 || list->wakes[0].at > window_last);
    /* Block by block, or all of it; what is added meanwhile is for later. */
    while (list->given % 2 && (block = 0, agenda_block(agenda, &block, &count))) {
        agenda_drop_block(agenda);
        list->now = window_last;
        if (list->count < 390) list_add(list, agenda, 7 * (uint64_t)list->given, 1);
    }
    agenda_drop_window(agenda);
    list->now = window_last;
    return taken;
}

/* All of the first minute at once, where it can be; what others do to it there is their affair. */
static size_t take_a_minute(List *list, Agenda *agenda) {
    int32_t at;
    size_t count = 0;
    assert_true(agenda_next_at(agenda, &at));
    Wake *wakes = agenda_take_minute(agenda, at, &count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(wakes[i].at, at);
        list_take(list, wakes[i], at);
        wakes[i] = (Wake){0};
    }
    if (count == 0) return 0;
    list->now = at;
    assert_true(list->count == 0 || list->wakes[0].at > at);
    return count;
}

static size_t take_from_the_head(List *list, Agenda *agenda, size_t most) {
    const Wake *wakes;
    size_t count, taken = 0;
    int32_t last;
    assert_true(agenda_head(agenda, &wakes, &count, &last));
    while (taken < count && taken < most && wakes[taken].at <= last) {
        const Wake wake = wakes[taken++];
        assert_int_equal(by_key(&list->wakes[0], &wake), 0);
        list->now = wake.at;
        list_take(list, wake, last);
    }
    agenda_take_slice(agenda, taken);
    return taken;
}

/* Whole windows in no order, the heads of others in order, and single wakes, just as it comes. */
static void windows_and_heads_agree_with_a_list(void **state) {
    (void)state;
    static List list;
    size_t windows = 0, heads = 0, minutes = 0, singles = 0;
    Agenda agenda;
    assert_true(agenda_create(&agenda, LAST));
    for (uint64_t step = 0; list.now < LAST - 30000; step++) {
        const uint64_t draw = 1000 * step;
        if (list.count < 390 && (list.count < 5 || luck(2, draw) == 0)) {
            list_add(&list, &agenda, draw, luck(4, draw + 1));
            continue;
        }
        switch (luck(4, draw + 2)) {
        case 0: windows += take_whole_window(&list, &agenda, list.now + (int32_t)luck(500, draw + 3)); break;
        case 1: heads += take_from_the_head(&list, &agenda, luck(9, draw + 4)); break;
        case 2: minutes += take_a_minute(&list, &agenda); break;
        default: {
            const Wake wake = take_next(&agenda);
            assert_int_equal(by_key(&list.wakes[0], &wake), 0);
            list.now = wake.at;
            list_take(&list, wake, wake.at);
            singles++;
        }
        }
    }
    assert_true(windows > 100 && heads > 100 && minutes > 100 && singles > 100);
    agenda_destroy(&agenda);
}

/* A window may be opened before anything in it happens; what then comes earlier is not lost. */
static void a_wake_before_the_open_window_comes_first(void **state) {
    (void)state;
    Agenda agenda;
    int32_t at;
    assert_true(agenda_create(&agenda, LAST));
    assert_true(agenda_add(&agenda, (Wake){100000, 1, 0, 0}));
    assert_true(agenda_next_at(&agenda, &at));
    assert_int_equal(at, 100000);
    assert_true(agenda_add(&agenda, (Wake){500, 2, 0, 0}));
    assert_int_equal(take_next(&agenda).machine, 2);
    assert_int_equal(take_next(&agenda).machine, 1);
    agenda_destroy(&agenda);
}

static void count_visit(void *context, Wake *wake) {
    (*(int *)context)++;
    wake->granted_at = 9;
}

static void every_wake_that_was_not_taken_is_visited_once(void **state) {
    (void)state;
    Agenda agenda;
    int visits = 0;
    assert_true(agenda_create(&agenda, LAST));
    for (uint32_t i = 0; i < 1000; i++)
        assert_true(agenda_add(&agenda, (Wake){(int32_t)(i * 7 % 900), i, 0, 0}));
    for (int i = 0; i < 10; i++) take_next(&agenda);
    assert_true(agenda_add(&agenda, (Wake){20, 5000, 0, 0}));
    agenda_visit(&agenda, count_visit, &visits);
    assert_int_equal(visits, 991);
    for (int i = 0; i < 991; i++) assert_int_equal(take_next(&agenda).granted_at, 9);
    agenda_destroy(&agenda);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_put_in_at_once_comes_sorted),
        cmocka_unit_test(it_agrees_with_a_list_while_both_go_on),
        cmocka_unit_test(windows_and_heads_agree_with_a_list),
        cmocka_unit_test(a_wake_before_the_open_window_comes_first),
        cmocka_unit_test(every_wake_that_was_not_taken_is_visited_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
