#include "ui/figures/axis.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/check.h"
#include "ui/canvas/label.h"

enum {
    LABEL_PX = 11,
    FOLD_PX = 28,   /* how wide a fold is */
    TICK_PX = 5,    /* how long a tick is */
    BETWEEN_PX = 9, /* from label to label */
    ROW_PX = 15     /* from row to row */
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
    axis->stretches[s + 1] = (Stretch){.from = first, .to = first + length, .is_folded = true};
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

/* Ticks stand at every n-th minute of the day, day, Monday, month or year. */
typedef enum { UNIT_MINUTE, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR, UNIT_SINCE } Unit;

typedef struct {
    Unit unit;
    int32_t times;
    int32_t about_min; /* from one to the next, at least */
} Step;

static const Step CALENDAR_STEPS[] = {
    {UNIT_MINUTE, 1, 1},           {UNIT_MINUTE, 2, 2},
    {UNIT_MINUTE, 5, 5},           {UNIT_MINUTE, 10, 10},
    {UNIT_MINUTE, 15, 15},         {UNIT_MINUTE, 30, 30},
    {UNIT_MINUTE, 60, 60},         {UNIT_MINUTE, 120, 120},
    {UNIT_MINUTE, 180, 180},       {UNIT_MINUTE, 360, 360},
    {UNIT_MINUTE, 720, 720},       {UNIT_DAY, 1, 1440},
    {UNIT_DAY, 2, 2 * 1440},       {UNIT_WEEK, 1, 7 * 1440},
    {UNIT_WEEK, 2, 14 * 1440},     {UNIT_MONTH, 1, 28 * 1440},
    {UNIT_MONTH, 2, 59 * 1440},    {UNIT_MONTH, 3, 90 * 1440},
    {UNIT_MONTH, 6, 181 * 1440},   {UNIT_YEAR, 1, 365 * 1440},
    {UNIT_YEAR, 2, 730 * 1440},    {UNIT_YEAR, 5, 5 * 365 * 1440},
    {UNIT_YEAR, 10, 3650 * 1440},  {UNIT_YEAR, 20, 7300 * 1440},
    {UNIT_YEAR, 50, 18250 * 1440}, {UNIT_YEAR, 100, 36500 * 1440},
};

#define SINCE(minutes)                                                                                       \
    { UNIT_SINCE, minutes, minutes }
static const Step SINCE_STEPS[] = {
    SINCE(1),
    SINCE(2),
    SINCE(5),
    SINCE(10),
    SINCE(15),
    SINCE(30),
    SINCE(60),
    SINCE(120),
    SINCE(180),
    SINCE(360),
    SINCE(720),
    SINCE(1440),
    SINCE(2 * 1440),
    SINCE(7 * 1440),
    SINCE(14 * 1440),
    SINCE(30 * 1440),
    SINCE(60 * 1440),
    SINCE(90 * 1440),
    SINCE(180 * 1440),
    SINCE(360 * 1440),
    SINCE(720 * 1440),
    SINCE(1800 * 1440),
    SINCE(3600 * 1440),
    SINCE(7200 * 1440),
    SINCE(18000 * 1440),
    SINCE(36000 * 1440),
};
#undef SINCE

static int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

/* Which unit a calendar minute lies in, counted from 1970 … */
static int64_t unit_of(Unit unit, Minutes at) {
    const CalendarTime time = calendar_time(at);
    switch (unit) {
    case UNIT_MINUTE:
    case UNIT_SINCE: break;
    case UNIT_DAY: return floor_divide(at, DAY_MIN);
    case UNIT_WEEK: return floor_divide(floor_divide(at, DAY_MIN) - calendar_weekday(at), 7);
    case UNIT_MONTH: return time.year * 12 + time.month - 1;
    case UNIT_YEAR: return time.year;
    }
    return at;
}

/* … and where that begins. Weeks begin on Mondays; the first of 1970 was the 5th of January. */
static Minutes unit_begins(Unit unit, int64_t number) {
    switch (unit) {
    case UNIT_MINUTE:
    case UNIT_SINCE: break;
    case UNIT_DAY: return number * DAY_MIN;
    case UNIT_WEEK: return (number * 7 + 4) * DAY_MIN;
    case UNIT_MONTH:
        return calendar_minutes((CalendarTime){floor_divide(number, 12),
                                               (int)(number - floor_divide(number, 12) * 12) + 1, 1, 0, 0});
    case UNIT_YEAR: return calendar_minutes((CalendarTime){number, 1, 1, 0, 0});
    }
    return number;
}

/* The first minute from `at` on where a tick stands. */
static Minutes next_tick(Step step, Minutes at) {
    int64_t number = floor_divide(unit_of(step.unit, at), step.times) * step.times;
    while (unit_begins(step.unit, number) < at) number += step.times;
    return unit_begins(step.unit, number);
}

/* The words of "Mon 6 Jul 2026 08:00". */
typedef struct {
    char bytes[CALENDAR_TEXT];
    const char *weekday, *day, *month, *year, *clock;
} Words;

static void split(Minutes at, Words *out) {
    const char **words[] = {&out->weekday, &out->day, &out->month, &out->year, &out->clock};
    char *rest = out->bytes;
    calendar_format(at, out->bytes);
    for (int i = 0; i < 5; i++) {
        *words[i] = rest;
        rest += strcspn(rest, " ");
        if (*rest) *rest++ = '\0';
    }
}

static void write_calendar(char out[AXIS_LABEL], Step step, Minutes at, bool with_year) {
    Words words;
    split(at, &words);
    const char *space = with_year ? " " : "", *year = with_year ? words.year : "";
    const bool is_midnight = at == unit_begins(UNIT_DAY, unit_of(UNIT_DAY, at));
    if (step.unit == UNIT_YEAR)
        snprintf(out, AXIS_LABEL, "%s", words.year);
    else if (step.unit == UNIT_MONTH)
        snprintf(out, AXIS_LABEL, "%s%s%s", words.month, space, year);
    else if (step.unit == UNIT_WEEK)
        snprintf(out, AXIS_LABEL, "%s %s%s%s", words.day, words.month, space, year);
    else if (step.unit == UNIT_DAY || is_midnight)
        snprintf(out, AXIS_LABEL, "%s %s %s%s%s", words.weekday, words.day, words.month, space, year);
    else
        snprintf(out, AXIS_LABEL, "%s", words.clock);
}

static void write_since(char out[AXIS_LABEL], Step step, Minutes at) {
    char length[DURATION_TEXT];
    duration_format(at, length);
    if (step.about_min >= DAY_MIN)
        snprintf(out, AXIS_LABEL, "day %" PRId64, at / DAY_MIN);
    else
        snprintf(out, AXIS_LABEL, "%.20s", length);
}

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

/* The ticks of one step; false: there are too many of them, or their labels do not fit beside each other. */
static bool try_step(const Axis *axis, const Ruler *ruler, Step step, TickRow *out) {
    int64_t year = calendar_time(ruler->start + axis->from).year;
    Px free_from = ruler->left;
    out->count = 0;
    for (int s = 0; s < axis->stretch_count; s++) {
        const Stretch *stretch = &axis->stretches[s];
        if (stretch->is_folded) continue;
        bool is_first = true;
        for (Minutes at = next_tick(step, ruler->start + stretch->from); at <= ruler->start + stretch->to;
             at = next_tick(step, at + 1), is_first = false) {
            if (out->count == AXIS_TICKS_MOST) return false;
            Tick *tick = &out->ticks[out->count++];
            const int64_t its_year = calendar_time(at).year;
            tick->x = axis_x(axis, (int32_t)(at - ruler->start));
            if (step.unit == UNIT_SINCE)
                write_since(tick->label, step, at);
            else
                write_calendar(tick->label, step, at,
                               its_year != year || (step.unit == UNIT_MONTH && out->count == 1));
            year = its_year;
            tick->box = label_box(ruler, tick->x, tick->label);
            const bool fits = tick->box.x >= free_from;
            if (!fits && !is_first) return false;
            if (fits)
                free_from = box_right(tick->box) + PX(BETWEEN_PX);
            else
                tick->box = (Box){0, 0, 0, 0}; /* the tick beyond a fold has no room for its label */
        }
    }
    return true;
}

static void choose_ticks(const Axis *axis, const Ruler *ruler, const Step steps[], size_t count,
                         TickRow *out) {
    const int32_t whole = unfolded(axis);
    for (size_t i = 0; i < count; i++) {
        const bool is_last = i + 1 == count;
        if (!is_last && whole / steps[i].about_min > AXIS_TICKS_MOST) continue;
        if (try_step(axis, ruler, steps[i], out) || is_last) return;
    }
}

void axis_lay_out(Axis *axis, const Font *font, Minutes start, Px x, Px width, Px left, Px right) {
    const Px first = PX(TICK_PX + 3);
    axis->x = x;
    axis->width = width;
    place_stretches(axis);
    const Ruler calendar = {font, start, left, right, first};
    const Ruler since = {font, 0, left, right, first + PX(ROW_PX)};
    choose_ticks(axis, &calendar, CALENDAR_STEPS, sizeof CALENDAR_STEPS / sizeof CALENDAR_STEPS[0],
                 &axis->calendar);
    choose_ticks(axis, &since, SINCE_STEPS, sizeof SINCE_STEPS / sizeof SINCE_STEPS[0], &axis->since);
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

/* The longest that fits upright: "171 days, nothing changes", "171 days", "171 d". */
static void draw_fold_text(Canvas *canvas, Box box, const Stretch *stretch, const char *says) {
    const TextStyle style = ink_text(INK_TEXT, LABEL_PX);
    const int32_t days = (stretch->to - stretch->from) / (int32_t)DAY_MIN;
    for (int tries = 0; tries < 3; tries++) {
        Text text = {0};
        text_add_format(&text, tries < 2 ? "%d day%s" : "%d d", days, days == 1 ? "" : "s");
        if (tries == 0) text_add_format(&text, ", %s", says);
        const bool fits = !text.failed && font_width(canvas->font, style, text.bytes) <= box.height - PX(6);
        const Point at = {box_centre(box).x + font_capital(style) / 2, box_centre(box).y};
        if (fits) canvas_text(canvas, at, ANCHOR_MIDDLE, TEXT_UPWARDS, style, text.bytes);
        text_free(&text);
        if (fits) return;
    }
}

void axis_draw_folds(const Axis *axis, Canvas *canvas, Px top, Px bottom, const char *says) {
    for (int s = 0; s < axis->stretch_count; s++) {
        const Stretch *stretch = &axis->stretches[s];
        if (!stretch->is_folded) continue;
        const Box box = {stretch->x, top, stretch->width, bottom - top};
        const Px sides[] = {px_sharp(box.x), px_sharp(box_right(box))};
        canvas_group(canvas, (CanvasGroup){.role = "fold", .title = says});
        canvas_box(canvas, box, ink_fill(INK_SHADE), NO_LINE);
        for (int side = 0; side < 2; side++)
            canvas_line(canvas, (Point){sides[side], top}, (Point){sides[side], bottom},
                        ink_dash(INK_AXIS, PX(1), DASH_SHORT));
        draw_fold_text(canvas, box, stretch, says);
        canvas_ungroup(canvas);
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

void axis_draw(const Axis *axis, Canvas *canvas, Px y) {
    const Stroke line = ink_line(INK_AXIS, PX(1));
    const Px level = px_sharp(y), low = level + PX(TICK_PX);
    canvas_group(canvas, (CanvasGroup){.role = "axis"});
    for (int s = 0; s < axis->stretch_count; s++) {
        const Stretch *stretch = &axis->stretches[s];
        const Point from = {stretch->x, level}, to = {stretch->x + stretch->width, level};
        canvas_line(canvas, from, to, stretch->is_folded ? ink_dash(INK_AXIS, PX(1), DASH_SHORT) : line);
    }
    for (int i = 0; i < axis->calendar.count; i++) {
        const Px x = px_sharp(axis->calendar.ticks[i].x);
        canvas_line(canvas, (Point){x, level}, (Point){x, low}, line);
    }
    for (int i = 0; i < axis->since.count; i++) {
        const Tick *tick = &axis->since.ticks[i];
        if (tick->box.width == 0 || has_tick_at(&axis->calendar, tick->x)) continue;
        canvas_line(canvas, (Point){px_sharp(tick->x), level}, (Point){px_sharp(tick->x), level + PX(2)},
                    line);
    }
    draw_labels(&axis->calendar, canvas, level, label_style());
    draw_labels(&axis->since, canvas, level, since_style());
    canvas_ungroup(canvas);
}
