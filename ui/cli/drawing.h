/* drawing: what `leaselab draw` is asked for, judged, and a figure made of it as bytes:
 *
 *     options ─▶ drawing_judge ─▶ (file, plan) drawing_settle ─▶ drawing_make, for each figure
 *
 * Leaves out: where the bytes go (command_draw, watch, figure_check). */
#ifndef LEASELAB_CLI_DRAWING_H
#define LEASELAB_CLI_DRAWING_H

#include "sim/run/timeline.h"
#include "ui/canvas/paint.h"
#include "ui/cli/load.h"
#include "ui/cli/options.h"
#include "ui/figures/request.h"

/* Starts as {0}; drawing_free gives back what it owns. */
typedef struct {
    const Options *options; /* the caller's, and outlive it */
    FigureAs as;            /* never AS_AUTO */
    int width_px, scale;
    Text title; /* of the options, harmless; nothing: the scenario's */
    Font *font;
    /* of the scenario, from drawing_settle on */
    const Plan *plan; /* NULL: there is none, only a built-in product */
    Text file;        /* its last name, harmless; nothing: standard input, or none */
    Timeline *timeline;
    const Product *product; /* NULL: of the run */
    int32_t from, to, at;
    uint32_t *groups;
    uint32_t group_count;
} Drawing;

/* All answer an exit status and have said why it is not 0. */

/* Judges what needs no scenario, and opens the font. `as`: as what it is written, or AS_AUTO: as the options
 * say. */
int drawing_judge(Drawing *out, const Options *options, FigureAs as);
/* Takes a scenario instead of the one before; NULL where none is needed. It outlives the drawing. */
int drawing_settle(Drawing *drawing, const Loaded *loaded);
/* Adds the figure, whole. */
int drawing_make(Drawing *drawing, FigureKind kind, Text *out);
/* Lets go of the scenario, before that is freed. */
void drawing_unsettle(Drawing *drawing);
void drawing_free(Drawing *drawing);

int drawing_open_font(Font **out);

/* Has this figure such a form? Only sequence and states are texts. */
bool drawing_has(FigureKind kind, FigureAs as);
/* "svg" */
const char *drawing_ending(FigureAs as);

#endif
