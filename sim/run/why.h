/* why: the answer to "why is this machine (not) licensed?" at the end of one minute: its state, the rule that
 * brought it there and who says so, the values compared, the chain of causes, what comes next, and what would
 * change it. Leaves out: how it is shown. */
#ifndef LEASELAB_RUN_WHY_H
#define LEASELAB_RUN_WHY_H

#include "sim/base/text.h"
#include "sim/run/timeline.h"

typedef struct {
    size_t begin, length; /* of the card's text, without the line feed */
    int32_t at;           /* the minute it speaks of, for those who want to go there; NEVER: of none */
    bool begins_part;     /* it is a heading; in the text an empty line stands before it */
} WhyLine;

/* Starts as {0}. The whole card as text, and where its lines are in it. why_free gives both back. */
typedef struct {
    Text text;
    WhyLine *lines;
    size_t count;
} WhyCard;

/* `at` is at most the plan's run. Of one machine and then another it costs a run up to there; of the same
 * machine again little more than a seek. Where the timeline knows the end already, its record says what comes
 * next; else a copy goes on. False: out of memory, and *out is empty. */
bool why_tell(WhyCard *out, Timeline *timeline, uint32_t machine, int32_t at);
void why_free(WhyCard *card);

#endif
