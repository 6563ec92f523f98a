#include "ui/cli/film.h"

#include <stdlib.h>

#include "sim/base/check.h"
#include "ui/canvas/paint.h"
#include "ui/cli/encoder.h"
#include "ui/cli/say.h"

enum { ROWS_AT_ONCE = 100000, SECOND_MS = 1000 };

struct Film {
    Stage *stage;
    Paint *paint;
    Encoder encoder;
    int32_t from, to, speed_min;
    int fps;
    int64_t made;
    int64_t owed; /* of time, in parts of a millisecond: SPEEDS_MIN * fps of them are one */
    bool is_playing;
    int status;
    Text message;
};

/* ---- the stage ---------------------------------------------------------------------------------------- */

/* The speed of the window that is nearest, so that messages fly as they would there; the rest is done with
 * the ticks. */
static int nearest_speed(int32_t wanted) {
    int speed = 0;
    while (speed + 1 < SPEED_COUNT && SPEEDS_MIN[speed + 1] <= wanted) speed++;
    return speed;
}

static void settle(Film *film) {
    while (stage_work(film->stage, ROWS_AT_ONCE)) {
    }
}

static void go_to_start(Film *film) {
    const int speed = nearest_speed(film->speed_min);
    settle(film);
    stage_show(film->stage, film->from, UINT32_MAX);
    for (int i = 0; i < SPEED_COUNT && stage_view(film->stage)->speed != speed; i++)
        stage_act(film->stage, stage_view(film->stage)->speed < speed ? ACT_FASTER : ACT_SLOWER);
    settle(film);
}

/* Time goes by until the next picture is due. */
static void play(Film *film) {
    const int64_t whole = (int64_t)SPEEDS_MIN[stage_view(film->stage)->speed] * film->fps;
    film->owed += (int64_t)SECOND_MS * film->speed_min;
    while (film->owed >= whole && stage_view(film->stage)->playing) {
        StageEvent tick = {.kind = EVENT_OF_TIME};
        const int64_t due = film->owed / whole;
        tick.amount = due < EVENT_TIME_MOST ? (int)due : EVENT_TIME_MOST;
        film->owed -= tick.amount * whole;
        stage_take(film->stage, &tick);
        settle(film);
    }
}

/* ---- pictures ----------------------------------------------------------------------------------------- */

static int fail(Film *film, const char *line) {
    text_add(&film->message, line);
    return STATUS_FAILED;
}

static void make_picture(Film *film) {
    if (film->made > 0) paint_again(film->paint);
    stage_draw(film->stage, paint_canvas(film->paint));
    if (stage_has_failed(film->stage) || paint_finish(film->paint) != PAINT_OK)
        film->status = fail(film, "leaselab: error: out of memory\n");
    else
        film->status = encoder_add(&film->encoder, film->paint, &film->message);
    film->made++;
}

static int open(Film *film, const FilmRequest *request, Font *font) {
    StageOptions options = request->stage;
    options.no_lesson = true;
    film->stage = stage_create(font, &options);
    if (!film->stage) return fail(film, "leaselab: error: out of memory\n");
    stage_open(film->stage, request->name, request->bytes, request->length);
    go_to_start(film);
    const Sheet sheet = stage_sheet(film->stage);
    const PaintStatus status = paint_image(&sheet, stage_scale(film->stage), &film->paint);
    if (status != PAINT_OK) return fail(film, "leaselab: error: out of memory\n");
    int width, height, stride;
    paint_image_pixels(film->paint, &width, &height, &stride);
    return encoder_open(&film->encoder, request->path, width, height, request->fps, &film->message);
}

static void hand_over(const Film *film, Text *out_message) {
    if (film->message.length) text_add_bytes(out_message, film->message.bytes, film->message.length);
    out_message->failed |= film->message.failed;
}

static void give_back(Film *film) {
    paint_destroy(film->paint);
    if (film->stage) stage_destroy(film->stage);
    text_free(&film->message);
    free(film);
}

Film *film_begin(const FilmRequest *request, Font *font, Text *out_message) {
    CHECK(request->from <= request->to && request->speed_min > 0 && request->fps > 0);
    Film *film = calloc(1, sizeof *film);
    if (!film) {
        out_message->failed = true;
        return NULL;
    }
    *film = (Film){.from = request->from,
                   .to = request->to,
                   .speed_min = request->speed_min,
                   .fps = request->fps,
                   .encoder = {.pipe = -1, .output = {.descriptor = -1, .directory = -1}}};
    film->status = open(film, request, font);
    if (film->status == STATUS_GOOD) return film;
    hand_over(film, out_message);
    film_abandon(film);
    return NULL;
}

/* The first picture stands at `from`, the last at `to`, whatever the speed. */
bool film_go_on(Film *film) {
    if (film->status != STATUS_GOOD) return false;
    const bool is_first = film->made == 0;
    if (!is_first) play(film);
    const bool is_last =
        stage_view(film->stage)->at >= film->to || (!is_first && !stage_view(film->stage)->playing);
    if (is_last && stage_view(film->stage)->playing) stage_act(film->stage, ACT_PLAY);
    if (is_last) stage_show(film->stage, film->to, UINT32_MAX);
    if (is_last) settle(film);
    make_picture(film);
    if (is_first && !is_last) stage_act(film->stage, ACT_PLAY);
    return !is_last && film->status == STATUS_GOOD;
}

int64_t film_done(const Film *film) {
    return film->made;
}

int64_t film_all(const Film *film) {
    return ((int64_t)film->to - film->from) * film->fps / film->speed_min + 1;
}

int film_end(Film *film, Text *out_message) {
    int status = film->status;
    if (status == STATUS_GOOD)
        status = encoder_close(&film->encoder, &film->message);
    else
        encoder_abandon(&film->encoder);
    hand_over(film, out_message);
    give_back(film);
    return status;
}

void film_abandon(Film *film) {
    if (!film) return;
    encoder_abandon(&film->encoder);
    give_back(film);
}
