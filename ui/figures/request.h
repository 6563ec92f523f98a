/* request: which figure of what is asked for. Leaves out: how it is made (figure.h). */
#ifndef LEASELAB_FIGURES_REQUEST_H
#define LEASELAB_FIGURES_REQUEST_H

#include "sim/base/text.h"
#include "sim/run/timeline.h"

typedef enum {
    FIGURE_TIMELINE,
    FIGURE_COUNT_OVER_TIME,
    FIGURE_SEQUENCE,
    FIGURE_STATES,
    FIGURE_NETWORK,
    FIGURE_KINDS
} FigureKind;

/* Everything stays the caller's and outlives the figure. */
typedef struct {
    FigureKind kind;
    const char *file; /* name of the scenario for the caption; NULL: none is named */
    const Plan *plan;
    Timeline *timeline;     /* of the plan, wherever it is; NULL only for states of a product */
    const Product *product; /* `states` of a product, without a run; else NULL */
    int width_px;           /* FIGURE_LEAST_PX to FIGURE_MOST_PX */
    int32_t from, to;       /* minutes, both included; the whole run: 0 to run_min */
    int32_t at;             /* `network`: at the end of this minute */
    const uint32_t *groups; /* only these, in this order; NULL: all */
    uint32_t group_count;
    const char *title; /* instead of the scenario's; NULL */
    bool caption;      /* file, seed and fingerprint below */
    bool fold;         /* long quiet stretches are folded */
} FigureRequest;

/* Of the groups asked for, in order. */
uint32_t request_group_count(const FigureRequest *request);
uint32_t request_group(const FigureRequest *request, uint32_t number);
uint32_t request_machine_count(const FigureRequest *request);
bool request_has_group(const FigureRequest *request, uint32_t group);
/* The title asked for, or that of the scenario, or of the product; as it was written, or nothing. */
void request_add_title(Text *out, const FigureRequest *request);

enum { FIGURE_LEAST_PX = 480, FIGURE_MOST_PX = 4000 };

#endif
