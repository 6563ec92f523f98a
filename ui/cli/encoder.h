/* encoder: takes pictures as pixels and makes a film of them, with an ffmpeg that is installed; or numbered
 * PNG files. Leaves out: what is on the pictures (film.h).
 *
 * ffmpeg is found through PATH and gets its words one by one, no shell; it is told not to ask anything, and
 * to write to a descriptor that we opened, so that no name is taken for an address or an option. */
#ifndef LEASELAB_CLI_ENCODER_H
#define LEASELAB_CLI_ENCODER_H

#include <stdbool.h>
#include <sys/types.h>

#include "ui/canvas/paint.h"
#include "ui/cli/output.h"

/* Starts as encoder_open leaves it, and does not move; ends with close or abandon. */
typedef struct {
    /* a film */
    Output output;
    pid_t child; /* 0: none */
    int pipe;    /* to it; -1: none */
    /* pictures */
    Text folder, name;
    Unfinished made; /* the folder, where it was not there */
    bool is_folder, lacks_ffmpeg;
    int count; /* of pictures so far */
    int fps;
    const char *path; /* the caller's */
} Encoder;

/* All but abandon answer an exit status, with lines for standard error added to `message`, also where
 * pictures were made instead of a film. */
int encoder_open(Encoder *out, const char *path, int width, int height, int fps, Text *message);
/* The next picture, finished: of paint_image. */
int encoder_add(Encoder *encoder, Paint *picture, Text *message);
int encoder_close(Encoder *encoder, Text *message);
void encoder_abandon(Encoder *encoder);

#endif
