/* misfortune: a library to be loaded before the others, whose malloc refuses when it is told to, whoever
 * asks: the program, libyaml, Cairo, FreeType or libc. It counts from main() to where that comes back; what
 * libraries do before and behind it is not ours. Leaves out: what is right then (tests/support/trial.c).
 *
 * A block that the program itself asked for, and that is not given back when main() is over, is counted as
 * left. */
#include "tests/support/misfortune.h"

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *pointer, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *pointer);

typedef int Main(int argc, char **argv, char **environment);
typedef int Start(Main *program, int argc, char **argv, void (*init)(void), void (*fini)(void),
                  void (*rtld_fini)(void), void *stack_end);
Start __libc_start_main;
void *memalign(size_t alignment, size_t size);

static Misfortune *told; /* NULL while nothing is counted */
static Main *wrapped;

/* ---- blocks of the program's own ----------------------------------------------------------------------- */

/* Where the program's own code lies, from its own linker. */
static uintptr_t own_begin, own_end;

/* An open hash: addresses, 0 for free, 1 for given back. Large enough for what is tried; what does not fit is
 * not looked after. */
enum { PLACES = 1 << 20, MOST_HELD = PLACES / 2 };
static uintptr_t *held;
static long held_count, places_used;

static uintptr_t *place_of(uintptr_t block) {
    uintptr_t i = (block >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 44;
    while (held[i % PLACES] != 0 && held[i % PLACES] != block) i++;
    return &held[i % PLACES];
}

static void *hold(void *pointer, const void *caller) {
    const uintptr_t from = (uintptr_t)caller;
    if (!told || !pointer || from < own_begin || from >= own_end || places_used >= MOST_HELD) return pointer;
    uintptr_t *place = place_of((uintptr_t)pointer);
    if (*place == 0) places_used++;
    *place = (uintptr_t)pointer;
    held_count++;
    return pointer;
}

/* Was it one of them? */
static bool let_go(void *pointer) {
    if (!told || !pointer) return false;
    uintptr_t *place = place_of((uintptr_t)pointer);
    if (*place != (uintptr_t)pointer) return false;
    *place = 1;
    held_count--;
    return true;
}

/* ---- what stands before libc's ------------------------------------------------------------------------- */

/* For addr2line; backtrace() itself asks for memory. */
static void show(void) {
    enum { DEEP = 40 };
    Misfortune *before = told;
    void *frames[DEEP];
    told = NULL;
    backtrace_symbols_fd(frames, backtrace(frames, DEEP), 2);
    told = before;
}

/* Or in what only they call. */
static const char *const OF_CAIRO[] = {"/libcairo.so", "/libpixman-1.so", "/libpng16.so", "/libz.so", NULL};
static const char *const OF_SDL[] = {"/libSDL2", "/libudev.so", NULL};

static bool is_in(const char *const names[], const void *code) {
    Dl_info library;
    if (dladdr(code, &library) == 0) return false;
    for (; *names; names++)
        if (strstr(library.dli_fname, *names)) return true;
    return false;
}

static bool refuses(const void *caller) {
    if (!told) return false;
    const long number = atomic_fetch_add(&told->allocations, 1) + 1;
    if (told->nth == 0 || number < told->nth || (number > told->nth && !told->for_good)) return false;
    if (atomic_fetch_add(&told->refused, 1) == 0 && told->shows) show();
    if (is_in(OF_CAIRO, caller)) atomic_fetch_add(&told->refused_to_cairo, 1);
    if (is_in(OF_SDL, caller)) atomic_fetch_add(&told->refused_to_sdl, 1);
    errno = ENOMEM;
    return true;
}

#define CALLER __builtin_return_address(0)

void *malloc(size_t size) {
    return refuses(CALLER) ? NULL : hold(__libc_malloc(size), CALLER);
}

void *calloc(size_t count, size_t size) {
    return refuses(CALLER) ? NULL : hold(__libc_calloc(count, size), CALLER);
}

static void *resize(void *pointer, size_t size, const void *caller) {
    if (refuses(caller)) return NULL;
    const bool was_own = let_go(pointer);
    void *moved = __libc_realloc(pointer, size);
    return hold(moved ? moved : pointer, was_own ? (const void *)own_begin : caller) ? moved : NULL;
}

void *realloc(void *pointer, size_t size) {
    return resize(pointer, size, CALLER);
}

void *reallocarray(void *pointer, size_t count, size_t size) {
    size_t bytes;
    if (!__builtin_mul_overflow(count, size, &bytes)) return resize(pointer, bytes, CALLER);
    errno = ENOMEM;
    return NULL;
}

int posix_memalign(void **out, size_t alignment, size_t size) {
    if (refuses(CALLER)) return ENOMEM;
    void *pointer = hold(__libc_memalign(alignment, size), CALLER);
    if (pointer) *out = pointer;
    return pointer ? 0 : ENOMEM;
}

void *aligned_alloc(size_t alignment, size_t size) {
    return refuses(CALLER) ? NULL : hold(__libc_memalign(alignment, size), CALLER);
}

void *memalign(size_t alignment, size_t size) {
    return refuses(CALLER) ? NULL : hold(__libc_memalign(alignment, size), CALLER);
}

/* Those of libc would call malloc from libc, and the block would not be the program's. */
char *strndup(const char *string, size_t most) {
    const size_t length = strnlen(string, most);
    char *copy = refuses(CALLER) ? NULL : hold(__libc_malloc(length + 1), CALLER);
    if (!copy) return NULL;
    memcpy(copy, string, length);
    copy[length] = '\0';
    return copy;
}

char *strdup(const char *string) {
    const size_t size = strlen(string) + 1;
    char *copy = refuses(CALLER) ? NULL : hold(__libc_malloc(size), CALLER);
    return copy ? memcpy(copy, string, size) : NULL;
}

void free(void *pointer) {
    (void)let_go(pointer);
    __libc_free(pointer);
}

/* ---- main ---------------------------------------------------------------------------------------------- */

/* The first that is told of is the program. */
static int find_own(struct dl_phdr_info *program, size_t size, void *unused) {
    (void)size;
    (void)unused;
    own_begin = UINTPTR_MAX;
    for (int i = 0; i < program->dlpi_phnum; i++) {
        if (program->dlpi_phdr[i].p_type != PT_LOAD) continue;
        const uintptr_t begin = program->dlpi_addr + program->dlpi_phdr[i].p_vaddr;
        const uintptr_t end = begin + program->dlpi_phdr[i].p_memsz;
        if (begin < own_begin) own_begin = begin;
        if (end > own_end) own_end = end;
    }
    return 1;
}

/* Comes back in each process that runs from here. */
static void stand_by(Misfortune *asks) {
    const int asked = asks->asked, answer = asks->answer;
    pid_t pid = 0;
    char byte;
    for (int status = 0;; waitpid(pid, &status, 0)) {
        if (write(answer, &status, sizeof status) < 0 || read(asked, &byte, 1) != 1) _exit(0);
        pid = fork();
        if (pid == 0) break;
        atomic_store(&asks->runs, pid);
    }
    close(asked);
    close(answer);
}

static int counted_main(int argc, char **argv, char **environment) {
    const bool is_ours = strncmp(program_invocation_short_name, "leaselab", 8) == 0; /* not ffmpeg */
    const char *descriptor = is_ours ? getenv(MISFORTUNE_NAME) : NULL;
    Misfortune *seen = descriptor
                           ? mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED, atoi(descriptor), 0)
                           : MAP_FAILED;
    held = mmap(NULL, PLACES * sizeof *held, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (seen == MAP_FAILED || held == MAP_FAILED) return wrapped(argc, argv, environment);
    dl_iterate_phdr(find_own, NULL);
    if (atomic_fetch_add(&seen->programs, 1) + 1 == seen->stands_as) stand_by(seen);
    told = seen;
    const int status = wrapped(argc, argv, environment);
    atomic_store(&told->left, held_count);
    atomic_store(&told->is_over, 1);
    told = NULL;
    return status;
}

int __libc_start_main(Main *program, int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end) {
    Start *next;
    void *symbol = dlsym(RTLD_NEXT, "__libc_start_main");
    memcpy(&next, &symbol, sizeof next);
    wrapped = program;
    return next(counted_main, argc, argv, init, fini, rtld_fini, stack_end);
}
