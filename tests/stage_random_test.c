/* Whatever is typed, clicked, dragged and resized, in any order: nothing breaks, and nothing waits for ever.
 * A few hundred events of each luck here; RANDOM_EVENTS=10000 under the sanitizers in `make check`. */
#include "tests/test.h"

#include "sim/base/chance.h"
#include "tests/support/picture.h"
#include "tests/support/sandbox.h"
#include "tests/support/twin.h"
#include "ui/canvas/recorder.h"
#include "ui/stage/stage.h"

/* Under the sanitizers a picture costs; more pixels than these are told in words alone. */
enum { PIXELS_MOST = 3 * 1000 * 1000, LUCKS = 3, EVENTS_FEW = 300, WORK_MOST = 200 };

typedef struct {
    Stage *stage;
    Font *font;
    uint64_t seed, drawn;
    int width, height;
    Twin window;
    Wish wish;
} Wild;

static const char *const FILES[] = {
    "scenarios/01-fifth-laptop.yaml", "scenarios/18-seasonal-lab.yaml", "scenarios/14-vpn-on-fridays.yaml",
    "scenarios/23-rebuilt-host-100-machines.yaml", "scenarios/28-two-hosts-starve.yaml"};
enum { FILE_COUNT = sizeof FILES / sizeof *FILES };

static int luck(Wild *wild, int n) {
    return (int)chance_draw(wild->seed, (uint64_t)n, 0, CHANCE_PICK, wild->drawn++);
}

/* ---- files -------------------------------------------------------------------------------------------- */

/* As it is, cut off somewhere, or with a byte changed. */
static void open_file(Wild *wild, bool again) {
    const char *path = FILES[luck(wild, FILE_COUNT)];
    size_t length;
    char *bytes = sandbox_read(path, &length);
    assert_non_null(bytes);
    const int damage = luck(wild, 4);
    if (damage == 0) length = (size_t)luck(wild, (int)length);
    if (damage == 1) bytes[luck(wild, (int)length)] = (char)luck(wild, 256);
    if (again)
        stage_reload(wild->stage, path, bytes, length);
    else
        stage_open(wild->stage, path, bytes, length);
    free(bytes);
}

static void serve(Wild *wild) {
    while (stage_wish(wild->stage, &wild->wish)) {
        if (wild->wish.kind == WISH_OPEN) open_file(wild, false);
        if (wild->wish.kind == WISH_READ_AGAIN) open_file(wild, true);
    }
}

/* ---- events ------------------------------------------------------------------------------------------- */

static Chord any_chord(Wild *wild) {
    const int act = 1 + luck(wild, ACT_COUNT - 1);
    if (luck(wild, 4)) return ACTS[act].chords[0];
    return (Chord){KEY_NAMED + (uint32_t)luck(wild, KEY_END_OF_NAMED - KEY_NAMED), (uint8_t)luck(wild, 4)};
}

static uint32_t any_character(Wild *wild) {
    static const uint32_t STRANGE[] = {0xE4, 0x202E, 0x1F600, 0x7F, 1, 0x10FFFF, 0x300};
    return luck(wild, 8) ? ' ' + (uint32_t)luck(wild, 95) : STRANGE[luck(wild, 7)];
}

static int any_size(Wild *wild) {
    static const int SIZES[] = {1, 2, 17, 90, 320, 640, 900, 1024, 1280, 1920, 4096, 8192};
    return luck(wild, 3) ? 300 + luck(wild, 1200) : SIZES[luck(wild, 12)];
}

static void make_event(Wild *wild, StageEvent *out) {
    *out = (StageEvent){.x = luck(wild, wild->width + 40) - 20, .y = luck(wild, wild->height + 40) - 20};
    const int kind = luck(wild, 100);
    if (kind < 40) {
        out->chord = any_chord(wild);
        out->kind =
            out->chord.key < KEY_NAMED && !(out->chord.mods & MOD_CONTROL) ? EVENT_OF_TYPING : EVENT_OF_KEY;
    } else if (kind < 48) {
        out->kind = EVENT_OF_TYPING;
        out->chord.key = any_character(wild);
    } else if (kind < 62) {
        out->kind = EVENT_OF_PRESS;
    } else if (kind < 74) {
        out->kind = EVENT_OF_MOVING;
        out->held = luck(wild, 2) == 0;
    } else if (kind < 82) {
        out->kind = EVENT_OF_RELEASE;
    } else if (kind < 86) {
        out->kind = EVENT_OF_WHEEL;
        out->amount = luck(wild, 9) - 4;
    } else if (kind < 90) {
        out->kind = EVENT_OF_SIZE;
        out->width = wild->width = any_size(wild);
        out->height = wild->height = any_size(wild);
    } else {
        out->kind = EVENT_OF_TIME;
        out->amount = luck(wild, EVENT_TIME_MOST + 1);
    }
}

/* ---- pictures ----------------------------------------------------------------------------------------- */

static void draw_words(Wild *wild) {
    const Sheet sheet = stage_sheet(wild->stage);
    Recorder *recorder = recorder_create(&sheet);
    assert_non_null(recorder);
    stage_draw(wild->stage, recorder_canvas(recorder));
    assert_non_null(recorder_words(recorder));
    recorder_destroy(recorder);
}

static void look(Wild *wild) {
    const int how = luck(wild, 10);
    if (how < 4 && wild->width * (int64_t)wild->height <= PIXELS_MOST)
        twin_look(&wild->window, wild->stage, wild->width, wild->height);
    if (how >= 4 && how < 8) draw_words(wild);
    if (how == 8) {
        Text told = {0};
        stage_tell(wild->stage, &told);
        assert_false(told.failed);
        text_free(&told);
    }
    assert_false(stage_has_failed(wild->stage));
    const View *view = stage_view(wild->stage);
    assert_true(view->other_lane == NO_LANE || view->other_lane != view->lane);
}

/* ---- the test ----------------------------------------------------------------------------------------- */

static int events_wanted(void) {
    const char *given = getenv("RANDOM_EVENTS");
    return given && atoi(given) > 0 ? atoi(given) : EVENTS_FEW;
}

/* The session so far, so that it can be done again. */
static void note(const StageEvent *event, FILE *log) {
    Text line = {0};
    event_add(&line, event);
    assert_false(line.failed);
    fwrite(line.bytes, 1, line.length, log);
    fflush(log);
    text_free(&line);
}

static void anything_goes(uint64_t seed) {
    Wild *wild = calloc(1, sizeof *wild);
    StageEvent *event = calloc(1, sizeof *event);
    const char *log_name = getenv("RANDOM_LOG");
    FILE *log = log_name ? fopen(log_name, "w") : NULL;
    assert_true(wild && event);
    *wild = (Wild){.font = picture_font(), .seed = seed, .width = 1280, .height = 720};
    wild->stage = stage_create(wild->font, &(StageOptions){.scale = 100, .width = 1280, .height = 720});
    assert_non_null(wild->stage);
    open_file(wild, false);
    const int events = events_wanted();
    for (int i = 0; i < events; i++) {
        make_event(wild, event);
        if (log) note(event, log);
        stage_take(wild->stage, event);
        serve(wild);
        /* Now and then all of it is worked out, as when nobody does anything. */
        const int most = luck(wild, 20) ? 1 : WORK_MOST;
        for (int w = 0; w < most && stage_work(wild->stage, 5000); w++) {
        }
        look(wild);
    }
    if (log) fclose(log);
    twin_close(&wild->window);
    stage_destroy(wild->stage);
    font_close(wild->font);
    free(event);
    free(wild);
}

static void anything_that_is_done_breaks_nothing(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= LUCKS; seed++) anything_goes(seed);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(anything_that_is_done_breaks_nothing)};
    return cmocka_run_group_tests_name("stage_random", tests, NULL, NULL);
}
