/* mishap: a library to be loaded before SDL's, which plays a screen that things happen to. MISHAP is a list
 * of letters, one each time the window has come to rest:
 *
 *     r  the renderer lost its targets      d  … its device; what was made before shows nothing any more
 *     t  the next texture is refused        T  every texture from now on
 *     s  the window came to a screen with twice as many pixels
 *     q  it is closed
 *
 * When SDL is done with, it says how many textures were made and refused, how many pictures were shown of
 * what was lost already, and how large the last one was. Leaves out: what is right then (window_test.c). */
#include <SDL2/SDL.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static const char *left; /* of the list */
static int refuse, made, refused, presented, stale, dense = 1, last_width;
static SDL_Texture *valid; /* the newest, while nothing is lost */

/* ---- what happens -------------------------------------------------------------------------------------- */

static void happen(char what) {
    SDL_Event event = {0};
    switch (what) {
    case 'r': event.type = SDL_RENDER_TARGETS_RESET; break;
    case 'd': event.type = SDL_RENDER_DEVICE_RESET; break;
    case 't': refuse = 1; break;
    case 'T': refuse = -1; break;
    case 's':
        dense = 2;
        event.type = SDL_WINDOWEVENT;
        event.window.event = SDL_WINDOWEVENT_DISPLAY_CHANGED;
        break;
    default: event.type = SDL_QUIT;
    }
    if (what == 'r' || what == 'd') valid = NULL;
    /* That a texture is refused shows when one is wanted. */
    if (what == 't' || what == 'T') event.type = SDL_RENDER_DEVICE_RESET;
    SDL_PushEvent(&event);
}

/* One waits when all that came before is dealt with: with nothing more to do. */
int SDL_WaitEventTimeout(SDL_Event *event, int timeout) {
    int (*theirs)(SDL_Event *, int);
    *(void **)&theirs = dlsym(RTLD_NEXT, "SDL_WaitEventTimeout");
    if (!left) left = getenv("MISHAP");
    if (timeout > 100 && left && *left) happen(*left++);
    return theirs(event, timeout);
}

/* ---- what comes of it ---------------------------------------------------------------------------------- */

SDL_Texture *SDL_CreateTexture(SDL_Renderer *renderer, Uint32 format, int access, int width, int height) {
    SDL_Texture *(*theirs)(SDL_Renderer *, Uint32, int, int, int);
    *(void **)&theirs = dlsym(RTLD_NEXT, "SDL_CreateTexture");
    if (refuse != 0) {
        refused++;
        if (refuse > 0) refuse--;
        SDL_SetError("no room for a texture");
        return NULL;
    }
    made++;
    valid = theirs(renderer, format, access, width, height);
    return valid;
}

int SDL_RenderCopy(SDL_Renderer *renderer, SDL_Texture *texture, const SDL_Rect *from, const SDL_Rect *to) {
    int (*theirs)(SDL_Renderer *, SDL_Texture *, const SDL_Rect *, const SDL_Rect *);
    *(void **)&theirs = dlsym(RTLD_NEXT, "SDL_RenderCopy");
    stale += texture != valid;
    SDL_QueryTexture(texture, NULL, NULL, &last_width, NULL);
    return theirs(renderer, texture, from, to);
}

void SDL_RenderPresent(SDL_Renderer *renderer) {
    void (*theirs)(SDL_Renderer *);
    *(void **)&theirs = dlsym(RTLD_NEXT, "SDL_RenderPresent");
    presented++;
    theirs(renderer);
}

int SDL_GetRendererOutputSize(SDL_Renderer *renderer, int *width, int *height) {
    int (*theirs)(SDL_Renderer *, int *, int *);
    *(void **)&theirs = dlsym(RTLD_NEXT, "SDL_GetRendererOutputSize");
    const int answer = theirs(renderer, width, height);
    *width *= dense;
    *height *= dense;
    return answer;
}

void SDL_Quit(void) {
    void (*theirs)(void);
    *(void **)&theirs = dlsym(RTLD_NEXT, "SDL_Quit");
    printf("made %d, refused %d, lost %d, %s %d wide\n", made, refused, stale,
           presented ? "shown" : "not shown", last_width);
    fflush(stdout);
    theirs();
}
