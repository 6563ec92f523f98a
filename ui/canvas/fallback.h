/* fallback: which characters are wider in the fonts that a reader of an SVG may have instead of DejaVu Sans.
 * Leaves out: everything else about fonts. */
#ifndef LEASELAB_CANVAS_FALLBACK_H
#define LEASELAB_CANVAS_FALLBACK_H

#include <stdbool.h>
#include <stdint.h>

/* The greatest width in Verdana, Arial and Liberation Sans, in thousandths of the size; 0 when none is wider
 * than DejaVu Sans by more than 1 %. For European letters, digits and signs. */
int32_t fallback_width(uint32_t point, bool bold);

#endif
