/* main: the command `leaselab`. Reads the call, hands it to the command, answers its status. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"
#include "ui/cli/help.h"
#include "ui/cli/output.h"
#include "ui/cli/say.h"

#include "sim/base/check.h"

static int command_help(const Options *options) {
    Text help = {0};
    help_add(&help, options);
    const int status = deliver(NULL, &help);
    text_free(&help);
    return status;
}

static int carry_out(const Options *options) {
    switch (options->command) {
    case COMMAND_RUN: return command_run(options);
    case COMMAND_CHECK: return command_check(options);
    case COMMAND_TRACE: return command_trace(options);
    case COMMAND_WHY: return command_why(options);
    case COMMAND_COMPARE: return command_compare(options);
    case COMMAND_BUDGET: return command_budget(options);
    case COMMAND_SWEEP: return command_sweep(options);
    case COMMAND_DRAW: return command_draw(options);
    case COMMAND_REPORT: return command_report(options);
    case COMMAND_VIEW: return command_view(options);
    case COMMAND_FILM: return command_film(options);
    case COMMAND_PRODUCTS: return command_products(options);
    case COMMAND_RULES: return command_rules(options);
    case COMMAND_PROVE: return command_prove(options);
    case COMMAND_NEW: return command_new(options);
    case COMMAND_HELP: return command_help(options);
    case COMMAND_NONE:
    case COMMAND_COUNT: break;
    }
    CHECK(!"a Command");
}

int main(int argc, char **argv) {
    output_setup();
    Options options;
    Text message = {0};
    int status = options_parse(argc, argv, &options, &message);
    const int said = say_text(&message);
    text_free(&message);
    if (status == STATUS_GOOD) status = carry_out(&options);
    return said != STATUS_GOOD ? said : status;
}
