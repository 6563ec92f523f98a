#include "ui/figures/axis.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/check.h"
#include "ui/canvas/label.h"

enum {
    LABEL_PX = 11,
    LEAST_ABOVE_PX = 70,
    FOLD_PX = 28, /* how wide a fold is */
    TICK_PX = 5,  /* how long a tick is */
    MINOR_PX = 2, /* and a smaller one */
    MINOR_APART_PX = 5,
    BETWEEN_PX = 9, /* from label to label */
    ROW_PX = 17     /* from row to row */
};

static TextStyle label_style(void) {
    return ink_text(INK_TEXT, LABEL_PX);
}

static TextStyle since_style(void) {
    return ink_text(INK_FAINT, LABEL_PX);
}

/* ---- folds -------------------------------------------------------------------------------------------- */

void axis_begin(Axis *axis, int32_t from, int32_t to) {
    *axis = (Axis){.from = from, .to = to > from ? to : from + 1, .stretch_count = 1};
    axis->stretches[0] = (Stretch){.from = axis->from, .to = axis->to};
}

/* The longest time in a stretch in which nothing is to be seen. */
static void find_quiet(const Stretch *stretch, const int32_t busy[], size_t count, int32_t *out_from,
                       int32_t *out_to) {
    int32_t from = stretch->from;
    *out_from = *out_to = stretch->from;
    for (size_t i = 0; i <= count; i++) {
        const int32_t to = i == count || busy[i] > stretch->to ? stretch->to : busy[i];
        if (to > from && to - from > *out_to - *out_from) {
            *out_from = from;
            *out_to = to;
        }
        if (to > from) from = to;
        if (from == stretch->to) break;
    }
}

/* Cuts whole days out of the middle of from … to in stretch number `s`. */
static void cut(Axis *axis, int s, int32_t from, int32_t to, int32_t beside) {
    const int32_t days = (int32_t)((to - from - 2 * beside) / DAY_MIN);
    const int32_t length = days * (int32_t)DAY_MIN, first = from + (to - from - length) / 2;
    memmove(&axis->stretches[s + 2], &axis->stretches[s],
            (size_t)(axis->stretch_count - s) * sizeof axis->stretches[0]);
    axis->stretch_count += 2;
    axis->stretches[s].to = first;
    axis->stretches[s + 1] =
        (Stretch){.from = first, .to = first + length, .is_folded = true, .says = "nothing changes"};
    axis->stretches[s + 2].from = first + length;
}

static int32_t unfolded(const Axis *axis) {
    int32_t sum = 0;
    for (int s = 0; s < axis->stretch_count; s++)
        if (!axis->stretches[s].is_folded) sum += axis->stretches[s].to - axis->stretches[s].from;
    return sum;
}

void axis_fold(Axis *axis, const int32_t busy[], size_t count) {
    for (int folds = 0; folds < AXIS_FOLDS_MOST; folds++) {
        const int32_t shown = unfolded(axis);
        int32_t longest_from = 0, longest_to = 0, from, to;
        int found = -1;
        for (int s = 0; s < axis->stretch_count; s++) {
            if (axis->stretches[s].is_folded) continue;
            find_quiet(&axis->stretches[s], busy, count, &from, &to);
            if (found >= 0 && to - from <= longest_to - longest_from) continue;
            found = s;
            longest_from = from;
            longest_to = to;
        }
        const int32_t quiet = longest_to - longest_from, rest = shown - quiet;
        const int32_t beside = quiet / 20 > rest / 10 ? quiet / 20 : rest / 10;
        if (quiet < WEEK_MIN || quiet < shown / 5 * 2 || quiet - 2 * beside < DAY_MIN) return;
        cut(axis, found, longest_from, longest_to, beside);
    }
}

/* ---- places ------------------------------------------------------------------------------------------- */

Px axis_x(const Axis *axis, int32_t at) {
    for (int s = 0; s < axis->stretch_count; s++) {
        const Stretch *stretch = &axis->stretches[s];
        if (at > stretch->to) continue;
        if (at <= stretch->from) return stretch->x;
        return stretch->x + px_share(stretch->width, at - stretch->from, stretch->to - stretch->from);
    }
    return axis->x + axis->width;
}

int32_t axis_at(const Axis *axis, Px x) {
    for (int s = axis->stretch_count - 1; s >= 0; s--) {
        const Stretch *stretch = &axis->stretches[s];
        const int64_t length = stretch->to - stretch->from;
        if (x < stretch->x) continue;
        if (stretch->is_folded) return stretch->from;
        if (x >= stretch->x + stretch->width) return stretch->to;
        return stretch->from + (int32_t)((x - stretch->x) * length / stretch->width);
    }
    return axis->from;
}

const Stretch *axis_fold_at(const Axis *axis, int32_t at) {
    for (int s = 0; s < axis->stretch_count; s++)
        if (axis->stretches[s].is_folded && at > axis->stretches[s].from && at < axis->stretches[s].to)
            return &axis->stretches[s];
    return NULL;
}

static void place_stretches(Axis *axis) {
    const int folds = axis->stretch_count / 2;
    const Px shared = axis->width - PX(FOLD_PX) * folds;
    const int32_t whole = unfolded(axis);
    int32_t before = 0;
    for (int s = 0, folds_before = 0; s < axis->stretch_count; s++) {
        Stretch *stretch = &axis->stretches[s];
        const int32_t length = stretch->to - stretch->from;
        stretch->x = axis->x + folds_before * PX(FOLD_PX) + px_share(shared, before, whole);
        if (stretch->is_folded) {
            stretch->width = PX(FOLD_PX);
            folds_before++;
        } else {
            stretch->width = px_share(shared, before + length, whole) - px_share(shared, before, whole);
            before += length;
        }
    }
}

/* ---- ticks -------------------------------------------------------------------------------------------- */

/* What ticks are chosen by. `start` is 0 for ticks since the start. */
typedef struct {
    const Font *font;
    Minutes start;
    Px left, right, y;
} Ruler;

static Px least(Px a, Px b) {
    return a < b ? a : b;
}

static Box label_box(const Ruler *ruler, Px x, const char *label) {
    const TextStyle style = label_style();
    const Px width = font_width(ruler->font, style, label);
    Px from = x - width / 2;
    from = least(from, ruler->right - width);
    if (from < ruler->left) from = ruler->left;
    return (Box){from, ruler->y, width, font_ascent(style) + font_descent(style)};
}

/* What is known while the ticks of a step are tried. */
typedef struct {
    const Axis *axis;
    const Ruler *ruler;
    TickStep step;
    TickRow *row;
    int64_t year;
    Px free_from;
} Trial;

/* False: its label does not fit beside the one before. Beyond a fold it may go without. */
static bool add_tick(Trial *trial, TickStep step, Minutes at, bool may_lack) {
    const int64_t year = calendar_time(at).year;
    const bool with_year = year != trial->year || (step.unit == TICKS_MONTH && trial->row->count == 0);
    Tick *tick = &trial->row->ticks[trial->row->count];
    tick->x = axis_x(trial->axis, (int32_t)(at - trial->ruler->start));
    tick_label(tick->label, step, at, with_year);
    tick->box = label_box(trial->ruler, tick->x, tick->label);
    const bool fits = tick->box.x >= trial->free_from;
    if (!fits && !may_lack) return false;
    trial->row->count++;
    trial->year = year;
    if (fits)
        trial->free_from = box_right(tick->box) + PX(BETWEEN_PX);
    else
        tick->box = (Box){0, 0, 0, 0};
    return true;
}

/* A stretch so short that no tick is in it has one where its first day begins, or it does. */
static void add_beginning(Trial *trial, const Stretch *stretch) {
    static const TickStep DATE = {TICKS_WEEK, 1, (int32_t)WEEK_MIN}, CLOCK = {TICKS_MINUTE, 1, 1};
    const bool is_since = trial->step.unit == TICKS_SINCE;
    const TickStep day = {is_since ? TICKS_SINCE : TICKS_DAY, is_since ? (int32_t)DAY_MIN : 1, 0};
    const Minutes from = trial->ruler->start + stretch->from, midnight = tick_next(day, from);
    const bool has_day = midnight <= trial->ruler->start + stretch->to;
    TickStep step = trial->step;
    if (!is_since) step = step.unit == TICKS_MINUTE ? CLOCK : DATE;
    if (trial->row->count < AXIS_TICKS_MOST) add_tick(trial, step, has_day ? midnight : from, true);
}

/* The ticks of one step; false: there are too many of them, or their labels do not fit beside each other. */
static bool try_step(const Axis *axis, const Ruler *ruler, TickStep step, TickRow *out) {
    Trial trial = {axis, ruler, step, out, calendar_time(ruler->start + axis->from).year, ruler->left};
    out->count = 0;
    for (int s = 0; s < axis->stretch_count; s++) {
        const Stretch *stretch = &axis->stretches[s];
        const Minutes last = ruler->start + stretch->to;
        if (stretch->is_folded) continue;
        const Minutes first = tick_next(step, ruler->start + stretch->from);
        for (Minutes at = first; at <= last; at = tick_next(step, at + 1))
            if (out->count == AXIS_TICKS_MOST || !add_tick(&trial, step, at, at == first)) return false;
        if (first > last) add_beginning(&trial, stretch);
    }
    return true;
}

/* The finest that fits, and not finer than `least_min` from tick to tick. */
static TickStep choose_ticks(const Axis *axis, const Ruler *ruler, const TickStep steps[], size_t count,
                             int32_t least_min, TickRow *out) {
    const int32_t whole = unfolded(axis);
    for (size_t i = 0; i < count; i++) {
        const bool is_last = i + 1 == count;
        const bool is_too_fine =
            steps[i].about_min < least_min || whole / steps[i].about_min > AXIS_TICKS_MOST;
        if (is_too_fine && !is_last) continue;
        if (try_step(axis, ruler, steps[i], out) || is_last) return steps[i];
    }
    return steps[0];
}

void axis_lay_out(Axis *axis, const Font *font, Minutes start, Px x, Px width, Px left, Px right) {
    const Px first = PX(TICK_PX + 3);
    axis->x = x;
    axis->width = width;
    place_stretches(axis);
    const Ruler calendar = {font, start, left, right, first};
    const Ruler since = {font, 0, left, right, first + PX(ROW_PX)};
    axis->start = start;
    axis->step = choose_ticks(axis, &calendar, CALENDAR_STEPS, CALENDAR_STEP_COUNT, 0, &axis->calendar);
    choose_ticks(axis, &since, SINCE_STEPS, SINCE_STEP_COUNT, axis->step.about_min, &axis->since);
}

Px axis_least_above(const Axis *axis) {
    return axis->stretch_count > 1 ? PX(LEAST_ABOVE_PX) : 0;
}

Px axis_height(void) {
    return PX(TICK_PX + 3) + PX(ROW_PX) + font_ascent(label_style()) + font_descent(label_style());
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

void axis_draw_grid(const Axis *axis, Canvas *canvas, Px top, Px bottom) {
    for (int i = 0; i < axis->calendar.count; i++) {
        const Px x = px_sharp(axis->calendar.ticks[i].x);
        canvas_line(canvas, (Point){x, top}, (Point){x, bottom}, ink_line(INK_GRID, PX(1)));
    }
}

/* "171 days, nothing changes", "171 days", "171 d": the longest that fits upright, for `tries` 0 to 2. */
static void write_fold(Text *out, const Stretch *stretch, int tries) {
    const int32_t days = (stretch->to - stretch->from) / (int32_t)DAY_MIN;
    text_add_format(out, tries < 2 ? "%d day%s" : "%d d", days, days == 1 ? "" : "s");
    if (tries == 0) text_add_format(out, ", %s", stretch->says);
}

static void draw_fold_text(Canvas *canvas, Box box, const Stretch *stretch) {
    const TextStyle style = label_style();
    for (int tries = 0; tries < 3; tries++) {
        Text text = {0};
        write_fold(&text, stretch, tries);
        const bool fits =
            canvas_has(canvas, &text) && font_width(canvas->font, style, text.bytes) <= box.height - PX(6);
        const Point at = {box_centre(box).x + font_capital(style) / 2, box_centre(box).y};
        if (fits) canvas_text(canvas, at, ANCHOR_MIDDLE, TEXT_UPWARDS, style, text.bytes);
        text_free(&text);
        if (fits) return;
    }
}

static void draw_fold(Canvas *canvas, Box box, const Stretch *stretch) {
    const Px sides[] = {px_sharp(box.x), px_sharp(box_right(box))};
    Text whole = {0};
    write_fold(&whole, stretch, 0);
    canvas_group(canvas,
                 (CanvasGroup){.role = "fold", .title = canvas_has(canvas, &whole) ? whole.bytes : NULL});
    canvas_box(canvas, box, ink_fill(INK_SHADE), NO_LINE);
    for (int side = 0; side < 2; side++)
        canvas_line(canvas, (Point){sides[side], box.y}, (Point){sides[side], box_bottom(box)},
                    ink_dash(INK_AXIS, PX(1), DASH_SHORT));
    draw_fold_text(canvas, box, stretch);
    canvas_ungroup(canvas);
    text_free(&whole);
}

void axis_draw_folds(const Axis *axis, Canvas *canvas, Px top, Px bottom) {
    for (int s = 0; s < axis->stretch_count; s++) {
        const Stretch *stretch = &axis->stretches[s];
        if (stretch->is_folded)
            draw_fold(canvas, (Box){stretch->x, top, stretch->width, bottom - top}, stretch);
    }
}

static void draw_labels(const TickRow *row, Canvas *canvas, Px y, TextStyle style) {
    for (int i = 0; i < row->count; i++) {
        const Tick *tick = &row->ticks[i];
        if (tick->box.width == 0) continue;
        canvas_text(canvas, (Point){tick->box.x, y + tick->box.y + font_ascent(style)}, ANCHOR_START,
                    TEXT_ACROSS, style, tick->label);
    }
}

static bool has_tick_at(const TickRow *row, Px x) {
    for (int i = 0; i < row->count; i++)
        if (row->ticks[i].x == x) return true;
    return false;
}

/* Over labels since the start that do not stand below a tick of the calendar, as where a run begins at eight.
 */
static void draw_since_marks(const Axis *axis, Canvas *canvas, Px level) {
    for (int i = 0; i < axis->since.count; i++) {
        const Tick *tick = &axis->since.ticks[i];
        if (tick->box.width == 0 || has_tick_at(&axis->calendar, tick->x)) continue;
        const Px x = px_sharp(tick->x), y = level + tick->box.y;
        canvas_line(canvas, (Point){x, y - PX(3)}, (Point){x, y}, ink_line(INK_AXIS, PX(1)));
    }
}

/* Shorter ones in between, where they are not too near to each other. */
static void draw_minor(const Axis *axis, Canvas *canvas, Px level) {
    const TickStep step = tick_minor(axis->step);
    const Px between = px_share(axis->width, step.about_min, unfolded(axis));
    if (step.about_min == axis->step.about_min || between < PX(MINOR_APART_PX)) return;
    for (int s = 0; s < axis->stretch_count; s++) {
        const Stretch *stretch = &axis->stretches[s];
        if (stretch->is_folded) continue;
        for (Minutes at = tick_next(step, axis->start + stretch->from); at <= axis->start + stretch->to;
             at = tick_next(step, at + 1)) {
            const Px x = px_sharp(axis_x(axis, (int32_t)(at - axis->start)));
            canvas_line(canvas, (Point){x, level}, (Point){x, level + PX(MINOR_PX)},
                        ink_line(INK_AXIS, PX(1)));
        }
    }
}

static void draw_line(const Axis *axis, Canvas *canvas, Px level) {
    const Stroke line = ink_line(INK_AXIS, PX(1));
    for (int s = 0; s < axis->stretch_count; s++) {
        const Stretch *stretch = &axis->stretches[s];
        const Point from = {stretch->x, level}, to = {stretch->x + stretch->width, level};
        canvas_line(canvas, from, to, stretch->is_folded ? ink_dash(INK_AXIS, PX(1), DASH_SHORT) : line);
    }
    draw_minor(axis, canvas, level);
    for (int i = 0; i < axis->calendar.count; i++) {
        const Px x = px_sharp(axis->calendar.ticks[i].x);
        canvas_line(canvas, (Point){x, level}, (Point){x, level + PX(TICK_PX)}, line);
    }
}

void axis_draw(const Axis *axis, Canvas *canvas, Px y) {
    const Px level = px_sharp(y);
    canvas_group(canvas, (CanvasGroup){.role = "axis"});
    draw_line(axis, canvas, level);
    draw_since_marks(axis, canvas, level);
    draw_labels(&axis->calendar, canvas, level, label_style());
    draw_labels(&axis->since, canvas, level, since_style());
    canvas_ungroup(canvas);
}

Px axis_calendar_height(void) {
    return axis_height() - PX(ROW_PX);
}

void axis_draw_calendar(const Axis *axis, Canvas *canvas, Px y) {
    const Px level = px_sharp(y);
    canvas_group(canvas, (CanvasGroup){.role = "axis"});
    draw_line(axis, canvas, level);
    draw_labels(&axis->calendar, canvas, level, label_style());
    canvas_ungroup(canvas);
}
