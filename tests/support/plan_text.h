/* plan_text: a plan as a scenario file that says all of it, defaults too: read again it is the same plan, but
 * for the lines on which things stand. So the reader has a judge that shares no code with it. */
#ifndef LEASELAB_TESTS_SUPPORT_PLAN_TEXT_H
#define LEASELAB_TESTS_SUPPORT_PLAN_TEXT_H

#include "sim/base/text.h"
#include "sim/scenario/plan.h"

void plan_text(const Plan *plan, Text *out);

/* In double quotes, for any place of a scenario where a text stands. */
void plan_text_quoted(Text *out, const char *string);

/* Writes the plan, reads that, and fails the test where anything of it has changed. */
void assert_plan_reads_back(const Plan *plan);

#endif
