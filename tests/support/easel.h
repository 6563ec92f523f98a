/* easel: a figure of a scenario, laid out and drawn into words, as tests of figures need it. */
#ifndef LEASELAB_TESTS_SUPPORT_EASEL_H
#define LEASELAB_TESTS_SUPPORT_EASEL_H

#include "tests/support/scene.h"
#include "ui/canvas/recorder.h"
#include "ui/figures/figure.h"

typedef struct {
    Scene *scene;
    Timeline *timeline;
    Font *font;
    FigureRequest request; /* the whole run, folded, with a caption; to be changed before drawing */
    Figure *figure;
    Recorder *recorder;
    Text data;
} Easel;

/* Of a scenario as text or of a file; nothing is drawn yet. Ends the test where it cannot. */
Easel *easel_of(const char *yaml, FigureKind kind, int width_px);
Easel *easel_of_file(const char *path, FigureKind kind, int width_px);
/* Lays out and draws what is asked for now, instead of what was before. */
void easel_draw(Easel *easel);
/* easel_of, and drawn. */
Easel *easel_drawn(const char *yaml, FigureKind kind, int width_px);
void easel_close(Easel *easel);

/* Gives `look` each shipped scenario in turn, with its path; nothing is drawn yet. */
void easel_show_shipped(FigureKind kind, void (*look)(Easel *easel, const char *path));
/* The same with scenarios of a few, some and many machines, in which all names are as long as they may be. */
void easel_show_long_names(FigureKind kind, void (*look)(Easel *easel, const char *name));

/* After easel_draw; hold until the next. */
const char *easel_words(const Easel *easel);
const char *easel_data(Easel *easel);

/* The same is drawn from wherever in the run the timeline happens to be. */
void easel_assert_stays(Easel *easel);
/* No text overlaps another, leaves the picture, is cut off or too small. */
void easel_assert_fits(const Easel *easel, const char *name);
/* Is a text drawn that is so, or has this part? */
bool easel_has_text(const Easel *easel, const char *whole);
bool easel_has_part(const Easel *easel, const char *part);

#endif
