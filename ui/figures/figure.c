#include "ui/figures/figure.h"

#include <stdlib.h>

#include "sim/base/check.h"
#include "ui/figures/figure_inside.h"

static const FigureRow *const ROWS[FIGURE_KINDS] = {
    [FIGURE_TIMELINE] = &FIGURE_TIMELINE_ROW, [FIGURE_COUNT_OVER_TIME] = &FIGURE_COUNT_ROW,
    [FIGURE_SEQUENCE] = &FIGURE_SEQUENCE_ROW, [FIGURE_STATES] = &FIGURE_STATES_ROW,
    [FIGURE_NETWORK] = &FIGURE_NETWORK_ROW,
};

Figure *figure_lay_out(const FigureRequest *request, const Font *font) {
    CHECK(request->kind >= 0 && request->kind < FIGURE_KINDS);
    Figure *figure = calloc(1, sizeof *figure);
    if (!figure) return NULL;
    *figure = (Figure){.request = *request, .font = font, .row = ROWS[request->kind]};
    if (figure->row->lay_out(figure) && !figure->title.failed && !figure->description.failed) return figure;
    figure_destroy(figure);
    return NULL;
}

void figure_destroy(Figure *figure) {
    if (!figure) return;
    figure->row->destroy(figure);
    text_free(&figure->title);
    text_free(&figure->description);
    free(figure);
}

int figure_height_px(const Figure *figure) {
    return figure->height_px;
}

const char *figure_title(const Figure *figure) {
    return figure->title.bytes;
}

const char *figure_description(const Figure *figure) {
    return figure->description.bytes;
}

bool figure_time(const Figure *figure, FigureTime *out) {
    *out = (FigureTime){0};
    if (figure->row->time) figure->row->time(figure, out);
    return out->count > 0 && out->to > out->from; /* a count of nothing has no height */
}

void figure_draw(const Figure *figure, Canvas *canvas) {
    figure->row->draw(figure, canvas);
}

void figure_data(const Figure *figure, Text *out) {
    figure->row->data(figure, out);
}
