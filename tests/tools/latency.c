/* latency: a library to be loaded before SDL's, which plays the person at the window, and tells how long it
 * was from each key or motion to the picture that answers it. It pushes events from a thread of its own, as a
 * screen's would come, at times that do not keep step with pictures, and looks on as the program presents
 * them. The program is the one that is shipped. Leaves out: a screen, which shows what is presented a little
 * later still; and the call (tests/bench/latency.sh).
 *
 *     LATENCY_OF     key: a step to the right; drag: the pointer in the time dock, with the button held
 *     LATENCY_AFTER  seconds until all is loaded */
#include <SDL2/SDL.h>
#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 120, PATIENCE_MS = 3000, FRAME_MS = 16 };

static SDL_atomic_t taken, answered, has_begun;
static double answered_at, answered_after; /* by the clock on the wall, by the processor's */
static SDL_Window *window;

static double now_ms(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

/* ---- the person --------------------------------------------------------------------------------------- */

static bool is_dragging(void) {
    const char *what = getenv("LATENCY_OF");
    return what && strcmp(what, "drag") == 0;
}

static void push_key(void) {
    SDL_Event event = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = SDLK_RIGHT}}};
    SDL_PushEvent(&event);
}

static void push_pointer(Uint32 type, int number) {
    int width, height;
    SDL_GetWindowSize(window, &width, &height);
    /* To and fro, through all of the dock. */
    const int x = width / 6 + width * 2 / 3 * (number * 37 % EVENTS) / EVENTS, y = height * 9 / 10;
    SDL_Event event = {.type = type};
    if (type == SDL_MOUSEMOTION)
        event.motion = (SDL_MouseMotionEvent){.type = type, .x = x, .y = y};
    else
        event.button = (SDL_MouseButtonEvent){.type = type, .button = SDL_BUTTON_LEFT, .x = x, .y = y};
    SDL_PushEvent(&event);
}

/* How long it was to the picture, and for how long of that the program was at work; false: nothing was to be
 * seen of it. */
static bool take_once(int number, double *out_ms, double *out_work_ms) {
    SDL_AtomicSet(&taken, 0);
    SDL_AtomicSet(&answered, 0);
    const double begun = now_ms(CLOCK_MONOTONIC), worked = now_ms(CLOCK_PROCESS_CPUTIME_ID);
    if (is_dragging())
        push_pointer(SDL_MOUSEMOTION, number);
    else
        push_key();
    for (int ms = 0; ms < PATIENCE_MS && !SDL_AtomicGet(&answered); ms++) usleep(1000);
    *out_ms = answered_at - begun;
    *out_work_ms = answered_after - worked;
    return SDL_AtomicGet(&answered);
}

static int by_size(const void *a, const void *b) {
    const double one = *(const double *)a, two = *(const double *)b;
    return one < two ? -1 : one > two;
}

static double part(const double sorted[], int count, int percent) {
    return count ? sorted[(count - 1) * percent / 100] : 0;
}

static void tell(double took[], double worked[], int count) {
    qsort(took, (size_t)count, sizeof *took, by_size);
    qsort(worked, (size_t)count, sizeof *worked, by_size);
    int within = 0;
    while (within < count && took[within] <= 2 * FRAME_MS) within++;
    printf("%8.1f %8.1f %8.1f %7d %%   %8.1f %8.1f %7d\n", part(took, count, 50), part(took, count, 95),
           part(took, count, 100), count ? 100 * within / count : 0, part(worked, count, 50),
           part(worked, count, 95), EVENTS - count);
    fflush(stdout);
}

static int play(void *context) {
    const char *after = getenv("LATENCY_AFTER");
    double took[EVENTS], worked[EVENTS];
    int count = 0;
    (void)context;
    sleep((unsigned)(after ? atoi(after) : 1));
    if (is_dragging()) push_pointer(SDL_MOUSEBUTTONDOWN, 0);
    usleep(500 * 1000);
    for (int i = 0; i < EVENTS; i++) {
        count += take_once(i, &took[count], &worked[count]);
        usleep((useconds_t)(20 + i * 7 % 31) * 1000);
    }
    tell(took, worked, count);
    SDL_PushEvent(&(SDL_Event){.type = SDL_QUIT});
    return 0;
}

/* ---- looking on ---------------------------------------------------------------------------------------- */

static void look_at(const SDL_Event *event) {
    if (event->type == SDL_KEYDOWN || event->type == SDL_MOUSEMOTION) SDL_AtomicSet(&taken, 1);
}

int SDL_WaitEventTimeout(SDL_Event *event, int timeout) {
    int (*theirs)(SDL_Event *, int);
    *(void **)&theirs = dlsym(RTLD_NEXT, "SDL_WaitEventTimeout");
    const int any = theirs(event, timeout);
    if (any) look_at(event);
    return any;
}

int SDL_PollEvent(SDL_Event *event) {
    int (*theirs)(SDL_Event *);
    *(void **)&theirs = dlsym(RTLD_NEXT, "SDL_PollEvent");
    const int any = theirs(event);
    if (any) look_at(event);
    return any;
}

void SDL_RenderPresent(SDL_Renderer *renderer) {
    void (*theirs)(SDL_Renderer *);
    *(void **)&theirs = dlsym(RTLD_NEXT, "SDL_RenderPresent");
    theirs(renderer);
    window = SDL_RenderGetWindow(renderer);
    if (SDL_AtomicCAS(&taken, 1, 0)) {
        answered_at = now_ms(CLOCK_MONOTONIC);
        answered_after = now_ms(CLOCK_PROCESS_CPUTIME_ID);
        SDL_AtomicSet(&answered, 1);
    }
    if (SDL_AtomicCAS(&has_begun, 0, 1)) SDL_DetachThread(SDL_CreateThread(play, "person", NULL));
}
