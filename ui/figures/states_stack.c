/* states_stack: the diagram of a product's machines where there is little room: all states below each other,
 * what skips one runs at the sides. */
#include "ui/figures/states_route.h"

enum { SIDE_PX = 108, LANE_PX = 10, STACK_BOX_PX = 260, STACK_APART_PX = 40, ABSENT_PX = 150 };

static Px greater(Px a, Px b) {
    return a > b ? a : b;
}

typedef struct {
    StatesPanel *panel;
    StateBox *order[PANEL_BOXES]; /* from above: how machines begin, licensed, last grace, lapsed */
    int count;
    Px left, right; /* inner edges of the frame */
    Px centre, box;
    bool has_two; /* lines side by side on the right: from where machines begin, and from licensed */
} Stack;

static void put_next(Stack *stack, State state) {
    StateBox *box = states_panel_box(stack->panel, state);
    for (int i = 0; i < stack->count; i++)
        if (stack->order[i] == box) return;
    if (box) stack->order[stack->count++] = box;
}

static int place_of(const Stack *stack, State state) {
    for (int i = 0; i < stack->count; i++)
        if (stack->order[i]->state == state) return i;
    return -1;
}

/* How many places further down; 0 for what comes over the frame. */
static int steps_of(const Stack *stack, const StatePath *path) {
    const int from = place_of(stack, path->from), to = place_of(stack, path->to);
    return from < 0 || to < 0 ? 0 : to - from;
}

/* What leads to the lapsed state runs on the right side, what leads away from it on the left. */
static bool is_left(const Stack *stack, const StatePath *path) {
    return path->from == stack->panel->graph->product->lapsed;
}

static bool is_aside(const Stack *stack, const StatePath *path) {
    const int steps = steps_of(stack, path);
    return steps > 1 || steps < -1;
}

/* The second of two lines on the right. */
static bool is_second(const Stack *stack, const StatePath *path) {
    return stack->has_two && path->from == STATE_LICENSED;
}

static void find_width(Stack *stack) {
    Px sides[2] = {0, 0};
    int right = 0;
    for (int i = 0; i < stack->panel->path_count; i++) {
        const StatePath *path = &stack->panel->paths[i];
        if (!is_aside(stack, path)) continue;
        sides[!is_left(stack, path)] = PX(SIDE_PX);
        right += !is_left(stack, path);
    }
    stack->has_two = right > 1;
    if (stack->has_two) sides[1] += PX(LANE_PX);
    const Px free_px = stack->right - stack->left - sides[0] - sides[1];
    stack->box = px_whole((free_px < PX(STACK_BOX_PX) ? free_px : PX(STACK_BOX_PX)) - PX(1));
    stack->centre = px_whole(stack->left + sides[0] + free_px / 2);
}

/* The box that comes next on its way, beside which its label stands. */
static StateBox *passed_by(const Stack *stack, const StatePath *path) {
    return stack->order[place_of(stack, path->from) + (steps_of(stack, path) > 0 ? 1 : -1)];
}

/* Boxes are as high as the labels beside them, which so keep clear of those between boxes. */
static void measure_boxes(Stack *stack) {
    for (int i = 0; i < stack->count; i++) states_measure_box(stack->panel, stack->order[i], stack->box);
    for (int i = 0; i < stack->panel->path_count; i++) {
        StatePath *path = &stack->panel->paths[i];
        if (!is_aside(stack, path)) continue;
        Box *box = &passed_by(stack, path)->box;
        const Px high = states_measure_label(stack->panel, path, PX(SIDE_PX - LANE_PX - 2 * BESIDE_PX));
        box->height = px_whole(greater(box->height, high + (stack->has_two ? PX(2 * LANE_PX) : PX(2))));
    }
}

static Px apart_after(Stack *stack, int place) {
    Px apart = PX(STACK_APART_PX);
    for (int i = 0; i < stack->panel->path_count; i++) {
        StatePath *path = &stack->panel->paths[i];
        const int from = place_of(stack, path->from), to = place_of(stack, path->to),
                  steps = steps_of(stack, path);
        if ((steps != 1 && steps != -1) || (from < to ? from : to) != place) continue;
        const Px width = (stack->right - stack->left) / 2 - PX(ASIDE_PX + 2 * LANE_PX + BESIDE_PX);
        apart = greater(apart, states_measure_label(stack->panel, path, width) + PX(14));
    }
    return apart;
}

static void route_near(Stack *stack, StatePath *path) {
    StatesPanel *panel = stack->panel;
    const Box from = states_panel_box(panel, path->from)->box, to = states_panel_box(panel, path->to)->box;
    const bool is_down = from.y < to.y, is_pair = states_panel_path(panel, path->to, path->from) != NULL;
    const Px x = px_sharp(stack->centre + (is_pair ? is_down ? -PX(ASIDE_PX) : PX(ASIDE_PX) : 0));
    const Px top = is_down ? box_bottom(from) : box_bottom(to), bottom = is_down ? to.y : from.y;
    states_set_path(path, (Point[]){{x, is_down ? top : bottom}, {x, is_down ? bottom : top}}, 2);
    states_set_label(path, x, (top + bottom - path->label.height) / 2,
                     is_pair && is_down ? ANCHOR_END : ANCHOR_START);
}

static void route_aside(Stack *stack, StatePath *path) {
    StatesPanel *panel = stack->panel;
    const Box from = states_panel_box(panel, path->from)->box, to = states_panel_box(panel, path->to)->box;
    const bool left = is_left(stack, path), second = is_second(stack, path);
    const Px lane = px_sharp(left ? stack->left + PX(LANE_PX) / 2
                                  : stack->right - PX(LANE_PX) / 2 - (second ? PX(LANE_PX) : 0));
    const Px aside = stack->has_two && !left ? PX(LANE_PX) / 2 : 0;
    const Px begin_y = px_sharp(second ? box_bottom(from) - PX(LANE_PX) : box_centre(from).y);
    const Px end_y = px_sharp(box_centre(to).y + (second ? -aside : aside));
    states_set_path(path,
                    (Point[]){{left ? from.x : box_right(from), begin_y},
                              {lane, begin_y},
                              {lane, end_y},
                              {left ? to.x : box_right(to), end_y}},
                    4);
    const Box passed = passed_by(stack, path)->box;
    const Px y = stack->has_two ? passed.y + PX(1) : box_centre(passed).y - path->label.height / 2;
    states_set_label(path, lane, y, left ? ANCHOR_START : ANCHOR_END);
}

void states_route_down(StatesPanel *panel, Px left, Px right, Px top) {
    Stack stack = {.panel = panel, .left = left + PX(LANE_PX), .right = right - PX(LANE_PX)};
    put_next(&stack, life_start(panel->graph->product));
    put_next(&stack, STATE_LICENSED);
    put_next(&stack, STATE_EXPIRY_GRACE);
    put_next(&stack, panel->graph->product->lapsed);
    find_width(&stack);
    measure_boxes(&stack);
    StateBox *absent = &panel->boxes[0];
    absent->box.x = stack.centre - PX(ABSENT_PX) / 2;
    absent->box.y = top;
    states_measure_box(panel, absent, PX(ABSENT_PX));
    const Px lane = px_sharp(right - PX(LANE_PX));
    Px y = states_route_above(panel, absent->box, stack.centre, lane, right);
    for (int i = 0; i < stack.count; i++) {
        Box *box = &stack.order[i]->box;
        box->x = stack.centre - stack.box / 2;
        box->y = px_whole(y);
        y = box_bottom(*box) + (i + 1 < stack.count ? apart_after(&stack, i) : 0);
    }
    for (int i = 0; i < panel->path_count; i++) {
        StatePath *path = &panel->paths[i];
        if (is_aside(&stack, path))
            route_aside(&stack, path);
        else if (steps_of(&stack, path) != 0)
            route_near(&stack, path);
    }
    panel->frame = (Box){px_sharp(left), panel->frame.y, px_whole(right - left - PX(1)),
                         y + PX(FRAME_PAD_PX) - panel->frame.y};
}
