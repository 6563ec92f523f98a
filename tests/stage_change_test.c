/* What the window's menus offer, taken row by row: each makes a branch, and each branch is a file. */
#include "tests/test.h"

#include <stdio.h>
#include <string.h>

#include "ui/canvas/recorder.h"
#include "ui/stage/hit_kinds.h"
#include "ui/stage/stage_inside.h"

static const char LAB[] =
    "about: a\nrun: 30d\nplaces: {vpn: {block: [dns]}}\nhosts: {kms1: {}, kms2: {priority: 1}}\n"
    "machines:\n  pc: {product: office-ltsc, count: 5}\n  tab: {product: microsoft-365-apps}\n"
    "  lab: {product: windows-client}\n";

typedef struct {
    Font *font;
    Stage *stage;
} Seat;

static Seat sit_down(const char *file) {
    char message[FONT_MESSAGE];
    Seat seat = {0};
    const StageOptions options = {.theme = THEME_LIGHT, .scale = 100, .width = 1280, .height = 720};
    assert_int_equal(font_open(&seat.font, message), FONT_OK);
    seat.stage = stage_create(seat.font, &options);
    assert_non_null(seat.stage);
    stage_open(seat.stage, "lab.yaml", file, strlen(file));
    while (stage_work(seat.stage, 100000)) continue;
    return seat;
}

static void get_up(Seat seat) {
    assert_false(stage_has_failed(seat.stage));
    stage_destroy(seat.stage);
    font_close(seat.font);
}

/* Takes the menu's row, from where it is opened anew. */
static void take_row(Stage *stage, Act menu, int row) {
    stage_act(stage, menu);
    assert_int_equal(stage->view.over, OVER_MENU);
    for (int i = 0; i < row; i++) stage_act(stage, ACT_DOWN);
    assert_int_equal(stage->menu.cursor, row);
    stage_act(stage, ACT_ENTER);
    while (stage_work(stage, 100000)) continue;
}

static int rows_of(Stage *stage, Act menu) {
    stage_act(stage, menu);
    const int count = stage->menu.count;
    stage_act(stage, ACT_ESCAPE);
    assert_int_equal(stage->view.over, OVER_NOTHING);
    return count;
}

/* The branch differs from the file in its change, and its file makes it again. */
static void assert_is_a_branch(Stage *stage, const char *row) {
    if (stage->lanes.count != 2) print_error("%s: %s\n", row, stage->message.bytes);
    assert_int_equal(stage->lanes.count, 2);
    assert_int_equal(stage->view.lane, 1);
    assert_int_equal(stage->view.other_lane, 0);
    assert_int_equal(stage->view.over, OVER_NOTHING);
    assert_int_equal(stage->parting.at, stage->view.at + 1);
    Wish wish;
    stage_prove(stage);
    assert_true(stage_wish(stage, &wish));
    assert_int_equal(wish.kind, WISH_SAVE_TEXT);
    stage_act(stage, ACT_UNDO);
    assert_int_equal(stage->lanes.count, 1);
    assert_int_equal(stage->view.lane, 0);
    assert_int_equal(stage->view.other_lane, NO_LANE);
}

static void every_row_of_the_fault_menu_makes_a_branch(void **state) {
    (void)state;
    static const Subject WHOM[] = {{SUBJECT_MACHINE, 1}, {SUBJECT_MACHINE, 5}, {SUBJECT_MACHINE, 6},
                                   {SUBJECT_HOST, 1},    {SUBJECT_PLACE, 0},   {SUBJECT_PLACE, 2}};
    Seat seat = sit_down(LAB);
    int taken = 0;
    stage_show(seat.stage, 1440, ROW_END);
    for (size_t w = 0; w < sizeof WHOM / sizeof *WHOM; w++) {
        seat.stage->view.selected = WHOM[w];
        const int rows = rows_of(seat.stage, ACT_FAULT);
        for (int row = 0; row < rows; row++, taken++) {
            char name[MENU_TEXT];
            take_row(seat.stage, ACT_FAULT, row);
            snprintf(name, sizeof name, "subject %zu, row %d", w, row);
            assert_is_a_branch(seat.stage, name);
        }
    }
    assert_true(taken > 45);
    get_up(seat);
}

static void who_selects_nobody_is_asked_whom(void **state) {
    (void)state;
    Seat seat = sit_down(LAB);
    stage_show(seat.stage, 1440, ROW_END);
    const int rows = rows_of(seat.stage, ACT_FAULT);
    for (int row = 0; row < rows; row++) {
        take_row(seat.stage, ACT_FAULT, row);
        if (seat.stage->view.over == OVER_MENU)
            stage_act(seat.stage, ACT_ENTER); /* whom; then the first change */
        if (seat.stage->view.over == OVER_PROMPT) stage_act(seat.stage, ACT_ENTER);
        while (stage_work(seat.stage, 100000)) continue;
        assert_is_a_branch(seat.stage, "whom");
    }
    assert_true(rows > 10);
    get_up(seat);
}

/* ---- what is so already is not offered ---------------------------------------------------------------- */

/* At the end of day 1 of this file, with this selected. */
static void assert_offers(const char *yaml, Subject subject, const char *offered, const char *not_offered) {
    Seat seat = sit_down(yaml);
    Text told = {0};
    stage_show(seat.stage, 1440, ROW_END);
    seat.stage->view.selected = subject;
    stage_act(seat.stage, ACT_FAULT);
    assert_int_equal(seat.stage->view.over, OVER_MENU);
    menu_tell(&seat.stage->menu, &told);
    if (!strstr(told.bytes, offered)) fail_msg("'%s' is not offered:\n%s", offered, told.bytes);
    if (strstr(told.bytes, not_offered)) fail_msg("'%s' is offered:\n%s", not_offered, told.bytes);
    text_free(&told);
    get_up(seat);
}

#define WITH(hosts, machines) "about: a\nrun: 30d\nhosts: {k: {" hosts "}}\nmachines: {m: {" machines "}}\n"

static void what_is_so_already_is_not_offered(void **state) {
    (void)state;
    static const struct {
        const char *yaml;
        SubjectKind kind;
        const char *offered, *not_offered;
    } ROWS[] = {
        {WITH("", "product: office-ltsc"), SUBJECT_HOST, "goes down", "comes up"},
        {WITH("up: false", "product: office-ltsc"), SUBJECT_HOST, "comes up", "goes down"},
        {WITH("published: false", "product: office-ltsc"), SUBJECT_HOST, "is published", "is removed"},
        {WITH("activated: false", "product: office-ltsc"), SUBJECT_HOST, "is activated", "no longer"},
        {WITH("renewal: 1d", "product: office-ltsc"), SUBJECT_HOST, "every 30 days", "renewal every day"},
        {WITH("retry: 1d", "product: office-ltsc"), SUBJECT_HOST, "15 minutes", "retry every day"},
        {WITH("serves: [office]", "product: office-ltsc"), SUBJECT_HOST, "serves both", "Office alone"},
        {WITH("restart_forgets: true", "product: office-ltsc"), SUBJECT_HOST, "and forgets", "remembers"},
        {WITH("", "product: office-ltsc"), SUBJECT_HOST, "and remembers", "and forgets its"},
        {WITH("", "product: office-ltsc"), SUBJECT_MACHINE, "switch off", "switch on"},
        {WITH("", "product: office-ltsc, power: off"), SUBJECT_MACHINE, "switch on", "make an attempt"},
        {WITH("", "product: office-ltsc"), SUBJECT_MACHINE, "move to offline", "move to office"},
        {WITH("", "product: office-ltsc, use: k"), SUBJECT_MACHINE, "by name (dns)", "ask only k"},
        {WITH("", "product: office-ltsc"), SUBJECT_MACHINE, "ask only k", "by name (dns)"},
        {WITH("", "product: office-ltsc"), SUBJECT_MACHINE, "hours wrong", "sign out"},
        {WITH("", "product: office-ltsc, skew: 5h"), SUBJECT_MACHINE, "clock right", "hours wrong"},
        {WITH("", "product: microsoft-365-apps"), SUBJECT_MACHINE, "sign out", "ask only"},
        {WITH("", "product: microsoft-365-apps"), SUBJECT_MACHINE, "rearm: refused", "sign in"},
        {WITH("", "product: microsoft-365-apps, sign: out"), SUBJECT_MACHINE, "sign in", "cached"},
        {WITH("", "product: windows-server, count: 5"), SUBJECT_MACHINE, "forget the cached", "refused"},
        {WITH("", "product: office-ltsc"), SUBJECT_PLACE, "can no longer reach k", "can again"},
        {WITH("", "product: office-ltsc"), SUBJECT_PLACE, "can no longer reach dns", "cloud"},
        {WITH("", "product: office-ltsc"), SUBJECT_NONE, "dns goes down", "dns comes up"},
        {WITH("", "product: office-ltsc, count: 3, starts: {from: 0d, to: 2d}"), SUBJECT_NONE,
         "m: the 2 that are there", "the 3"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        assert_offers(ROWS[i].yaml, (Subject){ROWS[i].kind, 0}, ROWS[i].offered, ROWS[i].not_offered);
}

static void of_a_group_those_that_are_there_are_changed(void **state) {
    (void)state;
    Seat seat = sit_down(WITH("", "product: office-ltsc, count: 3, starts: {from: 0d, to: 2d}"));
    stage_show(seat.stage, 1440, ROW_END);
    take_row(seat.stage, ACT_FAULT, 1);
    stage_act(seat.stage, ACT_ENTER);
    while (stage_work(seat.stage, 100000)) continue;
    assert_is_a_branch(seat.stage, "those that are there");
    get_up(seat);
}

static void of_who_is_absent_nothing_is_offered(void **state) {
    (void)state;
    Seat seat = sit_down(WITH("", "product: office-ltsc, starts: 2d"));
    stage_show(seat.stage, 1440, ROW_END);
    seat.stage->view.selected = (Subject){SUBJECT_MACHINE, 0};
    stage_act(seat.stage, ACT_FAULT);
    assert_int_equal(seat.stage->view.over, OVER_NOTHING);
    assert_non_null(strstr(seat.stage->note.bytes, "absent at this minute"));
    get_up(seat);
}

static void every_variant_that_is_offered_can_be_run_anew(void **state) {
    (void)state;
    Seat seat = sit_down(LAB);
    const int rows = rows_of(seat.stage, ACT_VARIANT);
    for (int row = 0; row < rows; row++) {
        take_row(seat.stage, ACT_VARIANT, row);
        assert_int_equal(seat.stage->view.over, OVER_PROMPT);
        stage_act(seat.stage, ACT_ENTER);
        assert_int_equal(seat.stage->lanes.count, 2);
        assert_null(seat.stage->lanes.lanes[1]->change);
        while (stage_work(seat.stage, 100000)) continue;
        stage_act(seat.stage, ACT_UNDO);
    }
    assert_true(rows >= 9);
    get_up(seat);
}

static void everything_that_can_be_saved_is_wished_for(void **state) {
    (void)state;
    static const WishKind KINDS[] = {WISH_SAVE_SVG, WISH_SAVE_PNG, WISH_SAVE_PDF, WISH_SAVE_FILM,
                                     WISH_SAVE_TEXT};
    Seat seat = sit_down(LAB);
    Wish wish;
    stage_show(seat.stage, 1440, ROW_END);
    for (int row = 0; row < 5; row++) {
        take_row(seat.stage, ACT_SAVE, row);
        if (seat.stage->view.over == OVER_PROMPT) stage_act(seat.stage, ACT_ENTER);
        assert_true(stage_wish(seat.stage, &wish));
        assert_int_equal(wish.kind, KINDS[row]);
        assert_memory_equal(wish.path, "lab-1d.", 7);
    }
    assert_int_equal(wish.length, strlen(LAB));
    assert_memory_equal(wish.text, LAB, wish.length);
    assert_false(stage_wish(seat.stage, &wish));
    get_up(seat);
}

static void a_change_that_cannot_be_is_explained(void **state) {
    (void)state;
    Seat seat = sit_down(LAB);
    stage_show(seat.stage, 1440, ROW_END);
    stage_ask(seat.stage, FOR_FAULT, "", "host: kms9, do: down");
    stage_act(seat.stage, ACT_ENTER);
    assert_int_equal(seat.stage->view.over, OVER_MESSAGE);
    assert_non_null(strstr(seat.stage->message.bytes, "kms9"));
    assert_int_equal(seat.stage->lanes.count, 1);
    get_up(seat);
}

/* ---- branches ----------------------------------------------------------------------------------------- */

static void work_it_out(Stage *stage) {
    while (stage_work(stage, 100000)) continue;
}

/* Of what is shown, at the minute shown. */
static void branch(Stage *stage, const char *change) {
    stage_ask(stage, FOR_FAULT, "", change);
    stage_act(stage, ACT_ENTER);
    work_it_out(stage);
}

static void vary(Stage *stage, const char *typed) {
    const int lanes = stage->lanes.count;
    stage_ask(stage, FOR_VARIANT, "", typed);
    stage_act(stage, ACT_ENTER);
    while (stage_work(stage, 100000)) continue;
    if (stage->lanes.count != lanes + 1) fail_msg("'%s': %s", typed, stage->prompt.wrong);
}

static void assert_lanes(const Stage *stage, int lane, int other) {
    assert_int_equal(stage->view.lane, lane);
    assert_int_equal(stage->view.other_lane, other);
}

static void what_is_forgotten_leaves_one_where_it_branched(void **state) {
    (void)state;
    Seat seat = sit_down(LAB);
    stage_show(seat.stage, 1440, ROW_END);
    branch(seat.stage, "host: kms1, do: down");
    branch(seat.stage, "host: kms2, do: down");
    assert_lanes(seat.stage, 2, 1);
    stage_act(seat.stage, ACT_UNDO);
    assert_lanes(seat.stage, 1, NO_LANE);
    stage_act(seat.stage, ACT_UNDO);
    assert_lanes(seat.stage, 0, NO_LANE);
    get_up(seat);
}

static void without_branches_the_keys_for_them_say_so(void **state) {
    (void)state;
    static const struct {
        Act act;
        const char *says;
    } ROWS[] = {{ACT_NEXT_BRANCH, "There is one branch only: F makes another."},
                {ACT_SIDE_BY_SIDE, "There is one branch only: F makes another."},
                {ACT_DIFFERENCE, "Nothing stands beside this: make a branch with F, or choose one with B."},
                {ACT_UNDO, "There is no branch to forget."}};
    Seat seat = sit_down(LAB);
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        stage_act(seat.stage, ROWS[i].act);
        assert_lanes(seat.stage, 0, NO_LANE);
        assert_string_equal(text_bytes(&seat.stage->note), ROWS[i].says);
    }
    branch(seat.stage, "host: kms1, do: down");
    stage_act(seat.stage, ACT_NEXT_BRANCH);
    assert_lanes(seat.stage, 0, 1);
    assert_int_equal(seat.stage->note.length, 0);
    get_up(seat);
}

static void to_choose_what_stands_beside_changes_sides(void **state) {
    (void)state;
    Seat seat = sit_down(LAB);
    stage_show(seat.stage, 1440, ROW_END);
    branch(seat.stage, "host: kms1, do: down");
    assert_lanes(seat.stage, 1, 0);
    stage_show_lane(seat.stage, 0);
    assert_lanes(seat.stage, 0, 1);
    stage_show_lane(seat.stage, 1);
    assert_lanes(seat.stage, 1, 0);
    get_up(seat);
}

/* A branch in which nobody is there any more, and a question of which another choice is true in it. */
static Seat sit_down_to_a_question(void) {
    Seat seat =
        sit_down("about: a\nrun: 30d\nhosts: {kms1: {}}\nmachines: {pc: {product: office-ltsc, count: 5}}\n"
                 "lesson:\n  - at: 1h\n    ask: Who?\n    choices:\n"
                 "      - {say: all, if: {at: 9d, machines: all, are: licensed}}\n"
                 "      - {say: none, if: {at: 9d, machines: all, are: absent}}\n");
    stage_show(seat.stage, 60, ROW_END);
    branch(seat.stage, "machines: all, retire: now");
    stage_show_lane(seat.stage, 0);
    stage_begin_step(seat.stage, 0);
    assert_int_equal(seat.stage->view.phase, STEP_ASKS);
    return seat;
}

static void answer_it(Stage *stage) {
    stage_choose(stage, 0);
    assert_int_equal(stage->view.phase, STEP_REVEALS);
    stage_next_step(stage);
    work_it_out(stage);
    assert_int_equal(stage->view.phase, STEP_ANSWERED);
}

static void while_a_question_is_open_no_difference_is_told(void **state) {
    (void)state;
    Seat seat = sit_down_to_a_question();
    stage_act(seat.stage, ACT_DIFFERENCE);
    assert_int_equal(seat.stage->view.over, OVER_NOTHING);
    answer_it(seat.stage);
    stage_act(seat.stage, ACT_DIFFERENCE);
    assert_int_equal(seat.stage->view.over, OVER_DIFFERENCE);
    get_up(seat);
}

static void an_answer_is_that_of_the_branch_shown(void **state) {
    (void)state;
    Seat seat = sit_down_to_a_question();
    answer_it(seat.stage);
    assert_int_equal(seat.stage->true_choice, 0);
    stage_show_lane(seat.stage, 1);
    work_it_out(seat.stage);
    assert_int_equal(seat.stage->true_choice, 1);
    stage_choose(seat.stage, 1); /* too late */
    assert_int_equal(seat.stage->view.choice, 0);
    get_up(seat);
}

/* Nothing of the minute at which one looks is still to come. */
static void what_is_shown_after_an_answer_was_shown_in_every_branch(void **state) {
    (void)state;
    Seat seat = sit_down_to_a_question();
    Text told = {0};
    answer_it(seat.stage);
    stage_act(seat.stage, ACT_DAY_FORWARD);
    const int32_t at = seat.stage->view.at;
    assert_true(at > 1440);
    stage_show_lane(seat.stage, 1);
    assert_int_equal(seat.stage->view.at, at);
    assert_int_equal(stage_horizon_at(seat.stage), at);
    stage_tell(seat.stage, &told);
    assert_non_null(strstr(told.bytes, "BRANCH B"));
    assert_non_null(strstr(told.bytes, "to come: what is after 10d ("));
    vary(seat.stage, "run=9d");
    assert_int_equal(seat.stage->view.at, 9 * 1440);
    assert_int_equal(stage_horizon_at(seat.stage), 9 * 1440);
    text_free(&told);
    get_up(seat);
}

/* In pieces, as a large fleet is; meanwhile one looks elsewhere. */
static void an_answer_in_another_branch_comes_when_that_is_known_wherever_one_looks(void **state) {
    (void)state;
    Seat seat = sit_down_to_a_question();
    Text told = {0};
    answer_it(seat.stage);
    assert_int_equal(lanes_branch(&seat.stage->lanes, 0, 60, "machines: all, retire: now", &told), LANE_OK);
    stage_show_lane(seat.stage, 2);
    assert_int_equal(seat.stage->waiting, WAIT_TO_SHOW);
    stage_tell(seat.stage, &told);
    assert_non_null(strstr(told.bytes, "Which is true is told as soon as"));
    assert_null(strstr(told.bytes, "(true)"));
    assert_null(strstr(told.bytes, "No choice is true"));
    stage_act(seat.stage, ACT_TO_START);
    assert_int_equal(seat.stage->waiting, WAIT_FOR_NOTHING);
    assert_true(seat.stage->wants_verdict);
    work_it_out(seat.stage);
    assert_int_equal(seat.stage->true_choice, 1);
    assert_int_equal(seat.stage->view.at, 0);
    text_clear(&told);
    stage_tell(seat.stage, &told);
    assert_non_null(strstr(told.bytes, "none  (true)"));
    text_free(&told);
    get_up(seat);
}

static void what_was_not_shown_yet_is_neither_drawn_nor_filmed(void **state) {
    (void)state;
    Wish wish;
    Seat seat = sit_down_to_a_question();
    stage_choose(seat.stage, 0);
    assert_int_equal(stage_horizon_at(seat.stage), 60); /* it plays from here */
    get_up(seat);
    seat = sit_down(LAB);
    stage_show(seat.stage, 2880, ROW_END);
    stage_show(seat.stage, 1440, ROW_END);
    assert_int_equal(stage_horizon_at(seat.stage), 2880);
    stage_ask(seat.stage, FOR_FILM, "", "1d 2d1m");
    stage_act(seat.stage, ACT_ENTER);
    assert_int_equal(seat.stage->view.over, OVER_PROMPT);
    assert_false(stage_wish(seat.stage, &wish));
    stage_ask(seat.stage, FOR_FILM, "", "1d 2d");
    stage_act(seat.stage, ACT_ENTER);
    assert_true(stage_wish(seat.stage, &wish));
    assert_int_equal(wish.to, 2880);
    get_up(seat);
}

static void the_span_of_a_film_is_two_instants_however_they_are_written(void **state) {
    (void)state;
    static const struct {
        const char *typed;
        int32_t from, to;
        const char *refused; /* NULL: it is taken */
    } SPANS[] = {
        {"1d 2d", 1440, 2880, NULL},
        {"2026-01-06 00:30 2d", 1470, 2880, NULL},
        {"1d 2026-01-06 12:00", 1440, 2160, NULL},
        {"2026-01-06 00:00 2026-01-06 12:00", 1440, 2160, NULL},
        {"1d", 0, 0, "two instants: from and to"},
        {"1d noon", 0, 0, "is not a duration"},
        {"2026-01-06 00:00 2126-01-06 12:00", 0, 0, "is after the end of the run"},
        {"2025-01-06 00:00 2026-01-06 12:00", 0, 0, "is before the start"},
        {"2026-01-06 12:00 2026-01-06 00:00", 0, 0, "from an instant to a later one that was shown"},
    };
    for (size_t i = 0; i < sizeof SPANS / sizeof *SPANS; i++) {
        Wish wish = {0};
        Seat seat = sit_down(LAB);
        stage_show(seat.stage, 2880, ROW_END);
        stage_ask(seat.stage, FOR_FILM, "", SPANS[i].typed);
        stage_act(seat.stage, ACT_ENTER);
        if (stage_wish(seat.stage, &wish) == (SPANS[i].refused != NULL))
            fail_msg("'%s': %s", SPANS[i].typed, seat.stage->prompt.wrong);
        assert_int_equal(wish.from, SPANS[i].from);
        assert_int_equal(wish.to, SPANS[i].to);
        if (SPANS[i].refused && !strstr(seat.stage->prompt.wrong, SPANS[i].refused))
            fail_msg("'%s': %s", SPANS[i].typed, seat.stage->prompt.wrong);
        get_up(seat);
    }
}

/* ---- a variant has machines of its own ---------------------------------------------------------------- */

static void assert_selected(const Stage *stage, const char *name) {
    char selected[MEMBER_NAME];
    assert_int_equal(stage->view.selected.kind, SUBJECT_MACHINE);
    plan_machine_name(stage_plan(stage), stage->view.selected.index, selected);
    assert_string_equal(selected, name);
}

/* Everything that is shown, with both futures. */
static void draw(Stage *stage) {
    const Sheet sheet = stage_sheet(stage);
    Recorder *recorder = recorder_create(&sheet);
    Text told = {0};
    assert_non_null(recorder);
    stage_draw(stage, recorder_canvas(recorder));
    stage_tell(stage, &told);
    assert_false(told.failed);
    text_free(&told);
    recorder_destroy(recorder);
}

static void who_is_selected_is_called_the_same_in_a_variant(void **state) {
    (void)state;
    Seat seat = sit_down(LAB);
    stage_show(seat.stage, 1440, ROW_END);
    seat.stage->view.selected = (Subject){SUBJECT_MACHINE, 6}; /* lab, behind pc-5 and tab */
    vary(seat.stage, "machines.pc.count=2");
    assert_selected(seat.stage, "lab");
    draw(seat.stage);
    seat.stage->view.selected = (Subject){SUBJECT_MACHINE, 3};
    stage_show_lane(seat.stage, 0);
    assert_selected(seat.stage, "lab");
    get_up(seat);
}

static void who_is_not_in_the_variant_is_selected_no_longer(void **state) {
    (void)state;
    Seat seat = sit_down(LAB);
    stage_show(seat.stage, 1440, ROW_END);
    vary(seat.stage, "machines.pc.count=40");
    seat.stage->view.selected = (Subject){SUBJECT_MACHINE, 35};
    assert_selected(seat.stage, "pc-36");
    draw(seat.stage);
    stage_show_lane(seat.stage, 0);
    assert_int_equal(seat.stage->view.selected.kind, SUBJECT_NONE);
    draw(seat.stage);
    get_up(seat);
}

/* The strips of both are there: whom a click there means is in the plan that is shown. */
static void a_click_beside_selects_who_is_called_so(void **state) {
    (void)state;
    static const char FEW[] = "about: a\nrun: 30d\nhosts: {k: {}}\nmachines:\n  pc: {product: office-ltsc, "
                              "count: 2}\n  lab: {product: office-ltsc}\n";
    Seat seat = sit_down(FEW);
    stage_show(seat.stage, 1440, ROW_END);
    vary(seat.stage, "machines.pc.count=4");
    stage_show_lane(seat.stage, 0);
    assert_int_equal(seat.stage->view.other_lane, 1);
    stage_take(seat.stage, &(StageEvent){.kind = EVENT_OF_SIZE, .width = 1920, .height = 1600});
    draw(seat.stage);
    const Hits *hits = &seat.stage->hits;
    int machines = 0;
    for (size_t h = 0; h < hits->count; h++) {
        if (hits->boxes[h].hit.kind != HIT_MACHINE) continue;
        machines++;
        assert_true(hits->boxes[h].hit.index < stage_plan(seat.stage)->machine_count);
    }
    assert_int_equal(machines, 3 * 3); /* a token each, a strip, and one beside; pc-3 and pc-4 are not here */
    get_up(seat);
}

static void a_file_read_again_is_looked_at_from_the_lane_that_is_shown(void **state) {
    (void)state;
    static const char OTHER[] =
        "about: a\nrun: 30d\nplaces: {vpn: {block: [dns]}}\nhosts: {kms1: {}, kms2: {priority: 1}}\n"
        "machines:\n  more: {product: office-ltsc, count: 3}\n  pc: {product: office-ltsc, count: 5}\n"
        "  tab: {product: microsoft-365-apps}\n  lab: {product: windows-client}\n";
    Seat seat = sit_down(LAB);
    stage_show(seat.stage, 1440, ROW_END);
    vary(seat.stage, "machines.pc.count=2");
    seat.stage->view.selected = (Subject){SUBJECT_MACHINE, 3};
    memcpy(seat.stage->view.filter, "group=lab", sizeof "group=lab");
    stage_reload(seat.stage, "lab.yaml", OTHER, sizeof OTHER - 1);
    while (stage_work(seat.stage, 100000)) continue;
    assert_int_equal(seat.stage->view.lane, 1);
    assert_selected(seat.stage, "lab");
    assert_string_equal(seat.stage->view.filter, "group=lab");
    draw(seat.stage);
    get_up(seat);
}

static void a_filter_that_does_not_fit_the_variant_is_dropped(void **state) {
    (void)state;
    Seat seat = sit_down(LAB);
    stage_show(seat.stage, 1440, ROW_END);
    vary(seat.stage, "machines.more={product: windows-client, count: 2}");
    memcpy(seat.stage->view.filter, "group=more", sizeof "group=more");
    draw(seat.stage);
    stage_show_lane(seat.stage, 0);
    assert_string_equal(seat.stage->view.filter, "");
    get_up(seat);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_fault_menu_makes_a_branch),
        cmocka_unit_test(who_selects_nobody_is_asked_whom),
        cmocka_unit_test(what_is_so_already_is_not_offered),
        cmocka_unit_test(of_a_group_those_that_are_there_are_changed),
        cmocka_unit_test(of_who_is_absent_nothing_is_offered),
        cmocka_unit_test(every_variant_that_is_offered_can_be_run_anew),
        cmocka_unit_test(everything_that_can_be_saved_is_wished_for),
        cmocka_unit_test(a_change_that_cannot_be_is_explained),
        cmocka_unit_test(what_is_forgotten_leaves_one_where_it_branched),
        cmocka_unit_test(without_branches_the_keys_for_them_say_so),
        cmocka_unit_test(to_choose_what_stands_beside_changes_sides),
        cmocka_unit_test(while_a_question_is_open_no_difference_is_told),
        cmocka_unit_test(an_answer_is_that_of_the_branch_shown),
        cmocka_unit_test(what_is_shown_after_an_answer_was_shown_in_every_branch),
        cmocka_unit_test(an_answer_in_another_branch_comes_when_that_is_known_wherever_one_looks),
        cmocka_unit_test(what_was_not_shown_yet_is_neither_drawn_nor_filmed),
        cmocka_unit_test(who_is_selected_is_called_the_same_in_a_variant),
        cmocka_unit_test(who_is_not_in_the_variant_is_selected_no_longer),
        cmocka_unit_test(a_click_beside_selects_who_is_called_so),
        cmocka_unit_test(a_file_read_again_is_looked_at_from_the_lane_that_is_shown),
        cmocka_unit_test(a_filter_that_does_not_fit_the_variant_is_dropped),
        cmocka_unit_test(the_span_of_a_film_is_two_instants_however_they_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
