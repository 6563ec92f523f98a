/* What hosts count, as a line for each pool in which anybody may ask them, against what is needed. */
#include "ui/canvas/label.h"
#include "ui/figures/page.h"
#include "ui/stage/dock_inside.h"
#include "ui/stage/hit_kinds.h"

enum { MOST_PX = 60, BESIDE_PX = 6, SHARE_OF_ONE = 48, SHARE_OF_MORE = 56 /* per cent of the height */ };

typedef struct {
    int host;
    Pool pool;
} HostPool;

/* Those whose pool some machine asks for, in the file's order; how many there are. */
static int find_pools(const Plan *plan, HostPool out[DOCK_PANELS_MOST]) {
    int count = 0;
    bool is_asked[POOL_COUNT] = {false};
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Product *product = &plan->products[plan->groups[g].product];
        if (product->by == BY_HOST) is_asked[product->pool] = true;
    }
    for (int host = 0; host < (int)plan->host_count; host++)
        for (int pool = 0; pool < POOL_COUNT; pool++) {
            if (!is_asked[pool] || !(plan->hosts[host].host.serves & 1 << pool)) continue;
            if (count < DOCK_PANELS_MOST) out[count] = (HostPool){host, (Pool)pool};
            count++;
        }
    return count;
}

static int shown_of(int count) {
    return count < DOCK_PANELS_MOST ? count : DOCK_PANELS_MOST;
}

/* Above a panel, so that what is written beside its highest line has room. */
static Px gap_of(const Dock *dock) {
    return px_whole(dock->line / 2);
}

/* Its name has a line, at least. */
static Px least_height(const Dock *dock) {
    return dock->line + PX(2);
}

/* Of one panel; 0 where not one has room. */
static Px panel_height(const Dock *dock, int *count, Px whole) {
    while (*count > 0) {
        const Px share = whole / 100 * (*count == 1 ? SHARE_OF_ONE : SHARE_OF_MORE);
        const Px height = px_whole(share / *count - gap_of(dock));
        if (height >= least_height(dock)) return height < PX(MOST_PX) ? height : PX(MOST_PX);
        --*count;
    }
    return 0;
}

Px dock_counts_height(const Dock *dock, const DockLane *lane, Px whole) {
    HostPool pools[DOCK_PANELS_MOST];
    int count = shown_of(find_pools(lane->shown->plan, pools));
    const Px height = panel_height(dock, &count, whole);
    return count * (height + gap_of(dock));
}

/* Below each other, or on one line in a low panel. Beside the last it stands how many were left out. */
static void draw_names(const Dock *dock, const DockLane *lane, const CountPanel *panel, Canvas *canvas,
                       int left_out) {
    const Box box = panel->lines.scale.box;
    const Subject host = {SUBJECT_HOST, (uint32_t)panel->host};
    const TextStyle faint = ink_text(INK_FAINT, dock->text_px);
    const int lines = box.height >= 2 * dock->line ? 2 : 1;
    const Box both = {lane->plot.names_x, box.y + (box.height - lines * dock->line) / 2,
                      lane->plot.names_width, lines * dock->line};
    Text second = {0};
    text_add(&second, POOL_NAMES[panel->pool]);
    if (left_out > 0) text_add_format(&second, " +%d more", left_out);
    const Px wanted = font_width(canvas->font, faint, text_bytes(&second)) + PX(BESIDE_PX);
    const Px beside = lines > 1 ? 0 : wanted < both.width / 2 ? wanted : both.width / 2;
    canvas_group(canvas, (CanvasGroup){.role = "name", .hit = dock_hit(dock, lane, host), .area = both});
    const Box name = box_left(box_top(both, dock->line), both.width - beside);
    label_draw(canvas, name, ANCHOR_START, ink_bold(INK_TEXT, dock->text_px),
               lane->shown->plan->hosts[host.index].name);
    if (canvas_has(canvas, &second))
        label_draw(canvas, lines > 1 ? box_below(both, dock->line) : box_after(both, name.width),
                   lines > 1 ? ANCHOR_START : ANCHOR_END, faint, second.bytes);
    canvas_ungroup(canvas);
    text_free(&second);
}

static void draw_remark(const Dock *dock, const DockLane *lane, Canvas *canvas, Px middle, const Text *text) {
    const Box box = {lane->plot.remarks_x, px_whole(middle - dock->line / 2), lane->plot.remarks_width,
                     dock->line};
    if (canvas_has(canvas, text))
        label_draw(canvas, box, ANCHOR_START, ink_text(INK_THRESHOLD, dock->text_px), text->bytes);
}

/* Beside the line, but within the panel and the gap above it: the next one has remarks of its own. */
static Px remark_y(const Dock *dock, const CountPanel *panel, int32_t threshold) {
    const Scale *scale = &panel->lines.scale;
    const Px y = scale_y(scale, threshold), half = dock->line / 2;
    const Px lowest = box_bottom(scale->box) - half, highest = scale->box.y - gap_of(dock) + half;
    return y > lowest ? lowest : y < highest ? highest : y;
}

/* "needs 5" beside each line; where these are too near to each other, "needs 5, 25" beside them all. */
static void draw_needed(const Dock *dock, const DockLane *lane, const CountPanel *panel, Canvas *canvas) {
    const int32_t *thresholds = panel->lines.thresholds;
    const int count = panel->lines.threshold_count;
    bool are_apart = true;
    for (int t = 1; t < count; t++)
        are_apart &=
            remark_y(dock, panel, thresholds[t - 1]) - remark_y(dock, panel, thresholds[t]) >= dock->line;
    Text text = {0};
    for (int t = 0; t < count; t++) {
        text_add_format(&text, "%s%d", text.length > 0 ? ", " : "needs ", thresholds[t]);
        if (!are_apart) continue;
        draw_remark(dock, lane, canvas, remark_y(dock, panel, thresholds[t]), &text);
        text_clear(&text);
    }
    if (text.length > 0) draw_remark(dock, lane, canvas, box_centre(panel->lines.scale.box).y, &text);
    text_free(&text);
}

/* How many it counts in the minute shown, beside the cursor. */
static void draw_count(const Dock *dock, const DockLane *lane, const CountPanel *panel, Canvas *canvas) {
    const Shown *shown = lane->shown;
    const Box box = panel->lines.scale.box;
    if (shown->at > lane->request.to) return;
    const int32_t at = shown->at < 0 ? 0 : shown->at;
    const int32_t count =
        shown->head ? world_count(shown->head, panel->host, panel->pool) : course_at(panel->lines.count, at);
    char text[PAGE_NUMBER];
    page_write_number(text, count);
    TextStyle style = ink_bold(INK_COUNTED, dock->text_px + 1);
    style.halo = INK_BACKGROUND;
    const Px x = axis_x(&dock->axis, at), y = scale_y(&panel->lines.scale, count);
    const Px width = font_width(canvas->font, style, text), half = dock->line / 2;
    const Px right = box_right(dock->time);
    Px middle = y - half;
    if (middle < box.y + half) middle = y + half;
    if (middle > box_bottom(box) - half) middle = box_bottom(box) - half;
    const Px from = x + PX(7) + width <= right ? x + PX(7) : x - PX(7) - width;
    canvas_disc(canvas, (Point){x, y}, PX(3), ink_fill(INK_BACKGROUND), ink_line(INK_COUNTED, PX(2)));
    canvas_text(canvas, (Point){from, px_whole(middle + font_capital(style) / 2)}, ANCHOR_START, TEXT_ACROSS,
                style, text);
}

static void draw_back(const Dock *dock, const DockLane *lane, const CountPanel *panel, Canvas *canvas,
                      int left_out) {
    steps_area(canvas, &lane->plot.axis, &panel->lines.scale, panel->lines.count, ink_fill(INK_COUNTED_FILL));
    panel_draw_lines(panel, &lane->plot, canvas);
    draw_names(dock, lane, panel, canvas, left_out);
    draw_needed(dock, lane, panel, canvas);
}

/* Those that have room, one below the other. */
typedef struct {
    HostPool pools[DOCK_PANELS_MOST];
    int count, left_out;
    Box box; /* of them all */
} Stack;

static Stack stack_of(const Dock *dock, const DockLane *lane, Box box) {
    Stack stack = {.box = box};
    const int all = find_pools(lane->shown->plan, stack.pools);
    stack.count = shown_of(all);
    while (stack.count > 1 && box.height / stack.count - gap_of(dock) < least_height(dock)) stack.count--;
    stack.left_out = all - stack.count;
    return stack;
}

/* Panels of one pool have one scale, so that the same count is as high in each. */
static CountPanel panel_in(const Dock *dock, const Stack *stack, const DockLane *lane, int number) {
    const Box box = stack->box;
    const HostPool *it = &stack->pools[number];
    const Px each = px_whole(box.height / stack->count - PX_HALF), gap = gap_of(dock);
    CountPanel panel = count_panel_of(&lane->plot, it->host, it->pool);
    for (int p = 0; p < stack->count; p++) {
        if (p == number || stack->pools[p].pool != it->pool) continue;
        const CountPanel other = count_panel_of(&lane->plot, stack->pools[p].host, it->pool);
        if (other.lines.scale.top > panel.lines.scale.top) panel.lines.scale.top = other.lines.scale.top;
    }
    panel.lines.scale.box = (Box){box.x, box.y + number * each + gap, box.width, each - gap};
    return panel;
}

void dock_draw_counts(const Dock *dock, const DockLane *lane, Canvas *canvas, Box box) {
    const Stack stack = stack_of(dock, lane, box);
    for (int p = 0; p < stack.count; p++) {
        const CountPanel panel = panel_in(dock, &stack, lane, p);
        canvas_group(canvas, (CanvasGroup){.role = "count"});
        draw_back(dock, lane, &panel, canvas, p == stack.count - 1 ? stack.left_out : 0);
        canvas_ungroup(canvas);
    }
}

void dock_draw_counted(const Dock *dock, const DockLane *lane, Canvas *canvas, Box box) {
    const Stack stack = stack_of(dock, lane, box);
    for (int p = 0; p < stack.count; p++) {
        const CountPanel panel = panel_in(dock, &stack, lane, p);
        canvas_group(canvas, (CanvasGroup){.role = "count"});
        draw_count(dock, lane, &panel, canvas);
        canvas_ungroup(canvas);
    }
}

void dock_tell_counts(const DockLane *lane, Text *out) {
    const Shown *shown = lane->shown;
    HostPool pools[DOCK_PANELS_MOST];
    const int count = shown_of(find_pools(shown->plan, pools));
    const int32_t at = shown->at < lane->request.to ? shown->at : lane->request.to;
    for (int p = 0; p < count; p++) {
        const CountPanel panel = count_panel_of(&lane->plot, pools[p].host, pools[p].pool);
        const int32_t counted = shown->head ? world_count(shown->head, pools[p].host, pools[p].pool)
                                            : course_at(panel.lines.count, at);
        text_add_format(out, "%s counts %d for %s", shown->plan->hosts[pools[p].host].name, counted,
                        POOL_NAMES[pools[p].pool]);
        for (int t = 0; t < panel.lines.threshold_count; t++)
            text_add_format(out, "%s%d", t ? " and " : "; needed: ", panel.lines.thresholds[t]);
        text_add_char(out, '\n');
    }
}
