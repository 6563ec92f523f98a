/* command_draw: `leaselab draw`: figures of a scenario, once or again whenever it changes. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"
#include "ui/cli/drawing.h"
#include "ui/cli/figure_check.h"
#include "ui/cli/say.h"
#include "ui/cli/watch.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static bool is_given(const Options *options, OptionId id) {
    return (options->given & OPTION_BIT(id)) != 0;
}

static bool is_standard(const char *path) {
    return !path || strcmp(path, "-") == 0;
}

static int wrong(const char *line) {
    say_line(line);
    return STATUS_WRONG;
}

/* ---- writing ------------------------------------------------------------------------------------------ */

/* Draws it into an output, of which nothing but the name is left to be done then, or with the reason said it
 * is ended. */
static int draw_into(Drawing *drawing, FigureKind kind, const char *path, const Loaded *loaded,
                     Output *output) {
    Text picture = {0};
    int status = drawing_make(drawing, kind, &picture);
    if (status == STATUS_GOOD) {
        output_open(output, path, loaded ? &loaded->input.identity : NULL, loaded ? 1 : 0);
        output_add(output, picture.bytes, picture.length);
        status = (int)output_prepare(output);
        if (status != STATUS_GOOD) deliver_end(output);
    }
    text_free(&picture);
    return status;
}

static int draw_to(Drawing *drawing, FigureKind kind, const char *path, const Loaded *loaded) {
    Output output;
    const int status = draw_into(drawing, kind, path, loaded, &output);
    return status == STATUS_GOOD ? deliver_end(&output) : status;
}

/* FOLDER/01-fifth-laptop-timeline.svg */
static bool name_of_set(const Drawing *drawing, const Choice *kind, Text *out) {
    const char *folder = drawing->options->output;
    const char *file = drawing->file.length ? drawing->file.bytes : "scenario";
    const char *dot = strrchr(file, '.');
    text_clear(out);
    text_add(out, folder);
    if (folder[strlen(folder) - 1] != '/') text_add_char(out, '/');
    text_add_bytes(out, file, dot && dot > file ? (size_t)(dot - file) : strlen(file));
    text_add_format(out, "-%s.%s", kind->name, drawing_ending(drawing->as));
    return !out->failed;
}

/* The folder of a set, if it is not there. */
static int make_folder(const Options *options, Unfinished *out_folder) {
    char message[FILE_MESSAGE];
    const int error = unfinished_make_folder(out_folder, options->output);
    if (!error || error == EEXIST) return STATUS_GOOD;
    file_complain_of(message, "make the directory", options->output, error);
    say_line(message);
    return STATUS_FAILED;
}

/* All are on the disk before the first gets its name: where one cannot be written, none is. Only names that
 * cannot be given can part them. */
static int draw_set(Drawing *drawing, const Loaded *loaded) {
    Output outputs[FIGURE_KINDS];
    int count = 0;
    Unfinished folder;
    Text path = {0};
    int status = make_folder(drawing->options, &folder);
    for (const Choice *kind = COMMANDS[COMMAND_DRAW].kinds; kind->name && status == STATUS_GOOD; kind++) {
        if (!drawing_has((FigureKind)kind->value, drawing->as)) continue;
        status = name_of_set(drawing, kind, &path)
                     ? draw_into(drawing, (FigureKind)kind->value, path.bytes, loaded, &outputs[count])
                     : say_no_memory();
        if (status == STATUS_GOOD) count++;
    }
    for (int i = 0; i < count; i++)
        if (status == STATUS_GOOD)
            status = deliver_end(&outputs[i]);
        else
            output_abandon(&outputs[i]);
    unfinished_settle(&folder);
    text_free(&path);
    return status;
}

/* Nothing of FILE is needed any more afterwards. */
static int draw_once(Drawing *drawing) {
    const Options *options = drawing->options;
    Loaded loaded;
    if (options->operand_count == 0) {
        const int status = drawing_settle(drawing, NULL);
        return status == STATUS_GOOD ? draw_to(drawing, FIGURE_STATES, options->output, NULL) : status;
    }
    int status = load_plan(options->operands[0], options->colour, &loaded);
    if (status == STATUS_GOOD) status = drawing_settle(drawing, &loaded);
    if (status == STATUS_GOOD)
        status = options->kind < 0 ? draw_set(drawing, &loaded)
                                   : draw_to(drawing, (FigureKind)options->kind, options->output, &loaded);
    drawing_unsettle(drawing);
    load_free(&loaded);
    return status;
}

/* ---- again and again ---------------------------------------------------------------------------------- */

static void say_drawn(const Options *options) {
    Text line = {0};
    text_add(&line, "leaselab: drawn: ");
    text_add_safe_cut(&line, options->output, 200);
    text_add_char(&line, '\n');
    say_text(&line);
    text_free(&line);
}

/* A file that cannot be read or is wrong may be right the next time; when it was written out badly, so may
 * that. Only what cannot be watched ends this, and a signal. */
static int draw_and_watch(Drawing *drawing) {
    Watching watching;
    Input found; /* a name that ships is a file somewhere */
    if (input_read(drawing->options->operands[0], &found) != STATUS_GOOD) {
        say_line(found.message);
        return STATUS_FAILED;
    }
    int status = watch_open(&watching, found.name);
    while (status == STATUS_GOOD) {
        watch_look(&watching);
        if (draw_once(drawing) == STATUS_GOOD) say_drawn(drawing->options);
        status = watch_wait(&watching);
    }
    watch_close(&watching);
    input_free(&found);
    return status;
}

/* ---- the call ----------------------------------------------------------------------------------------- */

static int judge_place(const Drawing *drawing) {
    const Options *options = drawing->options;
    const bool is_binary = drawing->as == AS_PNG || drawing->as == AS_PDF;
    if (is_given(options, OPTION_ALL) && is_standard(options->output))
        return wrong("leaselab: error: --all needs a directory, -o OUT\n");
    if (is_given(options, OPTION_WATCH)) {
        if (is_standard(options->output)) return wrong("leaselab: error: --watch needs a file, -o OUT\n");
        if (options->operand_count == 0 || is_standard(options->operands[0]))
            return wrong("leaselab: error: --watch needs a FILE that can change\n");
    }
    if (is_standard(options->output) && is_binary && isatty(STDOUT_FILENO))
        return wrong("leaselab: error: a terminal cannot show a PNG or PDF; give a file, -o OUT\n");
    return STATUS_GOOD;
}

int command_draw(const Options *options) {
    Drawing drawing;
    if (is_given(options, OPTION_CHECK)) return figure_check(options);
    int status = drawing_judge(&drawing, options, AS_AUTO);
    if (status == STATUS_GOOD) status = judge_place(&drawing);
    if (status == STATUS_GOOD)
        status = is_given(options, OPTION_WATCH) ? draw_and_watch(&drawing) : draw_once(&drawing);
    drawing_free(&drawing);
    return status;
}
