#include "ui/window/session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/base/check.h"
#include "ui/cli/load.h"
#include "ui/cli/say.h"

enum { REPLAY_MOST = 64 * 1024 * 1024 };

static int complain(const char *verb, const char *path, int error) {
    char message[FILE_MESSAGE];
    file_complain_of(message, verb, path, error);
    say_line(message);
    return STATUS_FAILED;
}

static void end_recording(Session *session) {
    unfinished_settle(&session->unfinished);
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
    if (session->unfinished.head == 0 && event->kind == EVENT_OF_SIZE)
        session->unfinished.head = line.length; /* how large it was to begin with */
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

static int say_wrong(const Session *session, const char *line, size_t length, Colour colour) {
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
    const int said = load_complain(&wrong, colour);
    return said == STATUS_GOOD ? STATUS_WRONG : said;
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

/* The next line that is an event or a shot, or is wrong; false: there is none. */
static bool next_line(Session *session, const char **out_line, size_t *out_length) {
    while (session->input.bytes && session->at < session->input.length) {
        const char *line = session->input.bytes + session->at;
        const char *end = memchr(line, '\n', session->input.length - session->at);
        const size_t length = end ? (size_t)(end - line) : session->input.length - session->at;
        session->at += length + (end != NULL);
        session->line++;
        *out_line = line;
        *out_length = length;
        if (length > 0 && *line != '#') return true;
    }
    return false;
}

static int judge_lines(Session *session, StageEvent *event, Colour colour) {
    const char *line;
    size_t length;
    while (next_line(session, &line, &length))
        if (!event_parse(line, length, event) && !parse_shot(line, length, event))
            return say_wrong(session, line, length, colour);
    session->at = 0;
    session->line = 0;
    return STATUS_GOOD;
}

Played session_next(Session *session, StageEvent *out_event) {
    const char *line;
    size_t length;
    if (!next_line(session, &line, &length)) return PLAYED_ALL;
    if (event_parse(line, length, out_event)) return PLAYED_EVENT;
    const bool is_good = parse_shot(line, length, out_event);
    CHECK(is_good); /* all lines were judged */
    return PLAYED_SHOT;
}

/* ---- beginning and end -------------------------------------------------------------------------------- */

int session_open(Session *out, const char *replay, Colour colour) {
    *out = (Session){.descriptor = -1};
    if (!replay) return STATUS_GOOD;
    if (input_read_most(replay, REPLAY_MOST, &out->input) != STATUS_GOOD) {
        say_line(out->input.message);
        return STATUS_FAILED;
    }
    StageEvent *event = malloc(sizeof *event);
    const int status = event ? judge_lines(out, event, colour) : say_no_memory();
    free(event);
    return status;
}

int session_record(Session *session, const char *recording) {
    if (!recording) return STATUS_GOOD;
    const int error = unfinished_make_file(&session->unfinished, recording, O_WRONLY);
    session->descriptor = session->unfinished.descriptor;
    session->recording = recording;
    return error ? complain("record to", recording, error) : STATUS_GOOD;
}
