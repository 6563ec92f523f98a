#include "sim/run/agenda.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/base/minutes.h"

enum {
    WINDOW = AGENDA_WINDOW,
    CHUNK = 256,
    FETCHED = 56,
    FEW = 32,
    BUCKETS_MOST = 1 << 16,
    CROWD = 64,
    LINE = 4
};

/* A chunk's first slot holds no wake but, as `machine`, the slot after its older neighbour, or 0; of one
 * given back, the next such chunk, + 1. A window whose newest slot is the last of a chunk is written 256 * c
 * + 256: the next wake needs a new chunk, as in an empty one. */

bool agenda_create(Agenda *agenda, int32_t last) {
    *agenda = (Agenda){.window_count = (uint32_t)last / WINDOW + 1, .open_window = UINT32_MAX};
    agenda->windows = calloc(agenda->window_count, sizeof *agenda->windows);
    agenda->begins = malloc((BUCKETS_MOST + 1) * sizeof *agenda->begins);
    return agenda->windows && agenda->begins;
}

void agenda_destroy(Agenda *agenda) {
    free(agenda->windows);
    free(agenda->slots);
    free(agenda->open);
    free(agenda->soon);
    free(agenda->begins);
    *agenda = (Agenda){0};
}

void agenda_clear(Agenda *agenda) {
    memset(agenda->windows, 0, agenda->window_count * sizeof *agenda->windows);
    agenda->chunk_count = agenda->free_chunk = 0;
    agenda->open_count = agenda->open_taken = agenda->soon_count = 0;
    agenda->open_window = UINT32_MAX;
}

/* ---- order -------------------------------------------------------------------------------------------- */

static uint64_t key_of(Wake wake) {
    return (uint64_t)(uint32_t)wake.at << 32 | wake.machine;
}

static int by_key(const void *a, const void *b) {
    const uint64_t x = key_of(*(const Wake *)a), y = key_of(*(const Wake *)b);
    return (x > y) - (x < y);
}

static void insertion_sort(Wake *wakes, size_t count) {
    for (size_t i = 1; i < count; i++) {
        const Wake wake = wakes[i];
        const uint64_t key = key_of(wake);
        if (key_of(wakes[i - 1]) <= key) continue; /* nearly always; a store here would stall the next look */
        size_t hole = i;
        for (; hole > 0 && key_of(wakes[hole - 1]) > key; hole--) wakes[hole] = wakes[hole - 1];
        wakes[hole] = wake;
    }
}

/* Bits that hold every number below `count`. */
static unsigned bits_for(size_t count) {
    unsigned bits = 0;
    while ((size_t)1 << bits < count) bits++;
    return bits;
}

/* ---- the window that is open -------------------------------------------------------------------------- */

static bool make_room_in_open(Agenda *agenda, size_t count) {
    if (count <= agenda->open_capacity) return true;
    size_t capacity = agenda->open_capacity ? agenda->open_capacity : FEW;
    while (capacity < count) capacity *= 2;
    Wake *open = realloc(agenda->open, capacity * sizeof *open);
    if (!open) return false;
    agenda->open = open;
    agenda->open_capacity = capacity;
    return true;
}

/* Chunks of the window from the newest on, each given as the slot after its newest wake. */
static uint32_t older(const Agenda *agenda, uint32_t end) {
    return agenda->slots[(end - 1) / CHUNK * CHUNK].machine;
}

static uint32_t begin_of(uint32_t end) {
    return (end - 1) / CHUNK * CHUNK + 1;
}

/* Which bucket a wake of the window belongs to: by minute, and then by the leading bits of the machine. */
typedef struct {
    int32_t begin;
    unsigned shift, low_bits;
} Buckets;

static size_t bucket_of(const Buckets *buckets, Wake wake) {
    return (size_t)(wake.at - buckets->begin) << buckets->low_bits | wake.machine >> buckets->shift;
}

static Buckets make_buckets(const Agenda *agenda, uint32_t window, size_t count) {
    static const unsigned WINDOW_BITS = 6;
    uint32_t most = 0;
    for (uint32_t end = agenda->windows[window]; end; end = older(agenda, end))
        for (uint32_t s = begin_of(end); s < end; s++)
            most = agenda->slots[s].machine > most ? agenda->slots[s].machine : most;
    const unsigned machine_bits = bits_for((size_t)most + 1);
    unsigned wanted = bits_for(count);
    if (wanted > 16) wanted = 16;
    const unsigned kept = wanted <= WINDOW_BITS ? 0 : wanted - WINDOW_BITS;
    const unsigned shift = machine_bits > kept ? machine_bits - kept : 0;
    return (Buckets){(int32_t)(window * WINDOW), shift, machine_bits - shift};
}

static bool is_sorted(const Wake *wakes, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (key_of(wakes[i - 1]) > key_of(wakes[i])) return false;
    return true;
}

/* One pass into as many buckets as there are wakes, and a last pass that finds nearly everything in place. A
 * crowded bucket is sorted by itself first. Blocks come from the newest on, and so buckets are filled from
 * their ends: what was added in order, as machines that all start in one minute, stays so. */
static void sort_window(Agenda *agenda, uint32_t window, size_t count) {
    const Buckets buckets = make_buckets(agenda, window, count);
    const size_t bucket_count = (size_t)WINDOW << buckets.low_bits;
    uint32_t *begins = agenda->begins; /* ends first */
    Wake *sorted = agenda->open;
    memset(begins, 0, (bucket_count + 1) * sizeof begins[0]);
    for (uint32_t end = agenda->windows[window]; end; end = older(agenda, end))
        for (uint32_t s = begin_of(end); s < end; s++) begins[bucket_of(&buckets, agenda->slots[s])]++;
    bool crowded = begins[0] > CROWD;
    for (size_t b = 1; b < bucket_count; b++) {
        crowded |= begins[b] > CROWD;
        begins[b] += begins[b - 1];
    }
    begins[bucket_count] = (uint32_t)count;
    for (uint32_t end = agenda->windows[window]; end; end = older(agenda, end))
        for (uint32_t s = end; s-- > begin_of(end);)
            sorted[--begins[bucket_of(&buckets, agenda->slots[s])]] = agenda->slots[s];
    for (size_t b = 0; crowded && b < bucket_count; b++) {
        Wake *bucket = sorted + begins[b];
        const size_t size = begins[b + 1] - begins[b];
        if (size > CROWD && !is_sorted(bucket, size)) qsort(bucket, size, sizeof *bucket, by_key);
    }
    insertion_sort(sorted, count);
}

/* Few are not worth the buckets. */
static void copy_few(Agenda *agenda, uint32_t window, size_t count) {
    size_t at = 0;
    for (uint32_t end = agenda->windows[window]; end; end = older(agenda, end)) {
        memcpy(agenda->open + at, agenda->slots + begin_of(end),
               (end - begin_of(end)) * sizeof *agenda->slots);
        at += end - begin_of(end);
    }
    insertion_sort(agenda->open, count);
}

static void give_back_newest(Agenda *agenda, uint32_t window) {
    const uint32_t first = begin_of(agenda->windows[window]) - 1;
    agenda->windows[window] = agenda->slots[first].machine;
    agenda->slots[first].machine = agenda->free_chunk;
    agenda->free_chunk = first / CHUNK + 1;
}

static void give_back(Agenda *agenda, uint32_t window) {
    while (agenda->windows[window]) give_back_newest(agenda, window);
}

static bool open_window(Agenda *agenda, uint32_t window) {
    size_t count = 0;
    for (uint32_t end = agenda->windows[window]; end; end = older(agenda, end)) count += end - begin_of(end);
    if (!make_room_in_open(agenda, count)) return false;
    if (count <= FEW)
        copy_few(agenda, window, count);
    else
        sort_window(agenda, window, count);
    give_back(agenda, window);
    agenda->open_window = window;
    agenda->open_count = count;
    agenda->open_taken = 0;
    return true;
}

static bool open_next_window(Agenda *agenda) {
    for (uint32_t w = agenda->open_window + 1; w < agenda->window_count; w++)
        if (agenda->windows[w]) return open_window(agenda, w);
    return true;
}

static bool push_soon(Agenda *agenda, Wake wake) {
    if (agenda->soon_count == agenda->soon_capacity) {
        const size_t capacity = agenda->soon_capacity ? agenda->soon_capacity * 2 : FEW;
        Wake *soon = realloc(agenda->soon, capacity * sizeof *soon);
        if (!soon) return false;
        agenda->soon = soon;
        agenda->soon_capacity = capacity;
    }
    const uint64_t key = key_of(wake);
    size_t hole = agenda->soon_count++;
    for (; hole > 0 && key_of(agenda->soon[(hole - 1) / 2]) > key; hole = (hole - 1) / 2)
        agenda->soon[hole] = agenda->soon[(hole - 1) / 2];
    agenda->soon[hole] = wake;
    return true;
}

static Wake pop_soon(Agenda *agenda) {
    const Wake first = agenda->soon[0];
    const Wake moved = agenda->soon[--agenda->soon_count];
    size_t hole = 0;
    for (size_t child = 1; child < agenda->soon_count; child = 2 * hole + 1) {
        if (child + 1 < agenda->soon_count && key_of(agenda->soon[child + 1]) < key_of(agenda->soon[child]))
            child++;
        if (key_of(agenda->soon[child]) >= key_of(moved)) break;
        agenda->soon[hole] = agenda->soon[child];
        hole = child;
    }
    agenda->soon[hole] = moved;
    return first;
}

/* ---- adding and taking -------------------------------------------------------------------------------- */

/* Links a new chunk to the window; false when memory ran out. */
static bool begin_chunk(Agenda *agenda, uint32_t window) {
    uint32_t number = agenda->free_chunk;
    if (number)
        agenda->free_chunk = agenda->slots[(number - 1) * CHUNK].machine;
    else {
        if (agenda->chunk_count == agenda->chunk_capacity) {
            const uint32_t capacity =
                agenda->chunk_capacity ? agenda->chunk_capacity + agenda->chunk_capacity / 2 : 16;
            Wake *slots = realloc(agenda->slots, (size_t)capacity * CHUNK * sizeof *slots);
            if (!slots) return false;
            agenda->slots = slots;
            agenda->chunk_capacity = capacity;
        }
        number = ++agenda->chunk_count;
    }
    const uint32_t first = (number - 1) * CHUNK;
    agenda->slots[first].machine = agenda->windows[window];
    agenda->windows[window] = first + 1;
    return true;
}

bool agenda_add(Agenda *agenda, Wake wake) {
    const uint32_t window = (uint32_t)wake.at / WINDOW;
    CHECK(window < agenda->window_count);
    /* The open window may lie ahead of what happens now: what comes before it goes the same way. Before the
     * first is opened, its number + 1 is 0. */
    if (window + 1 <= agenda->open_window + 1) return push_soon(agenda, wake);
    if (agenda->windows[window] % CHUNK == 0 && !begin_chunk(agenda, window)) return false;
    agenda->slots[agenda->windows[window]++] = wake;
    return true;
}

bool agenda_add_all(Agenda *agenda, const Wake wakes[], size_t count) {
    uint32_t *windows = agenda->windows;
    Wake *slots = agenda->slots;
    for (size_t i = 0; i < count; i++) {
        const uint32_t window = (uint32_t)wakes[i].at / WINDOW;
        CHECK(window < agenda->window_count);
        /* Nearly always: there is room in the window's newest chunk, and so it is not open yet. */
        const uint32_t slot = windows[window];
        if (slot % CHUNK != 0) {
            slots[slot] = wakes[i];
            windows[window] = slot + 1;
            continue;
        }
        if (!agenda_add(agenda, wakes[i])) return false;
        slots = agenda->slots;
    }
    return true;
}

bool agenda_next_at(Agenda *agenda, int32_t *out_at) {
    if (agenda->open_taken == agenda->open_count && agenda->soon_count == 0 && !open_next_window(agenda))
        return false;
    *out_at = agenda->open_taken < agenda->open_count ? agenda->open[agenda->open_taken].at : NEVER;
    if (agenda->soon_count && agenda->soon[0].at < *out_at) *out_at = agenda->soon[0].at;
    return true;
}

bool agenda_take(Agenda *agenda, int32_t at, Wake *out) {
    const Wake *open = agenda->open_taken < agenda->open_count ? &agenda->open[agenda->open_taken] : NULL;
    const Wake *soon = agenda->soon_count ? &agenda->soon[0] : NULL;
    const Wake *first = !open ? soon : !soon || key_of(*open) <= key_of(*soon) ? open : soon;
    if (!first || first->at != at) return false;
    if (first == open) {
        *out = *open;
        agenda->open_taken++;
    } else {
        *out = pop_soon(agenda);
    }
    return true;
}

Wake *agenda_take_minute(Agenda *agenda, int32_t at, size_t *out_count) {
    const size_t first = agenda->open_taken;
    size_t end = first;
    while (end < agenda->open_count && agenda->open[end].at == at) end++;
    if (end == first || (agenda->soon_count && agenda->soon[0].at <= at)) return NULL;
    agenda->open_taken = end;
    *out_count = end - first;
    return agenda->open + first;
}

void agenda_take_slice(Agenda *agenda, size_t count) {
    agenda->open_taken += count;
}

bool agenda_next_window(Agenda *agenda, int32_t last, int32_t *out_last) {
    if (agenda->open_taken < agenda->open_count || agenda->soon_count) return false;
    uint32_t window = agenda->open_window + 1;
    while (window < agenda->window_count && !agenda->windows[window]) window++;
    *out_last = (int32_t)((window + 1) * WINDOW - 1);
    if (window == agenda->window_count || *out_last > last) return false;
    agenda->open_window = window - 1; /* those between are empty, and looked through once */
    return true;
}

Wake *agenda_block(const Agenda *agenda, uint32_t *block, size_t *out_count) {
    const uint32_t end = *block ? older(agenda, *block) : agenda->windows[agenda->open_window + 1];
    if (!end) return NULL;
    *block = end;
    *out_count = end - begin_of(end);
    /* The next chunk lies anywhere; its beginning is fetched meanwhile, and the processor guesses the rest.
     */
    const uint32_t next = older(agenda, end);
    for (uint32_t slot = 0; next && slot < FETCHED; slot += LINE)
        __builtin_prefetch(&agenda->slots[begin_of(next) + slot]);
    return agenda->slots + begin_of(end);
}

void agenda_fetch_ahead(const Agenda *agenda, uint32_t *ahead) {
    static const uint32_t NO_MORE = UINT32_MAX;
    const uint32_t window = agenda->open_window + 2;
    if (*ahead == NO_MORE || window >= agenda->window_count) return;
    const uint32_t end = *ahead ? older(agenda, *ahead) : agenda->windows[window];
    *ahead = end ? end : NO_MORE;
    if (!end) return;
    for (uint32_t slot = begin_of(end) - 1; slot < end; slot += LINE)
        __builtin_prefetch(&agenda->slots[slot], 0, 2);
}

void agenda_drop_block(Agenda *agenda) {
    give_back_newest(agenda, agenda->open_window + 1);
}

void agenda_drop_window(Agenda *agenda) {
    give_back(agenda, ++agenda->open_window);
    agenda->open_count = agenda->open_taken = 0;
}

bool agenda_head(Agenda *agenda, const Wake **out_wakes, size_t *out_count, int32_t *out_last) {
    int32_t next;
    if (!agenda_next_at(agenda, &next)) return false;
    *out_wakes = agenda->open + agenda->open_taken;
    *out_count = agenda->open_count - agenda->open_taken;
    *out_last = (int32_t)((agenda->open_window + 1) * WINDOW - 1);
    if (agenda->soon_count && agenda->soon[0].at <= *out_last) *out_last = agenda->soon[0].at - 1;
    return true;
}

void agenda_visit(const Agenda *agenda, void (*visit)(void *context, Wake *wake), void *context) {
    for (size_t i = agenda->open_taken; i < agenda->open_count; i++) visit(context, &agenda->open[i]);
    for (size_t i = 0; i < agenda->soon_count; i++) visit(context, &agenda->soon[i]);
    const uint32_t from = agenda->open_window + 1; /* UINT32_MAX + 1 is 0: before the first */
    for (uint32_t w = from; w < agenda->window_count; w++)
        for (uint32_t end = agenda->windows[w]; end; end = older(agenda, end))
            for (uint32_t i = begin_of(end); i < end; i++) visit(context, &agenda->slots[i]);
}
