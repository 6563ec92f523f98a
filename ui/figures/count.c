/* count: how many machines each host counts in each pool over calendar time, against what products need and
 * against its cap, and how old the entries are.
 *
 *     title, subtitle
 *                   ①              ②           flags
 *     kms1      10 ┤ - - - - - - - - - - - -   cap 10
 *      office    5 ┤───██████████▓▓▓▓░░░       5 needed
 *      memory 30d  ├───┬───┬───┬───┬───┬───┤
 *     ① 2d: kms1 goes down                     notes
 *     legend, caption
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "ui/figures/ages.h"
#include "ui/figures/claim_lanes.h"
#include "ui/figures/count_panel.h"
#include "ui/figures/figure_data.h"
#include "ui/figures/flags.h"
#include "ui/figures/page.h"
#include "ui/figures/telling.h"

enum { PANELS_MOST = 64, PANEL_PX = 150, PANEL_GAP_PX = 12, NOTES_ABOVE_PX = 14 };

typedef struct {
    Page page;
    Plot plot;
    CountPanels panels;
    Ages ages;
    Flags flags;
    Notes notes;
    Px flags_y, axis_y, notes_y, end_y;
} CountLayout;

/* ---- laying out --------------------------------------------------------------------------------------- */

static bool begin(CountLayout *layout, Figure *figure) {
    Text subtitle = {0};
    text_add(&subtitle, "Machines counted by each host: ");
    page_add_range(&subtitle, figure->request.plan, figure->request.from, figure->request.to);
    if (!subtitle.failed) page_begin(&layout->page, figure, "count", subtitle.bytes);
    const bool has_page = !subtitle.failed;
    text_free(&subtitle);
    return has_page && plot_begin(&layout->plot, &figure->request, figure->font) &&
           count_panels_find(&layout->panels, &layout->plot, PANELS_MOST) &&
           flags_find(&layout->flags, &layout->plot);
}

static bool lay_out_panels(CountLayout *layout, Px *y) {
    for (int p = 0; p < layout->panels.count; p++) {
        const Box box = {layout->plot.x, *y + crossings_above(), layout->plot.width, PX(PANEL_PX)};
        if (!panel_lay_out(&layout->panels.panels[p], &layout->plot, box, INK_NONE, true)) return false;
        *y = box_bottom(box) + PX(PANEL_GAP_PX);
    }
    return true;
}

static bool lay_out_down(CountLayout *layout) {
    layout->flags_y = layout->page.body_y;
    layout->end_y = layout->page.body_y;
    if (layout->panels.count == 0) return true; /* nothing but a remark */
    Px y = layout->flags_y + flags_height(&layout->flags);
    if (!flags_lay_out(&layout->flags, &layout->plot) || !lay_out_panels(layout, &y)) return false;
    layout->axis_y = y;
    flags_add_notes(&layout->flags, &layout->plot, &layout->notes);
    notes_lay_out(&layout->notes, layout->plot.font, layout->page.right - layout->page.left);
    layout->end_y = layout->axis_y + axis_height();
    layout->notes_y = layout->end_y + PX(NOTES_ABOVE_PX);
    if (layout->notes.count > 0) layout->end_y = layout->notes_y + layout->notes.height;
    return true;
}

static void fill_legend(CountLayout *layout) {
    Legend *legend = &layout->page.legend;
    panels_add_legend(&layout->panels, legend);
    ages_add_legend(&layout->ages, legend);
    if (layout->panels.count == 0)
        legend_add(legend, NULL, 0, "In these minutes no host counts any machine.");
    if (layout->panels.left_out) legend_add(legend, NULL, 0, "Not every host's count is shown.");
}

static bool describe(const CountLayout *layout, Text *out) {
    text_add_bytes(out, layout->page.subtitle.bytes, layout->page.subtitle.length);
    text_add(out, ".\n");
    tell_counts(out, &layout->plot, &layout->panels);
    if (layout->panels.count == 0) text_add(out, "No host counts any machine.\n");
    flags_describe(&layout->flags, &layout->plot, out);
    return !out->failed;
}

static bool count_lay_out(Figure *figure) {
    CountLayout *layout = figure->layout = calloc(1, sizeof *layout);
    if (!layout || !begin(layout, figure)) return false;
    plot_lay_out(&layout->plot, layout->page.left, layout->page.right,
                 count_panels_names(&layout->panels, &layout->plot, true),
                 count_panels_remarks(&layout->panels, &layout->plot));
    if (!lay_out_down(layout) || !ages_find(&layout->ages, &layout->plot, &layout->panels)) return false;
    fill_legend(layout);
    return describe(layout, &figure->description) && page_end(&layout->page, figure, layout->end_y);
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static void draw_panel(const CountLayout *layout, int number, Canvas *canvas) {
    const CountPanel *panel = &layout->panels.panels[number];
    char id[32];
    snprintf(id, sizeof id, "count-%d-%d", panel->host, (int)panel->pool);
    canvas_group(canvas, (CanvasGroup){.role = "count",
                                       .id = id,
                                       .title = layout->plot.request->plan->hosts[panel->host].name});
    panel_draw(&layout->panels, number, &layout->plot, canvas, true);
    canvas_ungroup(canvas);
}

static void count_draw(const Figure *figure, Canvas *canvas) {
    const CountLayout *layout = figure->layout;
    const Plot *plot = &layout->plot;
    const Px top = layout->flags_y + flags_height(&layout->flags);
    page_draw(&layout->page, canvas);
    if (layout->panels.count == 0) return;
    axis_draw_grid(&plot->axis, canvas, top, layout->axis_y);
    for (int p = 0; p < layout->panels.count; p++) {
        panel_draw_back(&layout->panels.panels[p], plot, canvas);
        ages_draw(&layout->ages, p, &layout->panels.panels[p], plot, canvas);
    }
    flags_draw_poles(&layout->flags, canvas, top, layout->axis_y);
    for (int p = 0; p < layout->panels.count; p++) draw_panel(layout, p, canvas);
    axis_draw_folds(&plot->axis, canvas, top, layout->axis_y);
    flags_draw(&layout->flags, canvas, layout->flags_y);
    axis_draw(&plot->axis, canvas, layout->axis_y);
    notes_draw(&layout->notes, canvas, (Point){layout->page.left, layout->notes_y});
}

/* ---- and the rest ------------------------------------------------------------------------------------- */

static void count_write_data(const Figure *figure, Text *out) {
    const CountLayout *layout = figure->layout;
    data_head(out);
    data_counts(out, &layout->plot, &layout->panels);
    data_marks(out, &layout->plot);
}

static void count_time(const Figure *figure, FigureTime *out) {
    const CountLayout *layout = figure->layout;
    plot_time(&layout->plot, layout->flags_y + flags_height(&layout->flags), layout->axis_y, out);
}

static void count_destroy_layout(Figure *figure) {
    CountLayout *layout = figure->layout;
    if (!layout) return;
    page_free(&layout->page);
    count_panels_free(&layout->panels);
    ages_free(&layout->ages);
    flags_free(&layout->flags);
    notes_free(&layout->notes);
    free(layout);
}

const FigureRow FIGURE_COUNT_ROW = {.lay_out = count_lay_out,
                                    .draw = count_draw,
                                    .data = count_write_data,
                                    .time = count_time,
                                    .destroy = count_destroy_layout};
