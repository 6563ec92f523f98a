/* sweep: what `leaselab sweep` is asked for, and the figures it has so far. One run is one combination of
 * values with one seed; runs are numbered combination by combination, each with all its seeds. Leaves out:
 * carrying them out (sweep_work.h), and how they are written (sweep_rows.h, sweep_table.h). */
#ifndef LEASELAB_CLI_SWEEP_H
#define LEASELAB_CLI_SWEEP_H

#include <stdint.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/run/measure.h"
#include "ui/cli/input.h"
#include "ui/cli/options.h"

enum { SWEEP_COMBINATIONS_MOST = 100000, SWEEP_SEEDS_MOST = 1000000, SWEEP_FIGURES_MOST = 100000000 };

/* A figure that is not there yet; see also MEASURE_MISSING. */
#define SWEEP_NOT_YET INT64_C(-2)

/* Starts as {0}. Owns its memory, but for texts of the call. */
typedef struct {
    const char *paths[VARY_MOST];
    int path_count;
    const char *measures[MEASURES_MOST];
    int measure_count;
    uint64_t scenario; /* hash of the file: figures of another file are not mixed in */
    uint64_t first_seed;
    uint32_t combinations, seeds, runs; /* runs = combinations * seeds */
    const char **cells;                 /* combination by combination, the value of each path */
    int64_t *figures;                   /* run by run, each measure's */
    Arena arena;
} Sweep;

/* Each answers an exit status, with whole lines for standard error in `message` where it is not 0. */

/* What the call asks for of this file, whose own seed is `seed`. */
int sweep_begin(Sweep *sweep, const Options *options, const Input *input, uint64_t seed, Text *message);
/* Room for the figures, once combinations, seeds and measures are known. */
int sweep_make_room(Sweep *sweep, Text *message);
void sweep_free(Sweep *sweep);

/* The plan of a run, to be freed in any case, and its measures. */
int sweep_plan(const Sweep *sweep, const Input *input, uint32_t run, Plan *out_plan,
               Measure out_measures[MEASURES_MOST], Text *message);

const char *sweep_cell(const Sweep *sweep, uint32_t combination, int path);
int64_t *sweep_figures(const Sweep *sweep, uint32_t run);
bool sweep_has(const Sweep *sweep, uint32_t run);

/* Says in one line what is wrong with the call, and where help is. STATUS_WRONG. */
int sweep_refuse(Text *message, const char *format, ...) __attribute__((format(printf, 2, 3)));
int sweep_no_memory(Text *message); /* STATUS_FAILED */
/* Reads a whole number of `least` to `most`; false when it is none. */
bool sweep_number(const char *text, size_t length, uint64_t least, uint64_t most, uint64_t *out);
/* `word` in quotes, cut, and harmless in a message. Good until the second call after. */
const char *sweep_quoted(const char *word);

#endif
