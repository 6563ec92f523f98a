/* recorder: a backend that tells in words what was drawn, one thing a line, for golden tests; and hands out
 * where text and hit boxes are. Nothing is rounded but to 1/100 px, and no colour appears: inks have names.
 *
 *     group role=machine id=m-3 title="Sarah" hit=1:3 area 10,20 80x16
 *       box 10,20 80x16 fill=licensed line=outline:1
 *       text "Sarah" 14,32 start 12 ink=text in 14,20.75 36.8x14.25
 *
 * Leaves out: any surface. */
#ifndef LEASELAB_CANVAS_RECORDER_H
#define LEASELAB_CANVAS_RECORDER_H

#include "ui/canvas/canvas.h"
#include "ui/canvas/sheet.h"

typedef struct Recorder Recorder;

/* A line of text as it was drawn. */
typedef struct {
    Box box;  /* what it needs, canvas_text_box */
    Box seen; /* what of that is not clipped away */
    TextRun run;
    int size_px;
    bool bold;
    const char *string; /* the recorder's */
} RecordedText;

/* NULL: out of memory. */
Recorder *recorder_create(const Sheet *sheet);
void recorder_destroy(Recorder *recorder);
Canvas *recorder_canvas(Recorder *recorder);

/* After the last call: what was drawn, or NULL when memory ran out. All three good until recorder_destroy. */
const Text *recorder_words(Recorder *recorder);
const RecordedText *recorder_texts(const Recorder *recorder, size_t *out_count);
const Hits *recorder_hits(const Recorder *recorder);

#endif
