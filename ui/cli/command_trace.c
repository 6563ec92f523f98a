/* command_trace: `leaselab trace`: what happened, row by row, for other programs. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"
#include "ui/cli/load.h"
#include "ui/cli/say.h"

#include "sim/base/check.h"
#include "sim/run/run.h"
#include "sim/run/trace.h"

typedef struct {
    const Plan *plan;
    Format format;
    Output output;
    Perfetto perfetto;
    Text row; /* one at a time, so that a cut falls between rows */
} Tracing;

static void flush(Tracing *tracing) {
    if (tracing->row.length) output_add(&tracing->output, tracing->row.bytes, tracing->row.length);
    text_clear(&tracing->row);
}

static void take_row(void *context, const Row *row) {
    Tracing *tracing = context;
    switch (tracing->format) {
    case FORMAT_JSONL: trace_json(&tracing->row, tracing->plan, row); break;
    case FORMAT_CSV: trace_csv(&tracing->row, tracing->plan, row); break;
    case FORMAT_PERFETTO: perfetto_row(&tracing->perfetto, &tracing->row, row); break;
    case FORMAT_TEXT:
    case FORMAT_MARKDOWN:
    case FORMAT_JSON:
    case FORMAT_AUTO: CHECK(!"a format of a trace");
    }
    flush(tracing);
}

/* False when memory ran out. Stops early when nobody takes the output any more. */
static bool trace_run(Tracing *tracing) {
    const bool perfetto = tracing->format == FORMAT_PERFETTO;
    if (perfetto && !perfetto_begin(&tracing->perfetto, tracing->plan, &tracing->row)) return false;
    if (tracing->format == FORMAT_CSV) trace_csv_head(&tracing->row);
    flush(tracing);
    Run *run = run_create(tracing->plan);
    const RowSink sink = {take_row, tracing, NULL};
    RunStatus status = run ? RUN_GOES_ON : RUN_OUT_OF_MEMORY;
    while (status == RUN_GOES_ON && tracing->output.status == OUTPUT_OK)
        status = run_step(run, tracing->plan->run_min, &sink);
    run_destroy(run);
    if (perfetto) perfetto_end(&tracing->perfetto, &tracing->row);
    flush(tracing);
    return status != RUN_OUT_OF_MEMORY && !tracing->row.failed;
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
    text_free(&tracing.row);
    return status;
}

int command_trace(const Options *options) {
    Loaded loaded;
    int status = load_plan(options->operands[0], options->colour, &loaded);
    if (status == STATUS_GOOD) status = trace_plan(options, &loaded);
    load_free(&loaded);
    return status;
}
