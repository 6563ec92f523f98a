/* lifelines: the columns of a sequence: machines, name lookup, hosts and services that are asked, each with a
 * head and a line downwards.
 *
 *     time │ marketing-1   sarah     name     kms1
 *          │ office-ltsc             lookup
 *          │      ┃          ┃          │        │
 *
 * Leaves out: what happens along them (sequence.c). */
#ifndef LEASELAB_FIGURES_LIFELINES_H
#define LEASELAB_FIGURES_LIFELINES_H

#include "ui/canvas/canvas.h"
#include "ui/figures/calls.h"

typedef enum {
    LIFELINE_MACHINE,
    LIFELINE_LOOKUP,
    LIFELINE_HOST,
    LIFELINE_SERVICE,
    LIFELINE_OTHERS
} LifelineKind;

enum { LIFELINES_MOST = WITNESSES_MOST + 16, STRIP_PX = 14 };

typedef struct {
    LifelineKind kind;
    int index; /* witness, host, service */
    Px x;
    Px head; /* width of its head */
} Lifeline;

typedef struct {
    Lifeline list[LIFELINES_MOST];
    int count, machines; /* machines come first */
    int others;          /* hosts that share one line, for want of room */
    Px left, right;      /* beside the times */
    Px heads;            /* height of the heads */
} Lifelines;

/* How many witnesses fit into a picture of this width. */
int lifelines_witnesses(const FigureRequest *request);
/* Those that the script's calls need. */
void lifelines_find(Lifelines *lifelines, const Script *script);
/* Beside the times. */
void lifelines_lay_out(Lifelines *lifelines, const Script *script, Px left, Px right);
/* The line that a call goes to. */
const Lifeline *lifelines_of(const Lifelines *lifelines, const Call *call);
/* From a machine's line to the next line: room for what it is told. */
Px lifelines_beside(const Lifelines *lifelines, int witness);
void lifelines_draw_heads(const Lifelines *lifelines, const Script *script, Canvas *canvas, Px y);

/* A name as a head has it: of machines, hosts, services. */
void lifeline_add_name(Text *out, const Script *script, const Lifelines *lifelines, const Lifeline *line);

#endif
