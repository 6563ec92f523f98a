#include "ui/cli/load.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/scenario/reader.h"
#include "ui/cli/say.h"

int load_complain(Diagnostics *diagnostics, Colour colour) {
    Text complaints = {0};
    diagnostics_print(diagnostics, &complaints, options_colour(colour, STDERR_FILENO));
    const int said = diagnostics->out_of_memory ? say_no_memory() : say_text(&complaints);
    diagnostics_free(diagnostics);
    text_free(&complaints);
    return said;
}

static int load(const char *path, bool is_ordinary, Colour colour, Loaded *out) {
    memset(out, 0, sizeof *out);
    const int status =
        is_ordinary ? input_read_ordinary(path, INPUT_MOST, &out->input) : input_read(path, &out->input);
    if (status != STATUS_GOOD) {
        say_line(out->input.message);
        return status;
    }
    Diagnostics diagnostics = {.file = out->input.name};
    const bool good = plan_read(&out->plan, out->input.bytes, out->input.length, &diagnostics);
    out->warnings = diagnostics.warning_count;
    const int said = load_complain(&diagnostics, colour);
    return said != STATUS_GOOD ? said : good ? STATUS_GOOD : STATUS_WRONG;
}

int load_plan(const char *path, Colour colour, Loaded *out) {
    return load(path, false, colour, out);
}

int load_ordinary(const char *path, Colour colour, Loaded *out) {
    return load(path, true, colour, out);
}

int load_changed(const Loaded *first, bool first_is_good, const char *const changes[], size_t count,
                 Colour colour, Loaded *out) {
    memset(out, 0, sizeof *out);
    Addition *additions = calloc(count, sizeof *additions);
    if (!additions) return say_no_memory();
    for (size_t i = 0; i < count; i++)
        additions[i] = (Addition){.text = changes[i], .diagnostics.file = "--change"};
    Diagnostics of_file = {.file = first->input.name};
    const bool good =
        plan_read_with(&out->plan, first->input.bytes, first->input.length, additions, count, &of_file);
    diagnostics_drop(&of_file, SEVERITY_WARNING);
    if (!first_is_good) diagnostics_drop(&of_file, SEVERITY_ERROR);
    int status = load_complain(&of_file, colour);
    for (size_t i = 0; i < count; i++) {
        if (status == STATUS_GOOD) status = load_complain(&additions[i].diagnostics, colour);
        diagnostics_free(&additions[i].diagnostics);
    }
    free(additions);
    return status != STATUS_GOOD ? status : good ? STATUS_GOOD : STATUS_WRONG;
}

void load_free(Loaded *loaded) {
    plan_free(&loaded->plan);
    input_free(&loaded->input);
}
