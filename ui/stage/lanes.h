/* lanes: the futures of one scenario that are kept side by side. A is the file as it stands; a branch shares
 * its parent's past up to a minute and has a future of its own, which is the parent's with one change more; a
 * variant is the file with other machines or figures, run anew from its start.
 *
 *     A ├────────────┬───────────────┤        the file
 *     B              └───────────────┤        from the minute after: {host: kms1, do: down}
 *     C ├────────────────────────────┤        machines.lab.count=40
 *
 * Where a branch leaves its parent before that left its own, the parent's change comes in both.
 *
 * All that was changed is kept as text, which makes the lane again and can be saved (sim/scenario/amend.h).
 * Leaves out: what is looked at (view.h), files. */
#ifndef LEASELAB_STAGE_LANES_H
#define LEASELAB_STAGE_LANES_H

#include "sim/run/timeline.h"
#include "sim/scenario/edit.h"

enum { LANES_MOST = 8, LANE_NAME = 24, LANE_FILE = 256 };

/* Does not move while it exists. Owns all it points to. */
typedef struct {
    char name[LANE_NAME]; /* "A", "B", … */
    int parent;           /* -1: it is the file */
    int32_t at;  /* a branch: the change is carried out in the minute after; -1: the file, a variant */
    Text source; /* the scenario file that makes this lane, whole */
    Text entry;  /* what was changed, as given to lanes_branch, or to lanes_vary as "path=value" */
    Text words;  /* what was changed: "kms1 goes down", "machines.lab.count=40"; "the file" */
    Plan plan;   /* read from that */
    const Change *change; /* of a branch; of `plan` */
    bool is_anew; /* a branch run from the start: its change comes again and again, or gives more new ids than
                     its parent has room for */
    Timeline *timeline;
    int32_t shown_until; /* the last minute of it that was shown: LIVE is there */
} Lane;

/* Starts as {0}. */
typedef struct {
    Lane *lanes[LANES_MOST];
    int count;
    uint32_t edition; /* another one whenever a lane comes or goes */
    size_t budget;    /* bytes for the record and the snapshots of each */
} Lanes;

typedef enum { LANE_OK, LANE_WRONG, LANE_TOO_MANY, LANE_NO_MEMORY } LaneStatus;

/* The file as lane A of what was empty. LANE_WRONG: `out_complaints` says what is wrong, as `leaselab check`
 * would, and lanes are empty still. */
LaneStatus lanes_open(Lanes *lanes, const char *name, const char *bytes, size_t length, size_t budget,
                      Text *out_complaints);
void lanes_close(Lanes *lanes);

/* A new lane, the last one, that leaves `parent` at the end of minute `at`. `change` is written like an entry
 * of `changes` without its `at`: "host: kms1, do: down". LANE_WRONG as above: it is not added. */
LaneStatus lanes_branch(Lanes *lanes, int parent, int32_t at, const char *change, Text *out_complaints);
/* The file of `parent` with a value set ("machines.lab.count", "40"; amend.h), run anew. A path of a group
 * that is not there ("machines.more", "{product: windows-client, count: 5}") adds it at the end. */
LaneStatus lanes_vary(Lanes *lanes, int parent, const char *path, const char *value, Text *out_complaints);
/* The lanes of `from` but A, made again from the file of `lanes`, as far as they fit it. Answers how many do
 * not. */
int lanes_again(Lanes *lanes, const Lanes *from);
/* Forgets the newest lane; not A. */
void lanes_undo(Lanes *lanes);

/* What is run in it: names and numbers in rows are of this plan. A branch's own change is no entry of it
 * (NO_ENTRY), but where it is run anew. */
const Plan *lane_plan(const Lane *lane);
const Record *lane_record(const Lane *lane);
/* The first minute in which something happens otherwise in one than in the other, where that follows from
 * how they came to be: a branch has a row of its change that the other has not. False: they must be gone
 * through (difference.h): of a variant, or where both branch in that minute, perhaps with the same change. */
bool lanes_part_at(const Lanes *lanes, int one, int other, int32_t *out_at);
/* A run of the lane's file before its first minute, to be carried to its end beside another (comparison.h).
 * NULL: out of memory. */
Run *lane_run(const Lane *lane);
/* Does a run of its file come to the same as what is shown of the lane, of whose plan its changes are no
 * entries? Costs two runs, carried on piece by piece (difference.h). The lanes stay what they are meanwhile.
 * NULL: out of memory. */
typedef struct LaneProof LaneProof;
LaneProof *lane_proof_begin(const Lane *lane);
void lane_proof_end(LaneProof *proof); /* NULL is nothing */
RunStatus lane_proof_go_on(LaneProof *proof, uint64_t rows);
int32_t lane_proof_until(const LaneProof *proof);
bool lane_proof_holds(const LaneProof *proof); /* once both are over */

#endif
