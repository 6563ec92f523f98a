/* An answer in the window: of an example it tells why it is so; and a file that is saved meanwhile takes
 * nothing back. */
#include "tests/test.h"

#include "tests/support/player.h"

#define FLEET                                                                                                \
    "about: a\nrun: 30d\nhosts: {kms1: {}}\n"                                                                \
    "machines: {lab: {product: office-ltsc, count: 4}, late: {product: office-ltsc, starts: 2d}}\n"
#define STEPS(asks)                                                                                          \
    "lesson:\n  - at: 1d\n    ask: " asks "\n    choices:\n"                                                 \
    "      - {say: late, if: {at: 2d, machines: all, are: licensed, count: 1}}\n"                            \
    "      - {say: all, if: {at: 2d, machines: all, are: licensed}}\n    show: 2d\n"                         \
    "  - at: 3d\n    ask: How many?\n    choices:\n"                                                         \
    "      - {say: five, if: {at: 4d, host: kms1, pool: office, count: 5}}\n"                                \
    "      - {say: four, if: {at: 4d, host: kms1, pool: office, count: 4}}\n    show: 4d\n"                  \
    "  - {at: 5d, say: End.}\n"
static const char LESSON[] = FLEET STEPS("Who?");

static const View *view_of(Player *player) {
    return stage_view(player->stage);
}

static void reload(Player *player, const char *yaml) {
    stage_reload(player->stage, "x.yaml", yaml, strlen(yaml));
    player_settle(player);
}

/* ---- why it is so ------------------------------------------------------------------------------------- */

static void an_answer_tells_of_an_example_why_it_is_so(void **state) {
    (void)state;
    Player *player = player_open(LESSON);
    player_act(player, ACT_CHOOSE_2);
    assert_int_equal(view_of(player)->selected.kind, SUBJECT_NONE);
    player_act(player, ACT_NEXT_STEP);
    assert_int_equal(view_of(player)->phase, STEP_ANSWERED);
    assert_int_equal(view_of(player)->selected.kind, SUBJECT_MACHINE);
    assert_int_equal(view_of(player)->selected.index, 4); /* late, which is licensed */
    assert_non_null(strstr(player_words(player), "Why it is in this state"));
    assert_non_null(strstr(player_told(player), "Source     documented"));
    player_act(player, ACT_NEXT_STEP);
    assert_int_equal(view_of(player)->selected.kind, SUBJECT_NONE);
    assert_false(view_of(player)->why);
    player_answer(player, ACT_NEXT_STEP);
    assert_int_equal(view_of(player)->selected.kind, SUBJECT_HOST); /* whose count it is */
    player_act(player, ACT_LAST_STEP);
    assert_int_equal(view_of(player)->selected.kind, SUBJECT_NONE);
    player_close(player);
}

static void who_looks_at_something_else_goes_on_looking_at_it(void **state) {
    (void)state;
    Player *player = player_open(LESSON);
    player_act(player, ACT_DOWN); /* the host */
    player_answer(player, ACT_NEXT_STEP);
    assert_int_equal(view_of(player)->selected.kind, SUBJECT_HOST);
    player_act(player, ACT_NEXT_STEP);
    assert_int_equal(view_of(player)->selected.kind, SUBJECT_HOST);
    player_close(player);
}

/* ---- elsewhere ---------------------------------------------------------------------------------------- */

static void assert_wandered(Player *player, const char *how) {
    assert_true(!how == !strstr(player_told(player), "Shown is"));
    assert_true(!how == !strstr(player_words(player), "Shown is"));
    if (how) assert_non_null(strstr(player_told(player), how));
}

static void who_is_in_another_minute_than_the_step_is_told_so(void **state) {
    (void)state;
    Player *player = player_open(LESSON);
    assert_wandered(player, NULL);
    player_act(player, ACT_DAY_BACK);
    assert_wandered(player, "Shown is an earlier minute than this step's, Tue 6 Jan 00:00.");
    player_answer(player, ACT_NEXT_STEP);
    assert_wandered(player, NULL);
    player_act(player, ACT_DAY_FORWARD);
    assert_wandered(player, "Shown is a later minute than this step's, Wed 7 Jan 00:00.");
    player_act(player, ACT_NEXT_STEP);
    player_answer(player, ACT_NEXT_STEP);
    player_act(player, ACT_NEXT_STEP); /* which only says something */
    assert_wandered(player, NULL);
    player_act(player, ACT_DAY_BACK);
    assert_wandered(player, "Shown is an earlier minute than this step's, Sat 10 Jan 00:00.");
    player_close(player);
}

/* ---- the file is saved meanwhile ---------------------------------------------------------------------- */

static void a_file_saved_during_a_reveal_goes_on_revealing(void **state) {
    (void)state;
    Player *player = player_open(LESSON);
    player_act(player, ACT_CHOOSE_2);
    player_do(player, "tick 1000");
    const int32_t at = view_of(player)->at;
    assert_true(at > 1440 && at < 2880);
    reload(player, LESSON);
    assert_int_equal(view_of(player)->phase, STEP_REVEALS);
    assert_int_equal(view_of(player)->choice, 1);
    assert_int_equal(view_of(player)->at, at);
    for (int i = 0; i < 10; i++) player_do(player, "tick 1000");
    assert_int_equal(view_of(player)->phase, STEP_ANSWERED);
    assert_non_null(strstr(player_told(player), "1 is true, not 2"));
    player_close(player);
}

static void a_file_saved_after_an_answer_leaves_it_where_one_is(void **state) {
    (void)state;
    Player *player = player_open(LESSON);
    player_answer(player, ACT_NEXT_STEP);
    player_go(player, "9d");
    reload(player, LESSON);
    assert_int_equal(view_of(player)->phase, STEP_ANSWERED);
    assert_int_equal(view_of(player)->at, 9 * 1440);
    assert_non_null(strstr(player_told(player), "1 is true: at 2d"));
    player_close(player);
}

static void another_question_is_asked_anew(void **state) {
    (void)state;
    Player *player = player_open(LESSON);
    player_answer(player, ACT_CHOOSE_2);
    reload(player, FLEET STEPS("Who is licensed?"));
    assert_int_equal(view_of(player)->phase, STEP_ASKS);
    assert_int_equal(view_of(player)->choice, NO_CHOICE);
    assert_int_equal(view_of(player)->at, 1440);
    assert_int_equal(view_of(player)->selected.kind, SUBJECT_NONE);
    player_close(player);
}

static void a_lesson_that_is_gone_asks_nothing(void **state) {
    (void)state;
    Player *player = player_open(LESSON);
    player_answer(player, ACT_NEXT_STEP);
    reload(player, FLEET);
    assert_int_equal(view_of(player)->step, NO_STEP);
    assert_int_equal(view_of(player)->phase, STEP_SAYS);
    assert_int_equal(view_of(player)->at, 2880);
    player_close(player);
}

/* ---- in a low window ---------------------------------------------------------------------------------- */

/* 341x213 is what is left of 1024x640 at 300 %: one panel has room. */
static void a_question_is_there_where_only_one_panel_has_room(void **state) {
    (void)state;
    Player *player = player_open(LESSON);
    player_act(player, ACT_NEXT_PANEL);
    const PanelId before = view_of(player)->panel;
    player_do(player, "resize 341 213");
    assert_non_null(strstr(player_words(player), "Who?"));
    assert_non_null(strstr(player_words(player), "Until then it is hidden."));
    player_act(player, ACT_CHOOSE_2);
    assert_int_equal(view_of(player)->phase, STEP_REVEALS);
    assert_int_equal(view_of(player)->panel, before); /* where it can be watched */
    assert_null(strstr(player_words(player), "Who?"));
    player_act(player, ACT_NEXT_STEP);
    assert_int_equal(view_of(player)->phase, STEP_ANSWERED);
    assert_non_null(strstr(player_words(player), "1 is true, not 2"));
    player_act(player, ACT_NEXT_PANEL);
    assert_null(strstr(player_words(player), "1 is true, not 2"));
    player_act(player, ACT_NEXT_STEP);
    assert_non_null(strstr(player_words(player), "How many?"));
    player_close(player);
}

static void a_panel_that_the_lesson_took_the_keys_of_has_them_again_where_both_have_room(void **state) {
    (void)state;
    Player *player = player_open(LESSON);
    const PanelId before = view_of(player)->panel;
    player_do(player, "resize 341 213");
    assert_int_equal(view_of(player)->panel, PANEL_LESSON);
    player_do(player, "resize 300 200");
    assert_int_equal(view_of(player)->panel, PANEL_LESSON);
    player_do(player, "resize 1280 720");
    assert_int_equal(view_of(player)->panel, before);
    player_do(player, "resize 341 213");
    player_act(player, ACT_NEXT_PANEL);
    const PanelId gone_to = view_of(player)->panel;
    player_do(player, "resize 300 200");
    assert_int_equal(view_of(player)->panel, gone_to); /* whoever goes elsewhere stays there */
    player_close(player);
}

static void a_reveal_is_watched_also_if_the_window_becomes_low_meanwhile(void **state) {
    (void)state;
    Player *player = player_open(LESSON);
    player_act(player, ACT_CHOOSE_1);
    player_do(player, "resize 341 213");
    assert_int_equal(view_of(player)->phase, STEP_REVEALS);
    assert_int_not_equal(view_of(player)->panel, PANEL_LESSON);
    player_close(player);
}

static void a_narrow_bar_shows_the_branch_by_its_sign_and_letter(void **state) {
    (void)state;
    Player *player = player_open(FLEET);
    player_branch(player, "host: kms1, do: down");
    assert_non_null(strstr(player_words(player), "\"BRANCH B\""));
    player_do(player, "resize 341 213");
    assert_non_null(strstr(player_words(player), "mode"));
    assert_non_null(strstr(player_words(player), "\"B\""));
    assert_non_null(strstr(player_words(player), "button"));
    player_do(player, "resize 213 160"); /* here the clock has the rest, and is cut off */
    assert_non_null(strstr(player_words(player), "\"B\""));
    assert_null(strstr(player_words(player), "button"));
    player_close(player);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_tells_of_an_example_why_it_is_so),
        cmocka_unit_test(who_looks_at_something_else_goes_on_looking_at_it),
        cmocka_unit_test(who_is_in_another_minute_than_the_step_is_told_so),
        cmocka_unit_test(a_file_saved_during_a_reveal_goes_on_revealing),
        cmocka_unit_test(a_file_saved_after_an_answer_leaves_it_where_one_is),
        cmocka_unit_test(another_question_is_asked_anew),
        cmocka_unit_test(a_lesson_that_is_gone_asks_nothing),
        cmocka_unit_test(a_question_is_there_where_only_one_panel_has_room),
        cmocka_unit_test(a_panel_that_the_lesson_took_the_keys_of_has_them_again_where_both_have_room),
        cmocka_unit_test(a_reveal_is_watched_also_if_the_window_becomes_low_meanwhile),
        cmocka_unit_test(a_narrow_bar_shows_the_branch_by_its_sign_and_letter),
    };
    return cmocka_run_group_tests_name("stage_lesson", tests, NULL, NULL);
}
