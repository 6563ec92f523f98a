/* Machines as cells on the stage: how many are in a place, and how many of those that have their cells there
 * are not.
 */
#include "tests/test.h"

#include "tests/support/player.h"

static void who_is_absent_is_not_here_now(void **state) {
    (void)state;
    Player *player = player_open("about: a\nrun: 9d\nhosts: {kms1: {}}\n"
                                 "machines: {lab: {product: windows-client, count: 60},\n"
                                 "  late: {product: windows-client, starts: 2d, count: 40}}\n"
                                 "changes:\n  - {at: 4d, machines: 'lab[1..10]', retire: now}\n");
    player_go(player, "1d");
    assert_non_null(strstr(player_words(player), "\"60 here now\""));
    player_go(player, "3d");
    assert_non_null(strstr(player_words(player), "\"100 here now\""));
    player_go(player, "5d");
    assert_non_null(strstr(player_words(player), "\"90 here now\""));
    player_close(player);
}

static void who_is_elsewhere_is_here_nor_there_while_it_is_absent(void **state) {
    (void)state;
    Player *player = player_open("about: a\nrun: 9d\nhosts: {kms1: {}}\nplaces: {branch: {}}\n"
                                 "machines: {lab: {product: windows-client, count: 100}}\n"
                                 "changes:\n  - {at: 1d, machines: 'lab[1..30]', move: branch}\n"
                                 "  - {at: 4d, machines: 'lab[1..10]', retire: now}\n");
    player_go(player, "2d");
    assert_non_null(strstr(player_words(player), "\"70 here now, 30 elsewhere\""));
    assert_non_null(strstr(player_words(player), "\"30 here now\""));
    player_go(player, "5d");
    assert_non_null(strstr(player_words(player), "\"70 here now, 20 elsewhere\""));
    assert_non_null(strstr(player_words(player), "\"20 here now\""));
    player_close(player);
}

/* Offline is not shown for itself. */
static void a_place_that_all_have_left_still_has_their_cells(void **state) {
    (void)state;
    Player *player = player_open("about: a\nrun: 9d\nhosts: {kms1: {}}\n"
                                 "machines: {lab: {product: windows-client, count: 100, place: offline}}\n"
                                 "changes:\n  - {at: 1d, machines: lab, move: office}\n");
    player_go(player, "2d");
    assert_non_null(strstr(player_words(player), "\"0 here now, 100 elsewhere\""));
    assert_non_null(strstr(player_words(player), "\"100 here now\""));
    player_close(player);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_absent_is_not_here_now),
        cmocka_unit_test(who_is_elsewhere_is_here_nor_there_while_it_is_absent),
        cmocka_unit_test(a_place_that_all_have_left_still_has_their_cells),
    };
    return cmocka_run_group_tests_name("stage_cells", tests, NULL, NULL);
}
