#include "ui/cli/unfinished.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const int ENDING[] = {SIGINT, SIGTERM, SIGHUP};
enum { ENDINGS = sizeof ENDING / sizeof *ENDING };

/* A handler can be told in no other way. */
static Unfinished *volatile things;

static void take_away(const Unfinished *thing) {
    if (!thing->name || !thing->name[0]) return;
    const off_t length = thing->descriptor < 0 ? 0 : lseek(thing->descriptor, 0, SEEK_END);
    if (length < 0 || (size_t)length > thing->head) return;
    unlinkat(thing->directory, thing->name, thing->is_folder ? AT_REMOVEDIR : 0);
}

static void end_by_signal(int number) {
    for (const Unfinished *thing = things; thing; thing = thing->next) take_away(thing);
    raise(number); /* SA_RESETHAND: as it comes back from here, the program ends by it */
}

static void take_ending(sigset_t *out) {
    sigemptyset(out);
    for (int i = 0; i < ENDINGS; i++) sigaddset(out, ENDING[i]);
}

void unfinished_setup(void) {
    struct sigaction action = {.sa_handler = end_by_signal, .sa_flags = (int)SA_RESETHAND}, before;
    take_ending(&action.sa_mask);
    for (int i = 0; i < ENDINGS; i++)
        if (sigaction(ENDING[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(ENDING[i], &action, NULL);
}

void unfinished_hold(sigset_t *out_before) {
    sigset_t ending;
    take_ending(&ending);
    sigprocmask(SIG_BLOCK, &ending, out_before);
}

void unfinished_release(const sigset_t *before) {
    sigprocmask(SIG_SETMASK, before, NULL);
}

void unfinished_list(Unfinished *thing) {
    thing->next = things;
    things = thing;
}

/* Signals are held. */
static void strike_off(Unfinished *thing) {
    if (things == thing) things = thing->next;
    for (Unfinished *other = things; other; other = other->next)
        if (other->next == thing) other->next = thing->next;
    *thing = UNFINISHED_NONE;
}

void unfinished_forget(Unfinished *thing) {
    sigset_t before;
    unfinished_hold(&before);
    strike_off(thing);
    unfinished_release(&before);
}

void unfinished_settle(Unfinished *thing) {
    sigset_t before;
    unfinished_hold(&before);
    take_away(thing);
    strike_off(thing);
    unfinished_release(&before);
}

int unfinished_make_folder(Unfinished *out, const char *path) {
    sigset_t before;
    *out = UNFINISHED_NONE;
    unfinished_hold(&before);
    const int error = mkdir(path, 0777) == 0 ? 0 : errno;
    if (!error) {
        *out = (Unfinished){.directory = AT_FDCWD, .name = path, .is_folder = true, .descriptor = -1};
        unfinished_list(out);
    }
    unfinished_release(&before);
    return error;
}

int unfinished_make_file(Unfinished *out, const char *path, int access) {
    sigset_t before;
    *out = UNFINISHED_NONE;
    unfinished_hold(&before);
    const int descriptor = open(path, access | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
    const int error = descriptor < 0 ? errno : 0;
    if (!error) {
        *out = (Unfinished){.directory = AT_FDCWD, .name = path, .descriptor = descriptor};
        unfinished_list(out);
    }
    unfinished_release(&before);
    return error;
}
