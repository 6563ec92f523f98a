#include "sim/run/stride.h"

#include <string.h>

#include "sim/base/chance.h"
#include "sim/base/check.h"
#include "sim/base/eight.h"

/* ---- one after the other ------------------------------------------------------------------------------ */

/* A wake as its four fields, which are compared at one go: a processor's vector, or four words. */
typedef uint32_t Fields __attribute__((vector_size(16)));
typedef int32_t SignedFields __attribute__((vector_size(16)));
_Static_assert(sizeof(Fields) == sizeof(Wake), "a wake is four fields");

/* Notes which fields are out of bounds. Signed comparison is all that older processors have: both sides are
 * moved by half. */
static inline void note_beyond(const Bounds *bounds, Wake wake, SignedFields *out) {
    const Fields half = {1u << 31, 1u << 31, 1u << 31, 1u << 31};
    Fields fields, lowest, span, folded;
    memcpy(&fields, &wake, sizeof fields);
    memcpy(&lowest, bounds->lowest, sizeof lowest);
    memcpy(&span, bounds->span, sizeof span);
    memcpy(&folded, bounds->folded, sizeof folded);
    fields ^= (Fields)((SignedFields)fields >> 31) & folded;
    *out |= (SignedFields)(fields - (lowest + half)) > (SignedFields)(span - half);
}

static bool all_within_one(const Bounds *bounds, const Wake *wakes, size_t count) {
    SignedFields out = {0};
    for (size_t i = 0; i < count; i++) note_beyond(bounds, wakes[i], &out);
    return !(out[0] | out[1] | out[2] | out[3]);
}

/* A key below the least is written too, and then written over: a branch would be a guess. */
static size_t gather_keys_one(const Wake *wakes, size_t count, uint64_t least, uint64_t *keys,
                              int32_t *last_at) {
    size_t gathered = 0;
    int32_t last = *last_at;
    for (size_t i = 0; i < count; i++) {
        keys[gathered] = (uint64_t)(uint32_t)wakes[i].at << 32 | wakes[i].machine;
        gathered += keys[gathered] >= least;
        last = wakes[i].at > last ? wakes[i].at : last;
    }
    *last_at = last;
    return gathered;
}

/* Luck is made of three mixes, each in a loop of its own: all three are one long chain, and a processor that
 * waits for it has no room to look at the next wake's. One loop takes a quarter more. */

static void draw_of_machines(const Pace *pace, const Wake *wakes, size_t count, uint64_t *of_machines) {
    const uint64_t mixed_seed = pace->mixed_seed;
    for (size_t i = 0; i < count; i++) of_machines[i] = chance_of_machine(mixed_seed, wakes[i].machine);
}

static void draw_lucks(const uint64_t *of_machines, size_t count, uint64_t *lucks) {
    for (size_t i = 0; i < count; i++) lucks[i] = chance_luck_of(of_machines[i], CHANCE_JITTER);
}

/* A plain sum, as it is eight abreast: a check costs a run up to a tenth. In range, for a wake lies in the
 * run or soon after it, and delay and lateness are 100 years at most. */
static inline int32_t next_at_of(const Pace *pace, uint64_t luck, Wake wake) {
    const uint64_t late = chance_high_product(pace->late_span, chance_mix(luck ^ steady_attempts(wake)));
    return wake.at + pace->delay_min + (int32_t)late;
}

static int32_t draw_one(const Pace *pace, const Wake *wakes, size_t count, uint64_t *of_machines,
                        int32_t *next_at) {
    uint64_t lucks[STRIDE_MOST];
    int32_t last = 0;
    draw_of_machines(pace, wakes, count, of_machines);
    draw_lucks(of_machines, count, lucks);
    for (size_t i = 0; i < count; i++) {
        next_at[i] = next_at_of(pace, lucks[i], wakes[i]);
        last = next_at[i] > last ? next_at[i] : last;
    }
    return last;
}

static size_t part_one(const Staying *staying, const Wake *restrict wakes, const int32_t *next_at,
                       size_t count, Wake *restrict next, Wake *restrict leavers) {
    size_t stay = 0, leave = 0;
    for (size_t i = 0; i < count; i++) {
        const Wake renewed = steady_renewed(wakes[i], wakes[i].at, next_at[i]);
        if (next_at[i] - wakes[i].at < staying->clock_min && next_at[i] <= staying->last)
            next[stay++] = renewed;
        else
            leavers[leave++] = renewed;
    }
    return stay;
}

static inline Stride go_on_one(const Pace *pace, const Wake *restrict wakes, size_t count,
                               Wake *restrict next, bool granted) {
    uint64_t lucks[STRIDE_MOST];
    int32_t last_due_at = 0, any_failing = 0, all_failing = -1;
    draw_of_machines(pace, wakes, count, lucks);
    draw_lucks(lucks, count, lucks);
    for (size_t i = 0; i < count; i++) {
        const int32_t next_at = next_at_of(pace, lucks[i], wakes[i]);
        next[i] = granted ? steady_renewed(wakes[i], wakes[i].at, next_at) : steady_failed(wakes[i], next_at);
        last_due_at = next_at > last_due_at ? next_at : last_due_at;
        any_failing |= wakes[i].granted_at;
        all_failing &= wakes[i].granted_at;
    }
    return (Stride){last_due_at, all_failing >= 0, any_failing < 0};
}

static Stride renew_one(const Pace *pace, const Wake *wakes, size_t count, Wake *next) {
    return go_on_one(pace, wakes, count, next, true);
}

static Stride fail_one(const Pace *pace, const Wake *wakes, size_t count, Wake *next) {
    return go_on_one(pace, wakes, count, next, false);
}

/* ---- eight abreast ------------------------------------------------------------------------------------ */

#ifdef HAS_ABREAST_EIGHT

/* In registers of sixteen halves: the lower one of each number, and the upper. */
enum { LOWER = 0x5555, UPPER = 0xaaaa };

EIGHT_ABREAST static bool all_within_eight(const Bounds *bounds, const Wake *wakes, size_t count) {
    const __m512i lowest = _mm512_broadcast_i32x4(_mm_loadu_si128((const void *)bounds->lowest));
    const __m512i span = _mm512_broadcast_i32x4(_mm_loadu_si128((const void *)bounds->span));
    const __m512i folded = _mm512_broadcast_i32x4(_mm_loadu_si128((const void *)bounds->folded));
    __mmask16 out = 0;
    for (size_t i = 0; i < count; i += 4) {
        const __mmask16 there = (__mmask16)(count - i < 4 ? (1u << 4 * (count - i)) - 1 : 0xffff);
        __m512i fields = _mm512_maskz_loadu_epi32(there, wakes + i);
        fields = _mm512_xor_si512(fields, _mm512_and_si512(_mm512_srai_epi32(fields, 31), folded));
        out |= _mm512_mask_cmpgt_epu32_mask(there, _mm512_sub_epi32(fields, lowest), span);
    }
    return out == 0;
}

/* Eight wakes: minute below and machine above, memo below and granted_at above. */
typedef struct {
    __m512i front, back;
} Wakes;

/* The first `count` of eight; what would be the others' is 0. */
EIGHT_ABREAST static inline Wakes load(const Wake *wakes, size_t count) {
    const __m512i fronts = _mm512_set_epi64(14, 12, 10, 8, 6, 4, 2, 0);
    const __m512i backs = _mm512_set_epi64(15, 13, 11, 9, 7, 5, 3, 1);
    const size_t of_second = count > 4 ? count - 4 : 0;
    const __m512i first = _mm512_maskz_loadu_epi64(eight_first(2 * count), wakes);
    const __m512i second = _mm512_maskz_loadu_epi64(eight_first(2 * of_second), wakes + 4);
    return (Wakes){_mm512_permutex2var_epi64(first, fronts, second),
                   _mm512_permutex2var_epi64(first, backs, second)};
}

EIGHT_ABREAST static inline void store(Wakes eight, Wake *wakes, size_t count) {
    const __m512i of_first = _mm512_set_epi64(11, 3, 10, 2, 9, 1, 8, 0);
    const __m512i of_second = _mm512_set_epi64(15, 7, 14, 6, 13, 5, 12, 4);
    const size_t rest = count > 4 ? count - 4 : 0;
    _mm512_mask_storeu_epi64(wakes, eight_first(2 * count),
                             _mm512_permutex2var_epi64(eight.front, of_first, eight.back));
    _mm512_mask_storeu_epi64(wakes + 4, eight_first(2 * rest),
                             _mm512_permutex2var_epi64(eight.front, of_second, eight.back));
}

EIGHT_ABREAST static size_t gather_keys_eight(const Wake *wakes, size_t count, uint64_t least, uint64_t *keys,
                                              int32_t *last_at) {
    size_t gathered = 0;
    __m512i last = eight_times((uint64_t)(*last_at < 0 ? 0 : *last_at) << 32);
    for (size_t i = 0; i < count; i += EIGHT) {
        const __m512i key = _mm512_rol_epi64(load(wakes + i, count - i).front, 32);
        const __mmask8 wanted = _mm512_mask_cmpge_epu64_mask(eight_first(count - i), key, eight_times(least));
        _mm512_storeu_si512(keys + gathered, _mm512_maskz_compress_epi64(wanted, key));
        gathered += (size_t)_mm_popcnt_u32(wanted);
        last = _mm512_max_epu64(last, key);
    }
    if (count) *last_at = (int32_t)(_mm512_reduce_max_epu64(last) >> 32);
    return gathered;
}

EIGHT_ABREAST static void draw_of_machines_eight(const Pace *pace, const Wake *wakes, size_t count,
                                                 uint64_t *of_machines) {
    const __m512i mixed_seed = eight_times(pace->mixed_seed);
    for (size_t i = 0; i < count; i += EIGHT) {
        const __m512i machines = _mm512_srli_epi64(load(wakes + i, count - i).front, 32);
        _mm512_storeu_si512(of_machines + i, eight_mix(_mm512_xor_si512(machines, mixed_seed)));
    }
}

EIGHT_ABREAST static void draw_lucks_eight(const uint64_t *of_machines, size_t count, uint64_t *lucks) {
    for (size_t i = 0; i < count; i += EIGHT) {
        const __m512i of_eight = _mm512_loadu_si512(of_machines + i);
        _mm512_storeu_si512(lucks + i, eight_mix(_mm512_xor_si512(of_eight, eight_times(CHANCE_JITTER))));
    }
}

EIGHT_ABREAST static inline __m512i next_at_of_eight(const Pace *pace, const uint64_t *lucks, Wakes eight) {
    const __m512i attempts = _mm512_and_si512(eight.back, eight_times(STEADY_ATTEMPTS_MOST - 1));
    const __m512i luck = eight_mix(_mm512_xor_si512(_mm512_loadu_si512(lucks), attempts));
    const __m512i late = eight_high_product(luck, pace->late_span);
    const __m512i at = _mm512_and_si512(eight.front, eight_times(UINT32_MAX));
    return _mm512_add_epi64(_mm512_add_epi64(at, eight_times((uint64_t)pace->delay_min)), late);
}

EIGHT_ABREAST static int32_t draw_eight(const Pace *pace, const Wake *wakes, size_t count,
                                        uint64_t *of_machines, int32_t *next_at) {
    _Alignas(64) uint64_t lucks[STRIDE_MOST];
    __m512i last = eight_times(0);
    draw_of_machines_eight(pace, wakes, count, of_machines);
    draw_lucks_eight(of_machines, count, lucks);
    for (size_t i = 0; i < count; i += EIGHT) {
        const __mmask8 there = eight_first(count - i);
        const __m512i next = next_at_of_eight(pace, lucks + i, load(wakes + i, count - i));
        _mm512_mask_cvtepi64_storeu_epi32(next_at + i, there, next);
        last = _mm512_mask_max_epi64(last, there, last, next);
    }
    return (int32_t)_mm512_reduce_max_epi64(last);
}

EIGHT_ABREAST static inline Wakes next_wakes(Wakes eight, __m512i next_at, __m512i granted_at) {
    const __m512i memo = _mm512_add_epi32(eight.back, eight_times(1));
    return (Wakes){_mm512_mask_blend_epi32(UPPER, next_at, eight.front),
                   _mm512_mask_blend_epi32(UPPER, memo, granted_at)};
}

EIGHT_ABREAST static inline Wakes renewed(Wakes eight, __m512i next_at) {
    return next_wakes(eight, next_at, _mm512_slli_epi64(eight.front, 32));
}

/* Few leave, and seldom: eights among whom one does are parted one after the other. */
EIGHT_ABREAST static size_t part_eight(const Staying *staying, const Wake *restrict wakes,
                                       const int32_t *next_at, size_t count, Wake *restrict next,
                                       Wake *restrict leavers) {
    const __m512i clock_min = eight_times((uint64_t)staying->clock_min);
    const __m512i last = eight_times((uint64_t)staying->last);
    size_t stay = 0, leave = 0;
    for (size_t i = 0; i < count; i += EIGHT) {
        const size_t some = count - i < EIGHT ? count - i : EIGHT;
        const __mmask8 there = eight_first(some);
        const Wakes eight = load(wakes + i, some);
        const __m512i loaded = _mm512_maskz_loadu_epi32(there, next_at + i);
        const __m512i at_next = _mm512_cvtepi32_epi64(_mm512_castsi512_si256(loaded));
        const __m512i at = _mm512_and_si512(eight.front, eight_times(UINT32_MAX));
        const __mmask8 before_clock =
            _mm512_mask_cmplt_epi64_mask(there, _mm512_sub_epi64(at_next, at), clock_min);
        if (_mm512_mask_cmple_epi64_mask(before_clock, at_next, last) == there) {
            store(renewed(eight, at_next), next + stay, some);
            stay += some;
            continue;
        }
        const size_t of_these = part_one(staying, wakes + i, next_at + i, some, next + stay, leavers + leave);
        stay += of_these;
        leave += some - of_these;
    }
    return stay;
}

/* granted_at of a failing wake, in the upper halves, is -1 - what it was. */
EIGHT_ABREAST static inline __m512i folded(__m512i back) {
    const __m512i is_folded = _mm512_srai_epi64(back, 63);
    return _mm512_xor_si512(back, _mm512_andnot_si512(is_folded, eight_times(UINT64_MAX)));
}

EIGHT_ABREAST static inline Wakes failed(Wakes eight, __m512i next_at) {
    return next_wakes(eight, next_at, folded(eight.back));
}

EIGHT_ABREAST static inline Stride go_on_eight(const Pace *pace, const Wake *restrict wakes, size_t count,
                                               Wake *restrict next, bool granted) {
    _Alignas(64) uint64_t lucks[STRIDE_MOST];
    __m512i last_due_at = eight_times(0);
    unsigned fine = 0, failing = 0;
    draw_of_machines_eight(pace, wakes, count, lucks);
    draw_lucks_eight(lucks, count, lucks);
    for (size_t i = 0; i < count; i += EIGHT) {
        const __mmask8 there = eight_first(count - i);
        const Wakes eight = load(wakes + i, count - i);
        const __m512i next_at = next_at_of_eight(pace, lucks + i, eight);
        store(granted ? renewed(eight, next_at) : failed(eight, next_at), next + i, count - i);
        last_due_at = _mm512_mask_max_epi64(last_due_at, there, last_due_at, next_at);
        const unsigned is_failing = _mm512_movepi64_mask(eight.back);
        failing |= is_failing;
        fine |= ~is_failing & there;
    }
    return (Stride){(int32_t)_mm512_reduce_max_epi64(last_due_at), fine != 0, failing != 0};
}

EIGHT_ABREAST static Stride renew_eight(const Pace *pace, const Wake *wakes, size_t count, Wake *next) {
    return go_on_eight(pace, wakes, count, next, true);
}

EIGHT_ABREAST static Stride fail_eight(const Pace *pace, const Wake *wakes, size_t count, Wake *next) {
    return go_on_eight(pace, wakes, count, next, false);
}
#endif

/* ---- either ------------------------------------------------------------------------------------------- */

/* Nearly always all are; so many are looked at before anything is asked of them: 6 instructions a wake, where
 * four comparisons with a branch each are 22. */
enum { AT_ONCE = 32 };

size_t stride_count_within(Abreast abreast, const Bounds *bounds, const Wake wakes[], size_t count) {
    size_t i = 0;
    for (size_t more; i < count; i += more) {
        more = count - i < AT_ONCE ? count - i : AT_ONCE;
        if (!ABREAST(abreast, all_within, bounds, wakes + i, more)) break;
    }
    while (i < count && all_within_one(bounds, &wakes[i], 1)) i++;
    return i;
}

size_t stride_gather_keys(Abreast abreast, const Wake wakes[], size_t count, uint64_t least, uint64_t keys[],
                          int32_t *last_at) {
    return ABREAST(abreast, gather_keys, wakes, count, least, keys, last_at);
}

int32_t stride_draw(Abreast abreast, const Pace *pace, const Wake wakes[], size_t count,
                    uint64_t of_machines[], int32_t next_at[]) {
    CHECK(count <= STRIDE_MOST);
    return ABREAST(abreast, draw, pace, wakes, count, of_machines, next_at);
}

size_t stride_part(Abreast abreast, const Staying *staying, const Wake *restrict wakes,
                   const int32_t next_at[], size_t count, Wake *restrict next, Wake *restrict leavers) {
    CHECK(count <= STRIDE_MOST);
    return ABREAST(abreast, part, staying, wakes, next_at, count, next, leavers);
}

Stride stride_renew(Abreast abreast, const Pace *pace, const Wake *restrict wakes, size_t count,
                    Wake *restrict next) {
    CHECK(count <= STRIDE_MOST);
    return ABREAST(abreast, renew, pace, wakes, count, next);
}

Stride stride_fail(Abreast abreast, const Pace *pace, const Wake *restrict wakes, size_t count,
                   Wake *restrict next) {
    CHECK(count <= STRIDE_MOST);
    return ABREAST(abreast, fail, pace, wakes, count, next);
}
