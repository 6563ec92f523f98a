/* help: what the program says of itself, printed from the tables of options.h: help for the terminal, the
 * manual page and the completion for bash. The same bytes everywhere: neither language nor width of the
 * terminal matter. Leaves out: what is said when a call is wrong (options.h). */
#ifndef LEASELAB_CLI_HELP_H
#define LEASELAB_CLI_HELP_H

#include "sim/base/text.h"
#include "ui/cli/options.h"

#define LEASELAB_VERSION "0.1.0"

/* What `help`, --help or --version asked for (with COMMAND_HELP). */
void help_add(Text *out, const Options *options);

void help_overview(Text *out);
void help_command(Text *out, Command command); /* COMMAND_NONE: the overview */
void help_man(Text *out);                      /* mdoc, in ASCII; `mandoc -T lint -W warning` finds nothing */
void help_bash(Text *out);                     /* to be sourced, bash 4.4 or later */

#endif
