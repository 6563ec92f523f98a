#include "ui/window/screen.h"

#include <string.h>

#include "ui/cli/say.h"

/* ---- opening ------------------------------------------------------------------------------------------ */

static int complain(const char *what) {
    Text message = {0};
    text_add_format(&message, "leaselab: error: %s (", what);
    text_add_safe_cut(&message, SDL_GetError(), 200);
    text_add(&message, "); 'leaselab view --text FILE' does without a window\n");
    say_text(&message);
    text_free(&message);
    return STATUS_FAILED;
}

/* Cairo has drawn all there is to draw, so software copies it as fast as anything. Left to itself SDL would
 * hand the copy to OpenGL, which on a machine without graphics is done in software too: that takes 28 ms at
 * 1920x1080, where the whole picture takes 7. SDL_RENDER_DRIVER and SDL_FRAMEBUFFER_ACCELERATION are minded.
 */
static bool make_renderer(Screen *screen) {
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    screen->renderer = SDL_CreateRenderer(screen->window, -1, 0);
    return screen->renderer &&
           SDL_GetRendererOutputSize(screen->renderer, &screen->width, &screen->height) == 0;
}

/* On a screen of high density SDL counts a window in larger points than there are pixels. */
static void fit_window(Screen *screen, int width, int height) {
    int points_wide, points_high;
    SDL_GetWindowSize(screen->window, &points_wide, &points_high);
    if (screen->width <= points_wide || screen->width <= 0) return;
    SDL_SetWindowSize(screen->window, width * points_wide / screen->width,
                      height * points_high / screen->height);
    SDL_GetRendererOutputSize(screen->renderer, &screen->width, &screen->height);
}

/* Left to itself SDL takes a driver that draws where nobody looks when there is no other, and would wait
 * there for ever. And Wayland's library has words of its own about a session that has no folder.
 * SDL_VIDEODRIVER is minded: it goes before a hint. */
static bool shows_something(const char *driver) {
    if (strcmp(driver, "wayland") == 0) return SDL_getenv("XDG_RUNTIME_DIR") || SDL_getenv("WAYLAND_DISPLAY");
    return strcmp(driver, "offscreen") != 0 && strcmp(driver, "dummy") != 0 && strcmp(driver, "evdev") != 0;
}

static void leave_out_drivers_that_show_nothing(void) {
    Text drivers = {0};
    for (int i = 0; i < SDL_GetNumVideoDrivers(); i++) {
        const char *driver = SDL_GetVideoDriver(i);
        if (shows_something(driver)) text_add_format(&drivers, "%s%s", drivers.length ? "," : "", driver);
    }
    if (!drivers.failed && drivers.length) SDL_SetHint(SDL_HINT_VIDEODRIVER, drivers.bytes);
    text_free(&drivers);
}

int screen_open(Screen *out, int width, int height) {
    *out = (Screen){0};
    leave_out_drivers_that_show_nothing();
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER,
                "0"); /* a class looks at it for longer than it is touched */
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return complain("there is no screen to open a window on");
    out->window = SDL_CreateWindow("Lease Lab", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, width,
                                   height, SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (!out->window || !make_renderer(out)) {
        const int status = complain("the window could not be opened");
        screen_close(out);
        return status;
    }
    fit_window(out, width, height);
    return STATUS_GOOD;
}

void screen_forget(Screen *screen) {
    paint_destroy(screen->paint);
    screen->paint = NULL;
    if (screen->texture) SDL_DestroyTexture(screen->texture);
    screen->texture = NULL;
}

void screen_close(Screen *screen) {
    screen_forget(screen);
    if (screen->renderer) SDL_DestroyRenderer(screen->renderer);
    if (screen->window) SDL_DestroyWindow(screen->window);
    *screen = (Screen){0};
    SDL_Quit();
}

/* ---- size and state ----------------------------------------------------------------------------------- */

bool screen_has_resized(Screen *screen) {
    int width = 0, height = 0;
    if (SDL_GetRendererOutputSize(screen->renderer, &width, &height) != 0) return false;
    if (width == screen->width && height == screen->height) return false;
    screen_forget(screen);
    screen->width = width;
    screen->height = height;
    return true;
}

void screen_set_full(Screen *screen, bool full) {
    if (screen->is_full == full) return;
    if (SDL_SetWindowFullscreen(screen->window, full ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0) == 0)
        screen->is_full = full;
}

void screen_set_title(Screen *screen, const char *title) {
    if (strcmp(SDL_GetWindowTitle(screen->window), title) != 0) SDL_SetWindowTitle(screen->window, title);
}

void screen_place(const Screen *screen, int x, int y, int *out_x, int *out_y) {
    int wide = 0, high = 0;
    SDL_GetWindowSize(screen->window, &wide, &high);
    *out_x = wide > 0 ? (int)((int64_t)x * screen->width / wide) : x;
    *out_y = high > 0 ? (int)((int64_t)y * screen->height / high) : y;
}

/* ---- pictures ----------------------------------------------------------------------------------------- */

static bool is_same_sheet(const Sheet *a, const Sheet *b) {
    return a->width_px == b->width_px && a->height_px == b->height_px && a->theme == b->theme;
}

/* Where the pixels are SDL may change with each lock, though as a rule it does not. */
static bool prepare(Screen *screen, const Sheet *sheet, int scale, uint32_t *pixels, int stride) {
    const bool is_ready = screen->paint && screen->pixels == pixels && screen->stride == stride &&
                          screen->scale == scale && is_same_sheet(&screen->sheet, sheet);
    if (is_ready) {
        paint_again(screen->paint);
        return true;
    }
    paint_destroy(screen->paint);
    screen->pixels = pixels;
    screen->stride = stride;
    screen->scale = scale;
    screen->sheet = *sheet;
    return paint_pixels(sheet, scale, pixels, screen->width, screen->height, stride, &screen->paint) ==
           PAINT_OK;
}

static bool make_texture(Screen *screen) {
    if (screen->texture) return true;
    if (screen->width <= 0 || screen->height <= 0) return false;
    /* Pictures have a background: with room for what shines through, every pixel would be mixed. */
    screen->texture = SDL_CreateTexture(screen->renderer, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_STREAMING,
                                        screen->width, screen->height);
    return screen->texture != NULL;
}

static bool paint_into(Screen *screen, Stage *stage) {
    void *pixels = NULL;
    int stride = 0;
    if (SDL_LockTexture(screen->texture, NULL, &pixels, &stride) != 0) return false;
    Sheet sheet = stage_sheet(stage);
    sheet.title = "Lease Lab"; /* outlives the next event, as the stage's own does not */
    bool is_whole = prepare(screen, &sheet, stage_scale(stage), pixels, stride);
    if (is_whole) {
        stage_draw(stage, paint_canvas(screen->paint));
        is_whole = paint_finish(screen->paint) == PAINT_OK;
    }
    SDL_UnlockTexture(screen->texture);
    return is_whole;
}

bool screen_show(Screen *screen, Stage *stage) {
    if (!make_texture(screen)) return false;
    if (!paint_into(screen, stage)) {
        screen_forget(screen);
        return false;
    }
    return screen_show_again(screen);
}

bool screen_show_again(Screen *screen) {
    if (!screen->texture) return false;
    const bool is_copied = SDL_RenderCopy(screen->renderer, screen->texture, NULL, NULL) == 0;
    if (!is_copied) screen_forget(screen);
    SDL_RenderPresent(screen->renderer);
    return is_copied;
}

bool screen_add_png(Screen *screen, Text *out) {
    return screen->paint && paint_add_png(screen->paint, out) == PAINT_OK;
}
