/* The agenda gives back, in order, whatever was put into it. */
#include "tests/test.h"

#include "sim/base/chance.h"
#include "sim/base/minutes.h"
#include "sim/run/agenda.h"

static void entries_come_by_minute_and_then_by_machine(void **state) {
    (void)state;
    Agenda agenda;
    assert_true(agenda_create(&agenda, 0));
    assert_int_equal(agenda_next_at(&agenda), NEVER);
    for (uint32_t i = 0; i < 1000; i++)
        assert_true(agenda_add(&agenda, (int32_t)chance_draw(1, 50, i, CHANCE_PICK, 0),
                               (uint32_t)chance_draw(1, 300, i, CHANCE_PICK, 1)));
    int32_t at = -1;
    uint32_t machine = 0;
    for (int i = 0; i < 1000; i++) {
        const int32_t next_at = agenda_next_at(&agenda);
        const uint32_t next = agenda_take(&agenda);
        assert_true(next_at > at || (next_at == at && next >= machine));
        at = next_at;
        machine = next;
    }
    assert_int_equal(agenda.count, 0);
    agenda_destroy(&agenda);
}

static void what_is_taken_and_put_back_later_comes_later(void **state) {
    (void)state;
    Agenda agenda;
    assert_true(agenda_create(&agenda, 4));
    for (uint32_t machine = 0; machine < 4; machine++) assert_true(agenda_add(&agenda, 10, machine));
    for (int32_t at = 10; at < 200; at += 10)
        for (uint32_t machine = 0; machine < 4; machine++) {
            assert_int_equal(agenda_next_at(&agenda), at);
            assert_int_equal(agenda_take(&agenda), machine);
            assert_true(agenda_add(&agenda, at + 10, machine));
        }
    assert_int_equal(agenda.capacity, 4);
    agenda_destroy(&agenda);
    assert_null(agenda.entries);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_come_by_minute_and_then_by_machine),
        cmocka_unit_test(what_is_taken_and_put_back_later_comes_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
