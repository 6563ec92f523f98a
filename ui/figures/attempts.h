/* attempts: who asked when, and what came of it: of a few machines, as marks along the axis.
 *
 *     |  granted     ✕  refused     ○  unanswered
 *
 * A record does not keep attempts: the minutes shown are carried out again. Of attempts that are too near to
 * each other for marks, the first is marked, and each that went otherwise than the one before. Leaves out:
 * fleets of more than ATTEMPTS_MACHINES, and minutes with more than ATTEMPTS_MOST of them. */
#ifndef LEASELAB_FIGURES_ATTEMPTS_H
#define LEASELAB_FIGURES_ATTEMPTS_H

#include "ui/figures/legend.h"
#include "ui/figures/plot.h"

enum { ATTEMPTS_MACHINES = 24, ATTEMPTS_MOST = 400000 };

typedef enum { ATTEMPT_GRANTED, ATTEMPT_REFUSED, ATTEMPT_UNANSWERED, ATTEMPT_KINDS } AttemptKind;

typedef struct {
    Px x;
    AttemptKind kind;
    bool is_turn; /* it went otherwise than the one before */
} AttemptMark;

/* Of one machine. Owns `marks`. */
typedef struct {
    uint32_t machine;
    AttemptMark *marks;
    size_t count, capacity;
    int last_kind; /* AttemptKind of the newest; -1 */
} AttemptLine;

/* Starts as {0}. */
typedef struct {
    AttemptLine lines[ATTEMPTS_MACHINES];
    int line_count;
    bool any[ATTEMPT_KINDS]; /* those that have a mark */
    bool left_out;           /* not every attempt has one */
    bool too_many;           /* none has, there are too many of them */
    bool failed;
} Attempts;

/* When the plot is laid out; of these machines, at most ATTEMPTS_MACHINES. Also lets folds say whether there
 * are attempts in them. False: out of memory; free them all the same. */
bool attempts_find(Attempts *attempts, Plot *plot, const uint32_t machines[], int count);
void attempts_free(Attempts *attempts);
/* The marks of machine number `line`, their middles at this height. */
void attempts_draw(const Attempts *attempts, int line, Canvas *canvas, Px y);
void attempts_add_legend(const Attempts *attempts, Legend *legend);

#endif
