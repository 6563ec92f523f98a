/* What a window shows again instead of drawing it: whatever is done, it is what would be drawn. */
#include "tests/test.h"

#include "tests/support/player.h"
#include "tests/support/twin.h"

enum { WIDTH = 1280, HEIGHT = 720 };

static const char FLEET[] = "title: Eighty\n"
                            "run: 40d\n"
                            "hosts: {kms1: {}}\n"
                            "machines:\n"
                            "  lab: {product: windows-client, count: 76}\n"
                            "  desk: {product: office-ltsc, count: 4}\n"
                            "changes:\n"
                            "  - {at: 10d, host: kms1, do: down}\n"
                            "  - {at: 20d, host: kms1, do: up}\n";

static Player *player;
static Twin twin;

static void open_twins(const char *yaml) {
    player = player_open(yaml);
    twin_look(&twin, player->stage, WIDTH, HEIGHT);
}

static void close_twins(void) {
    twin_close(&twin);
    player_close(player);
}

static void look(void) {
    twin_look(&twin, player->stage, WIDTH, HEIGHT);
}

static void act(Act what) {
    player_act(player, what);
    look();
}

/* Twice each, so that the second time all that can be is shown again. */
static void one_who_goes_to_and_fro_sees_the_same(void **state) {
    static const char *const PLACES[] = {"3d", "12d", "40d", "12d", "39d", "0m", "3d"};
    (void)state;
    open_twins(FLEET);
    for (size_t p = 0; p < 2 * sizeof PLACES / sizeof *PLACES; p++) {
        player_go(player, PLACES[p / 2]);
        look();
    }
    for (int i = 0; i < 8; i++) act(i % 2 ? ACT_DAY_BACK : ACT_STEP_FORWARD);
    close_twins();
}

static void who_is_selected_or_stands_out_is_seen_at_once(void **state) {
    (void)state;
    open_twins(FLEET);
    act(ACT_TO_END);
    player_go(player, "15d"); /* when those of Windows are licensed and those of Office not */
    while (stage_view(player->stage)->panel != PANEL_FLEET) act(ACT_NEXT_PANEL);
    for (int i = 0; i < 5; i++) act(ACT_DOWN);
    for (int i = 0; i < 4; i++) act(ACT_ISOLATE);
    player_go(player, "3d");
    look();
    act(ACT_ISOLATE);
    act(ACT_THEME);
    act(ACT_LARGER);
    act(ACT_SMALLER);
    close_twins();
}

static void branches_come_and_go_in_the_dock(void **state) {
    (void)state;
    open_twins(FLEET);
    act(ACT_TO_END);
    player_go(player, "5d");
    look();
    player_branch(player, "host: kms1, do: down");
    look();
    act(ACT_TO_END);
    act(ACT_SIDE_BY_SIDE);
    act(ACT_SIDE_BY_SIDE);
    act(ACT_NEXT_BRANCH);
    player_go(player, "8d");
    look();
    player_branch(player, "host: kms1, do: up");
    look();
    player_act(player, ACT_UNDO);
    player_branch(player, "machines: desk, move: offline");
    look();
    act(ACT_UNDO);
    act(ACT_UNDO);
    close_twins();
}

/* The record grows below what is shown of it, and a file may be another in the same minute. */
static void a_run_that_grows_or_is_read_again_is_seen_to(void **state) {
    static const char OTHER[] = "title: Eighty\n"
                                "run: 40d\n"
                                "hosts: {kms1: {}}\n"
                                "machines:\n"
                                "  lab: {product: windows-client, count: 70}\n"
                                "  desk: {product: office-ltsc, count: 10}\n";
    (void)state;
    open_twins(FLEET);
    act(ACT_TO_END);
    stage_reload(player->stage, "eighty.yaml", OTHER, strlen(OTHER));
    stage_show(player->stage, 30 * 1440, UINT32_MAX);
    while (stage_work(player->stage, 500)) look();
    look();
    close_twins();
}

static void a_question_hides_and_shows_again(void **state) {
    (void)state;
    player = player_open_file("scenarios/01-fifth-laptop.yaml");
    look();
    for (int i = 0; i < 8; i++) {
        act(ACT_NEXT_STEP);
        act(ACT_NEXT_STEP);
        act(ACT_LAST_STEP);
    }
    close_twins();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_who_goes_to_and_fro_sees_the_same),
        cmocka_unit_test(who_is_selected_or_stands_out_is_seen_at_once),
        cmocka_unit_test(branches_come_and_go_in_the_dock),
        cmocka_unit_test(a_run_that_grows_or_is_read_again_is_seen_to),
        cmocka_unit_test(a_question_hides_and_shows_again),
    };
    return cmocka_run_group_tests_name("stage_kept", tests, NULL, NULL);
}
