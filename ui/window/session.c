#include "ui/window/session.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "ui/cli/say.h"

enum { REPLAY_MOST = 64 * 1024 * 1024 };

static int complain(const char *verb, const char *path, int error) {
    char message[FILE_MESSAGE];
    file_complain_of(message, verb, path, error);
    say_line(message);
    return STATUS_FAILED;
}

int session_open(Session *out, const char *recording, const char *replay) {
    *out = (Session){.descriptor = -1, .recording = recording};
    if (replay && input_read_most(replay, REPLAY_MOST, &out->input) != STATUS_GOOD) {
        say_line(out->input.message);
        return STATUS_FAILED;
    }
    if (!recording) return STATUS_GOOD;
    out->descriptor = open(recording, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
    if (out->descriptor >= 0) return STATUS_GOOD;
    const int error = errno;
    session_close(out);
    return complain("record to", recording, error);
}

static void end_recording(Session *session) {
    if (session->descriptor >= 0) close(session->descriptor);
    session->descriptor = -1;
}

void session_close(Session *session) {
    end_recording(session);
    input_free(&session->input);
}

bool session_note(Session *session, const StageEvent *event, char out_message[FILE_MESSAGE]) {
    Text line = {0};
    size_t written = 0;
    if (session->descriptor < 0) return true;
    event_add(&line, event);
    const int error =
        line.failed ? ENOMEM : file_write(session->descriptor, line.bytes, line.length, &written);
    text_free(&line);
    if (!error) return true;
    file_take_back(session->descriptor, written);
    end_recording(session);
    session->has_failed = true;
    file_complain_of(out_message, "record to", session->recording, error);
    return false;
}

static void say_wrong(const Session *session, const char *line, size_t length) {
    Text message = {0};
    text_add(&message, "leaselab: error: ");
    text_add_safe_cut(&message, session->input.name, 200);
    text_add_format(&message, ":%d: no event: '", session->line);
    text_add_safe(&message, line, length < 80 ? length : 80);
    text_add(&message, "'\n");
    say_text(&message);
    text_free(&message);
}

/* "shot NAME" */
static bool parse_shot(const char *line, size_t length, StageEvent *out) {
    static const char WORD[] = "shot ";
    const size_t size = sizeof WORD - 1;
    if (length <= size || length - size >= sizeof out->path || memcmp(line, WORD, size) != 0) return false;
    *out = (StageEvent){.kind = EVENT_KINDS};
    memcpy(out->path, line + size, length - size);
    return strlen(out->path) == length - size;
}

Played session_next(Session *session, StageEvent *out_event) {
    while (session->input.bytes && session->at < session->input.length) {
        const char *line = session->input.bytes + session->at;
        const char *end = memchr(line, '\n', session->input.length - session->at);
        const size_t length = end ? (size_t)(end - line) : session->input.length - session->at;
        session->at += length + (end != NULL);
        session->line++;
        if (length == 0 || *line == '#') continue;
        if (event_parse(line, length, out_event)) return PLAYED_EVENT;
        if (parse_shot(line, length, out_event)) return PLAYED_SHOT;
        say_wrong(session, line, length);
        return PLAYED_WRONG;
    }
    return PLAYED_ALL;
}
