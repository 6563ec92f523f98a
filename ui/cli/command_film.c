/* command_film: `leaselab film`: a stretch of a run as a film, without a window. */
#include "ui/cli/attend.h"
#include "ui/cli/commands.h"
#include "ui/cli/drawing.h"
#include "ui/cli/load.h"
#include "ui/cli/output.h"
#include "ui/cli/progress.h"
#include "ui/cli/say.h"
#include "ui/cli/values.h"

#include <string.h>

static int judge(const Options *options, FilmRequest *out) {
    const int status = attend_judge(options, &out->stage);
    if (status != STATUS_GOOD) return status;
    out->speed_min = FILM_SPEED_MIN_NORMAL;
    out->fps = FILM_FPS_NORMAL;
    out->path = options->output;
    if (strcmp(options->output, "-") == 0)
        return say_line("leaselab: error: a film needs a file or directory, -o OUT\n"), STATUS_WRONG;
    return value_duration(OPTION_SPEED, options->speed, FILM_SPEED_MIN_LEAST, FILM_SPEED_MIN_MOST,
                          &out->speed_min) &&
                   value_number(OPTION_FPS, options->fps, 1, FILM_FPS_MOST, &out->fps)
               ? STATUS_GOOD
               : STATUS_WRONG;
}

static int settle_instants(const Options *options, const Plan *plan, FilmRequest *out) {
    out->to = plan->run_min;
    if (!value_instant(OPTION_FROM, options->from, plan, &out->from) ||
        !value_instant(OPTION_TO, options->to, plan, &out->to))
        return STATUS_WRONG;
    if (out->from <= out->to) return STATUS_GOOD;
    if (options->to)
        value_complain(OPTION_TO, options->to, "is before --from");
    else
        value_complain(OPTION_FROM, options->from, "is after the end");
    return STATUS_WRONG;
}

/* A film may become a directory, so that nobody opens the file of that name. */
static int judge_place(const Options *options, const Loaded *loaded) {
    char message[FILE_MESSAGE];
    if (!output_is_input(options->output, &loaded->input.identity, 1, message)) return STATUS_GOOD;
    say_line(message);
    return STATUS_WRONG;
}

static int make(const FilmRequest *request, Font *font) {
    Text message = {0};
    Progress progress;
    Film *film = film_begin(request, font, &message);
    int status = STATUS_FAILED;
    if (film) {
        progress_begin(&progress);
        progress.calls_a_look = 1;
        while (film_go_on(film)) progress_show(&progress, film_done(film), film_all(film));
        progress_end(&progress);
        status = film_end(film, &message);
    }
    const int said = say_text(&message);
    text_free(&message);
    return said == STATUS_GOOD ? status : said;
}

int command_film(const Options *options) {
    FilmRequest request = {0};
    Loaded loaded;
    Font *font = NULL;
    int status = judge(options, &request);
    if (status != STATUS_GOOD) return status;
    status = load_plan(options->operands[0], options->colour, &loaded);
    if (status == STATUS_GOOD) status = judge_place(options, &loaded);
    if (status == STATUS_GOOD) status = settle_instants(options, &loaded.plan, &request);
    if (status == STATUS_GOOD) status = drawing_open_font(&font);
    if (status == STATUS_GOOD) {
        const char *slash = strrchr(loaded.input.name, '/');
        request.name = slash ? slash + 1 : loaded.input.name;
        request.bytes = loaded.input.bytes;
        request.length = loaded.input.length;
        status = make(&request, font);
    }
    font_close(font);
    load_free(&loaded);
    return status;
}
