#include "ui/figures/telling.h"

#include <inttypes.h>

#include "sim/run/words.h"
#include "ui/figures/life.h"
#include "ui/figures/page.h"

enum { SPANS_TOLD = 10, CROSSINGS_TOLD = 6, SENTENCES = 60, GROUPS_TOLD = 40 };

const char *const TOLD_LOOKS[LOOK_COUNT] = {"not there",
                                            "in grace",
                                            "licensed",
                                            "licensed, though the last attempt failed",
                                            "expired, in the last grace",
                                            "in notification",
                                            "in view only"};

/* ---- hosts -------------------------------------------------------------------------------------------- */

static void tell_crossings(Text *out, const CountPanel *panel) {
    for (int c = 0; c < panel->crossings.count && c < CROSSINGS_TOLD; c++) {
        const Crossing *crossing = &panel->crossings.list[c];
        text_add(out, crossing->is_up ? "; it comes to the " : "; it falls below the ");
        text_add_format(out, "%d that %s needed at ", crossing->threshold,
                        crossing->threshold == 1 ? "is" : "are");
        page_add_when(out, crossing->at);
    }
    if (panel->crossings.count > CROSSINGS_TOLD || panel->crossings.is_cut)
        text_add(out, "; and so on to and fro");
}

void tell_counts(Text *out, const Plot *plot, const CountPanels *panels) {
    for (int p = 0; p < panels->count; p++) {
        const CountPanel *panel = &panels->panels[p];
        const Course *count = record_count(plot->record, panel->host, panel->pool);
        Bin all;
        course_bins(count, plot_from(plot), plot_to(plot), 1, &all);
        text_add_format(out,
                        "The host %s counts %d machine%s for %s at the beginning and %d at the end, at least "
                        "%d and at most %d",
                        plot->request->plan->hosts[panel->host].name, all.first, all.first == 1 ? "" : "s",
                        POOL_NAMES[panel->pool], all.last, all.least, all.most);
        if (panel->cap > 0) text_add_format(out, " (its cap is %d)", panel->cap);
        tell_crossings(out, panel);
        text_add(out, ".\n");
    }
    if (panels->left_out) text_add_format(out, "%d more counts of hosts are not shown.\n", panels->left_out);
}

/* ---- machine by machine ------------------------------------------------------------------------------- */

static void tell_spans(Text *out, const Life *life) {
    for (size_t s = 0; s < life->count && s < SPANS_TOLD; s++) {
        const Span *span = &life->spans[s];
        if (s > 0) {
            text_add(out, "; from ");
            page_add_when(out, span->from);
            text_add_char(out, ' ');
            if (span->is_reset) text_add(out, "as new, ");
        }
        text_add(out, TOLD_LOOKS[span->look]);
    }
    if (life->count <= SPANS_TOLD) return;
    text_add_format(out, "; after %zu more turns ", life->count - SPANS_TOLD);
    text_add(out, TOLD_LOOKS[life->spans[life->count - 1].look]);
}

static void tell_reminders(Text *out, const Life *life) {
    size_t reminders = 0;
    int32_t first_at = 0;
    for (size_t m = life->mark_count; m-- > 0;)
        if (life->marks[m].kind == ROW_NOTICE) {
            reminders++;
            first_at = life->marks[m].at;
        }
    if (reminders == 0) return;
    text_add(out, "; a reminder first shows at ");
    page_add_when(out, first_at);
    if (reminders > 1) text_add_format(out, " and %zu more time%s", reminders - 1, reminders == 2 ? "" : "s");
}

/* Of `count` machines from number `first` on, all of one group. */
static void tell_life(Text *out, const Plan *plan, uint32_t first, uint32_t count, const Life *life) {
    const Group *group = &plan->groups[plan_group_of(plan, first)];
    if (count > 1 && count == group->count) {
        text_add_format(out, "%s (%" PRIu32 " machines)", group->name, count);
    } else {
        words_machine(out, plan, first);
        if (count > 1) {
            text_add(out, " to ");
            words_machine(out, plan, first + count - 1);
        }
    }
    text_add(out, count > 1 ? " are " : " is ");
    tell_spans(out, life);
    tell_reminders(out, life);
    text_add(out, ".\n");
}

/* Runs of machines to which the same happened. */
static int tell_group(Text *out, const Plot *plot, const Group *group, Life lives[2], int room) {
    const Plan *plan = plot->request->plan;
    uint32_t first = group->first;
    const uint32_t end = group->first + group->count;
    while (first < end && room > 0) {
        uint32_t next = first + 1;
        life_of(&lives[0], plot->record, first, plot_from(plot), plot_to(plot));
        for (; next < end; next++) {
            life_of(&lives[1], plot->record, next, plot_from(plot), plot_to(plot));
            if (!life_same(&lives[0], &lives[1])) break;
        }
        tell_life(out, plan, first, next - first, &lives[0]);
        first = next;
        room--;
    }
    return room;
}

bool tell_machines(Text *out, const Plot *plot) {
    Life lives[2] = {{0}, {0}};
    int room = SENTENCES;
    for (uint32_t g = 0; g < request_group_count(plot->request); g++)
        room =
            tell_group(out, plot, &plot->request->plan->groups[request_group(plot->request, g)], lives, room);
    const bool done = !lives[0].failed && !lives[1].failed;
    life_free(&lives[0]);
    life_free(&lives[1]);
    return done;
}

/* ---- shares ------------------------------------------------------------------------------------------- */

/* Rounded; never 100 of not all, nor 0 of some. */
static int per_cent(int64_t part, int64_t whole) {
    const int rounded = (int)((part * 100 + whole / 2) / whole);
    if (rounded == 100 && part < whole) return 99;
    return rounded == 0 && part > 0 ? 1 : rounded;
}

/* The first minute shown in which a course has the value that it has in one of them. */
static int32_t first_with(const Plot *plot, const Course *course, int32_t value) {
    int32_t at = plot_from(plot);
    for (CourseStep step = {at, course_at(course, at)};
         step.value != value && course_next(course, at, &step);)
        at = step.at;
    return at;
}

static void tell_end(Text *out, const Plot *plot, uint32_t number) {
    const Group *group = &plot->request->plan->groups[number];
    const char *before = "";
    text_add_format(out, "Of the %" PRIu32 " machines of %s ", group->count, group->name);
    for (int look = 0; look < LOOK_COUNT; look++) {
        const int64_t count = course_at(record_look(plot->record, number, (Look)look), plot_to(plot));
        if (count == 0) continue;
        if (count == group->count)
            text_add(out, "all are");
        else
            text_add_format(out, "%s%" PRId64 " (%d %%) %s", before, count, per_cent(count, group->count),
                            count == 1 ? "is" : "are");
        text_add_format(out, " %s", TOLD_LOOKS[look]);
        before = ", ";
    }
    text_add(out, " at the end");
}

/* And what more of them were before that. */
static void tell_shares(Text *out, const Plot *plot, uint32_t number) {
    const char *before = "; before that at most ";
    tell_end(out, plot, number);
    for (int look = 0; look < LOOK_COUNT; look++) {
        const Course *course = record_look(plot->record, number, (Look)look);
        Bin all;
        course_bins(course, plot_from(plot), plot_to(plot), 1, &all);
        if (look == LOOK_ABSENT || all.most == all.last) continue;
        text_add_format(out, "%s%d %s %s (first at ", before, all.most, all.most == 1 ? "was" : "were",
                        TOLD_LOOKS[look]);
        page_add_when(out, first_with(plot, course, all.most));
        text_add_char(out, ')');
        before = ", ";
    }
    text_add(out, ".\n");
}

bool tell_groups(Text *out, const Plot *plot) {
    const uint32_t groups = request_group_count(plot->request);
    Life life = {0};
    for (uint32_t g = 0; g < groups && g < GROUPS_TOLD; g++) {
        const uint32_t number = request_group(plot->request, g);
        const Group *group = &plot->request->plan->groups[number];
        if (group->count > 1) {
            tell_shares(out, plot, number);
            continue;
        }
        life_of(&life, plot->record, group->first, plot_from(plot), plot_to(plot));
        tell_life(out, plot->request->plan, group->first, 1, &life);
    }
    if (groups > GROUPS_TOLD)
        text_add_format(out, "There are %" PRIu32 " more groups.\n", groups - GROUPS_TOLD);
    const bool done = !life.failed;
    life_free(&life);
    return done;
}

/* ---- claims ------------------------------------------------------------------------------------------- */

void tell_claims(Text *out, const Plot *plot) {
    uint32_t decided[2] = {0, 0};
    for (uint32_t m = record_first_mark(plot->record, plot_from(plot)); m < record_mark_count(plot->record);
         m++) {
        const Row *mark = record_mark(plot->record, m);
        if (mark->at > plot_to(plot)) break;
        if (mark->kind == ROW_EXPECT && plot_shows(plot, mark)) decided[mark->held]++;
    }
    if (decided[true])
        text_add_format(out, "%" PRIu32 " claim%s.\n", decided[true],
                        decided[true] == 1 ? " holds" : "s hold");
    if (decided[false])
        text_add_format(out, "%" PRIu32 " claim%s.\n", decided[false],
                        decided[false] == 1 ? " fails" : "s fail");
}
