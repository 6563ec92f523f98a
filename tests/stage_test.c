/* What must be true of the window whatever it looks like: one minute and row is one picture, nothing moves by
 * itself, a question hides what is to come. */
#include "tests/test.h"

#include "tests/support/player.h"
#include "tests/support/scene.h"

#define GOOD                                                                                                 \
    "title: A title\nabout: a\nstart: 2026-01-05 08:00\nrun: 30d\nhosts: {kms1: {}, kms2: {up: false}}\n"    \
    "machines: {lab: {product: office-ltsc, count: 5, starts: {from: 0m, to: 2d}}, more: {product: "         \
    "windows-client, count: 3}}\n"                                                                           \
    "changes: [{at: 9d, host: kms1, do: down}, {at: 20d, host: kms1, do: up}]\n"                             \
    "expect: [{at: 30d, machines: lab, are: licensed}]\n"

#define LESSON                                                                                               \
    GOOD "lesson:\n"                                                                                         \
         "  - {at: 0m, say: Begin.}\n"                                                                       \
         "  - at: 1d\n    ask: Who?\n    choices:\n"                                                         \
         "      - {say: all, if: {at: 3d, machines: lab, are: licensed}}\n"                                  \
         "      - {say: nobody, if: {at: 3d, machines: lab, are: licensed, count: 0}}\n"                     \
         "    show: 3d\n    note: For you alone.\n"                                                          \
         "  - {at: 5d, say: End.}\n"

/* Both are kept as they are compared, and the first line in which they differ is said. */
static void assert_same_words(const char *one, const char *other, const char *what) {
    size_t at = 0, line = 0;
    for (; one[at] && one[at] == other[at]; at++)
        if (one[at] == '\n') line = at + 1;
    if (one[at] != other[at])
        fail_msg("%s: '%.*s' and '%.*s'", what, (int)strcspn(one + line, "\n"), one + line,
                 (int)strcspn(other + line, "\n"), other + line);
}

static char *kept(const char *words) {
    char *copy = strdup(words);
    assert_non_null(copy);
    return copy;
}

/* All of it has been seen, so that only where one is makes a difference. */
static Player *open_seen(const char *yaml) {
    Player *player = player_open(yaml);
    player_act(player, ACT_TO_END);
    player_act(player, ACT_TO_START);
    return player;
}

/* ---- time is a place ---------------------------------------------------------------------------------- */

static void back_then_forward_is_the_same_picture(void **state) {
    (void)state;
    Player *player = open_seen(GOOD);
    for (int i = 0; i < 40; i++) {
        player_act(player, i % 7 == 6 ? ACT_NEXT_MEANING : ACT_STEP_FORWARD);
        char *before = kept(player_words(player));
        player_act(player, ACT_STEP_BACK);
        assert_true(strcmp(player_words(player), before) != 0);
        player_act(player, ACT_STEP_FORWARD);
        assert_same_words(player_words(player), before, "back, then forward");
        free(before);
    }
    player_close(player);
}

static void stepping_and_going_there_is_the_same_picture(void **state) {
    (void)state;
    Player *stepped = open_seen(GOOD), *gone = open_seen(GOOD);
    for (int i = 0; i < 60; i++) {
        player_act(stepped, ACT_STEP_FORWARD);
        const View *view = stage_view(stepped->stage);
        player_act(gone, i % 2 ? ACT_TO_END : ACT_TO_START);
        stage_show(gone->stage, view->at, view->row);
        player_settle(gone);
        assert_same_words(player_words(gone), player_words(stepped), "gone there, and stepped there");
    }
    player_close(stepped);
    player_close(gone);
}

static void playing_and_going_there_is_the_same_picture(void **state) {
    (void)state;
    Player *played = open_seen(GOOD), *gone = open_seen(GOOD);
    for (int i = 0; i < 30; i++) {
        player_act(played, ACT_PLAY);
        for (int tick = 0; tick < 5 + i; tick++) player_do(played, "tick 16");
        player_act(played, ACT_PLAY);
        const View *view = stage_view(played->stage);
        assert_false(view->playing);
        stage_show(gone->stage, view->at, view->row);
        player_settle(gone);
        assert_same_words(player_words(gone), player_words(played), "gone there, and played there");
    }
    assert_true(stage_view(played->stage)->at > 0);
    player_close(played);
    player_close(gone);
}

static void dragging_and_going_there_is_the_same_picture(void **state) {
    (void)state;
    Player *dragged = open_seen(GOOD);
    player_words(dragged); /* what is clicked is what was drawn */
    player_do(dragged, "press 400 640");
    assert_true(stage_view(dragged->stage)->dragging);
    for (int x = 200; x < 1200; x += 111) {
        char line[60];
        snprintf(line, sizeof line, "drag %d 650", x);
        player_do(dragged, line);
        const int32_t at = stage_view(dragged->stage)->at;
        player_do(dragged, "release 3 3");
        char *there = kept(player_words(dragged));
        player_act(dragged, ACT_TO_START);
        stage_show(dragged->stage, at, UINT32_MAX);
        player_settle(dragged);
        assert_same_words(player_words(dragged), there, "gone there, and dragged there");
        free(there);
        player_do(dragged, "press 400 640");
    }
    player_close(dragged);
}

static const char *const RUNS_OF_ANY_LENGTH[] = {"3650d", "30d", "60h", "90m", "1h", "1m"};
enum { RUN_LENGTHS = sizeof RUNS_OF_ANY_LENGTH / sizeof *RUNS_OF_ANY_LENGTH };

static Player *open_run_of(const char *length) {
    char yaml[200];
    snprintf(yaml, sizeof yaml,
             "about: a\nstart: 2024-02-28 13:30\nrun: %s\nmachines: {a: {product: office-ltsc}}\n", length);
    return player_open(yaml);
}

static void what_go_to_gives_as_an_example_is_an_instant_of_the_run(void **state) {
    (void)state;
    for (size_t r = 0; r < RUN_LENGTHS; r++) {
        char length[40], date[40];
        Player *player = open_run_of(RUNS_OF_ANY_LENGTH[r]);
        player_act(player, ACT_TO_END);
        player_act(player, ACT_GO_TO);
        const char *title = strstr(player_told(player), "Go to (");
        assert_non_null(title);
        assert_int_equal(sscanf(title, "Go to (%39[^,], or %39[^)])", length, date), 2);
        player_type(player, date);
        player_act(player, ACT_ENTER);
        assert_int_equal(stage_view(player->stage)->over, OVER_NOTHING);
        const int32_t at = stage_view(player->stage)->at;
        player_act(player, ACT_GO_TO);
        player_type(player, length);
        player_act(player, ACT_ENTER);
        assert_int_equal(stage_view(player->stage)->over, OVER_NOTHING);
        assert_int_equal(stage_view(player->stage)->at, at);
        player_close(player);
    }
}

/* The film that is wished for by what stands in the line, or by the example in its place. */
static Wish film_as_it_stands(Player *player, bool by_example) {
    char example[80];
    Wish wish = {0};
    player_act(player, ACT_SAVE);
    for (int row = 0; row < 3; row++) player_act(player, ACT_DOWN);
    player_act(player, ACT_ENTER);
    const char *title = strstr(player_told(player), "A film from and to (");
    assert_non_null(title);
    assert_int_equal(sscanf(title, "A film from and to (%79[^)])", example), 1);
    for (int i = 0; i < 60 && by_example; i++) player_do(player, "key Backspace");
    if (by_example) player_type(player, example);
    player_act(player, ACT_ENTER);
    if (stage_view(player->stage)->over != OVER_NOTHING) fail_msg("not taken: %s", player_told(player));
    assert_true(stage_wish(player->stage, &wish));
    assert_int_equal(wish.kind, WISH_SAVE_FILM);
    return wish;
}

/* At its start only that was shown, at its end all of it. */
static void what_a_film_gives_as_an_example_is_a_part_of_what_was_shown(void **state) {
    (void)state;
    for (size_t r = 0; r < RUN_LENGTHS; r++) {
        Player *player = open_run_of(RUNS_OF_ANY_LENGTH[r]);
        assert_int_equal(film_as_it_stands(player, true).to, 0);
        assert_int_equal(film_as_it_stands(player, false).to, 0);
        player_act(player, ACT_TO_END);
        const int32_t end = stage_view(player->stage)->at;
        const Wish part = film_as_it_stands(player, true), whole = film_as_it_stands(player, false);
        assert_in_range(part.from, 0, end / 4);
        assert_in_range(part.to, end > 1 ? part.from + 1 : 0, end / 2);
        assert_int_equal(whole.from, 0);
        assert_int_equal(whole.to, end);
        player_close(player);
    }
}

static void nothing_moves_while_it_is_paused(void **state) {
    (void)state;
    Player *player = player_open(GOOD);
    player_act(player, ACT_NEXT_MEANING);
    char *before = kept(player_words(player));
    assert_false(stage_has_changed(player->stage));
    for (int i = 0; i < 100; i++) player_do(player, "tick 1000");
    assert_false(stage_has_changed(player->stage));
    assert_false(stage_is_playing(player->stage));
    assert_same_words(player_words(player), before, "after two minutes");
    free(before);
    player_close(player);
}

static void playing_ends_at_the_end_by_itself(void **state) {
    (void)state;
    Player *player = player_open(GOOD);
    for (int i = 0; i < 40; i++) player_act(player, ACT_FASTER);
    player_act(player, ACT_PLAY);
    for (int i = 0; i < 200; i++) player_do(player, "tick 100");
    assert_false(stage_is_playing(player->stage));
    assert_int_equal(stage_view(player->stage)->at, 30 * 24 * 60);
    player_close(player);
}

/* ---- branches ----------------------------------------------------------------------------------------- */

/* Without its first line, which names the branch, and what stands behind a word. */
static char *fleet_told(Player *player) {
    const char *told = player_told(player), *fleet = strstr(told, "\nhost ");
    assert_non_null(fleet);
    const char *end = strstr(fleet, "\nShown:");
    assert_non_null(end);
    return strndup(fleet, (size_t)(end - fleet));
}

static void a_change_to_what_is_so_already_leaves_the_fleet_as_it_is(void **state) {
    (void)state;
    Player *player = open_seen(GOOD);
    player_go(player, "3d");
    player_branch(player, "host: kms2, do: down"); /* it is */
    assert_int_equal(stage_view(player->stage)->lane, 1);
    for (int day = 1; day <= 30; day += 3) {
        char at[20];
        snprintf(at, sizeof at, "%dd", day);
        player_go(player, at);
        char *of_branch = fleet_told(player);
        player_act(player, ACT_NEXT_BRANCH);
        assert_int_equal(stage_view(player->stage)->lane, 0);
        char *of_file = fleet_told(player);
        assert_same_words(of_branch, of_file, "a branch that changes nothing, and the file");
        free(of_branch);
        free(of_file);
        player_act(player, ACT_NEXT_BRANCH);
    }
    player_close(player);
}

static void undo_leaves_no_trace_of_a_branch(void **state) {
    (void)state;
    Player *player = open_seen(GOOD);
    player_go(player, "3d");
    char *before = kept(player_words(player));
    player_branch(player, "host: kms1, do: down");
    player_act(player, ACT_UNDO);
    player_go(player, "3d");
    assert_same_words(player_words(player), before, "after undo");
    free(before);
    player_close(player);
}

/* ---- looking ------------------------------------------------------------------------------------------ */

static int count_of(const char *words, const char *part) {
    int count = 0;
    for (const char *at = words; (at = strstr(at, part)); at++) count++;
    return count;
}

/* As signs and strips, as cells and shares: what is not isolated has its colour in the key alone. */
static void one_state_stands_out_in_every_density(void **state) {
    (void)state;
    static const int MACHINES[] = {5, 25, 300};
    for (size_t i = 0; i < sizeof MACHINES / sizeof *MACHINES; i++) {
        char yaml[300];
        snprintf(yaml, sizeof yaml,
                 "about: a\nrun: 9d\nhosts: {k: {}}\nmachines: {in: {product: office-ltsc, count: %d},\n"
                 "           out: {product: office-ltsc, count: %d, place: offline}}\n",
                 MACHINES[i], MACHINES[i]);
        Player *player = player_open(yaml);
        player_go(player, "8d");
        assert_true(count_of(player_words(player), "fill=grace") > 1);
        player_act(player, ACT_ISOLATE);
        assert_int_equal(stage_view(player->stage)->isolated, LOOK_LICENSED);
        assert_int_equal(count_of(player_words(player), "fill=grace"), 1);
        assert_true(count_of(player_words(player), "fill=licensed") > 1);
        player_act(player, ACT_ISOLATE); /* past those that nobody is in */
        assert_int_equal(stage_view(player->stage)->isolated, LOOK_GRACE);
        assert_int_equal(count_of(player_words(player), "fill=licensed"), 1);
        assert_non_null(strstr(player_told(player), "only what is grace stands out"));
        player_act(player, ACT_ISOLATE);
        assert_int_equal(stage_view(player->stage)->isolated, LOOK_COUNT);
        player_close(player);
    }
}

/* The fleet list has the place of the inspector there, or has the window for itself. */
static void the_card_is_seen_at_once_in_a_narrow_window_and_gone_again(void **state) {
    (void)state;
    static const char *const SIZES[] = {"resize 640 360", "resize 800 600", "resize 427 240",
                                        "resize 341 213"};
    Player *player = player_open(GOOD);
    player_go(player, "1d");
    for (size_t s = 0; s < sizeof SIZES / sizeof *SIZES; s++) {
        player_do(player, SIZES[s]);
        while (stage_view(player->stage)->panel != PANEL_FLEET) player_act(player, ACT_NEXT_PANEL);
        for (int i = 0; i < 3; i++) player_act(player, ACT_DOWN);
        assert_null(strstr(player_words(player), "text \"Why\""));
        player_act(player, ACT_WHY);
        assert_non_null(strstr(player_words(player), "text \"Why\""));
        player_act(player, ACT_WHY);
        assert_null(strstr(player_words(player), "text \"Why\""));
        assert_int_equal(stage_view(player->stage)->panel, PANEL_FLEET);
    }
    player_close(player);
}

/* Each line of the card that speaks of a minute leads there, without a mouse too. */
static void a_cause_is_gone_to_by_keys(void **state) {
    (void)state;
    Player *player = player_open_file("scenarios/01-fifth-laptop.yaml");
    player_do(player, "resize 1280 1600");
    player_act(player, ACT_NEXT_STEP);
    player_act(player, ACT_NEXT_STEP);
    player_go(player, "1h");
    for (int i = 0; i < 2; i++) player_act(player, ACT_DOWN); /* marketing-1 */
    player_act(player, ACT_WHY);
    while (stage_view(player->stage)->panel != PANEL_INSPECTOR) player_act(player, ACT_NEXT_PANEL);
    assert_int_equal(count_of(player_told(player), "\n> "), 0);
    player_act(player, ACT_DOWN);
    assert_non_null(strstr(player_told(player), "\n> At         0m (Mon 5 Jan 2026 08:00)"));
    const int links = count_of(player_words(player), "role=at");
    assert_true(links > 1);
    player_act(player, ACT_DOWN);
    assert_int_equal(stage_view(player->stage)->inspector_link, 1);
    player_act(player, ACT_UP);
    assert_int_equal(stage_view(player->stage)->inspector_link, 0);
    player_act(player, ACT_ENTER);
    assert_int_equal(stage_view(player->stage)->at, 0);
    assert_int_equal(stage_view(player->stage)->inspector_link, NO_LINK);
    player_close(player);
}

/* ---- lessons ------------------------------------------------------------------------------------------ */

static bool says(Player *player, const char *words) {
    return strstr(player_told(player), words) != NULL;
}

/* A remote's second button plays; where a question is open it says why it does not. */
static void where_it_goes_no_further_it_says_why(void **state) {
    (void)state;
    Player *player = player_open(LESSON);
    player_act(player, ACT_NEXT_STEP);
    player_act(player, ACT_PLAY);
    assert_false(stage_view(player->stage)->playing);
    assert_true(says(player, "A question is open: answer it, or PgDn shows what happens."));
    player_act(player, ACT_NEXT_STEP);
    player_act(player, ACT_NEXT_STEP);
    player_act(player, ACT_NEXT_STEP);
    assert_false(says(player, "That was the last step"));
    player_act(player, ACT_NEXT_STEP);
    assert_true(says(player, "That was the last step of the lesson."));
    player_act(player, ACT_TO_END);
    assert_false(says(player, "The run ends here"));
    player_act(player, ACT_NEXT_MEANING);
    assert_true(says(player, "The run ends here: Home goes to its start."));
    player_close(player);
}

/* When they are would be half an answer. */
static void a_question_hides_when_the_next_steps_are(void **state) {
    (void)state;
    static const char STEP_AT_5D[] = "role=step hit=8:7200";
    Player *player = player_open(LESSON);
    assert_non_null(strstr(player_words(player), STEP_AT_5D));
    player_act(player, ACT_NEXT_STEP);
    assert_null(strstr(player_words(player), STEP_AT_5D));
    player_act(player, ACT_NEXT_STEP);
    player_act(player, ACT_NEXT_STEP);
    assert_non_null(strstr(player_words(player), STEP_AT_5D));
    player_close(player);
}

/* Escape takes back what was asked for, one thing at a time. */
static void escape_ends_a_filter_after_a_selection(void **state) {
    (void)state;
    Player *player = player_open(GOOD);
    player_act(player, ACT_FILTER);
    player_do(player, "type m");
    player_act(player, ACT_ENTER);
    player_act(player, ACT_DOWN);
    player_act(player, ACT_ESCAPE);
    assert_string_equal(stage_view(player->stage)->filter, "m");
    player_act(player, ACT_ESCAPE);
    assert_string_equal(stage_view(player->stage)->filter, "");
    player_close(player);
}

static void over_a_scenario_the_start_screen_says_how_to_go_back(void **state) {
    (void)state;
    Player *player = player_open(GOOD);
    player_act(player, ACT_OPEN);
    assert_true(says(player, "Escape goes back to 'A title'."));
    assert_non_null(strstr(player_words(player), "Escape goes back to 'A title'."));
    player_act(player, ACT_ESCAPE);
    assert_int_equal(stage_view(player->stage)->over, OVER_NOTHING);
    player_close(player);
}

/* Who has seen all of it before is told no more than who has not. */
static void a_question_hides_what_is_to_come(void **state) {
    (void)state;
    Player *innocent = player_open(LESSON), *knowing = player_open(LESSON);
    player_act(knowing, ACT_TO_END);
    player_act(innocent, ACT_NEXT_STEP);
    player_act(knowing, ACT_NEXT_STEP);
    assert_int_equal(stage_view(knowing->stage)->phase, STEP_ASKS);
    assert_same_words(player_told(knowing), player_told(innocent), "told during a question");
    assert_same_words(player_words(knowing), player_words(innocent), "drawn during a question");
    static const Act LOOKS[] = {ACT_TO_END, ACT_NEXT_MEANING, ACT_DAY_FORWARD, ACT_STEP_FORWARD, ACT_PLAY,
                                ACT_DOWN,   ACT_WHY,          ACT_SORT,        ACT_FILTER,       ACT_LIST};
    for (size_t i = 0; i < sizeof LOOKS / sizeof *LOOKS; i++) {
        player_act(innocent, LOOKS[i]);
        player_act(knowing, LOOKS[i]);
        player_do(innocent, "tick 1000");
        player_do(knowing, "tick 1000");
        assert_true(stage_view(knowing->stage)->at <= 24 * 60);
        assert_same_words(player_told(knowing), player_told(innocent), ACTS[LOOKS[i]].name);
        assert_same_words(player_words(knowing), player_words(innocent), ACTS[LOOKS[i]].name);
    }
    player_close(innocent);
    player_close(knowing);
}

static void notes_are_shown_on_request_only(void **state) {
    (void)state;
    Player *player = player_open(LESSON);
    player_act(player, ACT_NEXT_STEP);
    assert_null(strstr(player_words(player), "For you alone"));
    assert_null(strstr(player_told(player), "For you alone"));
    player_act(player, ACT_NOTES);
    assert_non_null(strstr(player_told(player), "For you alone"));
    player_close(player);
}

/* By the two keys of a presentation remote, and by an answer that is right or not. */
static uint32_t play_lesson(const char *path, uint32_t *out_asked) {
    Player *player = player_open_file(path);
    uint32_t seen = 0, asked = 0;
    int last = -1, presses = 0;
    for (; stage_view(player->stage)->step != last || stage_view(player->stage)->phase != STEP_SAYS;
         presses++) {
        const View *view = stage_view(player->stage);
        const bool is_end = view->step == last && view->phase == STEP_ANSWERED;
        seen += view->step != last;
        last = view->step;
        if (view->phase == STEP_ASKS) {
            asked++;
            if (asked % 2) stage_act(player->stage, ACT_CHOOSE_1);
        }
        player_words(player);
        player_told(player);
        player_do(player, "key PgDn");
        if (is_end && stage_view(player->stage)->step == last) break;
        for (int i = 0; i < 100 && stage_view(player->stage)->phase == STEP_REVEALS; i++)
            player_do(player, "tick 100");
        assert_true(stage_view(player->stage)->phase != STEP_REVEALS);
        assert_true(presses < 200);
    }
    *out_asked = asked;
    player_close(player);
    return seen;
}

static void every_lesson_that_ships_plays_to_its_end(void **state) {
    (void)state;
    size_t count = 0, lessons = 0;
    char **paths = scene_files("scenarios", ".yaml", &count);
    for (size_t i = 0; i < count; i++) {
        Scene *scene = scene_read_file(paths[i]);
        const uint32_t steps = scene->plan.step_count, questions = plan_question_count(&scene->plan);
        scene_close(scene);
        if (steps > 0) {
            uint32_t asked = 0;
            const uint32_t seen = play_lesson(paths[i], &asked);
            if (seen != steps || asked != questions)
                fail_msg("%s: %u of %u steps, %u of %u questions", paths[i], seen, steps, asked, questions);
            lessons += steps >= 6 && steps <= 12 && questions >= 2;
        }
        free(paths[i]);
    }
    free(paths);
    assert_true(lessons >= 8);
}

/* In the smallest window that it is made for, whatever the title. */
static void the_start_screen_says_all_of_it_over_a_long_title(void **state) {
    (void)state;
    Player *player =
        player_open("about: a\ntitle: A title of which there is much more than there is room for it\n"
                    "run: 1d\nmachines: {a: {product: office-ltsc}}\n");
    player_act(player, ACT_OPEN);
    assert_non_null(strstr(player_words(player), "A title of which there is much more"));
    assert_non_null(strstr(player_words(player), "? shows all keys.\""));
    player_close(player);
}

/* How many squares stand in each row below "1/7". */
static void the_steps_of_a_lesson_stand_in_rows_of_about_a_length(void **state) {
    (void)state;
    Player *player = player_open("about: a\nrun: 1d\nmachines: {a: {product: office-ltsc}}\nlesson:\n"
                                 "  - {at: 0m, say: a}\n  - {at: 0m, say: b}\n  - {at: 0m, say: c}\n"
                                 "  - {at: 0m, say: d}\n  - {at: 0m, say: e}\n  - {at: 0m, say: f}\n"
                                 "  - {at: 0m, say: g}\n");
    const char *at = strstr(player_words(player), "text \"1/7\"");
    int in_row[2] = {0, 0};
    double x, y, first = 0;
    assert_non_null(at);
    for (at = strchr(at, '\n'); at && sscanf(at, " box %lf,%lf 8x8", &x, &y) == 2;
         at = strchr(at + 1, '\n')) {
        if (first == 0) first = y;
        in_row[y > first]++;
    }
    assert_int_equal(in_row[0], 4);
    assert_int_equal(in_row[1], 3);
    player_close(player);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(back_then_forward_is_the_same_picture),
        cmocka_unit_test(stepping_and_going_there_is_the_same_picture),
        cmocka_unit_test(playing_and_going_there_is_the_same_picture),
        cmocka_unit_test(dragging_and_going_there_is_the_same_picture),
        cmocka_unit_test(what_go_to_gives_as_an_example_is_an_instant_of_the_run),
        cmocka_unit_test(what_a_film_gives_as_an_example_is_a_part_of_what_was_shown),
        cmocka_unit_test(nothing_moves_while_it_is_paused),
        cmocka_unit_test(playing_ends_at_the_end_by_itself),
        cmocka_unit_test(a_change_to_what_is_so_already_leaves_the_fleet_as_it_is),
        cmocka_unit_test(undo_leaves_no_trace_of_a_branch),
        cmocka_unit_test(one_state_stands_out_in_every_density),
        cmocka_unit_test(the_card_is_seen_at_once_in_a_narrow_window_and_gone_again),
        cmocka_unit_test(a_cause_is_gone_to_by_keys),
        cmocka_unit_test(where_it_goes_no_further_it_says_why),
        cmocka_unit_test(a_question_hides_when_the_next_steps_are),
        cmocka_unit_test(escape_ends_a_filter_after_a_selection),
        cmocka_unit_test(over_a_scenario_the_start_screen_says_how_to_go_back),
        cmocka_unit_test(the_start_screen_says_all_of_it_over_a_long_title),
        cmocka_unit_test(the_steps_of_a_lesson_stand_in_rows_of_about_a_length),
        cmocka_unit_test(a_question_hides_what_is_to_come),
        cmocka_unit_test(notes_are_shown_on_request_only),
        cmocka_unit_test(every_lesson_that_ships_plays_to_its_end),
    };
    return cmocka_run_group_tests_name("stage", tests, NULL, NULL);
}
