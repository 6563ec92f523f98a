/* Of large fleets: the card that says why is long in coming, and the window goes on meanwhile; and only some
 * machines are known one by one. */
#include "tests/test.h"

#include <stdio.h>

#include "tests/support/player.h"

/* A fleet of which each machine is refused every two hours. */
static Player *open_refused(int machines, const char *run) {
    char yaml[300];
    snprintf(yaml, sizeof yaml,
             "title: A title\nabout: a\nrun: %s\nhosts: {kms1: {activated: false}}\n"
             "machines: {lab: {product: windows-client, count: %d}}\n",
             run, machines);
    return player_open(yaml);
}

static bool tells(Player *player, const char *words) {
    return strstr(player_told(player), words) != NULL;
}

/* The first machine of the list, behind the hosts. */
static void select_first(Player *player) {
    for (int i = 0; i < 3 && stage_view(player->stage)->selected.kind != SUBJECT_MACHINE; i++)
        stage_act(player->stage, ACT_DOWN);
    assert_int_equal(stage_view(player->stage)->selected.kind, SUBJECT_MACHINE);
}

static const char COMING[] = "Working out why it is so: ", THERE[] = "Why it is in this state",
                  ON_REQUEST[] = "Why it is so: press W.";

static void a_card_that_takes_long_comes_piece_by_piece(void **state) {
    (void)state;
    Player *player = open_refused(600, "30d");
    player_act(player, ACT_TO_END);
    select_first(player);
    assert_true(tells(player, COMING));
    stage_act(player->stage, ACT_WHY);
    assert_non_null(strstr(player_words(player), "Working out why"));
    assert_false(tells(player, THERE));
    int pieces = 1;
    while (stage_work(player->stage, 1000)) pieces++;
    assert_in_range(pieces, 2, 100);
    assert_true(stage_has_changed(player->stage));
    assert_true(tells(player, THERE));
    assert_false(tells(player, COMING));
    player_close(player);
}

static void of_a_large_fleet_the_card_is_asked_for_and_done_without_by_escape(void **state) {
    (void)state;
    Player *player = open_refused(20001, "2d");
    player_act(player, ACT_TO_END);
    select_first(player);
    assert_true(tells(player, ON_REQUEST));
    stage_act(player->stage, ACT_WHY);
    assert_true(tells(player, COMING));
    player_act(player, ACT_ESCAPE);
    assert_true(tells(player, ON_REQUEST));
    assert_false(tells(player, COMING));
    assert_int_equal(stage_view(player->stage)->selected.kind, SUBJECT_MACHINE);
    player_act(player, ACT_WHY);
    assert_true(tells(player, THERE));
    player_act(player, ACT_ESCAPE);
    assert_int_equal(stage_view(player->stage)->selected.kind, SUBJECT_NONE);
    player_close(player);
}

static void filter(Player *player, const char *typed) {
    player_act(player, ACT_ESCAPE); /* ends the one before */
    player_act(player, ACT_FILTER);
    player_type(player, typed);
    player_act(player, ACT_ENTER);
}

/* Only some of its machines are known one by one. */
static void the_list_of_a_large_fleet_is_filtered_too_and_a_whole_name_finds_its_machine(void **state) {
    (void)state;
    Player *player = open_refused(20001, "2d");
    player_act(player, ACT_TO_END);
    assert_true(tells(player, "fleet: 50 of 20,001, by file, some of them\n"));
    filter(player, "state=licensed");
    assert_true(tells(player, "fleet: 0 of 20,001, by file, some of them, only state=licensed\n"));
    filter(player, "!state=licensed");
    assert_true(tells(player, "fleet: 50 of 20,001, by file, some of them, only !state=licensed\n"));
    assert_int_equal(stage_view(player->stage)->selected.kind, SUBJECT_NONE);
    filter(player, "lab-77");
    assert_int_equal(stage_view(player->stage)->selected.kind, SUBJECT_MACHINE);
    assert_int_equal(stage_view(player->stage)->selected.index, 76);
    assert_true(tells(player, " lab-77: "));
    assert_non_null(strstr(player_words(player), "some / lab-77"));
    player_close(player);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_that_takes_long_comes_piece_by_piece),
        cmocka_unit_test(the_list_of_a_large_fleet_is_filtered_too_and_a_whole_name_finds_its_machine),
        cmocka_unit_test(of_a_large_fleet_the_card_is_asked_for_and_done_without_by_escape),
    };
    return cmocka_run_group_tests_name("stage_card", tests, NULL, NULL);
}
