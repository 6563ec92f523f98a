#include "ui/window/session.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "ui/cli/load.h"
#include "ui/cli/say.h"

enum { REPLAY_MOST = 64 * 1024 * 1024 };

static int complain(const char *verb, const char *path, int error) {
    char message[FILE_MESSAGE];
    file_complain_of(message, verb, path, error);
    say_line(message);
    return STATUS_FAILED;
}

int session_open(Session *out, const char *recording, const char *replay, Colour colour) {
    *out = (Session){.descriptor = -1, .recording = recording, .colour = colour};
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

static const char SHOT[] = "shot ";
enum { SHOT_SIZE = sizeof SHOT - 1 };

static bool is_shot(const char *line, size_t length) {
    return length >= SHOT_SIZE && memcmp(line, SHOT, SHOT_SIZE) == 0;
}

static int say_wrong(const Session *session, const char *line, size_t length) {
    Diagnostics wrong = {
        .file = session->input.name, .source = session->input.bytes, .source_length = session->input.length};
    Text help = {0};
    size_t from = SHOT_SIZE;
    if (is_shot(line, length)) {
        text_add(&help, "expected: the name of a new file, without '/': a shot is put where one is");
    } else {
        from = event_expect(&help, line, length);
        if (from == 0) text_add(&help, ", shot");
    }
    const Position position = {session->line, (int)from + 1, (int)utf8_length(line + from, length - from)};
    wrong.out_of_memory = help.failed;
    diagnostics_add(&wrong, SEVERITY_ERROR, "no-event", position, text_bytes(&help), "this is no event");
    text_free(&help);
    return load_complain(&wrong, session->colour);
}

/* A recording may come from anybody: it makes new files where one is, and touches no others. */
static bool parse_shot(const char *line, size_t length, StageEvent *out) {
    if (!is_shot(line, length)) return false;
    const char *name = line + SHOT_SIZE;
    const size_t size = length - SHOT_SIZE;
    if (size == 0 || size >= sizeof out->path || memchr(name, '/', size) || memchr(name, '\0', size))
        return false;
    *out = (StageEvent){.kind = EVENT_KINDS};
    memcpy(out->path, name, size);
    return true;
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
        return say_wrong(session, line, length) == STATUS_GOOD ? PLAYED_WRONG : PLAYED_FAILED;
    }
    return PLAYED_ALL;
}
