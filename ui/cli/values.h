/* values: what stands behind an option where only the scenario, or arithmetic, can judge it: instants, whole
 * numbers, groups, products, with the same words for what is wrong as in a file. All answer whether it is
 * good, and say on standard error what is not. Leaves out: what the table itself judges (options.h). */
#ifndef LEASELAB_CLI_VALUES_H
#define LEASELAB_CLI_VALUES_H

#include "sim/scenario/plan.h"
#include "ui/cli/options.h"

/* What holds where an option is not given; the table says so. */
enum { WIDTH_NORMAL = 800, SCALE_NORMAL = 100 };

/* A line that begins with the option and what was written: "leaselab: error: --at '2x' "; `format` ends it,
 * without its newline. Always false. */
bool value_complain(OptionId id, const char *written, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* NULL as `written`: *out stays. */
bool value_instant(OptionId id, const char *written, const Plan *plan, int32_t *out_at);
bool value_number(OptionId id, const char *written, int least, int most, int *out);

/* "1280x720", each from 1 to `most`. */
bool value_size(OptionId id, const char *written, int most, int *out_width, int *out_height);
/* "6h", in minutes. */
bool value_duration(OptionId id, const char *written, int32_t least_min, int32_t most_min, int32_t *out_min);

/* Adds the groups that are named, parted by commas, to those there already: each once, in this order. There
 * is room in `groups` for as many as the plan has. */
bool value_groups(OptionId id, const char *written, const Plan *plan, uint32_t groups[], uint32_t *out_count);
/* Among those of the plan, or with NULL among the built-in ones. */
bool value_product(OptionId id, const char *written, const Plan *plan, const Product **out);

#endif
