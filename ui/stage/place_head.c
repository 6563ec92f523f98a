#include "ui/stage/place_head.h"

#include <string.h>

#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/targets.h"
#include "ui/stage/hit_kinds.h"

enum { RADIUS_PX = 8, NAMES_MOST = 4 };
static const char REACHES_NOTHING[] = "reaches nothing";

static bool is_asked(const Plan *plan, int target) {
    const FigureRequest request = {.plan = plan};
    if (target >= SERVICE_COUNT) return true;
    return target_service_is_needed(&request, (Service)target) &&
           (target != SERVICE_DNS || plan->host_count > 0);
}

void place_add_blocked(const Shown *shown, uint32_t place, Text *out) {
    const Place *it = &world_places((World *)(uintptr_t)shown->head)[place]; /* only read through */
    const int targets = reach_host((int)shown->plan->host_count);
    int blocked = 0, asked = 0;
    for (int target = 0; target < targets; target++) {
        if (!is_asked(shown->plan, target)) continue;
        asked++;
        blocked += !place_reaches(it, target);
    }
    if (blocked == 0) return;
    if (blocked == asked) {
        text_add(out, REACHES_NOTHING);
        return;
    }
    int told = 0;
    for (int target = 0; target < targets && told < NAMES_MOST; target++) {
        if (!is_asked(shown->plan, target) || place_reaches(it, target)) continue;
        text_add_format(out, "%s%s", told++ ? ", " : "does not reach ",
                        plan_target_name(shown->plan, target));
    }
    if (told < blocked) text_add_format(out, " and %d more", blocked - told);
}

void place_box_draw(const Frame *frame, Canvas *canvas, uint32_t place, Box box) {
    const View *view = frame->view;
    Text blocked = {0};
    place_add_blocked(&frame->now, place, &blocked);
    const bool is_cut_off =
        canvas_has(canvas, &blocked) && blocked.length && strcmp(blocked.bytes, REACHES_NOTHING) == 0;
    text_free(&blocked);
    hit_begin(canvas, "place", frame->now.plan->places[place].name, HIT_PLACE, place, box);
    canvas_round_box(canvas, box_inset(box, PX_HALF), PX(RADIUS_PX), ink_fill(INK_PANEL),
                     is_cut_off ? ink_dash(INK_NO_REACH, PX(3) / 2, DASH_LONG) : ink_line(INK_AXIS, PX(1)));
    if (view->selected.kind == SUBJECT_PLACE && view->selected.index == place)
        look_select(canvas, box_inset(box, PX(3)));
    canvas_ungroup(canvas);
}

void place_head_draw(const Frame *frame, Canvas *canvas, uint32_t place, Box box, const char *remark) {
    const char *name = frame->now.plan->places[place].name;
    Text blocked = {0};
    place_add_blocked(&frame->now, place, &blocked);
    const bool is_blocked = canvas_has(canvas, &blocked) && blocked.length > 0;
    const Box head = {box.x + PX(PLACE_PAD_PX), box.y + PX(2), box.width - PX(2 * PLACE_PAD_PX),
                      PX(PLACE_HEAD_PX - 2)};
    const TextStyle bold = ink_bold(INK_TEXT, PANE_TEXT_PX);
    Px width = font_width(canvas->font, bold, name);
    if (is_blocked && width > head.width / 2) width = head.width / 2;
    if (width > head.width) width = head.width;
    pane_words_on_lines(canvas, box_left(head, width), ANCHOR_START, bold, name);
    Box rest = box_after(head, width + PX(PLACE_PAD_PX));
    if (is_blocked && rest.width > PX(24)) {
        target_draw_cross(canvas, (Point){rest.x + PX(5), px_whole(box_centre(rest).y)});
        rest = box_after(rest, PX(14));
        const TextStyle words = ink_text(INK_NO_REACH, PANE_SMALL_PX);
        pane_words_on_lines(canvas, rest, ANCHOR_START, words, blocked.bytes);
        rest = box_after(rest, font_width(canvas->font, words, blocked.bytes) + PX(PLACE_PAD_PX));
    }
    const TextStyle faint = ink_text(INK_FAINT, PANE_SMALL_PX);
    if (remark && font_width(canvas->font, faint, remark) <= rest.width)
        pane_words_on_lines(canvas, rest, ANCHOR_END, faint, remark);
    text_free(&blocked);
}
