/* commands: what each command of options_table.c does. Each answers the program's exit status and has said on
 * standard error why it is not 0. */
#ifndef LEASELAB_CLI_COMMANDS_H
#define LEASELAB_CLI_COMMANDS_H

#include "ui/cli/options.h"

int command_run(const Options *options);
int command_check(const Options *options);
int command_trace(const Options *options);
int command_why(const Options *options);
int command_compare(const Options *options);
int command_budget(const Options *options);
int command_sweep(const Options *options);
int command_draw(const Options *options);
int command_report(const Options *options);
int command_view(const Options *options);
int command_film(const Options *options);
int command_products(const Options *options);
int command_rules(const Options *options);
int command_prove(const Options *options);
int command_new(const Options *options);

#endif
