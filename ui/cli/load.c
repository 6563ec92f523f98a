#include "ui/cli/load.h"

#include <string.h>
#include <unistd.h>

#include "sim/scenario/reader.h"
#include "ui/cli/say.h"

int load_plan(const char *path, Colour colour, Loaded *out) {
    memset(out, 0, sizeof *out);
    const int status = input_read(path, &out->input);
    if (status != STATUS_GOOD) {
        say_line(out->input.message);
        return status;
    }
    Diagnostics diagnostics = {.file = out->input.name};
    const bool good = plan_read(&out->plan, out->input.bytes, out->input.length, &diagnostics);
    Text complaints = {0};
    diagnostics_print(&diagnostics, &complaints, options_colour(colour, STDERR_FILENO));
    const int said = diagnostics.out_of_memory ? say_no_memory() : say_text(&complaints);
    out->warnings = diagnostics.warning_count;
    diagnostics_free(&diagnostics);
    text_free(&complaints);
    return said != STATUS_GOOD ? said : good ? STATUS_GOOD : STATUS_WRONG;
}

void load_free(Loaded *loaded) {
    plan_free(&loaded->plan);
    input_free(&loaded->input);
}
