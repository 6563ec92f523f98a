/* witnesses: the few machines of which a sequence tells: of each group one, of small groups all, and of the
 * others such as have different lives. Leaves out: what happens to them (script.h). */
#ifndef LEASELAB_FIGURES_WITNESSES_H
#define LEASELAB_FIGURES_WITNESSES_H

#include "ui/figures/request.h"

enum { WITNESSES_MOST = 10 };

typedef struct {
    uint32_t machine, group;
    uint32_t more; /* of its group that are not shown; told of the last witness of a group, else 0 */
} Witness;

typedef struct {
    Witness list[WITNESSES_MOST]; /* in the order in which groups are asked for, then by number */
    int count;
    uint32_t groups_left_out;
} Witnesses;

/* At most `most`. Carries the timeline to the end of what is asked for; looks at some hundred lives. False:
 * out of memory. */
bool witnesses_choose(Witnesses *witnesses, const FigureRequest *request, int most);
/* Which one, or -1. */
int witnesses_find(const Witnesses *witnesses, uint32_t machine);

#endif
