#include "sim/run/snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "sim/run/inside.h"

/* Bytes that are never changed again. */
typedef struct {
    size_t size;
    int holders;
    _Alignas(16) char bytes[];
} Part;

typedef enum {
    PART_HEAD,     /* of the world, and all its arrays but the last two */
    PART_SINCE,    /* the world's array of that name */
    PART_WHICH,    /* a bit for each machine that is written down */
    PART_MACHINES, /* these, in order */
    PART_WHO,      /* a bit for each that is steady, and how many are of each group */
    PART_WAKES,    /* theirs */
    PART_COUNT
} PartKind;

struct Snapshot {
    int32_t at;
    int holders;
    Part *parts[PART_COUNT]; /* held */
};

/* ---- parts -------------------------------------------------------------------------------------------- */

static Part *part_create(size_t size) {
    Part *part = malloc(sizeof *part + size);
    if (part) *part = (Part){.size = size, .holders = 1};
    return part;
}

static void part_let_go(Part *part) {
    if (part && --part->holders == 0) free(part);
}

static Part *part_of(const void *bytes, size_t size) {
    Part *part = part_create(size);
    if (part && size) memcpy(part->bytes, bytes, size);
    return part;
}

/* The older one where both are the same. */
static Part *part_shared(Part *part, Part *before) {
    if (!part || !before || part->size != before->size) return part;
    if (memcmp(part->bytes, before->bytes, part->size) != 0) return part;
    part_let_go(part);
    before->holders++;
    return before;
}

/* ---- taking ------------------------------------------------------------------------------------------- */

static size_t words_of(const Run *run) {
    return run->plan->machine_count / 64 + 1;
}

/* Machines whose bit is set are visited in order. */
static void visit_bits(const uint64_t *bits, size_t words, void (*visit)(void *context, uint32_t number),
                       void *context) {
    for (size_t w = 0; w < words; w++)
        for (unsigned bit = 0; bits[w] && bit < 64; bit++)
            if (bits[w] >> bit & 1) visit(context, (uint32_t)(w * 64 + bit));
}

typedef struct {
    Run *run;
    const char *from;
    char *to;
} Packing;

static void pack(void *context, uint32_t number) {
    Packing *packing = context;
    memcpy(packing->to, inside_machine(packing->run, number), sizeof(Machine));
    packing->to += sizeof(Machine);
}

static void unpack(void *context, uint32_t number) {
    Packing *packing = context;
    memcpy(inside_machine(packing->run, number), packing->from, sizeof(Machine));
    packing->from += sizeof(Machine);
}

static void wipe(void *context, uint32_t number) {
    memset(inside_machine(context, number), 0, sizeof(Machine));
}

static Part *pack_machines(const Run *run) {
    Part *part = part_create((run->plan->machine_count - run->unstored_count) * sizeof(Machine));
    Packing packing = {(Run *)(uintptr_t)run, NULL, part ? part->bytes : NULL}; /* which is only read */
    if (part) visit_bits(run->stored, words_of(run), pack, &packing);
    return part;
}

static void pack_wake(void *context, Wake *wake) {
    Packing *packing = context;
    if (!steady_is(*wake)) return;
    memcpy(packing->to, wake, sizeof *wake);
    packing->to += sizeof *wake;
}

static Part *pack_wakes(const Run *run) {
    Part *part = part_create(run->steady_count * sizeof(Wake));
    Packing packing = {NULL, NULL, part ? part->bytes : NULL};
    if (part) agenda_visit(&run->agenda, pack_wake, &packing);
    return part;
}

static Part *pack_who(const Run *run) {
    const size_t bits = words_of(run) * sizeof *run->steady;
    const size_t counts = run->plan->group_count * sizeof *run->steady_in_group;
    Part *part = part_create(bits + counts);
    if (!part) return NULL;
    memcpy(part->bytes, run->steady, bits);
    memcpy(part->bytes + bits, run->steady_in_group, counts);
    return part;
}

Snapshot *snapshot_take(const Run *run, const Snapshot *before) {
    Snapshot *snapshot = calloc(1, sizeof *snapshot);
    if (!snapshot) return NULL;
    const World *world = run->world;
    *snapshot = (Snapshot){.at = world->now, .holders = 1};
    Part **parts = snapshot->parts;
    parts[PART_HEAD] = part_of(world, world->since_at);
    parts[PART_SINCE] =
        part_of((const char *)world + world->since_at, world->machine_count * sizeof(int32_t));
    parts[PART_WHICH] = part_of(run->stored, words_of(run) * sizeof *run->stored);
    parts[PART_MACHINES] = pack_machines(run);
    parts[PART_WHO] = pack_who(run);
    parts[PART_WAKES] = pack_wakes(run);
    bool good = true;
    for (int p = 0; p < PART_COUNT; p++) {
        if (before) parts[p] = part_shared(parts[p], before->parts[p]);
        good &= parts[p] != NULL;
    }
    if (good) return snapshot;
    snapshot_let_go(snapshot);
    return NULL;
}

void snapshot_hold(Snapshot *snapshot) {
    snapshot->holders++;
}

void snapshot_let_go(Snapshot *snapshot) {
    if (!snapshot || --snapshot->holders > 0) return;
    for (int p = 0; p < PART_COUNT; p++) part_let_go(snapshot->parts[p]);
    free(snapshot);
}

int32_t snapshot_at(const Snapshot *snapshot) {
    return snapshot->at;
}

size_t snapshot_bytes(const Snapshot *snapshot, const Snapshot *before) {
    size_t bytes = sizeof *snapshot;
    for (int p = 0; p < PART_COUNT; p++)
        if (!before || before->parts[p] != snapshot->parts[p])
            bytes += sizeof(Part) + snapshot->parts[p]->size;
    return bytes;
}

/* ---- going back --------------------------------------------------------------------------------------- */

static void restore_machines(const Snapshot *snapshot, Run *run) {
    const uint64_t *which = (const uint64_t *)(const void *)snapshot->parts[PART_WHICH]->bytes;
    const Part *machines = snapshot->parts[PART_MACHINES];
    const size_t words = words_of(run);
    for (size_t w = 0; w < words; w++) run->stored[w] &= ~which[w];
    visit_bits(run->stored, words, wipe, run);
    memcpy(run->stored, which, words * sizeof *which);
    Packing packing = {run, machines->bytes, NULL};
    visit_bits(which, words, unpack, &packing);
    run->unstored_count = run->plan->machine_count - (uint32_t)(machines->size / sizeof(Machine));
}

static bool restore_steady(const Snapshot *snapshot, Run *run) {
    const size_t bits = words_of(run) * sizeof *run->steady;
    const Part *who = snapshot->parts[PART_WHO], *wakes = snapshot->parts[PART_WAKES];
    memcpy(run->steady, who->bytes, bits);
    memcpy(run->steady_in_group, who->bytes + bits, who->size - bits);
    run->steady_count = (uint32_t)(wakes->size / sizeof(Wake));
    const Wake *wake = (const Wake *)(const void *)wakes->bytes;
    for (uint32_t i = 0; i < run->steady_count; i++)
        if (!agenda_add(&run->agenda, wake[i])) return false;
    return true;
}

bool snapshot_restore(const Snapshot *snapshot, Run *run) {
    World *world = run->world;
    const Part *head = snapshot->parts[PART_HEAD], *since = snapshot->parts[PART_SINCE];
    memcpy(world, head->bytes, head->size);
    memcpy(world_since(world), since->bytes, since->size);
    agenda_clear(&run->agenda);
    restore_machines(snapshot, run);
    run->out_of_memory = !restore_steady(snapshot, run) || !inside_arrive(run);
    return !run->out_of_memory;
}
