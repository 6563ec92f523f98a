#include "ui/cli/figure_check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "ui/cli/deliver.h"
#include "ui/cli/drawing.h"
#include "ui/cli/made.h"
#include "ui/cli/say.h"

enum { WORDS_MOST = 2 * ONLY_MOST + 64, FIGURE_BYTES_MOST = 256 << 20 };

typedef struct {
    const Options *options;
    Text line; /* of the result */
    int scenarios;
} Checking;

static bool is_scenario(const char *path) {
    const char *dot = strrchr(path, '.');
    return dot && (strcasecmp(dot, ".yaml") == 0 || strcasecmp(dot, ".yml") == 0);
}

static const char *last_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* ---- which scenario ----------------------------------------------------------------------------------- */

/* The one that was given, or of several the one of this name. */
static const char *find_given(const Checking *checking, const char *name) {
    const char *found = NULL;
    for (int i = 0; i < checking->options->operand_count; i++) {
        const char *path = checking->options->operands[i];
        if (!is_scenario(path)) continue;
        if (checking->scenarios == 1 || strcmp(last_name(path), name) == 0) found = path;
    }
    return found;
}

/* Adds where the scenario is: given, beside the figure, or to be looked for by its name alone, which
 * load_plan does in the current directory and among those that ship. A name with a slash is none of ours, so
 * a figure cannot have other files read. False: it came from standard input, and is gone. */
static bool find_scenario(const Checking *checking, const char *figure, const char *name, Text *out) {
    const char *given = find_given(checking, name), *last = last_name(name);
    const size_t folder = (size_t)(last_name(figure) - figure);
    if (given) {
        text_add(out, given);
        return true;
    }
    if (strcmp(name, "-") == 0) return false;
    text_add_bytes(out, figure, folder);
    text_add(out, last);
    if (folder > 0 && !out->failed && access(out->bytes, F_OK) == 0) return true;
    text_clear(out);
    text_add(out, last);
    return true;
}

/* ---- drawing it again --------------------------------------------------------------------------------- */

static int complain(const char *figure, const char *says) {
    Text message = {0};
    text_add(&message, "leaselab: error: '");
    text_add_safe_cut(&message, figure, 200);
    text_add_format(&message, "' %s\n", says);
    const int said = say_text(&message);
    text_free(&message);
    return said == STATUS_GOOD ? STATUS_WRONG : said;
}

static int draw_scenario(Drawing *drawing, const char *path, bool is_given, Text *out) {
    const Colour colour = drawing->options->colour;
    Loaded loaded;
    int status = is_given ? load_plan(path, colour, &loaded) : load_ordinary(path, colour, &loaded);
    if (status == STATUS_GOOD) status = drawing_settle(drawing, &loaded);
    if (status == STATUS_GOOD) status = drawing_make(drawing, (FigureKind)drawing->options->kind, out);
    drawing_unsettle(drawing);
    load_free(&loaded);
    return status;
}

static int draw_again(const Checking *checking, const char *figure, const Options *made, FigureAs as,
                      Text *out) {
    Drawing drawing;
    Text path = {0};
    int status = drawing_judge(&drawing, made, as);
    if (status == STATUS_GOOD && made->operand_count == 0) {
        status = drawing_settle(&drawing, NULL);
        if (status == STATUS_GOOD) status = drawing_make(&drawing, (FigureKind)made->kind, out);
    } else if (status == STATUS_GOOD) {
        const bool is_given = find_given(checking, made->operands[0]) != NULL;
        if (!find_scenario(checking, figure, made->operands[0], &path))
            status = complain(figure, "was drawn from standard input; give its scenario as another FILE");
        else
            status = path.failed ? say_no_memory() : draw_scenario(&drawing, path.bytes, is_given, out);
    }
    text_free(&path);
    drawing_free(&drawing);
    return status;
}

/* Reads the call as any other call is read; it is `draw` and writes nothing. */
static bool read_made(const Text *line, char *words[], Options *out) {
    const uint64_t refused = OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_WATCH) |
                             OPTION_BIT(OPTION_CHECK);
    Text unsaid = {0};
    const int count = made_split(line->bytes, words, WORDS_MOST);
    if (count >= 0) words[count] = NULL;
    const bool is_read = count > 0 && options_parse(count, words, out, &unsaid) == 0;
    text_free(&unsaid);
    return is_read && out->command == COMMAND_DRAW && !(out->given & refused);
}

static int compare(Checking *checking, const char *figure, const Input *input, const Text *made,
                   const Text *drawn) {
    const bool is_same =
        input->length == drawn->length && memcmp(input->bytes, drawn->bytes, drawn->length) == 0;
    text_add_safe(&checking->line, figure, strlen(figure));
    text_add(&checking->line, is_same ? ": as it would be drawn now\n" : ": stale; draw it again: ");
    if (is_same) return STATUS_GOOD;
    text_add_safe(&checking->line, made->bytes, made->length);
    text_add(&checking->line, " -o");
    made_add_word(&checking->line, figure);
    text_add_char(&checking->line, '\n');
    return STATUS_CLAIM_FAILED;
}

static int check_figure(Checking *checking, const char *figure, const Input *input) {
    Text made = {0}, taken = {0}, drawn = {0};
    Options options;
    char *words[WORDS_MOST + 1];
    const FigureAs as = made_find(input->bytes, input->length, &made);
    text_add_bytes(&taken, made.bytes, made.length);
    int status;
    if (made.failed || taken.failed)
        status = say_no_memory();
    else if (as == AS_AUTO)
        status = complain(figure, "does not say how it was made; is it a figure that leaselab drew?");
    else if (!read_made(&taken, words, &options))
        status = complain(figure, "was made in a way that this version does not know");
    else
        status = draw_again(checking, figure, &options, as, &drawn);
    if (status == STATUS_GOOD) status = compare(checking, figure, input, &made, &drawn);
    text_free(&made);
    text_free(&taken);
    text_free(&drawn);
    return status;
}

/* ---- all of them -------------------------------------------------------------------------------------- */

static int check_file(Checking *checking, const char *figure, Output *output) {
    Input input;
    if (input_read_most(figure, FIGURE_BYTES_MOST, &input) != STATUS_GOOD) {
        say_line(input.message);
        return STATUS_FAILED;
    }
    text_clear(&checking->line);
    int status = check_figure(checking, figure, &input);
    input_free(&input);
    if (checking->line.failed)
        status = say_no_memory();
    else
        output_add(output, checking->line.bytes, checking->line.length);
    return status;
}

int figure_check(const Options *options) {
    Checking checking = {.options = options};
    Output output;
    const uint64_t fit = OPTION_BIT(OPTION_CHECK) | OPTION_BIT(OPTION_COLOUR);
    if (options->given & ~fit) {
        say_line("leaselab: error: --check goes with no other option: a figure tells how it was made\n");
        return STATUS_WRONG;
    }
    for (int i = 0; i < options->operand_count; i++) checking.scenarios += is_scenario(options->operands[i]);
    if (checking.scenarios == options->operand_count) {
        say_line("leaselab: error: --check needs a figure; what ends in .yaml is a scenario\n");
        return STATUS_WRONG;
    }
    int worst = (int)output_open(&output, NULL, NULL, 0);
    for (int i = 0; i < options->operand_count && output.status == OUTPUT_OK; i++) {
        if (is_scenario(options->operands[i])) continue;
        const int status = check_file(&checking, options->operands[i], &output);
        if (status > worst) worst = status;
    }
    text_free(&checking.line);
    const int written = deliver_end(&output);
    return written != OUTPUT_OK ? written : worst;
}
