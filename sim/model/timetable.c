#include "sim/model/timetable.h"

#include "sim/base/chance.h"
#include "sim/base/check.h"
#include "sim/base/minutes.h"
#include "sim/model/attendance.h"

enum { DAY = DAY_MIN, WEEK_DAYS = 7 };

/* Minute t lies on calendar day (t + start_of_day) / DAY; day 0 holds minute 0. t is -1 at the least. */
static int32_t day_of(const DayBook *book, int32_t at) {
    const int32_t shifted = at + book->start_of_day_min;
    return shifted >= 0 ? shifted / DAY : -1;
}

/* What is added to it here is within a day or two, and nobody asks for days behind the last minute of a run
 * and a little more: plain sums are in range. */
static int32_t day_start(const DayBook *book, int32_t day) {
    return day * DAY - book->start_of_day_min;
}

/* The machine's luck for all its days; where it always comes it needs none. */
static uint64_t luck_of(const Timetable *table, const DayBook *book, uint32_t machine) {
    return table->chance_percent < 100
               ? chance_luck_of(chance_of_machine(book->mixed_seed, machine), CHANCE_PRESENCE)
               : 0;
}

static bool comes(const Timetable *table, uint64_t luck, int32_t day) {
    return table->chance_percent >= 100 ||
           attendance_is_lucky(attendance_bound(table->chance_percent), luck, day);
}

static int weekday_of(const DayBook *book, int32_t day) {
    return (book->start_weekday + day) % WEEK_DAYS;
}

static bool comes_on_day(const Timetable *table, const DayBook *book, uint32_t machine, int32_t day) {
    return day >= 0 && table->days >> weekday_of(book, day) & 1 &&
           comes(table, luck_of(table, book, machine), day);
}

bool timetable_present(const Timetable *table, const DayBook *book, uint32_t machine, int32_t at) {
    if (table->always) return true;
    const int32_t day = day_of(book, at);
    const int32_t of_day = at - day_start(book, day);
    return of_day >= table->from_min && of_day < table->to_min && comes_on_day(table, book, machine, day);
}

Absence timetable_absence(const Timetable *table, const DayBook *book, uint32_t machine, int32_t at) {
    if (timetable_present(table, book, machine, at)) return ABSENCE_NONE;
    const int32_t day = day_of(book, at);
    if (day < 0 || !(table->days >> weekday_of(book, day) & 1)) return ABSENCE_WEEKDAY;
    return comes_on_day(table, book, machine, day) ? ABSENCE_HOURS : ABSENCE_CHANCE;
}

int32_t timetable_next_present(const Timetable *table, const DayBook *book, uint32_t machine, int32_t from,
                               int32_t last) {
    if (from > last) return NEVER;
    if (table->always) return from;
    if (table->chance_percent == 0) return NEVER;
    int32_t day = day_of(book, from), start = day_start(book, day);
    int weekday = weekday_of(book, day);
    const uint64_t luck = luck_of(table, book, machine);
    for (; start <= last; day++, start += DAY, weekday = weekday + 1 < WEEK_DAYS ? weekday + 1 : 0) {
        const int32_t first = start + table->from_min > from ? start + table->from_min : from;
        if (first > last) return NEVER;
        if (first < start + table->to_min && table->days >> weekday & 1 && comes(table, luck, day))
            return first;
    }
    return NEVER;
}

void timetable_next_present_of_many(const Timetable *table, const DayBook *book, Abreast abreast,
                                    const uint64_t of_machines[], const int32_t *restrict from, size_t count,
                                    int32_t last, int32_t *restrict out_at) {
    _Alignas(64) Attendance attendance;
    CHECK(!table->always);
    const int32_t earliest = attendance_begin(&attendance, abreast, of_machines, from, out_at, count);
    /* Nobody comes after the last minute, and what lies behind is no day. */
    int32_t day = day_of(book, earliest < last ? earliest : last), start = day_start(book, day);
    for (; attendance.waiting_count > 0 && start + table->from_min <= last; day++, start += DAY) {
        if (!(table->days >> weekday_of(book, day) & 1)) continue;
        const int32_t closes = start + table->to_min <= last ? start + table->to_min : last + 1;
        attendance_let_come(&attendance,
                            (OpenDay){day, start + table->from_min, closes, table->chance_percent});
    }
    attendance_end(&attendance);
}

int32_t timetable_next_coming(const Timetable *table, const DayBook *book, uint32_t machine, int32_t from,
                              int32_t last) {
    if (table->always || table->chance_percent == 0) return NEVER;
    for (int32_t day = day_of(book, from); day_start(book, day) <= last; day++) {
        const int32_t coming = day_start(book, day) + table->from_min;
        if (coming < from || coming > last || !comes_on_day(table, book, machine, day)) continue;
        /* A day that begins at 00:00 after one that ended at 24:00 is no coming on. */
        if (!timetable_present(table, book, machine, coming - 1)) return coming;
    }
    return NEVER;
}
