#include "ui/figures/states_route.h"

#include <string.h>

#include "sim/base/check.h"
#include "ui/figures/state_labels.h"

static Px greater(Px a, Px b) {
    return a > b ? a : b;
}

/* ---- common ------------------------------------------------------------------------------------------- */

Box states_box_inside(const StateBox *box) {
    const Px left = PX(STATE_BAND_PX + STATE_PAD_PX);
    return (Box){box->box.x + left, box->box.y + PX(STATE_PAD_PX), box->box.width - left - PX(STATE_PAD_PX),
                 box->box.height - 2 * PX(STATE_PAD_PX)};
}

void states_measure_box(StatesPanel *panel, StateBox *box, Px width) {
    box->box.width = width;
    state_box_label(&box->block, panel->font, states_box_inside(box).width, panel->graph, box->state);
    panel->failed |= box->block.failed;
    box->box.height = px_whole(box->block.height + 2 * PX(STATE_PAD_PX) + PX(1));
}

Px states_measure_label(StatesPanel *panel, StatePath *path, Px width) {
    if (!path) return 0;
    state_path_label(&path->label, panel->font, width, panel->graph, path->from, path->to);
    panel->failed |= path->label.failed;
    return path->label.height;
}

void states_set_path(StatePath *path, const Point points[], int count) {
    CHECK(count >= 2 && count <= PATH_POINTS);
    memcpy(path->points, points, (size_t)count * sizeof *points);
    path->point_count = count;
}

void states_set_label(StatePath *path, Px x, Px y, Anchor anchor) {
    const Px width = path->label.width, beside = PX(BESIDE_PX);
    path->anchor = anchor;
    path->label_box = (Box){anchor == ANCHOR_START ? x + beside
                            : anchor == ANCHOR_END ? x - beside - width
                                                   : x - width / 2,
                            px_whole(y), width, path->label.height};
}

enum { ABSENT_PX = 34, ABOVE_LEAST_PX = 34, WITHIN_LEAST_PX = 28 };

Px states_route_above(StatesPanel *panel, Box absent, Px centre, Px lane, Px right) {
    const State start = life_start(panel->graph->product);
    StatePath *retired = states_panel_path(panel, ANY_STATE, STATE_ABSENT);
    StatePath *install = states_panel_path(panel, STATE_ABSENT, start);
    StatePath *anew = states_panel_path(panel, ANY_STATE, start);
    const Px in_x = px_sharp(centre - PX(ASIDE_PX)), anew_x = px_sharp(centre + PX(ASIDE_PX));
    const Px middle = px_sharp(box_centre(absent).y), bottom = box_bottom(absent);
    /* beside the line that goes up, or where there is no room to its right, below the one that goes across */
    const bool is_beside = right - lane > PX(100);
    const Px retired_high = states_measure_label(
        panel, retired, is_beside ? right - lane - PX(2 * BESIDE_PX) : lane - box_right(absent));
    const Px free_to = is_beside ? lane : lane - PX(BESIDE_PX) - retired->label.width;
    const Px install_high = states_measure_label(panel, install, free_to - in_x - PX(2 * BESIDE_PX));
    Px frame_y =
        greater(bottom + greater(install_high + PX(12), PX(ABOVE_LEAST_PX)), middle + retired_high + PX(12));
    frame_y = panel->frame.y = px_sharp(frame_y);
    const Px anew_high = states_measure_label(panel, anew, right - anew_x - PX(2 * BESIDE_PX));
    const Px y = px_whole(frame_y + greater(anew_high + PX(12), PX(WITHIN_LEAST_PX)));
    states_set_path(install, (Point[]){{in_x, bottom}, {in_x, y}}, 2);
    states_set_label(install, in_x, bottom + (frame_y - bottom - install_high) / 2, ANCHOR_START);
    states_set_path(anew, (Point[]){{anew_x, frame_y}, {anew_x, y}}, 2);
    states_set_label(anew, anew_x, frame_y + PX(5), ANCHOR_START);
    states_set_path(retired, (Point[]){{lane, frame_y}, {lane, middle}, {box_right(absent), middle}}, 3);
    states_set_label(retired, lane, middle + PX(5), is_beside ? ANCHOR_START : ANCHOR_END);
    return y;
}

/* ---- in rows ------------------------------------------------------------------------------------------ */

enum {
    COLUMN_LEAST_PX = 148,
    COLUMN_MOST_PX = 280,
    BETWEEN_LEAST_PX = 84,
    BETWEEN_MOST_PX = 280,
    LABEL_MOST_PX = 220,
    ROWS_APART_PX = 44,
    SHARED_PX = 56 /* of the gap beside a box, for labels of lines that go straight up or down */
};

typedef struct {
    StatesPanel *panel;
    State start, lapsed;
    int columns;
    Px left, box, between; /* of columns */
    Px row_y[2], row_height[2], box_height[2];
    Px above; /* the middle of the first row, of that row */
} Across;

/* The lapsed state stands below, unless machines begin in it. */
static int row_of(const Across *across, State state) {
    return state == across->lapsed && state != across->start;
}

static int column_of(const Across *across, State state) {
    if (state == across->start || state == STATE_ABSENT) return 0;
    return state == STATE_EXPIRY_GRACE ? 2 : 1;
}

static bool is_level(const Across *across, const StatePath *path) {
    return path->from != ANY_STATE && path->from != STATE_ABSENT &&
           row_of(across, path->from) == row_of(across, path->to);
}

static bool is_next_to(const Across *across, const StatePath *path) {
    const int apart = column_of(across, path->from) - column_of(across, path->to);
    return is_level(across, path) && (apart == 1 || apart == -1);
}

static bool is_rightwards(const Across *across, const StatePath *path) {
    return column_of(across, path->from) < column_of(across, path->to);
}

/* Columns as wide as they may be beside labels that fit between them. */
static bool find_columns(Across *across, Px width) {
    StatesPanel *panel = across->panel;
    const int n = across->columns;
    Px label = 0;
    for (int i = 0; i < panel->path_count; i++) {
        if (!is_next_to(across, &panel->paths[i])) continue;
        states_measure_label(panel, &panel->paths[i], PX(LABEL_MOST_PX));
        label = greater(label, panel->paths[i].label.width);
    }
    across->between = greater(label + PX(2 * BESIDE_PX) + PX(2), PX(BETWEEN_LEAST_PX));
    const Px most = (width - n * PX(COLUMN_LEAST_PX)) / (n - 1);
    if (most < PX(BETWEEN_LEAST_PX)) return false;
    if (across->between > most) across->between = most;
    across->box = (width - (n - 1) * across->between) / n;
    if (across->box > PX(COLUMN_MOST_PX)) {
        across->box = PX(COLUMN_MOST_PX);
        across->between = (width - n * across->box) / (n - 1);
        if (across->between > PX(BETWEEN_MOST_PX)) across->between = PX(BETWEEN_MOST_PX);
    }
    across->box = px_whole(across->box - PX(1));
    across->between = px_whole(across->between);
    return true;
}

static Px column_x(const Across *across, int column) {
    return across->left + column * (across->box + across->between);
}

/* Level labels stand above and below the middle of their row; upright ones between the rows. */
static void measure(Across *across) {
    StatesPanel *panel = across->panel;
    for (int i = 1; i < panel->box_count; i++) {
        StateBox *box = &panel->boxes[i];
        Px *high = &across->box_height[row_of(across, box->state)];
        states_measure_box(panel, box, across->box);
        *high = greater(*high, box->box.height);
    }
    Px above = across->box_height[0] / 2, below = above;
    for (int i = 0; i < panel->path_count; i++) {
        StatePath *path = &panel->paths[i];
        if (!is_next_to(across, path)) continue;
        const Px high = states_measure_label(panel, path, across->between - PX(2 * BESIDE_PX)) + PX(ASIDE_PX);
        if (is_rightwards(across, path))
            above = greater(above, high);
        else
            below = greater(below, high);
    }
    across->above = px_whole(above);
    across->row_height[0] = px_whole(above + below);
    across->row_height[1] = across->box_height[1];
}

/* Between the rows: straight up or down, or around a corner. Answers how far the rows must be apart. */
static Px measure_upright(Across *across) {
    StatesPanel *panel = across->panel;
    Px apart = PX(ROWS_APART_PX);
    for (int i = 0; i < panel->path_count; i++) {
        StatePath *path = &panel->paths[i];
        if (path->from == ANY_STATE || path->from == STATE_ABSENT || is_level(across, path)) continue;
        const bool straight = column_of(across, path->from) == column_of(across, path->to);
        const bool is_pair = states_panel_path(panel, path->to, path->from) != NULL;
        /* to the right of the last column there is only the frame */
        const bool shares = across->columns > 2 || (is_pair && path->to == across->lapsed);
        const Px width = across->box / 2 + (!straight ? across->between - PX(SHARED_PX + 3 * BESIDE_PX)
                                            : shares  ? PX(SHARED_PX - ASIDE_PX - BESIDE_PX)
                                                      : -PX(ASIDE_PX + BESIDE_PX));
        const Px high = states_measure_label(panel, path, width);
        apart = greater(apart, straight ? high + PX(16) : high + PX(16) - across->row_height[1] / 2);
    }
    return apart;
}

static void route_level(Across *across, StatePath *path) {
    StatesPanel *panel = across->panel;
    const Box from = states_panel_box(panel, path->from)->box, to = states_panel_box(panel, path->to)->box;
    const bool is_right = from.x < to.x, is_pair = states_panel_path(panel, path->to, path->from) != NULL;
    const Px y =
        px_sharp(box_centre(from).y + (is_pair ? is_right ? -PX(ASIDE_PX) / 2 : PX(ASIDE_PX) / 2 : 0));
    const Px begin = is_right ? box_right(from) : from.x, end = is_right ? to.x : box_right(to);
    states_set_path(path, (Point[]){{begin, y}, {end, y}}, 2);
    states_set_label(path, (begin + end) / 2, is_right ? y - PX(4) - path->label.height : y + PX(4),
                     ANCHOR_MIDDLE);
}

/* From the last grace back to where machines began: below the row. */
static void route_below(Across *across, StatePath *path, Px *bottom) {
    StatesPanel *panel = across->panel;
    const Box from = states_panel_box(panel, path->from)->box, to = states_panel_box(panel, path->to)->box;
    const Px high = states_measure_label(panel, path, across->box + across->between);
    const Px y = px_sharp(*bottom + high + PX(16)), x = px_sharp(box_centre(from).x),
             end = px_sharp(box_centre(to).x);
    states_set_path(path, (Point[]){{x, box_bottom(from)}, {x, y}, {end, y}, {end, box_bottom(to)}}, 4);
    states_set_label(path, (x + end) / 2, y - PX(4) - high, ANCHOR_MIDDLE);
    *bottom = y;
}

static void route_upright(Across *across, StatePath *path) {
    StatesPanel *panel = across->panel;
    const Box from = states_panel_box(panel, path->from)->box, to = states_panel_box(panel, path->to)->box;
    const bool is_down = from.y < to.y, is_pair = states_panel_path(panel, path->to, path->from) != NULL;
    const Px gap_y = is_down ? box_bottom(from) : box_bottom(to),
             gap = is_down ? to.y - gap_y : from.y - gap_y;
    if (from.x == to.x) {
        const Px x = px_sharp(box_centre(from).x + (is_pair ? is_down ? -PX(ASIDE_PX) : PX(ASIDE_PX) : 0));
        states_set_path(path, (Point[]){{x, is_down ? gap_y : from.y}, {x, is_down ? to.y : gap_y}}, 2);
        states_set_label(path, x, gap_y + (gap - path->label.height) / 2,
                         is_pair && is_down ? ANCHOR_END : ANCHOR_START);
        return;
    }
    const bool is_right = from.x < to.x;
    const Px x = px_sharp(box_centre(from).x), y = px_sharp(box_centre(to).y);
    states_set_path(path, (Point[]){{x, box_bottom(from)}, {x, y}, {is_right ? to.x : box_right(to), y}}, 3);
    states_set_label(path, x, y - PX(6) - path->label.height, is_right ? ANCHOR_START : ANCHOR_END);
}

static void place(Across *across, Px y, Px apart) {
    StatesPanel *panel = across->panel;
    across->row_height[0] = px_whole(across->row_height[0]);
    across->row_y[0] = y;
    across->row_y[1] = px_whole(y + across->row_height[0] + apart);
    for (int i = 1; i < panel->box_count; i++) {
        StateBox *box = &panel->boxes[i];
        const int row = row_of(across, box->state);
        box->box.x = column_x(across, column_of(across, box->state));
        box->box.height = across->box_height[row];
        box->box.y = across->row_y[row] + (row == 0 ? across->above - box->box.height / 2 : 0);
    }
    const Px start_y = states_panel_box(panel, across->start)->box.y;
    states_panel_path(panel, STATE_ABSENT, across->start)->points[1].y = start_y;
    states_panel_path(panel, ANY_STATE, across->start)->points[1].y = start_y;
}

bool states_route_across(StatesPanel *panel, Px left, Px right, Px top) {
    const Product *product = panel->graph->product;
    Across across = {.panel = panel, .start = life_start(product), .lapsed = product->lapsed};
    across.columns = product_can_be(product, STATE_EXPIRY_GRACE) ? 3 : 2;
    if (!find_columns(&across, right - left - 2 * PX(FRAME_PAD_PX))) return false;
    const Px width = column_x(&across, across.columns - 1) + across.box - across.left;
    across.left = px_whole((left + right - width) / 2);
    measure(&across);
    const Px apart = measure_upright(&across);
    panel->boxes[0].box.x = across.left;
    panel->boxes[0].box.y = top;
    states_measure_box(panel, &panel->boxes[0], across.box);
    const Px centre = across.left + across.box / 2, frame_right = across.left + width + PX(FRAME_PAD_PX);
    const Px lane = px_sharp(column_x(&across, 1) + across.box / 2);
    place(&across, states_route_above(panel, panel->boxes[0].box, centre, lane, frame_right), apart);
    Px bottom = across.row_y[0] + across.row_height[0];
    if (across.row_height[1] > 0) bottom = across.row_y[1] + across.row_height[1];
    for (int i = 0; i < panel->path_count; i++) {
        StatePath *path = &panel->paths[i];
        if (path->from == ANY_STATE || path->from == STATE_ABSENT) continue;
        if (is_next_to(&across, path))
            route_level(&across, path);
        else if (is_level(&across, path))
            route_below(&across, path, &bottom);
        else
            route_upright(&across, path);
    }
    panel->frame = (Box){px_sharp(across.left - PX(FRAME_PAD_PX)), panel->frame.y,
                         width + 2 * PX(FRAME_PAD_PX), px_whole(bottom + PX(FRAME_PAD_PX) - panel->frame.y)};
    return true;
}
