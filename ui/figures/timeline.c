/* timeline: what every machine or group was over calendar time, how many each host counted above it, the
 * file's changes as flags.
 *
 *     title, subtitle
 *                   ①              ②           flags
 *     kms1 office ──┘ - - - - - - - - - - - -  a panel for each count
 *     sarah         [G   [L                 ]  a strip each, or bands of groups
 *     claims                    ✓       ✓
 *                 ├───┬───┬───┬───┬───┬───┤
 *     ① 2d: kms1 goes down                     notes
 *     legend, caption
 */
#include <stdio.h>
#include <stdlib.h>

#include "ui/figures/bands.h"
#include "ui/figures/claim_lanes.h"
#include "ui/figures/count_panel.h"
#include "ui/figures/figure_data.h"
#include "ui/figures/flags.h"
#include "ui/figures/page.h"
#include "ui/figures/strips.h"
#include "ui/figures/telling.h"

enum { PANELS_MOST = 4, PANEL_PX = 76, PANEL_GAP_PX = 10, BELOW_PX = 8, NOTES_ABOVE_PX = 14 };

typedef struct {
    Page page;
    Plot plot;
    CountPanels panels;
    Flags flags;
    Notes notes;
    bool are_bands; /* else strips */
    Strips strips;
    Bands bands;
    MarkRow lapses, notices; /* of bands */
    ClaimLanes claims;
    Px flags_y, lanes_y, claims_y, axis_y, notes_y;
} TimelineLayout;

/* ---- laying out --------------------------------------------------------------------------------------- */

static void write_subtitle(Text *out, const FigureRequest *request) {
    const uint32_t machines = request_machine_count(request), all = request->plan->machine_count;
    page_add_number(out, machines);
    if (machines != all) text_add(out, " of ");
    if (machines != all) page_add_number(out, all);
    text_add_format(out, " machine%s over time: ", all == 1 ? "" : "s");
    page_add_range(out, request->plan, request->from, request->to);
}

static bool begin(TimelineLayout *layout, Figure *figure) {
    const FigureRequest *request = &figure->request;
    Plot *plot = &layout->plot;
    Text subtitle = {0};
    write_subtitle(&subtitle, request);
    if (!subtitle.failed) page_begin(&layout->page, figure, "timeline", subtitle.bytes);
    const bool has_page = !subtitle.failed;
    text_free(&subtitle);
    if (!has_page || !plot_begin(plot, request, figure->font)) return false;
    layout->are_bands = request_machine_count(request) > STRIPS_MOST;
    if (layout->are_bands)
        bands_begin(&layout->bands, plot);
    else
        strips_begin(&layout->strips, plot);
    return count_panels_find(&layout->panels, plot, PANELS_MOST) && flags_find(&layout->flags, plot);
}

static const char LAPSES[] = "run out", NOTICES[] = "reminders";

static Px greater(Px a, Px b) {
    return a > b ? a : b;
}

/* What stands left of the axis. */
static Px names_width(const TimelineLayout *layout) {
    const Plot *plot = &layout->plot;
    const Px width = greater(count_panels_names(&layout->panels, plot, false), claim_lanes_names(plot));
    if (!layout->are_bands) return greater(width, strips_names(&layout->strips, plot));
    const Px lanes =
        greater(mark_row_name_width(plot->font, LAPSES), mark_row_name_width(plot->font, NOTICES));
    return greater(width, greater(lanes, bands_names(&layout->bands, plot)));
}

static void lay_out_across(TimelineLayout *layout) {
    plot_lay_out(&layout->plot, layout->page.left, layout->page.right, names_width(layout),
                 count_panels_remarks(&layout->panels, &layout->plot));
}

static bool lay_out_panels(TimelineLayout *layout, Px *y) {
    for (int p = 0; p < layout->panels.count; p++) {
        const Box box = {layout->plot.x, *y + crossings_above(), layout->plot.width, PX(PANEL_PX)};
        if (!panel_lay_out(&layout->panels.panels[p], &layout->plot, box, INK_COUNTED_FILL, false))
            return false;
        *y = box_bottom(box) + PX(PANEL_GAP_PX);
    }
    if (layout->panels.count) *y += PX(BELOW_PX);
    return true;
}

static bool lay_out_lanes(TimelineLayout *layout) {
    const Plot *plot = &layout->plot;
    layout->lapses = (MarkRow){.sign = strip_mark_sign, .which = ROW_LAPSE, .name = LAPSES};
    layout->notices = (MarkRow){.sign = strip_mark_sign, .which = ROW_NOTICE, .name = NOTICES};
    if (!layout->are_bands) return true;
    mark_row_add_groups(&layout->lapses, plot, record_lapses);
    mark_row_add_groups(&layout->notices, plot, record_notices);
    return !layout->lapses.failed && !layout->notices.failed;
}

static Px lane_height(const MarkRow *lane) {
    return lane->count > 0 ? PX(MARK_ROW_PX) : 0;
}

static bool lay_out_down(TimelineLayout *layout) {
    Plot *plot = &layout->plot;
    layout->flags_y = layout->page.body_y;
    Px rows_y = layout->flags_y + flags_height(&layout->flags);
    if (!flags_lay_out(&layout->flags, plot) || !lay_out_panels(layout, &rows_y)) return false;
    if (layout->are_bands) {
        if (!bands_lay_out(&layout->bands, plot, rows_y)) return false;
        layout->lanes_y = rows_y + layout->bands.height;
    } else {
        if (!strips_lay_out(&layout->strips, plot, rows_y)) return false;
        layout->lanes_y = rows_y + layout->strips.height;
    }
    if (!lay_out_lanes(layout) || !claim_lanes_lay_out(&layout->claims, plot)) return false;
    layout->claims_y = layout->lanes_y + lane_height(&layout->lapses) + lane_height(&layout->notices);
    layout->axis_y = layout->claims_y + claim_lanes_height(&layout->claims) + PX(BELOW_PX) / 2;
    const Px least_y = layout->flags_y + flags_height(&layout->flags) + axis_least_above(&plot->axis);
    if (layout->axis_y < least_y) layout->axis_y = least_y;
    flags_add_notes(&layout->flags, plot, &layout->notes);
    claim_lanes_add_notes(plot, &layout->notes);
    notes_lay_out(&layout->notes, plot->font, layout->page.right - layout->page.left);
    layout->notes_y = layout->axis_y + axis_height() + PX(NOTES_ABOVE_PX);
    return true;
}

static void fill_legend(TimelineLayout *layout) {
    Legend *legend = &layout->page.legend;
    if (layout->are_bands) {
        bands_add_legend(&layout->bands, legend);
        if (layout->notices.count > 0)
            legend_add(legend, strip_mark_sign, ROW_NOTICE, "reminders first show");
        if (layout->lapses.count > 0) legend_add(legend, strip_mark_sign, ROW_LAPSE, "leases run out");
    } else {
        strips_add_legend(&layout->strips, legend);
    }
    panels_add_legend(&layout->panels, legend);
    if (layout->panels.left_out) legend_add(legend, NULL, 0, "Not every host's count is shown.");
    claim_lanes_add_legend(&layout->claims, legend);
}

static bool describe(TimelineLayout *layout, Text *out) {
    const Plot *plot = &layout->plot;
    text_add_bytes(out, layout->page.subtitle.bytes, layout->page.subtitle.length);
    text_add(out, ".\n");
    if (!(layout->are_bands ? tell_groups(out, plot) : tell_machines(out, plot))) return false;
    tell_counts(out, plot, &layout->panels);
    flags_describe(&layout->flags, plot, out);
    tell_claims(out, plot);
    return !out->failed;
}

static bool timeline_lay_out(Figure *figure) {
    TimelineLayout *layout = figure->layout = calloc(1, sizeof *layout);
    if (!layout || !begin(layout, figure)) return false;
    lay_out_across(layout);
    if (!lay_out_down(layout)) return false;
    fill_legend(layout);
    const Px notes = layout->notes.count ? layout->notes.height : -PX(NOTES_ABOVE_PX);
    return describe(layout, &figure->description) && page_end(&layout->page, figure, layout->notes_y + notes);
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static void draw_panels(const TimelineLayout *layout, Canvas *canvas) {
    for (int p = 0; p < layout->panels.count; p++) {
        const CountPanel *panel = &layout->panels.panels[p];
        char id[32];
        snprintf(id, sizeof id, "count-%d-%d", panel->host, (int)panel->pool);
        canvas_group(canvas, (CanvasGroup){.role = "count",
                                           .id = id,
                                           .title = layout->plot.request->plan->hosts[panel->host].name});
        panel_draw(&layout->panels, p, &layout->plot, canvas, false);
        canvas_ungroup(canvas);
    }
}

/* What lies behind everything: grid, areas, the poles of flags. */
static void draw_back(const TimelineLayout *layout, Canvas *canvas) {
    const Px top = layout->flags_y + flags_height(&layout->flags);
    axis_draw_grid(&layout->plot.axis, canvas, top, layout->axis_y);
    for (int p = 0; p < layout->panels.count; p++)
        panel_draw_back(&layout->panels.panels[p], &layout->plot, canvas);
    flags_draw_poles(&layout->flags, canvas, top, layout->lanes_y);
}

static void draw_rows(const TimelineLayout *layout, Canvas *canvas) {
    const Plot *plot = &layout->plot;
    if (!layout->are_bands) {
        strips_draw(&layout->strips, plot, canvas);
        return;
    }
    bands_draw(&layout->bands, plot, canvas);
    if (layout->notices.count > 0) mark_row_draw(&layout->notices, plot, canvas, layout->lanes_y);
    if (layout->lapses.count > 0)
        mark_row_draw(&layout->lapses, plot, canvas, layout->lanes_y + lane_height(&layout->notices));
}

static void timeline_draw(const Figure *figure, Canvas *canvas) {
    const TimelineLayout *layout = figure->layout;
    const Plot *plot = &layout->plot;
    draw_back(layout, canvas);
    draw_panels(layout, canvas);
    draw_rows(layout, canvas);
    claim_lanes_draw(&layout->claims, plot, canvas, layout->claims_y);
    axis_draw_folds(&plot->axis, canvas, layout->flags_y + flags_height(&layout->flags), layout->axis_y);
    flags_draw(&layout->flags, canvas, layout->flags_y);
    axis_draw(&plot->axis, canvas, layout->axis_y);
    notes_draw(&layout->notes, canvas, (Point){layout->page.left, layout->notes_y});
    page_draw(&layout->page, canvas);
}

/* ---- and the rest ------------------------------------------------------------------------------------- */

static void timeline_write_data(const Figure *figure, Text *out) {
    const TimelineLayout *layout = figure->layout;
    data_head(out);
    if (layout->are_bands)
        data_groups(out, &layout->plot);
    else
        data_machines(out, &layout->plot);
    data_counts(out, &layout->plot, &layout->panels);
    data_marks(out, &layout->plot);
}

static void timeline_time(const Figure *figure, FigureTime *out) {
    const TimelineLayout *layout = figure->layout;
    plot_time(&layout->plot, layout->flags_y + flags_height(&layout->flags), layout->axis_y, out);
}

static void timeline_destroy_layout(Figure *figure) {
    TimelineLayout *layout = figure->layout;
    if (!layout) return;
    page_free(&layout->page);
    count_panels_free(&layout->panels);
    flags_free(&layout->flags);
    notes_free(&layout->notes);
    strips_free(&layout->strips);
    mark_row_free(&layout->lapses);
    mark_row_free(&layout->notices);
    claim_lanes_free(&layout->claims);
    free(layout);
}

const FigureRow FIGURE_TIMELINE_ROW = {.lay_out = timeline_lay_out,
                                       .draw = timeline_draw,
                                       .data = timeline_write_data,
                                       .time = timeline_time,
                                       .destroy = timeline_destroy_layout};
