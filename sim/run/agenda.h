/* agenda: which machine is to be looked at when. A binary heap of (minute, machine), so that machines of one
 * minute come in machine order. Entries are never taken back: a machine whose plans changed gets another
 * entry, and the caller drops those that do not agree with the machine's own wake_at. The agenda is no part
 * of the world: it can be made again from the machines at any time. Leaves out: what is done then (run.c). */
#ifndef LEASELAB_RUN_AGENDA_H
#define LEASELAB_RUN_AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Owns its entries. */
typedef struct {
    uint64_t *entries;
    size_t count, capacity;
} Agenda;

/* False when memory ran out. */
bool agenda_create(Agenda *agenda, size_t capacity);
void agenda_destroy(Agenda *agenda);
void agenda_clear(Agenda *agenda); /* keeps the memory */
/* O(log n); false when memory ran out, which can only happen where stale entries pile up. */
bool agenda_add(Agenda *agenda, int32_t at, uint32_t machine);
/* Minute of the first entry; NEVER when there is none. */
int32_t agenda_next_at(const Agenda *agenda);
/* Takes the first entry; the agenda must not be empty. */
uint32_t agenda_take(Agenda *agenda);

#endif
