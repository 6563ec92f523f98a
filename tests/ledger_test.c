/* The memory of a host, against a list that does the same in the plainest way; and its parts alone. */
#include "tests/test.h"

#include "sim/base/chance.h"
#include "sim/base/minutes.h"
#include "sim/model/ledger.h"

enum { CAPACITY_MOST = 128, OPERATIONS = 4000, GUARDS = 8 };

/* A ledger with its own part of a store, and neighbours on both sides that must stay as they are. */
typedef struct {
    Ledger ledger;
    LedgerEntry entries[2 * CAPACITY_MOST + 2 * GUARDS];
    LedgerBucket buckets[2 * CAPACITY_MOST + 2 * GUARDS];
    LedgerStore store;
} Desk;

static void set_up(Desk *desk, uint32_t capacity) {
    memset(desk, 0xA5, sizeof *desk);
    desk->store = (LedgerStore){desk->entries, desk->buckets};
    desk->ledger = ledger_with_room(capacity, GUARDS, GUARDS);
    assert_true(desk->ledger.entry_count <= 2 * CAPACITY_MOST);
    assert_true(desk->ledger.bucket_count <= 2 * CAPACITY_MOST);
    memset(desk->buckets + GUARDS, 0, desk->ledger.bucket_count * sizeof *desk->buckets);
}

static void assert_neighbours_untouched(const Desk *desk) {
    unsigned char untouched[GUARDS * sizeof(LedgerEntry)];
    _Static_assert(sizeof(LedgerBucket) == sizeof(LedgerEntry), "one measure for both");
    memset(untouched, 0xA5, sizeof untouched);
    assert_memory_equal(desk->entries, untouched, GUARDS * sizeof(LedgerEntry));
    assert_memory_equal(desk->entries + GUARDS + desk->ledger.entry_count, untouched,
                        GUARDS * sizeof(LedgerEntry));
    assert_memory_equal(desk->buckets, untouched, sizeof untouched);
    assert_memory_equal(desk->buckets + GUARDS + desk->ledger.bucket_count, untouched, sizeof untouched);
}

/* ---- the plain list ----------------------------------------------------------------------------------- */

typedef struct {
    struct {
        uint32_t id;
        int32_t seen_at;
    } entries[2 * CAPACITY_MOST]; /* the oldest first */
    int count, cap;
} Plain;

static void plain_remove(Plain *plain, int at) {
    plain->count--;
    for (int i = at; i < plain->count; i++) plain->entries[i] = plain->entries[i + 1];
}

static int plain_count(Plain *plain, uint32_t id, int threshold, int32_t now) {
    if (2 * threshold > plain->cap) plain->cap = 2 * threshold;
    for (int i = 0; i < plain->count; i++)
        if (plain->entries[i].id == id) plain_remove(plain, i--);
    plain->entries[plain->count].id = id;
    plain->entries[plain->count++].seen_at = now;
    while (plain->count > plain->cap) plain_remove(plain, 0);
    return plain->count;
}

static void assert_same(const Desk *desk, const Plain *plain) {
    const LedgerEntry *entry = ledger_oldest(&desk->ledger, desk->store);
    assert_int_equal(desk->ledger.count, plain->count);
    for (int i = 0; i < plain->count; i++) {
        assert_non_null(entry);
        assert_int_equal(entry->id, plain->entries[i].id);
        assert_int_equal(entry->seen_at, plain->entries[i].seen_at);
        entry = ledger_newer(&desk->ledger, desk->store, entry);
    }
    assert_null(entry);
}

/* Every id must be found by its bucket, and every bucket must hold an id: twice as many as entries would show
 * here. A small ledger has no use for buckets. */
static void assert_buckets_hold_just_the_entries(const Desk *desk) {
    int held = 0;
    if (desk->ledger.capacity <= LEDGER_SMALL) return;
    for (size_t b = 0; b < desk->ledger.bucket_count; b++) held += desk->buckets[GUARDS + b].entry != 0;
    assert_int_equal(held, desk->ledger.count);
}

static uint64_t luck(uint64_t n, uint64_t trial, uint64_t step, uint64_t what) {
    return chance_draw(4711, n, trial, (Purpose)what, step);
}

/* Even trials have just the room they need, and are small; odd ones have more. */
static void one_trial(uint64_t trial, uint32_t ids, int threshold_most) {
    Desk desk;
    Plain plain = {.count = 0};
    set_up(&desk, trial % 2 ? LEDGER_SMALL + 1 : (uint32_t)(2 * threshold_most));
    for (uint64_t step = 0; step < OPERATIONS; step++) {
        const int32_t now = (int32_t)step;
        const uint64_t what = luck(100, trial, step, 1);
        if (what < 80) {
            const uint32_t id = (uint32_t)luck(ids, trial, step, 2) * (trial % 2 ? 1 : 10007);
            const int threshold = 1 + (int)luck((uint64_t)threshold_most, trial, step / 500, 3);
            const int count = plain_count(&plain, id, threshold, now);
            assert_int_equal(ledger_count(&desk.ledger, desk.store, id, threshold, now), count);
        } else if (what < 99) {
            if (plain.count == 0) continue;
            plain_remove(&plain, 0);
            ledger_forget_oldest(&desk.ledger, desk.store);
        } else if (luck(4, trial, step, 4) == 0) {
            plain.count = plain.cap = 0;
            ledger_clear(&desk.ledger, desk.store);
        }
        assert_same(&desk, &plain);
        assert_buckets_hold_just_the_entries(&desk);
    }
    assert_neighbours_untouched(&desk);
}

/* ---- the tests ---------------------------------------------------------------------------------------- */

static void a_ledger_is_a_list_in_which_few_ids_ask_often(void **state) {
    (void)state;
    for (uint64_t trial = 0; trial < 6; trial++) one_trial(trial, 8, 4);
}

static void a_ledger_is_a_list_in_which_many_ids_push_each_other_out(void **state) {
    (void)state;
    for (uint64_t trial = 10; trial < 16; trial++) one_trial(trial, 500, 16);
}

static void a_ledger_is_a_list_also_for_the_smallest_threshold(void **state) {
    (void)state;
    for (uint64_t trial = 20; trial < 26; trial++) one_trial(trial, 5, 1);
}

static void a_ledger_is_a_list_also_when_nearly_full(void **state) {
    (void)state;
    for (uint64_t trial = 30; trial < 36; trial++) one_trial(trial, 70, 32);
}

static void a_ledger_is_a_list_also_when_it_is_large(void **state) {
    (void)state;
    for (uint64_t trial = 40; trial < 46; trial += 2) one_trial(trial, 140, 64);
}

static void a_third_of_the_buckets_is_always_empty(void **state) {
    (void)state;
    assert_int_equal(ledger_bucket_count(0), 0);
    assert_int_equal(ledger_bucket_count(LEDGER_SMALL), 0); /* it is looked through */
    assert_int_equal(ledger_bucket_count(65), 97);
    assert_int_equal(ledger_bucket_count(128), 192);
}

static void a_ledger_never_needs_more_entries_than_its_cap(void **state) {
    (void)state;
    for (uint32_t cap = 10; cap <= 100; cap += 90) { /* small, and large */
        Desk desk;
        set_up(&desk, cap);
        for (uint32_t id = 0; id < 300; id++) {
            const int32_t count = ledger_count(&desk.ledger, desk.store, id, (int32_t)cap / 2, (int32_t)id);
            assert_int_equal(count, id < cap ? id + 1 : cap);
            assert_int_equal(ledger_oldest(&desk.ledger, desk.store)->id, id < cap ? 0 : id + 1 - cap);
        }
        assert_neighbours_untouched(&desk);
    }
}

static void a_ledger_with_room_for_fewer_ids_than_its_cap_holds_them_all(void **state) {
    (void)state;
    Desk desk;
    set_up(&desk, 3);
    for (int round = 0; round < 5; round++)
        for (uint32_t id = 7; id < 10; id++) ledger_count(&desk.ledger, desk.store, id, 25, round);
    assert_int_equal(desk.ledger.count, 3);
    assert_int_equal(desk.ledger.cap, 50);
    assert_neighbours_untouched(&desk);
}

static void the_cap_grows_and_never_shrinks_but_by_clearing(void **state) {
    (void)state;
    Desk desk;
    set_up(&desk, 20);
    assert_int_equal(desk.ledger.cap, 0);
    ledger_count(&desk.ledger, desk.store, 1, 5, 0);
    assert_int_equal(desk.ledger.cap, 10);
    ledger_count(&desk.ledger, desk.store, 1, 10, 0);
    assert_int_equal(desk.ledger.cap, 20);
    ledger_count(&desk.ledger, desk.store, 1, 1, 0);
    assert_int_equal(desk.ledger.cap, 20);
    ledger_clear(&desk.ledger, desk.store);
    assert_int_equal(desk.ledger.cap, 0);
    assert_int_equal(desk.ledger.count, 0);
    assert_null(ledger_oldest(&desk.ledger, desk.store));
    ledger_count(&desk.ledger, desk.store, 1, 1, 0);
    assert_int_equal(desk.ledger.cap, 2);
}

static void the_oldest_is_forgotten_a_minute_after_its_memory(void **state) {
    (void)state;
    Desk desk;
    set_up(&desk, 4);
    assert_int_equal(ledger_forgets_at(&desk.ledger, desk.store, 100), NEVER);
    ledger_count(&desk.ledger, desk.store, 1, 2, 10);
    ledger_count(&desk.ledger, desk.store, 2, 2, 20);
    assert_int_equal(ledger_forgets_at(&desk.ledger, desk.store, 100), 111);
    ledger_count(&desk.ledger, desk.store, 1, 2, 30);
    assert_int_equal(ledger_forgets_at(&desk.ledger, desk.store, 100), 121);
    ledger_forget_oldest(&desk.ledger, desk.store);
    assert_int_equal(ledger_forgets_at(&desk.ledger, desk.store, 100), 131);
}

/* Ids that share a home bucket, taken out in every order: those behind must still be found. */
static void whoever_is_taken_out_the_others_are_still_found(void **state) {
    (void)state;
    for (uint64_t trial = 0; trial < 200; trial++) {
        Desk desk;
        set_up(&desk, trial % 2 ? LEDGER_SMALL + 1 : 8);
        uint32_t ids[8];
        for (uint32_t i = 0; i < 8; i++) {
            ids[i] = (uint32_t)luck(1u << 20, trial, i, 5) * 8 + i; /* all different */
            ledger_count(&desk.ledger, desk.store, ids[i], 4, (int32_t)i);
        }
        for (uint32_t out = 0; out < 8; out++) {
            assert_int_equal(ledger_oldest(&desk.ledger, desk.store)->id, ids[out]);
            ledger_forget_oldest(&desk.ledger, desk.store);
            for (uint32_t i = out + 1; i < 8; i++)
                assert_int_equal(ledger_count(&desk.ledger, desk.store, ids[i], 4, 9), 7 - (int)out);
        }
        assert_buckets_hold_just_the_entries(&desk);
    }
}

/* Whoever was seen last before the oldest entry is not looked for, and must not have been there. */
static void an_id_that_is_certainly_gone_is_counted_as_new(void **state) {
    (void)state;
    for (uint32_t capacity = 4; capacity <= LEDGER_SMALL + 1; capacity += LEDGER_SMALL - 3) {
        Desk desk;
        set_up(&desk, capacity);
        for (uint32_t id = 0; id < 6; id++) ledger_count(&desk.ledger, desk.store, id, 2, (int32_t)id);
        assert_int_equal(ledger_count_since(&desk.ledger, desk.store, 0, 2, 10, 0), 4);
        assert_int_equal(ledger_oldest(&desk.ledger, desk.store)->id, 3);
        /* 3 was seen in minute 3, and the oldest entry is its own: it moves, and is there once */
        assert_int_equal(ledger_count_since(&desk.ledger, desk.store, 3, 2, 11, 3), 4);
        assert_int_equal(ledger_oldest(&desk.ledger, desk.store)->id, 4);
        assert_neighbours_untouched(&desk);
        /* with room to spare too */
        ledger_clear(&desk.ledger, desk.store);
        ledger_count(&desk.ledger, desk.store, 1, 2, 20);
        assert_int_equal(ledger_count_since(&desk.ledger, desk.store, 1, 2, 30, 20), 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ledger_is_a_list_in_which_few_ids_ask_often),
        cmocka_unit_test(a_ledger_is_a_list_in_which_many_ids_push_each_other_out),
        cmocka_unit_test(a_ledger_is_a_list_also_for_the_smallest_threshold),
        cmocka_unit_test(a_ledger_is_a_list_also_when_nearly_full),
        cmocka_unit_test(a_ledger_is_a_list_also_when_it_is_large),
        cmocka_unit_test(a_third_of_the_buckets_is_always_empty),
        cmocka_unit_test(a_ledger_never_needs_more_entries_than_its_cap),
        cmocka_unit_test(a_ledger_with_room_for_fewer_ids_than_its_cap_holds_them_all),
        cmocka_unit_test(the_cap_grows_and_never_shrinks_but_by_clearing),
        cmocka_unit_test(the_oldest_is_forgotten_a_minute_after_its_memory),
        cmocka_unit_test(whoever_is_taken_out_the_others_are_still_found),
        cmocka_unit_test(an_id_that_is_certainly_gone_is_counted_as_new),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
