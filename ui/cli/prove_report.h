/* prove_report: what `leaselab prove` prints of a search: fleets, laws, what was reached. Leaves out:
 * searching (sim/prove), and the call. */
#ifndef LEASELAB_CLI_PROVE_REPORT_H
#define LEASELAB_CLI_PROVE_REPORT_H

#include "sim/prove/proof.h"

/* The whole report; `stories`: with the story to each state and rule; `all`: every fleet was searched, so
 * what was not reached is told as a failure. Answers the program's exit status: 0, 1, or 3 where there was no
 * memory for it. */
int prove_report(const Proof *proof, bool stories, bool all, Text *out);

/* The state, rule or law of this name; NULL where there is none. */
const ProofWay *prove_find_way(const Proof *proof, const char *name);
/* The name nearest to it, or NULL. */
const char *prove_nearest_name(const Proof *proof, const char *name);
/* One story: as lines (`each`: for each row), or as a scenario. Answers the exit status: 1 where there is no
 * way, or it breaks a law. */
int prove_report_way(const Proof *proof, const ProofWay *way, const char *name, bool each, bool scenario,
                     Text *out);

#endif
