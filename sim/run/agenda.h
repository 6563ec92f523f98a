/* agenda: which machine is to be looked at when, in order of minute, then machine.
 *
 * Time is cut into windows of 64 minutes. A wake for a later window is only appended to that window's list of
 * chunks, and a window is sorted when it opens, or read as it lies by one whom order does not matter: most
 * delays are hours or days, so nearly everything is written once and read once, in order, where a heap would
 * touch memory all over. Wakes that fall into the window that is open go through a small heap.
 *
 *     open window, sorted    │ later windows, unsorted
 *     ▸ 12:04 m7  12:04 m31  │ [..]─[..]   [..]   [..]─[..]─[..]      ▸ the next to be taken
 *
 * Nothing is ever taken back: the caller drops a wake that does not agree with the machine any more. Leaves
 * out: what is done then (minute.c), and what a wake remembers (steady.h). */
#ifndef LEASELAB_RUN_AGENDA_H
#define LEASELAB_RUN_AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 16 bytes: a steady machine is nothing but this. */
typedef struct {
    int32_t at;
    uint32_t machine;
    uint32_t memo;      /* of a steady machine, see steady.h; else 0 */
    int32_t granted_at; /* the same; WAKE_PLAIN of any other */
} Wake;

#define WAKE_PLAIN INT32_MIN

enum { AGENDA_WINDOW = 64 };

/* Owns its arrays. */
typedef struct {
    uint32_t *windows; /* of each window: the slot after its newest wake; 0 of one that is empty */
    uint32_t window_count, open_window;
    Wake *slots;                                      /* in chunks of 256; the first slot of each links it */
    uint32_t chunk_count, chunk_capacity, free_chunk; /* given back: list by + 1 */
    Wake *open;                                       /* the open window, sorted */
    size_t open_count, open_taken, open_capacity;
    uint32_t *begins; /* of the buckets of one sort */
    Wake *soon;       /* heap: wakes of the open window that came too late to be sorted */
    size_t soon_count, soon_capacity;
} Agenda;

/* For minutes 0 … last. False when memory ran out; destroy it all the same. */
bool agenda_create(Agenda *agenda, int32_t last);
void agenda_destroy(Agenda *agenda);
void agenda_clear(Agenda *agenda); /* empty, before minute 0; keeps the memory */
/* Constant time; false when memory ran out. `at` is not before a minute already taken, and at most `last`. */
bool agenda_add(Agenda *agenda, Wake wake);
bool agenda_add_all(Agenda *agenda, const Wake wakes[], size_t count);
/* Minute of the first wake; NEVER when there is none. Opens its window; false when memory ran out for that.
 */
bool agenda_next_at(Agenda *agenda, int32_t *out_at);
/* Takes the first wake, if it is in this minute. agenda_next_at was called since the window of `at` opened.
 */
bool agenda_take(Agenda *agenda, int32_t at, Wake *out);
/* All wakes of this minute at once, if it is the first and they lie side by side: the caller's, to be changed
 * as well, until the next window opens. NULL: they do not, and nothing was taken. */
Wake *agenda_take_minute(Agenda *agenda, int32_t at, size_t *out_count);
/* For one whom the order of wakes does not matter: is the next to come a whole window, all of it up to minute
 * `last`? Then *out_last is its last minute. Its wakes may be read block by block, as they came, from the
 * newest on (*block is 0 at first; NULL: no more), and change places within a block. Then they are dropped
 * block by block, from the newest on, and the window behind the last; or not, and it is as if nothing was
 * asked. Wakes behind the window may be added meanwhile, and move blocks. */
bool agenda_next_window(Agenda *agenda, int32_t last, int32_t *out_last);
Wake *agenda_block(const Agenda *agenda, uint32_t *block, size_t *out_count);
void agenda_drop_block(Agenda *agenda);
/* Lets the processor fetch a block of the window after that one, while it has other things to do: from the
 * newest on (*ahead is 0 at first), and no more where there are none. */
void agenda_fetch_ahead(const Agenda *agenda, uint32_t *ahead);
void agenda_drop_window(Agenda *agenda);
/* The wakes at the head of the open window, in order, that lie side by side and are read where they are,
 * until the next call but agenda_add; *out_last is a minute up to which no other wake is due.
 * agenda_take_slice takes so many of them. False: out of memory. */
bool agenda_head(Agenda *agenda, const Wake **out_wakes, size_t *out_count, int32_t *out_last);
void agenda_take_slice(Agenda *agenda, size_t count);
/* Calls `visit` for every wake that was not taken, in no order. It may change all of a wake but minute and
 * machine; the agenda itself stays as it is. */
void agenda_visit(const Agenda *agenda, void (*visit)(void *context, Wake *wake), void *context);

#endif
