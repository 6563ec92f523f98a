/* command_report: `leaselab report`: a page about a run, or a lesson on paper. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"
#include "ui/cli/drawing.h"
#include "ui/cli/load.h"
#include "ui/cli/say.h"

#include <string.h>

#include "ui/report/report.h"

static int wrong(const char *line) {
    say_line(line);
    return STATUS_WRONG;
}

static int judge(const Options *options, const Plan *plan, ReportKind *out) {
    const bool is_handout = (options->given & OPTION_BIT(OPTION_HANDOUT)) != 0;
    const bool is_answers = (options->given & OPTION_BIT(OPTION_ANSWERS)) != 0;
    if (is_handout && is_answers)
        return wrong("leaselab: error: --handout and --answers are two pages; ask for one\n");
    if ((is_handout || is_answers) && plan_question_count(plan) == 0)
        return wrong("leaselab: error: the scenario has no lesson with a question\n");
    *out = is_handout ? REPORT_HANDOUT : is_answers ? REPORT_ANSWERS : REPORT_WHOLE;
    return STATUS_GOOD;
}

static int write_report(const Options *options, const Loaded *loaded, ReportKind kind, Font *font) {
    const char *name = loaded->input.name, *slash = strrchr(name, '/');
    Text file = {0}, page = {0};
    Output output;
    text_add_safe_cut(&file, slash ? slash + 1 : name, 255);
    const ReportRequest request = {.kind = kind,
                                   .plan = &loaded->plan,
                                   .file = strcmp(options->operands[0], "-") == 0 ? NULL : file.bytes,
                                   .source = loaded->input.bytes,
                                   .source_length = loaded->input.length,
                                   .font = font};
    int status = STATUS_FAILED;
    if (file.failed || !report_make(&request, &page)) {
        say_no_memory();
    } else {
        output_open(&output, options->output, &loaded->input.identity, 1);
        output_add(&output, page.bytes, page.length);
        status = deliver_end(&output);
    }
    text_free(&file);
    text_free(&page);
    return status;
}

int command_report(const Options *options) {
    Loaded loaded;
    Font *font = NULL;
    ReportKind kind = REPORT_WHOLE;
    int status = load_plan(options->operands[0], options->colour, &loaded);
    if (status == STATUS_GOOD) status = judge(options, &loaded.plan, &kind);
    if (status == STATUS_GOOD) status = drawing_open_font(&font);
    if (status == STATUS_GOOD) status = write_report(options, &loaded, kind, font);
    font_close(font);
    load_free(&loaded);
    return status;
}
