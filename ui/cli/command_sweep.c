/* command_sweep: `leaselab sweep`: a scenario run many times with other values and seeds, and what that comes
 * to. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"
#include "ui/cli/load.h"
#include "ui/cli/say.h"
#include "ui/cli/sweep.h"
#include "ui/cli/sweep_file.h"
#include "ui/cli/sweep_rows.h"
#include "ui/cli/sweep_table.h"
#include "ui/cli/sweep_work.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the call ----------------------------------------------------------------------------------------- */

static int judge_merge(const Options *options, Text *message) {
    const char *too_much = options->vary_count      ? "--vary"
                           : options->measure_count ? "--measure"
                           : options->seeds         ? "--seeds"
                           : options->jobs          ? "--jobs"
                           : options->shard         ? "--shard"
                           : options->journal       ? "--journal"
                                                    : NULL;
    if (!too_much) return STATUS_GOOD;
    return sweep_refuse(message, "--merge takes all from the files of the shards, and no %s", too_much);
}

static int judge_jobs(const Options *options, int *out, Text *message) {
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t jobs = processors < 1                 ? 1
                    : processors > SWEEP_JOBS_MOST ? SWEEP_JOBS_MOST
                                                   : (uint64_t)processors;
    if (options->jobs && !sweep_number(options->jobs, strlen(options->jobs), 1, SWEEP_JOBS_MOST, &jobs))
        return sweep_refuse(message, "--jobs is a whole number of 1 to %d, not %s", SWEEP_JOBS_MOST,
                            sweep_quoted(options->jobs));
    *out = (int)jobs;
    return STATUS_GOOD;
}

/* K/N, K from 1. */
static int judge_shard(const Options *options, SweepWork *out, Text *message) {
    uint64_t number = 1, of = 1;
    out->shards = 1;
    if (!options->shard) return STATUS_GOOD;
    const char *slash = strchr(options->shard, '/');
    if (!slash || !sweep_number(slash + 1, strlen(slash + 1), 1, SWEEP_FIGURES_MOST, &of) ||
        !sweep_number(options->shard, (size_t)(slash - options->shard), 1, of, &number))
        return sweep_refuse(message, "--shard is K/N, as 1/4 to 4/4, not %s", sweep_quoted(options->shard));
    if (options->format == FORMAT_TEXT)
        return sweep_refuse(message, "--shard writes CSV for --merge, and no --format text");
    out->shard = (uint32_t)number - 1;
    out->shards = (uint32_t)of;
    return STATUS_GOOD;
}

static int judge_call(const Options *options, SweepWork *out, Text *message) {
    if (options->merge) return judge_merge(options, message);
    if (options->operand_count > 1)
        return sweep_refuse(message, "'sweep' takes one FILE, but with --merge, and %s is too much",
                            sweep_quoted(options->operands[1]));
    if (options->measure_count == 0) return sweep_refuse(message, "'sweep' needs --measure MEASURE");
    if (options->journal && strcmp(options->journal, "-") == 0)
        return sweep_refuse(message, "a journal is a file, and '-' is standard input or output");
    if (options->journal && options->output && strcmp(options->journal, options->output) == 0)
        return sweep_refuse(message, "the journal and the output are both %s", sweep_quoted(options->output));
    const int status = judge_jobs(options, &out->jobs, message);
    return status == STATUS_GOOD ? judge_shard(options, out, message) : status;
}

/* ---- what comes of it --------------------------------------------------------------------------------- */

static bool write_rows(const Sweep *sweep, const SweepWork *work, Output *output) {
    Text row = {0};
    sweep_rows_head(&row, sweep);
    if (!row.failed) output_add(output, row.bytes, row.length);
    for (uint32_t run = work->shard; run < sweep->runs && !row.failed; run += work->shards) {
        text_clear(&row);
        sweep_rows_add(&row, sweep, run);
        if (!row.failed) output_add(output, row.bytes, row.length);
    }
    const bool good = !row.failed;
    text_free(&row);
    return good;
}

static Format format_of(const Options *options) {
    if (options->format != FORMAT_AUTO) return options->format;
    const bool to_standard = !options->output || strcmp(options->output, "-") == 0;
    return to_standard && isatty(STDOUT_FILENO) ? FORMAT_TEXT : FORMAT_CSV;
}

/* ---- runs --------------------------------------------------------------------------------------------- */

/* Every combination is looked at before the first is run: hours later is too late to hear of a mistake. */
static int judge_combinations(const Sweep *sweep, const Input *input, Text *message) {
    int status = STATUS_GOOD;
    for (uint32_t c = 0; c < sweep->combinations && status == STATUS_GOOD; c++) {
        Plan plan;
        Measure measures[MEASURES_MOST];
        status = sweep_plan(sweep, input, c * sweep->seeds, &plan, measures, message);
        plan_free(&plan);
    }
    return status;
}

static int work_and_write(SweepWork *work, SweepJournal *journal, const Options *options,
                          const FileIdentity inputs[2], Text *message) {
    Output output;
    output_open(&output, options->output, inputs, 2);
    if (output.status != OUTPUT_OK) return deliver_end(&output);
    int status = sweep_work(work, message);
    if (status == STATUS_GOOD) status = sweep_file_close(journal, options->journal, message);
    if (status == STATUS_GOOD) {
        const bool good = options->shard ? write_rows(work->sweep, work, &output)
                                         : sweep_table(work->sweep, format_of(options), &output);
        if (good) return deliver_end(&output);
        status = sweep_no_memory(message);
    }
    output_abandon(&output);
    return status;
}

static int sweep_file(SweepWork *work, const Options *options, Sweep *sweep, Text *message) {
    Loaded loaded;
    FileIdentity inputs[2] = {0};
    SweepJournal journal = {.descriptor = -1};
    int status = load_plan(options->operands[0], COLOUR_AUTO, &loaded);
    work->input = &loaded.input;
    work->sweep = sweep;
    work->journal_name = options->journal;
    if (status == STATUS_GOOD) status = sweep_begin(sweep, options, &loaded.input, loaded.plan.seed, message);
    if (status == STATUS_GOOD) status = judge_combinations(sweep, &loaded.input, message);
    if (status == STATUS_GOOD && options->journal)
        status = sweep_file_journal(sweep, options->journal, &journal, message);
    inputs[0] = loaded.input.identity;
    inputs[1] = journal.identity;
    work->journal = journal.descriptor;
    if (status == STATUS_GOOD) status = work_and_write(work, &journal, options, inputs, message);
    sweep_file_give_up(&journal);
    load_free(&loaded);
    return status;
}

/* ---- shards ------------------------------------------------------------------------------------------- */

static int merge_files(const Options *options, Sweep *sweep, Text *message) {
    const size_t count = (size_t)options->operand_count;
    FileIdentity *inputs = calloc(count, sizeof *inputs);
    int status = inputs ? STATUS_GOOD : sweep_no_memory(message);
    for (size_t i = 0; i < count && status == STATUS_GOOD; i++)
        status = sweep_file_merge(sweep, options->operands[i], &inputs[i], message);
    if (status == STATUS_GOOD) status = sweep_file_whole(sweep, message);
    if (status == STATUS_GOOD) {
        Output output;
        output_open(&output, options->output, inputs, count);
        if (output.status == OUTPUT_OK && !sweep_table(sweep, format_of(options), &output)) {
            output_abandon(&output);
            status = sweep_no_memory(message);
        } else
            status = deliver_end(&output);
    }
    free(inputs);
    return status;
}

int command_sweep(const Options *options) {
    Text message = {0};
    Sweep sweep = {0};
    SweepWork work = {0};
    int status = judge_call(options, &work, &message);
    if (status == STATUS_GOOD)
        status = options->merge ? merge_files(options, &sweep, &message)
                                : sweep_file(&work, options, &sweep, &message);
    const int said = say_text(&message);
    text_free(&message);
    sweep_free(&sweep);
    return said != STATUS_GOOD ? said : status;
}
