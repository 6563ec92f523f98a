/* stage_pointer: what clicks, dragging and the wheel do, by what lies under the pointer. Leaves out: the
 * actions that buttons stand for (stage_keys.c). */
#include "ui/stage/stage_inside.h"

#include "ui/stage/centre.h"
#include "ui/stage/dock.h"
#include "ui/stage/hit_kinds.h"

static void drag_to(Stage *stage, Point at) {
    if (!stage_gather(stage)) return;
    const int32_t minute = dock_at(&stage->frame, stage_layout(stage).panels[PANEL_DOCK], at);
    stage_pause(stage);
    stage_go(stage, (Spot){minute, ROW_END});
}

static void select_subject(Stage *stage, SubjectKind kind, uint32_t index) {
    stage->view.selected = (Subject){kind, index};
    stage->view.inspector_top = 0;
    stage->view.inspector_link = NO_LINK;
    uint32_t row;
    if (stage_gather(stage) && fleet_list_find(&stage->fleet, &stage->frame, stage->view.selected, &row))
        stage_select_row(stage, row);
}

static void select_cell(Stage *stage, Point at) {
    uint32_t machine;
    if (!stage_gather(stage)) return;
    if (centre_machine_at(&stage->frame, stage_layout(stage).panels[PANEL_CENTRE], at, &machine))
        select_subject(stage, SUBJECT_MACHINE, machine);
    stage->view.panel = PANEL_CENTRE;
}

static void press_in_list(Stage *stage, uint32_t row) {
    stage->view.panel = PANEL_FLEET;
    if (stage_gather(stage) && row < fleet_list_rows(&stage->fleet, &stage->frame))
        stage_select_row(stage, row);
}

static void press(Stage *stage, Point at) {
    const Hit hit = hits_at(&stage->hits, at);
    View *view = &stage->view;
    const bool is_over = hit.kind == HIT_OVER || hit.kind == HIT_MENU_ROW || hit.kind == HIT_START_ROW;
    if (view->over != OVER_NOTHING && !is_over) {
        stage_close_over(stage);
        return;
    }
    switch (hit.kind) {
    case HIT_MACHINE: select_subject(stage, SUBJECT_MACHINE, hit.index); break;
    case HIT_HOST: select_subject(stage, SUBJECT_HOST, hit.index); break;
    case HIT_PLACE: select_subject(stage, SUBJECT_PLACE, hit.index); break;
    case HIT_ACTION: stage_act(stage, (Act)hit.index); break;
    case HIT_LIST_ROW: press_in_list(stage, hit.index); break;
    case HIT_LANE: stage_show_lane(stage, (int)hit.index); break;
    case HIT_AT: stage_go(stage, (Spot){(int32_t)hit.index, ROW_END}); break;
    case HIT_CHOICE: stage_choose(stage, (int)hit.index); break;
    case HIT_LOOK: view->isolated = view->isolated == (Look)hit.index ? LOOK_COUNT : (Look)hit.index; break;
    case HIT_SORT: view->sort = (SortId)hit.index; break;
    case HIT_START_ROW: stage_open_offer(stage, (int)hit.index); break;
    case HIT_MENU_ROW: stage_take_row(stage, (int)hit.index); break;
    case HIT_PANEL:
        view->panel = (PanelId)hit.index;
        if (view->panel == PANEL_CENTRE) select_cell(stage, at);
        break;
    case HIT_DOCK:
        view->panel = PANEL_DOCK;
        view->dragging = true;
        drag_to(stage, at);
        break;
    default: break;
    }
}

static void turn_wheel(Stage *stage, Point at, int notches) {
    const Layout layout = stage_layout(stage);
    View *view = &stage->view;
    if (view->over != OVER_NOTHING) {
        stage_act_over(stage, notches > 0 ? ACT_UP : ACT_DOWN);
        return;
    }
    if (box_has(layout.panels[PANEL_INSPECTOR], at)) {
        stage_scroll_inspector(stage, -notches);
    } else if (box_has(layout.panels[PANEL_DOCK], at)) {
        stage_step(stage, notches < 0);
    } else if (box_has(layout.panels[PANEL_FLEET], at) && stage_gather(stage)) {
        const int64_t rows = fleet_list_rows(&stage->fleet, &stage->frame),
                      top = (int64_t)view->list_top - notches;
        view->list_top = (uint32_t)(top < 0 ? 0 : top >= rows ? (rows ? rows - 1 : 0) : top);
    }
}

/* Device pixels to the picture's. */
static Point point_of(const Stage *stage, const StageEvent *event) {
    return (Point){px_share(PX(100), event->x, stage->view.scale),
                   px_share(PX(100), event->y, stage->view.scale)};
}

void stage_point(Stage *stage, const StageEvent *event) {
    const Point at = point_of(stage, event);
    if (event->kind == EVENT_OF_PRESS) {
        text_clear(&stage->note);
        stage->has_changed = true;
        press(stage, at);
    } else if (event->kind == EVENT_OF_MOVING && event->held && stage->view.dragging) {
        drag_to(stage, at);
    } else if (event->kind == EVENT_OF_RELEASE && stage->view.dragging) {
        stage->view.dragging = false;
        stage->has_changed = true;
    } else if (event->kind == EVENT_OF_WHEEL) {
        stage->has_changed = true;
        turn_wheel(stage, at, event->amount);
    }
}
