/* command_budget: `leaselab budget`: for every day of a run, how long the fleet would live on if all hosts
 * died then. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"
#include "ui/cli/load.h"
#include "ui/cli/say.h"

#include <inttypes.h>

#include "sim/run/budget.h"
#include "sim/run/words.h"

static void add_head(Text *out, Format format) {
    if (format == FORMAT_CSV) {
        text_add(out, "day,date,licensed,first_lapse");
        for (int s = 0; s < BUDGET_SPANS; s++)
            text_add_format(out, ",lost_after_%" PRId32 "d", BUDGET_SPAN_DAYS[s]);
        text_add(out, "\r\n");
        return;
    }
    text_add(
        out,
        "If all hosts died for good at the end of that minute (later changes left out): how many hold a\n"
        "lease, when the first lease is over, and how many have lost theirs so many days later.\n\n");
    text_add_format(out, "%-6s %-22s %9s %12s", "day", "date", "licensed", "first lapse");
    for (int s = 0; s < BUDGET_SPANS; s++) text_add_format(out, " %6" PRId32 "d", BUDGET_SPAN_DAYS[s]);
    text_add(out, "\n");
}

static void add_day(Text *out, Format format, const Plan *plan, const BudgetDay *day) {
    char date[CALENDAR_TEXT], at[DURATION_TEXT], lapse[DURATION_TEXT] = "never";
    calendar_format(plan->start + day->at, date);
    duration_format(day->at, at);
    if (day->first_lapse_at != NEVER) duration_format(day->first_lapse_at, lapse);
    const bool csv = format == FORMAT_CSV;
    text_add_format(out, csv ? "%s,%s,%" PRIu32 ",%s" : "%-6s %-22s %9" PRIu32 " %12s", at, date,
                    day->licensed, lapse);
    for (int s = 0; s < BUDGET_SPANS; s++)
        text_add_format(out, csv ? ",%" PRIu32 : " %7" PRIu32, day->lost[s]);
    text_add(out, csv ? "\r\n" : "\n");
}

static bool tell_days(Text *row, Output *output, Format format, const Plan *plan) {
    Run *run = run_create(plan);
    if (!run) return false;
    RunStatus status = RUN_IS_OVER;
    for (int64_t at = 0; at <= plan->run_min && status == RUN_IS_OVER && output->status == OUTPUT_OK;
         at += DAY_MIN) {
        status = run_to(run, (int32_t)at, NULL);
        if (status != RUN_IS_OVER) break;
        const BudgetDay day = budget_now(run);
        text_clear(row);
        if (at == 0) add_head(row, format);
        add_day(row, format, plan, &day);
        if (!row->failed) output_add(output, row->bytes, row->length);
    }
    run_destroy(run);
    return status == RUN_IS_OVER && !row->failed;
}

int command_budget(const Options *options) {
    Loaded loaded;
    int status = load_plan(options->operands[0], options->colour, &loaded);
    if (status == STATUS_GOOD) {
        Output output;
        Text row = {0};
        output_open(&output, options->output, &loaded.input.identity, 1);
        if (output.status == OUTPUT_OK && !tell_days(&row, &output, options->format, &loaded.plan)) {
            output_abandon(&output);
            status = say_no_memory();
        } else {
            status = deliver_end(&output);
        }
        text_free(&row);
    }
    load_free(&loaded);
    return status;
}
