/* options: what can be typed after `leaselab`. One const table of commands and one of options; the call is
 * read by them, and help.h prints the help, the man page and the completion from them. Leaves out: doing it
 * (main), and judging values that need the scenario (instants, names of machines). */
#ifndef LEASELAB_CLI_OPTIONS_H
#define LEASELAB_CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/text.h"

typedef enum {
    COMMAND_NONE, /* the program itself: its row holds the options that go before a command */
    COMMAND_RUN,
    COMMAND_CHECK,
    COMMAND_TRACE,
    COMMAND_WHY,
    COMMAND_COMPARE,
    COMMAND_BUDGET,
    COMMAND_SWEEP,
    COMMAND_DRAW,
    COMMAND_REPORT,
    COMMAND_VIEW,
    COMMAND_FILM,
    COMMAND_PRODUCTS,
    COMMAND_RULES,
    COMMAND_PROVE,
    COMMAND_NEW,
    COMMAND_HELP,
    COMMAND_COUNT
} Command;

typedef enum {
    FORMAT_TEXT,
    FORMAT_MARKDOWN,
    FORMAT_JSON,
    FORMAT_JSONL,
    FORMAT_CSV,
    FORMAT_PERFETTO,
    FORMAT_AUTO /* text on a terminal, CSV elsewhere */
} Format;
/* What a figure is written as. */
typedef enum {
    AS_AUTO, /* by the name of the output; SVG elsewhere */
    AS_SVG,
    AS_PNG,
    AS_PDF,
    AS_MERMAID,
    AS_DOT,
    AS_DATA,  /* --data */
    AS_WORDS, /* --describe */
    AS_COUNT
} FigureAs;
typedef enum { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER } Colour;
typedef enum { HELP_OVERVIEW, HELP_COMMAND, HELP_MAN, HELP_BASH, HELP_VERSION } HelpKind;

typedef enum {
    OPTION_VERBOSE,
    OPTION_COLOUR,
    OPTION_TRACE_FORMAT,
    OPTION_TABLE_FORMAT,
    OPTION_DAYS_FORMAT,
    OPTION_CHANGE,
    OPTION_VARY,
    OPTION_SEEDS,
    OPTION_MEASURE,
    OPTION_SWEEP_FORMAT,
    OPTION_JOBS,
    OPTION_SHARD,
    OPTION_MERGE,
    OPTION_JOURNAL,
    OPTION_REACH,
    OPTION_SCENARIO,
    OPTION_FLEET,
    OPTION_DEEP,
    OPTION_FIGURE_FORMAT,
    OPTION_THEME,
    OPTION_WIDTH,
    OPTION_PICTURE_SCALE,
    OPTION_BACKGROUND,
    OPTION_OUTPUT,
    OPTION_MACHINE,
    OPTION_AT,
    OPTION_FROM,
    OPTION_TO,
    OPTION_ONLY,
    OPTION_TITLE,
    OPTION_NO_CAPTION,
    OPTION_NO_FOLD,
    OPTION_PRODUCT,
    OPTION_DESCRIBE,
    OPTION_DATA,
    OPTION_ALL,
    OPTION_WATCH,
    OPTION_CHECK,
    OPTION_HANDOUT,
    OPTION_ANSWERS,
    OPTION_WINDOW_THEME,
    OPTION_WINDOW_SCALE,
    OPTION_SIZE,
    OPTION_STILL,
    OPTION_TEXT,
    OPTION_RECORD,
    OPTION_REPLAY,
    OPTION_SPEED,
    OPTION_FPS,
    OPTION_MAN,
    OPTION_BASH,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_COUNT
} OptionId;

typedef struct {
    const char *name;
    int value; /* of the enum the option sets */
} Choice;

typedef struct {
    const char *name;     /* after the two dashes */
    const char *alias;    /* read, but shown nowhere; or NULL */
    const char *argument; /* how help calls the value; NULL: takes none */
    const Choice
        *choices; /* ends with a NULL name, the first is the default; NULL: any value but an empty one */
    const char *summary;
    char letter; /* after one dash; or 0 */
} OptionRow;

enum { ANY_NUMBER = 1 << 20, CHANGES_MOST = 32, VARY_MOST = 8, MEASURES_MOST = 32, ONLY_MOST = 64 };

typedef struct {
    const char *name;
    const char *operand;         /* how help calls it; NULL: takes none */
    int least, most;             /* operands */
    const char *kind;            /* how help calls a first operand that is one of … */
    const Choice *kinds;         /* … these; NULL: it is as all others */
    uint64_t allowed, required;  /* options, as OPTION_BIT */
    uint64_t kindless;           /* with one of these there is no such first operand … */
    uint64_t optional;           /* … with one of these the last one may be left out … */
    uint64_t many;               /* … and with one of these any number */
    uint64_t instead;            /* an option of these takes the place of the last operand */
    const char *summary;         /* half a sentence */
    const char *about;           /* sentences, on one line */
    const char *exit_0, *exit_1; /* what the status means here; NULL: never ends so */
    const char *example, *example_says;
} CommandRow;

#define OPTION_BIT(id) (UINT64_C(1) << (id))

extern const CommandRow COMMANDS[COMMAND_COUNT];
extern const OptionRow OPTIONS[OPTION_COUNT];

/* Owns nothing: strings and operands lie in argv. */
typedef struct {
    Command command;
    bool verbose;
    Format format;
    Colour colour;
    const char *output;                /* NULL or "-": standard output */
    const char *machine, *at;          /* both there for `why`; `at` is not judged yet */
    const char *changes[CHANGES_MOST]; /* of `compare`, and not judged yet */
    int change_count;
    /* of `sweep`, and not judged yet */
    const char *vary[VARY_MOST], *measures[MEASURES_MOST];
    int vary_count, measure_count;
    const char *seeds, *jobs, *shard, *journal; /* NULL: not given */
    bool merge;
    /* of `prove`, and not judged yet; NULL: not given */
    const char *reach, *fleet;
    bool scenario, deep;
    /* of `draw` and `report`; names, numbers and instants are not judged yet, NULL: not given */
    int kind; /* of the row's kinds; -1: none was given */
    FigureAs as;
    int theme, background; /* Theme, Ink */
    const char *width, *scale, *from, *to, *title, *product;
    const char *only[ONLY_MOST];
    int only_count;
    /* of `view` and `film`, beside theme, scale, from and to; not judged yet, NULL: not given */
    const char *size, *record, *replay, *speed, *fps;
    uint64_t given;  /* options, as OPTION_BIT */
    char **operands; /* "-" is standard input, and there at most once */
    int operand_count;
    HelpKind help; /* with COMMAND_HELP, which --help and --version also are */
    Command topic; /* with HELP_COMMAND */
} Options;

/* Reads the call; takes argc 0, and moves the strings of argv about. Answers 0; or 2 when the call is wrong,
 * with whole lines for standard error added to `out_message`; or 3 when there was no memory for those lines.
 */
int options_parse(int argc, char **argv, Options *out, Text *out_message);

/* Whether a command has an option. */
bool options_allowed(Command command, OptionId id);
/* Whether to put colours on this descriptor: with `auto` on a terminal that is not dumb, and not under
 * NO_COLOR. */
bool options_colour(Colour choice, int descriptor);

#endif
