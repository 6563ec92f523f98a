/* words: a plan's parts in plain English, as stories, verdicts and explanations need them. All names come
 * from a file and are safe by their grammar. Leaves out: sentences about what happened (story.h). */
#ifndef LEASELAB_RUN_WORDS_H
#define LEASELAB_RUN_WORDS_H

#include "sim/base/text.h"
#include "sim/scenario/plan.h"

/* "not there at this time of day": why a machine is not, behind "it is"; NULL for ABSENCE_NONE. */
extern const char *const ABSENCE_WORDS[ABSENCE_COUNT];

/* 2d2h */
void words_duration(Text *out, Minutes length_min);
/* 182d (Mon 6 Jul 2026 08:00) */
void words_instant(Text *out, const Plan *plan, int32_t at);
void words_machine(Text *out, const Plan *plan, uint32_t machine);
/* all · marketing · lab[1..10], sarah */
void words_selection(Text *out, const Plan *plan, Selection selection);
/* kms1 goes down · lab[1..10]: power off · vpn can no longer reach kms1, dns */
void words_change(Text *out, const Plan *plan, const Change *change);
/* at 2d2h, 4 of marketing are licensed */
void words_claim(Text *out, const Plan *plan, const Claim *claim);
/* "3 machines", "1 machine" */
void words_count(Text *out, int64_t count, const char *thing);

#endif
