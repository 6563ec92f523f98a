/* stage_change: what can be changed now: menus of the changes of MODEL.md section 4, variants, the branches
 * there are, and what can be saved; and lines that are typed. */
#include "ui/stage/stage_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/run/words.h"
#include "sim/scenario/instant.h"
#include "ui/stage/offers.h"

void stage_show_lane(Stage *stage, int lane) {
    if (lane < 0 || lane >= stage->lanes.count) return;
    const Spot spot = {stage->view.at, stage->view.row};
    stage_pause(stage);
    stage_look_in(stage, lane_plan(stage->lanes.lanes[lane]));
    if (stage->view.other_lane == lane) stage->view.other_lane = stage->view.lane;
    stage->view.lane = lane;
    stage_part_anew(stage);
    /* An answer is one of its lane. */
    if (stage->view.phase == STEP_ANSWERED) stage->waiting = WAIT_FOR_ANSWER;
    if (stage->view.phase == STEP_ANSWERED)
        stage_wait_on(stage);
    else
        stage_go(stage, spot);
    stage->has_changed = true;
}

void stage_undo(Stage *stage) {
    const int newest = stage->lanes.count - 1;
    if (newest == 0) {
        stage_note(stage, "There is no branch to forget.");
        return;
    }
    if (stage->view.other_lane == newest) stage->view.other_lane = NO_LANE;
    const int parent = stage->lanes.lanes[newest]->parent;
    if (stage->view.lane == newest) stage_show_lane(stage, parent);
    if (stage->view.other_lane == newest || stage->view.other_lane == stage->view.lane)
        stage->view.other_lane = NO_LANE;
    gathered_forget(&stage->gathered[0]);
    gathered_forget(&stage->gathered[1]);
    stage_part_anew(stage);
    lanes_undo(&stage->lanes);
}

/* A lane was added, or not, with the reason. */
static void show_new_lane(Stage *stage, LaneStatus status, const Text *complaints) {
    switch (status) {
    case LANE_OK: break;
    case LANE_WRONG: stage_read(stage, complaints->length ? complaints->bytes : "This cannot be."); return;
    case LANE_TOO_MANY: stage_note(stage, "There are as many branches as can be: forget one first."); return;
    case LANE_NO_MEMORY: stage->has_failed = true; return;
    }
    stage->view.other_lane = stage->lanes.lanes[stage->lanes.count - 1]->parent;
    stage_show_lane(stage, stage->lanes.count - 1);
    stage->view.other_lane = stage->lanes.lanes[stage->view.lane]->parent;
}

static void make_branch(Stage *stage, const char *change) {
    Text complaints = {0};
    const LaneStatus status =
        lanes_branch(&stage->lanes, stage->view.lane, stage->view.at, change, &complaints);
    show_new_lane(stage, status, &complaints);
    text_free(&complaints);
}

static void make_variant(Stage *stage, char *typed) {
    char *value = strchr(typed, '=');
    if (!value) {
        prompt_refuse(&stage->prompt, "written as a path and a value: machines.lab.count=40");
        return;
    }
    Text complaints = {0};
    *value = '\0';
    stage_close_over(stage);
    show_new_lane(stage, lanes_vary(&stage->lanes, stage->view.lane, typed, value + 1, &complaints),
                  &complaints);
    text_free(&complaints);
}

/* ---- the fault menu ----------------------------------------------------------------------------------- */

/* Does it begin with this word? Then what follows it. */
static const char *behind(const char *means, const char *word) {
    const size_t length = strlen(word);
    return strncmp(means, word, length) == 0 ? means + length : NULL;
}

static void take_whom(Stage *stage, const char *means) {
    const char *host = behind(means, "host "), *place = behind(means, "place "),
               *group = behind(means, "group ");
    const Shown *now = &stage->frame.now;
    Menu *menu = &stage->menu;
    if (!stage_gather(stage) || !now->head) return;
    stage->purpose = FOR_FAULT;
    stage->view.over = OVER_MENU;
    if (strcmp(means, "typed") == 0) {
        stage_ask(stage, FOR_FAULT, "A change, as in a file", "host: kms1, do: down");
    } else if (host) {
        offers_subject(menu, now, (Subject){SUBJECT_HOST, (uint32_t)strtoul(host, NULL, 10)});
    } else if (place) {
        offers_subject(menu, now, (Subject){SUBJECT_PLACE, (uint32_t)strtoul(place, NULL, 10)});
    } else if (group) {
        offers_group(menu, now, (uint32_t)strtoul(group, NULL, 10));
    } else if (strcmp(means, "all") == 0) {
        offers_all(menu, now);
    } else {
        stage->view.over = OVER_NOTHING;
        make_branch(stage, means);
    }
}

/* What is selected, or else whom. */
static bool offer_faults(Stage *stage) {
    const Subject selected = stage->view.selected;
    const bool is_known = stage_gather(stage) && stage->frame.now.head;
    if (!is_known) return false;
    if (selected.kind == SUBJECT_NONE) {
        stage->purpose = FOR_WHAT;
        offers_whom(&stage->menu, &stage->frame.now);
        return true;
    }
    if (offers_subject(&stage->menu, &stage->frame.now, selected)) return true;
    stage_note(stage, selected.kind == SUBJECT_MACHINE
                          ? "It is absent at this minute, so nothing of it can be changed."
                          : "It reaches nothing, for good: nothing of it can be changed.");
    return false;
}

/* ---- variants, branches, what can be saved --------------------------------------------------------------
 */

void stage_open_menu(Stage *stage, Purpose purpose) {
    stage_pause(stage);
    stage->purpose = purpose;
    if (purpose == FOR_FAULT && !offer_faults(stage)) return;
    if (purpose == FOR_VARIANT)
        offers_variants(&stage->menu, stage_plan(stage));
    else if (purpose == FOR_BRANCH)
        offers_branches(&stage->menu, &stage->lanes, stage->view.lane);
    else if (purpose == FOR_SAVE)
        offers_saving(&stage->menu);
    stage->view.over = OVER_MENU;
    stage->has_changed = true;
}

/* What a wish is to save, or to make a film of. */
static bool take_wish_text(Stage *stage, const Lane *lane) {
    text_clear(&stage->wish_text);
    text_add_bytes(&stage->wish_text, lane->source.bytes, lane->source.length);
    stage->has_failed |= stage->wish_text.failed;
    return !stage->wish_text.failed;
}

void stage_wish_for_file(Stage *stage) {
    if (take_wish_text(stage, stage_lane(stage))) stage_wish_for(stage, WISH_SAVE_TEXT, "yaml");
}

/* "1d 2d12h", as it is typed. */
static void write_span(int32_t from, int32_t to, char out[MENU_TEXT]) {
    char first[DURATION_TEXT], last[DURATION_TEXT];
    duration_format(from, first);
    duration_format(to, last);
    snprintf(out, MENU_TEXT, "%s %s", first, last);
}

/* In days, in hours, or in minutes where it has no more. */
static int32_t without_odd_minutes(int32_t length_min) {
    const int32_t unit = length_min >= DAY_MIN ? DAY_MIN : length_min >= HOUR_MIN ? HOUR_MIN : 1;
    return length_min - length_min % unit;
}

/* Offered is what was shown from here on; the example is another part of what was shown. */
static void ask_for_film(Stage *stage) {
    const int32_t until = stage_horizon_at(stage);
    char title[MENU_TEXT + 32], example[MENU_TEXT], typed[MENU_TEXT];
    write_span(without_odd_minutes(until / 4), without_odd_minutes(until / 2), example);
    write_span(stage->view.at < until ? stage->view.at : 0, until, typed);
    snprintf(title, sizeof title, "A film from and to (%s)", example);
    stage_ask(stage, FOR_FILM, title, typed);
}

static void take_saving(Stage *stage, const char *means) {
    if (strcmp(means, "svg") == 0) stage_wish_for(stage, WISH_SAVE_SVG, "svg");
    if (strcmp(means, "png") == 0) stage_wish_for(stage, WISH_SAVE_PNG, "png");
    if (strcmp(means, "pdf") == 0) stage_wish_for(stage, WISH_SAVE_PDF, "pdf");
    if (strcmp(means, "yaml") == 0 && stage_lane(stage)->change)
        stage_prove(stage);
    else if (strcmp(means, "yaml") == 0)
        stage_wish_for_file(stage);
    if (strcmp(means, "film") == 0) ask_for_film(stage);
}

void stage_take_menu(Stage *stage) {
    const Menu *menu = &stage->menu;
    char says[MENU_TEXT], means[MENU_TEXT];
    if (menu->count == 0) return;
    memcpy(says, menu->rows[menu->cursor].says, sizeof says);
    memcpy(means, menu->rows[menu->cursor].means, sizeof means);
    const Purpose purpose = stage->purpose;
    stage_close_over(stage);
    if (purpose == FOR_WHAT) take_whom(stage, means);
    if (purpose == FOR_FAULT) make_branch(stage, means);
    if (purpose == FOR_VARIANT) stage_ask(stage, FOR_VARIANT, says, means);
    if (purpose == FOR_BRANCH) stage_show_lane(stage, (int)(means[0] - '0'));
    if (purpose == FOR_SAVE) take_saving(stage, means);
}

/* ---- lines that are typed -------------------------------------------------------------------------------
 */

void stage_ask(Stage *stage, Purpose purpose, const char *title, const char *typed) {
    stage_pause(stage);
    stage->purpose = purpose;
    prompt_begin(&stage->prompt, title, typed);
    stage->view.over = OVER_PROMPT;
    stage->has_changed = true;
}

static bool read_instant(Stage *stage, const char *typed, int32_t *out_at) {
    char reason[INSTANT_REASON];
    const Plan *plan = stage_plan(stage);
    if (instant_parse(plan->start, plan->run_min, typed, out_at, reason) == INSTANT_OK) return true;
    prompt_refuse(&stage->prompt, "this %s", reason);
    return false;
}

/* Does it read as one, wherever it lies? */
static bool is_instant(const Plan *plan, const char *typed) {
    char reason[INSTANT_REASON];
    int32_t at;
    const InstantError error = instant_parse(plan->start, plan->run_min, typed, &at, reason);
    return error != INSTANT_NO_DURATION && error != INSTANT_NO_CALENDAR_TIME;
}

/* Which blank parts two instants, for a calendar time has one of its own; else the last. NULL: there is none.
 */
static char *find_parting(const Plan *plan, char *typed) {
    for (char *blank = strchr(typed, ' '); blank; blank = strchr(blank + 1, ' ')) {
        *blank = '\0';
        const bool parts = is_instant(plan, typed) && is_instant(plan, blank + 1);
        *blank = ' ';
        if (parts) return blank;
    }
    return strrchr(typed, ' ');
}

static void take_film(Stage *stage, char *typed) {
    Wish *wish = &stage->wishes[stage->wish_count];
    int32_t from, to;
    char *parting = find_parting(stage_plan(stage), typed);
    if (!parting) {
        prompt_refuse(&stage->prompt, "two instants: from and to");
        return;
    }
    *parting = '\0';
    if (!read_instant(stage, typed, &from) || !read_instant(stage, parting + 1, &to)) return;
    if (to > stage_horizon_at(stage) || to < from) {
        prompt_refuse(&stage->prompt, "from an instant to a later one that was shown");
        return;
    }
    stage_close_over(stage);
    if (stage->wish_count == WISHES_MOST || !take_wish_text(stage, stage_lane(stage))) return;
    stage_wish_for(stage, WISH_SAVE_FILM, "mp4");
    wish->from = from;
    wish->to = to;
}

/* In the list of a large fleet only some can be found: there a whole name finds its machine. */
static void find_named(Stage *stage, const char *typed) {
    uint32_t machine;
    const Plan *plan = stage_plan(stage);
    if (plan->machine_count > WHOLE_MOST && plan_find_machine(plan, typed, &machine))
        stage->view.selected = (Subject){SUBJECT_MACHINE, machine};
}

static void take_filter(Stage *stage, const char *typed) {
    Text wrong = {0};
    if (strlen(typed) >= FILTER_MOST) {
        prompt_refuse(&stage->prompt, "at most %d characters", FILTER_MOST - 1);
    } else if (fleet_filter_parse(typed, stage_plan(stage), &wrong)) {
        memcpy(stage->view.filter, typed, strlen(typed) + 1);
        stage->view.list_top = stage->view.list_cursor = 0;
        find_named(stage, typed);
        stage_close_over(stage);
    } else if (wrong.bytes) {
        prompt_refuse(&stage->prompt, "%s", wrong.bytes);
    }
    stage->has_failed |= wrong.failed;
    text_free(&wrong);
}

void stage_take_prompt(Stage *stage) {
    char typed[PROMPT_MOST];
    int32_t at;
    memcpy(typed, stage->prompt.typed, sizeof typed);
    stage->prompt.wrong[0] = '\0';
    stage->has_changed = true;
    if (stage->purpose == FOR_GO_TO && read_instant(stage, typed, &at)) {
        stage_close_over(stage);
        stage_go(stage, (Spot){at, ROW_END});
    } else if (stage->purpose == FOR_FILTER) {
        take_filter(stage, typed);
    } else if (stage->purpose == FOR_FAULT) {
        stage_close_over(stage);
        make_branch(stage, typed);
    } else if (stage->purpose == FOR_VARIANT) {
        make_variant(stage, typed);
    } else if (stage->purpose == FOR_FILM) {
        take_film(stage, typed);
    }
}
