/* ink: colours by meaning. Whoever draws says what a thing is; a theme (theme.h) says which colour that has.
 * Leaves out: any colour. */
#ifndef LEASELAB_CANVAS_INK_H
#define LEASELAB_CANVAS_INK_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/canvas/geometry.h"

/* Meaning and name. What text may be drawn in is promised 4.5:1 on BACKGROUND, PANEL and RAISED (7:1 in the
 * theme for projectors), what lines may be drawn in 3:1; GRID is there to be overlooked, and the fills need
 * an OUTLINE. */
#define INKS(X)                                                                                              \
    X(NONE, "none")                 /* nothing is drawn */                                                   \
    X(BACKGROUND, "background")     /* fills: the paper */                                                   \
    X(PANEL, "panel")               /* fills: a card or panel on it */                                       \
    X(RAISED, "raised")             /* fills: a row or button under the pointer */                           \
    X(SHADE, "shade")               /* fills: a folded stretch, a night, a track behind a gauge */           \
    X(FUTURE, "future")             /* fills: what is still to come or hidden; with a hatch */               \
    X(TEXT, "text")                 /* text, lines */                                                        \
    X(FAINT, "faint")               /* text, lines: what matters less */                                     \
    X(GRID, "grid")                 /* lines that may be overlooked */                                       \
    X(AXIS, "axis")                 /* lines */                                                              \
    X(OUTLINE, "outline")           /* lines: around fills and shapes */                                     \
    X(HATCH, "hatch")               /* the lines of hatches; used by the backends */                         \
    X(ACCENT, "accent")             /* text, lines, fills under ON_ACCENT: what is asked for or focused */   \
    X(WARN, "warn")                 /* text, lines, fills under ON_ACCENT: what needs attention */           \
    X(LIVE, "live")                 /* text, lines, fills under ON_ACCENT: the end of what was simulated */  \
    X(PAST, "past")                 /* text, lines, fills under ON_ACCENT */                                 \
    X(BRANCH, "branch")             /* text, lines, fills under ON_ACCENT: a changed future */               \
    X(ON_ACCENT, "on-accent")       /* text on ACCENT, WARN, LIVE, PAST, BRANCH */                           \
    X(SELECTION, "selection")       /* lines: always two of them, see look.h */                              \
    X(CURSOR, "cursor")             /* lines: the minute shown */                                            \
    X(GRANTED, "granted")           /* text, lines: what came of an attempt */                               \
    X(REFUSED, "refused")           /* text, lines */                                                        \
    X(UNANSWERED, "unanswered")     /* text, lines */                                                        \
    X(COUNTED, "counted")           /* text, lines: how many a host counts */                                \
    X(COUNTED_FILL, "counted-fill") /* fills: the area below that line, a gauge's bar */                     \
    X(THRESHOLD, "threshold")       /* text, lines */                                                        \
    X(CAP, "cap")                   /* text, lines */                                                        \
    X(ENTRY_FRESH, "entry-fresh")   /* fills: an entry of a host's memory … */                             \
    X(ENTRY_AGED, "entry-aged")                                                                              \
    X(ENTRY_OLD, "entry-old")       /* … about to be forgotten */                                          \
    X(FLAG, "flag")                 /* text, lines, fills under ON_ACCENT: a change */                       \
    X(CLAIM_HELD, "claim-held")     /* text, lines */                                                        \
    X(CLAIM_BROKEN, "claim-broken") /* text, lines */                                                        \
    X(REACH, "reach")               /* lines: this reaches that */                                           \
    X(NO_REACH, "no-reach")         /* lines: it does not */                                                 \
    /* The states, in the order of look.h; their colours are those of the table there. */                    \
    X(STATE_ABSENT, "absent")                                                                                \
    X(STATE_GRACE, "grace")                                                                                  \
    X(STATE_LICENSED, "licensed")                                                                            \
    X(STATE_RETRYING, "retrying")                                                                            \
    X(STATE_EXPIRED, "expired")                                                                              \
    X(STATE_NOTIFICATION, "notification")                                                                    \
    X(STATE_VIEW_ONLY, "view-only")                                                                          \
    /* The same for cells too small for a shape or outline: hues as above, lightness well apart. */          \
    X(CELL_ABSENT, "cell-absent")                                                                            \
    X(CELL_GRACE, "cell-grace")                                                                              \
    X(CELL_LICENSED, "cell-licensed")                                                                        \
    X(CELL_RETRYING, "cell-retrying")                                                                        \
    X(CELL_EXPIRED, "cell-expired")                                                                          \
    X(CELL_NOTIFICATION, "cell-notification")                                                                \
    X(CELL_VIEW_ONLY, "cell-view-only")                                                                      \
    X(ON_STATE, "on-state")       /* text on a state's colour (look.h says which of the two) */              \
    X(ON_LICENSED, "on-licensed") /* text on STATE_LICENSED, the dark one */

typedef enum {
#define X(id, name) INK_##id,
    INKS(X)
#undef X
        INK_COUNT
} Ink;

extern const char *const INK_NAMES[INK_COUNT];

/* HATCH_NONE is drawn as the colour alone, as is SOLID: they differ in the legend of a print. */
typedef enum {
    HATCH_NONE,
    HATCH_DIAGONAL,
    HATCH_SOLID,
    HATCH_DOTS,
    HATCH_HORIZONTAL,
    HATCH_CROSS,
    HATCH_VERTICAL,
    HATCH_COUNT
} Hatch;

extern const char *const HATCH_NAMES[HATCH_COUNT];

/* A hatch given here is drawn over the colour in every theme. Themes for print give the STATE_ inks theirs
 * without being asked. */
typedef struct {
    Ink ink;
    Hatch hatch;
} Fill;

typedef enum { DASH_NONE, DASH_LONG, DASH_SHORT, DASH_DOTTED, DASH_COUNT } Dash;

extern const char *const DASH_NAMES[DASH_COUNT];
/* How long a dash and the gap behind it are in a line of that width; the same for all backends.
 * False for DASH_NONE. */
bool dash_lengths(Dash dash, Px width, Px *out_on, Px *out_off);

typedef struct {
    Ink ink;
    Px width; /* 0: none */
    Dash dash;
} Stroke;

/* `size_px` is the font's size in whole logical pixels, TEXT_LEAST_PX to TEXT_MOST_PX. */
enum { TEXT_LEAST_PX = 9, TEXT_MOST_PX = 256 };
typedef struct {
    int size_px;
    bool bold;
    Ink ink;
    Ink halo; /* drawn around the letters, so that they can be read across lines; INK_NONE: none */
} TextStyle;

/* For calls: canvas_box(canvas, box, ink_fill(INK_PANEL), ink_line(INK_OUTLINE, PX(1))). */
#define NO_FILL ((Fill){INK_NONE, HATCH_NONE})
#define NO_LINE ((Stroke){INK_NONE, 0, DASH_NONE})
Fill ink_fill(Ink ink);
Stroke ink_line(Ink ink, Px width);
Stroke ink_dash(Ink ink, Px width, Dash dash);
TextStyle ink_text(Ink ink, int size_px);
TextStyle ink_bold(Ink ink, int size_px);
/* How wide the line around a letter is that makes a halo; half of it can be seen. */
Px ink_halo(TextStyle style);

#endif
