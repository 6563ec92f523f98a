/* command_compare: `leaselab compare`: where two scenarios, or one and what it would
 * be with a change more, first differ, and what comes out otherwise. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"
#include "ui/cli/load.h"
#include "ui/cli/say.h"

#include <unistd.h>

#include "sim/run/comparison.h"

/* One of the two. */
typedef struct {
    Loaded loaded;
    Run *run;
} Side;

static void side_free(Side *side) {
    run_destroy(side->run);
    load_free(&side->loaded);
}

/* False when memory ran out. */
static bool compare(Side *a, Side *b, const VerdictMarks *marks, Text *out) {
    a->run = run_create(&a->loaded.plan);
    b->run = run_create(&b->loaded.plan);
    return a->run && b->run && comparison_tell(out, a->run, b->run, "first", "second", marks);
}

/* The second side is another file, or the first with changes. */
static int load_sides(const Options *options, Side sides[2]) {
    const int first = load_plan(options->operands[0], options->colour, &sides[0].loaded);
    int second;
    if (options->change_count == 0)
        second = load_plan(options->operands[1], options->colour, &sides[1].loaded);
    else if (!sides[0].loaded.input.bytes || first == STATUS_FAILED)
        return first; /* nothing was read that could be changed, or it will not go better a second time */
    else
        second = load_changed(&sides[0].loaded, first == STATUS_GOOD, options->changes,
                              (size_t)options->change_count, options->colour, &sides[1].loaded);
    return first > second ? first : second;
}

int command_compare(const Options *options) {
    const bool colour = options_colour(options->colour, STDOUT_FILENO);
    Side sides[2] = {0};
    int status = load_sides(options, sides);
    if (status == STATUS_GOOD) {
        Text out = {0};
        out.failed |= !compare(&sides[0], &sides[1], colour ? &COLOUR_MARKS : &PLAIN_MARKS, &out);
        status = deliver(NULL, &out);
        text_free(&out);
    }
    for (int i = 0; i < 2; i++) side_free(&sides[i]);
    return status;
}
