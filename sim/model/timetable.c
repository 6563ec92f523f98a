#include "sim/model/timetable.h"

#include "sim/base/chance.h"
#include "sim/base/minutes.h"

enum { DAY = DAY_MIN, WEEK_DAYS = 7 };

/* Minute t lies on calendar day (t + start_of_day) / DAY; day 0 holds minute 0. t is -1 at the least. */
static int32_t day_of(const DayBook *book, int32_t at) {
    const int32_t shifted = at + book->start_of_day_min;
    return shifted >= 0 ? shifted / DAY : -1;
}

static int32_t day_start(const DayBook *book, int32_t day) {
    return day * DAY - book->start_of_day_min;
}

static bool comes_on_day(const Timetable *table, const DayBook *book, uint32_t machine, int32_t day) {
    if (day < 0) return false;
    const int weekday = (book->start_weekday + day) % WEEK_DAYS;
    if (!(table->days >> weekday & 1)) return false;
    if (table->chance_percent >= 100) return true;
    return chance_draw(book->seed, 100, machine, CHANCE_PRESENCE, (uint64_t)day) < table->chance_percent;
}

bool timetable_present(const Timetable *table, const DayBook *book, uint32_t machine, int32_t at) {
    if (table->always) return true;
    const int32_t day = day_of(book, at);
    const int32_t of_day = at - day_start(book, day);
    return of_day >= table->from_min && of_day < table->to_min && comes_on_day(table, book, machine, day);
}

int32_t timetable_next_present(const Timetable *table, const DayBook *book, uint32_t machine, int32_t from,
                               int32_t last) {
    if (from > last) return NEVER;
    if (table->always) return from;
    if (table->chance_percent == 0) return NEVER;
    for (int32_t day = day_of(book, from); day_start(book, day) <= last; day++) {
        const int32_t start = day_start(book, day);
        const int32_t first = start + table->from_min > from ? start + table->from_min : from;
        if (first > last) return NEVER;
        if (first < start + table->to_min && comes_on_day(table, book, machine, day)) return first;
    }
    return NEVER;
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
