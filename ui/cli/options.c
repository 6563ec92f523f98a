#include "ui/cli/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/base/check.h"
#include "ui/canvas/ink.h"

enum { SHOWN = 80 };        /* characters shown of a word */
enum { LONG_OPTION = 256 }; /* values of long options begin here, above any letter */

bool options_allowed(Command command, OptionId id) {
    return (COMMANDS[command].allowed & OPTION_BIT(id)) != 0;
}

bool options_colour(Colour choice, int descriptor) {
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (choice != COLOUR_AUTO) return choice == COLOUR_ALWAYS;
    return isatty(descriptor) && !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
}

static void add_quoted(Text *text, const char *word) {
    text_add_char(text, '\'');
    text_add_safe_cut(text, word, SHOWN);
    text_add_char(text, '\'');
}

static void begin_error(Text *message) {
    text_add(message, "leaselab: error: ");
}

/* Ends an error: what may have been meant (or NULL), and where help is. Answers the status. */
static int end_error(Text *message, Command command, const char *before, const char *nearest) {
    if (nearest) text_add_format(message, "; did you mean '%s%s'?", before, nearest);
    text_add(message, "\ntry 'leaselab ");
    if (command != COMMAND_NONE) text_add_format(message, "%s ", COMMANDS[command].name);
    text_add(message, "--help'\n");
    return 2;
}

static int unknown_command(const char *word, Text *message) {
    const char *names[COMMAND_COUNT];
    size_t count = 0;
    for (int i = COMMAND_NONE + 1; i < COMMAND_COUNT; i++) names[count++] = COMMANDS[i].name;
    const size_t length = strlen(word);
    begin_error(message);
    text_add(message, "unknown command ");
    add_quoted(message, word);
    const bool is_file = length > 5 && strcmp(word + length - 5, ".yaml") == 0;
    if (is_file) text_add(message, "; a scenario goes after a command, as in 'leaselab run FILE'");
    return end_error(message, COMMAND_NONE, "", is_file ? NULL : text_nearest(word, length, names, count));
}

static bool find_command(const char *word, Command *out) {
    for (Command i = COMMAND_NONE + 1; i < COMMAND_COUNT; i++)
        if (strcmp(word, COMMANDS[i].name) == 0) {
            *out = i;
            return true;
        }
    return false;
}

/* `element` is the argument as it was typed: --name, --name=value, or letters behind one dash. */
static int unknown_option(Command command, const char *element, int letter, Text *message) {
    const char *names[OPTION_COUNT], *elsewhere = NULL;
    char word[SHOWN + 1] = {(char)letter}; /* a longer name is near to none */
    size_t count = 0, matches = 0;
    const bool is_long = strncmp(element, "--", 2) == 0;
    const size_t length = is_long ? strcspn(element + 2, "=") : 1;
    if (is_long) memcpy(word, element + 2, length < SHOWN ? length : SHOWN);
    for (OptionId i = 0; i < OPTION_COUNT; i++) {
        const bool is_it = is_long ? strcmp(word, OPTIONS[i].name) == 0 : OPTIONS[i].letter == *word;
        if (is_it) elsewhere = OPTIONS[i].name;
        if (!options_allowed(command, i)) continue;
        names[count++] = OPTIONS[i].name;
        matches += is_long && strncmp(word, OPTIONS[i].name, length) == 0;
    }
    begin_error(message);
    text_add(message, matches > 1 ? "ambiguous option " : "unknown option ");
    add_quoted(message, is_long || letter < 0 || letter > 126 ? element : (char[]){'-', (char)letter, '\0'});
    if (command != COMMAND_NONE)
        text_add_format(message, " for '%s'", COMMANDS[command].name);
    else if (elsewhere)
        text_add(message, " before a command; it goes after it");
    const char *nearest =
        is_long && matches < 2 && !elsewhere ? text_nearest(word, length, names, count) : NULL;
    return end_error(message, command, "--", nearest);
}

/* `what` is what the value was given for: "--theme". */
static int bad_choice(Command command, const char *what, const Choice *choices, const char *value,
                      Text *message) {
    const char *names[8];
    size_t count = 0;
    begin_error(message);
    text_add_format(message, "%s is ", what);
    for (; choices[count].name; count++) {
        CHECK(count < sizeof names / sizeof *names);
        text_add_format(message, "%s'%s'",
                        !count                    ? ""
                        : choices[count + 1].name ? ", "
                                                  : " or ",
                        choices[count].name);
        names[count] = choices[count].name;
    }
    text_add(message, ", not ");
    add_quoted(message, value);
    return end_error(message, command, "", text_nearest(value, strlen(value), names, count));
}

/* Complains of a value that cannot be. *out_chosen becomes the choice that it names, where there are some. */
static int judge_value(Command command, OptionId id, const char *value, int *out_chosen, Text *message) {
    const Choice *choice = OPTIONS[id].choices;
    if (choice) {
        while (choice->name && strcmp(choice->name, value) != 0) choice++;
        char what[SHOWN];
        snprintf(what, sizeof what, "--%s", OPTIONS[id].name);
        if (!choice->name) return bad_choice(command, what, OPTIONS[id].choices, value, message);
        *out_chosen = choice->value;
    } else if (value && !*value) {
        begin_error(message);
        text_add_format(message, "--%s needs a value, %s, and this one is empty", OPTIONS[id].name,
                        OPTIONS[id].argument);
        return end_error(message, command, "", NULL);
    }
    return 0;
}

/* One more, where the option may be given again and again. */
static int take_again(Options *out, OptionId id, const char *value, Text *message) {
    const struct {
        OptionId id;
        const char **values;
        int *count, most;
    } lists[] = {{OPTION_CHANGE, out->changes, &out->change_count, CHANGES_MOST},
                 {OPTION_VARY, out->vary, &out->vary_count, VARY_MOST},
                 {OPTION_MEASURE, out->measures, &out->measure_count, MEASURES_MOST},
                 {OPTION_ONLY, out->only, &out->only_count, ONLY_MOST}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (lists[i].id != id) continue;
        if (*lists[i].count < lists[i].most) {
            lists[i].values[(*lists[i].count)++] = value;
            return 0;
        }
        begin_error(message);
        text_add_format(message, "--%s can be given %d times at most", OPTIONS[id].name, lists[i].most);
        return end_error(message, out->command, "", NULL);
    }
    return 0;
}

/* Puts a value that was judged where it belongs. */
static void store(Options *out, OptionId id, const char *value, int chosen) {
    switch (id) {
    case OPTION_VERBOSE: out->verbose = true; break;
    case OPTION_COLOUR: out->colour = (Colour)chosen; break;
    case OPTION_TRACE_FORMAT:
    case OPTION_TABLE_FORMAT:
    case OPTION_DAYS_FORMAT:
    case OPTION_SWEEP_FORMAT: out->format = (Format)chosen; break;
    case OPTION_OUTPUT: out->output = value; break;
    case OPTION_MACHINE: out->machine = value; break;
    case OPTION_AT: out->at = value; break;
    case OPTION_SEEDS: out->seeds = value; break;
    case OPTION_JOBS: out->jobs = value; break;
    case OPTION_SHARD: out->shard = value; break;
    case OPTION_JOURNAL: out->journal = value; break;
    case OPTION_MERGE: out->merge = true; break;
    case OPTION_REACH: out->reach = value; break;
    case OPTION_SCENARIO: out->scenario = true; break;
    case OPTION_FLEET: out->fleet = value; break;
    case OPTION_DEEP: out->deep = true; break;
    case OPTION_FIGURE_FORMAT: out->as = (FigureAs)chosen; break;
    case OPTION_THEME:
    case OPTION_WINDOW_THEME: out->theme = chosen; break;
    case OPTION_WIDTH: out->width = value; break;
    case OPTION_PICTURE_SCALE:
    case OPTION_WINDOW_SCALE: out->scale = value; break;
    case OPTION_BACKGROUND: out->background = chosen; break;
    case OPTION_FROM: out->from = value; break;
    case OPTION_TO: out->to = value; break;
    case OPTION_TITLE: out->title = value; break;
    case OPTION_PRODUCT: out->product = value; break;
    case OPTION_SIZE: out->size = value; break;
    case OPTION_RECORD: out->record = value; break;
    case OPTION_REPLAY: out->replay = value; break;
    case OPTION_SPEED: out->speed = value; break;
    case OPTION_FPS: out->fps = value; break;
    case OPTION_NO_CAPTION:
    case OPTION_NO_FOLD:
    case OPTION_DESCRIBE:
    case OPTION_DATA:
    case OPTION_ALL:
    case OPTION_WATCH:
    case OPTION_CHECK:
    case OPTION_HANDOUT:
    case OPTION_ANSWERS:
    case OPTION_STILL:
    case OPTION_TEXT: break; /* `given` tells */
    case OPTION_CHANGE:
    case OPTION_VARY:
    case OPTION_MEASURE:
    case OPTION_ONLY: break; /* take_again has it */
    case OPTION_MAN: out->help = HELP_MAN; break;
    case OPTION_BASH: out->help = HELP_BASH; break;
    case OPTION_HELP: out->help = HELP_COMMAND; break;
    case OPTION_VERSION: out->help = HELP_VERSION; break;
    case OPTION_COUNT: CHECK(false);
    }
}

/* An option is there, with its value if it takes one; the last of several holds. */
static int take_option(Options *out, OptionId id, const char *value, Text *message) {
    int chosen = 0;
    int status = judge_value(out->command, id, value, &chosen, message);
    if (!status) status = take_again(out, id, value, message);
    if (status) return status;
    out->given |= OPTION_BIT(id);
    store(out, id, value, chosen);
    return 0;
}

/* What getopt_long wants to know of a command's options. */
typedef struct {
    char letters[2 * OPTION_COUNT + 3];
    struct option longs[2 * OPTION_COUNT + 1];
} Getopt;

static void describe_options(Command command, Getopt *out) {
    *out = (Getopt){0};
    char *letter = out->letters;
    struct option *name = out->longs;
    *letter++ = command == COMMAND_NONE ? '+' : '-'; /* stop at an operand, or hand it over in its turn */
    *letter++ = ':';                                 /* tell a missing value from an unknown option */
    for (OptionId i = 0; i < OPTION_COUNT; i++) {
        if (!options_allowed(command, i)) continue;
        const int has_value = OPTIONS[i].argument ? required_argument : no_argument;
        *name++ = (struct option){OPTIONS[i].name, has_value, NULL, LONG_OPTION + (int)i};
        if (OPTIONS[i].alias)
            *name++ = (struct option){OPTIONS[i].alias, has_value, NULL, LONG_OPTION + (int)i};
        if (!OPTIONS[i].letter) continue;
        *letter++ = OPTIONS[i].letter;
        if (has_value) *letter++ = ':';
    }
}

/* The option of this letter or LONG_OPTION value; OPTION_COUNT when the command has none. */
static OptionId find_option(Command command, int found) {
    for (OptionId i = 0; i < OPTION_COUNT; i++)
        if (options_allowed(command, i) &&
            (found == LONG_OPTION + (int)i || (found && found == OPTIONS[i].letter)))
            return i;
    return OPTION_COUNT;
}

static int misused_option(Command command, OptionId id, bool missing, Text *message) {
    begin_error(message);
    text_add_format(message, missing ? "--%s needs a value, %s" : "--%s takes no value", OPTIONS[id].name,
                    OPTIONS[id].argument);
    return end_error(message, command, "", NULL);
}

/* Reads the words behind a command, or those before it. `words[0]` is not one of them. Operands are moved to
 * the front, behind words[0]; getopt's own way of that obeys POSIXLY_CORRECT, and a call means the same
 * everywhere. */
static int read_words(int count, char **words, Options *out, int *out_next, Text *message) {
    Getopt known;
    describe_options(out->command, &known);
    out->operands = words + 1;
    opterr = 0;
    optind = 0; /* glibc: begin anew */
    for (;;) {
        const int at = optind ? optind : 1;
        const int found = getopt_long(count, words, known.letters, known.longs, NULL);
        if (found == -1) break;
        if (found == 1) {
            out->operands[out->operand_count++] = optarg;
            continue;
        }
        const bool is_wrong = found == '?' || found == ':';
        const OptionId id = find_option(out->command, is_wrong ? optopt : found);
        if (id == OPTION_COUNT) return unknown_option(out->command, words[at], optopt, message);
        if (is_wrong) return misused_option(out->command, id, found == ':', message);
        const int status = take_option(out, id, OPTIONS[id].argument ? optarg : NULL, message);
        if (status) return status;
    }
    *out_next = optind;
    if (out->command == COMMAND_NONE) return 0;
    for (int i = optind; i < count; i++) out->operands[out->operand_count++] = words[i]; /* behind -- */
    return 0;
}

static int judge_required(const Options *options, Text *message) {
    const CommandRow *row = &COMMANDS[options->command];
    int missing = 0;
    for (OptionId i = 0; i < OPTION_COUNT; i++) {
        if (!(row->required & ~options->given & OPTION_BIT(i))) continue;
        if (!missing++) {
            begin_error(message);
            text_add_format(message, "'%s' needs ", row->name);
        } else
            text_add(message, " and ");
        text_add_format(message, "--%s %s", OPTIONS[i].name, OPTIONS[i].argument);
    }
    return missing ? end_error(message, options->command, "", NULL) : 0;
}

/* Takes the first operand away where it is one of the row's kinds. */
static int take_kind(Options *options, Text *message) {
    const CommandRow *row = &COMMANDS[options->command];
    if (!row->kinds || (options->given & row->kindless)) return 0;
    if (options->operand_count == 0) {
        begin_error(message);
        text_add_format(message, "'%s' needs a %s", row->name, row->kind);
        if (!(options->given & row->optional)) text_add_format(message, " and a %s", row->operand);
        return end_error(message, options->command, "", NULL);
    }
    const Choice *choice = row->kinds;
    while (choice->name && strcmp(choice->name, options->operands[0]) != 0) choice++;
    if (!choice->name)
        return bad_choice(options->command, row->kind, row->kinds, options->operands[0], message);
    options->kind = choice->value;
    options->operands++;
    options->operand_count--;
    return 0;
}

/* The option of a command that takes the place of its last operand; OPTION_COUNT when there is none. */
static OptionId find_instead(Command command) {
    for (OptionId i = 0; i < OPTION_COUNT; i++)
        if (COMMANDS[command].instead & OPTION_BIT(i)) return i;
    return OPTION_COUNT;
}

static void add_number(const CommandRow *row, int number, Text *message) {
    text_add_format(message, "%s %s%s", number == 1 ? "one" : "two", row->operand, number == 1 ? "" : "s");
}

static void add_too_few(const CommandRow *row, int least, OptionId instead, Text *message) {
    text_add_format(message, "'%s' needs ", row->name);
    if (least == 1)
        text_add_format(message, "a %s", row->operand);
    else
        add_number(row, least, message);
    if (instead < OPTION_COUNT && least == row->least)
        text_add_format(message, ", or one and --%s %s", OPTIONS[instead].name, OPTIONS[instead].argument);
}

static void add_too_many(const CommandRow *row, int most, OptionId instead, const char *operand,
                         Text *message) {
    text_add_format(message, "'%s' takes ", row->name);
    if (row->operand)
        add_number(row, most, message);
    else
        text_add(message, "options only");
    if (most < row->most) text_add_format(message, " with --%s", OPTIONS[instead].name);
    text_add(message, ", and ");
    add_quoted(message, operand);
    text_add(message, " is too much");
}

static int judge_operands(const Options *options, Text *message) {
    const CommandRow *row = &COMMANDS[options->command];
    const OptionId instead = find_instead(options->command);
    const bool is_instead = (options->given & row->instead) != 0;
    const int least = row->least - (is_instead || (options->given & row->optional) ? 1 : 0);
    const int most = options->given & row->many ? ANY_NUMBER : row->most - is_instead;
    int empty = 0, from_input = 0;
    for (int i = 0; i < options->operand_count; i++) {
        empty += !*options->operands[i];
        from_input += strcmp(options->operands[i], "-") == 0;
    }
    if (options->operand_count >= least && options->operand_count <= most && !empty && from_input < 2)
        return 0;
    begin_error(message);
    if (options->operand_count < least)
        add_too_few(row, least, instead, message);
    else if (options->operand_count > most)
        add_too_many(row, most, instead, options->operands[most], message);
    else if (empty)
        text_add_format(message, "the name of a %s is empty", row->operand);
    else
        text_add(message, "standard input ('-') can be read only once");
    return end_error(message, options->command, "", NULL);
}

static int show_usage(Text *message) {
    text_add(message, "usage: leaselab COMMAND [OPTION…] [FILE…]\ncommands:");
    for (int i = COMMAND_NONE + 1; i < COMMAND_COUNT; i++) text_add_format(message, " %s", COMMANDS[i].name);
    text_add(message, "\ntry 'leaselab --help'\n");
    return 2;
}

/* --help and --version, wherever they were, become the command `help`. */
static int read_call(int argc, char **argv, Options *out, Text *message) {
    int next = 0, status = argc > 0 ? read_words(argc, argv, out, &next, message) : 0;
    if (status) return status;
    if (out->help != HELP_OVERVIEW) {
        if (out->help == HELP_COMMAND) out->help = HELP_OVERVIEW;
        out->command = COMMAND_HELP;
        return 0;
    }
    if (next >= argc) return show_usage(message);
    if (!find_command(argv[next], &out->command)) return unknown_command(argv[next], message);
    if (options_allowed(out->command, OPTION_TRACE_FORMAT))
        out->format = (Format)OPTIONS[OPTION_TRACE_FORMAT].choices[0].value;
    if (options_allowed(out->command, OPTION_SWEEP_FORMAT))
        out->format = (Format)OPTIONS[OPTION_SWEEP_FORMAT].choices[0].value;
    status = read_words(argc - next, argv + next, out, &next, message);
    if (status) return status;
    if (out->help == HELP_COMMAND) {
        out->topic = out->command;
        out->command = COMMAND_HELP;
        return 0;
    }
    status = take_kind(out, message);
    if (!status) status = judge_operands(out, message);
    if (!status) status = judge_required(out, message);
    if (status || out->command != COMMAND_HELP || out->operand_count == 0) return status;
    if (!find_command(out->operands[0], &out->topic)) return unknown_command(out->operands[0], message);
    if (out->help == HELP_OVERVIEW) out->help = HELP_COMMAND;
    return 0;
}

int options_parse(int argc, char **argv, Options *out, Text *out_message) {
    *out = (Options){.kind = -1, .background = INK_BACKGROUND};
    const int status = read_call(argc, argv, out, out_message);
    return out_message->failed ? 3 : status;
}
