#include "ui/figures/mark_row.h"

#include <stdio.h>
#include <stdlib.h>

#include "ui/canvas/label.h"
#include "ui/figures/page.h"

enum { SIGN_PX = 11, GAP_PX = 1, BETWEEN_PX = 4, TIMES_TEXT = PAGE_NUMBER + sizeof "×" };

static TextStyle times_style(void) {
    return ink_text(INK_TEXT, PAGE_SMALL_PX);
}

static TextStyle name_style(void) {
    return ink_text(INK_FAINT, PAGE_LABEL_PX);
}

Px mark_row_name_width(const Font *font, const char *name) {
    return font_width(font, name_style(), name);
}

static Px width_of(const Font *font, const MarkSign *sign, char out_times[TIMES_TEXT]) {
    out_times[0] = '\0';
    if (sign->times < 2) return PX(SIGN_PX);
    char number[PAGE_NUMBER];
    page_write_number(number, sign->times);
    snprintf(out_times, TIMES_TEXT, "×%s", number);
    return PX(SIGN_PX + GAP_PX) + font_width(font, times_style(), out_times);
}

/* Signs stand with their middle at their minute; the number follows. */
void mark_row_add(MarkRow *row, const Plot *plot, int32_t at, int64_t times) {
    MarkSign sign = {axis_x(&plot->axis, at), times};
    char times_text[TIMES_TEXT];
    while (row->count > 0) {
        const MarkSign *before = &row->signs[row->count - 1];
        if (sign.x >= before->x + width_of(plot->font, before, times_text) + PX(BETWEEN_PX)) break;
        sign = (MarkSign){before->x, before->times + sign.times};
        row->count--;
    }
    if (row->count == row->capacity) {
        const size_t capacity = row->capacity ? 2 * row->capacity : 32;
        MarkSign *signs = realloc(row->signs, capacity * sizeof *signs);
        row->failed |= !signs;
        if (!signs) return;
        row->signs = signs;
        row->capacity = capacity;
    }
    row->signs[row->count++] = sign;
}

/* How much a course grows in each pixel from the plot's left edge. */
static void add_growth(const Plot *plot, const Course *course, int64_t growth[], int32_t first_at[],
                       size_t pixels) {
    int32_t before = course_at(course, plot_from(plot) - 1);
    CourseStep step;
    for (int32_t at = plot_from(plot) - 1; course_next(course, at, &step) && step.at <= plot_to(plot);
         at = step.at) {
        const size_t pixel = (size_t)((axis_x(&plot->axis, step.at) - plot->x) / PX(1));
        if (pixel < pixels) {
            if (growth[pixel] == 0 || step.at < first_at[pixel]) first_at[pixel] = step.at;
            growth[pixel] += step.value - before;
        }
        before = step.value;
    }
}

void mark_row_add_groups(MarkRow *row, const Plot *plot,
                         const Course *(*course_of)(const Record *record, uint32_t group)) {
    const size_t pixels = (size_t)(plot->width / PX(1)) + 1;
    int64_t *growth = calloc(pixels, sizeof *growth);
    int32_t *first_at = calloc(pixels, sizeof *first_at);
    row->failed |= !growth || !first_at;
    for (uint32_t g = 0; !row->failed && g < request_group_count(plot->request); g++)
        add_growth(plot, course_of(plot->record, request_group(plot->request, g)), growth, first_at, pixels);
    for (size_t p = 0; !row->failed && p < pixels; p++)
        if (growth[p] > 0) mark_row_add(row, plot, first_at[p], growth[p]);
    free(growth);
    free(first_at);
}

void mark_row_draw(const MarkRow *row, const Plot *plot, Canvas *canvas, Px y) {
    const TextStyle style = times_style();
    const Box name = {plot->names_x, y, plot->names_width, PX(MARK_ROW_PX)};
    const Px right = plot->remarks_x + plot->remarks_width;
    canvas_group(canvas, (CanvasGroup){.role = "lane", .title = row->name});
    label_draw(canvas, name, ANCHOR_START, name_style(), row->name);
    for (size_t i = 0; i < row->count; i++) {
        char times[TIMES_TEXT];
        const Px width = width_of(plot->font, &row->signs[i], times);
        Px x = row->signs[i].x - PX(SIGN_PX) / 2;
        if (x + width > right) x = right - width;
        row->sign(canvas, (Box){x, y, PX(SIGN_PX), PX(MARK_ROW_PX)}, row->which);
        const Px baseline = px_whole(y + PX(MARK_ROW_PX) / 2 + font_capital(style) / 2);
        canvas_text(canvas, (Point){x + PX(SIGN_PX + GAP_PX), baseline}, ANCHOR_START, TEXT_ACROSS, style,
                    times);
    }
    canvas_ungroup(canvas);
}

void mark_row_free(MarkRow *row) {
    free(row->signs);
    row->signs = NULL;
    row->count = row->capacity = 0;
}
