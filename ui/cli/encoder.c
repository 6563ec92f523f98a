#include "ui/cli/encoder.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/base/check.h"
#include "ui/cli/say.h"

extern char **environ;

enum { WORDS_MOST = 40, WORD_MOST = 32, LENT = 3 };

/* What ffmpeg calls each ending, and how it is told to make a small and clean film of it. Pictures of odd
 * sizes get a row or column more, which the films' formats want; a GIF has a palette for each picture, for
 * one for all would have to be held back to the end. */
static const struct {
    const char *ending, *format;
    const char *words[12];
} FORMATS[] = {
    {".mp4",
     "mp4",
     {"-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p", "-movflags", "+faststart"}},
    {".gif",
     "gif",
     {"-filter_complex",
      "split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=new=1:dither=none"}},
    {".webm",
     "webm",
     {"-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p", "-b:v", "0", "-crf", "30", "-deadline",
      "realtime"}},
};
enum { FORMAT_KINDS = sizeof FORMATS / sizeof *FORMATS };

static int format_of(const char *path) {
    const char *dot = strrchr(path, '.');
    for (int i = 0; dot && i < FORMAT_KINDS; i++)
        if (strcasecmp(dot, FORMATS[i].ending) == 0) return i;
    return FORMAT_KINDS;
}

static int complain(Text *message, const char *verb, const char *path, int error) {
    char line[FILE_MESSAGE];
    file_complain_of(line, verb, path, error);
    text_add(message, line);
    return STATUS_FAILED;
}

/* What came of it; of what went well nothing is said, and no memory is needed for that. */
static int judge(const Output *output, Text *message) {
    if (output->status != OUTPUT_OK) text_add(message, output->message);
    return (int)output->status;
}

/* ---- ffmpeg ------------------------------------------------------------------------------------------- */

typedef struct {
    char *words[WORDS_MOST];
    int count;
} Call;

static void add_word(Call *call, const char *word) {
    call->words[call->count++] = (char *)(uintptr_t)word; /* posix_spawn takes them as they are */
    call->words[call->count] = NULL;
}

/* Cairo's pixels, byte by byte. */
static const char *pixel_format(void) {
    const uint32_t one = 1;
    char first;
    memcpy(&first, &one, 1);
    return first ? "bgra" : "argb";
}

static int spawn(const Call *call, int from, int into, pid_t *out_child) {
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    /* One after the other: `into` may be LENT already, and nothing but it is put there. */
    error = posix_spawn_file_actions_adddup2(&actions, from, STDIN_FILENO);
    if (!error) error = posix_spawn_file_actions_adddup2(&actions, into, LENT);
    if (!error) error = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (!error) error = posix_spawnp(out_child, "ffmpeg", &actions, NULL, call->words, environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static int start(Encoder *encoder, int format, int width, int height) {
    char size[WORD_MOST], rate[WORD_MOST], into[WORD_MOST];
    int ends[2];
    Call call = {0};
    const char *const first[] = {"ffmpeg",       "-nostdin",    "-hide_banner", "-loglevel",
                                 "error",        "-f",          "rawvideo",     "-pixel_format",
                                 pixel_format(), "-video_size", size,           "-framerate",
                                 rate,           "-i",          "pipe:0",       "-an"};
    snprintf(size, sizeof size, "%dx%d", width, height);
    snprintf(rate, sizeof rate, "%d", encoder->fps);
    snprintf(into, sizeof into, "file:/proc/self/fd/%d", LENT);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) add_word(&call, first[i]);
    for (const char *const *word = FORMATS[format].words; *word; word++) add_word(&call, *word);
    add_word(&call, "-f");
    add_word(&call, FORMATS[format].format);
    add_word(&call, "-y");
    add_word(&call, into);
    if (pipe2(ends, O_CLOEXEC) < 0) return errno;
    const int error = spawn(&call, ends[0], output_lend(&encoder->output), &encoder->child);
    close(ends[0]);
    encoder->pipe = error ? -1 : ends[1];
    if (error) {
        close(ends[1]);
        encoder->child = 0;
    }
    return error;
}

/* Its exit status, or -1. */
static int wait_for(Encoder *encoder) {
    int how = 0;
    if (encoder->pipe >= 0) close(encoder->pipe);
    encoder->pipe = -1;
    if (!encoder->child) return -1;
    while (waitpid(encoder->child, &how, 0) < 0 && errno == EINTR) {
    }
    encoder->child = 0;
    return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

static int add_to_film(Encoder *encoder, Paint *picture, Text *message) {
    int width, height, stride;
    const uint32_t *pixels = paint_image_pixels(picture, &width, &height, &stride);
    CHECK(stride == 4 * width); /* of whole pixels of 32 bits Cairo pads no row */
    const int error = file_write(encoder->pipe, pixels, (size_t)stride * (size_t)height, NULL);
    if (error == EPIPE) {
        text_add(message, "leaselab: error: ffmpeg gave up; what it said stands above\n");
        return STATUS_FAILED;
    }
    return error ? complain(message, "write to", "ffmpeg", error) : STATUS_GOOD;
}

/* ---- pictures in a folder ----------------------------------------------------------------------------- */

/* OUT itself, or without its ending where there should have been a film. */
static int open_folder(Encoder *encoder, bool is_instead, Text *message) {
    const char *dot = strrchr(encoder->path, '.');
    size_t length = is_instead ? (size_t)(dot - encoder->path) : strlen(encoder->path);
    while (length > 1 && encoder->path[length - 1] == '/') length--;
    encoder->is_folder = true;
    encoder->lacks_ffmpeg = is_instead;
    text_add_bytes(&encoder->folder, encoder->path, length);
    if (encoder->folder.failed) return text_add(message, "leaselab: error: out of memory\n"), STATUS_FAILED;
    struct stat there;
    const int error = unfinished_make_folder(&encoder->made, encoder->folder.bytes);
    if (!error) return STATUS_GOOD;
    if (error != EEXIST) return complain(message, "make the directory", encoder->folder.bytes, error);
    if (stat(encoder->folder.bytes, &there) < 0 || !S_ISDIR(there.st_mode))
        return complain(message, "make the directory", encoder->folder.bytes, EEXIST);
    return STATUS_GOOD;
}

static int add_to_folder(Encoder *encoder, Paint *picture, Text *message) {
    Text png = {0};
    Output output;
    int status = STATUS_GOOD;
    text_clear(&encoder->name);
    text_add_format(&encoder->name, "%s/%06d.png", encoder->folder.bytes, encoder->count + 1);
    if (encoder->name.failed || paint_add_png(picture, &png) != PAINT_OK) {
        text_add(message, "leaselab: error: out of memory\n");
        status = STATUS_FAILED;
    } else {
        output_open(&output, encoder->name.bytes, NULL, 0);
        output_add(&output, png.bytes, png.length);
        output_commit(&output);
        status = judge(&output, message);
    }
    text_free(&png);
    return status;
}

static void tell_how(const Encoder *encoder, Text *message) {
    char folder[FILE_SHOWN];
    file_quote(folder, encoder->folder.bytes);
    text_add_format(message, "leaselab: ffmpeg is not installed, so %d pictures were made in %s instead; ",
                    encoder->count, folder);
    text_add_format(message, "with it, ffmpeg -framerate %d -i %%06d.png makes a film of them there\n",
                    encoder->fps);
}

/* ---- both --------------------------------------------------------------------------------------------- */

int encoder_open(Encoder *out, const char *path, int width, int height, int fps, Text *message) {
    const int format = format_of(path);
    *out = (Encoder){.pipe = -1, .path = path, .fps = fps, .output = {.descriptor = -1, .directory = -1}};
    if (format == FORMAT_KINDS) return open_folder(out, false, message);
    if (output_open(&out->output, path, NULL, 0) != OUTPUT_OK) return judge(&out->output, message);
    const int error = start(out, format, width, height);
    if (!error) return STATUS_GOOD;
    output_abandon(&out->output);
    return error == ENOENT ? open_folder(out, true, message) : complain(message, "start", "ffmpeg", error);
}

int encoder_add(Encoder *encoder, Paint *picture, Text *message) {
    const int status = encoder->is_folder ? add_to_folder(encoder, picture, message)
                                          : add_to_film(encoder, picture, message);
    if (status == STATUS_GOOD) encoder->count++;
    return status;
}

int encoder_close(Encoder *encoder, Text *message) {
    int status = STATUS_GOOD;
    if (encoder->lacks_ffmpeg) tell_how(encoder, message);
    if (!encoder->is_folder) {
        const int ended = wait_for(encoder);
        if (ended == 0) {
            output_commit(&encoder->output);
            status = judge(&encoder->output, message);
        } else {
            text_add(message, "leaselab: error: ffmpeg could not make the film; what it said stands above\n");
            status = STATUS_FAILED;
        }
    }
    encoder_abandon(encoder);
    return status;
}

void encoder_abandon(Encoder *encoder) {
    wait_for(encoder);
    output_abandon(&encoder->output);
    unfinished_settle(&encoder->made);
    text_free(&encoder->folder);
    text_free(&encoder->name);
}
