/* network: at the end of a minute: places with their machines, hosts with what they count, services, and
 * what reaches what.
 *
 *     title, subtitle
 *     ╭ office ╮────────────╭ kms1 ╮
 *     ╰────────╯───────╲    ╰──────╯
 *     ╭ vpn    ╮─ ─ ✕ ─ ─── ╭ name ╮         lines that are not reached have a cross and a word
 *     ╰────────╯            ╰lookup╯
 *     legend, caption
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sim/run/words.h"
#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/page.h"
#include "ui/figures/regions.h"
#include "ui/figures/room.h"
#include "ui/figures/targets.h"
#include "ui/figures/telling.h"

enum {
    LINES_MOST = 36, /* more than these are only drawn where they are blocked */
    WORD_PX = 10,
    REGION_MOST_PX = 560,
    TARGET_MOST_PX = 400,
    APART_LEAST_PX = 96,
    APART_MOST_PX = 560,
    CURVE = 64,    /* parts of a curve */
    WORD_APART = 4 /* of them, from one place where a word may stand to the next */
};

typedef enum { LINE_REACHES, LINE_DOWN, LINE_BLOCKED, LINE_KINDS } LineKind;

typedef struct {
    LineKind kind;
    int region, target;
    Point points[4]; /* a curve */
    Point cross;     /* of one that is blocked */
    Box word;        /* nothing where there is no room */
} Line;

typedef struct {
    Page page;
    Sites sites;
    Regions regions;
    Targets targets;
    Line lines[REGIONS_MOST * TARGETS_MOST];
    int line_count;
    bool only_blocked;
    bool any[LINE_KINDS];
} NetworkLayout;

/* ---- lines -------------------------------------------------------------------------------------------- */

static LineKind kind_of(const NetworkLayout *layout, const World *head, int region, int target) {
    const Place *places = world_places((World *)(uintptr_t)head); /* which are only read */
    const Target *to = &layout->targets.targets[target];
    if (!place_reaches(&places[layout->regions.regions[region].place], to->target)) return LINE_BLOCKED;
    return to->is_down ? LINE_DOWN : LINE_REACHES;
}

static void find_lines(NetworkLayout *layout, const World *head) {
    const int pairs = layout->regions.count * layout->targets.count;
    layout->only_blocked = pairs > LINES_MOST;
    for (int r = 0; r < layout->regions.count; r++) {
        if (layout->regions.regions[r].reaches_nothing) continue;
        for (int t = 0; t < layout->targets.count; t++) {
            const LineKind kind = kind_of(layout, head, r, t);
            if (layout->only_blocked && kind != LINE_BLOCKED) continue;
            layout->lines[layout->line_count++] = (Line){.kind = kind, .region = r, .target = t};
            layout->any[kind] = true;
        }
    }
}

/* Side by side where they begin and end, in the order in which they lie there. */
static void place_ends(NetworkLayout *layout) {
    for (int i = 0; i < layout->line_count; i++) {
        Line *line = &layout->lines[i];
        int begin = 0, begins = 0, end = 0, ends = 0;
        for (int j = 0; j < layout->line_count; j++) {
            const Line *other = &layout->lines[j];
            begins += other->region == line->region;
            begin += other->region == line->region && other->target <= line->target;
            ends += other->target == line->target;
            end += other->target == line->target && other->region <= line->region;
        }
        const Box from = layout->regions.regions[line->region].box,
                  to = layout->targets.targets[line->target].box;
        const Point a = {box_right(from), from.y + from.height * begin / (begins + 1)};
        const Point b = {to.x, to.y + to.height * end / (ends + 1)};
        const Px pull = (b.x - a.x) * 45 / 100;
        line->points[0] = a;
        line->points[1] = (Point){a.x + pull, a.y};
        line->points[2] = (Point){b.x - pull, b.y};
        line->points[3] = b;
    }
}

static Point between(Point a, Point b, int part) {
    return (Point){a.x + (Px)((int64_t)(b.x - a.x) * part / CURVE),
                   a.y + (Px)((int64_t)(b.y - a.y) * part / CURVE)};
}

/* The point of a curve, by halves of halves (de Casteljau). */
static Point on_curve(const Point p[4], int part) {
    const Point a = between(p[0], p[1], part), b = between(p[1], p[2], part), c = between(p[2], p[3], part);
    return between(between(a, b, part), between(b, c, part), part);
}

static TextStyle word_style(void) {
    TextStyle style = ink_text(INK_NO_REACH, WORD_PX);
    style.halo = INK_BACKGROUND;
    return style;
}

/* Does another line go through the box? Not asked where there are many: they are too near each other then. */
static bool is_on_another(const NetworkLayout *layout, const Line *line, Box box) {
    for (int i = 0; i < layout->line_count && !layout->only_blocked; i++) {
        if (&layout->lines[i] == line) continue;
        for (int part = 0; part <= CURVE; part++) {
            const Point at = on_curve(layout->lines[i].points, part);
            if (at.x >= box.x && at.x <= box_right(box) && at.y >= box.y && at.y <= box_bottom(box))
                return true;
        }
    }
    return false;
}

/* The cross with its word beside it, as near to the middle as there is room; on no other line, if it can be.
 */
static bool place_word(const NetworkLayout *layout, Line *line, Room *room, const Font *font, bool on_lines) {
    const Px width = font_width(font, word_style(), "blocked"), side = PX(6);
    line->cross = on_curve(line->points, CURVE / 2);
    for (int step = 0; step < CURVE / WORD_APART - 4; step++) {
        const int part = CURVE / 2 + WORD_APART * (step % 2 ? -(step + 1) / 2 : step / 2);
        const Point at = on_curve(line->points, part);
        const Box cross = {at.x - side, at.y - side, 2 * side, 2 * side};
        const Box words[] = {{at.x - width / 2, at.y - side - PX(13), width, PX(13)},
                             {at.x - width / 2, at.y + side, width, PX(13)}};
        for (int w = 0; w < 2; w++) {
            if (!room_is_free(room, cross) || !room_is_free(room, words[w])) continue;
            if (!on_lines && (is_on_another(layout, line, cross) || is_on_another(layout, line, words[w])))
                continue;
            room_block(room, cross);
            room_block(room, words[w]);
            line->cross = at;
            line->word = words[w];
            return true;
        }
    }
    return false;
}

static bool place_words(NetworkLayout *layout, const Font *font, Box within) {
    Room room = {.within = within};
    for (int i = 0; i < layout->line_count; i++) {
        Line *line = &layout->lines[i];
        if (line->kind != LINE_BLOCKED) continue;
        if (!place_word(layout, line, &room, font, false)) place_word(layout, line, &room, font, true);
    }
    const bool done = !room.failed;
    room_free(&room);
    return done;
}

/* ---- laying out --------------------------------------------------------------------------------------- */

static void begin_page(NetworkLayout *layout, Figure *figure) {
    const FigureRequest *request = &figure->request;
    Text subtitle = {0};
    text_add(&subtitle, "The network at ");
    page_add_when(&subtitle, request->at);
    text_add(&subtitle, ", ");
    char calendar[CALENDAR_TEXT];
    calendar_format(request->plan->start + request->at, calendar);
    text_add_format(&subtitle, "%s: ", calendar);
    words_count(&subtitle, request_machine_count(request), "machine");
    page_begin(&layout->page, figure, "network", subtitle.failed ? "" : subtitle.bytes);
    layout->page.subtitle.failed |= subtitle.failed;
    text_free(&subtitle);
}

static Px at_most(Px value, Px most) {
    return value < most ? value : most;
}

/* Two columns, the shorter one in the middle of the other. Answers where they end. */
static Px lay_out_columns(NetworkLayout *layout, const FigureRequest *request, const World *head,
                          const Font *font) {
    const Page *page = &layout->page;
    const Px whole = page->right - page->left;
    const Px target_width = px_whole(at_most(whole * 35 / 100, PX(TARGET_MOST_PX)));
    const Px most = whole - target_width - PX(APART_LEAST_PX);
    const Px region_width = px_whole(at_most(at_most(whole * 45 / 100, most), PX(REGION_MOST_PX)));
    const Px apart = at_most(whole - region_width - target_width, PX(APART_MOST_PX));
    const Px x = px_whole(page->left + region_width + apart), y = page->body_y;
    const Px left_end = regions_lay_out(&layout->regions, font, page->left, y, region_width);
    const Px right_end = targets_lay_out(&layout->targets, request, head, font, x, y, target_width);
    if (left_end < right_end)
        regions_move(&layout->regions, px_whole((right_end - left_end) / 2));
    else
        targets_move(&layout->targets, px_whole((left_end - right_end) / 2));
    return left_end > right_end ? left_end : right_end;
}

static void draw_sign(Canvas *canvas, Box box, int kind);

static void fill_legend(NetworkLayout *layout) {
    static const char *const TEXTS[LINE_KINDS] = {"reaches", "reaches it, but it is down",
                                                  "blocked: does not reach"};
    Legend *legend = &layout->page.legend;
    regions_add_legend(&layout->regions, legend);
    for (int kind = 0; kind < LINE_KINDS; kind++)
        if (layout->any[kind]) legend_add(legend, draw_sign, kind, TEXTS[kind]);
    targets_add_legend(&layout->targets, legend);
    if (layout->only_blocked)
        legend_add(legend, NULL, 0, "Only what is blocked has a line; every place reaches all else.");
    if (layout->targets.left_out) legend_add(legend, NULL, 0, "Not every host is shown.");
    if (layout->regions.places_left_out) legend_add(legend, NULL, 0, "Not every place is shown.");
}

static void describe(const NetworkLayout *layout, const FigureRequest *request, Text *out);

static bool network_lay_out(Figure *figure) {
    const FigureRequest *request = &figure->request;
    NetworkLayout *layout = figure->layout = calloc(1, sizeof *layout);
    if (!layout || !sites_find(&layout->sites, request, request->at)) return false;
    const Run *run = timeline_run(request->timeline, request->at);
    if (!run || !regions_find(&layout->regions, request, &layout->sites, run_head(run))) return false;
    const World *head = run_head(run);
    begin_page(layout, figure);
    targets_find(&layout->targets, request, head);
    find_lines(layout, head);
    const Px end_y = lay_out_columns(layout, request, head, figure->font);
    place_ends(layout);
    const Px left = layout->regions.count ? box_right(layout->regions.regions[0].box) : layout->page.left;
    const Px right = layout->targets.count ? layout->targets.targets[0].box.x : layout->page.right;
    if (!place_words(
            layout, figure->font,
            (Box){left + PX(4), layout->page.body_y, right - left - PX(8), end_y - layout->page.body_y}))
        return false;
    fill_legend(layout);
    describe(layout, request, &figure->description);
    return page_end(&layout->page, figure, end_y);
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static Stroke stroke_of(LineKind kind) {
    switch (kind) {
    case LINE_REACHES: return ink_line(INK_REACH, PX(3) / 2);
    case LINE_DOWN: return ink_dash(INK_REACH, PX(1), DASH_DOTTED);
    case LINE_BLOCKED: return ink_dash(INK_NO_REACH, PX(3) / 2, DASH_LONG);
    case LINE_KINDS: break;
    }
    return NO_LINE;
}

static void draw_sign(Canvas *canvas, Box box, int kind) {
    const Px y = px_sharp(box_centre(box).y);
    canvas_line(canvas, (Point){box.x, y}, (Point){box_right(box), y}, stroke_of((LineKind)kind));
    if (kind == LINE_BLOCKED) target_draw_cross(canvas, (Point){box_centre(box).x, y});
}

static void draw_lines(const NetworkLayout *layout, const Plan *plan, Canvas *canvas) {
    for (int kind = 0; kind < LINE_KINDS; kind++)
        for (int i = 0; i < layout->line_count; i++)
            if ((int)layout->lines[i].kind == kind)
                canvas_curve(canvas, layout->lines[i].points, 4, stroke_of((LineKind)kind));
    for (int i = 0; i < layout->line_count; i++) {
        const Line *line = &layout->lines[i];
        if (line->kind != LINE_BLOCKED) continue;
        Text title = {0};
        text_add_format(&title, "%s does not reach %s",
                        plan->places[layout->regions.regions[line->region].place].name,
                        target_name(plan, &layout->targets.targets[line->target]));
        canvas_group(canvas, (CanvasGroup){.role = "blocked",
                                           .title = canvas_has(canvas, &title) ? title.bytes : NULL});
        target_draw_cross(canvas, line->cross);
        if (line->word.width > 0) label_draw(canvas, line->word, ANCHOR_MIDDLE, word_style(), "blocked");
        canvas_ungroup(canvas);
        text_free(&title);
    }
}

static void network_draw(const Figure *figure, Canvas *canvas) {
    const NetworkLayout *layout = figure->layout;
    const Plan *plan = figure->request.plan;
    draw_lines(layout, plan, canvas);
    regions_draw(&layout->regions, plan, canvas);
    targets_draw(&layout->targets, plan, canvas);
    page_draw(&layout->page, canvas);
}

/* ---- and the rest ------------------------------------------------------------------------------------- */

static void tell_crew(Text *out, const Plan *plan, const Crew *crew) {
    const char *before = "";
    text_add_format(out, " %s: ", plan->groups[crew->group].name);
    for (int look = LOOK_COUNT - 1; look >= 0; look--) {
        if (crew->looks[look] == 0) continue;
        text_add_format(out, "%s%" PRIu32 " %s", before, crew->looks[look], TOLD_LOOKS[look]);
        before = ", ";
    }
    if (crew->off) text_add_format(out, "; %" PRIu32 " of them off", crew->off);
    text_add_char(out, '.');
}

static void tell_target(Text *out, const Plan *plan, const Target *target) {
    text_add_format(out, "%s", target_name(plan, target));
    text_add(out, target->is_down ? " is down" : " is up");
    if (target->declines) text_add(out, ", but not activated, so it declines");
    if (target->is_unpublished) text_add(out, ", not in the name lookup");
    for (int g = 0; g < target->gauge_count; g++) {
        const Gauge *gauge = &target->gauges[g];
        text_add_format(out, "; it counts %d machine%s for %s", gauge->count, gauge->count == 1 ? "" : "s",
                        POOL_NAMES[gauge->pool]);
        for (int n = 0; n < gauge->needed_count; n++)
            text_add_format(out, "%s%d", n ? " and " : ", needed: ", gauge->needed[n]);
        if (gauge->cap > 0) text_add_format(out, ", its cap is %d", gauge->cap);
    }
    text_add(out, ".\n");
}

static void describe(const NetworkLayout *layout, const FigureRequest *request, Text *out) {
    const Plan *plan = request->plan;
    text_add_format(out, "%s.\n", layout->page.subtitle.bytes);
    for (int r = 0; r < layout->regions.count; r++) {
        const Region *region = &layout->regions.regions[r];
        text_add_format(out, "In %s there %s %s.", plan->places[region->place].name,
                        sites_in(&layout->sites, region->place) == 1 ? "is" : "are", region->machines.bytes);
        for (uint32_t c = sites_first(&layout->sites, region->place);
             c < layout->sites.count && layout->sites.crews[c].place == region->place; c++)
            tell_crew(out, plan, &layout->sites.crews[c]);
        if (region->reaches_nothing) text_add(out, " It reaches no host and no service.");
        for (int i = 0; i < layout->line_count; i++)
            if (layout->lines[i].region == r && layout->lines[i].kind == LINE_BLOCKED)
                text_add_format(out, " It does not reach %s.",
                                target_name(plan, &layout->targets.targets[layout->lines[i].target]));
        text_add_char(out, '\n');
    }
    for (int t = 0; t < layout->targets.count; t++) tell_target(out, plan, &layout->targets.targets[t]);
}

static void add_row(Text *out, const char *what, const char *who, const char *where, const char *value,
                    int64_t number) {
    const char *const cells[] = {what, who, where, value};
    for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
        text_add_csv(out, cells[c], strlen(cells[c]));
        text_add_char(out, ',');
    }
    text_add_format(out, "%" PRId64 "\r\n", number);
}

static void network_write_data(const Figure *figure, Text *out) {
    static const char *const KINDS[LINE_KINDS] = {"reaches", "reaches, down", "blocked"};
    const NetworkLayout *layout = figure->layout;
    const Plan *plan = figure->request.plan;
    text_add(out, "what,who,where,value,number\r\n");
    for (uint32_t c = 0; c < layout->sites.count; c++) {
        const Crew *crew = &layout->sites.crews[c];
        const char *group = plan->groups[crew->group].name, *place = plan->places[crew->place].name;
        for (int look = 0; look < LOOK_COUNT; look++)
            if (crew->looks[look]) add_row(out, "look", group, place, LOOKS[look].word, crew->looks[look]);
        if (crew->off) add_row(out, "off", group, place, "", crew->off);
    }
    for (int t = 0; t < layout->targets.count; t++) {
        const Target *target = &layout->targets.targets[t];
        const char *name = target_name(plan, target);
        add_row(out, target->host >= 0 ? "host" : "service", name, "", target->is_down ? "down" : "up", 1);
        for (int g = 0; g < target->gauge_count; g++) {
            const Gauge *gauge = &target->gauges[g];
            add_row(out, "count", name, "", POOL_NAMES[gauge->pool], gauge->count);
            add_row(out, "cap", name, "", POOL_NAMES[gauge->pool], gauge->cap);
            for (int n = 0; n < gauge->needed_count; n++)
                add_row(out, "needed", name, "", POOL_NAMES[gauge->pool], gauge->needed[n]);
        }
    }
    for (int i = 0; i < layout->line_count; i++) {
        const Line *line = &layout->lines[i];
        add_row(out, "reach", plan->places[layout->regions.regions[line->region].place].name,
                target_name(plan, &layout->targets.targets[line->target]), KINDS[line->kind], 1);
    }
}

static void network_destroy_layout(Figure *figure) {
    NetworkLayout *layout = figure->layout;
    if (!layout) return;
    page_free(&layout->page);
    sites_free(&layout->sites);
    regions_free(&layout->regions);
    free(layout);
}

const FigureRow FIGURE_NETWORK_ROW = {.lay_out = network_lay_out,
                                      .draw = network_draw,
                                      .data = network_write_data,
                                      .destroy = network_destroy_layout};
