#include "tests/support/tracer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/ptrace.h>

#ifdef __x86_64__

/* ---- calls --------------------------------------------------------------------------------------------- */

enum { ERRORS = 4 };

/* Those that the program or its libraries make behind main(), with how they can fail. What is listed with
 * none cannot: what they are given is right. What is not listed is tried with EPERM, as a sandbox would have
 * it. */
static const struct {
    const char *name;
    long kind;
    int errors[ERRORS];
} CALLS[] = {
    {"read", SYS_read, {EIO, EINTR}},
    {"write", SYS_write, {ENOSPC, EIO, EINTR}},
    {"open", SYS_open, {EACCES, EMFILE}},
    {"openat", SYS_openat, {EACCES, EMFILE, EIO}},
    {"close", SYS_close, {EIO, EINTR}},
    {"fsync", SYS_fsync, {EIO, ENOSPC, EINTR}},
    {"fstat", SYS_fstat, {EIO}},
    {"stat", SYS_stat, {EIO}},
    {"newfstatat", SYS_newfstatat, {EIO}},
    {"access", SYS_access, {EACCES}},
    {"faccessat", SYS_faccessat, {EACCES}},
    {"faccessat2", SYS_faccessat2, {EACCES}},
    {"readlink", SYS_readlink, {EIO, ENOMEM}},
    {"getcwd", SYS_getcwd, {ENOENT}},
    {"lseek", SYS_lseek, {ESPIPE}},
    {"fcntl", SYS_fcntl, {EMFILE}},
    {"ftruncate", SYS_ftruncate, {EIO}},
    {"flock", SYS_flock, {EWOULDBLOCK, EINTR}},
    {"mkdir", SYS_mkdir, {ENOSPC, EACCES}},
    {"linkat", SYS_linkat, {EACCES, ENOSPC, EEXIST}},
    {"rename", SYS_rename, {EACCES}},
    {"renameat", SYS_renameat, {EACCES, EIO}},
    {"unlinkat", SYS_unlinkat, {EACCES}},
    {"fchmod", SYS_fchmod, {EPERM}},
    {"fchown", SYS_fchown, {EPERM}},
    {"getdents64", SYS_getdents64, {EIO}},
    {"mmap", SYS_mmap, {ENOMEM}},
    {"mremap", SYS_mremap, {ENOMEM}},
    {"brk", SYS_brk, {ENOMEM}},
    {"poll", SYS_poll, {EINTR, ENOMEM}},
    {"ioctl", SYS_ioctl, {ENOTTY}},
    {"pipe2", SYS_pipe2, {EMFILE}},
    {"pipe", SYS_pipe, {EMFILE}},
    {"clone", SYS_clone, {EAGAIN}},
    {"wait4", SYS_wait4, {EINTR}},
    {"inotify_init1", SYS_inotify_init1, {EMFILE}},
    {"inotify_add_watch", SYS_inotify_add_watch, {ENOSPC, EACCES}},
    {"sched_getaffinity", SYS_sched_getaffinity, {EPERM}},
    {"munmap", SYS_munmap, {0}},
    {"futex", SYS_futex, {0}},
    {"getpid", SYS_getpid, {0}},
    {"getppid", SYS_getppid, {0}},
    {"rt_sigaction", SYS_rt_sigaction, {0}},
    {"rt_sigprocmask", SYS_rt_sigprocmask, {0}},
    {"rt_sigreturn", SYS_rt_sigreturn, {0}},
    {"exit_group", SYS_exit_group, {0}},
    {"set_robust_list", SYS_set_robust_list, {0}},
};
enum { CALL_COUNT = sizeof CALLS / sizeof *CALLS };

int tracer_error(long kind, int which) {
    for (size_t i = 0; i < CALL_COUNT; i++)
        if (CALLS[i].kind == kind) return which < ERRORS ? CALLS[i].errors[which] : 0;
    return which == 0 ? EPERM : 0;
}

const char *tracer_name(long kind) {
    static char other[32];
    for (size_t i = 0; i < CALL_COUNT; i++)
        if (CALLS[i].kind == kind) return CALLS[i].name;
    snprintf(other, sizeof other, "call %ld", kind);
    return other;
}

/* ---- one run ------------------------------------------------------------------------------------------- */

enum { PROCESSES = 16 };

typedef struct {
    pid_t pid;
    bool is_before_main; /* the main() of the program that it is has not begun */
    int error;           /* that its present call is to fail with, or 0 */
    /* The register that was changed for the call: the compiler relies on its coming back. */
    bool changed;
    size_t offset;
    long before;
} Process;

typedef struct {
    const Harm *harm;
    Traced traced;
    pid_t program;
    bool ended;            /* did the program end? */
    char folder[PATH_MAX]; /* that the program lies in */
    Process processes[PROCESSES];
} Tracer;

#define REGISTER(name) offsetof(struct user_regs_struct, name)

static void set_register(pid_t pid, size_t offset, long value) {
    ptrace(PTRACE_POKEUSER, pid, (void *)offset, (void *)value);
}

/* Its place, made if it is new. */
static Process *find(Tracer *tracer, pid_t pid) {
    Process *unused = NULL;
    for (int i = 0; i < PROCESSES; i++) {
        if (tracer->processes[i].pid == pid) return &tracer->processes[i];
        if (!unused && tracer->processes[i].pid == 0) unused = &tracer->processes[i];
    }
    need(unused != NULL, "more processes than can be traced");
    *unused = (Process){.pid = pid};
    return unused;
}

/* For the call that begins. */
static void set_argument(Process *process, size_t offset, uint64_t before, long value) {
    process->changed = true;
    process->offset = offset;
    process->before = (long)before;
    set_register(process->pid, offset, value);
}

static bool moves_bytes(long kind) {
    return kind == SYS_read || kind == SYS_write;
}

static void enter(Tracer *tracer, Process *process, const struct ptrace_syscall_info *info) {
    const Harm *harm = tracer->harm;
    Traced *traced = &tracer->traced;
    const long kind = (long)info->entry.nr;
    const bool is_first = kind == SYS_fcntl && info->entry.args[0] == 0 && info->entry.args[1] == F_GETFD;
    if (is_first) process->is_before_main = false;
    if (process->is_before_main || kind == SYS_exit_group || kind == SYS_rt_sigreturn) return;
    if (harm->waits && kind == SYS_poll && !tracer->ended) kill(tracer->program, SIGTERM);
    const bool is_it = ++traced->calls == harm->nth;
    if (is_it) {
        traced->came = true;
        traced->kind = kind;
        traced->descriptor = (long)info->entry.args[0];
        if (harm->signal) kill(tracer->program, harm->signal);
    }
    if (!traced->came) return;
    const bool is_hit = is_it || (harm->for_good && kind == traced->kind);
    if (harm->error && is_hit && kind == SYS_brk) {
        set_argument(process, REGISTER(rdi), info->entry.args[0],
                     0); /* it fails by leaving the end as it is */
    } else if (harm->error && is_hit) {
        process->error = harm->error;
        /* A descriptor is gone even where close fails. */
        if (kind != SYS_close) set_register(process->pid, REGISTER(orig_rax), -1);
    }
    if (harm->most && moves_bytes(kind) && (is_it || harm->for_good) && info->entry.args[2] > harm->most)
        set_argument(process, REGISTER(rdx), info->entry.args[2], (long)harm->most);
}

static void come_to_call(Tracer *tracer, Process *process) {
    struct ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, process->pid, (void *)sizeof info, &info) <= 0) return;
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        enter(tracer, process, &info);
        return;
    }
    if (process->error) set_register(process->pid, REGISTER(rax), -process->error);
    if (process->changed) set_register(process->pid, process->offset, process->before);
    process->error = 0;
    process->changed = false;
}

/* A process has become another program. Answers whether it is one of ours, which lie in one folder: others
 * are let go. */
static bool becomes_ours(Tracer *tracer, Process *process) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/%d/exe", (int)process->pid);
    const ssize_t length = readlink(link, path, sizeof path - 1);
    need(length > 0, link);
    path[length] = '\0';
    *strrchr(path, '/') = '\0';
    if (!tracer->folder[0]) strcpy(tracer->folder, path); /* the program itself */
    process->is_before_main = true;
    return strcmp(path, tracer->folder) == 0;
}

static void on_alarm(int number) {
    (void)number;
}

/* Ends them all, for they wait for what never comes. */
static void lose_patience(Tracer *tracer) {
    tracer->traced.hung = true;
    for (int i = 0; i < PROCESSES; i++)
        if (tracer->processes[i].pid > 0) kill(tracer->processes[i].pid, SIGKILL);
}

/* Until nobody is left of our process group: a standby has its own. */
static void watch(Tracer *tracer) {
    for (;;) {
        int status;
        const pid_t pid = waitpid(0, &status, __WALL);
        if (pid < 0 && errno == EINTR) {
            lose_patience(tracer);
            continue;
        }
        if (pid < 0) return;
        Process *process = find(tracer, pid);
        if (!WIFSTOPPED(status)) {
            if (pid == tracer->program) {
                tracer->ended = true;
                tracer->traced.ran.status = program_status(status);
            }
            process->pid = 0;
            continue;
        }
        const int stopped_by = WSTOPSIG(status);
        int passed_on = 0;
        if (status >> 16 == PTRACE_EVENT_EXEC && !becomes_ours(tracer, process)) {
            process->pid = 0;
            ptrace(PTRACE_DETACH, pid, NULL, NULL);
            continue;
        }
        if (stopped_by == (SIGTRAP | 0x80))
            come_to_call(tracer, process);
        else if (stopped_by != SIGTRAP && stopped_by != SIGSTOP) /* those come of tracing */
            passed_on = stopped_by;
        ptrace(PTRACE_SYSCALL, pid, NULL, (void *)(intptr_t)passed_on);
    }
}

static void narrow(void) {
    const struct rlimit stack = {TRACER_STACK, TRACER_STACK}, memory = {TRACER_MEMORY, TRACER_MEMORY};
    need(setrlimit(RLIMIT_STACK, &stack) == 0 && setrlimit(RLIMIT_AS, &memory) == 0, "setrlimit");
}

_Noreturn static void become(const char *const argv[], const int ends[3], int kept, const Harm *harm,
                             bool traced) {
    if (kept >= 0) fcntl(kept, F_SETFD, 0);
    if (harm->narrow) narrow();
    if (traced) {
        ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        raise(SIGSTOP);
    }
    program_become(argv, ends);
}

bool tracer_can(void) {
    int status = 0;
    const pid_t child = fork();
    need(child >= 0, "fork");
    if (child == 0) _exit(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 ? 0 : 1);
    need(waitpid(child, &status, 0) == child, "waitpid");
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Waits until it stands before its first instruction. */
static void begin_tracing(pid_t program) {
    int status;
    const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEFORK |
                         PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL;
    need(waitpid(program, &status, 0) == program && WIFSTOPPED(status), "ptrace");
    ptrace(PTRACE_SETOPTIONS, program, NULL, (void *)options);
    ptrace(PTRACE_SYSCALL, program, NULL, NULL);
}

Traced tracer_run(const char *const argv[], int input, int kept, const Harm *harm) {
    Tracer tracer = {.harm = harm};
    const bool traced = harm->nth != 0 || harm->waits;
    const int ends[] = {input, sandbox_memory_file(""), sandbox_memory_file("")};
    need(lseek(input, 0, SEEK_SET) == 0, "lseek");
    const struct sigaction alarmed = {.sa_handler = on_alarm};
    const struct itimerval patience = {.it_value.tv_sec = TRACER_PATIENCE_S, .it_interval.tv_sec = 1},
                           none = {0};
    need(sigaction(SIGALRM, &alarmed, NULL) == 0, "sigaction");
    fflush(NULL);
    tracer.program = fork();
    need(tracer.program >= 0, "fork");
    if (tracer.program == 0) become(argv, ends, kept, harm, traced);
    find(&tracer, tracer.program)->is_before_main = true;
    if (traced) begin_tracing(tracer.program);
    setitimer(ITIMER_REAL, &patience, NULL);
    watch(&tracer);
    setitimer(ITIMER_REAL, &none, NULL);
    program_take(&tracer.traced.ran, ends);
    for (int i = 1; i < 3; i++) close(ends[i]);
    return tracer.traced;
}

#else

bool tracer_can(void) {
    return false;
}

Traced tracer_run(const char *const argv[], int input, int kept, const Harm *harm) {
    (void)argv, (void)input, (void)kept, (void)harm;
    abort();
}

int tracer_error(long kind, int which) {
    (void)kind, (void)which;
    return 0;
}

const char *tracer_name(long kind) {
    (void)kind;
    return "";
}

#endif
