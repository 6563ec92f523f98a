/* Every action of the key table can be reached, is to be noticed, and does what its sentence says. */
#include "tests/test.h"

#include "sim/base/minutes.h"
#include "tests/support/player.h"

#define FLEET                                                                                                \
    "title: A title\nabout: a\nstart: 2026-01-05 08:00\nrun: 30d\nhosts: {kms1: {}, kms2: {up: false}}\n"    \
    "machines: {lab: {product: office-ltsc, count: 5, starts: {from: 0m, to: 2d}}, more: {product: "         \
    "windows-client, count: 3}}\n"                                                                           \
    "changes: [{at: 9d, host: kms1, do: down}, {at: 20d, host: kms1, do: up}]\n"
/* A question with as many choices as there are keys for them. */
#define LESSON                                                                                               \
    FLEET "lesson:\n"                                                                                        \
          "  - {at: 0m, say: Begin.}\n"                                                                      \
          "  - at: 1d\n    ask: How many?\n    choices:\n"                                                   \
          "      - {say: five, if: {at: 3d, machines: lab, are: licensed}}\n"                                \
          "      - {say: none, if: {at: 3d, machines: lab, are: licensed, count: 0}}\n"                      \
          "      - {say: one, if: {at: 3d, machines: lab, are: licensed, count: 1}}\n"                       \
          "      - {say: two, if: {at: 3d, machines: lab, are: licensed, count: 2}}\n"                       \
          "      - {say: three, if: {at: 3d, machines: lab, are: licensed, count: 3}}\n"                     \
          "      - {say: four, if: {at: 3d, machines: lab, are: licensed, count: 4}}\n"                      \
          "      - {say: some, if: {at: 3d, machines: lab, are: licensed, count: \"< 5\"}}\n"                \
          "      - {say: in grace, if: {at: 3d, machines: lab, are: initial-grace}}\n"                       \
          "      - {say: in notification, if: {at: 3d, machines: lab, are: notification}}\n"                 \
          "    show: 3d\n    note: For you alone.\n"                                                         \
          "  - {at: 5d, say: End.}\n"

static void every_action_has_a_key_of_its_own(void **state) {
    (void)state;
    for (int act = ACT_NONE + 1; act < ACT_COUNT; act++) {
        assert_true(ACTS[act].chords[0].key != 0);
        for (int c = 0; c < ACT_CHORDS && ACTS[act].chords[c].key; c++)
            if (action_of(ACTS[act].chords[c]) != (Act)act)
                fail_msg("a key of %s is another's", ACTS[act].name);
    }
}

static void a_key_is_written_short_and_understood_in_full(void **state) {
    static const char *const NAMES[][2] = {
        {"PageUp", "PgUp"}, {"Shift+PageDown", "Shift+PgDn"}, {"left", NULL}};
    (void)state;
    for (size_t n = 0; n < sizeof NAMES / sizeof *NAMES; n++) {
        Chord chord;
        Text written = {0};
        assert_int_equal(chord_parse(NAMES[n][0], strlen(NAMES[n][0]), &chord), NAMES[n][1] != NULL);
        if (!NAMES[n][1]) continue;
        chord_add(&written, chord);
        assert_string_equal(written.bytes, NAMES[n][1]);
        text_free(&written);
    }
}

/* ---- situations --------------------------------------------------------------------------------------- */

typedef enum {
    AT_A_QUESTION,
    IN_THE_MIDDLE, /* a machine is selected, in the fleet list */
    ENLARGED,
    BESIDE_A_BRANCH, /* which is shown */
    AT_THE_END_OF_A_LESSON,
    UNDER_THE_KEYS, /* help lies over all */
    SITUATIONS
} Situation;

static Player *open_situation(Situation situation) {
    const bool is_lesson = situation == AT_A_QUESTION || situation == AT_THE_END_OF_A_LESSON;
    Player *player = player_open(is_lesson ? LESSON : FLEET);
    if (is_lesson) player_act(player, ACT_NEXT_STEP);
    if (situation == AT_A_QUESTION) return player;
    for (int i = 0; i < 4 && is_lesson; i++) player_act(player, ACT_NEXT_STEP);
    if (!is_lesson) player_go(player, "12d");
    if (situation == BESIDE_A_BRANCH) player_branch(player, "host: kms1, do: up");
    while (stage_view(player->stage)->panel != PANEL_FLEET) player_act(player, ACT_NEXT_PANEL);
    for (int i = 0; i < 4; i++) player_act(player, ACT_DOWN);
    if (situation == ENLARGED) player_act(player, ACT_LARGER);
    if (situation == UNDER_THE_KEYS) player_act(player, ACT_HELP);
    return player;
}

/* ---- what is said ------------------------------------------------------------------------------------- */

/* One spot is later than another: a minute, and so many of its rows. */
static bool is_later(const View *a, const View *b) {
    return a->at != b->at ? a->at > b->at : a->row > b->row;
}

/* Wish and view after the action; what the view was before. */
typedef struct {
    const View *before, *now;
    WishKind wish;
} Deed;

static bool is_selected_otherwise(const Deed *deed, int by) {
    return deed->now->selected.kind == deed->before->selected.kind &&
           (int64_t)deed->now->selected.index == (int64_t)deed->before->selected.index + by;
}

static bool answers_with(const Deed *deed, int choice) {
    return deed->before->phase == STEP_ASKS && deed->now->phase != STEP_ASKS && deed->now->choice == choice;
}

static bool moves_in_time(const Deed *deed, Act act) {
    const View *before = deed->before, *now = deed->now;
    switch ((int)act) {
    case ACT_STEP_FORWARD: return is_later(now, before);
    case ACT_STEP_BACK: return is_later(before, now);
    case ACT_DAY_FORWARD: return now->at == before->at + DAY_MIN;
    case ACT_DAY_BACK: return now->at == before->at - DAY_MIN;
    case ACT_NEXT_MEANING: return now->at > before->at;
    case ACT_LAST_MEANING: return now->at < before->at;
    case ACT_TO_START: return before->at > 0 && now->at == 0;
    case ACT_TO_END: return before->at < 30 * DAY_MIN && now->at == 30 * DAY_MIN;
    default: fail();
    }
    return false;
}

static bool opens(const Deed *deed, Over over) {
    return deed->before->over == OVER_NOTHING && deed->now->over == over;
}

static bool does_what_it_says(const Deed *deed, Act act) {
    const View *before = deed->before, *now = deed->now;
    switch (act) {
    case ACT_PLAY: return !before->playing && now->playing;
    case ACT_STEP_FORWARD:
    case ACT_STEP_BACK:
    case ACT_DAY_FORWARD:
    case ACT_DAY_BACK:
    case ACT_NEXT_MEANING:
    case ACT_LAST_MEANING:
    case ACT_TO_START:
    case ACT_TO_END: return moves_in_time(deed, act);
    case ACT_GO_TO:
    case ACT_FILTER: return opens(deed, OVER_PROMPT);
    case ACT_FASTER: return now->speed == before->speed + 1;
    case ACT_SLOWER: return now->speed == before->speed - 1;
    case ACT_NEXT_STEP: return now->step == before->step + 1 || now->phase == STEP_REVEALS;
    case ACT_LAST_STEP: return before->step > 0 && now->step == before->step - 1;
    case ACT_CHOOSE_1:
    case ACT_CHOOSE_2:
    case ACT_CHOOSE_3:
    case ACT_CHOOSE_4:
    case ACT_CHOOSE_5:
    case ACT_CHOOSE_6:
    case ACT_CHOOSE_7:
    case ACT_CHOOSE_8:
    case ACT_CHOOSE_9: return answers_with(deed, (int)(act - ACT_CHOOSE_1));
    case ACT_NOTES: return !before->notes && now->notes;
    case ACT_NEXT_PANEL:
    case ACT_LAST_PANEL: return now->panel != before->panel;
    case ACT_UP: return is_selected_otherwise(deed, -1);
    case ACT_DOWN: return is_selected_otherwise(deed, 1);
    case ACT_ENTER: return before->panel == PANEL_FLEET && now->panel == PANEL_INSPECTOR;
    case ACT_ESCAPE: return before->over == OVER_HELP && now->over == OVER_NOTHING;
    case ACT_WHY: return !before->why && now->why;
    case ACT_SORT: return now->sort == before->sort + 1;
    case ACT_ISOLATE: return before->isolated == LOOK_COUNT && now->isolated != LOOK_COUNT;
    case ACT_FAULT:
    case ACT_VARIANT:
    case ACT_BRANCHES:
    case ACT_SAVE: return opens(deed, OVER_MENU);
    case ACT_NEXT_BRANCH: return before->lane == 1 && now->lane == 0 && now->at == before->at;
    case ACT_SIDE_BY_SIDE: return before->other_lane == 0 && now->other_lane == NO_LANE;
    case ACT_DIFFERENCE: return opens(deed, OVER_DIFFERENCE);
    case ACT_UNDO: return before->lane == 1 && now->lane == 0 && now->other_lane == NO_LANE;
    case ACT_SAVE_PICTURE: return deed->wish == WISH_SAVE_SVG;
    case ACT_LIST: return opens(deed, OVER_LIST);
    case ACT_THEME: return before->theme == THEME_LIGHT && now->theme == THEME_DARK;
    case ACT_LARGER: return now->scale > before->scale && now->width_px < before->width_px;
    case ACT_SMALLER: return now->scale < before->scale && now->width_px > before->width_px;
    case ACT_MOTION: return now->still != before->still;
    case ACT_OPEN: return opens(deed, OVER_START);
    case ACT_RELOAD: return deed->wish == WISH_READ_AGAIN;
    case ACT_FULL_SCREEN: return deed->wish == WISH_FULL_SCREEN;
    case ACT_HELP: return opens(deed, OVER_HELP);
    case ACT_QUIT: return deed->wish == WISH_QUIT;
    case ACT_NONE:
    case ACT_COUNT: break;
    }
    fail();
    return false;
}

/* ---- doing it ----------------------------------------------------------------------------------------- */

static void press(Player *player, Chord chord) {
    const bool is_typed = chord.key < KEY_NAMED && !(chord.mods & MOD_CONTROL);
    const StageEvent event = {.kind = is_typed ? EVENT_OF_TYPING : EVENT_OF_KEY, .chord = chord};
    stage_take(player->stage, &event);
    player_settle(player);
}

static char *kept(const char *words) {
    char *copy = strdup(words);
    assert_non_null(copy);
    return copy;
}

/* What is not in words: colours, wishes, and that something will move. */
static bool is_noticed_otherwise(const Deed *deed) {
    const View *before = deed->before, *now = deed->now;
    return deed->wish != WISH_NOTHING || now->theme != before->theme || now->playing != before->playing ||
           now->still != before->still;
}

/* In this situation, by its first key: is it to be noticed, and what it says? */
static bool does(Situation situation, Act act) {
    Player *player = open_situation(situation);
    char *words = kept(player_words(player)), *told = kept(player_told(player));
    const View before = *stage_view(player->stage);
    Wish *wish = calloc(1, sizeof *wish);
    assert_non_null(wish);
    press(player, ACTS[act].chords[0]);
    const View now = *stage_view(player->stage);
    if (!stage_wish(player->stage, wish)) wish->kind = WISH_NOTHING;
    const Deed deed = {&before, &now, wish->kind};
    const bool is_noticed = is_noticed_otherwise(&deed) || strcmp(player_words(player), words) != 0 ||
                            strcmp(player_told(player), told) != 0;
    free(words);
    free(told);
    free(wish);
    player_close(player);
    return is_noticed && does_what_it_says(&deed, act);
}

static void every_action_does_what_it_says_somewhere(void **state) {
    (void)state;
    for (int act = ACT_NONE + 1; act < ACT_COUNT; act++) {
        int situation = 0;
        while (situation < SITUATIONS && !does((Situation)situation, (Act)act)) situation++;
        if (situation == SITUATIONS)
            fail_msg("nowhere does %s do what it says: %s", ACTS[act].name, ACTS[act].does);
    }
}

/* The two that go round go through all, one the other's way back. */
static void panels_are_gone_through_both_ways(void **state) {
    (void)state;
    Player *player = open_situation(IN_THE_MIDDLE);
    PanelId way[PANEL_COUNT + 1];
    int panels = 0;
    do {
        way[panels++] = stage_view(player->stage)->panel;
        player_act(player, ACT_NEXT_PANEL);
    } while (stage_view(player->stage)->panel != way[0] && panels < PANEL_COUNT);
    assert_int_equal(panels, PANEL_COUNT - 1); /* there is no lesson */
    while (panels-- > 0) {
        player_act(player, ACT_LAST_PANEL);
        assert_int_equal(stage_view(player->stage)->panel, way[panels]);
    }
    player_close(player);
}

/* Below 240 pixels of height only the panel with the keys is there: it is by them that one comes to others.
 */
static void a_panel_without_room_is_there_when_it_gets_the_keys(void **state) {
    (void)state;
    Player *player = player_open(LESSON);
    bool were[PANEL_COUNT] = {false};
    player_do(player, "resize 341 213");
    for (int p = 0; p < PANEL_COUNT; p++) {
        player_act(player, ACT_NEXT_PANEL);
        were[stage_view(player->stage)->panel] = true;
    }
    for (int p = 0; p < PANEL_COUNT; p++) assert_true(were[p]);
    player_close(player);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_action_has_a_key_of_its_own),
        cmocka_unit_test(a_key_is_written_short_and_understood_in_full),
        cmocka_unit_test(every_action_does_what_it_says_somewhere),
        cmocka_unit_test(panels_are_gone_through_both_ways),
        cmocka_unit_test(a_panel_without_room_is_there_when_it_gets_the_keys),
    };
    return cmocka_run_group_tests_name("stage_action", tests, NULL, NULL);
}
