/* What lies over the panels: what of it can be seen in a small window, and that a click beside it closes it.
 */
#include "tests/test.h"

#include "tests/support/player.h"

static const char SCENARIO[] =
    "about: a\nrun: 1d\nhosts: {kms1: {}}\nmachines: {m: {product: office-ltsc}}\n";

/* ---- the start screen --------------------------------------------------------------------------------- */

enum { OFFERS = 40 };

/* Titles are told apart at their beginning, as that is what is left of them in a narrow window. */
typedef struct {
    char titles[OFFERS][20];
    StageOffer offers[OFFERS];
} Offered;

static void offer(Player *player, Offered *offered) {
    for (int i = 0; i < OFFERS; i++) {
        snprintf(offered->titles[i], sizeof offered->titles[i], "%d of them", i + 1);
        offered->offers[i] = (StageOffer){"x.yaml", offered->titles[i], i >= 3};
    }
    stage_offer(player->stage, offered->offers, OFFERS);
}

/* Logical sizes: 1366x700, 1024x640, 640x480 at 300 %, 1024x640 at 270 %, and as large as it was designed. */
static void the_offer_that_return_opens_is_there_in_the_smallest_windows_too(void **state) {
    (void)state;
    static const char *const SIZES[] = {"resize 455 233", "resize 341 213", "resize 213 160",
                                        "resize 379 237", "resize 1280 720"};
    Player *player = player_open(SCENARIO);
    Offered offered;
    offer(player, &offered);
    player_act(player, ACT_OPEN);
    for (size_t s = 0; s < sizeof SIZES / sizeof *SIZES; s++) {
        player_do(player, SIZES[s]);
        offer(player, &offered); /* the cursor is on the first again */
        for (int i = 0; i < OFFERS; i++) {
            char drawn[40];
            snprintf(drawn, sizeof drawn, "\"%d of them\"", i + 1);
            if (!strstr(player_words(player), drawn)) fail_msg("%s: %s is not there", SIZES[s], drawn);
            player_act(player, ACT_DOWN);
        }
    }
    player_close(player);
}

static void a_low_start_screen_does_without_its_name_and_then_without_what_it_says(void **state) {
    (void)state;
    Player *player = player_open(SCENARIO);
    Offered offered;
    offer(player, &offered);
    player_act(player, ACT_OPEN);
    assert_non_null(strstr(player_words(player), "text \"Lease Lab\""));
    player_do(player, "resize 341 213");
    assert_null(strstr(player_words(player), "text \"Lease Lab\""));
    assert_non_null(strstr(player_words(player), "\"Escape goes back"));
    player_do(player, "resize 341 140");
    assert_null(strstr(player_words(player), "\"Escape goes back"));
    assert_non_null(strstr(player_words(player), "\"1 of them\""));
    player_close(player);
}

/* ---- the pointer -------------------------------------------------------------------------------------- */

static Over over_of(Player *player) {
    return stage_view(player->stage)->over;
}

/* Where something is, is as it was drawn last. */
static void press(Player *player, const char *event) {
    player_words(player);
    player_do(player, event);
}

static void a_click_beside_it_closes_what_lies_over_the_panels(void **state) {
    (void)state;
    static const struct {
        Act act;
        Over over;
    } OPENED[] = {{ACT_HELP, OVER_HELP},     {ACT_LIST, OVER_LIST},    {ACT_OPEN, OVER_START},
                  {ACT_FILTER, OVER_PROMPT}, {ACT_GO_TO, OVER_PROMPT}, {ACT_FAULT, OVER_MENU}};
    Player *player = player_open(SCENARIO);
    for (size_t o = 0; o < sizeof OPENED / sizeof *OPENED; o++) {
        player_act(player, OPENED[o].act);
        assert_int_equal(over_of(player), OPENED[o].over);
        press(player, "press 4 716");
        assert_int_equal(over_of(player), OVER_NOTHING);
        assert_int_equal(stage_view(player->stage)->at, 0); /* it was no click on the dock below */
    }
    stage_open(player->stage, "wrong.yaml", "x: 1", 4);
    assert_int_equal(over_of(player), OVER_MESSAGE);
    press(player, "press 4 716");
    assert_int_equal(over_of(player), OVER_NOTHING);
    player_close(player);
}

static void a_click_on_it_does_not(void **state) {
    (void)state;
    static const Act ACTS_THAT_OPEN[] = {ACT_HELP, ACT_LIST, ACT_OPEN, ACT_FILTER};
    Player *player = player_open(SCENARIO);
    for (size_t a = 0; a < sizeof ACTS_THAT_OPEN / sizeof *ACTS_THAT_OPEN; a++) {
        player_act(player, ACTS_THAT_OPEN[a]);
        const Over over = over_of(player);
        press(player, "press 640 380");
        assert_int_equal(over_of(player), over);
        assert_int_not_equal(over, OVER_NOTHING);
        player_act(player, ACT_ESCAPE);
    }
    player_close(player);
}

static void the_button_that_opens_the_keys_closes_them(void **state) {
    (void)state;
    Player *player = player_open(SCENARIO);
    press(player, "press 1256 22");
    press(player, "release 1256 22");
    assert_int_equal(over_of(player), OVER_HELP);
    press(player, "press 1256 22");
    press(player, "release 1256 22");
    assert_int_equal(over_of(player), OVER_NOTHING);
    player_close(player);
}

static void an_offer_is_opened_by_a_click(void **state) {
    (void)state;
    Player *player = player_open(SCENARIO);
    Offered offered;
    Wish wish;
    offer(player, &offered);
    player_act(player, ACT_OPEN);
    press(player, "press 140 250");
    assert_true(stage_wish(player->stage, &wish));
    assert_int_equal(wish.kind, WISH_OPEN);
    player_close(player);
}

/* ---- notices ------------------------------------------------------------------------------------------ */

static void open_file(Player *player, const char *yaml) {
    stage_open(player->stage, "x.yaml", yaml, strlen(yaml));
    player_settle(player);
}

static void reload(Player *player, const char *yaml) {
    stage_reload(player->stage, "x.yaml", yaml, strlen(yaml));
    player_settle(player);
}

static void a_notice_goes_when_another_file_is_opened_or_refused(void **state) {
    (void)state;
    Player *player = player_open(SCENARIO);
    stage_say(player->stage, "saved a picture");
    assert_non_null(strstr(player_words(player), "saved a picture"));
    open_file(player, SCENARIO);
    assert_null(strstr(player_words(player), "saved a picture"));
    assert_null(strstr(player_told(player), "saved a picture"));
    stage_say(player->stage, "cannot read 'none'");
    open_file(player, "x: 1");
    assert_int_equal(over_of(player), OVER_MESSAGE);
    assert_null(strstr(player_told(player), "cannot read"));
    player_close(player);
}

static void that_a_file_was_read_again_is_not_said_of_one_that_is_refused(void **state) {
    (void)state;
    Player *player = player_open(SCENARIO);
    stage_say(player->stage, "saved a picture");
    reload(player, SCENARIO);
    assert_non_null(strstr(player_told(player), "The file was read again."));
    assert_null(strstr(player_told(player), "saved a picture"));
    reload(player, "x: 1");
    assert_int_equal(over_of(player), OVER_MESSAGE);
    assert_null(strstr(player_told(player), "The file was read again."));
    player_close(player);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_offer_that_return_opens_is_there_in_the_smallest_windows_too),
        cmocka_unit_test(a_low_start_screen_does_without_its_name_and_then_without_what_it_says),
        cmocka_unit_test(a_click_beside_it_closes_what_lies_over_the_panels),
        cmocka_unit_test(a_click_on_it_does_not),
        cmocka_unit_test(the_button_that_opens_the_keys_closes_them),
        cmocka_unit_test(an_offer_is_opened_by_a_click),
        cmocka_unit_test(a_notice_goes_when_another_file_is_opened_or_refused),
        cmocka_unit_test(that_a_file_was_read_again_is_not_said_of_one_that_is_refused),
    };
    return cmocka_run_group_tests_name("stage_over", tests, NULL, NULL);
}
