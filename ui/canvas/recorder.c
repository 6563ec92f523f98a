#include "ui/canvas/recorder.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/arena.h"

struct Recorder {
    Canvas canvas;
    Text words;
    Hits hits;
    Arena strings;
    RecordedText *texts; /* owned */
    size_t count, capacity;
    bool failed;
};

/* ---- words -------------------------------------------------------------------------------------------- */

static void add_line(Recorder *r, const char *word) {
    text_add_repeat(&r->words, ' ', 2 * (size_t)r->canvas.depth);
    text_add(&r->words, word);
}

static void add_point(Recorder *r, Point point) {
    text_add_char(&r->words, ' ');
    text_add_px(&r->words, point.x);
    text_add_char(&r->words, ',');
    text_add_px(&r->words, point.y);
}

static void add_box(Recorder *r, Box box) {
    add_point(r, (Point){box.x, box.y});
    text_add_char(&r->words, ' ');
    text_add_px(&r->words, box.width);
    text_add_char(&r->words, 'x');
    text_add_px(&r->words, box.height);
}

static void add_name(Recorder *r, const char *name, const char *string) {
    text_add_format(&r->words, " %s=", name);
    text_add_json(&r->words, string, strlen(string));
}

static void add_fill(Recorder *r, Fill fill) {
    if (fill.ink == INK_NONE) return;
    text_add_format(&r->words, " fill=%s", INK_NAMES[fill.ink]);
    if (fill.hatch != HATCH_NONE) text_add_format(&r->words, "/%s", HATCH_NAMES[fill.hatch]);
}

static void add_stroke(Recorder *r, Stroke stroke) {
    if (stroke.ink == INK_NONE || stroke.width <= 0) return;
    text_add_format(&r->words, " line=%s:", INK_NAMES[stroke.ink]);
    text_add_px(&r->words, stroke.width);
    if (stroke.dash != DASH_NONE) text_add_format(&r->words, ":%s", DASH_NAMES[stroke.dash]);
}

static void end_line(Recorder *r) {
    text_add_char(&r->words, '\n');
}

/* ---- the backend -------------------------------------------------------------------------------------- */

static void record_path(void *self, PathKind kind, const Point points[], size_t count, Fill fill,
                        Stroke stroke) {
    Recorder *r = self;
    add_line(r, kind == PATH_OPEN ? "path" : kind == PATH_CLOSED ? "polygon" : "curve");
    for (size_t i = 0; i < count; i++) add_point(r, points[i]);
    add_fill(r, fill);
    add_stroke(r, stroke);
    end_line(r);
}

static void record_box(void *self, Box box, Px radius, Fill fill, Stroke stroke) {
    Recorder *r = self;
    add_line(r, "box");
    add_box(r, box);
    if (radius > 0) {
        text_add(&r->words, " round ");
        text_add_px(&r->words, radius);
    }
    add_fill(r, fill);
    add_stroke(r, stroke);
    end_line(r);
}

static void record_disc(void *self, Point centre, Px radius, Fill fill, Stroke stroke) {
    Recorder *r = self;
    add_line(r, "disc");
    add_point(r, centre);
    text_add(&r->words, " radius ");
    text_add_px(&r->words, radius);
    add_fill(r, fill);
    add_stroke(r, stroke);
    end_line(r);
}

static void record_arc(void *self, Point centre, Px radius, Turn from, Turn to, Stroke stroke) {
    Recorder *r = self;
    add_line(r, "arc");
    add_point(r, centre);
    text_add(&r->words, " radius ");
    text_add_px(&r->words, radius);
    text_add_format(&r->words, " turn %d..%d", from, to);
    add_stroke(r, stroke);
    end_line(r);
}

static void keep_text(Recorder *r, RecordedText text) {
    if (r->count == r->capacity) {
        const size_t capacity = r->capacity ? 2 * r->capacity : 64;
        RecordedText *texts = realloc(r->texts, capacity * sizeof *texts);
        if (!texts) {
            r->failed = true;
            return;
        }
        r->texts = texts;
        r->capacity = capacity;
    }
    text.string = arena_copy(&r->strings, text.string, strlen(text.string));
    if (text.string)
        r->texts[r->count++] = text;
    else
        r->failed = true;
}

static void record_text(void *self, Point at, Anchor anchor, TextRun run, TextStyle style,
                        const char *string) {
    static const char *const ANCHORS[] = {"start", "middle", "end"};
    Recorder *r = self;
    const Box box = canvas_text_box(&r->canvas, at, anchor, run, style, string);
    add_line(r, "text ");
    text_add_json(&r->words, string, strlen(string));
    add_point(r, at);
    text_add_format(&r->words, " %s%s %d%s ink=%s", ANCHORS[anchor], run == TEXT_UPWARDS ? " upwards" : "",
                    style.size_px, style.bold ? " bold" : "", INK_NAMES[style.ink]);
    if (style.halo != INK_NONE) text_add_format(&r->words, " halo=%s", INK_NAMES[style.halo]);
    text_add(&r->words, " in");
    add_box(r, box);
    end_line(r);
    keep_text(r, (RecordedText){.box = box,
                                .seen = box_intersection(box, canvas_visible(&r->canvas)),
                                .run = run,
                                .size_px = style.size_px,
                                .bold = style.bold,
                                .string = string});
}

/* A row like the one before it is not told again: "row 1-24: absent x3 licensed x5". */
static void record_raster(void *self, Box box, uint32_t columns, uint32_t rows, const uint8_t inks[]) {
    Recorder *r = self;
    add_line(r, "raster");
    add_box(r, box);
    text_add_format(&r->words, " of %ux%u\n", columns, rows);
    for (uint32_t row = 0, next; row < rows; row = next) {
        const uint8_t *cells = inks + (size_t)row * columns;
        next = row + 1;
        while (next < rows && memcmp(cells, inks + (size_t)next * columns, columns) == 0) next++;
        add_line(r, "  ");
        text_add_format(&r->words, next - row == 1 ? "row %u:" : "rows %u-%u:", row, next - 1);
        for (uint32_t column = 0, end; column < columns; column = end) {
            end = column + 1;
            while (end < columns && cells[end] == cells[column]) end++;
            text_add_format(&r->words, " %s x%u", INK_NAMES[cells[column]], end - column);
        }
        end_line(r);
    }
}

/* Canvas has counted what it opens here already; what it opens stands at the depth before. */
static void record_clip(void *self, Box box) {
    Recorder *r = self;
    text_add_repeat(&r->words, ' ', 2 * (size_t)(r->canvas.depth - 1));
    text_add(&r->words, "clip");
    add_box(r, box);
    end_line(r);
}

static void record_group(void *self, const CanvasGroup *group) {
    Recorder *r = self;
    text_add_repeat(&r->words, ' ', 2 * (size_t)(r->canvas.depth - 1));
    text_add_format(&r->words, "group role=%s", group->role);
    if (group->id) add_name(r, "id", group->id);
    if (group->title) add_name(r, "title", group->title);
    if (group->hit.kind != 0) {
        text_add_format(&r->words, " hit=%u:%u area", group->hit.kind, group->hit.index);
        add_box(r, group->area);
    }
    end_line(r);
}

static void record_end(void *self, bool is_clip) { /* the indent tells */
    (void)self;
    (void)is_clip;
}

static const CanvasBackend BACKEND = {.path = record_path,
                                      .box = record_box,
                                      .disc = record_disc,
                                      .arc = record_arc,
                                      .text = record_text,
                                      .raster = record_raster,
                                      .clip = record_clip,
                                      .group = record_group,
                                      .end = record_end};

/* ---- what is handed out -------------------------------------------------------------------------------- */

Recorder *recorder_create(const Sheet *sheet) {
    Recorder *r = calloc(1, sizeof *r);
    if (!r) return NULL;
    canvas_init(&r->canvas, &BACKEND, r, sheet->font, PX(sheet->width_px), PX(sheet->height_px));
    r->canvas.hits = &r->hits;
    text_add_format(&r->words, "sheet %dx%d %s", sheet->width_px, sheet->height_px,
                    INK_NAMES[sheet->background]);
    add_name(r, "title", sheet->title);
    add_name(r, "description", sheet->description);
    end_line(r);
    return r;
}

void recorder_destroy(Recorder *recorder) {
    if (!recorder) return;
    text_free(&recorder->words);
    hits_free(&recorder->hits);
    arena_free(&recorder->strings);
    free(recorder->texts);
    free(recorder);
}

Canvas *recorder_canvas(Recorder *recorder) {
    return &recorder->canvas;
}

const Text *recorder_words(Recorder *recorder) {
    const bool has_all = canvas_finish(&recorder->canvas);
    return !has_all || recorder->failed || recorder->words.failed || recorder->hits.failed ? NULL
                                                                                           : &recorder->words;
}

const RecordedText *recorder_texts(const Recorder *recorder, size_t *out_count) {
    *out_count = recorder->count;
    return recorder->texts;
}

const Hits *recorder_hits(const Recorder *recorder) {
    return &recorder->hits;
}
