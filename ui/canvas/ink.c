#include "ui/canvas/ink.h"

const char *const INK_NAMES[INK_COUNT] = {
#define X(id, name) name,
    INKS(X)
#undef X
};

const char *const HATCH_NAMES[HATCH_COUNT] = {"none",       "diagonal", "solid",   "dots",
                                              "horizontal", "cross",    "vertical"};

const char *const DASH_NAMES[DASH_COUNT] = {"none", "long", "short", "dotted"};

bool dash_lengths(Dash dash, Px width, Px *out_on, Px *out_off) {
    static const struct {
        uint8_t on, off; /* in widths of the line */
    } LENGTHS[DASH_COUNT] = {[DASH_LONG] = {6, 3}, [DASH_SHORT] = {3, 2}, [DASH_DOTTED] = {1, 2}};
    *out_on = LENGTHS[dash].on * width;
    *out_off = LENGTHS[dash].off * width;
    return dash != DASH_NONE;
}

Fill ink_fill(Ink ink) {
    return (Fill){ink, HATCH_NONE};
}

Stroke ink_line(Ink ink, Px width) {
    return (Stroke){ink, width, DASH_NONE};
}

Stroke ink_dash(Ink ink, Px width, Dash dash) {
    return (Stroke){ink, width, dash};
}

TextStyle ink_text(Ink ink, int size_px) {
    return (TextStyle){size_px, false, ink, INK_NONE};
}

TextStyle ink_bold(Ink ink, int size_px) {
    return (TextStyle){size_px, true, ink, INK_NONE};
}

Px ink_halo(TextStyle style) {
    return PX(style.size_px) / 4;
}
