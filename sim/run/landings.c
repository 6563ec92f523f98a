#include "sim/run/landings.h"

#include <stdlib.h>

/* Snapshots begin close to each other and come to stand further apart: beyond so many they need not be closer
 * than WORK_OF_SEEK. */
enum { FIRST_SPACING = 1000, SNAPSHOTS_ENOUGH = 1024 };
/* Taking a snapshot costs about as much as so much work. It is to be the smaller part. */
enum { BYTES_OF_WORK = 16, SNAPSHOTS_LEAST = 2 };

void landings_begin(Landings *landings, size_t budget) {
    *landings = (Landings){.budget = budget, .spacing = FIRST_SPACING};
}

static bool make_room(Landings *landings) {
    if (landings->count < landings->capacity) return true;
    const size_t capacity = landings->capacity ? landings->capacity * 2 : 16;
    Landing *items = realloc(landings->items, capacity * sizeof *items);
    if (!items) return false;
    landings->items = items;
    landings->capacity = capacity;
    return true;
}

bool landings_share(Landings *branch, const Landings *parent, int32_t at) {
    for (size_t i = 0; i < parent->count && snapshot_at(parent->items[i].snapshot) <= at; i++) {
        if (!make_room(branch)) return false;
        snapshot_hold(parent->items[i].snapshot);
        branch->items[branch->count++] = parent->items[i];
    }
    branch->spacing = parent->spacing;
    return true;
}

void landings_end(Landings *landings) {
    for (size_t i = 0; i < landings->count; i++) snapshot_let_go(landings->items[i].snapshot);
    free(landings->items);
}

static const Snapshot *before(const Landings *landings, size_t item) {
    return item ? landings->items[item - 1].snapshot : NULL;
}

bool landings_keep(Landings *landings, const Run *run, uint64_t work) {
    if (!make_room(landings)) return false;
    Snapshot *snapshot = snapshot_take(run, before(landings, landings->count));
    if (!snapshot) return false;
    landings->items[landings->count++] = (Landing){snapshot, work};
    return true;
}

size_t landings_bytes(const Landings *landings) {
    size_t bytes = 0;
    for (size_t i = 0; i < landings->count; i++)
        bytes += snapshot_bytes(landings->items[i].snapshot, before(landings, i));
    return bytes;
}

static bool are_too_many(const Landings *landings) {
    if (landings->count <= SNAPSHOTS_LEAST) return false;
    if (landings->count > SNAPSHOTS_ENOUGH && landings->spacing < WORK_OF_SEEK) return true;
    return landings_bytes(landings) > landings->budget;
}

/* They stand twice as far apart; those go that leave no wider gap than that. */
void landings_thin_out(Landings *landings) {
    while (are_too_many(landings)) {
        Landing *items = landings->items;
        size_t kept = 1;
        landings->spacing *= 2;
        for (size_t i = 1; i < landings->count; i++) {
            const bool is_newest = i + 1 == landings->count;
            if (is_newest || items[i + 1].work - items[kept - 1].work > landings->spacing)
                items[kept++] = items[i];
            else
                snapshot_let_go(items[i].snapshot);
        }
        landings->count = kept;
    }
}

const Landing *landings_find(const Landings *landings, int32_t at) {
    size_t low = 0, high = landings->count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (snapshot_at(landings->items[middle].snapshot) <= at)
            low = middle;
        else
            high = middle;
    }
    return &landings->items[low];
}

uint64_t landings_work_until_due(const Landings *landings, uint64_t work) {
    const size_t newest = landings->count - 1;
    const uint64_t cost =
        snapshot_bytes(landings->items[newest].snapshot, before(landings, newest)) / BYTES_OF_WORK;
    const uint64_t done = work - landings->items[newest].work;
    const uint64_t due = landings->spacing > cost ? landings->spacing : cost;
    return done < due ? due - done : 0;
}
