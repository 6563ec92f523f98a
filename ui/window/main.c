/* leaselab-view: the window. SDL's events become ours, time becomes ticks, the stage is carried on for a few
 * milliseconds at a time, and a picture is shown when it differs from the last one. While nothing happens it
 * sleeps, and wakes once a second to look at the file.
 *
 *     SDL ─▶ StageEvent ─▶ (recording) ─▶ stage ─▶ work ─▶ wishes ─▶ picture
 *     replay ─▶ ┘   with a clock that only ticks move
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ui/cli/attend.h"
#include "ui/cli/deliver.h"
#include "ui/cli/help.h"
#include "ui/cli/say.h"
#include "ui/cli/text_twin.h"
#include "ui/canvas/recorder.h"
#include "ui/window/keys.h"
#include "ui/window/screen.h"
#include "ui/window/session.h"

enum {
    FRAME_MS = 16,
    WORK_MS = 4,
    ROWS_AT_ONCE = 2000,
    LOOK_MS = 1000,     /* between looks at the file … */
    SETTLE_MS = 50,     /* … and until a change of it is believed: an editor writes in several steps */
    LATE_MOST_MS = 200, /* after a pause of the whole machine, time goes on as if it had been shorter */
    FAILURES_MOST = 20  /* pictures in a row that could not be shown */
};

typedef struct {
    Attend attend;
    Screen screen;
    Session session;
    StageEvent event;  /* that is being taken */
    StageEvent moving; /* the newest that was not yet told: only the last place of a pointer matters */
    bool has_moving, is_held;
    Uint32 ticked_at, frame_due_at, look_due_at;
    bool is_settling;
    bool is_covered; /* the window must be shown again, though nothing changed */
    int failures;
} Viewer;

/* ---- events ------------------------------------------------------------------------------------------- */

static void take(Viewer *viewer, const StageEvent *event) {
    char message[FILE_MESSAGE];
    if (!session_note(&viewer->session, event, message)) {
        say_line(message);
        attend_say(&viewer->attend, message);
    }
    attend_take(&viewer->attend, event);
}

/* The pointer is where it was before anything else is done. */
static void take_moving(Viewer *viewer) {
    if (!viewer->has_moving) return;
    viewer->has_moving = false;
    take(viewer, &viewer->moving);
}

static int within(int number, int most) {
    return number < -most ? -most : number > most ? most : number;
}

static void place(const Viewer *viewer, int x, int y, StageEvent *out) {
    screen_place(&viewer->screen, within(x, EVENT_FAR_PX), within(y, EVENT_FAR_PX), &out->x, &out->y);
    out->x = within(out->x, EVENT_FAR_PX);
    out->y = within(out->y, EVENT_FAR_PX);
}

/* One of this kind, to be filled in and taken. Not on the stack, for it has room for a path. */
static StageEvent *event_of(Viewer *viewer, StageEventKind kind) {
    viewer->event = (StageEvent){.kind = kind};
    return &viewer->event;
}

static void take_size(Viewer *viewer) {
    StageEvent *event = event_of(viewer, EVENT_OF_SIZE);
    event->width = within(viewer->screen.width, EVENT_SIZE_MOST);
    event->height = within(viewer->screen.height, EVENT_SIZE_MOST);
    if (event->width > 0 && event->height > 0) take(viewer, event);
}

static void take_text(Viewer *viewer, const char *typed) {
    const size_t length = strlen(typed);
    for (size_t i = 0; i < length;) {
        StageEvent *event = event_of(viewer, EVENT_OF_TYPING);
        const size_t size = utf8_decode(typed + i, length - i, &event->chord.key);
        if (size && event->chord.key) take(viewer, event);
        i += size ? size : 1;
    }
}

static void take_button(Viewer *viewer, const SDL_MouseButtonEvent *button, StageEventKind kind) {
    if (button->button != SDL_BUTTON_LEFT) return;
    StageEvent *event = event_of(viewer, kind);
    viewer->is_held = kind == EVENT_OF_PRESS;
    place(viewer, button->x, button->y, event);
    take(viewer, event);
}

static void take_wheel(Viewer *viewer, const SDL_MouseWheelEvent *wheel) {
    StageEvent *event = event_of(viewer, EVENT_OF_WHEEL);
    const int notches = wheel->direction == SDL_MOUSEWHEEL_FLIPPED ? -wheel->y : wheel->y;
    int x, y;
    SDL_GetMouseState(&x, &y);
    place(viewer, x, y, event);
    event->amount = within(notches, EVENT_NOTCHES_MOST);
    if (notches != 0) take(viewer, event);
}

static void take_drop(Viewer *viewer, char *path) {
    StageEvent *event = event_of(viewer, EVENT_OF_DROP);
    const size_t length = path ? strlen(path) : 0;
    if (length > 0 && length < sizeof event->path) {
        memcpy(event->path, path, length);
        take(viewer, event);
    }
    SDL_free(path);
}

static void take_key(Viewer *viewer, SDL_Keysym pressed) {
    StageEvent *event = event_of(viewer, EVENT_OF_KEY);
    if (keys_chord(pressed, &event->chord)) take(viewer, event);
}

static void take_sdl(Viewer *viewer, const SDL_Event *event) {
    if (event->type == SDL_MOUSEMOTION) {
        viewer->moving = (StageEvent){.kind = EVENT_OF_MOVING, .held = viewer->is_held};
        place(viewer, event->motion.x, event->motion.y, &viewer->moving);
        viewer->has_moving = true;
        return;
    }
    take_moving(viewer);
    switch (event->type) {
    case SDL_QUIT: take(viewer, event_of(viewer, EVENT_OF_QUIT)); break;
    case SDL_KEYDOWN: take_key(viewer, event->key.keysym); break;
    case SDL_TEXTINPUT: take_text(viewer, event->text.text); break;
    case SDL_MOUSEBUTTONDOWN: take_button(viewer, &event->button, EVENT_OF_PRESS); break;
    case SDL_MOUSEBUTTONUP: take_button(viewer, &event->button, EVENT_OF_RELEASE); break;
    case SDL_MOUSEWHEEL: take_wheel(viewer, &event->wheel); break;
    case SDL_DROPFILE: take_drop(viewer, event->drop.file); break;
    case SDL_WINDOWEVENT:
        viewer->is_covered = true;
        break; /* whatever it was, it may have to be shown anew */
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        screen_forget(&viewer->screen);
        viewer->is_covered = true;
        break;
    default: break;
    }
}

/* ---- time --------------------------------------------------------------------------------------------- */

static bool is_due(Uint32 now, Uint32 due_at) {
    return SDL_TICKS_PASSED(now, due_at);
}

static void take_time(Viewer *viewer, Uint32 now) {
    const Uint32 late = now - viewer->ticked_at;
    viewer->ticked_at = now;
    if (!stage_is_playing(viewer->attend.stage) || late == 0) return;
    StageEvent *event = event_of(viewer, EVENT_OF_TIME);
    event->amount = late < LATE_MOST_MS ? (int)late : LATE_MOST_MS;
    take(viewer, event);
}

/* A change is believed when the file is the same a moment later. */
static void look_at_file(Viewer *viewer, Uint32 now) {
    if (!is_due(now, viewer->look_due_at)) return;
    const bool has_changed = attend_file_has_changed(&viewer->attend);
    viewer->look_due_at = now + LOOK_MS;
    if (!has_changed) {
        viewer->is_settling = false;
    } else if (!viewer->is_settling) {
        viewer->is_settling = true;
        viewer->look_due_at = now + SETTLE_MS;
    } else {
        viewer->is_settling = false;
        take(viewer, event_of(viewer, EVENT_OF_FILE));
    }
}

/* Answers whether more is left to do. */
static bool work(Viewer *viewer) {
    const Uint32 begun_at = SDL_GetTicks();
    bool has_more = attend_film(&viewer->attend);
    bool is_known = !stage_work(viewer->attend.stage, ROWS_AT_ONCE);
    while (!is_known && SDL_GetTicks() - begun_at < WORK_MS)
        is_known = !stage_work(viewer->attend.stage, ROWS_AT_ONCE);
    return has_more || !is_known;
}

/* ---- pictures ----------------------------------------------------------------------------------------- */

static bool is_minimised(const Viewer *viewer) {
    return viewer->screen.width <= 0 || viewer->screen.height <= 0;
}

/* Is what is on the screen not what should be, or lost? */
static bool wants_picture(const Viewer *viewer) {
    return !is_minimised(viewer) &&
           (stage_has_changed(viewer->attend.stage) || !viewer->screen.texture || viewer->is_covered);
}

static void show(Viewer *viewer) {
    const bool has_changed = stage_has_changed(viewer->attend.stage) || !viewer->screen.texture;
    if (is_minimised(viewer)) return;
    if (has_changed) {
        const bool is_shown = screen_show(&viewer->screen, viewer->attend.stage);
        viewer->failures = is_shown ? 0 : viewer->failures + 1;
        screen_set_title(&viewer->screen, stage_sheet(viewer->attend.stage).title);
    } else if (viewer->is_covered) {
        screen_show_again(&viewer->screen);
    }
    viewer->is_covered = false;
}

static void follow_window(Viewer *viewer) {
    screen_set_full(&viewer->screen, viewer->attend.wants_full_screen);
    if (screen_has_resized(&viewer->screen)) take_size(viewer);
}

/* Answers an exit status: whether something is broken for good. */
static int judge(const Viewer *viewer) {
    if (stage_has_failed(viewer->attend.stage)) return say_no_memory();
    if (viewer->failures < FAILURES_MOST) return STATUS_GOOD;
    say_line(
        "leaselab: error: the window cannot be drawn any more; 'leaselab view --text FILE' does without\n");
    return STATUS_FAILED;
}

/* ---- what was recorded -------------------------------------------------------------------------------- */

static void settle(Viewer *viewer) {
    while (stage_work(viewer->attend.stage, ROWS_AT_ONCE)) {
    }
    while (attend_film(&viewer->attend)) {
    }
    attend_serve(&viewer->attend);
}

static void draw_words(Viewer *viewer, Text *out) {
    const Sheet sheet = stage_sheet(viewer->attend.stage);
    Recorder *recorder = recorder_create(&sheet);
    if (recorder) stage_draw(viewer->attend.stage, recorder_canvas(recorder));
    const Text *words = recorder ? recorder_words(recorder) : NULL;
    if (words && words->length)
        text_add_bytes(out, words->bytes, words->length);
    else
        out->failed = true;
    if (recorder) recorder_destroy(recorder);
}

static int take_shot(Viewer *viewer, const char *name) {
    const char *dot = strrchr(name, '.');
    struct stat there;
    Text shot = {0};
    if (lstat(name, &there) == 0) {
        char message[FILE_MESSAGE];
        file_complain_of(message, "write the shot", name, EEXIST);
        say_line(message);
        return STATUS_FAILED;
    }
    if (dot && strcmp(dot, ".txt") == 0)
        draw_words(viewer, &shot);
    else if (dot && strcmp(dot, ".tell") == 0)
        stage_tell(viewer->attend.stage, &shot);
    else if (!screen_add_png(&viewer->screen, &shot))
        shot.failed = true;
    shot.failed |= stage_has_failed(viewer->attend.stage);
    const int status = deliver(name, &shot);
    text_free(&shot);
    return status;
}

/* The window follows what is replayed. */
static void take_recorded(Viewer *viewer, const StageEvent *event) {
    if (event->kind == EVENT_OF_SIZE && event->width > 0 && event->height > 0) {
        SDL_SetWindowSize(viewer->screen.window, event->width, event->height);
        screen_has_resized(&viewer->screen);
    }
    take(viewer, event);
    settle(viewer);
    show(viewer);
}

static int replay(Viewer *viewer) {
    StageEvent *event = malloc(sizeof *event);
    int status = event ? STATUS_GOOD : say_no_memory();
    settle(viewer);
    show(viewer);
    for (bool goes_on = true; goes_on && status == STATUS_GOOD && !viewer->attend.wants_quit;) {
        switch (session_next(&viewer->session, event)) {
        case PLAYED_EVENT: take_recorded(viewer, event); break;
        case PLAYED_SHOT: status = take_shot(viewer, event->path); break;
        case PLAYED_ALL: goes_on = false; break;
        }
        if (status == STATUS_GOOD) status = judge(viewer);
    }
    free(event);
    return status;
}

/* ---- the loop ----------------------------------------------------------------------------------------- */

static int milliseconds_to_wait(const Viewer *viewer, bool has_more, Uint32 now) {
    const bool moves = stage_is_playing(viewer->attend.stage) || wants_picture(viewer);
    if (has_more) return 0;
    const Uint32 due_at = moves ? viewer->frame_due_at : viewer->look_due_at;
    return is_due(now, due_at) ? 0 : (int)(due_at - now);
}

static void take_all(Viewer *viewer, int wait_ms) {
    SDL_Event event;
    if (!SDL_WaitEventTimeout(&event, wait_ms)) return;
    do take_sdl(viewer, &event);
    while (SDL_PollEvent(&event));
    take_moving(viewer);
}

static int live(Viewer *viewer) {
    int status = STATUS_GOOD;
    bool has_more = true;
    viewer->ticked_at = viewer->frame_due_at = viewer->look_due_at = SDL_GetTicks();
    while (status == STATUS_GOOD && !viewer->attend.wants_quit) {
        take_all(viewer, milliseconds_to_wait(viewer, has_more, SDL_GetTicks()));
        follow_window(viewer);
        const Uint32 now = SDL_GetTicks();
        take_time(viewer, now);
        look_at_file(viewer, now);
        has_more = work(viewer);
        attend_serve(&viewer->attend);
        if (is_due(now, viewer->frame_due_at)) {
            viewer->frame_due_at = now + FRAME_MS;
            show(viewer);
        }
        status = judge(viewer);
    }
    return status;
}

/* ---- the call ----------------------------------------------------------------------------------------- */

static int view(const Options *options) {
    Viewer *viewer = calloc(1, sizeof *viewer); /* large: with a path */
    if (!viewer) return say_no_memory();
    viewer->session.descriptor = -1;
    int status = attend_begin(&viewer->attend, options);
    if (status == STATUS_GOOD) status = session_open(&viewer->session, options->replay, options->colour);
    if (status == STATUS_GOOD) {
        status = screen_open(&viewer->screen, viewer->attend.options.width, viewer->attend.options.height);
        if (status == STATUS_GOOD) status = session_record(&viewer->session, options->record);
        if (status == STATUS_GOOD) take_size(viewer);
        if (status == STATUS_GOOD) status = replay(viewer);
        if (status == STATUS_GOOD) status = live(viewer);
        if (status == STATUS_GOOD && viewer->session.has_failed) status = STATUS_FAILED;
        screen_close(&viewer->screen);
    }
    session_close(&viewer->session);
    attend_end(&viewer->attend);
    free(viewer);
    return status;
}

static int tell_version(void) {
    Text version = {0};
    text_add(&version, "leaselab " LEASELAB_VERSION "\n");
    const int status = deliver(NULL, &version);
    text_free(&version);
    return status;
}

static int tell_help(const Options *options) {
    Text help = {0};
    help_add(&help, options);
    const int status = deliver(NULL, &help);
    text_free(&help);
    return status;
}

/* It is called as `leaselab view` is, and reads its call by the same table. */
static int carry_out(int argc, char **argv) {
    char **words = calloc((size_t)argc + 2, sizeof *words);
    char program[] = "leaselab", command[] = "view";
    Options options;
    Text message = {0};
    if (!words) return say_no_memory();
    words[0] = program;
    words[1] = command;
    for (int i = 1; i < argc; i++) words[i + 1] = argv[i];
    int status = options_parse(argc + (argc > 0), words, &options, &message);
    const int said = say_text(&message);
    text_free(&message);
    if (said != STATUS_GOOD) status = said;
    if (status == STATUS_GOOD && options.command == COMMAND_HELP)
        status = tell_help(&options);
    else if (status == STATUS_GOOD)
        status = options.given & OPTION_BIT(OPTION_TEXT) ? text_twin(&options) : view(&options);
    free(words);
    return status;
}

int main(int argc, char **argv) {
    output_setup();
    if (argc == 2 && strcmp(argv[1], "--version") == 0) return tell_version();
    return carry_out(argc, argv);
}
