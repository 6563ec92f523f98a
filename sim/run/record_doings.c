/* record_doings: the part of a record that remembers machine by machine. Doings stand in one array in order
 * of time; the doings of a machine are also linked, from its newest back to its first:
 *
 *     number     0     1     2     3  │  4     5        in a branch the numbers go on where the parent's
 *     machine    a     b     a     a  │  b     a        were when it branched; links lead back into it
 *                ◀───────────┘◀────┘◀─┼────────┘
 */
#include "sim/run/record.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/run/record_inside.h"

enum { MACHINE_BITS = 24, KIND_BITS = 4, KIND_SHIFT = MACHINE_BITS, LOOK_SHIFT = MACHINE_BITS + KIND_BITS };
_Static_assert(LIMIT_MACHINES <= 1 << MACHINE_BITS, "every machine fits into a doing");
_Static_assert(ROW_KIND_COUNT <= 1 << KIND_BITS && LOOK_COUNT <= 16, "so do kind and look");

bool record_doings_create(Record *record) {
    record->doings_end = NEVER;
    record->newest = calloc((size_t)record->plan->machine_count + 1, sizeof *record->newest);
    return record->newest != NULL;
}

void record_doings_destroy(Record *record) {
    free(record->doings);
    free(record->newest);
}

static uint32_t doings_end_number(const Record *record) {
    return record->first_doing + record->doing_count;
}

static const KeptDoing *kept(const Record *record, uint32_t number) {
    while (number < record->first_doing) record = record->parent;
    return &record->doings[number - record->first_doing];
}

static uint32_t machine_of(const KeptDoing *doing) {
    return doing->what & ((1u << MACHINE_BITS) - 1);
}

static Look look_after(const KeptDoing *doing) {
    return (Look)(doing->what >> LOOK_SHIFT);
}

static Doing told(const Record *record, uint32_t number) {
    const KeptDoing *doing = kept(record, number);
    return (Doing){.at = doing->at,
                   .machine = machine_of(doing),
                   .kind = (RowKind)(doing->what >> KIND_SHIFT & ((1u << KIND_BITS) - 1)),
                   .look = look_after(doing),
                   .number = number};
}

/* The machine's newest doing, + 1; 0: it has none. */
static uint32_t find_newest(const Record *record, uint32_t machine) {
    uint32_t below = UINT32_MAX; /* later ones of a parent are not of the branch */
    const Record *holder = record;
    while (holder && holder->newest[machine] == 0) {
        if (holder->first_doing < below) below = holder->first_doing;
        holder = holder->parent;
    }
    if (!holder) return 0;
    uint32_t number = holder->newest[machine];
    while (number && number - 1 >= below) number = kept(holder, number - 1)->older;
    return number;
}

Look record_newest_look(const Record *record, uint32_t machine) {
    const uint32_t newest = find_newest(record, machine);
    return newest ? look_after(kept(record, newest - 1)) : LOOK_ABSENT;
}

/* ---- keeping ------------------------------------------------------------------------------------------ */

/* Takes those of this minute back: a minute is kept whole or not at all. */
static void stop_before(Record *record, int32_t at) {
    while (record->doing_count && record->doings[record->doing_count - 1].at == at) {
        const KeptDoing *doing = &record->doings[--record->doing_count];
        const uint32_t older = doing->older;
        record->newest[machine_of(doing)] = older && older - 1 >= record->first_doing ? older : 0;
    }
    record->doings_end = at - 1;
}

/* False where the budget is used up, or memory, which is noted. */
static bool make_room(Record *record) {
    if (record->doing_count < record->doing_capacity) return true;
    uint32_t capacity = record->doing_capacity + record->doing_capacity / 2 + 64;
    const size_t fixed = (size_t)record->plan->machine_count * sizeof *record->newest;
    const size_t share = record->budget / 4 * 3;
    const size_t most = share > fixed ? (share - fixed) / sizeof *record->doings : 0;
    if (capacity > most) capacity = (uint32_t)most;
    if (capacity <= record->doing_count) return false;
    KeptDoing *doings = realloc(record->doings, capacity * sizeof *doings);
    record->out_of_memory |= !doings;
    if (!doings) return false;
    record->doings = doings;
    record->doing_capacity = capacity;
    return true;
}

void record_add_doing(Record *record, int32_t at, uint32_t machine, RowKind kind, Look look) {
    if (record->doings_end != NEVER) return;
    if (!make_room(record)) {
        stop_before(record, at);
        return;
    }
    const uint32_t what = machine | (uint32_t)kind << KIND_SHIFT | (uint32_t)look << LOOK_SHIFT;
    const uint32_t older = find_newest(record, machine);
    record->doings[record->doing_count++] = (KeptDoing){at, what, older};
    record->newest[machine] = doings_end_number(record);
}

/* ---- asking ------------------------------------------------------------------------------------------- */

int32_t record_doings_until(const Record *record) {
    return record->doings_end < record->until ? record->doings_end : record->until;
}

static int32_t doing_at(const Record *record, uint32_t number) {
    return kept(record, number)->at;
}

uint32_t record_first_doing(const Record *record, int32_t at) {
    return record_first_from(record, doings_end_number(record), doing_at, at);
}

bool record_doing(const Record *record, uint32_t number, Doing *out) {
    if (number >= doings_end_number(record)) return false;
    *out = told(record, number);
    return true;
}

bool record_last_doing(const Record *record, uint32_t machine, int32_t at, Doing *out) {
    uint32_t number = find_newest(record, machine);
    while (number && kept(record, number - 1)->at > at) number = kept(record, number - 1)->older;
    if (number == 0) return false;
    *out = told(record, number - 1);
    return true;
}

bool record_doing_before(const Record *record, Doing *doing) {
    const uint32_t older = kept(record, doing->number)->older;
    if (older == 0) return false;
    *doing = told(record, older - 1);
    return true;
}

Look record_look_of(const Record *record, uint32_t machine, int32_t at) {
    Doing doing;
    return record_last_doing(record, machine, at, &doing) ? doing.look : LOOK_ABSENT;
}

/* ---- a picture of many -------------------------------------------------------------------------------- */

/* The minutes from … to in `count` bins; those from `known` on are not known. */
typedef struct {
    int32_t from, to;
    uint32_t count, known;
} Bins;

static void fill(uint8_t *row, uint32_t first, uint32_t end, Look look) {
    for (uint32_t b = first; b < end; b++) row[b] = (uint8_t)look;
}

/* From the machine's last doing back to the first that still counts. */
static void draw_row(const Record *record, uint32_t machine, const Bins *bins, uint8_t *row) {
    Doing doing;
    uint32_t drawn = bins->known; /* bins from here on are */
    const int32_t last = bin_last_at(bins->from, bins->to, bins->count, bins->known - 1);
    bool any = record_last_doing(record, machine, last, &doing);
    while (any && doing.at > bins->from) {
        const Look look = doing.look;
        const int32_t at = doing.at;
        const uint32_t bin = bin_of(bins->from, bins->to, bins->count, at);
        if (bin < drawn) {
            fill(row, bin, drawn, look);
            drawn = bin;
        }
        any = record_doing_before(record, &doing);
        const Look before = any ? doing.look : LOOK_ABSENT;
        if (before != look && at > bin_first_at(bins->from, bins->to, bins->count, bin))
            row[bin] |= RASTER_MORE;
    }
    fill(row, 0, drawn, any ? doing.look : LOOK_ABSENT);
}

void record_raster(const Record *record, uint32_t first, uint32_t count, int32_t from, int32_t to,
                   uint32_t bins, uint8_t out[]) {
    Bins known = {from, to, bins, bins};
    memset(out, RASTER_UNKNOWN, (size_t)count * bins);
    while (known.known && bin_last_at(from, to, bins, known.known - 1) > record_doings_until(record))
        known.known--;
    for (uint32_t m = 0; known.known && m < count; m++)
        draw_row(record, first + m, &known, out + (size_t)m * bins);
}
