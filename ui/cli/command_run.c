/* command_run: `leaselab run`: the story of a scenario, then how it ended. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"
#include "ui/cli/load.h"
#include "ui/cli/progress.h"
#include "ui/cli/say.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "sim/run/run.h"
#include "sim/run/story.h"
#include "sim/run/story_line.h"
#include "sim/run/verdict.h"
#include "sim/run/words.h"

enum { STORY_LINES = 200 };

typedef struct {
    const Options *options;
    const Plan *plan;
    const VerdictMarks *marks;
    Output *output;
    Story *story;
    Text text; /* not yet given to the output */
    bool no_memory;
} Telling;

static void flush(Telling *telling) {
    if (telling->text.length && !telling->text.failed)
        output_add(telling->output, telling->text.bytes, telling->text.length);
    telling->no_memory |= telling->text.failed;
    text_clear(&telling->text);
}

static void take_row(void *context, const Row *row) {
    Telling *telling = context;
    if (!telling->options->verbose) {
        telling->no_memory |= !story_take(telling->story, row);
        return;
    }
    story_row(&telling->text, telling->plan, row);
    flush(telling);
}

static void take_quiet(void *context, const Quiet *quiet) {
    Telling *telling = context;
    telling->no_memory |= !story_take_quiet(telling->story, quiet);
}

static void expect(void *context, uint32_t machine) {
    story_expect(context, machine);
}

static void tell_head(Telling *telling) {
    const Plan *plan = telling->plan;
    Text *out = &telling->text;
    text_add(out, telling->marks->strong);
    if (*plan->title)
        text_add_safe_cut(out, plan->title, 1000);
    else
        text_add(out, "A scenario without a title");
    text_add_format(out, "%s\n", telling->marks->end);
    if (*plan->about) text_add_prose(out, plan->about, 4000);
    if (*plan->about) text_add_char(out, '\n');
    words_count(out, plan->machine_count, "machine");
    text_add(out, ", ");
    words_count(out, plan->host_count, "host");
    text_add(out, ", ");
    words_duration(out, plan->run_min);
    text_add(out, " from ");
    char calendar[CALENDAR_TEXT];
    calendar_format(plan->start, calendar);
    text_add_format(out, "%s, seed %" PRIu64 "\n\n", calendar, plan->seed);
    flush(telling);
}

static void tell_end(Telling *telling, const Run *run) {
    Text *out = &telling->text;
    if (!telling->options->verbose && !story_tell(telling->story, out, STORY_LINES, false)) {
        telling->no_memory = true;
        return;
    }
    verdict_states(out, run, telling->marks);
    verdict_claims(out, run, telling->marks);
    verdict_questions(out, run, telling->marks);
    text_add_format(out, "\nFingerprint %016" PRIx64 "\n", run_fingerprint(run));
    flush(telling);
}

static RunStatus carry_out(Telling *telling, Run *run) {
    const RowSink sink = {take_row, telling, telling->options->verbose ? NULL : take_quiet};
    Progress progress;
    progress_begin(&progress);
    RunStatus status = RUN_GOES_ON;
    while (status == RUN_GOES_ON && telling->output->status == OUTPUT_OK && !telling->no_memory) {
        status = run_step(run, telling->plan->run_min, &sink);
        progress_show(&progress, run_head(run)->now, telling->plan->run_min);
    }
    progress_end(&progress);
    return status;
}

/* Answers 0, 1 or 3; trouble with the output is the output's. */
static int tell_run(Telling *telling) {
    int status = STATUS_GOOD;
    Run *run = run_create(telling->plan);
    telling->story = run ? story_create(telling->plan) : NULL;
    if (telling->story) {
        tell_head(telling);
        run_foretell(run, expect, telling->story);
        if (carry_out(telling, run) == RUN_OUT_OF_MEMORY)
            telling->no_memory = true;
        else if (verdict_failures(run) > 0)
            status = STATUS_CLAIM_FAILED;
        if (!telling->no_memory && telling->output->status == OUTPUT_OK) tell_end(telling, run);
    }
    if (!telling->story || telling->no_memory) status = say_no_memory();
    story_destroy(telling->story);
    run_destroy(run);
    text_free(&telling->text);
    return status;
}

static int run_file(const Options *options, const char *path, Output *output, bool first) {
    Loaded loaded;
    int status = load_plan(path, options->colour, &loaded);
    if (status == STATUS_GOOD) {
        Telling telling = {.options = options,
                           .plan = &loaded.plan,
                           .marks =
                               options_colour(options->colour, STDOUT_FILENO) ? &COLOUR_MARKS : &PLAIN_MARKS,
                           .output = output};
        if (!first) output_add(output, "\n", 1);
        status = tell_run(&telling);
    }
    load_free(&loaded);
    return status;
}

int command_run(const Options *options) {
    Output output;
    int worst = (int)output_open(&output, NULL, NULL, 0);
    for (int i = 0; i < options->operand_count && output.status == OUTPUT_OK; i++) {
        const int status = run_file(options, options->operands[i], &output, i == 0);
        if (status > worst) worst = status;
    }
    const int written = deliver_end(&output);
    return written != OUTPUT_OK ? written : worst;
}
