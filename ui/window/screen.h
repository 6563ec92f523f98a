/* screen: SDL's window, and the stage painted on it: straight into the pixels of a streaming texture. Leaves
 * out: events and time (main.c). */
#ifndef LEASELAB_WINDOW_SCREEN_H
#define LEASELAB_WINDOW_SCREEN_H

#include <SDL2/SDL.h>

#include "ui/canvas/paint.h"
#include "ui/stage/stage.h"

/* Starts as screen_open leaves it; screen_close gives everything back. */
typedef struct {
    SDL_Window *window;
    SDL_Renderer *renderer;
    SDL_Texture *texture; /* as large as the output; NULL: to be made */
    int width, height;    /* of the output, device pixels */
    /* what the pixels are painted with, and for which of them */
    Paint *paint;
    uint32_t *pixels;
    int stride;
    Sheet sheet;
    int scale;
    bool is_full;
} Screen;

/* `width` and `height` are device pixels. Answers an exit status, and has said why it is not 0: without a
 * screen, with the call that does without. */
int screen_open(Screen *out, int width, int height);
void screen_close(Screen *screen);

/* Has the output another size than it had? Then it has it from now on. */
bool screen_has_resized(Screen *screen);
/* The renderer lost what it had: everything is made anew with the next picture. */
void screen_forget(Screen *screen);
void screen_set_full(Screen *screen, bool full);
void screen_set_title(Screen *screen, const char *title);

/* Paints the stage and shows it. False: it could not be, and the next picture may be tried. */
bool screen_show(Screen *screen, Stage *stage);
/* Shows once more what is there: the window was covered. False as above. */
bool screen_show_again(Screen *screen);
/* The last picture as a PNG. */
bool screen_add_png(Screen *screen, Text *out);
/* From where SDL says the pointer is to device pixels. */
void screen_place(const Screen *screen, int x, int y, int *out_x, int *out_y);

#endif
