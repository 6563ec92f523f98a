/* session: what a person did, written down and done again. A file of events, a line each (event.h); between
 * them may stand
 *
 *     shot NAME.png       the picture as it stands, as pixels, words of the recorder (.txt) or panels as text
 *                         (.tell); nothing of that name may be there
 *     # …                 a remark; an empty line is one too
 *
 * A recording is written line by line, so that it is there also when the program died, and of whole
 * lines, so that it can be replayed. Leaves out: what the events do. */
#ifndef LEASELAB_WINDOW_SESSION_H
#define LEASELAB_WINDOW_SESSION_H

#include "ui/cli/input.h"
#include "ui/cli/options.h"
#include "ui/cli/unfinished.h"
#include "ui/stage/event.h"

/* Starts as {0} with descriptor -1; owns what it opened. Do not move it. */
typedef struct {
    Unfinished unfinished; /* the recording, until something is done in it */
    int descriptor;        /* of it; -1: none (any more) */
    const char *recording;
    Input input; /* what is replayed */
    size_t at;   /* of its bytes */
    int line;
    bool has_failed; /* what was to be recorded is not all there */
} Session;

typedef enum { PLAYED_EVENT, PLAYED_SHOT, PLAYED_ALL } Played;

/* Reads what is to be replayed, or nothing where that is NULL. Answers an exit status, and has said why it is
 * not 0: nothing is done of a replay in which a line is wrong. */
int session_open(Session *out, const char *replay, Colour colour);
/* Begins the recording, a new file; NULL is none. Answers an exit status likewise. */
int session_record(Session *session, const char *recording);
/* A recording in which nothing was done, but for the size of the window, is taken away. */
void session_close(Session *session);
/* Notes an event in the recording, if there is one. False: it could not be: the recording ends before it, and
 * out_message is a line about that for standard error. */
bool session_note(Session *session, const StageEvent *event, char out_message[FILE_MESSAGE]);
/* The next of what is replayed; of a shot `out_event->path` is the name. */
Played session_next(Session *session, StageEvent *out_event);

#endif
