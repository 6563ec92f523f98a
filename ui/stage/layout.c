#include "ui/stage/layout.h"

enum {
    TOP_PX = 44,
    TOP_LOW_PX = 34,    /* in windows below LOW_PX */
    LOW_PX = 480,       /* of height */
    ALONE_LOW_PX = 240, /* below, one panel is there */
    BOTH_PX = 900,      /* of width: fleet and inspector */
    ALONE_PX = 520,     /* below, one of the three in the middle */
    MIDDLE_LOW_PX = 64, /* of height: a lesson that leaves less takes the room of the dock */
    FLEET_PX = 224,
    FLEET_MOST_PX = 340,
    INSPECTOR_PX = 304,
    INSPECTOR_MOST_PX = 460,
    DOCK_MOST_PX = 420,
    OVER_MARGIN_PX = 40,
    PANEL_WIDE_PX = 80, /* in a panel smaller than this there is nothing to be seen */
    PANEL_HIGH_PX = 10
};

static Px least(Px a, Px b) {
    return a < b ? a : b;
}

/* value * part / whole in whole pixels. */
static Px share(Px value, int part, int whole) {
    return value / PX(1) * part / whole * PX(1);
}

/* Each takes so much of what is left. */
static Box take_top(Box *rest, Px height) {
    const Box taken = box_top(*rest, height);
    *rest = box_below(*rest, height);
    return taken;
}

static Box take_bottom(Box *rest, Px height) {
    const Box taken = box_below(*rest, rest->height - height);
    *rest = box_top(*rest, rest->height - height);
    return taken;
}

static Box take_left(Box *rest, Px width) {
    const Box taken = box_left(*rest, width);
    *rest = box_after(*rest, width);
    return taken;
}

static Box take_right(Box *rest, Px width) {
    const Box taken = box_after(*rest, rest->width - width);
    *rest = box_left(*rest, rest->width - width);
    return taken;
}

/* Of fleet and inspector the one that is there in a narrow window. */
static PanelId side_panel(const View *view) {
    if (view->panel == PANEL_FLEET || view->panel == PANEL_INSPECTOR) return view->panel;
    return view->selected.kind != SUBJECT_NONE ? PANEL_INSPECTOR : PANEL_FLEET;
}

/* Wider in wide windows, so that long names are not cut there. */
static Px side_width(PanelId panel, Px whole) {
    const bool is_fleet = panel == PANEL_FLEET;
    const Px designed = is_fleet ? PX(FLEET_PX) : PX(INSPECTOR_PX);
    const Px most = is_fleet ? PX(FLEET_MOST_PX) : PX(INSPECTOR_MOST_PX);
    const Px wide = share(whole, is_fleet ? 175 : 238, 1000);
    if (whole < PX(1280)) return least(designed, share(whole, is_fleet ? 24 : 30, 100));
    return least(wide > designed ? wide : designed, most);
}

static void lay_out_middle(Layout *layout, const View *view, Box middle) {
    const Px whole = layout->whole.width;
    Box *panels = layout->panels;
    if (whole < PX(ALONE_PX)) {
        const bool has_keys = view->panel == PANEL_FLEET || view->panel == PANEL_INSPECTOR;
        panels[has_keys ? view->panel : PANEL_CENTRE] = middle;
        return;
    }
    if (whole >= PX(BOTH_PX)) {
        panels[PANEL_FLEET] = take_left(&middle, side_width(PANEL_FLEET, whole));
        panels[PANEL_INSPECTOR] = take_right(&middle, side_width(PANEL_INSPECTOR, whole));
    } else {
        const PanelId side = side_panel(view);
        const Px width = share(whole, 38, 100);
        panels[side] = side == PANEL_FLEET ? take_left(&middle, width) : take_right(&middle, width);
    }
    panels[PANEL_CENTRE] = middle;
}

/* Of the window; less of it where a lesson needs room too, in low windows above all, more of it for two lanes
 * side by side. */
static Px dock_height(const View *view, Px whole, Px lesson) {
    const int wanted = view->other_lane != NO_LANE ? 38 : 28, given = whole < PX(LOW_PX) ? 8 : 4;
    return least(share(whole, lesson > 0 ? wanted - given : wanted, 100), PX(DOCK_MOST_PX));
}

Px layout_lesson_share(const View *view) {
    return share(PX(view->height_px), 42, 100);
}

static Layout lay_out(const View *view, Px lesson) {
    const Px width = PX(view->width_px), height = PX(view->height_px);
    Layout layout = {.whole = {0, 0, width, height}};
    Box rest = layout.whole;
    const Px top = view->height_px < LOW_PX ? PX(TOP_LOW_PX) : PX(TOP_PX);
    layout.top_bar = take_top(&rest, least(top, share(height, 1, 3)));
    const Px margin = least(PX(OVER_MARGIN_PX), share(least(width, height), 1, 24));
    layout.over = box_inset(rest, margin);
    if (height < PX(ALONE_LOW_PX)) {
        const bool is_there = view->panel != PANEL_LESSON || lesson > 0;
        layout.panels[is_there ? view->panel : PANEL_CENTRE] = rest;
        return layout;
    }
    if (lesson > 0) layout.panels[PANEL_LESSON] = take_top(&rest, least(lesson, rest.height));
    Px dock = dock_height(view, height, lesson);
    if (lesson > layout_lesson_share(view) && rest.height - dock < PX(MIDDLE_LOW_PX))
        dock = view->panel == PANEL_DOCK ? rest.height : 0;
    layout.panels[PANEL_DOCK] = take_bottom(&rest, dock);
    lay_out_middle(&layout, view, rest);
    return layout;
}

Layout layout_of(const View *view, Px lesson) {
    Layout layout = lay_out(view, lesson > 0 ? lesson : 0);
    layout.failed = lesson < 0;
    for (int p = 0; p < PANEL_COUNT; p++)
        if (layout.panels[p].width < PX(PANEL_WIDE_PX) || layout.panels[p].height < PX(PANEL_HIGH_PX))
            layout.panels[p] = (Box){0};
    return layout;
}
