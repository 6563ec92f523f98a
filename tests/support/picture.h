/* picture: opening what pictures need, and what must be true of the text in every one of them. */
#ifndef LEASELAB_TESTS_SUPPORT_PICTURE_H
#define LEASELAB_TESTS_SUPPORT_PICTURE_H

#include "ui/canvas/recorder.h"

/* The pinned font; a test that cannot have it fails. */
Font *picture_font(void);

/* Says what is wrong with the text of a picture, a line for each: what overlaps other text, leaves the
 * picture, is cut off by a clip, or is smaller than TEXT_LEAST_PX. Answers how many lines. */
int picture_troubles(const Recorder *recorder, const Sheet *sheet, Text *out);

#endif
