/* command_check: `leaselab check`: judges files without running them. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"
#include "ui/cli/load.h"
#include "ui/cli/say.h"

#include <inttypes.h>
#include <string.h>

static int check_one(Output *output, const char *path, Colour colour) {
    Loaded loaded;
    const int status = load_plan(path, colour, &loaded);
    if (status == STATUS_GOOD) {
        const Plan *plan = &loaded.plan;
        char run[DURATION_TEXT];
        Text line = {0};
        duration_format(plan->run_min, run);
        text_add_safe(&line, loaded.input.name, strlen(loaded.input.name));
        text_add_format(&line,
                        ": good: %" PRIu32 " machine%s, %" PRIu32 " host%s, %s, %" PRIu32 " claim%s, %" PRIu32
                        " question%s",
                        plan->machine_count, plan->machine_count == 1 ? "" : "s", plan->host_count,
                        plan->host_count == 1 ? "" : "s", run, plan->expect_count,
                        plan->expect_count == 1 ? "" : "s", plan_question_count(plan),
                        plan_question_count(plan) == 1 ? "" : "s");
        if (loaded.warnings)
            text_add_format(&line, "; %zu warning%s", loaded.warnings, loaded.warnings == 1 ? "" : "s");
        text_add_char(&line, '\n');
        if (line.failed)
            output->status = (OutputStatus)say_no_memory();
        else
            output_add(output, line.bytes, line.length);
        text_free(&line);
    }
    load_free(&loaded);
    return status;
}

int command_check(const Options *options) {
    Output output;
    int worst = (int)output_open(&output, NULL, NULL, 0);
    for (int i = 0; i < options->operand_count && output.status == OUTPUT_OK; i++) {
        const int status = check_one(&output, options->operands[i], options->colour);
        if (status > worst) worst = status;
    }
    const int written = deliver_end(&output);
    return written != OUTPUT_OK ? written : worst;
}
