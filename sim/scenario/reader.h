/* reader: a scenario file becomes a plan, or a list of all that is wrong with it (SCENARIOS.md).
 * Leaves out: where the bytes come from (ui). */
#ifndef LEASELAB_SCENARIO_READER_H
#define LEASELAB_SCENARIO_READER_H

#include "sim/base/diagnostic.h"
#include "sim/scenario/edit.h"
#include "sim/scenario/plan.h"

/* Reads `length` bytes into *plan. `diagnostics` has its `file` set; its source becomes the bytes, which must
 * outlive it. True when the plan can be run: there was no error (there may be warnings), and memory did not
 * run out. The plan is the caller's to free in any case. */
bool plan_read(Plan *plan, const char *bytes, size_t length, Diagnostics *diagnostics);

/* The same of the file as it would be with these edits (`count` of them, made in this order). */
bool plan_read_edited(Plan *plan, const char *bytes, size_t length, const Edit edits[], size_t count,
                      Diagnostics *diagnostics);

/* The same of the file with these changes behind its own, which they follow also within a minute. Each has
 * its own list of complaints. */
bool plan_read_with(Plan *plan, const char *bytes, size_t length, Addition additions[], size_t count,
                    Diagnostics *diagnostics);

#endif
