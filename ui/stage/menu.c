#include "ui/stage/menu.h"

#include <stdio.h>
#include <string.h>

#include "ui/canvas/label.h"
#include "ui/stage/action.h"
#include "ui/stage/dialog.h"
#include "ui/stage/hit_kinds.h"

enum { ROW_PX = 28, WIDTH_PX = 620, NUMBER_WIDTH_PX = 30 };

/* Cut at a character's border. */
static void copy_cut(char out[MENU_TEXT], const char *text) {
    size_t length = strlen(text);
    if (length >= MENU_TEXT) {
        length = MENU_TEXT - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) length--;
    }
    memcpy(out, text, length);
    out[length] = '\0';
}

void menu_begin(Menu *menu, const char *title) {
    *menu = (Menu){0};
    copy_cut(menu->title, title);
}

void menu_add(Menu *menu, const char *says, const char *means) {
    if (menu->count == MENU_ROWS_MOST) return;
    MenuRow *row = &menu->rows[menu->count++];
    *row = (MenuRow){0};
    copy_cut(row->says, says);
    copy_cut(row->means, means);
}

void menu_move(Menu *menu, int by) {
    menu->cursor += by;
    if (menu->cursor >= menu->count) menu->cursor = menu->count - 1;
    if (menu->cursor < 0) menu->cursor = 0;
}

/* The first row shown, so that the cursor's is. */
static int top_of(const Menu *menu, int fits) {
    int top = menu->top;
    if (menu->cursor >= top + fits) top = menu->cursor - fits + 1;
    if (menu->cursor < top) top = menu->cursor;
    return top;
}

static void draw_row(const Menu *menu, int number, Canvas *canvas, Box box) {
    const MenuRow *row = &menu->rows[number];
    const bool is_here = number == menu->cursor;
    const Hit hit = {HIT_MENU_ROW, (uint32_t)number};
    canvas_group(canvas, (CanvasGroup){.role = "menu-row", .hit = hit, .area = box});
    if (is_here) canvas_box(canvas, box_inset(box, PX(1)), ink_fill(INK_RAISED), ink_line(INK_ACCENT, PX(2)));
    char key[16];
    snprintf(key, sizeof key, "%d", number + 1);
    const Px pad = PX(8), wide = PX(NUMBER_WIDTH_PX);
    const TextStyle style = {DIALOG_TEXT_PX, is_here, INK_TEXT, INK_NONE};
    if (number < CHOICES_MOST && box.width > 2 * wide)
        label_draw(canvas, (Box){box.x + pad, box.y, wide - pad, box.height}, ANCHOR_START,
                   ink_bold(INK_FAINT, DIALOG_TEXT_PX), key);
    const Px left = box.x + pad + wide, right = box_right(box) - 2 * pad;
    label_draw(canvas, (Box){left, box.y, right > left ? right - left : 0, box.height}, ANCHOR_START, style,
               row->says);
    canvas_ungroup(canvas);
}

void menu_draw(const Menu *menu, Canvas *canvas, Box box) {
    const Px row = PX(ROW_PX);
    const Box inside = dialog_draw(canvas, box, PX(WIDTH_PX), menu->count * row, menu->title,
                                   "Up and Down, or a number · Return chooses · Escape leaves");
    const int fits = (int)(inside.height / row), top = top_of(menu, fits > 0 ? fits : 1);
    for (int i = 0; i < fits && top + i < menu->count; i++)
        draw_row(menu, top + i, canvas, (Box){inside.x, inside.y + i * row, inside.width, row});
    dialog_draw_bar(canvas, inside, top, fits, menu->count);
}

void menu_tell(const Menu *menu, Text *out) {
    text_add_safe(out, menu->title, strlen(menu->title));
    text_add_char(out, '\n');
    for (int i = 0; i < menu->count; i++) {
        const MenuRow *row = &menu->rows[i];
        text_add_format(out, "%c %2d  ", i == menu->cursor ? '>' : ' ', i + 1);
        text_add_safe(out, row->says, strlen(row->says));
        text_add_char(out, '\n');
    }
}
