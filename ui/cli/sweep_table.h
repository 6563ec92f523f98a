/* sweep_table: what the runs of a sweep come to: for each combination and measure a row. */
#ifndef LEASELAB_CLI_SWEEP_TABLE_H
#define LEASELAB_CLI_SWEEP_TABLE_H

#include "ui/cli/output.h"
#include "ui/cli/sweep.h"

/* Writes the table of a sweep that has all its figures, as FORMAT_TEXT or FORMAT_CSV. False: out of memory.
 */
bool sweep_table(const Sweep *sweep, Format format, Output *output);

#endif
