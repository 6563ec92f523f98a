/* Two runs side by side, where they are long in coming to their ends: the window goes on meanwhile. */
#include "tests/test.h"

#include <string.h>

#include "tests/support/player.h"
#include "tests/support/twin.h"
#include "ui/stage/stage_inside.h"

static const char REFUSED[] = "title: A title\nabout: a\nrun: 30d\nhosts: {kms1: {activated: false}}\n"
                              "machines: {lab: {product: windows-client, count: 600}}\n";

/* Each machine is refused every two hours; in the branch they hear nothing from the tenth day on. */
static Player *open_branch(void) {
    Player *player = player_open(REFUSED);
    player_go(player, "10d");
    player_branch(player, "host: kms1, do: down");
    assert_int_equal(player->stage->lanes.count, 2);
    assert_int_equal(player->stage->view.other_lane, 0);
    return player;
}

static bool tells(Player *player, const char *words) {
    return strstr(player_told(player), words) != NULL;
}

static const char COMPARING[] = "Working out what came out otherwise: ",
                  PROVING[] = "Working out whether the file comes to the same as this branch: ",
                  DOES_WITHOUT[] = " of 30d are gone through. Esc does without.",
                  FOUND[] = "They first differ at ", PARTING[] = "Working out where they first differ: ";

static void assert_works_on(Player *player, const char *words) {
    char *before = strdup(player_told(player));
    assert_non_null(before);
    assert_non_null(strstr(before, words));
    assert_non_null(strstr(before, DOES_WITHOUT));
    assert_true(stage_work(player->stage, 10000));
    assert_true(stage_has_changed(player->stage));
    assert_true(tells(player, words));
    assert_true(strcmp(before, player->told.bytes) != 0); /* it has come further */
    free(before);
}

static void choose_saving(Player *player) {
    stage_act(player->stage, ACT_SAVE);
    for (int row = 0; row < 4; row++) stage_act(player->stage, ACT_DOWN);
    stage_act(player->stage, ACT_ENTER);
}

/* ---- what came out otherwise -------------------------------------------------------------------------- */

static void add_in_one_piece(Player *player, Text *out) {
    const Lane *a = player->stage->lanes.lanes[0], *b = player->stage->lanes.lanes[1];
    Run *run_a = lane_run(a), *run_b = lane_run(b);
    assert_non_null(run_a);
    assert_non_null(run_b);
    assert_true(comparison_tell(out, run_a, run_b, a->name, b->name, &PLAIN_MARKS));
    run_destroy(run_a);
    run_destroy(run_b);
}

static void what_came_out_otherwise_comes_piece_by_piece_and_is_what_it_is_in_one(void **state) {
    (void)state;
    Player *player = open_branch();
    Text whole = {0};
    int pieces = 1;
    stage_act(player->stage, ACT_DIFFERENCE);
    assert_non_null(strstr(player_words(player), "Working out what came out"));
    assert_works_on(player, COMPARING);
    assert_false(tells(player, FOUND));
    while (stage_work(player->stage, 10000)) pieces++;
    assert_in_range(pieces, 5, 1000);
    add_in_one_piece(player, &whole);
    assert_non_null(strstr(whole.bytes, FOUND));
    assert_true(tells(player, whole.bytes));
    assert_false(tells(player, COMPARING));
    assert_int_equal(player->stage->view.over, OVER_DIFFERENCE);
    text_free(&whole);
    player_close(player);
}

static void escape_does_without_what_came_out_otherwise(void **state) {
    (void)state;
    Player *player = open_branch();
    stage_act(player->stage, ACT_DIFFERENCE);
    assert_works_on(player, COMPARING);
    stage_act(player->stage, ACT_ESCAPE);
    assert_int_equal(player->stage->view.over, OVER_NOTHING);
    assert_false(stage_work(player->stage, 10000));
    assert_false(tells(player, COMPARING));
    player_act(player, ACT_DIFFERENCE);
    assert_true(tells(player, FOUND));
    player_close(player);
}

/* ---- the proof ---------------------------------------------------------------------------------------- */

static void a_branch_is_proved_piece_by_piece_before_it_is_saved(void **state) {
    (void)state;
    Player *player = open_branch();
    Wish wish;
    choose_saving(player);
    assert_works_on(player, PROVING);
    stage_act(player->stage, ACT_ENTER); /* pressed twice */
    assert_works_on(player, PROVING);
    assert_false(stage_wish(player->stage, &wish));
    player_settle(player);
    assert_int_equal(player->stage->view.over, OVER_NOTHING);
    assert_true(stage_wish(player->stage, &wish));
    assert_int_equal(wish.kind, WISH_SAVE_TEXT);
    assert_string_equal(wish.text, stage_lane(player->stage)->source.bytes);
    assert_false(stage_wish(player->stage, &wish));
    player_close(player);
}

static void escape_does_without_the_proof_and_the_file(void **state) {
    (void)state;
    Player *player = open_branch();
    Wish wish;
    choose_saving(player);
    assert_works_on(player, PROVING);
    player_act(player, ACT_ESCAPE);
    assert_int_equal(player->stage->view.over, OVER_NOTHING);
    assert_false(tells(player, PROVING));
    assert_false(stage_wish(player->stage, &wish));
    player_close(player);
}

static void a_file_that_does_not_come_to_the_same_is_not_saved(void **state) {
    (void)state;
    Player *player = open_branch();
    Wish wish;
    assert_int_equal(stage_lane(player->stage)->plan.occurrence_count, 1);
    stage_lane(player->stage)->plan.occurrences[0].at += 1440; /* of the file, not of the branch */
    choose_saving(player);
    assert_works_on(player, PROVING);
    player_settle(player);
    assert_true(tells(player, "A run of the file would not come to the same as this branch."));
    assert_int_equal(player->stage->view.over, OVER_MESSAGE);
    assert_false(stage_wish(player->stage, &wish));
    player_close(player);
}

/* ---- the mark of the first difference ----------------------------------------------------------------- */

/* Shown to its end, with a variant of it in which one machine more comes on the twentieth day. The file's
 * change stands in another line of it. */
static Player *open_variant(void) {
    static const char CHANGED[] = "changes: [{at: 3d, host: kms1, do: down}, {at: 4d, host: kms1, do: up}]\n";
    char yaml[sizeof REFUSED + sizeof CHANGED], path[] = "machines.more",
                                                value[] = "{product: office-ltsc, starts: 20d}";
    strcat(strcpy(yaml, REFUSED), CHANGED);
    Player *player = player_open(yaml);
    Text complaints = {0};
    assert_int_equal(lanes_vary(&player->stage->lanes, 0, path, value, &complaints), LANE_OK);
    player_settle(player);
    player_act(player, ACT_TO_END);
    stage_act(player->stage, ACT_SIDE_BY_SIDE);
    assert_int_equal(player->stage->view.other_lane, 1);
    text_free(&complaints);
    return player;
}

static void the_mark_of_a_variant_comes_piece_by_piece_and_is_that_of_a_comparison(void **state) {
    (void)state;
    Player *player = open_variant();
    Twin twin = {0};
    int pieces = 0;
    assert_true(stage_work(player->stage, 10000));
    assert_non_null(strstr(player_words(player), "Working out where they first"));
    assert_true(tells(player, PARTING));
    assert_true(tells(player, " of 30d are gone through.\n"));
    for (; player->stage->parting.is_wanted; pieces++) {
        char *before = strdup(player_told(player));
        assert_non_null(before);
        assert_null(strstr(before, FOUND));
        twin_look(&twin, player->stage, 1280, 720);
        stage_work(player->stage, 10000);
        assert_true(stage_has_changed(player->stage));
        assert_true(strcmp(before, player_told(player)) != 0);
        free(before);
    }
    assert_in_range(pieces, 5, 1000);
    twin_look(&twin, player->stage, 1280, 720);
    assert_false(tells(player, PARTING));
    assert_true(tells(player, "They first differ at 20d "));
    assert_non_null(strstr(player_words(player), "the first difference"));
    assert_null(strstr(player_words(player), "Working out"));
    char *bit_by_bit = strdup(player_words(player));
    assert_non_null(bit_by_bit);
    stage_act(player->stage, ACT_SIDE_BY_SIDE);
    assert_false(tells(player, FOUND));
    stage_act(player->stage, ACT_SIDE_BY_SIDE);
    stage_work(player->stage, UINT64_MAX);
    assert_string_equal(player_words(player), bit_by_bit);
    player_act(player, ACT_DIFFERENCE);
    assert_non_null(strstr(player->stage->message.bytes, "They first differ at 20d "));
    free(bit_by_bit);
    twin_close(&twin);
    player_close(player);
}

/* How far it has come would tell how long the two are the same. */
static void of_what_is_not_shown_yet_the_search_for_the_mark_tells_nothing(void **state) {
    (void)state;
    Player *player = open_variant();
    player->stage->lanes.lanes[0]->shown_until = 2 * 1440;
    stage_show(player->stage, 1440, UINT32_MAX);
    stage_work(player->stage, 1000);
    assert_true(tells(player, " of 2d are gone through.\n"));
    while (stage_parting_until(player->stage) < 2 * 1440) stage_work(player->stage, 1000);
    assert_true(player->stage->parting.is_wanted);
    assert_false(tells(player, PARTING));
    player_settle(player);
    assert_false(tells(player, FOUND));
    assert_int_equal(player->stage->parting.at, 20 * 1440);
    player_close(player);
}

static void a_lane_that_goes_meanwhile_takes_the_search_for_the_mark_along(void **state) {
    (void)state;
    Player *player = open_variant();
    stage_work(player->stage, 10000);
    assert_true(tells(player, PARTING));
    stage_act(player->stage, ACT_UNDO);
    assert_false(tells(player, PARTING));
    assert_false(stage_work(player->stage, 10000));
    player_close(player);
    player = open_variant();
    stage_work(player->stage, 10000);
    assert_true(tells(player, PARTING));
    stage_reload(player->stage, "lab.yaml", REFUSED, strlen(REFUSED));
    assert_false(tells(player, PARTING));
    player_settle(player);
    player_close(player);
}

static void a_branch_that_is_forgotten_leaves_no_mark(void **state) {
    (void)state;
    Player *player = open_branch();
    player_act(player, ACT_TO_END);
    assert_true(tells(player, "They first differ at 10d1m "));
    player_act(player, ACT_UNDO);
    assert_false(tells(player, FOUND));
    player_close(player);
}

/* ---- the file changes meanwhile ----------------------------------------------------------------------- */

static void a_file_that_is_read_again_meanwhile_ends_it(void **state) {
    (void)state;
    Player *player = open_branch();
    stage_act(player->stage, ACT_DIFFERENCE);
    assert_works_on(player, COMPARING);
    stage_reload(player->stage, "lab.yaml", REFUSED, strlen(REFUSED));
    assert_int_equal(player->stage->view.over, OVER_NOTHING);
    player_settle(player);
    assert_false(tells(player, COMPARING));
    choose_saving(player);
    assert_works_on(player, PROVING);
    stage_reload(player->stage, "lab.yaml", "no scenario", 11);
    assert_int_equal(player->stage->view.over, OVER_MESSAGE);
    player_settle(player);
    assert_false(tells(player, PROVING));
    player_close(player);
}

static void a_file_that_is_read_again_is_marked_again(void **state) {
    (void)state;
    Player *player = open_branch();
    player_act(player, ACT_TO_END);
    assert_true(tells(player, "They first differ at 10d1m "));
    stage_reload(player->stage, "lab.yaml", REFUSED, strlen(REFUSED));
    player_settle(player);
    assert_int_equal(player->stage->view.other_lane, 0);
    player_act(player, ACT_TO_END);
    assert_true(tells(player, "They first differ at 10d1m "));
    player_close(player);
}

/* Shown instead is the file, beside which it stood. */
static void a_branch_that_the_file_read_again_does_not_fit_leaves_the_file_alone(void **state) {
    (void)state;
    static const char RENAMED[] = "title: A title\nabout: a\nrun: 30d\nhosts: {kms2: {}}\n"
                                  "machines: {lab: {product: windows-client, count: 600}}\n";
    Player *player = open_branch();
    stage_reload(player->stage, "lab.yaml", RENAMED, strlen(RENAMED));
    player_settle(player);
    assert_true(tells(player, "not all branches fit it any more"));
    assert_int_equal(player->stage->view.lane, 0);
    assert_int_equal(player->stage->view.other_lane, NO_LANE);
    assert_false(tells(player, "Beside it"));
    player_act(player, ACT_DIFFERENCE);
    assert_true(tells(player, "Nothing stands beside this"));
    player_close(player);
}

/* Of what stands beside it nothing is known then. */
static void a_file_that_is_read_again_is_drawn_the_same_twice(void **state) {
    (void)state;
    Player *player = open_branch();
    stage_reload(player->stage, "lab.yaml", REFUSED, strlen(REFUSED));
    assert_int_equal(timeline_known(player->stage->lanes.lanes[0]->timeline), -1);
    char *first = strdup(player_words(player));
    assert_non_null(first);
    assert_string_equal(player_words(player), first);
    free(first);
    player_close(player);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_came_out_otherwise_comes_piece_by_piece_and_is_what_it_is_in_one),
        cmocka_unit_test(escape_does_without_what_came_out_otherwise),
        cmocka_unit_test(a_branch_is_proved_piece_by_piece_before_it_is_saved),
        cmocka_unit_test(escape_does_without_the_proof_and_the_file),
        cmocka_unit_test(a_file_that_does_not_come_to_the_same_is_not_saved),
        cmocka_unit_test(the_mark_of_a_variant_comes_piece_by_piece_and_is_that_of_a_comparison),
        cmocka_unit_test(of_what_is_not_shown_yet_the_search_for_the_mark_tells_nothing),
        cmocka_unit_test(a_lane_that_goes_meanwhile_takes_the_search_for_the_mark_along),
        cmocka_unit_test(a_branch_that_is_forgotten_leaves_no_mark),
        cmocka_unit_test(a_file_that_is_read_again_meanwhile_ends_it),
        cmocka_unit_test(a_file_that_is_read_again_is_marked_again),
        cmocka_unit_test(a_file_that_is_read_again_is_drawn_the_same_twice),
        cmocka_unit_test(a_branch_that_the_file_read_again_does_not_fit_leaves_the_file_alone),
    };
    return cmocka_run_group_tests_name("stage_beside", tests, NULL, NULL);
}
