#include "ui/stage/fleet_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/legend.h"
#include "ui/figures/page.h"
#include "ui/figures/targets.h"
#include "ui/stage/clocks.h"
#include "ui/stage/fleet_filter.h"
#include "ui/stage/hit_kinds.h"
#include "ui/stage/host_card.h"
#include "ui/stage/pane.h"

enum {
    HEAD_PX = 22,
    ROW_PX = 22,
    TALL_ROW_PX = 36, /* of small fleets: the state stands below the name */
    TALL_MOST = 12,
    SIGN_PX = 22,
    DUE_PX = 62,
    WORD_PX = 118,     /* beside the name, where there is room for it … */
    NAME_LEAST_PX = 96 /* … and so much for the name */
};

/* ---- arranging ---------------------------------------------------------------------------------------- */

/* A machine as it is known: of a large fleet, only witnesses and the selected one are. */
static bool find_machine(const Frame *frame, uint32_t machine, Machine *out) {
    const Subject selected = frame->view->selected;
    if (frame->now.whole) {
        *out = *world_machine(frame->now.whole, machine);
        return true;
    }
    if (frame->now.head && selected.kind == SUBJECT_MACHINE && selected.index == machine) {
        *out = frame->now.selected;
        return true;
    }
    const Machine *witness = frame->now.census ? census_find(frame->now.census, machine) : NULL;
    if (witness) *out = *witness;
    return witness != NULL;
}

static bool make_room(FleetList *list, uint32_t machines) {
    if (machines <= list->capacity) return true;
    uint32_t *grown = realloc(list->machines, machines * sizeof *grown);
    if (!grown) return false;
    list->machines = grown;
    list->capacity = machines;
    return true;
}

/* Who is not known passes no filter. */
static void add(FleetList *list, const Frame *frame, const FleetFilter *filter, uint32_t machine) {
    Machine it;
    if (filter->count == 0 ||
        (find_machine(frame, machine, &it) &&
         fleet_filter_shows(filter, frame->now.plan, machine, &it, frame->now.at, frame_hides(frame))))
        list->machines[list->machine_count++] = machine;
}

/* Witnesses, and the selected machine at its place among them. */
static void add_witnesses(FleetList *list, const Frame *frame, const FleetFilter *filter) {
    const Subject selected = frame->view->selected;
    uint32_t witnesses[CENSUS_WITNESSES];
    const uint32_t count = census_choose(frame->now.plan, witnesses);
    bool is_in = selected.kind != SUBJECT_MACHINE;
    for (uint32_t w = 0; w < count; w++) {
        if (!is_in && selected.index <= witnesses[w]) {
            if (selected.index < witnesses[w]) add(list, frame, filter, selected.index);
            is_in = true;
        }
        add(list, frame, filter, witnesses[w]);
    }
    if (!is_in) add(list, frame, filter, selected.index);
}

static int compare_groups(const void *a, const void *b) {
    const Group *const *one = a, *const *two = b;
    return strcmp((*one)->name, (*two)->name);
}

/* By what a machine is sorted; equal ones stand in order of the file. */
static uint32_t key_of(const Frame *frame, uint32_t machine, const uint32_t rank[]) {
    Machine it;
    switch (frame->view->sort) {
    case SORT_STATE: return (uint32_t)(LOOK_COUNT - shown_look(&frame->now, machine));
    case SORT_DUE:
        if (frame_hides(frame) || !find_machine(frame, machine, &it) || it.state == STATE_ABSENT)
            return NEVER;
        return (uint32_t)it.due_at;
    case SORT_NAME: return rank[plan_group_of(frame->now.plan, machine)];
    case SORT_FILE:
    case SORT_COUNT: break;
    }
    return 0;
}

static int compare_keys(const void *a, const void *b) {
    const uint64_t one = *(const uint64_t *)a, two = *(const uint64_t *)b;
    return one < two ? -1 : one > two;
}

static bool sort_all(FleetList *list, const Frame *frame) {
    const Plan *plan = frame->now.plan;
    if (frame->view->sort == SORT_FILE || list->machine_count == 0) return true;
    const Group **groups = malloc(plan->group_count * sizeof *groups);
    uint32_t *rank = malloc(plan->group_count * sizeof *rank);
    uint64_t *keys = malloc(list->machine_count * sizeof *keys);
    const bool has_room = groups && rank && keys;
    if (has_room) {
        for (uint32_t g = 0; g < plan->group_count; g++) groups[g] = &plan->groups[g];
        qsort(groups, plan->group_count, sizeof *groups, compare_groups);
        for (uint32_t g = 0; g < plan->group_count; g++) rank[groups[g] - plan->groups] = g;
        for (uint32_t i = 0; i < list->machine_count; i++)
            keys[i] = (uint64_t)key_of(frame, list->machines[i], rank) << 32 | list->machines[i];
        qsort(keys, list->machine_count, sizeof *keys, compare_keys);
        for (uint32_t i = 0; i < list->machine_count; i++) list->machines[i] = (uint32_t)keys[i];
    }
    free(groups);
    free(rank);
    free(keys);
    return has_room;
}

bool fleet_list_arrange(FleetList *list, const Frame *frame) {
    const uint32_t all = frame->now.plan->machine_count;
    list->machine_count = 0;
    if (!make_room(list, frame->now.whole ? all : CENSUS_WITNESSES + 1)) return false;
    FleetFilter filter;
    Text wrong = {0};
    if (!fleet_filter_read(&filter, frame->view->filter, frame->now.plan, &wrong)) filter.count = 0;
    text_free(&wrong);
    if (frame->now.whole)
        for (uint32_t m = 0; m < all; m++) add(list, frame, &filter, m);
    else
        add_witnesses(list, frame, &filter);
    list->left_out = all - list->machine_count;
    return sort_all(list, frame);
}

void fleet_list_free(FleetList *list) {
    free(list->machines);
    *list = (FleetList){0};
}

/* ---- rows --------------------------------------------------------------------------------------------- */

uint32_t fleet_list_rows(const FleetList *list, const Frame *frame) {
    return frame->now.plan->host_count + list->machine_count;
}

Subject fleet_list_subject(const FleetList *list, const Frame *frame, uint32_t row) {
    const uint32_t hosts = frame->now.plan->host_count;
    if (row < hosts) return (Subject){SUBJECT_HOST, row};
    if (row - hosts < list->machine_count) return (Subject){SUBJECT_MACHINE, list->machines[row - hosts]};
    return (Subject){SUBJECT_NONE, 0};
}

bool fleet_list_find(const FleetList *list, const Frame *frame, Subject subject, uint32_t *out_row) {
    const uint32_t hosts = frame->now.plan->host_count;
    if (subject.kind == SUBJECT_HOST) {
        *out_row = subject.index;
        return subject.index < hosts;
    }
    for (uint32_t i = 0; subject.kind == SUBJECT_MACHINE && i < list->machine_count; i++)
        if (list->machines[i] == subject.index) {
            *out_row = hosts + i;
            return true;
        }
    return false;
}

/* Of a host there is more to say than has room beside its name. */
static bool is_tall(const Frame *frame, uint32_t row) {
    return row < frame->now.plan->host_count || frame->now.plan->machine_count <= TALL_MOST;
}

static Px row_height(const Frame *frame, uint32_t row) {
    return PX(is_tall(frame, row) ? TALL_ROW_PX : ROW_PX);
}

uint32_t fleet_list_fits(const Frame *frame, Box box, uint32_t top) {
    Px room = box.height - PX(PANE_HEAD_PX + HEAD_PX + 4);
    uint32_t fits = 0;
    for (; room >= row_height(frame, top + fits); fits++) room -= row_height(frame, top + fits);
    return fits;
}

bool fleet_filter_parse(const char *typed, const Plan *plan, Text *out_wrong) {
    FleetFilter filter;
    return fleet_filter_read(&filter, typed, plan, out_wrong);
}

/* ---- words -------------------------------------------------------------------------------------------- */

/* "in 2h", "now", "off"; nothing where none is due or a question hides it. */
enum { DUE_TEXT = SPAN_TEXT + 8 };
static void write_due(const Frame *frame, uint32_t number, const Machine *machine, char out[DUE_TEXT]) {
    out[0] = '\0';
    if (machine->state == STATE_ABSENT) return;
    if (!machine_is_on(frame->now.plan, machine, number, frame->now.at)) {
        snprintf(out, DUE_TEXT, "off");
        return;
    }
    if (machine->due_at == NEVER || frame_hides(frame)) return;
    char span[SPAN_TEXT];
    if (machine->due_at <= frame->now.at) {
        snprintf(out, DUE_TEXT, "now");
        return;
    }
    span_write(span, machine->due_at - frame->now.at);
    snprintf(out, DUE_TEXT, "in %s", span);
}

static void add_host_words(const Frame *frame, int host, Text *out) {
    Gauge gauges[POOL_COUNT];
    if (!frame->now.head) return;
    host_add_troubles(&frame->now, host, out);
    if (out->length) return;
    const int count = host_gauges(&frame->now, host, gauges);
    for (int g = 0; g < count; g++) {
        text_add_format(out, "%s%s ", g ? " · " : "", POOL_NAMES[gauges[g].pool]);
        text_add_int(out, gauges[g].count);
        if (gauges[g].needed_count) text_add_format(out, "/%d", gauge_goal(&gauges[g]));
    }
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static void draw_host_sign(const Frame *frame, Canvas *canvas, Box box, int host) {
    const Box sign = {box.x + PX_HALF, px_whole(box.y + (box.height - PX(16)) / 2) + PX_HALF, PX(SIGN_PX - 4),
                      PX(15)};
    canvas_round_box(canvas, sign, PX(3), ink_fill(INK_BACKGROUND), ink_line(INK_OUTLINE, PX(1)));
    if (frame->now.head && !world_host(frame->now.head, host)->up)
        target_draw_cross(canvas, box_centre(sign));
    else
        label_draw(canvas, sign, ANCHOR_MIDDLE, ink_bold(INK_TEXT, PANE_TINY_PX), "H");
}

/* Name and right remark on a line, what is told below or between. */
static void draw_words(Canvas *canvas, Box box, const char *name, Ink ink, const char *word,
                       const char *right, Ink word_ink) {
    const bool is_tall = box.height >= PX(TALL_ROW_PX);
    const TextStyle style = ink_text(ink, 13), faint = ink_text(ink, PANE_TEXT_PX);
    Px right_px = *right ? font_width(canvas->font, faint, right) + PX(2) : 0;
    Box line = is_tall ? (Box){box.x, box.y + PX(2), box.width, PX(17)} : box;
    const bool has_columns = !is_tall && line.width >= PX(WORD_PX + NAME_LEAST_PX + DUE_PX);
    if (has_columns && right_px < PX(DUE_PX)) right_px = PX(DUE_PX);
    if (*right && right_px < line.width)
        label_draw(canvas, (Box){box_right(line) - right_px, line.y, right_px, line.height}, ANCHOR_END,
                   faint, right);
    line = box_left(line, line.width - right_px - (right_px ? PX(6) : 0));
    const TextStyle small = ink_text(word_ink, PANE_SMALL_PX);
    if (is_tall) {
        label_draw(canvas, (Box){box.x, box.y + PX(18), box.width, PX(15)}, ANCHOR_START, small, word);
    } else if (has_columns && line.width >= PX(WORD_PX + NAME_LEAST_PX)) {
        const Px name_px = line.width - PX(WORD_PX);
        label_draw(canvas, box_after(line, name_px + PX(6)), ANCHOR_START, small, word);
        line = box_left(line, name_px);
    } else if (*word && !has_columns) { /* at the end, where it has room behind the name */
        const Px name_px = font_width(canvas->font, style, name) + PX(6);
        if (name_px + font_width(canvas->font, small, word) <= line.width) {
            label_draw(canvas, box_after(line, name_px), ANCHOR_END, small, word);
            line = box_left(line, name_px);
        }
    }
    label_draw(canvas, line, ANCHOR_START, style, name);
}

static void draw_host(const Frame *frame, Canvas *canvas, Box box, int host) {
    Text troubles = {0}, words = {0};
    if (frame->now.head) host_add_troubles(&frame->now, host, &troubles);
    add_host_words(frame, host, &words);
    canvas_has(canvas, &troubles);
    draw_host_sign(frame, canvas, box, host);
    const char *told = canvas_has(canvas, &words) && words.length ? words.bytes : "";
    draw_words(canvas, box_after(box, PX(SIGN_PX + 4)), frame->now.plan->hosts[host].name, INK_TEXT, told, "",
               troubles.length ? INK_WARN : INK_FAINT);
    text_free(&words);
    text_free(&troubles);
}

/* What the list says of one machine; `due` is empty where that is not known or may not be told. */
typedef struct {
    char name[MEMBER_NAME], due[DUE_TEXT];
    Look look;
} MachineRow;

static MachineRow machine_row(const Frame *frame, uint32_t number) {
    MachineRow row = {.due = ""};
    Machine machine;
    const bool is_known = find_machine(frame, number, &machine);
    plan_machine_name(frame->now.plan, number, row.name);
    row.look =
        is_known ? look_of((State)machine.state, (Result)machine.last) : shown_look(&frame->now, number);
    if (is_known) write_due(frame, number, &machine, row.due);
    return row;
}

static void draw_machine(const Frame *frame, Canvas *canvas, Box box, uint32_t number) {
    const MachineRow row = machine_row(frame, number);
    const Box sign = {box.x, px_whole(box.y + (box.height - PX(LEGEND_LINE_PX)) / 2), PX(SIGN_PX),
                      PX(LEGEND_LINE_PX)};
    const bool stands_out = view_stands_out(frame->view, row.look);
    if (stands_out)
        legend_look(canvas, sign, (int)row.look);
    else
        canvas_box(canvas, box_inset(sign, PX(2)), ink_fill(INK_SHADE), ink_line(INK_GRID, PX(1)));
    draw_words(canvas, box_after(box, PX(SIGN_PX + 4)), row.name, stands_out ? INK_TEXT : INK_FAINT,
               LOOKS[row.look].word, row.due, INK_FAINT);
}

static void draw_row(const FleetList *list, const Frame *frame, Canvas *canvas, Box box, uint32_t row) {
    const View *view = frame->view;
    const Subject subject = fleet_list_subject(list, frame, row);
    const bool is_selected = view->selected.kind == subject.kind && view->selected.index == subject.index;
    hit_begin(canvas, "row", NULL, HIT_LIST_ROW, row, box);
    if (row == view->list_cursor && view->panel == PANEL_FLEET) {
        canvas_box(canvas, box, ink_fill(INK_RAISED), NO_LINE);
        canvas_box(canvas, (Box){box.x, box.y, PX(3), box.height}, ink_fill(INK_ACCENT), NO_LINE);
    }
    const Box words = {box.x + PX(PANE_PAD_PX), box.y, box.width - PX(2 * PANE_PAD_PX), box.height};
    if (subject.kind == SUBJECT_HOST)
        draw_host(frame, canvas, words, (int)subject.index);
    else
        draw_machine(frame, canvas, words, subject.index);
    if (is_selected) look_select(canvas, box_inset(box, PX(4)));
    canvas_ungroup(canvas);
}

static void write_remark(const FleetList *list, const Frame *frame, char *out, size_t size) {
    char shown[PAGE_NUMBER], all[PAGE_NUMBER];
    page_write_number(shown, list->machine_count);
    page_write_number(all, frame->now.plan->machine_count);
    if (list->left_out)
        snprintf(out, size, "%s of %s", shown, all);
    else
        snprintf(out, size, "%s", all);
}

/* The filter, and by what it is sorted: a click sorts by the next. */
static void draw_head(const Frame *frame, Canvas *canvas, Box box) {
    const View *view = frame->view;
    const Box line = {box.x + PX(PANE_PAD_PX), box.y, box.width - PX(2 * PANE_PAD_PX), box.height};
    char sort[40];
    snprintf(sort, sizeof sort, "by %s", SORT_NAMES[view->sort]);
    const TextStyle style = ink_text(INK_ACCENT, PANE_SMALL_PX);
    const Px width = font_width(canvas->font, style, sort) + PX(4);
    const Box right = {box_right(line) - width, line.y, width, line.height};
    hit_begin(canvas, "sort", "sort by the next", HIT_SORT, (view->sort + 1) % SORT_COUNT, right);
    label_draw(canvas, right, ANCHOR_END, style, sort);
    canvas_ungroup(canvas);
    const Box left = box_left(line, line.width - width - PX(PANE_PAD_PX));
    if (*view->filter)
        pane_line(canvas, left, ANCHOR_START, ink_bold(INK_ACCENT, PANE_SMALL_PX), "%s/ %s",
                  frame->now.whole ? "" : "some ", view->filter);
    else if (!frame->now.whole)
        label_draw(canvas, left, ANCHOR_START, ink_text(INK_FAINT, PANE_SMALL_PX), "some of them");
    else
        label_draw(canvas, left, ANCHOR_START, ink_text(INK_FAINT, PANE_SMALL_PX), "/ filters");
}

static void draw_bar(const FleetList *list, const Frame *frame, Canvas *canvas, Box box, uint32_t fits) {
    const uint32_t rows = fleet_list_rows(list, frame);
    if (rows <= fits || box.height < PX(16)) return;
    const Px from = px_share(box.height, frame->view->list_top, rows);
    Px height = px_share(box.height, fits, rows);
    if (height < PX(12)) height = PX(12);
    if (from + height > box.height) return;
    canvas_box(canvas, (Box){box_right(box) - PX(4), box.y + from, PX(3), height}, ink_fill(INK_FAINT),
               NO_LINE);
}

void fleet_list_draw(const FleetList *list, const Frame *frame, Canvas *canvas, Box box) {
    char remark[2 * PAGE_NUMBER + 8];
    write_remark(list, frame, remark, sizeof remark);
    Box inside = pane_begin(frame, canvas, box, PANEL_FLEET, "Fleet", remark);
    if (inside.height >= PX(HEAD_PX)) draw_head(frame, canvas, box_top(inside, PX(HEAD_PX)));
    inside = box_below(inside, PX(HEAD_PX));
    const uint32_t top = frame->view->list_top, rows = fleet_list_rows(list, frame),
                   fits = fleet_list_fits(frame, box, top);
    Box rest = inside;
    for (uint32_t row = top; row < top + fits && row < rows; row++) {
        draw_row(list, frame, canvas, box_top(rest, row_height(frame, row)), row);
        rest = box_below(rest, row_height(frame, row));
    }
    draw_bar(list, frame, canvas, inside, fits);
    pane_end(canvas);
}

/* ---- as text ------------------------------------------------------------------------------------------ */

enum { TOLD_MOST = 200 };

static void tell_machine(const Frame *frame, Text *out, uint32_t number) {
    const MachineRow row = machine_row(frame, number);
    text_add_format(out, "%s %s: %s", LOOKS[row.look].letter, row.name, LOOKS[row.look].word);
    if (*row.due) text_add_format(out, ", %s%s", strcmp(row.due, "off") == 0 ? "" : "asks ", row.due);
    text_add_char(out, '\n');
}

void fleet_list_tell(const FleetList *list, const Frame *frame, Text *out) {
    char remark[2 * PAGE_NUMBER + 8];
    write_remark(list, frame, remark, sizeof remark);
    text_add_format(out, "fleet: %s, by %s", remark, SORT_NAMES[frame->view->sort]);
    if (!frame->now.whole) text_add(out, ", some of them");
    if (*frame->view->filter) text_add_format(out, ", only %s", frame->view->filter);
    text_add_char(out, '\n');
    for (int host = 0; host < (int)frame->now.plan->host_count; host++) {
        Text words = {0};
        add_host_words(frame, host, &words);
        text_add_format(out, "H %s: %s\n", frame->now.plan->hosts[host].name,
                        words.length ? words.bytes : "up");
        out->failed |= words.failed;
        text_free(&words);
    }
    for (uint32_t i = 0; i < list->machine_count && i < TOLD_MOST; i++)
        tell_machine(frame, out, list->machines[i]);
    if (list->machine_count > TOLD_MOST)
        text_add_format(out, "and %u more\n", list->machine_count - TOLD_MOST);
}
