#include "sim/model/attendance.h"

#include "sim/base/check.h"
#include "sim/base/eight.h"
#include "sim/base/minutes.h"

/* ---- one after the other ------------------------------------------------------------------------------ */

static int32_t begin_one(Attendance *attendance, const uint64_t *of_machines) {
    int32_t earliest = NEVER;
    for (size_t i = 0; i < attendance->count; i++) {
        if (attendance->from[i] < earliest) earliest = attendance->from[i];
        attendance->lucks[i] = chance_luck_of(of_machines[i], CHANCE_PRESENCE);
        attendance->waiting[i] = (uint8_t)i;
    }
    return earliest;
}

/* Whoever comes is set for good, and who does not waits on: without a branch, for each would be a guess, and
 * one in five wrong. Answers how many wait on. */
static inline size_t let_come_by(Attendance *attendance, OpenDay day, bool all_are_lucky) {
    const uint64_t bound = attendance_bound(day.chance_percent);
    size_t left = 0;
    for (size_t w = 0; w < attendance->waiting_count; w++) {
        const uint8_t i = attendance->waiting[w];
        const int32_t first = attendance->from[i] > day.opens ? attendance->from[i] : day.opens;
        unsigned is_there = first < day.closes;
        if (!all_are_lucky) is_there &= attendance_is_lucky(bound, attendance->lucks[i], day.day);
        attendance->at[i] = first;
        attendance->waiting[left] = i;
        left += 1 - is_there;
    }
    return left;
}

static size_t let_come_one(Attendance *attendance, OpenDay day) {
    return day.chance_percent >= 100 ? let_come_by(attendance, day, true)
                                     : let_come_by(attendance, day, false);
}

static void end_one(Attendance *attendance) {
    for (size_t w = 0; w < attendance->waiting_count; w++) attendance->at[attendance->waiting[w]] = NEVER;
}

/* ---- eight abreast ------------------------------------------------------------------------------------ */

#ifdef HAS_ABREAST_EIGHT
_Static_assert(ATTENDANCE_MOST / ABREAST_EIGHT <= 32, "there is a bit for every eight");

EIGHT_ABREAST static int32_t begin_eight(Attendance *attendance, const uint64_t *of_machines) {
    __m512i earliest = _mm512_set1_epi32(NEVER);
    attendance->eights = 0;
    for (size_t i = 0; i < attendance->count; i += EIGHT) {
        const __mmask8 there = eight_first(attendance->count - i);
        const __m512i of_eight = _mm512_maskz_loadu_epi64(there, of_machines + i);
        const __m512i from = _mm512_maskz_loadu_epi32(there, attendance->from + i);
        _mm512_storeu_si512(attendance->lucks + i,
                            eight_mix(_mm512_xor_si512(of_eight, eight_times(CHANCE_PRESENCE))));
        earliest = _mm512_mask_min_epi32(earliest, there, earliest, from);
        attendance->waiting[i / EIGHT] = there;
        attendance->eights |= 1u << i / EIGHT;
    }
    return _mm512_reduce_min_epi32(earliest);
}

/* They are looked at where they are: to bring those who wait together costs more than to pass the others. In
 * which eights somebody waits is kept in a register: in memory each would wait for the luck of the one
 * before, and as a branch each would be a guess. */
EIGHT_ABREAST static size_t let_come_eight(Attendance *attendance, OpenDay day) {
    const __m512i opens = _mm512_set1_epi32(day.opens), closes = _mm512_set1_epi32(day.closes);
    const __m512i this_day = eight_times((uint64_t)day.day);
    const __m512i bound = eight_times(attendance_bound(day.chance_percent));
    const int32_t *const from = attendance->from;
    int32_t *const at = attendance->at;
    uint32_t left = 0;
    for (uint32_t eights = attendance->eights; eights; eights &= eights - 1) {
        const unsigned eight = (unsigned)__builtin_ctz(eights), i = EIGHT * eight;
        const __mmask8 waiting = attendance->waiting[eight];
        const __m512i first = _mm512_max_epi32(_mm512_maskz_loadu_epi32(waiting, from + i), opens);
        __mmask8 there = (__mmask8)_mm512_mask_cmplt_epi32_mask(waiting, first, closes);
        if (day.chance_percent < 100) {
            const __m512i luck = _mm512_xor_si512(_mm512_loadu_si512(attendance->lucks + i), this_day);
            there = _mm512_mask_cmplt_epu64_mask(there, eight_mix(luck), bound);
        }
        _mm512_mask_storeu_epi32(at + i, waiting, first);
        const unsigned still = waiting & ~(unsigned)there;
        attendance->waiting[eight] = (uint8_t)still;
        left |= (uint32_t)(still != 0) << eight;
    }
    attendance->eights = left;
    return left ? attendance->waiting_count : 0;
}

EIGHT_ABREAST static void end_eight(Attendance *attendance) {
    for (size_t i = 0; i < attendance->count; i += EIGHT)
        _mm512_mask_storeu_epi32(attendance->at + i, attendance->waiting[i / EIGHT],
                                 _mm512_set1_epi32(NEVER));
}
#endif

/* ---- either ------------------------------------------------------------------------------------------- */

int32_t attendance_begin(Attendance *attendance, Abreast abreast, const uint64_t of_machines[],
                         const int32_t *restrict from, int32_t *restrict at, size_t count) {
    CHECK(count <= ATTENDANCE_MOST);
    attendance->abreast = abreast;
    attendance->from = from;
    attendance->at = at;
    attendance->count = attendance->waiting_count = count;
    return ABREAST(abreast, begin, attendance, of_machines);
}

void attendance_let_come(Attendance *attendance, OpenDay day) {
    attendance->waiting_count = ABREAST(attendance->abreast, let_come, attendance, day);
}

void attendance_end(Attendance *attendance) {
    ABREAST(attendance->abreast, end, attendance);
}
