/* frames LEASELAB LARGEST: how long the window takes for a picture, in software, from what a person does to
 * pixels: while it plays, while somebody drags through a year, for a single key, and while the answer to a
 * question why is worked out; and when that is there. 95 of 100 pictures are
 * no slower than the figure. Leaves out: SDL, which copies the pixels (a millisecond), and LEASELAB itself.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sim/base/check.h"
#include "ui/canvas/paint.h"
#include "ui/stage/stage.h"

enum { PICTURES = 120, WORK_MS = 4, ROWS = 2000 };

typedef struct {
    Stage *stage;
    Paint *paint;
    uint32_t *pixels;
    int width, height;
    double took[PICTURES];
} Bench;

/* Of the processor: others may be busy on the same machine. */
static double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    const double one = *(const double *)a, two = *(const double *)b;
    return one < two ? -1 : one > two;
}

static double p95(Bench *bench) {
    qsort(bench->took, PICTURES, sizeof *bench->took, by_size);
    return bench->took[PICTURES * 95 / 100];
}

static void draw(Bench *bench) {
    paint_again(bench->paint);
    stage_draw(bench->stage, paint_canvas(bench->paint));
    CHECK(paint_finish(bench->paint) == PAINT_OK && !stage_has_failed(bench->stage));
}

/* An event, the work that fits into a frame, the picture: what the window's loop does. */
static void take(Bench *bench, const StageEvent *event, int picture) {
    const double begun = now_ms();
    stage_take(bench->stage, event);
    while (stage_work(bench->stage, ROWS) && now_ms() - begun < WORK_MS) {
    }
    draw(bench);
    bench->took[picture] = now_ms() - begun;
}

static double playing(Bench *bench) {
    const StageEvent tick = {.kind = EVENT_OF_TIME, .amount = 16};
    stage_show(bench->stage, 30 * 24 * 60, UINT32_MAX);
    stage_act(bench->stage, ACT_PLAY);
    for (int i = 0; i < PICTURES; i++) take(bench, &tick, i);
    stage_act(bench->stage, ACT_PLAY);
    return p95(bench);
}

static double dragging(Bench *bench) {
    StageEvent event = {
        .kind = EVENT_OF_PRESS, .x = bench->width / 3, .y = bench->height * 9 / 10, .held = true};
    stage_take(bench->stage, &event);
    event.kind = EVENT_OF_MOVING;
    for (int i = 0; i < PICTURES; i++) {
        const int step = i * 37 % PICTURES; /* to and fro, through all of it */
        event.x = bench->width / 6 + (bench->width * 2 / 3) * step / PICTURES;
        take(bench, &event, i);
    }
    event.kind = EVENT_OF_RELEASE;
    stage_take(bench->stage, &event);
    return p95(bench);
}

static double stepping(Bench *bench) {
    const StageEvent key = {.kind = EVENT_OF_KEY, .chord = {KEY_RIGHT, 0}};
    stage_show(bench->stage, 60 * 24 * 60, UINT32_MAX);
    for (int i = 0; i < PICTURES; i++) take(bench, &key, i);
    return p95(bench);
}

/* Why, for a machine that was not asked about before, until the answer is there; how long that takes in all.
 * A picture is drawn whenever a frame is over. */
static double asking(Bench *bench, double *out_all) {
    const double begun = now_ms();
    int pictures = 0;
    bool is_coming = true;
    while (stage_view(bench->stage)->panel != PANEL_FLEET) stage_act(bench->stage, ACT_NEXT_PANEL);
    for (int i = 0; i < 4 && stage_view(bench->stage)->selected.kind != SUBJECT_MACHINE; i++)
        stage_act(bench->stage, ACT_DOWN);
    stage_act(bench->stage, ACT_WHY);
    for (; is_coming; pictures++) {
        const double picture_begun = now_ms();
        do is_coming = stage_work(bench->stage, ROWS);
        while (is_coming && now_ms() - picture_begun < WORK_MS);
        draw(bench);
        bench->took[pictures % PICTURES] = now_ms() - picture_begun;
    }
    *out_all = now_ms() - begun;
    const int taken = pictures < PICTURES ? pictures : PICTURES;
    qsort(bench->took, (size_t)taken, sizeof *bench->took, by_size);
    return bench->took[taken * 95 / 100];
}

static void open(Bench *bench, Font *font, long machines) {
    char yaml[400];
    snprintf(yaml, sizeof yaml,
             "title: Frames\nabout: a\nstart: 2026-01-05 08:00\nrun: 365d\nhosts: {kms1: {}}\n"
             "machines: {lab: {product: windows-client, count: %ld, starts: {from: 0m, to: 7d}}}\n"
             "changes: [{at: 100d, host: kms1, do: down}, {at: 130d, host: kms1, do: up}]\n",
             machines);
    bench->stage =
        stage_create(font, &(StageOptions){.scale = 100, .width = bench->width, .height = bench->height});
    CHECK(bench->stage);
    stage_open(bench->stage, "frames.yaml", yaml, strlen(yaml));
    const Sheet sheet = stage_sheet(bench->stage);
    bench->pixels = calloc((size_t)bench->width * (size_t)bench->height, sizeof *bench->pixels);
    CHECK(bench->pixels && paint_pixels(&sheet, 100, bench->pixels, bench->width, bench->height,
                                        4 * bench->width, &bench->paint) == PAINT_OK);
}

static void measure(Font *font, long machines, int width, int height) {
    Bench *bench = calloc(1, sizeof *bench);
    CHECK(bench);
    bench->width = width;
    bench->height = height;
    const double begun = now_ms();
    open(bench, font, machines);
    draw(bench);
    const double first = now_ms() - begun;
    while (stage_work(bench->stage, 100000)) {
    }
    const double known = now_ms() - begun;
    stage_act(bench->stage, ACT_TO_END);
    draw(bench);
    double all;
    const double played = playing(bench), dragged = dragging(bench), stepped = stepping(bench);
    const double asked = asking(bench, &all);
    printf("%9ld  %4dx%-4d %9.0f %9.0f %9.1f %9.1f %9.1f %9.1f %9.0f\n", machines, width, height, first,
           known, played, dragged, stepped, asked, all);
    fflush(stdout);
    paint_destroy(bench->paint);
    stage_destroy(bench->stage);
    free(bench->pixels);
    free(bench);
}

int main(int argc, char **argv) {
    static const long SIZES[] = {5, 50, 5000, 1000000};
    const long largest = argc > 2 ? atol(argv[2]) : 5000;
    char message[FONT_MESSAGE];
    Font *font = NULL;
    if (font_open(&font, message) != FONT_OK) {
        fputs(message, stderr);
        return 3;
    }
    printf("a year of machines, milliseconds of the processor; but for the last the 95th percentile "
           "of %d "
           "pictures\n",
           PICTURES);
    printf(" machines  pixels        first  all known   playing  dragging    a step       why  answered\n");
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES && SIZES[i] <= largest; i++) {
        measure(font, SIZES[i], 1280, 720);
        measure(font, SIZES[i], 1920, 1080);
    }
    font_close(font);
    return 0;
}
