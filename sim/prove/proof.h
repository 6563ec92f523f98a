/* proof: what the search of all small fleets comes to: how many situations there are, in how many steps each
 * law held, and by which shortest way everything was reached that must be. The laws alone would also hold of
 * a model in which nothing ever happens; what is reached shows that they speak of a living one. Leaves out:
 * how it is shown. */
#ifndef LEASELAB_PROVE_PROOF_H
#define LEASELAB_PROVE_PROOF_H

#include "sim/prove/law.h"
#include "sim/prove/search.h"

enum { PROOF_FLEETS_MOST = 40, PROOF_LAWS_MOST = 40 };

/* A shortest way to something, as a scenario that anybody can run. Owns its text. */
typedef struct {
    const Fleet *fleet; /* NULL: not reached */
    uint32_t steps;
    int32_t minutes;
    Text scenario;
} ProofWay;

typedef struct {
    const Fleet *fleet;
    size_t situations, steps;
    uint32_t farthest; /* steps from the start to the last situation */
    Recovery recovery;
    ProofWay lost; /* to a situation from which there should be a way back, and is none */
} ProofFleet;

typedef struct {
    const Law *law;
    uint64_t steps; /* in which it said something */
    ProofWay broken;
} ProofLaw;

/* Whatever happened in the search of one fleet for the first time. */
typedef struct {
    bool found;
    SearchStep step;
} ProofMark;

/* Owns its ways. */
typedef struct {
    ProofFleet fleets[PROOF_FLEETS_MOST];
    int fleet_count;
    ProofLaw laws[PROOF_LAWS_MOST];
    int law_count;
    ProofWay states[STATE_COUNT];
    ProofWay rules[RULE_COUNT];
    bool rows[EVENT_COUNT][TRANSITIONS_MOST][STATE_COUNT]; /* of the table, that were taken, from where */
} Proof;

/* With these laws, before any fleet. */
void proof_begin(Proof *proof, const Law *const laws[], int law_count);
/* With all there are. */
void proof_begin_all(Proof *proof);
void proof_free(Proof *proof);
/* Searches one more fleet. False: out of memory. */
bool proof_take(Proof *proof, const Fleet *fleet);

/* Can this row be taken from this state at all? Some guards never hold there. */
bool proof_row_can_be(Event event, int row, State from);
/* How many can, and how many of those were. */
void proof_rows(const Proof *proof, int *out_can_be, int *out_taken);

/* Did every law hold, and is there a way back wherever one is promised? */
bool proof_holds(const Proof *proof);
/* Was everything reached that there is? Also every law must have said something. */
bool proof_is_complete(const Proof *proof);

/* Adds the story of a way, each line indented; `each` row by itself. False: out of memory. */
bool proof_tell_way(const ProofWay *way, bool each, Text *out);

#endif
