/* command_trace: `leaselab trace`: what happened, row by row, for other programs. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"
#include "ui/cli/load.h"
#include "ui/cli/say.h"

#include "sim/run/perfetto.h"
#include "sim/run/run.h"
#include "sim/run/trace.h"

typedef struct {
    const Plan *plan;
    Format format;
    Output output;
    TraceWriter writer;
    Perfetto perfetto;
    Text
        text; /* what is not written in place: a whole row, or more, at a time, so that a cut falls between */
} Tracing;

static void flush(Tracing *tracing) {
    if (tracing->text.length) output_add(&tracing->output, tracing->text.bytes, tracing->text.length);
    text_clear(&tracing->text);
}

static void write_row(void *context, const Row *row) {
    Tracing *tracing = context;
    char *room = output_room(&tracing->output, TRACE_ROW);
    if (room) output_took(&tracing->output, trace_row(&tracing->writer, row, room));
}

static void write_perfetto(void *context, const Row *row) {
    Tracing *tracing = context;
    perfetto_row(&tracing->perfetto, &tracing->text, row);
    flush(tracing);
}

/* False when memory ran out. Stops early when nobody takes the output any more. */
static bool trace_run(Tracing *tracing) {
    const bool perfetto = tracing->format == FORMAT_PERFETTO, csv = tracing->format == FORMAT_CSV;
    if (perfetto && !perfetto_begin(&tracing->perfetto, tracing->plan, &tracing->text)) return false;
    if (csv) trace_csv_head(&tracing->text);
    flush(tracing);
    trace_begin(&tracing->writer, tracing->plan, csv ? TRACE_CSV : TRACE_JSON);
    Run *run = run_create(tracing->plan);
    const RowSink sink = {perfetto ? write_perfetto : write_row, tracing, NULL};
    RunStatus status = run ? RUN_GOES_ON : RUN_OUT_OF_MEMORY;
    while (status == RUN_GOES_ON && tracing->output.status == OUTPUT_OK)
        status = run_step(run, tracing->plan->run_min, &sink);
    run_destroy(run);
    if (perfetto) perfetto_end(&tracing->perfetto, &tracing->text);
    flush(tracing);
    return status != RUN_OUT_OF_MEMORY && !tracing->text.failed;
}

static int trace_plan(const Options *options, const Loaded *loaded) {
    Tracing tracing = {.plan = &loaded->plan, .format = options->format};
    int status = (int)output_open(&tracing.output, options->output, &loaded->input.identity, 1);
    if (status == OUTPUT_OK && !trace_run(&tracing)) {
        output_abandon(&tracing.output);
        status = say_no_memory();
    } else {
        status = deliver_end(&tracing.output);
    }
    text_free(&tracing.text);
    return status;
}

int command_trace(const Options *options) {
    Loaded loaded;
    int status = load_plan(options->operands[0], options->colour, &loaded);
    if (status == STATUS_GOOD) status = trace_plan(options, &loaded);
    load_free(&loaded);
    return status;
}
