#include "ui/stage/panel_frame.h"

void panel_frame_draw(Canvas *canvas, Box box, bool has_keys) {
    if (has_keys)
        canvas_box(canvas, box_inset(box, PX(3) / 2), NO_FILL, ink_line(INK_ACCENT, PX(3)));
    else
        canvas_box(canvas, box_inset(box, PX_HALF), NO_FILL, ink_line(INK_GRID, PX(1)));
}
