#include "ui/cli/attend.h"

#include <errno.h>
#include <inttypes.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/base/check.h"
#include "sim/scenario/reader.h"
#include "ui/canvas/paint.h"
#include "ui/canvas/svg.h"
#include "ui/cli/drawing.h"
#include "ui/cli/load.h"
#include "ui/cli/output.h"
#include "ui/cli/say.h"
#include "ui/cli/values.h"

enum { WIDTH_FIRST = 1280, HEIGHT_FIRST = 720, SIZE_MOST = 8192, SCALE_FIRST = 100, SCALE_LARGEST = 300 };
enum { NAMES_MOST = 10000 };

int attend_judge(const Options *options, StageOptions *out) {
    *out = (StageOptions){.theme = (Theme)options->theme,
                          .scale = SCALE_FIRST,
                          .width = WIDTH_FIRST,
                          .height = HEIGHT_FIRST,
                          .still = (options->given & OPTION_BIT(OPTION_STILL)) != 0};
    return value_number(OPTION_WINDOW_SCALE, options->scale, SCALE_FIRST, SCALE_LARGEST, &out->scale) &&
                   value_size(OPTION_SIZE, options->size, SIZE_MOST, &out->width, &out->height)
               ? STATUS_GOOD
               : STATUS_WRONG;
}

/* ---- what is offered ---------------------------------------------------------------------------------- */

static bool is_shipped(const Attend *attend, const char *path) {
    struct stat one, other;
    for (size_t i = 0; i < attend->shipped_count; i++)
        if (stat(path, &one) == 0 && stat(attend->shipped[i], &other) == 0 && one.st_ino == other.st_ino &&
            one.st_dev == other.st_dev)
            return true;
    return false;
}

/* Lessons that ship, in their order. One that cannot be read is not offered, and that is said. False: out of
 * memory. */
static bool offer_lesson(Attend *attend, size_t number) {
    Input input;
    Plan *plan = &attend->plans[number];
    Diagnostics diagnostics = {.file = ""};
    const bool is_there = input_read_ordinary(attend->shipped[number], INPUT_MOST, &input) == STATUS_GOOD;
    if (is_there && plan_read(plan, input.bytes, input.length, &diagnostics) && plan->step_count > 0)
        attend->offers[attend->offer_count++] =
            (StageOffer){.path = attend->shipped[number], .title = plan->title, .is_lesson = true};
    const bool is_whole = input.error != ENOMEM && !diagnostics.out_of_memory;
    if (!is_there && is_whole) attend_say(attend, input.message);
    diagnostics_free(&diagnostics);
    input_free(&input);
    return is_whole;
}

static bool offer(Attend *attend) {
    char message[FILE_MESSAGE];
    const int error = input_list_shipped(&attend->shipped, &attend->shipped_count, message);
    if (error == ENOMEM) return false;
    if (error) attend_say(attend, message);
    recent_read(&attend->recent);
    const size_t most = attend->shipped_count + (size_t)attend->recent.count;
    attend->offers = calloc(most + 1, sizeof *attend->offers);
    attend->plans = calloc(attend->shipped_count + 1, sizeof *attend->plans);
    if (!attend->offers || !attend->plans) return false;
    for (size_t i = 0; i < attend->shipped_count; i++)
        if (!offer_lesson(attend, i)) return false;
    for (int i = 0; i < attend->recent.count; i++) {
        const char *path = attend->recent.paths[i], *slash = strrchr(path, '/');
        if (!is_shipped(attend, path))
            attend->offers[attend->offer_count++] =
                (StageOffer){.path = path, .title = slash ? slash + 1 : path};
    }
    stage_offer(attend->stage, attend->offers, attend->offer_count);
    return true;
}

/* ---- saying ------------------------------------------------------------------------------------------- */

/* What would be a line on standard error, without the program's name; "" where there was no memory for it. */
void attend_say(Attend *attend, const char *message) {
    static const char BEFORE[] = "leaselab: error: ";
    Text text = {0};
    if (strncmp(message, BEFORE, sizeof BEFORE - 1) == 0) message += sizeof BEFORE - 1;
    text_add_bytes(&text, message, strcspn(message, "\n"));
    stage_say(attend->stage, text.failed || !text.length ? "out of memory" : text.bytes);
    text_free(&text);
}

static void complain_on_stage(Attend *attend, const char *verb, const char *path, int error) {
    char message[FILE_MESSAGE];
    file_complain_of(message, verb, path, error);
    attend_say(attend, message);
}

/* ---- opening ------------------------------------------------------------------------------------------ */

/* The last name of a path. */
static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

static bool read_file(Attend *attend, const char *path, Input *out) {
    if (input_read_ordinary(path, INPUT_MOST, out) == STATUS_GOOD) return true;
    attend_say(attend, out->message);
    return false;
}

/* From here on what was read is what is open. */
static void keep(Attend *attend, Input *input, const Watching *watching) {
    input_free(&attend->input);
    attend->input = *input;
    *input = (Input){0};
    attend->has_file = attend->input.identity.inode != 0;
    attend->watching = *watching;
    attend->watching.path = attend->input.name;
    if (attend->has_file) recent_note(attend->input.name);
}

static void show(Attend *attend, Input *input) {
    /* Looked at before it is read would be better still, but its name is known only now: what changes in
     * between is read again for nothing. */
    Watching watching = {.path = input->name, .descriptor = -1};
    watch_look(&watching);
    attend->is_refused = !stage_open(attend->stage, name_of(input->name), input->bytes, input->length);
    keep(attend, input, &watching);
}

static void open_file(Attend *attend, const char *path) {
    Input input = {0};
    if (read_file(attend, path, &input)) show(attend, &input);
}

bool attend_file_has_changed(const Attend *attend) {
    return attend->has_file && watch_sees_another(&attend->watching);
}

static void read_again(Attend *attend) {
    Input input = {0};
    if (!attend->has_file) {
        stage_say(attend->stage, "what came through standard input or a pipe cannot be read again");
        return;
    }
    watch_look(&attend->watching);
    if (!read_file(attend, attend->input.name, &input)) return;
    if (attend->is_refused)
        attend->is_refused = !stage_open(attend->stage, name_of(input.name), input.bytes, input.length);
    else
        stage_reload(attend->stage, name_of(input.name), input.bytes, input.length);
    input_free(&input);
}

/* ---- beginning and end -------------------------------------------------------------------------------- */

int attend_begin(Attend *out, const Options *options) {
    Loaded loaded = {0};
    *out = (Attend){.watching.descriptor = -1};
    int status = attend_judge(options, &out->options);
    if (status == STATUS_GOOD && options->operand_count > 0)
        status = load_plan(options->operands[0], options->colour, &loaded);
    if (status == STATUS_GOOD) status = drawing_open_font(&out->font);
    if (status == STATUS_GOOD) {
        out->stage = stage_create(out->font, &out->options);
        if (!out->stage || !offer(out)) status = say_no_memory();
    }
    if (status != STATUS_GOOD)
        attend_end(out);
    else if (options->operand_count > 0)
        show(out, &loaded.input);
    load_free(&loaded);
    return status;
}

void attend_end(Attend *attend) {
    film_abandon(attend->film);
    text_free(&attend->film_name);
    if (attend->stage) stage_destroy(attend->stage);
    font_close(attend->font);
    for (size_t i = 0; attend->plans && i < attend->shipped_count; i++) plan_free(&attend->plans[i]);
    free(attend->plans);
    free(attend->offers);
    input_free_shipped(attend->shipped, attend->shipped_count);
    recent_free(&attend->recent);
    input_free(&attend->input);
    *attend = (Attend){.watching.descriptor = -1};
}

/* ---- saving ------------------------------------------------------------------------------------------- */

/* NAME.svg, or where that is there already NAME-2.svg, … */
static bool find_free_name(const char *suggested, const char *ending, Text *out) {
    const char *name = name_of(suggested), *dot = strrchr(name, '.');
    const size_t length = dot && dot > name ? (size_t)(dot - name) : strlen(name);
    for (int number = 1; number < NAMES_MOST && !out->failed; number++) {
        struct stat file;
        text_clear(out);
        text_add_bytes(out, name, length);
        if (number > 1) text_add_format(out, "-%d", number);
        text_add_format(out, "%s%s", *ending ? "." : "", ending);
        if (!out->failed && lstat(out->bytes, &file) < 0) return errno == ENOENT;
    }
    errno = EEXIST;
    return false;
}

static void say_saved(Attend *attend, const char *name) {
    char folder[PATH_MAX];
    Text message = {0};
    text_add(&message, "saved ");
    text_add_safe_cut(&message, name, FILE_SHOWN);
    text_add(&message, " in ");
    if (getcwd(folder, sizeof folder))
        text_add_safe_cut(&message, folder, FILE_SHOWN);
    else
        text_add_format(&message, "a folder whose name cannot be found: %s", strerror(errno));
    stage_say(attend->stage, message.failed ? "saved; out of memory to say as what" : message.bytes);
    text_free(&message);
}

static void save(Attend *attend, const char *suggested, const char *ending, const char *bytes,
                 size_t length) {
    Text name = {0};
    Output output;
    if (!find_free_name(suggested, ending, &name)) {
        complain_on_stage(attend, "write", suggested, name.failed ? ENOMEM : errno);
    } else {
        output_open(&output, name.bytes, &attend->input.identity, 1);
        output_add(&output, bytes, length);
        if (output_commit(&output) == OUTPUT_OK)
            say_saved(attend, name.bytes);
        else
            attend_say(attend, output.message);
    }
    text_free(&name);
}

static bool draw_svg(Stage *stage, const Sheet *sheet, Text *out) {
    Svg *svg = svg_create(sheet);
    if (!svg) return false;
    stage_draw(stage, svg_canvas(svg));
    const bool is_whole = svg_finish(svg, false, out);
    svg_destroy(svg);
    return is_whole;
}

static bool draw_painted(Stage *stage, const Sheet *sheet, WishKind kind, Text *out) {
    Paint *paint;
    const PaintStatus begun =
        kind == WISH_SAVE_PDF ? paint_pdf(sheet, &paint) : paint_image(sheet, stage_scale(stage), &paint);
    if (begun != PAINT_OK) return false;
    stage_draw(stage, paint_canvas(paint));
    const PaintStatus status = kind == WISH_SAVE_PDF ? paint_add_pdf(paint, out) : paint_add_png(paint, out);
    paint_destroy(paint);
    return status == PAINT_OK;
}

static void save_picture(Attend *attend, const Wish *wish) {
    const char *ending = wish->kind == WISH_SAVE_SVG ? "svg" : wish->kind == WISH_SAVE_PNG ? "png" : "pdf";
    const Sheet sheet = stage_sheet(attend->stage);
    Text picture = {0};
    const bool is_whole = wish->kind == WISH_SAVE_SVG
                              ? draw_svg(attend->stage, &sheet, &picture)
                              : draw_painted(attend->stage, &sheet, wish->kind, &picture);
    if (is_whole)
        save(attend, wish->path, ending, picture.bytes, picture.length);
    else
        stage_say(attend->stage, "the picture could not be drawn: out of memory");
    text_free(&picture);
}

/* ---- films -------------------------------------------------------------------------------------------- */

/* It takes a while, and may be looked at in the meantime: how many pictures there will be. */
static void say_begun(Attend *attend) {
    Text message = {0};
    text_add_format(&message, "making a film of %" PRId64 " pictures: ", film_all(attend->film));
    text_add_safe_cut(&message, attend->film_name.bytes, FILE_SHOWN);
    stage_say(attend->stage, message.failed ? "making a film; out of memory to say which" : message.bytes);
    text_free(&message);
}

static void begin_film(Attend *attend, const Wish *wish) {
    Text *name = &attend->film_name;
    if (attend->film) {
        stage_say(attend->stage, "one film is being made already");
        return;
    }
    if (!find_free_name(wish->path, "mp4", name)) {
        complain_on_stage(attend, "write", wish->path, name->failed ? ENOMEM : errno);
    } else {
        const View *view = stage_view(attend->stage);
        StageOptions options = attend->options;
        options.theme = view->theme;
        options.scale = view->scale;
        options.still = view->still;
        const FilmRequest request = {.name = wish->path,
                                     .bytes = wish->text,
                                     .length = wish->length,
                                     .stage = options,
                                     .from = wish->from,
                                     .to = wish->to,
                                     .speed_min = FILM_SPEED_MIN_NORMAL,
                                     .fps = FILM_FPS_NORMAL,
                                     .path = name->bytes};
        Text message = {0};
        attend->film = film_begin(&request, attend->font, &message);
        if (attend->film)
            say_begun(attend);
        else
            attend_say(attend, message.failed ? "" : message.bytes);
        text_free(&message);
    }
}

bool attend_film(Attend *attend) {
    Text message = {0};
    if (!attend->film) return false;
    if (film_go_on(attend->film)) return true;
    const int status = film_end(attend->film, &message);
    attend->film = NULL;
    if (message.length && !message.failed)
        attend_say(attend, message.bytes);
    else if (status == STATUS_GOOD)
        say_saved(attend, attend->film_name.bytes);
    else
        attend_say(attend, "");
    text_free(&message);
    return false;
}

/* ---- wishes ------------------------------------------------------------------------------------------- */

static void carry_out(Attend *attend, const Wish *wish) {
    switch (wish->kind) {
    case WISH_OPEN: open_file(attend, wish->path); break;
    case WISH_READ_AGAIN: read_again(attend); break;
    case WISH_SAVE_SVG:
    case WISH_SAVE_PNG:
    case WISH_SAVE_PDF: save_picture(attend, wish); break;
    case WISH_SAVE_FILM: begin_film(attend, wish); break;
    case WISH_SAVE_TEXT: save(attend, wish->path, "yaml", wish->text, wish->length); break;
    case WISH_FULL_SCREEN: attend->wants_full_screen = !attend->wants_full_screen; break;
    case WISH_QUIT: attend->wants_quit = true; break;
    case WISH_NOTHING: break;
    }
}

void attend_take(Attend *attend, const StageEvent *event) {
    if (event->kind == EVENT_OF_DROP) open_file(attend, event->path);
    if (event->kind == EVENT_OF_FILE) read_again(attend);
    stage_take(attend->stage, event);
    attend_serve(attend);
}

void attend_serve(Attend *attend) {
    while (stage_wish(attend->stage, &attend->wish)) carry_out(attend, &attend->wish);
}
