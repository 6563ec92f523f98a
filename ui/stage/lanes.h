/* lanes: the futures of one scenario that are kept side by side. A is the file as it stands; a branch shares
 * its parent's past up to a minute and has a future of its own; a variant is the file with other machines or
 * figures, run anew from its start.
 *
 *     A ├────────────┬───────────────┤        the file
 *     B              └───────────────┤        from the minute after: {host: kms1, do: down}
 *     C ├────────────────────────────┤        machines.lab.count=40
 *
 * All that was changed is kept as text, which makes the lane again and can be saved (sim/scenario/amend.h).
 * Leaves out: what is looked at (view.h), files. */
#ifndef LEASELAB_STAGE_LANES_H
#define LEASELAB_STAGE_LANES_H

#include "sim/run/timeline.h"
#include "sim/scenario/edit.h"

enum { LANES_MOST = 8, LANE_NAME = 24, LANE_DEPTH_MOST = 32 };

/* Does not move while it exists. Owns all it points to. */
typedef struct {
    char name[LANE_NAME]; /* "A", "B", … or what it was called */
    int parent;           /* -1: the file */
    int32_t at;           /* a branch: the change is carried out in the minute after; -1: from the start */
    Text change;          /* "{at: 3d1m, host: kms1, do: down}"; or of a variant "machines.lab.count=40" */
    Text words;           /* "kms1 goes down" */
    Plan plan;            /* of A and of variants: what is run; of a branch: where its change stands */
    Timeline *timeline;
    int32_t shown_until; /* the last minute of it that was shown: LIVE is there */
} Lane;

/* Starts as {0}. */
typedef struct {
    Lane *lanes[LANES_MOST];
    int count;
    char *source; /* of the file; owned */
    size_t source_length;
    size_t budget; /* bytes for records and snapshots of each */
} Lanes;

typedef enum { LANE_OK, LANE_WRONG, LANE_TOO_MANY, LANE_NO_MEMORY } LaneStatus;

/* The file as lane A. LANE_WRONG: `out_complaints` says what is wrong, as `leaselab check` would. `lanes` is
 * empty before; after trouble it is again. */
LaneStatus lanes_open(Lanes *lanes, const char *name, const char *bytes, size_t length, size_t budget,
                      Text *out_complaints);
void lanes_close(Lanes *lanes);

/* A new lane, the last one, that leaves `parent` at the end of minute `at`. `change` is written like an entry
 * of `changes` without its `at`: "host: kms1, do: down". LANE_WRONG as above. */
LaneStatus lanes_branch(Lanes *lanes, int parent, int32_t at, const char *change, Text *out_complaints);
/* The file of `parent` with a value set, as in edit.h. */
LaneStatus lanes_vary(Lanes *lanes, int parent, const char *path, const char *value, Text *out_complaints);
/* Forgets the newest lane; not A. */
void lanes_undo(Lanes *lanes);

const Plan *lane_plan(const Lane *lane);
const Record *lane_record(const Lane *lane);
/* Like the first ancestor it shares no plan with. */
bool lane_is_variant(const Lane *lane);
/* The file that makes the lane: the author's text and comments, with what was changed. LANE_WRONG: it would
 * not be the same, with the reason. */
LaneStatus lane_text(const Lanes *lanes, int lane, Text *out, Text *out_complaints);

#endif
