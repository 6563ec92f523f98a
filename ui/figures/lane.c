#include "ui/figures/lane.h"

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

Px lane_name_width(const Font *font, const char *name) {
    return font_width(font, name_style(), name);
}

static Px width_of(const Font *font, const LaneSign *sign, char out_times[TIMES_TEXT]) {
    out_times[0] = '\0';
    if (sign->times < 2) return PX(SIGN_PX);
    char number[PAGE_NUMBER];
    page_write_number(number, sign->times);
    snprintf(out_times, TIMES_TEXT, "×%s", number);
    return PX(SIGN_PX + GAP_PX) + font_width(font, times_style(), out_times);
}

/* Signs stand with their middle at their minute; the number follows. */
void lane_add(Lane *lane, const Plot *plot, int32_t at, int64_t times) {
    LaneSign sign = {axis_x(&plot->axis, at), times};
    char times_text[TIMES_TEXT];
    while (lane->count > 0) {
        const LaneSign *before = &lane->signs[lane->count - 1];
        if (sign.x >= before->x + width_of(plot->font, before, times_text) + PX(BETWEEN_PX)) break;
        sign = (LaneSign){before->x, before->times + sign.times};
        lane->count--;
    }
    if (lane->count == lane->capacity) {
        const size_t capacity = lane->capacity ? 2 * lane->capacity : 32;
        LaneSign *signs = realloc(lane->signs, capacity * sizeof *signs);
        lane->failed |= !signs;
        if (!signs) return;
        lane->signs = signs;
        lane->capacity = capacity;
    }
    lane->signs[lane->count++] = sign;
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

void lane_add_groups(Lane *lane, const Plot *plot,
                     const Course *(*course_of)(const Record *record, uint32_t group)) {
    const size_t pixels = (size_t)(plot->width / PX(1)) + 1;
    int64_t *growth = calloc(pixels, sizeof *growth);
    int32_t *first_at = calloc(pixels, sizeof *first_at);
    lane->failed |= !growth || !first_at;
    for (uint32_t g = 0; !lane->failed && g < request_group_count(plot->request); g++)
        add_growth(plot, course_of(plot->record, request_group(plot->request, g)), growth, first_at, pixels);
    for (size_t p = 0; !lane->failed && p < pixels; p++)
        if (growth[p] > 0) lane_add(lane, plot, first_at[p], growth[p]);
    free(growth);
    free(first_at);
}

void lane_draw(const Lane *lane, const Plot *plot, Canvas *canvas, Px y) {
    const TextStyle style = times_style();
    const Box name = {plot->names_x, y, plot->names_width, PX(LANE_PX)};
    const Px right = plot->remarks_x + plot->remarks_width;
    canvas_group(canvas, (CanvasGroup){.role = "lane", .title = lane->name});
    label_draw(canvas, name, ANCHOR_START, name_style(), lane->name);
    for (size_t i = 0; i < lane->count; i++) {
        char times[TIMES_TEXT];
        const Px width = width_of(plot->font, &lane->signs[i], times);
        Px x = lane->signs[i].x - PX(SIGN_PX) / 2;
        if (x + width > right) x = right - width;
        lane->sign(canvas, (Box){x, y, PX(SIGN_PX), PX(LANE_PX)}, lane->which);
        const Px baseline = px_whole(y + PX(LANE_PX) / 2 + font_capital(style) / 2);
        canvas_text(canvas, (Point){x + PX(SIGN_PX + GAP_PX), baseline}, ANCHOR_START, TEXT_ACROSS, style,
                    times);
    }
    canvas_ungroup(canvas);
}

void lane_free(Lane *lane) {
    free(lane->signs);
    lane->signs = NULL;
    lane->count = lane->capacity = 0;
}
