/* What lies over the panels: what of it can be seen in a small window. */
#include "tests/test.h"

#include "tests/support/player.h"

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
    Player *player = player_open("about: a\nrun: 1d\nmachines: {m: {product: office-ltsc}}\n");
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
    Player *player = player_open("about: a\nrun: 1d\nmachines: {m: {product: office-ltsc}}\n");
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_offer_that_return_opens_is_there_in_the_smallest_windows_too),
        cmocka_unit_test(a_low_start_screen_does_without_its_name_and_then_without_what_it_says),
    };
    return cmocka_run_group_tests_name("stage_over", tests, NULL, NULL);
}
