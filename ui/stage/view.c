#include "ui/stage/view.h"

#include <string.h>

#include "sim/run/timeline.h"

const char *const PANEL_NAMES[PANEL_COUNT] = {
    [PANEL_FLEET] = "fleet", [PANEL_CENTRE] = "stage",  [PANEL_INSPECTOR] = "inspector",
    [PANEL_DOCK] = "time",   [PANEL_LESSON] = "lesson",
};

const char *const SORT_NAMES[SORT_COUNT] = {
    [SORT_FILE] = "file", [SORT_STATE] = "state", [SORT_DUE] = "due", [SORT_NAME] = "name"};

/* 1m 5m 15m 1h 3h 6h 12h 1d 2d 7d 14d 30d 90d 180d */
const int32_t SPEEDS_MIN[SPEED_COUNT] = {1,    5,    15,    60,    180,   360,    720,
                                         1440, 2880, 10080, 20160, 43200, 129600, 259200};

Subject subject_in(const Plan *plan, const Plan *of, Subject subject) {
    const Subject nobody = {SUBJECT_NONE, 0};
    char name[MEMBER_NAME];
    uint32_t machine;
    if (plan == of) return subject;
    if (subject.kind == SUBJECT_MACHINE) {
        plan_machine_name(of, subject.index, name);
        return plan_find_machine(plan, name, &machine) ? (Subject){SUBJECT_MACHINE, machine} : nobody;
    }
    for (uint32_t h = 0; subject.kind == SUBJECT_HOST && h < plan->host_count; h++)
        if (strcmp(plan->hosts[h].name, of->hosts[subject.index].name) == 0)
            return (Subject){SUBJECT_HOST, h};
    for (uint32_t p = 0; subject.kind == SUBJECT_PLACE && p < plan->place_count; p++)
        if (strcmp(plan->places[p].name, of->places[subject.index].name) == 0)
            return (Subject){SUBJECT_PLACE, p};
    return nobody;
}

View view_initial(void) {
    return (View){.lane = 0,
                  .other_lane = NO_LANE,
                  .row = ROW_END,
                  .speed = SPEED_NORMAL,
                  .play_to = NEVER,
                  .step = NO_STEP,
                  .choice = NO_CHOICE,
                  .panel = PANEL_CENTRE,
                  .lesson_from = PANEL_COUNT,
                  .why_from = PANEL_COUNT,
                  .isolated = LOOK_COUNT,
                  .inspector_link = NO_LINK,
                  .over = OVER_START,
                  .scale = 100,
                  .width_px = 1280,
                  .height_px = 720};
}

bool view_stands_out(const View *view, Look look) {
    return view->isolated == LOOK_COUNT || view->isolated == look;
}
