/* pane: what the panels have in common: a head with a name, a mark that it has the keys, words for time that
 * may be hidden. Leaves out: what is in them. */
#ifndef LEASELAB_STAGE_PANE_H
#define LEASELAB_STAGE_PANE_H

#include "ui/stage/frame.h"

enum { PANE_HEAD_PX = 24, PANE_PAD_PX = 8, PANE_TEXT_PX = 12, PANE_SMALL_PX = 11, PANE_TINY_PX = 10 };

/* The paper of a panel, its name at the top left and a remark at the right; a click anywhere gives it the
 * keys. Answers what is left for its own part. To be ended with pane_end. */
Box pane_begin(const Frame *frame, Canvas *canvas, Box box, PanelId panel, const char *name,
               const char *remark);
void pane_end(Canvas *canvas);
/* The mark alone, along the top of a panel without a head; a thin line where others have the keys. */
void pane_draw_edge(const Frame *frame, Canvas *canvas, Box box, PanelId panel);

/* A line of text drawn from the printf format, cut where it must be; the style's size gives its height. */
void pane_line(Canvas *canvas, Box box, Anchor anchor, TextStyle style, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* The same words on paper of their own, no wider than they are: what runs across the box passes behind. */
void pane_words_on_lines(Canvas *canvas, Box box, Anchor anchor, TextStyle style, const char *words);

/* "173d", "2h30m": at most two units, so that it stays short. */
enum { SPAN_TEXT = 32 };
void span_write(char out[SPAN_TEXT], int64_t length_min);
/* The minute of something still to come may be told: no question hides it. */
bool frame_may_tell(const Frame *frame, int32_t at);

/* A group that a click on means something, over an area. */
void hit_begin(Canvas *canvas, const char *role, const char *title, uint32_t kind, uint32_t index, Box area);

#endif
