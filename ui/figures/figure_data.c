#include "ui/figures/figure_data.h"

#include <inttypes.h>
#include <string.h>

#include "sim/run/words.h"
#include "ui/canvas/look.h"
#include "ui/figures/life.h"

void data_head(Text *out) {
    text_add(out, "what,who,value,number,from_min,to_min,from,to\r\n");
}

static void add_cell(Text *out, const char *string) {
    text_add_csv(out, string, strlen(string));
    text_add_char(out, ',');
}

/* 2026-01-07 09:01 */
static void add_calendar(Text *out, Minutes at) {
    const CalendarTime time = calendar_time(at);
    text_add_format(out, "%04" PRId64 "-%02d-%02d %02d:%02d", time.year, time.month, time.day, time.hour,
                    time.minute);
}

void data_line(Text *out, const Plot *plot, const char *what, const char *who, const char *value,
               int64_t number, int32_t from, int32_t to) {
    const Minutes start = plot->request->plan->start;
    add_cell(out, what);
    add_cell(out, who);
    add_cell(out, value);
    text_add_format(out, "%" PRId64 ",%d,%d,", number, from, to);
    add_calendar(out, start + from);
    text_add_char(out, ',');
    add_calendar(out, start + to);
    text_add(out, "\r\n");
}

/* ---- machines ----------------------------------------------------------------------------------------- */

static void add_life(Text *out, const Plot *plot, const char *name, const Life *life) {
    for (size_t s = 0; s < life->count; s++)
        data_line(out, plot, "look", name, LOOKS[life->spans[s].look].word, 1, life->spans[s].from,
                  life->spans[s].to);
    for (size_t m = 0; m < life->mark_count; m++)
        data_line(out, plot, life->marks[m].kind == ROW_LAPSE ? "lapse" : "notice", name, "", 1,
                  life->marks[m].at, life->marks[m].at);
}

void data_machines(Text *out, const Plot *plot) {
    const Plan *plan = plot->request->plan;
    Life life = {0};
    for (uint32_t g = 0; g < request_group_count(plot->request); g++) {
        const Group *group = &plan->groups[request_group(plot->request, g)];
        for (uint32_t m = group->first; m < group->first + group->count; m++) {
            char name[MEMBER_NAME];
            plan_machine_name(plan, m, name);
            life_of(&life, plot->record, m, plot_from(plot), plot_to(plot));
            add_life(out, plot, name, &life);
        }
    }
    if (life.failed) out->failed = true;
    life_free(&life);
}

/* ---- groups and hosts --------------------------------------------------------------------------------- */

/* Does it change more often than the picture has columns of pixels? */
static bool is_dense(const Plot *plot, const Course *course, uint32_t columns) {
    uint32_t steps = 0;
    int32_t at = plot_from(plot);
    for (CourseStep step; steps <= columns && course_next(course, at, &step) && step.at <= plot_to(plot);
         steps++)
        at = step.at;
    return steps > columns;
}

/* A line for each stretch in which the number stays, of numbers from `least` on. */
static void add_course(Text *out, const Plot *plot, const char *what, const char *who, const char *value,
                       const Course *course, int32_t least) {
    const uint32_t columns = (uint32_t)(plot->width / PX(1));
    const int32_t first = plot_from(plot), last = plot_to(plot);
    const bool by_columns = is_dense(plot, course, columns);
    int32_t from = first, number = course_at(course, first);
    CourseStep step;
    for (int32_t at = first; course_next(course, at, &step) && step.at <= last; at = step.at) {
        if (by_columns) {
            step.at = bin_last_at(first, last, columns, bin_of(first, last, columns, step.at));
            step.value = course_at(course, step.at);
        }
        if (step.value == number) continue;
        if (number >= least) data_line(out, plot, what, who, value, number, from, step.at);
        from = step.at;
        number = step.value;
    }
    if (number >= least) data_line(out, plot, what, who, value, number, from, last);
}

void data_groups(Text *out, const Plot *plot) {
    for (uint32_t g = 0; g < request_group_count(plot->request); g++) {
        const uint32_t group = request_group(plot->request, g);
        for (int look = 0; look < LOOK_COUNT; look++)
            add_course(out, plot, "look", plot->request->plan->groups[group].name, LOOKS[look].word,
                       record_look(plot->record, group, (Look)look), 1);
    }
}

void data_counts(Text *out, const Plot *plot, const CountPanels *panels) {
    for (int p = 0; p < panels->count; p++) {
        const CountPanel *panel = &panels->panels[p];
        const char *name = plot->request->plan->hosts[panel->host].name, *pool = POOL_NAMES[panel->pool];
        add_course(out, plot, "count", name, pool, record_count(plot->record, panel->host, panel->pool), 0);
        add_course(out, plot, "cap", name, pool, record_cap(plot->record, panel->host, panel->pool), 0);
    }
}

/* ---- marks -------------------------------------------------------------------------------------------- */

void data_marks(Text *out, const Plot *plot) {
    const Plan *plan = plot->request->plan;
    for (uint32_t m = record_first_mark(plot->record, plot_from(plot)); m < record_mark_count(plot->record);
         m++) {
        const Row *mark = record_mark(plot->record, m);
        if (mark->at > plot_to(plot)) return;
        if (mark->kind == ROW_REFUSED || !plot_shows(plot, mark)) continue;
        Text words = {0};
        if (mark->kind == ROW_EXPECT)
            words_claim(&words, plan, &plan->claims[mark->entry]);
        else if (mark->entry == NO_ENTRY)
            text_add(&words, "a change that is not in the file");
        else
            words_change(&words, plan, &plan->changes[mark->entry]);
        if (words.failed)
            out->failed = true;
        else
            data_line(out, plot,
                      mark->kind == ROW_CHANGE ? "change"
                      : mark->held             ? "claim held"
                                               : "claim failed",
                      words.bytes, "", mark->kind == ROW_CHANGE ? 1 : mark->got, mark->at, mark->at);
        text_free(&words);
    }
}
