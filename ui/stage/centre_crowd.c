#include "ui/stage/centre_crowd.h"

#include <stdio.h>

#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/letter.h"
#include "ui/figures/page.h"
#include "ui/stage/hit_kinds.h"
#include "ui/stage/machine_sign.h"

enum {
    TITLE_PX = 20,
    GROUP_PX = 36,
    BAR_PX = 16,
    APART_PX = 16,
    WITNESS_PX = 22,
    WITNESS_WIDE_PX = 104,
    TICK_PX = 18,
    COHORT_MOST_PX = 12
};

static Ink ink_of(const Frame *frame, Look look) {
    return view_stands_out(frame->view, look) ? LOOKS[look].ink : INK_SHADE;
}

static Box titled(Canvas *canvas, Box box, const char *title) {
    label_draw(canvas, box_top(box, PX(TITLE_PX)), ANCHOR_START, ink_bold(INK_TEXT, PANE_TEXT_PX), title);
    return box_below(box, PX(TITLE_PX));
}

/* ---- groups ------------------------------------------------------------------------------------------- */

static void add_looks(Text *out, const int32_t looks[LOOK_COUNT]) {
    const char *before = "";
    for (int look = LOOK_COUNT - 1; look >= 0; look--) {
        if (looks[look] == 0) continue;
        text_add(out, before);
        page_add_number(out, looks[look]);
        text_add_format(out, " %s", LOOKS[look].word);
        before = ", ";
    }
}

/* How many look how, as parts of a bar; a part that is there can be seen. */
static void draw_parts(const Frame *frame, Canvas *canvas, Box bar, const int32_t looks[LOOK_COUNT]) {
    int64_t all = 0, done = 0;
    for (int look = 0; look < LOOK_COUNT; look++) all += looks[look];
    canvas_box(canvas, bar, ink_fill(INK_SHADE), NO_LINE);
    for (int look = LOOK_COUNT - 1; look >= 0 && all > 0; look--) {
        if (looks[look] == 0) continue;
        const Px from = px_whole(px_share(bar.width, done, all));
        done += looks[look];
        Px to = px_whole(px_share(bar.width, done, all));
        if (to < from + PX(2)) to = from + PX(2);
        const Box part = {bar.x + from, bar.y, to - from, bar.height};
        canvas_box(canvas, part, ink_fill(ink_of(frame, (Look)look)), ink_line(INK_OUTLINE, PX(1)));
        if (part.width > PX(20) && ink_of(frame, (Look)look) == LOOKS[look].ink && look != LOOK_ABSENT)
            letter_draw(canvas, part, ANCHOR_MIDDLE, (Look)look, PANE_SMALL_PX);
    }
    canvas_box(canvas, bar, NO_FILL, ink_line(INK_OUTLINE, PX(1)));
}

static void draw_group(const Frame *frame, Canvas *canvas, Box box, uint32_t group) {
    const Plan *plan = frame->now.plan;
    int32_t looks[LOOK_COUNT];
    shown_looks(&frame->now, group, looks);
    const Box line = box_top(box, PX(16));
    Text counts = {0};
    add_looks(&counts, looks);
    const TextStyle name = ink_bold(INK_TEXT, PANE_SMALL_PX);
    Px width = font_width(canvas->font, name, plan->groups[group].name);
    if (width > line.width / 3) width = line.width / 3;
    label_draw(canvas, box_left(line, width), ANCHOR_START, name, plan->groups[group].name);
    if (canvas_has(canvas, &counts) && counts.length)
        label_draw(canvas, box_after(line, width + PX(PANE_PAD_PX)), ANCHOR_END,
                   ink_text(INK_TEXT, PANE_SMALL_PX), counts.bytes);
    const Box bar = box_top(box_below(box, PX(16)), PX(BAR_PX));
    draw_parts(frame, canvas, box_inset(bar, PX_HALF), looks);
    text_free(&counts);
}

static Px draw_groups(const Frame *frame, Canvas *canvas, Box box) {
    const uint32_t all = frame->now.plan->group_count;
    if (box.height < PX(PANE_TEXT_PX)) return 0; /* the hosts above would be written over */
    uint32_t shown = box.height > PX(TITLE_PX) ? (uint32_t)((box.height - PX(TITLE_PX)) / PX(GROUP_PX)) : 0;
    if (shown > all) shown = all;
    Text title = {0};
    page_add_number(&title, frame->now.plan->machine_count);
    text_add(&title, shown > 0 ? " machines, by group" : " machines");
    if (shown > 0 && shown < all) text_add_format(&title, " (%u of %u)", shown, all);
    Box rest = box_top(box, PX(TITLE_PX));
    if (canvas_has(canvas, &title)) titled(canvas, rest, title.bytes);
    text_free(&title);
    rest = box_below(box, PX(TITLE_PX));
    for (uint32_t g = 0; g < shown; g++) {
        draw_group(frame, canvas, box_top(rest, PX(GROUP_PX)), g);
        rest = box_below(rest, PX(GROUP_PX));
    }
    return PX(TITLE_PX) + (Px)shown * PX(GROUP_PX);
}

/* ---- days to lapse ------------------------------------------------------------------------------------ */

static int days_shown(const Census *census) {
    const int days = census->longest_days + 1;
    return days <= 30 ? 30 : days <= 90 ? 90 : days <= 181 ? 181 : CENSUS_DAYS;
}

static void draw_day_ticks(Canvas *canvas, Box plot, int days) {
    const int step = days <= 30 ? 10 : days <= 90 ? 30 : days <= 181 ? 60 : 120;
    for (int day = 0; day < days; day += step) {
        const Px x = px_sharp(plot.x + px_share(plot.width, day, days));
        canvas_line(canvas, (Point){x, box_bottom(plot)}, (Point){x, box_bottom(plot) + PX(4)},
                    ink_line(INK_AXIS, PX(1)));
        const Box box = {x - PX(22), box_bottom(plot) + PX(3), PX(44), PX(TICK_PX - 4)};
        if (box_right(box) <= box_right(plot) + PX(22))
            pane_line(canvas, box, ANCHOR_MIDDLE, ink_text(INK_FAINT, PANE_SMALL_PX), "%dd", day);
    }
}

static void draw_days(const Frame *frame, Canvas *canvas, Box box) {
    const Census *census = frame->now.census;
    const Box below = titled(canvas, box, "Days until a lease or grace runs out");
    const Box plot = {below.x + PX(4), below.y + PX(16), below.width - PX(26),
                      below.height - PX(TICK_PX + 16)};
    const int days = days_shown(census);
    uint32_t most = 1;
    int fullest = 0;
    for (int day = 0; day < days; day++)
        if (census->lapse_in_days[day] > most) most = census->lapse_in_days[day], fullest = day;
    if (plot.height < PX(20)) return;
    for (int day = 0; day < days; day++) {
        const uint32_t count = census->lapse_in_days[day];
        if (count == 0) continue;
        Px height = px_share(plot.height, count, most);
        if (height < PX(2)) height = PX(2);
        const Px from = plot.x + px_share(plot.width, day, days),
                 to = plot.x + px_share(plot.width, day + 1, days);
        canvas_box(canvas, (Box){from, box_bottom(plot) - height, to - from, height},
                   ink_fill(INK_COUNTED_FILL), ink_line(INK_COUNTED, PX(1)));
    }
    canvas_line(canvas, (Point){plot.x, px_sharp(box_bottom(plot))},
                (Point){box_right(plot), px_sharp(box_bottom(plot))}, ink_line(INK_AXIS, PX(1)));
    draw_day_ticks(canvas, plot, days);
    char number[PAGE_NUMBER];
    page_write_number(number, census->lapse_in_days[fullest]);
    pane_line(canvas, (Box){below.x, below.y, below.width, PX(16)}, ANCHOR_START,
              ink_text(INK_FAINT, PANE_SMALL_PX), "most: %s in %dd", number, fullest);
}

/* ---- cohorts ------------------------------------------------------------------------------------------ */

static Px draw_cohorts(const Frame *frame, Canvas *canvas, Box box) {
    const Census *census = frame->now.census;
    uint8_t inks[CENSUS_COHORTS];
    char title[80];
    snprintf(title, sizeof title, "A cell: %u machines, as most of them look", census->cohort);
    const Box inside = titled(canvas, box, title);
    int side = COHORT_MOST_PX;
    uint32_t columns = 0, rows = 0;
    for (; side >= 1; side--) {
        columns = (uint32_t)(inside.width / PX(side));
        if (columns == 0) continue;
        if (columns > census->cohort_count) columns = census->cohort_count;
        rows = (census->cohort_count + columns - 1) / columns;
        if ((Px)rows * PX(side) <= inside.height) break;
    }
    if (side == 0 || columns * rows > CENSUS_COHORTS + columns) return PX(TITLE_PX);
    for (uint32_t c = 0; c < census->cohort_count; c++) {
        const Look look = (Look)census->cohort_look[c];
        inks[c] = view_stands_out(frame->view, look) ? (uint8_t)LOOKS[look].cell : INK_SHADE;
    }
    /* The last row may not be full: it is a raster of its own. */
    const uint32_t whole = census->cohort_count / columns, rest = census->cohort_count % columns;
    const Box full = {inside.x, inside.y, (Px)columns * PX(side), (Px)whole * PX(side)};
    if (whole) canvas_raster(canvas, full, columns, whole, inks);
    if (rest)
        canvas_raster(canvas, (Box){full.x, box_bottom(full), (Px)rest * PX(side), PX(side)}, rest, 1,
                      inks + (size_t)whole * columns);
    return PX(TITLE_PX) + (Px)rows * PX(side);
}

/* ---- witnesses ---------------------------------------------------------------------------------------- */

static void draw_witness(const Frame *frame, Canvas *canvas, Box box, uint32_t w) {
    const Plan *plan = frame->now.plan;
    const Census *census = frame->now.census;
    const Machine *machine = &census->witnesses[w];
    const Look look = look_of((State)machine->state, (Result)machine->last);
    const MachineSign sign = {
        .look = look,
        .clock = clock_of_state(&plan->products[plan->groups[machine->group].product], machine, census->at),
        .is_pale = !view_stands_out(frame->view, look)};
    const Subject selected = frame->view->selected;
    char name[MEMBER_NAME];
    plan_machine_name(plan, census->witness[w], name);
    hit_begin(canvas, "machine", name, HIT_MACHINE, census->witness[w], box);
    const Box square = {box.x + PX(3), box.y + PX(3), box.height - PX(6), box.height - PX(6)};
    machine_sign_draw(&sign, canvas, square);
    if (selected.kind == SUBJECT_MACHINE && selected.index == census->witness[w])
        look_select(canvas, box_inset(square, PX(1)));
    label_draw(canvas, box_after(box, box.height + PX(3)), ANCHOR_START, ink_text(INK_TEXT, PANE_TINY_PX),
               name);
    canvas_ungroup(canvas);
}

static void draw_witnesses(const Frame *frame, Canvas *canvas, Box box) {
    const Census *census = frame->now.census;
    const Box inside = titled(canvas, box, "Some of them");
    uint32_t columns = (uint32_t)(inside.width / PX(WITNESS_WIDE_PX));
    if (columns == 0) columns = 1;
    const Px width = inside.width / (Px)columns;
    for (uint32_t w = 0; w < census->witness_count; w++) {
        const Px y = inside.y + (Px)(w / columns) * PX(WITNESS_PX);
        if (y + PX(WITNESS_PX) > box_bottom(inside)) return;
        draw_witness(frame, canvas,
                     (Box){inside.x + (Px)(w % columns) * width, y, width - PX(4), PX(WITNESS_PX)}, w);
    }
}

/* ---- all of it ---------------------------------------------------------------------------------------- */

void crowd_draw(const Frame *frame, Canvas *canvas, Box box) {
    box = box_inset(box, PX(PANE_PAD_PX));
    const Px half = px_whole((box.width - PX(APART_PX)) / 2);
    const Box left = box_left(box, half), right = box_after(box, half + PX(APART_PX));
    const Census *census = frame->now.census;
    if (!census && box.height < PX(2 * TITLE_PX)) {
        draw_groups(frame, canvas, box);
        return;
    }
    if (!census) {
        draw_groups(frame, canvas, box_top(box, box.height - PX(TITLE_PX)));
        label_draw(canvas, (Box){box.x, box_bottom(box) - PX(TITLE_PX), box.width, PX(TITLE_PX)},
                   ANCHOR_START, ink_text(INK_FAINT, PANE_SMALL_PX),
                   frame->now.plan->machine_count > WHOLE_MOST ? "single machines are shown in a moment"
                                                               : "too small for single machines");
        return;
    }
    const Px groups = draw_groups(frame, canvas, box_top(left, left.height * 62 / 100));
    draw_days(frame, canvas, box_top(right, right.height * 45 / 100));
    draw_cohorts(frame, canvas, box_below(left, groups + PX(PANE_PAD_PX)));
    draw_witnesses(frame, canvas, box_below(right, right.height * 45 / 100 + PX(PANE_PAD_PX)));
}

void crowd_tell(const Frame *frame, Text *out) {
    const Plan *plan = frame->now.plan;
    for (uint32_t g = 0; g < plan->group_count; g++) {
        int32_t looks[LOOK_COUNT];
        shown_looks(&frame->now, g, looks);
        text_add_format(out, "group %s: ", plan->groups[g].name);
        add_looks(out, looks);
        text_add_char(out, '\n');
    }
    const Census *census = frame->now.census;
    if (!census) return;
    static const int UPTO[] = {1, 7, 30, 90, CENSUS_DAYS};
    int day = 0;
    for (size_t u = 0; u < sizeof UPTO / sizeof *UPTO; u++) {
        int64_t count = 0;
        for (; day < UPTO[u]; day++) count += census->lapse_in_days[day];
        if (u + 1 < sizeof UPTO / sizeof *UPTO)
            text_add_format(out, "leases and graces that run out within %dd, and not sooner: ", UPTO[u]);
        else
            text_add(out, "leases and graces that run out later: ");
        page_add_number(out, count);
        text_add_char(out, '\n');
    }
}
