#include "ui/stage/dialog.h"

#include "ui/canvas/label.h"
#include "ui/stage/hit_kinds.h"

enum { TITLE_PX = 20, KEYS_PX = 13, PAD_PX = 16, HEAD_PX = 34, FOOT_PX = 24, LOW_PX = 200, BAR_PX = 6 };

static Px least(Px a, Px b) {
    return a < b ? a : b;
}

/* Of the frame to its inside, at the sides and above and below. */
static Px pad_of(Box over) {
    return over.height < PX(LOW_PX) ? PX(PAD_PX / 2) : PX(PAD_PX);
}

static Box frame_of(Box over, Px width, Px height) {
    const Px pad = pad_of(over), wide = least(width + 2 * pad, over.width);
    const Px high = least(height + 2 * pad + PX(HEAD_PX + FOOT_PX), over.height);
    return (Box){px_whole(over.x + (over.width - wide) / 2), px_whole(over.y + (over.height - high) / 2),
                 wide, high};
}

static Box inside_of(Box frame, Px pad) {
    Box inside = box_inset(frame, pad);
    const Px taken = PX(HEAD_PX + FOOT_PX);
    inside.y += PX(HEAD_PX);
    inside.height = inside.height > taken ? inside.height - taken : 0;
    return inside;
}

Box dialog_inside(Box over, Px width) {
    return inside_of(frame_of(over, width, over.height), pad_of(over));
}

Box dialog_draw(Canvas *canvas, Box over, Px width, Px height, const char *title, const char *keys) {
    const Px pad = pad_of(over);
    const Box frame = frame_of(over, width, height), inside = inside_of(frame, pad);
    canvas_group(canvas, (CanvasGroup){.role = "dialog", .hit = {HIT_OVER, 0}, .area = frame});
    canvas_box(canvas, frame, ink_fill(INK_PANEL), ink_line(INK_OUTLINE, PX(2)));
    canvas_ungroup(canvas);
    if (inside.height == 0) return inside;
    label_draw(canvas, (Box){inside.x, frame.y + pad / 2, inside.width, PX(HEAD_PX)}, ANCHOR_START,
               ink_bold(INK_TEXT, TITLE_PX), title);
    const Px foot = box_bottom(frame) - PX(FOOT_PX) - pad / 2;
    label_draw(canvas, (Box){inside.x, foot, inside.width, PX(FOOT_PX)}, ANCHOR_START,
               ink_text(INK_FAINT, KEYS_PX), keys);
    return inside;
}

void dialog_draw_bar(Canvas *canvas, Box inside, int32_t top, int32_t shown, int32_t whole) {
    if (shown >= whole || inside.height < PX(BAR_PX)) return;
    const Box track = {box_right(inside) - PX(BAR_PX), inside.y, PX(BAR_PX), inside.height};
    canvas_box(canvas, track, ink_fill(INK_SHADE), NO_LINE);
    const Px from = px_share(track.height, top, whole), to = px_share(track.height, top + shown, whole);
    canvas_box(canvas, (Box){track.x, track.y + from, track.width, to - from}, ink_fill(INK_AXIS), NO_LINE);
}
