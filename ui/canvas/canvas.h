/* canvas: one picture, many surfaces. A figure or panel is drawn once, through the calls below; a backend
 * puts it on a surface: svg.h writes SVG, paint.h draws with Cairo (window, PNG, PDF), recorder.h tells in
 * words what was drawn.
 *
 *     figure, panel ──▶ canvas ──▶ backend ──▶ SVG, pixels, words
 *       inks by meaning              colours of a theme
 *
 * Later things cover earlier ones. Nothing is see-through: what should look pale has a pale ink. Calls cannot
 * fail: canvas and backend keep the trouble they meet (no memory) until the picture is finished. Strings and
 * arrays are read during the call and stay the caller's. Strings may hold anything; each backend makes them
 * harmless. Leaves out: the layout of anything. */
#ifndef LEASELAB_CANVAS_CANVAS_H
#define LEASELAB_CANVAS_CANVAS_H

#include "ui/canvas/font.h"
#include "ui/canvas/hits.h"
#include "ui/canvas/ink.h"

/* The point given is where text begins, its middle, or where it ends. */
typedef enum { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } Anchor;
/* UPWARDS is turned by 90 degrees, read from below with the head to the left. */
typedef enum { TEXT_ACROSS, TEXT_UPWARDS } TextRun;

typedef enum {
    PATH_OPEN,   /* from point to point */
    PATH_CLOSED, /* and back to the first */
    PATH_CURVE /* cubic Bézier: a point, then three for each piece (two that pull, one it arrives at); open */
} PathKind;

/* A part of a picture that belongs together. All but `role` may be absent. */
typedef struct {
    const char *role;  /* what it is, as a class: letters, digits and '-'; our own word */
    const char *id;    /* unique in the picture: "host-3"; other characters than letters, digits and '-'
                          become '-' */
    const char *title; /* the whole name, what the part says: shown under the pointer in an SVG */
    Hit hit;           /* with `area`: whom a click there means */
    Box area;
} CanvasGroup;

/* What a backend does. Only canvas.c calls it, and has checked the arguments: nothing empty or invisible
 * comes here, and groups and clips are closed in order. */
typedef struct {
    void (*path)(void *self, PathKind kind, const Point points[], size_t count, Fill fill, Stroke stroke);
    void (*box)(void *self, Box box, Px radius, Fill fill, Stroke stroke);
    void (*disc)(void *self, Point centre, Px radius, Fill fill, Stroke stroke);
    void (*arc)(void *self, Point centre, Px radius, Turn from, Turn to, Stroke stroke);
    void (*text)(void *self, Point at, Anchor anchor, TextRun run, TextStyle style, const char *string);
    void (*raster)(void *self, Box box, uint32_t columns, uint32_t rows, const uint8_t inks[]);
    void (*clip)(void *self, Box box);
    void (*group)(void *self, const CanvasGroup *group);
    void (*end)(void *self, bool is_clip); /* of the newest clip or group still open */
    /* May be NULL, both: nothing is shown again. */
    bool (*is_kept)(void *self, Box box, const void *key, size_t size);
    void (*keep)(void *self, Box box);
} CanvasBackend;

/* How deep groups and clips nest. */
enum { CANVAS_DEPTH = 24 };

/* Made by a backend, which owns it; filled by canvas_init. */
typedef struct Canvas {
    const CanvasBackend *backend;
    void *self;
    const Font *font; /* for those who lay out and for the recorder; outlives the canvas */
    Hits *hits;  /* the caller may set it, and owns it: where groups' hit boxes are gathered; NULL: nowhere */
    bool failed; /* memory ran out for something that was to be drawn: the picture is not to be used */
    /* private from here */
    Box clips[CANVAS_DEPTH + 1]; /* what can be seen; the first is the whole picture */
    uint32_t is_clip;            /* a bit for each open group or clip */
    int clip_depth, depth;
} Canvas;

/* For backends. */
void canvas_init(Canvas *canvas, const CanvasBackend *backend, void *self, const Font *font, Px width,
                 Px height);
/* CHECKs that everything opened was ended. False: there was no memory for all of it. */
bool canvas_finish(const Canvas *canvas);

/* The whole picture, and what of it can be seen within the open clips. */
Box canvas_bounds(const Canvas *canvas);
Box canvas_visible(const Canvas *canvas);

/* For those who make words only to draw them: is all of the text there? Else the picture has failed. */
bool canvas_has(Canvas *canvas, const Text *words);

/* Strokes are centred on the outline; joins are round, ends are cut straight. */
void canvas_line(Canvas *canvas, Point from, Point to, Stroke stroke);
void canvas_polyline(Canvas *canvas, const Point points[], size_t count, Stroke stroke);
void canvas_polygon(Canvas *canvas, const Point points[], size_t count, Fill fill, Stroke stroke);
/* 1 + 3 n points, see PATH_CURVE. */
void canvas_curve(Canvas *canvas, const Point points[], size_t count, Stroke stroke);
void canvas_box(Canvas *canvas, Box box, Fill fill, Stroke stroke);
void canvas_round_box(Canvas *canvas, Box box, Px radius, Fill fill, Stroke stroke);
void canvas_disc(Canvas *canvas, Point centre, Px radius, Fill fill, Stroke stroke);
/* Clockwise from `from` to `to`, at most once around; a ring is an arc with a wide stroke. */
void canvas_arc(Canvas *canvas, Point centre, Px radius, Turn from, Turn to, Stroke stroke);

/* One line of text; `at` is on its baseline. What it needs: canvas_text_box. */
void canvas_text(Canvas *canvas, Point at, Anchor anchor, TextRun run, TextStyle style, const char *string);
/* What a reader may see inked, with the font's ROOM; this must not overlap other text. */
Box canvas_text_box(const Canvas *canvas, Point at, Anchor anchor, TextRun run, TextStyle style,
                    const char *string);

/* Equal cells, row by row from the top left; each byte is an Ink, INK_NONE leaves the cell out. Column i lies
 * between box.x + width * i / columns and the same of i + 1, likewise rows. Without outlines or hatches. An
 * SVG's size follows the number of runs of one ink. At most 32,767 in a row or column and 2^24 in all; about
 * 1 ms for a million on pixels. */
void canvas_raster(Canvas *canvas, Box box, uint32_t columns, uint32_t rows, const uint8_t inks[]);

/* What lies in the box, and whom it stands for under the pointer, follows from these bytes alone, and all of
 * the box is drawn on. Where it was kept under the same bytes it is shown again, and nothing is to be drawn:
 * true. Else it is drawn now, and canvas_keep comes after it. A window keeps one such part of its picture. */
bool canvas_is_kept(Canvas *canvas, Box box, const void *key, size_t size);
void canvas_keep(Canvas *canvas, Box box);

/* What follows is drawn only within the box, and within the clips around it. */
void canvas_clip(Canvas *canvas, Box box);
void canvas_unclip(Canvas *canvas);
void canvas_group(Canvas *canvas, CanvasGroup group);
void canvas_ungroup(Canvas *canvas);

#endif
