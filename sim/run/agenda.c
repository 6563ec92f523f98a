#include "sim/run/agenda.h"

#include <stdlib.h>

#include "sim/base/check.h"
#include "sim/base/minutes.h"

bool agenda_create(Agenda *agenda, size_t capacity) {
    agenda->count = 0;
    agenda->capacity = capacity ? capacity : 1;
    agenda->entries = malloc(agenda->capacity * sizeof *agenda->entries);
    return agenda->entries != NULL;
}

void agenda_destroy(Agenda *agenda) {
    free(agenda->entries);
    *agenda = (Agenda){0};
}

void agenda_clear(Agenda *agenda) {
    agenda->count = 0;
}

static bool grow(Agenda *agenda) {
    const size_t capacity = agenda->capacity * 2;
    uint64_t *entries = realloc(agenda->entries, capacity * sizeof *entries);
    if (!entries) return false;
    agenda->entries = entries;
    agenda->capacity = capacity;
    return true;
}

bool agenda_add(Agenda *agenda, int32_t at, uint32_t machine) {
    if (agenda->count == agenda->capacity && !grow(agenda)) return false;
    const uint64_t entry = (uint64_t)(uint32_t)at << 32 | machine;
    size_t hole = agenda->count++;
    while (hole > 0) {
        const size_t parent = (hole - 1) / 2;
        if (agenda->entries[parent] <= entry) break;
        agenda->entries[hole] = agenda->entries[parent];
        hole = parent;
    }
    agenda->entries[hole] = entry;
    return true;
}

int32_t agenda_next_at(const Agenda *agenda) {
    return agenda->count ? (int32_t)(agenda->entries[0] >> 32) : NEVER;
}

uint32_t agenda_take(Agenda *agenda) {
    CHECK(agenda->count > 0);
    const uint32_t machine = (uint32_t)agenda->entries[0];
    const uint64_t moved = agenda->entries[--agenda->count];
    size_t hole = 0;
    for (;;) {
        size_t child = 2 * hole + 1;
        if (child >= agenda->count) break;
        if (child + 1 < agenda->count && agenda->entries[child + 1] < agenda->entries[child]) child++;
        if (agenda->entries[child] >= moved) break;
        agenda->entries[hole] = agenda->entries[child];
        hole = child;
    }
    agenda->entries[hole] = moved;
    return machine;
}
