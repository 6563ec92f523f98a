/* reading: how a value of a scenario becomes a number, a text or a choice, with a complaint where it does
 * not. Shared by all parts of the reader; knows no section of the file. Leaves out: names (reading_names.h).
 */
#ifndef LEASELAB_SCENARIO_READING_H
#define LEASELAB_SCENARIO_READING_H

#include "sim/scenario/document.h"
#include "sim/scenario/edit.h"
#include "sim/scenario/names.h"
#include "sim/scenario/plan.h"

/* Where a change stands: in the file (NULL) or not, and what it speaks of, to point at. */
typedef struct {
    Addition *addition;
    const Node *machines;
} ChangeSource;

/* One reading of one file, and of changes that are added to it. */
typedef struct {
    const Document *document; /* what is being read now: the file or an addition … */
    Diagnostics *diagnostics; /* … and its list of complaints */
    const Document *file;
    Diagnostics *of_file;
    Addition *additions;
    size_t addition_count;
    Plan *plan;
    Names names;
    char shown[4][512]; /* see reading_buffer */
    unsigned next_shown;
    /* lists in the making: room for what the limits allow, given out of the plan's arena when the size is
     * known */
    const Node **place_blocks; /* the `block` of each place, read once hosts have names */
    ChangeSource *change_sources;
    size_t errors_before; /* this section */
    /* What is wrong in itself, so that nothing is complained of which only follows from it. */
    bool start_unknown, run_unknown;
    bool *product_doubtful, *group_doubtful; /* one for each */
    const Node *hollow;                     /* what it should hold stands below, not indented: see astray.h */
    const Node *too_deep;                   /* a section that stands in another one, or NULL */
    const Node *first_astray, *last_astray; /* keys of the file's own map that belong further in, or NULL */
} Reader;

void complain(Reader *reader, const Node *node, const char *code, const char *help, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void warn(Reader *reader, const Node *node, const char *code, const char *help, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* "run is a list; expected a duration", or that there is no value. */
void complain_of_kind(Reader *reader, const Node *node, const char *what, const char *wanted,
                      const char *help);
/* Enough errors in this section: looking for more of them is wasted. */
bool reading_full(const Reader *reader);
/* A section begins. They are not read in the order in which they stand, so each has its own measure. */
void reading_begin(Reader *reader);
/* From here on this addition is read, or the file again (NULL): complaints are about it. */
void reading_turn_to(Reader *reader, Addition *addition);
/* Memory of the plan; NULL (and remembered in the diagnostics) when it ran out. */
void *reading_take(Reader *reader, size_t count, size_t size);

/* Room for what a message shows, as much as `shown` has. Good until the fourth call after. */
char *reading_buffer(Reader *reader);
/* A scalar's text as it may stand in a message: safe and short, in such a buffer. */
const char *reading_shown(Reader *reader, const Node *scalar);
/* A file of nothing but mistakes would spend seconds on suggestions that nobody sees. */
bool reading_may_suggest(const Reader *reader);

/* One key of a map. */
typedef struct {
    const char *key;
    bool required;
} Field;

/* Finds the values of the known keys: out_values[i] for fields[i], NULL where it is missing. Complains of a
 * value that is no map, of unknown and repeated keys and of required ones that are missing; false only where
 * it is no map. out_keys[i] without a value is an unknown key that was probably meant to be this one (one
 * that is near to none may be meant for any): nobody need miss it too. An empty value passes for an empty map
 * where `may_be_empty`. */
bool read_map(Reader *reader, const Node *node, const char *what, const Field *fields, size_t field_count,
              bool may_be_empty, const Node *out_values[], const Node *out_keys[]);

/* Of a map's keys from..to-1, which exclude each other, the two that stand first in the file; -1 for none. */
typedef struct {
    int first, second;
    bool is_mistyped; /* one of them was meant, and is complained of already */
} Rivals;
Rivals reading_rivals(const Node *values[], const Node *keys[], int from, int to);

/* The text of a scalar that says something, or NULL after a complaint. */
const char *read_scalar(Reader *reader, const Node *node, const char *what, const char *wanted);
/* Nothing is written where a value could stand, as behind `changes:` when all entries are commented out. */
bool is_empty_value(const Reader *reader, const Node *node);

/* Each answers whether *out was set; each complains where it was not. `what` names the value: "count". */
bool read_number(Reader *reader, const Node *node, const char *what, int64_t least, int64_t most,
                 int64_t *out);
bool read_seed(Reader *reader, const Node *node, uint64_t *out);
bool read_length(Reader *reader, const Node *node, const char *what, Minutes least, Minutes most,
                 int32_t *out);
/* An instant: a duration since the start, or a calendar time not before it. At most `most`, which is called
 * `limit`. */
bool read_instant(Reader *reader, const Node *node, const char *what, int32_t most, int32_t *out);
bool read_choice(Reader *reader, const Node *node, const char *what, const char *const choices[],
                 size_t count, int *out);
bool read_flag(Reader *reader, const Node *node, const char *what, bool *out);
bool read_text(Reader *reader, const Node *node, const char *what, const char **out);
bool read_list(Reader *reader, const Node *node, const char *what);
bool read_comparison(Reader *reader, const Node *node, const char *what, bool of_lengths, Comparison *out);
bool read_pools(Reader *reader, const Node *node, uint8_t *out);

#endif
