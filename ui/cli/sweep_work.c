#include "ui/cli/sweep_work.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/base/check.h"
#include "ui/cli/progress.h"
#include "ui/cli/say.h"
#include "ui/cli/sweep_file.h"
#include "ui/cli/sweep_rows.h"

/* What a process tells of one run: this, then `length` bytes: the figures, or what is wrong. */
typedef struct {
    uint32_t run, length;
    int32_t status;
} Record;

enum { TICK_MS = 500, RECORD_MOST = 4096, SAYS_MOST = RECORD_MOST - (int)sizeof(Record) };

typedef struct {
    pid_t pid;
    int from; /* -1 when it has ended */
    size_t held;
    char buffer[RECORD_MOST];
} Worker;

typedef struct {
    const SweepWork *work;
    Text *message;
    Worker *workers;
    int count, alive;
    atomic_uint *next; /* shared by all: the first run that nobody has taken. Who is quick takes more. */
    uint32_t wanted, done;
    Text row;
    Progress progress;
} Party;

static bool is_wanted(const SweepWork *work, uint32_t run) {
    return run % work->shards == work->shard && !sweep_has(work->sweep, run);
}

/* ---- in the processes ---------------------------------------------------------------------------------- */

typedef enum { GOES_ON, IS_OVER, NOBODY_HEARS } Turn;

/* One run, and what is left to do then: nothing where it failed, for one failure ends all. */
static Turn carry_out(const SweepWork *work, uint32_t run, int to) {
    Plan plan;
    Measure measures[MEASURES_MOST];
    int64_t figures[MEASURES_MOST];
    const size_t count = (size_t)work->sweep->measure_count;
    Text says = {0};
    int status = sweep_plan(work->sweep, work->input, run, &plan, measures, &says);
    if (status == STATUS_GOOD && !measures_take(&plan, measures, count, figures))
        status = sweep_no_memory(&says);
    plan_free(&plan);
    if (says.failed) status = STATUS_FAILED;
    char bytes[RECORD_MOST];
    const size_t length = status == STATUS_GOOD      ? count * sizeof *figures
                          : says.failed              ? 0
                          : says.length <= SAYS_MOST ? says.length
                                                     : SAYS_MOST;
    const Record record = {run, (uint32_t)length, status};
    memcpy(bytes, &record, sizeof record);
    if (length > 0)
        memcpy(bytes + sizeof record, status == STATUS_GOOD ? (char *)figures : says.bytes, length);
    text_free(&says);
    if (file_write(to, bytes, sizeof record + length, NULL) != 0) return NOBODY_HEARS;
    return status == STATUS_GOOD ? GOES_ON : IS_OVER;
}

/* Signals end a process at once: there is no output of its own to clean up. */
static void end_by_signals(pid_t parent) {
    static const int ENDING[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction before;
    for (size_t i = 0; i < sizeof ENDING / sizeof *ENDING; i++)
        if (sigaction(ENDING[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            signal(ENDING[i], SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(STATUS_FAILED); /* it died before we asked to be told */
}

_Noreturn static void work_on(const Party *party, int to) {
    const SweepWork *work = party->work;
    for (;;) {
        const unsigned run = atomic_fetch_add(party->next, 1);
        if (run >= work->sweep->runs) _exit(STATUS_GOOD);
        const Turn turn = is_wanted(work, run) ? carry_out(work, run, to) : GOES_ON;
        if (turn != GOES_ON) _exit(turn == IS_OVER ? STATUS_GOOD : STATUS_FAILED);
    }
}

/* ---- in the program ------------------------------------------------------------------------------------ */

static int fail(Party *party, const char *verb, int error) {
    char line[FILE_MESSAGE];
    file_complain(line, verb, "a process of the sweep", error, "");
    text_add(party->message, line);
    return STATUS_FAILED;
}

static int start(Party *party) {
    int ends[2];
    if (pipe(ends) != 0) return fail(party, "start", errno);
    const pid_t parent = getpid(), pid = fork();
    if (pid < 0) {
        const int error = errno;
        close(ends[0]);
        close(ends[1]);
        return fail(party, "start", error);
    }
    if (pid == 0) {
        end_by_signals(parent);
        close(ends[0]);
        for (int i = 0; i < party->count; i++) close(party->workers[i].from);
        work_on(party, ends[1]);
    }
    close(ends[1]);
    party->workers[party->count++] = (Worker){.pid = pid, .from = ends[0]};
    party->alive++;
    return STATUS_GOOD;
}

/* Waits for its end; answers how it ended. */
static int put_away(Party *party, Worker *worker) {
    int ended = 0;
    close(worker->from);
    worker->from = -1;
    party->alive--;
    while (waitpid(worker->pid, &ended, 0) < 0 && errno == EINTR) {
    }
    return ended;
}

static int note(Party *party, uint32_t run) {
    const SweepWork *work = party->work;
    party->done++;
    progress_show(&party->progress, party->done, party->wanted);
    if (work->journal < 0) return STATUS_GOOD;
    text_clear(&party->row);
    sweep_rows_add(&party->row, work->sweep, run);
    if (party->row.failed) return sweep_no_memory(party->message);
    const int error = file_write(work->journal, party->row.bytes, party->row.length, NULL);
    if (!error) return STATUS_GOOD;
    char line[FILE_MESSAGE];
    file_complain_of(line, "write", work->journal_name, error);
    text_add(party->message, line);
    return STATUS_FAILED;
}

/* Takes the whole records that a worker's buffer holds. */
static int take_records(Party *party, Worker *worker) {
    Sweep *sweep = party->work->sweep;
    Record record;
    size_t at = 0;
    int status = STATUS_GOOD;
    while (status == STATUS_GOOD && worker->held - at >= sizeof record) {
        memcpy(&record, worker->buffer + at, sizeof record);
        if (worker->held - at - sizeof record < record.length) break;
        const char *bytes = worker->buffer + at + sizeof record;
        if (record.status == STATUS_GOOD) {
            CHECK(record.length == (size_t)sweep->measure_count * sizeof *sweep->figures);
            memcpy(sweep_figures(sweep, record.run), bytes, record.length);
            status = note(party, record.run);
        } else {
            if (record.length == 0) return sweep_no_memory(party->message);
            text_add_bytes(party->message, bytes, record.length);
            if (bytes[record.length - 1] != '\n') text_add(party->message, "…\n");
            return record.status;
        }
        at += sizeof record + record.length;
    }
    memmove(worker->buffer, worker->buffer + at, worker->held - at);
    worker->held -= at;
    return status;
}

static int hear(Party *party, Worker *worker) {
    const ssize_t length = read(worker->from, worker->buffer + worker->held, RECORD_MOST - worker->held);
    if (length < 0) return errno == EINTR ? STATUS_GOOD : fail(party, "hear from", errno);
    if (length > 0) {
        worker->held += (size_t)length;
        return take_records(party, worker);
    }
    const int ended = put_away(party, worker);
    if (WIFEXITED(ended) && WEXITSTATUS(ended) == 0) return STATUS_GOOD;
    const bool by_signal = WIFSIGNALED(ended);
    text_add_format(party->message, "leaselab: error: a process of the sweep died (%s %d)\n",
                    by_signal ? "signal" : "status", by_signal ? WTERMSIG(ended) : WEXITSTATUS(ended));
    return STATUS_FAILED;
}

static int hear_all(Party *party) {
    struct pollfd *polled = calloc((size_t)party->count, sizeof *polled);
    int status = polled ? STATUS_GOOD : sweep_no_memory(party->message);
    while (status == STATUS_GOOD && party->alive > 0) {
        for (int i = 0; i < party->count; i++)
            polled[i] = (struct pollfd){.fd = party->workers[i].from, .events = POLLIN};
        /* A run may take minutes: the bar is there before the first is done, and its time goes on. */
        const int heard = poll(polled, (nfds_t)party->count, party->progress.wanted ? TICK_MS : -1);
        if (heard < 0 && errno != EINTR) status = fail(party, "hear from", errno);
        if (heard <= 0) {
            progress_show(&party->progress, party->done, party->wanted);
            continue;
        }
        for (int i = 0; i < party->count && status == STATUS_GOOD; i++)
            if (polled[i].revents) status = hear(party, &party->workers[i]);
    }
    free(polled);
    return status;
}

static void end_all(Party *party) {
    for (int i = 0; i < party->count; i++) {
        if (party->workers[i].from < 0) continue;
        kill(party->workers[i].pid, SIGKILL);
        put_away(party, &party->workers[i]);
    }
}

int sweep_work(const SweepWork *work, Text *message) {
    Party party = {.work = work, .message = message};
    for (uint32_t run = 0; run < work->sweep->runs; run++) party.wanted += is_wanted(work, run);
    if (party.wanted == 0) return STATUS_GOOD;
    const int jobs = (uint32_t)work->jobs < party.wanted ? work->jobs : (int)party.wanted;
    party.workers = calloc((size_t)jobs, sizeof *party.workers);
    party.next = mmap(NULL, sizeof *party.next, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int status = party.workers && party.next != MAP_FAILED ? STATUS_GOOD : sweep_no_memory(message);
    if (status == STATUS_GOOD) {
        atomic_init(party.next, 0);
        progress_begin(&party.progress);
        party.progress.calls_a_look = 1; /* a run may take seconds */
        while (status == STATUS_GOOD && party.count < jobs) status = start(&party);
        if (status == STATUS_GOOD) status = hear_all(&party);
        end_all(&party);
        progress_end(&party.progress);
        if (status == STATUS_GOOD) CHECK(party.done == party.wanted);
    }
    if (party.next != MAP_FAILED) munmap(party.next, sizeof *party.next);
    free(party.workers);
    text_free(&party.row);
    return status;
}
