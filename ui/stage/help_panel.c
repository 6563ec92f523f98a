#include "ui/stage/help_panel.h"

#include <string.h>

#include "ui/canvas/label.h"
#include "ui/stage/action.h"
#include "ui/stage/dialog.h"

enum { COLUMN_PX = 380, ROW_PX = 21, TEXT_PX = 14, KEYS_SHARE = 40, GAP_PX = 20, COLUMNS_MOST = 4 };

/* A heading, an action, or nothing, between parts. */
typedef struct {
    const char *heading;
    Act act; /* ACT_NONE: a heading or nothing */
} HelpRow;

enum { HELP_ROWS_MOST = 2 * ACT_COUNT };

/* Those that have a key, in the order of the table, a heading before each part. */
static int find_rows(HelpRow out[HELP_ROWS_MOST]) {
    int count = 0;
    const char *part = "";
    for (int act = ACT_NONE + 1; act < ACT_COUNT; act++) {
        const ActRow *row = &ACTS[act];
        if (!row->part || row->chords[0].key == 0) continue;
        if (strcmp(part, row->part) != 0) {
            if (count > 0) out[count++] = (HelpRow){0};
            out[count++] = (HelpRow){.heading = row->part};
            part = row->part;
        }
        out[count++] = (HelpRow){.act = (Act)act};
    }
    return count;
}

typedef struct {
    int columns, fits, count; /* `fits`: rows of a column; `count`: rows in all */
    Box inside;
} HelpLayout;

static HelpLayout layout_of_help(Box box, int count) {
    HelpLayout layout = {.inside = dialog_inside(box, PX(COLUMNS_MOST * COLUMN_PX)), .count = count};
    layout.columns = (int)((layout.inside.width + PX(GAP_PX)) / PX(COLUMN_PX));
    if (layout.columns < 1) layout.columns = 1;
    layout.fits = (int)(layout.inside.height / PX(ROW_PX));
    const int needed = (count + layout.columns - 1) / layout.columns; /* no longer than they must be */
    if (layout.fits > needed) layout.fits = needed;
    if (layout.fits < 1) layout.fits = 1;
    while (layout.columns > 1 && layout.fits * (layout.columns - 1) >= count) layout.columns--;
    return layout;
}

static int32_t last_top(const HelpLayout *layout) {
    const int shown = layout->fits * layout->columns;
    return layout->count > shown ? layout->count - shown : 0;
}

int32_t help_panel_last_top(Box box) {
    HelpRow rows[HELP_ROWS_MOST];
    const HelpLayout layout = layout_of_help(box, find_rows(rows));
    return last_top(&layout);
}

static void draw_row(const HelpRow *row, Canvas *canvas, Box box) {
    if (row->heading) {
        label_draw(canvas, box, ANCHOR_START, ink_bold(INK_ACCENT, TEXT_PX), row->heading);
        return;
    }
    if (row->act == ACT_NONE) return;
    Text keys = {0};
    action_add_keys(&keys, row->act);
    const Px left = box.width * KEYS_SHARE / 100;
    if (!keys.failed && keys.bytes)
        label_draw(canvas, (Box){box.x, box.y, left - PX(6), box.height}, ANCHOR_START,
                   ink_bold(INK_TEXT, TEXT_PX), keys.bytes);
    label_draw(canvas, (Box){box.x + left, box.y, box.width - left, box.height}, ANCHOR_START,
               ink_text(INK_TEXT, TEXT_PX), ACTS[row->act].does);
    text_free(&keys);
}

void help_panel_draw(int32_t top, Canvas *canvas, Box box) {
    HelpRow rows[HELP_ROWS_MOST];
    const int count = find_rows(rows);
    const HelpLayout layout = layout_of_help(box, count);
    const int32_t last = last_top(&layout), first = top < 0 ? 0 : top > last ? last : top;
    const Box inside =
        dialog_draw(canvas, box, PX(COLUMNS_MOST * COLUMN_PX), layout.fits * PX(ROW_PX), "Keys",
                    last > 0 ? "Up and Down for more · Escape closes" : "Escape closes");
    const Px column = (inside.width - (layout.columns - 1) * PX(GAP_PX)) / layout.columns;
    for (int i = 0; i < layout.fits * layout.columns && first + i < count; i++) {
        const Box place = {inside.x + (Px)(i / layout.fits) * (column + PX(GAP_PX)),
                           inside.y + (Px)(i % layout.fits) * PX(ROW_PX), column, PX(ROW_PX)};
        if (column > PX(1) && box_bottom(place) <= box_bottom(inside))
            draw_row(&rows[first + i], canvas, place);
    }
}
