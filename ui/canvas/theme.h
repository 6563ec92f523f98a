/* theme: which colour a meaning has. A few tested themes rather than free colours: theme_test.c computes
 * every contrast that ink.h promises. Leaves out: who draws with them. */
#ifndef LEASELAB_CANVAS_THEME_H
#define LEASELAB_CANVAS_THEME_H

#include "ui/canvas/ink.h"

typedef enum {
    THEME_LIGHT,
    THEME_DARK,
    THEME_PRINT,    /* white paper; states are hatched, so that a photocopy still tells them apart */
    THEME_CONTRAST, /* for projectors: 7:1 for text */
    THEME_AUTO,     /* SVG: light, or dark where the reader's system is; elsewhere light */
    THEME_COUNT
} Theme;

/* light, dark, print, high-contrast, auto. */
extern const char *const THEME_NAMES[THEME_COUNT];

/* False when there is none of that name. */
bool theme_find(const char *name, Theme *out_theme);
/* 0xRRGGBB; CHECKs that the ink is not INK_NONE. AUTO answers as LIGHT. */
uint32_t theme_colour(Theme theme, Ink ink);
/* The hatch a fill has in this theme: its own, or that of its state in print. */
Hatch theme_hatch(Theme theme, Fill fill);

#endif
