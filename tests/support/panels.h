/* panels: a scenario opened as the window has it, at any minute, and its panels drawn one by one: into words,
 * as tests want it, or to be looked at. */
#ifndef LEASELAB_TESTS_SUPPORT_PANELS_H
#define LEASELAB_TESTS_SUPPORT_PANELS_H

#include "ui/canvas/recorder.h"
#include "ui/stage/gather.h"
#include "ui/stage/layout.h"

typedef struct {
    Lanes lanes;
    View view; /* to be changed before panels_gather */
    Gathered gathered[2];
    Frame frame;
    Font *font;
    char *bytes;
    const char *file;
    Recorder *recorder;
    Sheet sheet;
} Panels;

/* The path outlives it. Ends the test where the file is not a scenario. */
Panels *panels_open(const char *path);
Panels *panels_open_text(const char *yaml);
void panels_close(Panels *panels);

/* Carries the lanes shown on to the view's minute, which is LIVE if it is the latest so far, and makes the
 * frame anew. */
void panels_gather(Panels *panels);
void panels_show(Panels *panels, int32_t at);
/* Puts the lesson to this step, as the window would. */
void panels_step(Panels *panels, int step, StepPhase phase, int choice);

/* Draws all panels where they are in a window of this size, into words. */
Layout panels_draw(Panels *panels, int width_px, int height_px);
/* Draws within a picture of the view's size, into words; and tells what is wrong with its text
 * (picture_troubles), which ends the test. */
void panels_begin(Panels *panels);
Canvas *panels_canvas(Panels *panels);
void panels_assert_fits(Panels *panels, const char *what);
const char *panels_words(Panels *panels);
/* Is a text drawn that is so, or has this part? */
bool panels_has_part(Panels *panels, const char *part);

#endif
