/* film: a stretch of a run, picture after picture, as the window would show it, with a clock of its own:
 *
 *     scenario ─▶ stage, by ticks ─▶ pixels ─▶ ffmpeg, through a pipe ─▶ OUT.mp4, .gif, .webm
 *                                          └─▶ PNG, one file each ─▶ OUT/000001.png …
 *
 * ffmpeg writes into an Output that has no name yet (output.h), so a film is there whole or not at all,
 * however it ends. Where ffmpeg is not installed, OUT without its ending becomes a folder of pictures. It
 * goes on picture by picture, so that a window can make one too. Leaves out: the call (command_film). */
#ifndef LEASELAB_CLI_FILM_H
#define LEASELAB_CLI_FILM_H

#include "ui/stage/stage.h"

typedef struct Film Film;

/* Strings and bytes are read at once. */
typedef struct {
    const char *name, *bytes; /* the scenario, which must be good */
    size_t length;
    StageOptions stage;
    int32_t from, to;  /* minutes, from <= to */
    int32_t speed_min; /* simulated minutes in a second */
    int fps;
    const char *path; /* where the film goes; what it ends in says what it is */
} FilmRequest;

enum { FILM_SPEED_MIN_LEAST = 1, FILM_SPEED_MIN_MOST = 364 * 24 * 60, FILM_FPS_MOST = 60 };
/* Where nobody says otherwise; the help of --speed and --fps tells them. */
enum { FILM_SPEED_MIN_NORMAL = 6 * 60, FILM_FPS_NORMAL = 25 };

/* NULL: it cannot be, and `out_message` has a line for standard error. The font outlives it. */
Film *film_begin(const FilmRequest *request, Font *font, Text *out_message);
/* Makes the next picture. Answers whether more are to be made; false also after trouble. */
bool film_go_on(Film *film);
/* How far it is: pictures made, and about how many there will be. */
int64_t film_done(const Film *film);
int64_t film_all(const Film *film);
/* Puts it in its place, and gives everything back. Answers an exit status; `out_message` has lines for
 * standard error, also of what was done where that is not what was asked for. */
int film_end(Film *film, Text *out_message);
/* Instead, without a trace, but for pictures in a folder, if there are any. NULL is fine. */
void film_abandon(Film *film);

#endif
