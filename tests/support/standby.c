#include "tests/support/standby.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct Standby {
    pid_t pid;
    Misfortune *told;
    int ends[3];  /* its standard input, output and error, which all runs share */
    int ask;      /* a byte written here begins a run … */
    int answered; /* … and its status, as of waitpid, is read here */
    long allocations;
};

/* False: nothing came for as long as a run may take. */
static bool await(const Standby *standby, int *out_status) {
    struct pollfd answer = {.fd = standby->answered, .events = POLLIN};
    if (poll(&answer, 1, TRACER_PATIENCE_S * 1000) == 0) return false;
    need(read(standby->answered, out_status, sizeof *out_status) == sizeof *out_status, "an answer");
    return true;
}

Standby *standby_begin(const char *const argv[], int input, Misfortune *told, int memory, long nth) {
    Standby *standby = calloc(1, sizeof *standby);
    int asks[2], answers[2], ready = 0;
    need(standby && pipe2(asks, O_CLOEXEC) == 0 && pipe2(answers, O_CLOEXEC) == 0, "standby");
    *standby = (Standby){.told = told, .ask = asks[1], .answered = answers[0]};
    standby->ends[0] = input;
    for (int i = 1; i < 3; i++) standby->ends[i] = sandbox_memory_file("");
    *told = (Misfortune){.stands_as = nth, .asked = asks[0], .answer = answers[1]};
    fflush(NULL);
    standby->pid = fork();
    need(standby->pid >= 0, "fork");
    if (standby->pid == 0) {
        const int kept[] = {memory, told->asked, told->answer};
        for (int i = 0; i < 3; i++) fcntl(kept[i], F_SETFD, 0);
        setpgid(0, 0); /* nobody waits for it who waits for his traced children */
        program_become(argv, standby->ends);
    }
    close(asks[0]);
    close(answers[1]);
    need(await(standby, &ready), "it stands");
    standby->allocations = told->allocations;
    return standby;
}

void standby_end(Standby *standby) {
    int status;
    close(standby->ask); /* it reads the end */
    need(waitpid(standby->pid, &status, 0) == standby->pid && status == 0, "it stood until the end");
    close(standby->answered);
    for (int i = 1; i < 3; i++) close(standby->ends[i]);
    free(standby);
}

long standby_allocations(const Standby *standby) {
    return standby->allocations;
}

Traced standby_run(Standby *standby) {
    Traced traced = {0};
    int status = 0;
    for (int i = 0; i < 3; i++) need(lseek(standby->ends[i], 0, SEEK_SET) == 0, "lseek");
    for (int i = 1; i < 3; i++) need(ftruncate(standby->ends[i], 0) == 0, "ftruncate");
    atomic_store(&standby->told->allocations, standby->allocations);
    need(write(standby->ask, "", 1) == 1, "ask");
    while (!await(standby, &status)) {
        traced.hung = true;
        kill((pid_t)atomic_load(&standby->told->runs), SIGKILL);
    }
    traced.ran.status = program_status(status);
    program_take(&traced.ran, standby->ends);
    return traced;
}
