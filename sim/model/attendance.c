#include "sim/model/attendance.h"

#include "sim/base/check.h"
#include "sim/base/eight.h"
#include "sim/base/minutes.h"

/* ---- one after the other ------------------------------------------------------------------------------ */

static void begin_one(Attendance *attendance, const uint64_t *of_machines) {
    for (size_t i = 0; i < attendance->count; i++) {
        attendance->lucks[i] = chance_luck_of(of_machines[i], CHANCE_PRESENCE);
        attendance->waiting[i] = (uint8_t)i;
    }
}

/* Whoever comes is set, and who does not waits on: without a branch, for each would be a guess, and one in
 * five wrong. Answers how many wait on. */
static inline size_t let_come_by(Attendance *attendance, OpenDay day, uint8_t chance_percent) {
    int32_t *at = attendance->at;
    size_t left = 0;
    for (size_t w = 0; w < attendance->waiting_count; w++) {
        const uint8_t i = attendance->waiting[w];
        const int32_t first = at[i] > day.opens ? at[i] : day.opens;
        unsigned is_there = first < day.closes;
        if (chance_percent < 100)
            is_there &= attendance_is_lucky(chance_percent, attendance->lucks[i], day.day);
        at[i] += (int32_t)((0u - is_there) & (unsigned)(first - at[i]));
        attendance->waiting[left] = i;
        left += 1 - is_there;
    }
    return left;
}

static size_t let_come_one(Attendance *attendance, OpenDay day) {
    return day.chance_percent >= 100 ? let_come_by(attendance, day, 100)
                                     : let_come_by(attendance, day, day.chance_percent);
}

static void end_one(Attendance *attendance) {
    for (size_t w = 0; w < attendance->waiting_count; w++) attendance->at[attendance->waiting[w]] = NEVER;
}

/* ---- eight abreast ------------------------------------------------------------------------------------ */

#ifdef HAS_ABREAST_EIGHT

EIGHT_ABREAST static void begin_eight(Attendance *attendance, const uint64_t *of_machines) {
    for (size_t i = 0; i < attendance->count; i += EIGHT) {
        const __mmask8 there = eight_first(attendance->count - i);
        const __m512i of_eight = _mm512_maskz_loadu_epi64(there, of_machines + i);
        const __m512i of_purpose = _mm512_xor_si512(of_eight, eight_times(CHANCE_PRESENCE));
        _mm512_storeu_si512(attendance->lucks + i, eight_mix(of_purpose));
        attendance->waiting[i / EIGHT] = there;
    }
}

/* They are looked at where they are: to bring those who wait together costs more than to pass the others. */
EIGHT_ABREAST static size_t let_come_eight(Attendance *attendance, OpenDay day) {
    const __m512i opens = _mm512_set1_epi32(day.opens), closes = _mm512_set1_epi32(day.closes);
    const __m512i this_day = eight_times((uint64_t)day.day), chance = eight_times(day.chance_percent);
    unsigned left = 0;
    for (size_t i = 0; i < attendance->count; i += EIGHT) {
        const __mmask8 waiting = attendance->waiting[i / EIGHT];
        if (!waiting) continue;
        const __m512i at = _mm512_maskz_loadu_epi32(waiting, attendance->at + i);
        const __m512i first = _mm512_max_epi32(at, opens);
        __mmask8 there = (__mmask8)_mm512_mask_cmplt_epi32_mask(waiting, first, closes);
        if (day.chance_percent < 100) {
            const __m512i luck = _mm512_xor_si512(_mm512_loadu_si512(attendance->lucks + i), this_day);
            const __m512i drawn = eight_high_product(eight_mix(luck), 100);
            there = _mm512_mask_cmplt_epu64_mask(there, drawn, chance);
        }
        _mm512_mask_storeu_epi32(attendance->at + i, there, first);
        attendance->waiting[i / EIGHT] = (uint8_t)(waiting & ~there);
        left |= attendance->waiting[i / EIGHT];
    }
    return left ? attendance->waiting_count : 0;
}

EIGHT_ABREAST static void end_eight(Attendance *attendance) {
    for (size_t i = 0; i < attendance->count; i += EIGHT)
        _mm512_mask_storeu_epi32(attendance->at + i, attendance->waiting[i / EIGHT],
                                 _mm512_set1_epi32(NEVER));
}
#endif

/* ---- either ------------------------------------------------------------------------------------------- */

void attendance_begin(Attendance *attendance, Abreast abreast, const uint64_t of_machines[], int32_t at[],
                      size_t count) {
    CHECK(count <= ATTENDANCE_MOST);
    attendance->abreast = abreast;
    attendance->at = at;
    attendance->count = attendance->waiting_count = count;
    ABREAST(abreast, begin, attendance, of_machines);
}

void attendance_let_come(Attendance *attendance, OpenDay day) {
    attendance->waiting_count = ABREAST(attendance->abreast, let_come, attendance, day);
}

void attendance_end(Attendance *attendance) {
    ABREAST(attendance->abreast, end, attendance);
}
