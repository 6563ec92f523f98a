#include "ui/cli/sweep_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ui/cli/say.h"
#include "ui/cli/sweep_rows.h"

enum { FIRST_ROOM = 1 << 16, BYTES_MOST = 1 << 30, MOST_TRIES = 100 };

static int complain(Text *message, const char *verb, const char *path, int error) {
    char line[FILE_MESSAGE];
    file_complain_of(line, verb, path, error);
    text_add(message, line);
    return STATUS_FAILED;
}

static FileIdentity identity_of(int descriptor) {
    struct stat file;
    if (fstat(descriptor, &file) != 0 || !S_ISREG(file.st_mode)) return (FileIdentity){0};
    return (FileIdentity){file.st_dev, file.st_ino};
}

/* Reads to the end, or only until a NUL was among it, for a device may have them without end. Answers an
 * errno. The caller frees *out_bytes, which has a NUL behind. */
static int read_all(int descriptor, bool stops_at_nul, char **out_bytes, size_t *out_length) {
    size_t length = 0, capacity = FIRST_ROOM;
    char *bytes = malloc(capacity);
    int error = bytes ? 0 : ENOMEM;
    while (!error) {
        const ssize_t got = read(descriptor, bytes + length, capacity - length - 1);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) error = errno;
        if (got <= 0) break;
        length += (size_t)got;
        if (stops_at_nul && memchr(bytes + length - got, '\0', (size_t)got)) break;
        if (length < capacity - 1) continue;
        capacity *= 2;
        char *more = capacity <= BYTES_MOST ? realloc(bytes, capacity) : NULL;
        if (more)
            bytes = more;
        else
            error = capacity <= BYTES_MOST ? ENOMEM : EFBIG;
    }
    if (bytes) bytes[length] = '\0';
    *out_bytes = bytes;
    *out_length = length;
    return error;
}

/* Takes rows into the sweep, which keeps a copy for the texts in them. */
static int take_rows(Sweep *sweep, const char *bytes, size_t length, const char *name, bool twice_is_wrong,
                     Text *message) {
    if (memchr(bytes, '\0', length)) {
        text_add_format(message, "leaselab: error: %s is no text file\n", sweep_quoted(name));
        return STATUS_WRONG;
    }
    char *copy = arena_copy(&sweep->arena, bytes, length);
    return copy ? sweep_rows_read(sweep, copy, name, twice_is_wrong, message) : sweep_no_memory(message);
}

/* ---- shards ------------------------------------------------------------------------------------------- */

int sweep_file_merge(Sweep *sweep, const char *path, FileIdentity *out_identity, Text *message) {
    const bool from_input = strcmp(path, "-") == 0;
    const int descriptor = from_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    char *bytes = NULL;
    size_t length = 0;
    *out_identity = (FileIdentity){0};
    if (descriptor < 0) return complain(message, "read", path, errno);
    *out_identity = identity_of(descriptor);
    const int error = read_all(descriptor, true, &bytes, &length);
    if (!from_input) close(descriptor);
    const int status =
        error ? complain(message, "read", path, error) : take_rows(sweep, bytes, length, path, true, message);
    free(bytes);
    return status;
}

int sweep_file_whole(const Sweep *sweep, Text *message) {
    uint32_t missing = 0, first = 0;
    for (uint32_t run = sweep->runs; run-- > 0;) {
        if (sweep_has(sweep, run)) continue;
        missing++;
        first = run;
    }
    if (sweep->runs > 0 && missing == 0) return STATUS_GOOD;
    if (sweep->runs == 0)
        text_add(message, "leaselab: error: there are no runs in these files\n");
    else
        text_add_format(message,
                        "leaselab: error: %" PRIu32 " of %" PRIu32
                        " runs are in none of these files, the first "
                        "is run %" PRIu32 "; is a shard left out?\n",
                        missing, sweep->runs, first + 1);
    return STATUS_WRONG;
}

/* ---- the journal -------------------------------------------------------------------------------------- */

/* Bytes up to the end of the last whole row. */
static size_t whole_rows(const char *bytes, size_t length) {
    while (length > 0 && (bytes[length - 1] != '\n' || length < 2 || bytes[length - 2] != '\r')) length--;
    return length;
}

static int begin_journal(int descriptor, const char *path, const Text *head, Text *message) {
    const int error =
        ftruncate(descriptor, 0) == 0 ? file_write(descriptor, head->bytes, head->length, NULL) : errno;
    return error ? complain(message, "write", path, error) : STATUS_GOOD;
}

/* Nothing is cut off before the head was found to be ours. */
static int take_journal(Sweep *sweep, SweepJournal *journal, const char *path, Text *message) {
    const int descriptor = journal->descriptor;
    char *bytes = NULL;
    size_t length = 0;
    Text head = {0};
    sweep_rows_head(&head, sweep);
    journal->unfinished.head = head.length;
    const int error = read_all(descriptor, false, &bytes, &length);
    int status = error ? complain(message, "read", path, error) : STATUS_GOOD;
    if (status == STATUS_GOOD && head.failed) status = sweep_no_memory(message);
    if (status == STATUS_GOOD) {
        const size_t whole = whole_rows(bytes, length);
        if (length < head.length && memcmp(bytes, head.bytes, length) == 0)
            status = begin_journal(descriptor, path, &head, message);
        else {
            status = take_rows(sweep, bytes, whole ? whole : length, path, false, message);
            if (status == STATUS_GOOD && whole < length && ftruncate(descriptor, (off_t)whole) != 0)
                status = complain(message, "write", path, errno);
        }
    }
    text_free(&head);
    free(bytes);
    return status;
}

/* Has it still a name? Another that gave up may have taken it away between our opening and our locking it. */
static bool is_there(int descriptor) {
    struct stat file;
    return fstat(descriptor, &file) != 0 || file.st_nlink > 0;
}

static int open_and_lock(const char *path, SweepJournal *out, Text *message) {
    struct stat file;
    int error = unfinished_make_file(&out->unfinished, path, O_RDWR);
    out->descriptor = error == EEXIST ? open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666)
                                      : out->unfinished.descriptor;
    if (error == EEXIST) error = out->descriptor < 0 ? errno : 0;
    if (error) return complain(message, "write", path, error);
    if (fstat(out->descriptor, &file) != 0) return complain(message, "read", path, errno);
    if (!S_ISREG(file.st_mode)) { /* of which one might read for ever */
        text_add_format(message, "leaselab: error: %s is no ordinary file, which a journal must be\n",
                        sweep_quoted(path));
        return STATUS_WRONG;
    }
    out->identity = (FileIdentity){file.st_dev, file.st_ino};
    if (flock(out->descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        text_add_format(message, "leaselab: error: another sweep is writing to %s\n", sweep_quoted(path));
        unfinished_forget(&out->unfinished); /* it was quicker, and it is that one's */
        return STATUS_FAILED;
    }
    return STATUS_GOOD;
}

/* Some file systems count no names: there one goes on after a while. */
int sweep_file_journal(Sweep *sweep, const char *path, SweepJournal *out, Text *message) {
    int status = open_and_lock(path, out, message);
    for (int i = 0; i < MOST_TRIES && status == STATUS_GOOD && !is_there(out->descriptor); i++) {
        unfinished_forget(&out->unfinished);
        close(out->descriptor);
        status = open_and_lock(path, out, message);
    }
    return status == STATUS_GOOD ? take_journal(sweep, out, path, message) : status;
}

void sweep_file_give_up(SweepJournal *journal) {
    unfinished_settle(&journal->unfinished);
    if (journal->descriptor >= 0) close(journal->descriptor);
    journal->descriptor = -1;
}

int sweep_file_close(SweepJournal *journal, const char *path, Text *message) {
    unfinished_forget(&journal->unfinished);
    const int closed = journal->descriptor < 0 ? 0 : close(journal->descriptor);
    journal->descriptor = -1;
    return closed == 0 ? STATUS_GOOD : complain(message, "write", path, errno);
}
