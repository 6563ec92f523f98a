/* figures_part: figures within the page. */
#include <inttypes.h>
#include <string.h>

#include "ui/canvas/svg.h"
#include "ui/figures/figure.h"
#include "ui/report/html.h"
#include "ui/report/parts.h"

/* A figure no higher than so much of its width is made to fit a sheet of paper. */
enum { WIDTH_PX = 832, SHEET_PERCENT = 180 };

static const struct {
    FigureKind kind;
    const char *id, *title;
    bool is_for_handout;
} FIGURES[] = {
    {FIGURE_TIMELINE, "figure-timeline", "Timeline", true},
    {FIGURE_COUNT_OVER_TIME, "figure-count", "Counts", false},
    {FIGURE_SEQUENCE, "figure-sequence", "Sequence", false},
    {FIGURE_STATES, "figure-states", "States", false},
    {FIGURE_NETWORK, "figure-network", "Network", true},
};

/* data-time="0,2940,169.5,712;…" data-cross="120,590" */
static void add_time(Text *out, const Figure *figure) {
    FigureTime time;
    if (!figure_time(figure, &time)) return;
    text_add(out, " data-time=\"");
    for (int p = 0; p < time.count; p++) {
        const FigurePiece *piece = &time.pieces[p];
        text_add_format(out, "%s%" PRId32 ",%" PRId32 ",", p ? ";" : "", piece->from, piece->to);
        text_add_px(out, piece->begin);
        text_add_char(out, ',');
        text_add_px(out, piece->end);
    }
    text_add(out, "\" data-cross=\"");
    text_add_px(out, time.from);
    text_add_char(out, ',');
    text_add_px(out, time.to);
    text_add_format(out, "\" data-down=\"%s\"", time.is_down ? "true" : "false");
}

static bool add_picture(Text *out, const Figure *figure, Font *font) {
    const Sheet sheet = {.width_px = WIDTH_PX,
                         .height_px = figure_height_px(figure),
                         .title = figure_title(figure),
                         .description = "", /* stands below */
                         .theme = THEME_LIGHT,
                         .background = INK_BACKGROUND,
                         .font = font};
    Svg *svg = svg_create_for_page(&sheet);
    if (!svg) return false;
    figure_draw(figure, svg_canvas(svg));
    const bool is_whole = svg_finish(svg, true, out);
    svg_destroy(svg);
    return is_whole;
}

static bool add_figure(Text *out, const Figure *figure, const char *id, const PageFigures *source,
                       bool is_handout) {
    const char *description = figure_description(figure);
    text_add_format(out, "<figure id=\"%s\"", id);
    if (!is_handout) add_time(out, figure);
    text_add(out, ">\n");
    const bool fits = figure_height_px(figure) <= SHEET_MOST_PX;
    if (fits)
        text_add_format(out, "<div class=\"frame%s\">\n",
                        figure_height_px(figure) <= WIDTH_PX * SHEET_PERCENT / 100 ? " sheet" : "");
    else
        text_add(out, "<p class=\"faint\">It is too high to be drawn.</p>\n");
    if (fits && !add_picture(out, figure, source->font)) return false;
    text_add(out, fits ? "</div>\n<figcaption>" : "<figcaption>");
    text_add(out, "<details><summary>In words</summary>\n<p>");
    text_add_html(out, description, strlen(description));
    text_add(out, "</p></details></figcaption>\n</figure>\n");
    return !out->failed;
}

void part_figures(Text *out, const PageFigures *source, bool is_handout) {
    html_section(out, "figures", is_handout ? "What is known so far" : "Figures");
    if (!is_handout) text_add(out, "<div id=\"time\"></div>\n");
    for (size_t f = 0; f < sizeof FIGURES / sizeof *FIGURES && !out->failed; f++) {
        /* at the start there is no course of things yet */
        const bool is_empty = source->until == 0 && FIGURES[f].kind != FIGURE_NETWORK;
        if (is_handout && (!FIGURES[f].is_for_handout || is_empty)) continue;
        const FigureRequest request = {.kind = FIGURES[f].kind,
                                       .plan = source->plan,
                                       .timeline = source->timeline,
                                       .width_px = WIDTH_PX,
                                       .to = source->until,
                                       .at = source->until,
                                       .title = FIGURES[f].title,
                                       .fold = true};
        Figure *figure = figure_lay_out(&request, source->font);
        if (!figure || !add_figure(out, figure, FIGURES[f].id, source, is_handout)) out->failed = true;
        figure_destroy(figure);
    }
    html_section_end(out);
}
