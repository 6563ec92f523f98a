/* The tables of options.h: what a call may be made of, in the words that people read. They are read by
 * trainers, students and authors of documentation: no word of ours that SCENARIOS.md does not have. */
#include "ui/cli/options.h"

#include <stddef.h>

#include "ui/canvas/theme.h"
#include "ui/figures/request.h"

static const Choice COLOURS[] = {
    {"auto", COLOUR_AUTO}, {"always", COLOUR_ALWAYS}, {"never", COLOUR_NEVER}, {NULL, 0}};
static const Choice TRACE_FORMATS[] = {
    {"jsonl", FORMAT_JSONL}, {"csv", FORMAT_CSV}, {"perfetto", FORMAT_PERFETTO}, {NULL, 0}};
static const Choice DAYS_FORMATS[] = {{"text", FORMAT_TEXT}, {"csv", FORMAT_CSV}, {NULL, 0}};
static const Choice SWEEP_FORMATS[] = {
    {"auto", FORMAT_AUTO}, {"text", FORMAT_TEXT}, {"csv", FORMAT_CSV}, {NULL, 0}};
static const Choice FIGURES[] = {{"timeline", FIGURE_TIMELINE}, {"count", FIGURE_COUNT_OVER_TIME},
                                 {"sequence", FIGURE_SEQUENCE}, {"states", FIGURE_STATES},
                                 {"network", FIGURE_NETWORK},   {NULL, 0}};
static const Choice FIGURE_FORMATS[] = {{"auto", AS_AUTO}, {"svg", AS_SVG},     {"png", AS_PNG},
                                        {"pdf", AS_PDF},   {"mmd", AS_MERMAID}, {"dot", AS_DOT},
                                        {NULL, 0}};
static const Choice THEMES[] = {{"light", THEME_LIGHT}, {"dark", THEME_DARK},
                                {"print", THEME_PRINT}, {"high-contrast", THEME_CONTRAST},
                                {"auto", THEME_AUTO},   {NULL, 0}};
static const Choice WINDOW_THEMES[] = {{"light", THEME_LIGHT},
                                       {"dark", THEME_DARK},
                                       {"print", THEME_PRINT},
                                       {"high-contrast", THEME_CONTRAST},
                                       {NULL, 0}};
static const Choice BACKGROUNDS[] = {{"paper", INK_BACKGROUND}, {"none", INK_NONE}, {NULL, 0}};
static const Choice TABLE_FORMATS[] = {
    {"text", FORMAT_TEXT}, {"markdown", FORMAT_MARKDOWN}, {"json", FORMAT_JSON}, {NULL, 0}};

/* In the order in which help shows them. */
const OptionRow OPTIONS[OPTION_COUNT] = {
    [OPTION_VERBOSE] =
        {
            .name = "verbose",
            .letter = 'v',
            .summary = "show each attempt, also those that change nothing",
        },
    [OPTION_COLOUR] =
        {
            .name = "colour",
            .alias = "color",
            .argument = "WHEN",
            .choices = COLOURS,
            .summary = "when to colour the text (auto is on a terminal, unless NO_COLOR is set)",
        },
    [OPTION_TRACE_FORMAT] =
        {
            .name = "format",
            .letter = 'f',
            .argument = "FORMAT",
            .choices = TRACE_FORMATS,
            .summary = "how the rows are written",
        },
    [OPTION_TABLE_FORMAT] =
        {
            .name = "format",
            .letter = 'f',
            .argument = "FORMAT",
            .choices = TABLE_FORMATS,
            .summary = "how the table is written",
        },
    [OPTION_DAYS_FORMAT] =
        {
            .name = "format",
            .letter = 'f',
            .argument = "FORMAT",
            .choices = DAYS_FORMATS,
            .summary = "how the days are written",
        },
    [OPTION_CHANGE] =
        {
            .name = "change",
            .letter = 'c',
            .argument = "CHANGE",
            .summary = "compare the one FILE with itself and this change more, written like an entry of its "
                       "changes: '{at: 30d, host: kms1, do: down}'; can be given 32 times",
        },
    [OPTION_VARY] =
        {
            .name = "vary",
            .argument = "PATH=VALUES",
            .summary = "what to change in the file, and to what: machines.lab.count=10..60:5 or "
                       "hosts.kms1.renewal=1d,7d,30d; an entry of a list goes by its number, from 1: "
                       "changes.2.at=1d..9d:1d; can be given 8 times",
        },
    [OPTION_SEEDS] =
        {
            .name = "seeds",
            .letter = 'n',
            .argument = "N",
            .summary = "how many seeds to run each combination with, from the file's own upwards (default 1)",
        },
    [OPTION_MEASURE] =
        {
            .name = "measure",
            .letter = 'm',
            .argument = "MEASURE",
            .summary = "what to take of each run: \"licensed(lab) at 30d\" or any other state, and all for "
                       "the group; \"count(kms1.windows) at 30d\"; \"unlicensed(lab)\", in machine-days; "
                       "\"lapses(lab)\", leases that ran out; \"first(2)\", the minute in which what the "
                       "second claim under expect says first was so, whatever instants it names; "
                       "can be given 32 times",
        },
    [OPTION_SWEEP_FORMAT] =
        {
            .name = "format",
            .letter = 'f',
            .argument = "FORMAT",
            .choices = SWEEP_FORMATS,
            .summary = "how the table is written; auto is text on a terminal and csv elsewhere",
        },
    [OPTION_JOBS] =
        {
            .name = "jobs",
            .letter = 'j',
            .argument = "N",
            .summary = "how many runs to carry out at once (default: as many as there are processors); "
                       "the output is the same for any number",
        },
    [OPTION_SHARD] =
        {
            .name = "shard",
            .argument = "K/N",
            .summary =
                "carry out only every N-th run, from the K-th, and write each run's figures as CSV for "
                "--merge; 1/1 writes those of all",
        },
    [OPTION_MERGE] =
        {
            .name = "merge",
            .summary = "put the files of all shards together to the table that one call would have written; "
                       "each FILE is one of them",
        },
    [OPTION_JOURNAL] =
        {
            .name = "journal",
            .argument = "FILE",
            .summary = "note each finished run in this file; the same call goes on from there when it was "
                       "interrupted",
        },
    [OPTION_REACH] =
        {
            .name = "reach",
            .argument = "NAME",
            .summary = "tell the shortest story to this state (notification) or rule (lease-over) instead, "
                       "or to where this law is broken",
        },
    [OPTION_SCENARIO] =
        {
            .name = "scenario",
            .summary = "with --reach: print that story as a scenario, which every other command takes",
        },
    [OPTION_FLEET] =
        {
            .name = "fleet",
            .argument = "NAME",
            .summary = "search only this one of the small fleets",
        },
    [OPTION_DEEP] =
        {
            .name = "deep",
            .summary = "search also the fleets that take longer, up to half a minute",
        },
    [OPTION_FIGURE_FORMAT] =
        {
            .name = "format",
            .letter = 'f',
            .argument = "FORMAT",
            .choices = FIGURE_FORMATS,
            .summary = "how the figure is written; auto goes by the ending of OUT, and is svg elsewhere; mmd "
                       "(Mermaid) and dot are texts, of sequence and states only",
        },
    [OPTION_THEME] =
        {
            .name = "theme",
            .argument = "THEME",
            .choices = THEMES,
            .summary = "the colours; print has hatches, for paper without colours; auto makes an SVG dark "
                       "where its reader's system is",
        },
    [OPTION_WIDTH] =
        {
            .name = "width",
            .argument = "PIXELS",
            .summary = "how wide the figure is laid out, 480 to 4000 (default 800)",
        },
    [OPTION_PICTURE_SCALE] =
        {
            .name = "scale",
            .argument = "PERCENT",
            .summary = "pixels of a PNG for each 100 of the figure, 25 to 1000 (default 100); 200 is for "
                       "screens of high density",
        },
    [OPTION_BACKGROUND] =
        {
            .name = "background",
            .argument = "WHAT",
            .choices = BACKGROUNDS,
            .summary = "what lies behind the figure: its theme's paper, or nothing, for a page of its own "
                       "colour",
        },
    [OPTION_OUTPUT] =
        {
            .name = "output",
            .letter = 'o',
            .argument = "OUT",
            .summary = "write to this file, whole or not at all, instead of standard output",
        },
    [OPTION_MACHINE] =
        {
            .name = "machine",
            .letter = 'm',
            .argument = "NAME",
            .summary = "the machine to explain: sarah, or lab-3 for the third of the group lab",
        },
    [OPTION_AT] =
        {
            .name = "at",
            .letter = 't',
            .argument = "INSTANT",
            .summary = "when: 2d4h after the start, or \"2026-01-07 12:00\" if the file says when it starts",
        },
    [OPTION_FROM] =
        {
            .name = "from",
            .argument = "INSTANT",
            .summary = "where to begin (default: the start)",
        },
    [OPTION_TO] =
        {
            .name = "to",
            .argument = "INSTANT",
            .summary = "where to end (default: the end of the run)",
        },
    [OPTION_ONLY] =
        {
            .name = "only",
            .argument = "GROUP",
            .summary = "show only this group of machines; several are parted by commas, or given one by one, "
                       "and shown in this order",
        },
    [OPTION_TITLE] =
        {
            .name = "title",
            .argument = "TEXT",
            .summary = "a title instead of the scenario's",
        },
    [OPTION_NO_CAPTION] =
        {
            .name = "no-caption",
            .summary = "leave out the line below with file, seed and fingerprint",
        },
    [OPTION_NO_FOLD] =
        {
            .name = "no-fold",
            .summary = "do not fold long stretches in which nothing happens",
        },
    [OPTION_PRODUCT] =
        {
            .name = "product",
            .argument = "NAME",
            .summary = "draw the states of this product, with its figures, instead of a run's; FILE is then "
                       "needed only for a product of its own",
        },
    [OPTION_DESCRIBE] =
        {
            .name = "describe",
            .summary = "print what the figure shows in sentences, instead of drawing it",
        },
    [OPTION_DATA] =
        {
            .name = "data",
            .summary = "print what the figure shows as CSV, instead of drawing it",
        },
    [OPTION_ALL] =
        {
            .name = "all",
            .summary =
                "draw all five figures of FILE; OUT is a directory, made if it is not there; none gets "
                "its name before all are written, so that a full disk leaves the old ones",
        },
    [OPTION_WATCH] =
        {
            .name = "watch",
            .summary = "stay, and draw again whenever FILE changes; a FILE that is wrong says why and leaves "
                       "OUT as it was; ends with Ctrl-C",
        },
    [OPTION_CHECK] =
        {
            .name = "check",
            .summary = "instead of drawing, say of each FILE that is a figure whether it would be drawn so "
                       "again",
        },
    [OPTION_HANDOUT] =
        {
            .name = "handout",
            .summary = "the student's copy of a lesson: its questions with space to write, what is known "
                       "when the first is asked, and nothing of what comes then",
        },
    [OPTION_ANSWERS] =
        {
            .name = "answers",
            .summary = "the trainer's copy: which choices are true and why, with the notes",
        },
    [OPTION_WINDOW_THEME] =
        {
            .name = "theme",
            .argument = "THEME",
            .choices = WINDOW_THEMES,
            .summary = "the colours; high-contrast is for projectors",
        },
    [OPTION_WINDOW_SCALE] =
        {
            .name = "scale",
            .argument = "PERCENT",
            .summary = "how large everything is, 100 to 300 (default 100)",
        },
    [OPTION_SIZE] =
        {
            .name = "size",
            .argument = "WxH",
            .summary = "how many pixels wide and high, as in 1920x1080 (default 1280x720)",
        },
    [OPTION_STILL] =
        {
            .name = "reduced-motion",
            .summary = "nothing flies or slides: each picture is followed by the next",
        },
    [OPTION_TEXT] =
        {
            .name = "text",
            .summary = "no window: keys are read from standard input, a line each, and what the window "
                       "would show is printed as text",
        },
    [OPTION_RECORD] =
        {
            .name = "record",
            .argument = "LOG",
            .summary = "note every key, click and moment that goes by in this file, which must be new",
        },
    [OPTION_REPLAY] =
        {
            .name = "replay",
            .argument = "LOG",
            .summary = "do first what stands in a file that was noted so; its time is the only one that "
                       "goes by meanwhile",
        },
    [OPTION_SPEED] =
        {
            .name = "speed",
            .argument = "DURATION",
            .summary = "how much simulated time goes by in a second, 1m to 364d (default 6h)",
        },
    [OPTION_FPS] =
        {
            .name = "fps",
            .argument = "N",
            .summary = "how many pictures a second has, 1 to 60 (default 25)",
        },
    [OPTION_MAN] =
        {
            .name = "man",
            .summary = "print the manual page (mdoc)",
        },
    [OPTION_BASH] =
        {
            .name = "bash-completion",
            .summary = "print a script that completes words in bash",
        },
    [OPTION_HELP] =
        {
            .name = "help",
            .letter = 'h',
            .summary = "print this help",
        },
    [OPTION_VERSION] =
        {
            .name = "version",
            .summary = "print the version",
        },
};

#define COMMON OPTION_BIT(OPTION_HELP)
/* What a figure is, and what it is written as. */
#define DRAWING                                                                                              \
    (OPTION_BIT(OPTION_FIGURE_FORMAT) | OPTION_BIT(OPTION_THEME) | OPTION_BIT(OPTION_WIDTH) |                \
     OPTION_BIT(OPTION_PICTURE_SCALE) | OPTION_BIT(OPTION_BACKGROUND) | OPTION_BIT(OPTION_AT) |              \
     OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_TO) | OPTION_BIT(OPTION_ONLY) | OPTION_BIT(OPTION_TITLE) |  \
     OPTION_BIT(OPTION_NO_CAPTION) | OPTION_BIT(OPTION_NO_FOLD) | OPTION_BIT(OPTION_PRODUCT) |               \
     OPTION_BIT(OPTION_DESCRIBE) | OPTION_BIT(OPTION_DATA))

const CommandRow COMMANDS[COMMAND_COUNT] = {
    [COMMAND_NONE] = {.name = "leaselab", .allowed = COMMON | OPTION_BIT(OPTION_VERSION)},
    [COMMAND_RUN] =
        {
            .name = "run",
            .operand = "FILE",
            .least = 1,
            .most = ANY_NUMBER,
            .allowed = COMMON | OPTION_BIT(OPTION_VERBOSE) | OPTION_BIT(OPTION_COLOUR),
            .summary = "tell what happens, and judge the claims",
            .about = "Runs each scenario and tells it as a story in the order of time. Then come the state "
                     "of things at the end, each claim under expect, and each question of the lesson with "
                     "its answer. The same file always gives the same story.",
            .exit_0 = "every claim held, and every question has exactly one true answer",
            .exit_1 = "a claim failed, or a question has not exactly one true answer",
            .example = "leaselab run fifth-laptop",
            .example_says = "Tell the first lesson that ships with the program.",
        },
    [COMMAND_CHECK] =
        {
            .name = "check",
            .operand = "FILE",
            .least = 1,
            .most = ANY_NUMBER,
            .allowed = COMMON | OPTION_BIT(OPTION_COLOUR),
            .summary = "look for mistakes without running",
            .about = "Reads each scenario and shows everything that is wrong with it, with line and column, "
                     "what was expected and what may have been meant. Every other command does the same "
                     "before it runs a file.",
            .exit_0 = "every file can be run; there may be warnings",
            .example = "leaselab check lessons/*.yaml",
            .example_says = "Look through your own lessons before the course begins.",
        },
    [COMMAND_TRACE] =
        {
            .name = "trace",
            .operand = "FILE",
            .least = 1,
            .most = 1,
            .allowed = COMMON | OPTION_BIT(OPTION_TRACE_FORMAT) | OPTION_BIT(OPTION_OUTPUT),
            .summary = "print all that happens, one row each",
            .about = "Runs a scenario and prints every event as a row for other programs: JSON Lines for jq, "
                     "CSV for spreadsheets and databases, or the trace events that ui.perfetto.dev draws. A "
                     "trace that is cut off ends on a whole row.",
            .exit_0 = "the whole trace was written",
            .example = "leaselab trace fifth-laptop --format csv -o fifth-laptop.csv",
            .example_says = "Put a run into a spreadsheet.",
        },
    [COMMAND_WHY] =
        {
            .name = "why",
            .operand = "FILE",
            .least = 1,
            .most = 1,
            .allowed =
                COMMON | OPTION_BIT(OPTION_MACHINE) | OPTION_BIT(OPTION_AT) | OPTION_BIT(OPTION_COLOUR),
            .required = OPTION_BIT(OPTION_MACHINE) | OPTION_BIT(OPTION_AT),
            .summary = "explain one machine at one minute",
            .about = "Shows what state a machine is in at the end of a minute, which rule and which attempt "
                     "brought it there, what it waits for, and what would change it.",
            .exit_0 = "the card was printed",
            .example = "leaselab why fifth-laptop --machine marketing-1 --at 2d",
            .example_says = "Ask why a machine is not licensed yet, and what would help.",
        },
    [COMMAND_COMPARE] =
        {
            .name = "compare",
            .operand = "FILE",
            .least = 2,
            .most = 2,
            .allowed = COMMON | OPTION_BIT(OPTION_CHANGE) | OPTION_BIT(OPTION_COLOUR),
            .instead = OPTION_BIT(OPTION_CHANGE),
            .summary = "show where two scenarios differ",
            .about =
                "Runs two scenarios, or one without and with a change more, shows the first thing that "
                "happens otherwise, and lists side by side what they come to: leases that ran out, days "
                "without a licence, counts of hosts, and the claims and questions that came out otherwise. "
                "Groups, hosts and claims that read the same are compared, on whatever lines they stand; a "
                "star marks what differs.",
            .exit_0 = "the comparison was printed, whether they differ or not",
            .example = "leaselab compare seasonal-lab --change '{at: 20d, host: kms1, do: down}'",
            .example_says = "See what it costs if the host dies on day 20.",
        },
    [COMMAND_BUDGET] =
        {
            .name = "budget",
            .operand = "FILE",
            .least = 1,
            .most = 1,
            .allowed = COMMON | OPTION_BIT(OPTION_DAYS_FORMAT) | OPTION_BIT(OPTION_OUTPUT),
            .summary = "tell how long a fleet lives without hosts",
            .about = "For the end of the first minute of every day of the run: if all hosts died then, for "
                     "good, and nothing else changed any more: how many machines hold a lease, when the "
                     "first of them loses it, and how many have lost it 30, 90, 173, 180 and 210 days later. "
                     "Machines that no host licenses are left out.",
            .exit_0 = "the table was printed",
            .example = "leaselab budget seasonal-lab --format csv -o budget.csv",
            .example_says = "Plan how long a host may be away.",
        },
    [COMMAND_SWEEP] =
        {
            .name = "sweep",
            .operand = "FILE",
            .least = 1,
            .most = ANY_NUMBER,
            .allowed = COMMON | OPTION_BIT(OPTION_VARY) | OPTION_BIT(OPTION_SEEDS) |
                       OPTION_BIT(OPTION_MEASURE) | OPTION_BIT(OPTION_SWEEP_FORMAT) |
                       OPTION_BIT(OPTION_JOBS) | OPTION_BIT(OPTION_SHARD) | OPTION_BIT(OPTION_MERGE) |
                       OPTION_BIT(OPTION_JOURNAL) | OPTION_BIT(OPTION_OUTPUT),
            .summary = "run a scenario many times with other values and seeds",
            .about =
                "Runs each combination of the values of --vary (the last changes fastest) with each seed, "
                "and tells of each measure over the seeds: n, how many runs have the figure; mean; "
                "median and the quantiles of 5 and 95 per cent, linear between neighbours (type 7 of "
                "Hyndman and Fan); and the 95 per cent confidence interval of the mean by Student's t "
                "with n - 1 degrees of freedom (above 30, t is taken for 30, 40, 60, 120 or 1000 degrees, "
                "whichever is next below). All of it is reckoned in whole numbers and rounded once, halves "
                "away from zero, to four decimals; the interval's limits are the rounded mean less and "
                "plus the rounded half width. A claim that never came true has no figure in that run, and "
                "one about lease_left is looked at in its own minute only. "
                "Without --vary the file itself is run.",
            .exit_0 = "the table was written",
            .example = "leaselab sweep jitter --vary hosts.kms1.retry=1h,9h -n 50 -m \"unlicensed(all)\"",
            .example_says = "See what it costs to ask again later, over 50 seeds.",
        },
    [COMMAND_DRAW] =
        {
            .name = "draw",
            .kind = "FIGURE",
            .kinds = FIGURES,
            .operand = "FILE",
            .least = 1,
            .most = 1,
            .kindless = OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_CHECK),
            .optional = OPTION_BIT(OPTION_PRODUCT),
            .many = OPTION_BIT(OPTION_CHECK),
            .allowed = COMMON | DRAWING | OPTION_BIT(OPTION_COLOUR) | OPTION_BIT(OPTION_OUTPUT) |
                       OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_WATCH) | OPTION_BIT(OPTION_CHECK),
            .summary = "draw figures to print: SVG, PNG, PDF, Mermaid, DOT",
            .about =
                "FIGURE is timeline (what each machine or group was over time, below what its hosts count), "
                "count (what hosts count against thresholds and cap, and how old the entries are), sequence "
                "(who asks whom, and what comes back), states (the states of a machine and the ways between "
                "them; of a product with its figures, of a run with how often each was taken) or network "
                "(places, hosts and services, and what reaches what, at the end of the minute --at; default: "
                "of the run). The same call gives the same bytes. Every figure has a title and a description "
                "for those who cannot see it. A figure carries the call that made it: --check draws it again "
                "and compares. It looks for the scenario among the FILEs that end in .yaml (one alone is "
                "taken whatever its name), then by its name beside the figure, in the current directory, and "
                "among those that ship. PNG and PDF are the same bytes only with the same libraries, so "
                "check these where they were drawn. They have the letters of one font: what it lacks is "
                "drawn as a question mark in a box, and right-to-left text letter by letter from the left. "
                "An SVG leaves both to the program that shows it.",
            .exit_0 = "the figure was written; with --check, every figure is as it would be drawn now",
            .exit_1 = "with --check, a figure is stale",
            .example = "leaselab draw timeline fifth-laptop --theme print -o fifth-laptop.pdf",
            .example_says = "Put the first lesson on paper.",
        },
    [COMMAND_REPORT] =
        {
            .name = "report",
            .operand = "FILE",
            .least = 1,
            .most = 1,
            .allowed = COMMON | OPTION_BIT(OPTION_COLOUR) | OPTION_BIT(OPTION_HANDOUT) |
                       OPTION_BIT(OPTION_ANSWERS) | OPTION_BIT(OPTION_OUTPUT),
            .summary = "write a page about a run, or a lesson's handout",
            .about =
                "Writes one page of HTML that needs nothing else: what the scenario is about, the story, the "
                "figures, the claims and whether they held, the rules that played a part and who says so, "
                "the "
                "fingerprint, and how to make the page again. It can be read without a script; with it, a "
                "slider moves a cursor through time over the figures. The page loads nothing, and lets "
                "nothing run but that one script. A handout or answers need a lesson with a question.",
            .exit_0 = "the page was written, whether the claims held or not",
            .example = "leaselab report fifth-laptop --handout -o handout.html",
            .example_says = "Print the questions of the first lesson for a class.",
        },
    [COMMAND_VIEW] =
        {
            .name = "view",
            .operand = "FILE",
            .least = 0,
            .most = 1,
            .allowed = COMMON | OPTION_BIT(OPTION_WINDOW_THEME) | OPTION_BIT(OPTION_WINDOW_SCALE) |
                       OPTION_BIT(OPTION_SIZE) | OPTION_BIT(OPTION_STILL) | OPTION_BIT(OPTION_TEXT) |
                       OPTION_BIT(OPTION_RECORD) | OPTION_BIT(OPTION_REPLAY),
            .summary = "open the window, or what it shows as text",
            .about =
                "Shows a run as a place in which one can go anywhere: play it, step to and fro, drag through "
                "all of it, ask why, change something and see both futures side by side, and take a class "
                "through a lesson. Everything can be done by keys; a question mark lists them. Without FILE "
                "it offers the lessons that ship and what was open of late. When FILE changes, it is read "
                "again; what is wrong with it then is shown over the last good run. The window is a program "
                "of its own, leaselab-view, beside this one. As text, a "
                "line of standard input is a key (Space, n, Shift+Left), the name of an action "
                "(next-meaning), or an event of a recording (tick 1000); where a menu is open, the number "
                "of a row chooses that; where a line is asked for, "
                "it is the answer to that; an empty line lets a second go by.",
            .exit_0 = "the window was closed",
            .example = "leaselab view fifth-laptop",
            .example_says = "Teach the first lesson.",
        },
    [COMMAND_FILM] =
        {
            .name = "film",
            .operand = "FILE",
            .least = 1,
            .most = 1,
            .allowed = COMMON | OPTION_BIT(OPTION_WINDOW_THEME) | OPTION_BIT(OPTION_WINDOW_SCALE) |
                       OPTION_BIT(OPTION_SIZE) | OPTION_BIT(OPTION_STILL) | OPTION_BIT(OPTION_FROM) |
                       OPTION_BIT(OPTION_TO) | OPTION_BIT(OPTION_SPEED) | OPTION_BIT(OPTION_FPS) |
                       OPTION_BIT(OPTION_COLOUR) | OPTION_BIT(OPTION_OUTPUT),
            .required = OPTION_BIT(OPTION_OUTPUT),
            .summary = "make a film of a stretch of time",
            .about =
                "Plays a run as the window shows it, and makes a film of it. OUT ends in .mp4, .gif or "
                ".webm, and is made by ffmpeg where that is installed; or it is a directory, which gets "
                "numbered PNG pictures. Without ffmpeg a directory is made instead, and how to make a film "
                "of it is said. A film is there whole or not at all; of pictures, each is, and a directory "
                "that was made for them and gets none is taken away again.",
            .exit_0 = "the film or its pictures were made",
            .example = "leaselab film fifth-laptop --to 3d -o fifth-laptop.mp4",
            .example_says = "Show the first three days of the first lesson on a page or a slide.",
        },
    [COMMAND_PRODUCTS] =
        {
            .name = "products",
            .allowed = COMMON | OPTION_BIT(OPTION_TABLE_FORMAT),
            .summary = "list the built-in products and their figures",
            .about = "Prints how long each product's lease and its periods of grace last, how often it "
                     "tries, how many machines its host must have seen, and where these figures come from.",
            .exit_0 = "the table was printed",
            .example = "leaselab products --format markdown",
            .example_says = "Put the figures into a course's handout.",
        },
    [COMMAND_RULES] =
        {
            .name = "rules",
            .allowed = COMMON | OPTION_BIT(OPTION_TABLE_FORMAT),
            .summary = "print the rules that machines follow",
            .about = "Prints the table that the simulator itself runs: in which state, on which event, under "
                     "which condition a machine moves where, in a sentence, and where the rule comes from.",
            .exit_0 = "the table was printed",
            .example = "leaselab rules | less",
            .example_says = "Look up the rule that a story names.",
        },
    [COMMAND_PROVE] =
        {
            .name = "prove",
            .allowed = COMMON | OPTION_BIT(OPTION_REACH) | OPTION_BIT(OPTION_SCENARIO) |
                       OPTION_BIT(OPTION_FLEET) | OPTION_BIT(OPTION_DEEP) | OPTION_BIT(OPTION_VERBOSE) |
                       OPTION_BIT(OPTION_OUTPUT),
            .summary = "search every situation of small fleets",
            .about =
                "Takes small fleets, of one machine up to five, and lets the simulator carry them on from "
                "every situation in every way: a host fails or answers whenever somebody asks, or anything "
                "that can stand under changes is done at each beat. What is in the same situation has the "
                "same future, whatever the date, and is looked at once; so the search ends, and has seen "
                "everything. It tells in how many steps each law of the model held, by how few steps each "
                "state and rule is reached (with --verbose by which story), and how far it is from anywhere "
                "back to where all are licensed.",
            .exit_0 = "every law held, and everything that must be reached was",
            .exit_1 = "a law was broken, or something was not reached; the shortest story is told",
            .example = "leaselab prove --fleet office --reach expiry-grace",
            .example_says = "See the shortest way to lose the lease of one Office machine.",
        },
    [COMMAND_NEW] =
        {
            .name = "new",
            .allowed = COMMON | OPTION_BIT(OPTION_OUTPUT),
            .summary = "write a small scenario to start from",
            .about = "Prints a scenario with a remark on every part. It runs as it is.",
            .exit_0 = "the scenario was written",
            .example = "leaselab new -o mine.yaml",
            .example_says = "Begin a scenario of your own.",
        },
    [COMMAND_HELP] =
        {
            .name = "help",
            .operand = "COMMAND",
            .most = 1,
            .allowed = COMMON | OPTION_BIT(OPTION_MAN) | OPTION_BIT(OPTION_BASH),
            .summary = "say more about a command",
            .about = "Without a command, lists them all. The manual page and the bash completion are printed "
                     "from the same tables that the program reads its calls by.",
            .exit_0 = "the help was printed",
            .example = "leaselab help --man | man -l -",
            .example_says = "Read the manual page without installing it.",
        },
};
