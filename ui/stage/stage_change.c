/* stage_change: what can be changed now: menus of the changes of MODEL.md section 4, variants, the branches
 * there are, and what can be saved; and lines that are typed. */
#include "ui/stage/stage_inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/run/comparison.h"
#include "sim/run/words.h"
#include "sim/scenario/instant.h"

void stage_show_lane(Stage *stage, int lane) {
    if (lane < 0 || lane >= stage->lanes.count) return;
    const Spot spot = {stage->view.at, stage->view.row};
    stage_pause(stage);
    if (stage->view.other_lane == lane) stage->view.other_lane = stage->view.lane;
    stage->view.lane = lane;
    stage->wants_difference = stage->view.other_lane != NO_LANE;
    stage->differs_at = NEVER;
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

/* Cut where it is too long. */
static void __attribute__((format(printf, 2, 3))) line_write(char out[MENU_TEXT], const char *format, ...) {
    va_list rest;
    va_start(rest, format);
    vsnprintf(out, MENU_TEXT, format, rest);
    va_end(rest);
}

/* A row of a menu: what it says, and the change it makes. */
static void offer(Menu *menu, const char *subject, const char *says, const char *change) {
    char means[MENU_TEXT];
    line_write(means, "%s, %s", subject, change);
    menu_add(menu, says, means);
}

static void offer_to(Menu *menu, const char *subject, const char *says, const char *key, const char *name) {
    char line[MENU_TEXT], change[MENU_TEXT];
    line_write(line, "%s %s", says, name);
    line_write(change, "%s: %s", key, name);
    offer(menu, subject, line, change);
}

static void offer_machine(Menu *menu, const Plan *plan, const char *machine) {
    char subject[MENU_TEXT];
    line_write(subject, "machines: %s", machine);
    offer(menu, subject, "switch off", "power: off");
    offer(menu, subject, "switch on", "power: on");
    for (uint32_t p = 0; p < plan->place_count && p < 6; p++)
        offer_to(menu, subject, "move to", "move", plan->places[p].name);
    offer(menu, subject, "make an attempt now", "attempt: now");
    offer(menu, subject, "reimage, with a new id", "reimage: new-id");
    offer(menu, subject, "reimage, with the same id", "reimage: same-id");
    offer(menu, subject, "rearm", "rearm: now");
    offer(menu, subject, "retire", "retire: now");
    offer(menu, subject, "look hosts up by name (dns)", "use: dns");
    for (uint32_t h = 0; h < plan->host_count && h < 6; h++)
        offer_to(menu, subject, "ask only", "use", plan->hosts[h].name);
    offer(menu, subject, "forget the cached host", "cache: clear");
    offer(menu, subject, "set its clock 5 hours wrong", "skew: 5h");
    offer(menu, subject, "set its clock right", "skew: 0m");
    offer(menu, subject, "sign out", "sign: out");
    offer(menu, subject, "sign in", "sign: in");
}

static void offer_host(Menu *menu, const char *host) {
    char subject[MENU_TEXT];
    line_write(subject, "host: %s", host);
    offer(menu, subject, "goes down", "do: down");
    offer(menu, subject, "comes up", "do: up");
    offer(menu, subject, "its name record is removed", "do: unpublish");
    offer(menu, subject, "its name record is published", "do: publish");
    offer(menu, subject, "is no longer activated", "do: deactivate");
    offer(menu, subject, "is activated", "do: activate");
    offer(menu, subject, "is rebuilt: counts are forgotten", "do: rebuild");
    offer(menu, subject, "restarts", "do: restart");
    offer(menu, subject, "renewal every day", "set: {renewal: 1d}");
    offer(menu, subject, "renewal every 30 days", "set: {renewal: 30d}");
    offer(menu, subject, "retry every 15 minutes", "set: {retry: 15m}");
    offer(menu, subject, "retry every day", "set: {retry: 1d}");
    offer(menu, subject, "is asked last (priority 10)", "set: {priority: 10}");
    offer(menu, subject, "is asked more often (weight 100)", "set: {weight: 100}");
    offer(menu, subject, "serves Office alone", "set: {serves: [office]}");
    offer(menu, subject, "serves Windows alone", "set: {serves: [windows]}");
    offer(menu, subject, "serves both", "set: {serves: [windows, office]}");
}

static void offer_place(Menu *menu, const Plan *plan, const char *place) {
    char subject[MENU_TEXT], line[MENU_TEXT], change[MENU_TEXT];
    line_write(subject, "place: %s", place);
    for (int target = 0; target < SERVICE_COUNT + (int)plan->host_count && target < 20; target++)
        for (int blocks = 1; blocks >= 0; blocks--) {
            const char *name = plan_target_name(plan, target);
            line_write(line, "%s reach %s", blocks ? "can no longer" : "can again", name);
            line_write(change, "%s: [%s]", blocks ? "block" : "unblock", name);
            offer(menu, subject, line, change);
        }
}

/* As changes name one machine: "lab[3]", quoted; or the group of one. */
static void write_machine(const Plan *plan, uint32_t machine, char out[MENU_TEXT]) {
    const Group *group = &plan->groups[plan_group_of(plan, machine)];
    if (group->count > 1)
        line_write(out, "\"%s[%u]\"", group->name, machine - group->first + 1);
    else
        line_write(out, "%s", group->name);
}

static void offer_subject(Stage *stage, Subject what) {
    const Plan *plan = stage_plan(stage);
    char name[MENU_TEXT], title[MENU_TEXT];
    if (what.kind == SUBJECT_MACHINE)
        plan_machine_name(plan, what.index, name);
    else
        snprintf(name, sizeof name, "%s",
                 what.kind == SUBJECT_HOST ? plan->hosts[what.index].name : plan->places[what.index].name);
    line_write(title, "Change %s, in the next minute", name);
    menu_begin(&stage->menu, title);
    if (what.kind == SUBJECT_MACHINE) {
        write_machine(plan, what.index, name);
        offer_machine(&stage->menu, plan, name);
    }
    if (what.kind == SUBJECT_HOST) offer_host(&stage->menu, name);
    if (what.kind == SUBJECT_PLACE) offer_place(&stage->menu, plan, name);
}

/* Whom to change, where nobody is selected: a row means "host 3", "service 1", "place 2", "group 0", "all".
 */
static void offer_whom(Stage *stage) {
    Menu *menu = &stage->menu;
    const Plan *plan = stage_plan(stage);
    char means[MENU_TEXT];
    menu_begin(menu, "Change what?");
    for (uint32_t h = 0; h < plan->host_count && h < 12; h++) {
        line_write(means, "host %u", h);
        menu_add(menu, plan->hosts[h].name, means);
    }
    for (uint32_t g = 0; g < plan->group_count && g < 12; g++) {
        line_write(means, "machines %s", plan->groups[g].name);
        menu_add(menu, plan->groups[g].name, means);
    }
    menu_add(menu, "all machines", "machines all");
    for (uint32_t p = 0; p < plan->place_count && p < 8; p++) {
        if (p == PLACE_OFFLINE) continue; /* it reaches nothing, for good */
        char says[MENU_TEXT];
        line_write(says, "the place %s", plan->places[p].name);
        line_write(means, "place %u", p);
        menu_add(menu, says, means);
    }
    for (int s = 0; s < SERVICE_COUNT; s++)
        for (int is_up = 0; is_up < 2; is_up++) {
            char says[MENU_TEXT];
            line_write(says, "%s %s", SERVICE_NAMES[s], is_up ? "comes up" : "goes down");
            line_write(means, "service: %s, do: %s", SERVICE_NAMES[s], is_up ? "up" : "down");
            menu_add(menu, says, means);
        }
    menu_add(menu, "a change that is typed", "typed");
}

/* Does it begin with this word? Then what follows it. */
static const char *behind(const char *means, const char *word) {
    const size_t length = strlen(word);
    return strncmp(means, word, length) == 0 ? means + length : NULL;
}

static void take_whom(Stage *stage, const char *means) {
    const char *host = behind(means, "host "), *place = behind(means, "place "),
               *group = behind(means, "machines ");
    stage->purpose = FOR_FAULT;
    stage->view.over = OVER_MENU;
    if (strcmp(means, "typed") == 0) {
        stage_ask(stage, FOR_FAULT, "A change, as in a file", "host: kms1, do: down");
    } else if (host) {
        offer_subject(stage, (Subject){SUBJECT_HOST, (uint32_t)strtoul(host, NULL, 10)});
    } else if (place) {
        offer_subject(stage, (Subject){SUBJECT_PLACE, (uint32_t)strtoul(place, NULL, 10)});
    } else if (group) {
        char title[MENU_TEXT];
        line_write(title, "Change %s, in the next minute", group);
        menu_begin(&stage->menu, title);
        offer_machine(&stage->menu, stage_plan(stage), group);
    } else {
        stage->view.over = OVER_NOTHING;
        make_branch(stage, means);
    }
}

/* ---- variants, branches, what can be saved --------------------------------------------------------------
 */

static void offer_variants(Stage *stage) {
    const Plan *plan = stage_plan(stage);
    char says[MENU_TEXT], means[MENU_TEXT];
    menu_begin(&stage->menu, "Run anew with other machines or figures");
    for (uint32_t g = 0; g < plan->group_count && g < 12; g++) {
        const Group *group = &plan->groups[g];
        line_write(says, "more or fewer machines in %s (%u)", group->name, group->count);
        line_write(means, "machines.%s.count=%u", group->name, group->count);
        menu_add(&stage->menu, says, means);
    }
    for (uint32_t g = 0; g < plan->group_count && g < 6; g++) {
        const Group *group = &plan->groups[g];
        line_write(says, "another group like %s", group->name);
        line_write(means, "machines.more-%.30s={product: %s, count: %u}", group->name,
                   plan->products[group->product].name, group->count);
        menu_add(&stage->menu, says, means);
    }
    for (uint32_t h = 0; h < plan->host_count && h < 6; h++) {
        char length[DURATION_TEXT];
        duration_format(plan->hosts[h].host.renewal_min, length);
        line_write(says, "another renewal of %s", plan->hosts[h].name);
        line_write(means, "hosts.%s.renewal=%s", plan->hosts[h].name, length);
        menu_add(&stage->menu, says, means);
    }
    line_write(means, "seed=%llu", (unsigned long long)plan->seed + 1);
    menu_add(&stage->menu, "another seed", means);
}

static void offer_branches(Stage *stage) {
    char says[MENU_TEXT], means[MENU_TEXT], when[DURATION_TEXT];
    menu_begin(&stage->menu, "Branches");
    for (int l = 0; l < stage->lanes.count; l++) {
        const Lane *lane = stage->lanes.lanes[l];
        duration_format(lane->at + 1, when);
        if (lane->change)
            line_write(says, "%s: %s, at %s, from %s", lane->name, lane->words.bytes, when,
                       stage->lanes.lanes[lane->parent]->name);
        else
            line_write(says, "%s: %s", lane->name, lane->words.bytes);
        line_write(means, "%d", l);
        menu_add(&stage->menu, says, means);
    }
    stage->menu.cursor = stage->view.lane;
}

static void offer_saving(Stage *stage) {
    menu_begin(&stage->menu, "Save");
    menu_add(&stage->menu, "this picture as SVG", "svg");
    menu_add(&stage->menu, "this picture as PNG", "png");
    menu_add(&stage->menu, "this picture as PDF", "pdf");
    menu_add(&stage->menu, "a stretch of time as a film", "film");
    menu_add(&stage->menu, "this branch as a scenario file", "yaml");
}

void stage_open_menu(Stage *stage, Purpose purpose) {
    stage_pause(stage);
    stage->purpose = purpose;
    if (purpose == FOR_FAULT && stage->view.selected.kind != SUBJECT_NONE)
        offer_subject(stage, stage->view.selected);
    else if (purpose == FOR_FAULT) {
        stage->purpose = FOR_WHAT;
        offer_whom(stage);
    } else if (purpose == FOR_VARIANT)
        offer_variants(stage);
    else if (purpose == FOR_BRANCH)
        offer_branches(stage);
    else
        offer_saving(stage);
    stage->view.over = OVER_MENU;
    stage->has_changed = true;
}

static void wish_for_text(Stage *stage) {
    Text complaints = {0};
    const Lane *lane = stage_lane(stage);
    const LaneStatus status =
        lane->change ? lanes_prove(&stage->lanes, stage->view.lane, &complaints) : LANE_OK;
    if (status == LANE_NO_MEMORY) stage->has_failed = true;
    if (status == LANE_WRONG) stage_read(stage, complaints.bytes);
    text_free(&complaints);
    if (status != LANE_OK) return;
    text_clear(&stage->wish_text);
    text_add_bytes(&stage->wish_text, lane->source.bytes, lane->source.length);
    stage_wish_for(stage, WISH_SAVE_TEXT, "yaml");
}

static void take_saving(Stage *stage, const char *means) {
    char from[DURATION_TEXT], to[DURATION_TEXT], typed[MENU_TEXT];
    const int32_t until = stage_horizon_at(stage);
    duration_format(stage->view.at < until ? stage->view.at : 0, from);
    duration_format(until, to);
    line_write(typed, "%s %s", from, to);
    if (strcmp(means, "svg") == 0) stage_wish_for(stage, WISH_SAVE_SVG, "svg");
    if (strcmp(means, "png") == 0) stage_wish_for(stage, WISH_SAVE_PNG, "png");
    if (strcmp(means, "pdf") == 0) stage_wish_for(stage, WISH_SAVE_PDF, "pdf");
    if (strcmp(means, "yaml") == 0) wish_for_text(stage);
    if (strcmp(means, "film") == 0) stage_ask(stage, FOR_FILM, "A film from and to (2d 3d12h)", typed);
}

void stage_take_menu(Stage *stage) {
    const Menu *menu = &stage->menu;
    char means[MENU_TEXT];
    if (menu->count == 0) return;
    memcpy(means, menu->rows[menu->cursor].means, sizeof means);
    const Purpose purpose = stage->purpose;
    stage_close_over(stage);
    if (purpose == FOR_WHAT) take_whom(stage, means);
    if (purpose == FOR_FAULT) make_branch(stage, means);
    if (purpose == FOR_VARIANT) stage_ask(stage, FOR_VARIANT, "Path and value", means);
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

static void take_film(Stage *stage, char *typed) {
    char *second = strrchr(typed, ' ');
    Wish *wish = &stage->wishes[stage->wish_count];
    int32_t from, to;
    if (!second) {
        prompt_refuse(&stage->prompt, "two instants: from and to");
        return;
    }
    *second = '\0';
    if (!read_instant(stage, typed, &from) || !read_instant(stage, second + 1, &to)) return;
    if (to > stage_horizon_at(stage) || to < from) {
        prompt_refuse(&stage->prompt, "from an instant to a later one that was shown");
        return;
    }
    stage_close_over(stage);
    if (stage->wish_count == WISHES_MOST) return;
    text_clear(&stage->wish_text);
    text_add_bytes(&stage->wish_text, stage_lane(stage)->source.bytes, stage_lane(stage)->source.length);
    stage_wish_for(stage, WISH_SAVE_FILM, "mp4");
    wish->from = from;
    wish->to = to;
}

static void take_filter(Stage *stage, const char *typed) {
    Text wrong = {0};
    if (strlen(typed) >= FILTER_MOST) {
        prompt_refuse(&stage->prompt, "at most %d characters", FILTER_MOST - 1);
    } else if (fleet_filter_parse(typed, stage_plan(stage), &wrong)) {
        memcpy(stage->view.filter, typed, strlen(typed) + 1);
        stage->view.list_top = stage->view.list_cursor = 0;
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

/* ---- two side by side -----------------------------------------------------------------------------------
 */

/* "B: kms1 goes down, from A at 3d (Thu 8 Jan 2026 08:00)" */
static void add_lane(const Stage *stage, int number, Text *out) {
    const Lane *lane = stage->lanes.lanes[number];
    text_add_format(out, "%s: %s", lane->name, lane->words.bytes);
    if (lane->change) {
        text_add_format(out, ", from %s at ", stage->lanes.lanes[lane->parent]->name);
        words_instant(out, lane_plan(lane), lane->at);
    }
    text_add_char(out, '\n');
}

void stage_open_difference(Stage *stage) {
    const int other = stage->view.other_lane;
    if (other == NO_LANE) {
        stage_note(stage, "Nothing stands beside this: make a branch with F, or choose one with B.");
        return;
    }
    if (stage->view.step != NO_STEP && stage->view.phase == STEP_ASKS) {
        stage_note(stage, "While a question is open nothing of the future is told.");
        return;
    }
    stage_pause(stage);
    text_clear(&stage->message);
    add_lane(stage, other, &stage->message);
    add_lane(stage, stage->view.lane, &stage->message);
    text_add_char(&stage->message, '\n');
    Run *a = lane_run(stage->lanes.lanes[other]), *b = lane_run(stage_lane(stage));
    if (!a || !b ||
        !comparison_tell(&stage->message, a, b, stage->lanes.lanes[other]->name, stage_lane(stage)->name,
                         &PLAIN_MARKS))
        stage->has_failed = true;
    run_destroy(a);
    run_destroy(b);
    stage->view.over = OVER_DIFFERENCE;
    stage->view.over_top = 0;
    stage->has_changed = true;
}
