/* png_notes: what a picture says of itself, in a PNG: its title and description for those who cannot see it,
 * and how it was made. Leaves out: pixels (Cairo writes them). */
#ifndef LEASELAB_CANVAS_PNG_NOTES_H
#define LEASELAB_CANVAS_PNG_NOTES_H

#include "ui/canvas/sheet.h"

/* Adds the PNG to `out`, with the sheet's words behind its head. CHECKs that it is a PNG. */
void png_add_with_notes(Text *out, const char *png, size_t length, const Sheet *sheet);

/* The text of the first chunk tEXt with this keyword in a file that may be anything; NULL where there is
 * none. */
const char *png_find_note(const char *png, size_t length, const char *keyword, size_t *out_length);

/* The keyword of Sheet's `made`. */
#define PNG_MADE "Comment"

#endif
