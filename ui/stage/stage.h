/* stage: the window without a window: events come in, pictures and text go out. The SDL window, films, the
 * text twin and the tests are all driven through this. It asks the run and contains no rule of the model; it
 * touches no file: what it wants done outside, it wishes for.
 *
 *     events ─▶ stage_take ─▶ view, lanes ─▶ stage_work (some milliseconds) ─▶ stage_draw, stage_tell
 *                                    └─▶ wishes: save this, open that, quit
 *
 * Nothing here takes longer than a frame but opening a file: a large run is carried on piece by piece in
 * stage_work. Leaves out: SDL (ui/window), files (ui/cli). */
#ifndef LEASELAB_STAGE_STAGE_H
#define LEASELAB_STAGE_STAGE_H

#include "ui/canvas/canvas.h"
#include "ui/canvas/sheet.h"
#include "ui/stage/event.h"
#include "ui/stage/start_screen.h"
#include "ui/stage/view.h"

typedef struct Stage Stage;

typedef struct {
    Theme theme;
    int scale;         /* per cent, 100 to 300 */
    int width, height; /* device pixels */
    bool still;        /* reduced motion */
    bool no_lesson;    /* a file's steps are left out: for films, which ask nobody */
    size_t budget;     /* bytes for each lane's record and snapshots; 0: the usual */
} StageOptions;

/* Nothing is open: it shows the start screen. The font outlives it. NULL: out of memory. */
Stage *stage_create(Font *font, const StageOptions *options);
void stage_destroy(Stage *stage);
void stage_offer(Stage *stage, const StageOffer offers[], int count);

/* Opens a scenario in place of what was open, at its start, and at the first step of its lesson. Where
 * something is wrong with it, that is shown over what was open, which stays, and it answers false. The bytes
 * stay the caller's. */
bool stage_open(Stage *stage, const char *name, const char *bytes, size_t length);
/* The same file again, changed: at the same minute, with the same view. */
void stage_reload(Stage *stage, const char *name, const char *bytes, size_t length);
/* Something the outside could not do, to be read: "mine.yaml: no such file". Also that something was done. */
void stage_say(Stage *stage, const char *message);

void stage_take(Stage *stage, const StageEvent *event);
/* Chooses a row of the menu that lies over the panels, from 0. False: none does, or it has no such row. */
bool stage_take_row(Stage *stage, int row);
/* Carries on what takes longer, for about `rows` rows of a run. Answers whether more is left to do. */
bool stage_work(Stage *stage, uint64_t rows);
/* Does the picture differ from what was drawn last? */
bool stage_has_changed(const Stage *stage);
/* Is anything moving, so that time must be told? */
bool stage_is_playing(const Stage *stage);
/* Memory ran out: what is shown is not to be trusted any more. */
bool stage_has_failed(const Stage *stage);

/* The size in logical pixels, the theme, the title; for a backend. Strings are good until the next event. */
Sheet stage_sheet(const Stage *stage);
int stage_scale(const Stage *stage);
void stage_draw(Stage *stage, Canvas *canvas);
/* Every panel as text: the same knowledge, nothing that is hidden. */
void stage_tell(Stage *stage, Text *out);

/* ---- what it wishes for ---------------------------------------------------------------------------------
 */

typedef enum {
    WISH_NOTHING,
    WISH_OPEN,       /* path */
    WISH_READ_AGAIN, /* the file that is open */
    WISH_SAVE_SVG,   /* the picture as it stands: stage_draw on another canvas; suggested name in path */
    WISH_SAVE_PNG,
    WISH_SAVE_PDF,
    WISH_SAVE_FILM,   /* from … to, of the lane shown */
    WISH_SAVE_TEXT,   /* text: a scenario file */
    WISH_FULL_SCREEN, /* or back */
    WISH_QUIT
} WishKind;

typedef struct {
    WishKind kind;
    char path[EVENT_PATH];
    int32_t from, to;
    const char *text; /* a scenario file, also of a film; the stage's, good until the next event */
    size_t length;
} Wish;

/* Takes the oldest wish; false: there is none. */
bool stage_wish(Stage *stage, Wish *out);

/* For tests and films: what is looked at. stage_show goes to a minute and row of the lane shown. */
const View *stage_view(const Stage *stage);
void stage_act(Stage *stage, Act action);
void stage_show(Stage *stage, int32_t at, uint32_t row);

#endif
