#include "ui/figures/bands.h"

#include <stdio.h>
#include <stdlib.h>

#include "sim/base/check.h"
#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/letter.h"
#include "ui/figures/page.h"
#include "ui/figures/strips.h"

const Look STACK[STACKED] = {LOOK_LICENSED, LOOK_RETRYING,     LOOK_EXPIRED,
                             LOOK_GRACE,    LOOK_NOTIFICATION, LOOK_VIEW_ONLY};

enum { STRIP_PX = 15, LETTER_PX = 10, TWO_LINES_PX = 28 };

/* ---- columns ------------------------------------------------------------------------------------------ */

bool columns_of(Columns *columns, const Plot *plot, const Stretch *stretch, uint32_t group) {
    const int32_t last = stretch->to < plot_to(plot) ? stretch->to : plot_to(plot);
    const int64_t minutes = (int64_t)last - stretch->from + 1;
    *columns = (Columns){.stretch = stretch, .columns = (uint32_t)(stretch->width / PX(1))};
    if (columns->columns > minutes) columns->columns = (uint32_t)minutes;
    if (columns->columns == 0) columns->columns = 1;
    Bin *bins = malloc((size_t)columns->columns * LOOK_COUNT * sizeof *bins);
    if (!bins) return false;
    for (int look = 0; look < LOOK_COUNT; look++) {
        columns->bins[look] = bins + (size_t)look * columns->columns;
        course_bins(record_look(plot->record, group, (Look)look), stretch->from, last, columns->columns,
                    columns->bins[look]);
    }
    return true;
}

void columns_free(Columns *columns) {
    free(columns->bins[0]);
    *columns = (Columns){0};
}

int32_t column_last_at(const Columns *columns, uint32_t column) {
    return columns->bins[0][column].last_at;
}

Px column_x(const Columns *columns, uint32_t column) {
    return columns->stretch->x + px_share(columns->stretch->width, column, columns->columns);
}

/* ---- laying out --------------------------------------------------------------------------------------- */

static const Group *group_of(const Plot *plot, uint32_t number) {
    return &plot->request->plan->groups[request_group(plot->request, number)];
}

static int height_px(const Bands *bands, const Group *group) {
    return group->count == 1 && bands->band_px > STRIP_PX ? STRIP_PX : bands->band_px;
}

void bands_begin(Bands *bands, const Plot *plot) {
    const uint32_t groups = request_group_count(plot->request);
    bands->band_px = groups <= 3 ? 96 : groups <= 6 ? 52 : groups <= 12 ? 36 : groups <= 40 ? 28 : 15;
    bands->gap_px = groups <= 12 ? 10 : groups <= 40 ? 6 : 3;
}

enum { SIZE_TEXT = PAGE_NUMBER + 16 };

static void write_size(char out[SIZE_TEXT], const Group *group) {
    char number[PAGE_NUMBER];
    page_write_number(number, group->count);
    snprintf(out, SIZE_TEXT, "%s machine%s", number, group->count == 1 ? "" : "s");
}

static TextStyle name_style(const Bands *bands) {
    return ink_text(INK_TEXT, bands->band_px >= TWO_LINES_PX ? PAGE_LABEL_PX : PAGE_SMALL_PX);
}

static TextStyle size_style(void) {
    return ink_text(INK_FAINT, PAGE_SMALL_PX);
}

Px bands_names(const Bands *bands, const Plot *plot) {
    Px widest = 0;
    for (uint32_t g = 0; g < request_group_count(plot->request); g++) {
        const Group *group = group_of(plot, g);
        char size[SIZE_TEXT];
        write_size(size, group);
        const Px name = font_width(plot->font, name_style(bands), group->name);
        const Px below = font_width(plot->font, size_style(), size);
        if (name > widest) widest = name;
        if (bands->band_px >= TWO_LINES_PX && below > widest) widest = below;
    }
    return widest;
}

static bool occurs(const Plot *plot, uint32_t group, Look look) {
    Bin bin;
    course_bins(record_look(plot->record, group, look), plot_from(plot), plot_to(plot), 1, &bin);
    return bin.most > 0;
}

static bool grows(const Plot *plot, const Course *course) {
    return course_at(course, plot_to(plot)) > course_at(course, plot_from(plot) - 1);
}

static bool note_strip(Bands *bands, const Plot *plot, uint32_t group) {
    Life life = {0};
    life_of(&life, plot->record, plot->request->plan->groups[group].first, plot_from(plot), plot_to(plot));
    strip_note_looks(&life, plot, bands->looks);
    bands->any_lapse |= grows(plot, record_lapses(plot->record, group));
    bands->any_notice |= grows(plot, record_notices(plot->record, group));
    const bool done = !life.failed;
    life_free(&life);
    return done;
}

static bool note_band(Bands *bands, const Plot *plot, uint32_t group, Px height) {
    const uint32_t machines = plot->request->plan->groups[group].count;
    for (int s = 0; s < plot->axis.stretch_count; s++) {
        Columns columns;
        if (plot->axis.stretches[s].is_folded) continue;
        if (!columns_of(&columns, plot, &plot->axis.stretches[s], group)) return false;
        for (int look = 0; look < LOOK_COUNT; look++)
            for (uint32_t c = 0; c < columns.columns; c++)
                if (px_share(height, columns.bins[look][c].last, machines) > 0)
                    *(look == LOOK_ABSENT ? &bands->any_white : &bands->looks[look]) = true;
        columns_free(&columns);
    }
    return true;
}

bool bands_lay_out(Bands *bands, const Plot *plot, Px y) {
    bands->y = y;
    for (uint32_t g = 0; g < request_group_count(plot->request); g++) {
        const uint32_t group = request_group(plot->request, g);
        const Px height = PX(height_px(bands, group_of(plot, g)));
        const bool is_strip = group_of(plot, g)->count == 1;
        if (!(is_strip ? note_strip(bands, plot, group) : note_band(bands, plot, group, height)))
            return false;
        bands->height += height + PX(bands->gap_px);
    }
    return true;
}

/* ---- a band ------------------------------------------------------------------------------------------- */

/* What is stacked up to and with STACK[level], at the end of a column. */
static int64_t stacked(const Columns *columns, uint32_t column, int level) {
    int64_t sum = 0;
    for (int l = 0; l <= level; l++) sum += columns->bins[STACK[l]][column].last;
    return sum;
}

static Px level_y(const Columns *columns, uint32_t column, int level, uint32_t machines, Box box) {
    return box_bottom(box) - px_share(box.height, stacked(columns, column, level), machines);
}

/* From the bottom up to the level, all of it: what is below is drawn over it later. */
static void draw_level(const Columns *columns, int level, uint32_t machines, Box box, bool is_pale,
                       Canvas *canvas, Point points[]) {
    size_t count = 0;
    Px y = box_bottom(box);
    points[count++] = (Point){column_x(columns, 0), y};
    for (uint32_t c = 0; c < columns->columns; c++) {
        const Px next = level_y(columns, c, level, machines, box);
        if (next == y) continue;
        const Px x = column_x(columns, c);
        if (c > 0 || count > 1) points[count++] = (Point){x, y};
        points[count++] = (Point){x, next};
        y = next;
    }
    points[count++] = (Point){column_x(columns, columns->columns), y};
    points[count++] = (Point){column_x(columns, columns->columns), box_bottom(box)};
    canvas_polygon(canvas, points, count, ink_fill(is_pale ? INK_SHADE : LOOKS[STACK[level]].ink),
                   ink_line(is_pale ? INK_GRID : INK_OUTLINE, PX(1)));
}

/* In the middle of the longest run of columns in which the look is high enough for its letter. */
static void draw_letter(const Columns *columns, int level, uint32_t machines, Box box, Canvas *canvas) {
    const Px height = letter_height(LETTER_PX) + PX(2);
    const Px width = letter_width(canvas->font, STACK[level], LETTER_PX) + PX(4);
    uint32_t from = 0, best_from = 0, best_to = 0;
    Px top = box.y, bottom = box_bottom(box), best_top = 0, best_bottom = 0;
    for (uint32_t c = 0; c < columns->columns; c++) {
        const Px y = level_y(columns, c, level, machines, box);
        const Px below = level > 0 ? level_y(columns, c, level - 1, machines, box) : box_bottom(box);
        if (y > top) top = y;
        if (below < bottom) bottom = below;
        if (bottom - top < height) { /* the run is over; another may begin here */
            const bool begins = below - y >= height;
            from = begins ? c : c + 1;
            top = begins ? y : box.y;
            bottom = begins ? below : box_bottom(box);
            if (!begins) continue;
        }
        if (c + 1 - from <= best_to - best_from) continue;
        best_from = from;
        best_to = c + 1;
        best_top = top;
        best_bottom = bottom;
    }
    const Px x = column_x(columns, best_from), wide = column_x(columns, best_to) - x;
    if (best_to == best_from || wide < width) return;
    letter_draw(canvas, (Box){x, best_top, wide, best_bottom - best_top}, ANCHOR_MIDDLE, STACK[level],
                LETTER_PX);
}

void shares_draw(const Plot *plot, uint32_t group, Box box, Canvas *canvas) {
    const Plan *plan = plot->request->plan;
    const uint32_t machines = group == RECORD_ALL ? plan->machine_count : plan->groups[group].count;
    for (int s = 0; s < plot->axis.stretch_count; s++) {
        Columns columns;
        if (plot->axis.stretches[s].is_folded) continue;
        if (!columns_of(&columns, plot, &plot->axis.stretches[s], group)) {
            canvas->failed = true;
            break;
        }
        Point *points = malloc(((size_t)columns.columns * 2 + 4) * sizeof *points);
        canvas->failed |= !points;
        for (int level = STACKED - 1; points && level >= 0; level--)
            if (occurs(plot, group, STACK[level]))
                draw_level(&columns, level, machines, box, plot_is_pale(plot, STACK[level]), canvas, points);
        for (int level = 0; level < STACKED; level++)
            if (occurs(plot, group, STACK[level]) && !plot_is_pale(plot, STACK[level]))
                draw_letter(&columns, level, machines, box, canvas);
        free(points);
        columns_free(&columns);
    }
    canvas_box(canvas, box, NO_FILL, ink_line(INK_AXIS, PX(1)));
}

static void draw_strip(const Plot *plot, const Group *group, Box box, Canvas *canvas) {
    Life life = {0};
    life_of(&life, plot->record, group->first, plot_from(plot), plot_to(plot));
    canvas->failed |= life.failed;
    strip_draw(&life, plot, canvas, box.y, box.height, LETTER_PX);
    life_free(&life);
}

/* The name, and below it how many machines it has, in the middle of the band. */
static void draw_name(const Bands *bands, const Group *group, Box box, Canvas *canvas) {
    const TextStyle style = name_style(bands);
    const Px line = PX(TWO_LINES_PX) / 2;
    char size[SIZE_TEXT];
    write_size(size, group);
    if (box.height < PX(TWO_LINES_PX)) {
        label_draw(canvas, box, ANCHOR_START, style, group->name);
        return;
    }
    const Px top = box_centre(box).y - line;
    label_draw(canvas, (Box){box.x, top, box.width, line}, ANCHOR_START, style, group->name);
    label_draw(canvas, (Box){box.x, top + line, box.width, line}, ANCHOR_START, size_style(), size);
}

void bands_draw(const Bands *bands, const Plot *plot, Canvas *canvas) {
    Px y = bands->y;
    for (uint32_t g = 0; g < request_group_count(plot->request); g++) {
        const Group *group = group_of(plot, g);
        const Px height = PX(height_px(bands, group));
        char id[32];
        snprintf(id, sizeof id, "group-%u", request_group(plot->request, g));
        canvas_group(canvas, (CanvasGroup){.role = "group", .id = id, .title = group->name});
        draw_name(bands, group, (Box){plot->names_x, y, plot->names_width, height}, canvas);
        const Box box = {plot->x, px_sharp(y), plot->width, height};
        if (group->count == 1)
            draw_strip(plot, group, box, canvas);
        else
            shares_draw(plot, request_group(plot->request, g), box, canvas);
        canvas_ungroup(canvas);
        y += height + PX(bands->gap_px);
    }
}

static void draw_white_sign(Canvas *canvas, Box box, int which) {
    (void)which;
    canvas_box(canvas, box_inset(box, PX(3) / 2), NO_FILL, ink_line(INK_AXIS, PX(1)));
}

void bands_add_legend(const Bands *bands, Legend *legend) {
    if (bands->any_white) legend_add(legend, draw_white_sign, 0, "absent");
    for (int look = 0; look < LOOK_COUNT; look++)
        if (bands->looks[look]) legend_add(legend, legend_look, look, LOOKS[look].word);
    if (bands->any_notice) legend_add(legend, strip_mark_sign, ROW_NOTICE, "a reminder first shows");
    if (bands->any_lapse) legend_add(legend, strip_mark_sign, ROW_LAPSE, "a lease or grace runs out");
}
