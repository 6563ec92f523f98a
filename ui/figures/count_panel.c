#include "ui/figures/count_panel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/run/words.h"
#include "ui/canvas/label.h"
#include "ui/figures/page.h"

enum { REMARK_LINE_PX = 13, NAME_LINE_PX = 14, NUMBER_ROOM_PX = 18, NEEDED_PRODUCTS = 6 };

static TextStyle name_style(void) {
    return ink_bold(INK_TEXT, PAGE_LABEL_PX);
}

static TextStyle pool_style(void) {
    return ink_text(INK_FAINT, PAGE_LABEL_PX);
}

static TextStyle number_style(void) {
    return ink_text(INK_FAINT, PAGE_SMALL_PX);
}

static int32_t most_of(const Plot *plot, const Course *course) {
    Bin bin;
    course_bins(course, plot_from(plot), plot_to(plot), 1, &bin);
    return bin.most;
}

/* ---- which ones --------------------------------------------------------------------------------------- */

/* Of the products of the groups shown; the lowest few. */
static void find_thresholds(CountPanel *panel, const Plot *plot) {
    const Plan *plan = plot->request->plan;
    int32_t above = -1;
    while (panel->lines.threshold_count < CROSSED_MOST) {
        int32_t next = INT32_MAX;
        for (uint32_t g = 0; g < request_group_count(plot->request); g++) {
            const Product *product = &plan->products[plan->groups[request_group(plot->request, g)].product];
            if (product->by == BY_HOST && product->pool == panel->pool && product->threshold > above &&
                product->threshold < next)
                next = product->threshold;
        }
        if (next == INT32_MAX) return;
        panel->lines.thresholds[panel->lines.threshold_count++] = next;
        above = next;
    }
}

/* 1, 2, 5, 10, 20, 50, …: the next above `tick`. */
static int32_t coarser(int32_t tick) {
    int32_t power = 1;
    while (tick >= 10) {
        tick /= 10;
        power *= 10;
    }
    return power * (tick == 1 ? 2 : tick == 2 ? 5 : 10);
}

static void find_top(CountPanel *panel, const Plot *plot) {
    const int32_t count = most_of(plot, panel->lines.count), cap = most_of(plot, panel->lines.cap);
    int32_t top = count > cap ? count : cap;
    if (panel->lines.threshold_count && panel->lines.thresholds[panel->lines.threshold_count - 1] > top)
        top = panel->lines.thresholds[panel->lines.threshold_count - 1];
    panel->lines.scale.top = top > 0 ? top : 1;
    panel->cap = course_at(panel->lines.cap, plot_to(plot));
}

static void measure_numbers(CountPanels *panels, const Plot *plot) {
    for (int p = 0; p < panels->count; p++) {
        char text[PAGE_NUMBER];
        page_write_number(text, panels->panels[p].lines.scale.top);
        const Px width = font_width(plot->font, number_style(), text) + PX(NUMBER_ROOM_PX);
        if (width > panels->numbers) panels->numbers = width;
    }
}

/* Marks the products that hosts count of the groups shown, and answers how many they are. */
static int find_counted(const Plot *plot, bool counted[]) {
    const Plan *plan = plot->request->plan;
    int count = 0;
    for (uint32_t g = 0; g < request_group_count(plot->request); g++) {
        const uint32_t product = plan->groups[request_group(plot->request, g)].product;
        if (plan->products[product].by != BY_HOST || counted[product]) continue;
        counted[product] = true;
        count++;
    }
    return count;
}

/* "needed: 25 by windows-client, windows-7; 5 by office-ltsc", where these are few: each figure once, where
 * the first product that has it stands. */
static void write_needed(CountPanels *panels, const Plot *plot) {
    const Plan *plan = plot->request->plan;
    bool *left = calloc(plan->product_count, sizeof *left);
    panels->needed.failed |= !left;
    if (!left) return;
    const int all = find_counted(plot, left);
    int told = 0;
    text_add(&panels->needed, "needed:");
    for (uint32_t p = 0; p < plan->product_count && told < NEEDED_PRODUCTS; p++) {
        if (!left[p]) continue;
        const int32_t threshold = plan->products[p].threshold;
        text_add_format(&panels->needed, "%s %d by", told ? ";" : "", threshold);
        const char *before = " ";
        for (uint32_t q = p; q < plan->product_count && told < NEEDED_PRODUCTS; q++) {
            if (!left[q] || plan->products[q].threshold != threshold) continue;
            text_add_format(&panels->needed, "%s%s", before, plan->products[q].name);
            before = ", ";
            left[q] = false;
            told++;
        }
    }
    if (told < all) text_add_format(&panels->needed, "; %d more", all - told);
    free(left);
}

CountPanel count_panel_of(const Plot *plot, int host, Pool pool) {
    CountPanel panel = {.host = host, .pool = pool};
    panel.lines.count = record_count(plot->record, host, pool);
    panel.lines.cap = record_cap(plot->record, host, pool);
    find_thresholds(&panel, plot);
    find_top(&panel, plot);
    return panel;
}

bool count_panels_find(CountPanels *panels, const Plot *plot, int most) {
    panels->panels = calloc((size_t)most, sizeof *panels->panels);
    if (!panels->panels) return false;
    for (int host = 0; host < (int)plot->request->plan->host_count; host++)
        for (int pool = 0; pool < POOL_COUNT; pool++) {
            if (most_of(plot, record_count(plot->record, host, (Pool)pool)) == 0 &&
                most_of(plot, record_cap(plot->record, host, (Pool)pool)) == 0)
                continue;
            if (panels->count == most) {
                panels->left_out++;
                continue;
            }
            panels->panels[panels->count++] = count_panel_of(plot, host, (Pool)pool);
        }
    write_needed(panels, plot);
    measure_numbers(panels, plot);
    return !panels->needed.failed;
}

void count_panels_free(CountPanels *panels) {
    for (int p = 0; p < panels->count; p++) crossings_free(&panels->panels[p].crossings);
    text_free(&panels->needed);
    free(panels->panels);
    *panels = (CountPanels){0};
}

/* ---- remarks: what the lines are ---------------------------------------------------------------------- */

enum { REMARKS = CROSSED_MOST + 1, REMARK_TEXT = PAGE_NUMBER + 16 };

typedef struct {
    char text[REMARK_TEXT];
    Ink ink;
    Px line_y, y; /* of the line it is about, and of its own middle */
} Remark;

static void write_remark(Remark *remark, bool is_cap, int32_t number) {
    char text[PAGE_NUMBER];
    page_write_number(text, number);
    snprintf(remark->text, REMARK_TEXT, "%s%s%s", is_cap ? "cap " : "", text, is_cap ? "" : " needed");
}

/* From the top down. */
static int remarks_of(const CountPanel *panel, Remark out[REMARKS]) {
    int count = 0;
    if (panel->cap > 0) {
        out[count].ink = INK_CAP;
        out[count].line_y = scale_y(&panel->lines.scale, panel->cap);
        write_remark(&out[count++], true, panel->cap);
    }
    for (int t = panel->lines.threshold_count - 1; t >= 0; t--) {
        out[count].ink = INK_THRESHOLD;
        out[count].line_y = scale_y(&panel->lines.scale, panel->lines.thresholds[t]);
        write_remark(&out[count++], false, panel->lines.thresholds[t]);
    }
    return count;
}

static int by_line(const void *a, const void *b) {
    const Remark *one = a, *other = b;
    return (one->line_y > other->line_y) - (one->line_y < other->line_y);
}

/* Each beside its line, or as near to it as the others let it. */
static void spread(const CountPanel *panel, Remark remarks[], int count) {
    Px free_from = panel->lines.scale.box.y - PX(REMARK_LINE_PX);
    qsort(remarks, (size_t)count, sizeof *remarks, by_line);
    for (int i = 0; i < count; i++) {
        remarks[i].y = remarks[i].line_y > free_from ? remarks[i].line_y : free_from;
        free_from = remarks[i].y + PX(REMARK_LINE_PX);
    }
    Px free_to = box_bottom(panel->lines.scale.box) + PX(2);
    for (int i = count - 1; i >= 0; i--) {
        if (remarks[i].y > free_to) remarks[i].y = free_to;
        free_to = remarks[i].y - PX(REMARK_LINE_PX);
    }
}

Px count_panels_remarks(const CountPanels *panels, const Plot *plot) {
    Px widest = 0;
    for (int p = 0; p < panels->count; p++) {
        Remark remarks[REMARKS];
        const int count = remarks_of(&panels->panels[p], remarks);
        for (int i = 0; i < count; i++) {
            const Px width = font_width(plot->font, pool_style(), remarks[i].text);
            if (width > widest) widest = width;
        }
    }
    return widest;
}

enum { MEMORY_TEXT = DURATION_TEXT + 16 };

static void write_memory(const CountPanel *panel, const Plot *plot, char out[MEMORY_TEXT]) {
    char memory[DURATION_TEXT];
    duration_format(plot->request->plan->hosts[panel->host].host.memory_min, memory);
    snprintf(out, MEMORY_TEXT, "memory %s", memory);
}

Px count_panels_names(const CountPanels *panels, const Plot *plot, bool with_memory) {
    Px widest = 0;
    for (int p = 0; p < panels->count; p++) {
        const CountPanel *panel = &panels->panels[p];
        const Px name = font_width(plot->font, name_style(), plot->request->plan->hosts[panel->host].name);
        const Px pool = font_width(plot->font, pool_style(), POOL_NAMES[panel->pool]);
        if (name > widest) widest = name;
        if (pool > widest) widest = pool;
        char memory[MEMORY_TEXT];
        write_memory(panel, plot, memory);
        const Px third = with_memory ? font_width(plot->font, pool_style(), memory) : 0;
        if (third > widest) widest = third;
    }
    return panels->count ? widest + panels->numbers : 0;
}

/* ---- laying out --------------------------------------------------------------------------------------- */

bool panel_lay_out(CountPanel *panel, const Plot *plot, Box box, Ink area, bool with_dates) {
    panel->lines.scale.box = box;
    panel->lines.area = area;
    panel->tick = 1;
    while (panel->tick < panel->lines.scale.top &&
           px_share(box.height, panel->tick, panel->lines.scale.top) < PX(REMARK_LINE_PX + 3))
        panel->tick = coarser(panel->tick);
    if (!crossings_find(&panel->crossings, plot, &panel->lines)) return false;
    if (!crossings_lay_out(&panel->crossings, plot, &panel->lines, with_dates)) return false;
    return true;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

void panel_draw_back(const CountPanel *panel, const Plot *plot, Canvas *canvas) {
    const Box box = panel->lines.scale.box;
    for (int64_t number = panel->tick; number <= panel->lines.scale.top; number += panel->tick) {
        const Px y = px_sharp(scale_y(&panel->lines.scale, (int32_t)number));
        canvas_line(canvas, (Point){box.x, y}, (Point){box_right(box), y}, ink_line(INK_GRID, PX(1)));
    }
    if (panel->lines.area != INK_NONE)
        steps_area(canvas, &plot->axis, &panel->lines.scale, panel->lines.count, ink_fill(panel->lines.area));
}

static void draw_names(const CountPanel *panel, Px numbers, const Plot *plot, Canvas *canvas,
                       bool with_memory) {
    const Px width = plot->names_width - numbers, line = PX(NAME_LINE_PX);
    const Box box = {plot->names_x, panel->lines.scale.box.y - PX(4), width > 0 ? width : 0, line};
    label_draw(canvas, box, ANCHOR_START, name_style(), plot->request->plan->hosts[panel->host].name);
    label_draw(canvas, (Box){box.x, box.y + line, box.width, line}, ANCHOR_START, pool_style(),
               POOL_NAMES[panel->pool]);
    if (!with_memory) return;
    char text[MEMORY_TEXT];
    write_memory(panel, plot, text);
    label_draw(canvas, (Box){box.x, box.y + 2 * line, box.width, line}, ANCHOR_START, pool_style(), text);
}

static void draw_numbers(const CountPanel *panel, const Plot *plot, Canvas *canvas) {
    const TextStyle style = number_style();
    for (int64_t number = 0; number <= panel->lines.scale.top; number += panel->tick) {
        char text[PAGE_NUMBER];
        page_write_number(text, number);
        const Px y = scale_y(&panel->lines.scale, (int32_t)number) + font_capital(style) / 2;
        canvas_text(canvas, (Point){plot->x - PX(5), px_whole(y)}, ANCHOR_END, TEXT_ACROSS, style, text);
    }
}

static void draw_remarks(const CountPanel *panel, const Plot *plot, Canvas *canvas) {
    Remark remarks[REMARKS];
    const int count = remarks_of(panel, remarks);
    spread(panel, remarks, count);
    for (int i = 0; i < count; i++) {
        const Remark *remark = &remarks[i];
        const Px to = plot->remarks_x - PX(2), line_y = px_sharp(remark->line_y), y = px_sharp(remark->y);
        const Point leader[] = {{plot->x + plot->width, line_y}, {to - PX(4), line_y}, {to, y}};
        if (y != line_y) canvas_polyline(canvas, leader + 1, 2, ink_line(remark->ink, PX(1)));
        label_draw(canvas,
                   (Box){plot->remarks_x, remark->y - PX(REMARK_LINE_PX) / 2, plot->remarks_width,
                         PX(REMARK_LINE_PX)},
                   ANCHOR_START, ink_text(remark->ink, PAGE_LABEL_PX), remark->text);
    }
}

static Stroke threshold_line(void) {
    return ink_dash(INK_THRESHOLD, PX(3) / 2, DASH_LONG);
}

static Stroke cap_line(void) {
    return ink_dash(INK_CAP, PX(3) / 2, DASH_DOTTED);
}

static Stroke count_line(void) {
    return ink_line(INK_COUNTED, PX(2));
}

void panel_draw_lines(const CountPanel *panel, const Plot *plot, Canvas *canvas) {
    const Box box = panel->lines.scale.box;
    for (int t = 0; t < panel->lines.threshold_count; t++) {
        const Px y = px_sharp(scale_y(&panel->lines.scale, panel->lines.thresholds[t]));
        canvas_line(canvas, (Point){box.x, y}, (Point){box_right(box), y}, threshold_line());
    }
    steps_line(canvas, &plot->axis, &panel->lines.scale, panel->lines.cap, cap_line());
    const Px bottom = px_sharp(box_bottom(box));
    canvas_line(canvas, (Point){box.x, bottom}, (Point){box_right(box), bottom}, ink_line(INK_AXIS, PX(1)));
    steps_line(canvas, &plot->axis, &panel->lines.scale, panel->lines.count, count_line());
}

void panel_draw(const CountPanels *panels, int number, const Plot *plot, Canvas *canvas, bool with_memory) {
    const CountPanel *panel = &panels->panels[number];
    panel_draw_lines(panel, plot, canvas);
    crossings_draw(&panel->crossings, &panel->lines, canvas);
    draw_names(panel, panels->numbers, plot, canvas, with_memory);
    draw_numbers(panel, plot, canvas);
    draw_remarks(panel, plot, canvas);
}

/* ---- the legend --------------------------------------------------------------------------------------- */

typedef enum { SIGN_COUNT, SIGN_THRESHOLD, SIGN_CAP, SIGN_CROSSING } PanelSign;

static void draw_sign(Canvas *canvas, Box box, int which) {
    const Point from = {box.x, px_sharp(box_centre(box).y)}, to = {box_right(box), from.y};
    switch ((PanelSign)which) {
    case SIGN_COUNT: canvas_line(canvas, from, to, count_line()); return;
    case SIGN_THRESHOLD: canvas_line(canvas, from, to, threshold_line()); return;
    case SIGN_CAP: canvas_line(canvas, from, to, cap_line()); return;
    case SIGN_CROSSING: crossings_draw_dot(canvas, box_centre(box)); return;
    }
}

void panels_add_legend(const CountPanels *panels, Legend *legend) {
    bool any[4] = {panels->count > 0, false, false, false};
    for (int p = 0; p < panels->count; p++) {
        any[SIGN_THRESHOLD] |= panels->panels[p].lines.threshold_count > 0;
        any[SIGN_CAP] |= panels->panels[p].cap > 0;
        any[SIGN_CROSSING] |= panels->panels[p].crossings.count > 0;
    }
    const char *const texts[] = {
        "machines the host counts", panels->needed.bytes ? panels->needed.bytes : "the count that is needed",
        "cap: the most the host remembers", "the count reaches what is needed, or falls below"};
    for (int sign = SIGN_COUNT; sign <= SIGN_CROSSING; sign++)
        if (any[sign]) legend_add(legend, draw_sign, sign, texts[sign]);
}
