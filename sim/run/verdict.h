/* verdict: how a run ended: the states at the end, what hosts count, and which claims and choices turned out
 * true. Leaves out: what happened on the way (story.h). */
#ifndef LEASELAB_RUN_VERDICT_H
#define LEASELAB_RUN_VERDICT_H

#include "sim/base/text.h"
#include "sim/run/run.h"

/* Claims that failed, and questions of which not exactly one choice is true. The run must be over. */
size_t verdict_failures(const Run *run);

bool verdict_held(const Run *run, uint32_t claim);
/* "at 2d it was so for 3 of 4; it was so from 3d to 9d": what was so instead of a claim that failed. */
void verdict_why_not(Text *out, const Run *run, uint32_t claim);

/* Marks around what failed and what held, for a terminal; all empty for plain text. */
typedef struct {
    const char *good, *bad, *strong, *end;
} VerdictMarks;
extern const VerdictMarks PLAIN_MARKS, COLOUR_MARKS;

/* Each adds a paragraph with a heading; nothing where there is nothing to tell. */
void verdict_states(Text *out, const Run *run, const VerdictMarks *marks);
void verdict_claims(Text *out, const Run *run, const VerdictMarks *marks);
void verdict_questions(Text *out, const Run *run, const VerdictMarks *marks);

/* Which choice of a question is true, if exactly one is; else -1. */
int verdict_true_choice(const Run *run, const Step *step);
/* Of the machines a claim is about (there are some) the first for which it is so in `then`; else the first.
 */
uint32_t verdict_example(const Claim *claim, const Run *then);

#endif
