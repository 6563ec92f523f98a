#include "ui/cli/help.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { WIDTH = 79, MARGIN = 2, SUMMARY_COLUMN = 25 };

#define WHAT_IT_IS                                                                                           \
    "Lease Lab teaches how KMS-style leases behave. A scenario is one YAML file that says which machines "   \
    "and hosts "                                                                                             \
    "there are and what happens to them; the program runs it minute by minute, always the same way."

#define FOR_WHOM                                                                                             \
    "A trainer shows a lesson and asks its questions. A student tries what happens if, and asks why. An "    \
    "author of "                                                                                             \
    "documentation takes tables, figures and traces that are true of the run they describe."

#define WHAT_IT_IS_NOT                                                                                       \
    "This is a model, made for teaching. It opens no network connection, speaks no protocol, knows no "      \
    "product keys "                                                                                          \
    "and activates nothing, nor does it change how anything is licensed. It is not made or endorsed by any " \
    "vendor of "                                                                                             \
    "the products whose published figures it uses, and no substitute for their documentation."

/* ---- both for the terminal and the manual page ---- */

/* Breaks `sentences` into lines of at most WIDTH, indented; `column` is where the first line already is. */
static void add_wrapped(Text *out, const char *sentences, size_t indent, size_t column) {
    bool is_first = true;
    while (*sentences) {
        const size_t length = strcspn(sentences, " "), width = utf8_length(sentences, length);
        if (!is_first && column + 1 + width > WIDTH) {
            text_add_char(out, '\n');
            text_add_repeat(out, ' ', indent);
            column = indent;
        } else if (!is_first) {
            text_add_char(out, ' ');
            column++;
        }
        text_add_bytes(out, sentences, length);
        column += width;
        is_first = false;
        sentences += length + strspn(sentences + length, " ");
    }
    text_add_char(out, '\n');
}

static bool is_required(Command command, OptionId id) {
    return (COMMANDS[command].required & OPTION_BIT(id)) != 0;
}

/* Adds "jsonl (the default), csv or perfetto". */
static void add_choices(Text *out, const Choice *choices) {
    for (const Choice *choice = choices; choice->name; choice++) {
        if (choice > choices) text_add(out, choice[1].name ? ", " : " or ");
        text_add(out, choice->name);
        if (choice == choices) text_add(out, " (the default)");
    }
}

/* Adds the summary of an option and its choices, as `end` of a sentence. */
static void add_option_summary(Text *out, const OptionRow *option, const char *end) {
    text_add(out, option->summary);
    if (option->choices) {
        text_add(out, ": ");
        add_choices(out, option->choices);
    }
    text_add(out, end);
}

/* ---- for the terminal ---- */

/* Adds a part of a call that stays in one piece, on a new line where this one is full. */
static void add_part(Text *out, size_t *column, const char *part) {
    const size_t width = utf8_length(part, strlen(part));
    if (*column > 0 && *column + 1 + width > WIDTH) {
        text_add(out, "\n        ");
        *column = 8;
    }
    text_add_format(out, " %s", part);
    *column += 1 + width;
}

static void add_usage(Text *out, Command command) {
    const CommandRow *row = &COMMANDS[command];
    char part[80];
    size_t column = strlen("usage: leaselab");
    text_add(out, "usage: leaselab");
    add_part(out, &column, row->name);
    for (OptionId i = 0; i < OPTION_COUNT; i++) {
        if (!is_required(command, i)) continue;
        snprintf(part, sizeof part, "--%s %s", OPTIONS[i].name, OPTIONS[i].argument);
        add_part(out, &column, part);
    }
    for (OptionId i = 0; i < OPTION_HELP; i++) {
        if (!options_allowed(command, i) || is_required(command, i)) continue;
        const char *argument = OPTIONS[i].argument;
        snprintf(part, sizeof part, "[--%s%s%s]", OPTIONS[i].name, argument ? " " : "",
                 argument ? argument : "");
        add_part(out, &column, part);
    }
    if (row->operand) {
        if (row->least > 1) add_part(out, &column, row->operand);
        snprintf(part, sizeof part, row->least && !row->instead ? "%s%s" : "[%s]%s", row->operand,
                 row->most > row->least && row->least ? "…" : "");
        add_part(out, &column, part);
    }
    text_add_char(out, '\n');
}

/* Adds a name and, from SUMMARY_COLUMN on, what is said of it. */
static void add_entry(Text *out, const char *name, const char *says) {
    size_t column = MARGIN + utf8_length(name, strlen(name));
    text_add_repeat(out, ' ', MARGIN);
    text_add(out, name);
    if (column + MARGIN > SUMMARY_COLUMN) {
        text_add_char(out, '\n');
        column = 0;
    }
    text_add_repeat(out, ' ', SUMMARY_COLUMN - column);
    add_wrapped(out, says, SUMMARY_COLUMN, SUMMARY_COLUMN);
}

static void add_options(Text *out, Command command) {
    Text name = {0}, says = {0};
    text_add(out, "\noptions:\n");
    for (OptionId i = 0; i < OPTION_COUNT; i++) {
        const OptionRow *option = &OPTIONS[i];
        if (!options_allowed(command, i)) continue;
        text_clear(&name);
        text_clear(&says);
        if (option->letter)
            text_add_format(&name, "-%c, ", option->letter);
        else
            text_add(&name, "    ");
        text_add_format(&name, "--%s", option->name);
        if (option->argument) text_add_format(&name, " %s", option->argument);
        add_option_summary(&says, option, is_required(command, i) ? "; must be given" : "");
        if (!name.failed && !says.failed) add_entry(out, name.bytes, says.bytes);
    }
    out->failed |= name.failed || says.failed;
    text_free(&name);
    text_free(&says);
}

static const char *const EXIT_2 = "the scenario or the call is wrong";
static const char *const EXIT_3 =
    "the computer failed: a file could not be read or written, or memory ran out";

static void add_exits(Text *out, Command command) {
    const CommandRow *row = &COMMANDS[command];
    text_add(out, "\nexit status:\n");
    const char *const says[] = {row->exit_0, row->exit_1, EXIT_2, EXIT_3};
    for (int i = 0; i < 4; i++) {
        if (!says[i]) continue;
        text_add_format(out, "  %d  ", i);
        add_wrapped(out, says[i], 5, 5);
    }
    if (row->most > 1 && !options_allowed(command, OPTION_MERGE))
        text_add(out, "With several files it is the highest.\n");
}

void help_overview(Text *out) {
    text_add(out, "usage: leaselab COMMAND [OPTION…] [FILE…]\n\n");
    add_wrapped(out, WHAT_IT_IS, 0, 0);
    text_add(out, "\ncommands:\n");
    for (Command i = COMMAND_NONE + 1; i < COMMAND_COUNT; i++)
        add_entry(out, COMMANDS[i].name, COMMANDS[i].summary);
    add_options(out, COMMAND_NONE);
    text_add(out, "\n'leaselab help COMMAND' says more about one, 'leaselab help --man' about all.\n"
                  "FILE is a scenario, '-' for standard input, or the name of one that ships:\n"
                  "  leaselab run fifth-laptop\n");
}

void help_command(Text *out, Command command) {
    const CommandRow *row = &COMMANDS[command];
    if (command == COMMAND_NONE) {
        help_overview(out);
        return;
    }
    add_usage(out, command);
    text_add_char(out, '\n');
    add_wrapped(out, row->about, 0, 0);
    add_options(out, command);
    add_exits(out, command);
    text_add_format(out, "\nexample:\n  %s\n  ", row->example);
    add_wrapped(out, row->example_says, MARGIN, MARGIN);
}

void help_add(Text *out, const Options *options) {
    switch (options->help) {
    case HELP_OVERVIEW: help_overview(out); break;
    case HELP_COMMAND: help_command(out, options->topic); break;
    case HELP_MAN: help_man(out); break;
    case HELP_BASH: help_bash(out); break;
    case HELP_VERSION: text_add(out, "leaselab " LEASELAB_VERSION "\n"); break;
    }
}

/* ---- the manual page ---- */

/* Adds sentences as mdoc wants them: each begins a line, and nothing in them is markup. */
static void man_text(Text *out, const char *sentences) {
    size_t column = 0;
    while (*sentences) {
        const size_t length = strcspn(sentences, " ");
        if (column > 0) text_add_char(out, column + 1 + length > WIDTH ? '\n' : ' ');
        column = column + 1 + length > WIDTH ? 0 : column + (column > 0);
        if (column == 0 && (*sentences == '.' || *sentences == '\'')) text_add(out, "\\&");
        for (size_t i = 0; i < length; i++) {
            if (sentences[i] == '\\')
                text_add(out, "\\e");
            else if (sentences[i] == '-' && i < 2)
                text_add(out, "\\-"); /* an option, no dash of ours */
            else
                text_add_char(out, sentences[i]);
        }
        column += length;
        const bool is_end = strchr(".!?", sentences[length - 1]) && sentences[length];
        if (is_end) text_add_char(out, '\n');
        if (is_end) column = 0;
        sentences += length + strspn(sentences + length, " ");
    }
    text_add_char(out, '\n');
}

static void man_option(Text *out, Command command, OptionId id) {
    const OptionRow *option = &OPTIONS[id];
    text_add(out, is_required(command, id) ? ".Fl " : ".Op Fl ");
    if (option->letter)
        text_add_char(out, option->letter);
    else
        text_add_format(out, "-%s", option->name);
    if (option->argument) text_add_format(out, " Ar %s", option->argument);
    text_add_char(out, '\n');
}

static void man_synopsis(Text *out) {
    text_add(out, ".Sh SYNOPSIS\n");
    for (Command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++) {
        const CommandRow *row = &COMMANDS[command];
        text_add_format(out, ".Nm\n.Cm %s\n", row->name);
        for (OptionId i = 0; i < OPTION_HELP; i++)
            if (options_allowed(command, i)) man_option(out, command, i);
        if (row->operand && row->least > 1) text_add_format(out, ".Ar %s\n", row->operand);
        if (row->operand)
            text_add_format(out, row->least && !row->instead ? ".Ar %s%s\n" : ".Op Ar %s%s\n", row->operand,
                            row->most > row->least && row->least ? " ..." : "");
    }
    text_add(out, ".Nm\n.Op Fl -help | Fl -version\n");
}

static void man_command(Text *out, Command command) {
    const CommandRow *row = &COMMANDS[command];
    Text says = {0};
    text_add_format(out, ".Ss %s\n", row->name);
    man_text(out, row->about);
    text_add(out, ".Bl -tag -width Ds\n");
    for (OptionId i = 0; i < OPTION_COUNT; i++) {
        const OptionRow *option = &OPTIONS[i];
        if (!options_allowed(command, i)) continue;
        text_add(out, ".It ");
        if (option->letter) text_add_format(out, "Fl %c , ", option->letter);
        text_add_format(out, "Fl -%s", option->name);
        if (option->argument) text_add_format(out, " Ar %s", option->argument);
        text_add_char(out, '\n');
        text_clear(&says);
        add_option_summary(&says, option, is_required(command, i) ? "; must be given." : ".");
        if (!says.failed) man_text(out, says.bytes);
    }
    text_add(out, ".El\n.Pp\n");
    text_clear(&says);
    text_add_format(&says, "Status 0: %s.", row->exit_0);
    if (row->exit_1) text_add_format(&says, " Status 1: %s.", row->exit_1);
    if (!says.failed) man_text(out, says.bytes);
    out->failed |= says.failed;
    text_free(&says);
}

typedef struct {
    const char *name, *says;
} Entry;

static const Entry ENVIRONMENT[] = {
    {"LEASELAB_SCENARIOS", "A directory that is searched first for scenarios named without path and number."},
    {"NO_COLOR", "If set and not empty, no colours unless the call asks for them."},
    {"TERM", "If it is dumb, the same."},
    {"COLUMNS , LANG , LC_ALL , TZ", "Ignored: the same call prints the same bytes everywhere."},
};

static const Entry FILES[] = {
    {"../scenarios , ../share/leaselab/scenarios",
     "The scenarios that ship, as seen from the directory of the program. Their names begin with a number: "
     "NN-fifth-laptop.yaml can be named fifth-laptop."},
    {".leaselab-*",
     "A file that is being written, beside where it belongs; there for a moment only. One that is left after "
     "a crash can be deleted."},
};

static const Entry EXITS[] = {
    {"0", "Done; of a run: all claims held."},
    {"1", "A claim failed."},
    {"2", "The scenario or the call is wrong. Nothing was written."},
    {"3", "The computer failed: a file could not be read or written, or memory ran out. An existing output "
          "keeps what "
          "it had."},
    {"70", "The program met a mistake of its own. Please report what it says."},
    {"141", "The reader of the output went away, as head does when it has seen enough."},
};

static void man_entries(Text *out, const char *heading, const char *macro, const Entry entries[],
                        size_t count) {
    text_add_format(out, ".Sh %s\n.Bl -tag -width Ds\n", heading);
    for (size_t i = 0; i < count; i++) {
        text_add_format(out, ".It %s%s\n", macro, entries[i].name);
        man_text(out, entries[i].says);
    }
    text_add(out, ".El\n");
}

static void man_examples(Text *out) {
    text_add(out, ".Sh EXAMPLES\n");
    for (Command i = COMMAND_NONE + 1; i < COMMAND_COUNT; i++) {
        if (i > COMMAND_NONE + 1) text_add(out, ".Pp\n");
        man_text(out, COMMANDS[i].example_says);
        text_add_format(out, ".Bd -literal -offset indent\n%s\n.Ed\n", COMMANDS[i].example);
    }
}

void help_man(Text *out) {
    text_add(out, ".\\\" Printed by `leaselab help --man` from the program's own tables.\n"
                  ".Dd November 24, 2026\n.Dt LEASELAB 1\n.Os\n"
                  ".Sh NAME\n.Nm leaselab\n.Nd teach how KMS-style leases behave\n");
    man_synopsis(out);
    text_add(out, ".Sh DESCRIPTION\n");
    man_text(out, WHAT_IT_IS " " FOR_WHOM);
    text_add(out, ".Pp\n");
    man_text(
        out,
        "FILE is a scenario, - for standard input, or the name of a scenario that ships, without path and "
        "number. Options may follow operands; what follows -- is an operand. Results go to standard output "
        "and everything else to standard error. INSTANT is a duration since the start, such as 2d or 1d12h "
        "(units y w d h m, largest first), or a calendar time, such as 2026-01-07 12:00.");
    text_add(out, ".Ss What this is not\n");
    man_text(out, WHAT_IT_IS_NOT);
    text_add(out, ".Sh COMMANDS\n");
    for (Command i = COMMAND_NONE + 1; i < COMMAND_COUNT; i++) man_command(out, i);
    man_entries(out, "ENVIRONMENT", "Ev ", ENVIRONMENT, sizeof ENVIRONMENT / sizeof *ENVIRONMENT);
    man_entries(out, "FILES", "Pa ", FILES, sizeof FILES / sizeof *FILES);
    man_entries(out, "EXIT STATUS", "", EXITS, sizeof EXITS / sizeof *EXITS);
    text_add(out, ".Pp\nWith several files it is the highest.\n"
                  "A signal ends the program with 128 plus its number, as a shell counts.\n");
    man_examples(out);
    text_add(out, ".Sh SEE ALSO\n.Xr jq 1 ,\n.Xr sqlite3 1 ,\n.Lk https://ui.perfetto.dev\n");
}
