/* paint_inside: what paint.c and paint_window.c share, and nobody else has. */
#ifndef LEASELAB_CANVAS_PAINT_INSIDE_H
#define LEASELAB_CANVAS_PAINT_INSIDE_H

#include <cairo.h>

#include "ui/canvas/canvas.h"
#include "ui/canvas/kept.h"
#include "ui/canvas/sheet.h"
#include "ui/canvas/stamps.h"

typedef struct Paint {
    Canvas canvas;
    Sheet sheet;
    cairo_surface_t *surface;
    cairo_t *cairo;
    cairo_font_face_t *faces[2];
    cairo_pattern_t *tiles[HATCH_COUNT]; /* of hatches, once they are needed; see hatch_tile */
    Stamps stamps;                       /* for a window: of small shapes */
    Kept kept;                           /* for a window, too */
    double scale;                        /* device units for a logical pixel */
    Text pdf;                            /* written by Cairo as it goes */
    bool is_window;                      /* pixels of the caller's: as fast as can be */
    bool is_fine; /* letters are filled where they belong, not copied to the nearest pixel */
    bool failed;
} Paint;

static const double QUARTER = 1.5707963267948966;

static inline double real(Px px) {
    return (double)px / PX(1);
}

/* Joins are round, letters grey and unhinted. The caller destroys it. */
cairo_t *paint_pencil(cairo_surface_t *surface, double scale);

/* As pixels; INK_NONE is see-through. */
void paint_cell_colours(const Paint *paint, uint32_t out[INK_COUNT]);

/* The backend of images and PDF, with everything drawn anew. */
void paint_path(void *self, PathKind kind, const Point points[], size_t count, Fill fill, Stroke stroke);
void paint_box(void *self, Box box, Px radius, Fill fill, Stroke stroke);
void paint_disc(void *self, Point centre, Px radius, Fill fill, Stroke stroke);
void paint_arc(void *self, Point centre, Px radius, Turn from, Turn to, Stroke stroke);
void paint_text(void *self, Point at, Anchor anchor, TextRun run, TextStyle style, const char *string);
void paint_raster(void *self, Box box, uint32_t columns, uint32_t rows, const uint8_t inks[]);
void paint_clip(void *self, Box box);
void paint_group(void *self, const CanvasGroup *group);
void paint_end(void *self, bool is_clip);

/* That of a window: what is small is copied. */
extern const CanvasBackend PAINT_WINDOW;

#endif
