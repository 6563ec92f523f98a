#include "ui/stage/help_panel.h"

#include <string.h>

#include "ui/canvas/label.h"
#include "ui/stage/action.h"
#include "ui/stage/dialog.h"

enum { COLUMN_PX = 380, COLUMNS_MOST = 4, ROW_PX = 19, TEXT_PX = 14, GAP_PX = 20, BETWEEN_PX = 10 };

/* A heading; a line of what an action does, the first of them with its keys; or nothing, between parts. */
typedef struct {
    const char *heading;
    Act act; /* ACT_NONE: a heading or nothing */
    const char *line;
    size_t length;
    bool is_first;
} HelpRow;

enum { HELP_ROWS_MOST = 4 * ACT_COUNT };

/* Rows go down, column by column. */
typedef struct {
    HelpRow rows[HELP_ROWS_MOST];
    int count;         /* of rows */
    int columns, fits; /* rows of a column that can be seen */
    Px column, keys;   /* widths */
    bool failed;       /* out of memory: they are not what they should be */
} HelpLayout;

static TextStyle key_style(void) {
    return ink_bold(INK_TEXT, TEXT_PX);
}

static TextStyle does_style(void) {
    return ink_text(INK_TEXT, TEXT_PX);
}

static bool has_row(Act act) {
    return ACTS[act].part && ACTS[act].chords[0].key != 0;
}

/* *out_failed: out of memory. */
static Px widest_keys(const Font *font, bool *out_failed) {
    Px widest = 0;
    *out_failed = false;
    for (int act = ACT_NONE + 1; act < ACT_COUNT; act++) {
        Text keys = {0};
        if (has_row((Act)act)) action_add_keys(&keys, (Act)act);
        const Px width = font_width(font, key_style(), text_bytes(&keys));
        if (width > widest) widest = width;
        *out_failed |= keys.failed;
        text_free(&keys);
    }
    return widest;
}

static void add_row(HelpLayout *layout, HelpRow row) {
    if (layout->count < HELP_ROWS_MOST) layout->rows[layout->count++] = row;
}

static void add_action(HelpLayout *layout, const Font *font, Act act) {
    const Px width = layout->column - layout->keys - PX(BETWEEN_PX);
    bool is_first = true;
    for (const char *does = ACTS[act].does; *does;) {
        size_t next;
        const size_t length = font_break(font, does_style(), does, width > PX(1) ? width : PX(1), &next);
        add_row(layout, (HelpRow){.act = act, .line = does, .length = length, .is_first = is_first});
        is_first = false;
        does += next;
    }
}

/* Those that have a key, in the order of the table, a heading before each part. */
static void find_rows(HelpLayout *layout, const Font *font) {
    const char *part = "";
    layout->count = 0;
    for (int act = ACT_NONE + 1; act < ACT_COUNT; act++) {
        if (!has_row((Act)act)) continue;
        if (strcmp(part, ACTS[act].part) != 0) {
            if (layout->count > 0) add_row(layout, (HelpRow){0});
            part = ACTS[act].part;
            add_row(layout, (HelpRow){.heading = part});
        }
        add_action(layout, font, (Act)act);
    }
}

static bool is_nothing(const HelpRow *row) {
    return !row->heading && row->act == ACT_NONE;
}

/* Rows from this one on that stay together: what an action does, with the heading above it. */
static int together(const HelpLayout *layout, int row) {
    int end = row + 1;
    if (layout->rows[row].heading && end < layout->count) end++;
    while (end < layout->count && layout->rows[end].act != ACT_NONE && !layout->rows[end].is_first) end++;
    return end - row;
}

/* With columns none of which begins with nothing, or amid what stays together. False: then there are more
 * columns than there is room for, and nothing was done. */
static bool break_columns(HelpLayout *layout) {
    const int fits = layout->fits;
    HelpLayout broken = {.columns = layout->columns};
    for (int row = 0; row < layout->count;) {
        const int size = together(layout, row), left = fits - broken.count % fits;
        if (is_nothing(&layout->rows[row]) && left == fits) {
            row++;
            continue;
        }
        for (int pad = 0; size > left && pad < left; pad++) add_row(&broken, (HelpRow){0});
        for (int end = row + size; row < end; row++) add_row(&broken, layout->rows[row]);
    }
    if (broken.count > fits * layout->columns) return false;
    memcpy(layout->rows, broken.rows, sizeof broken.rows);
    layout->count = broken.count;
    return true;
}

static void lay_out(HelpLayout *layout, const Font *font, Box box) {
    const Box inside = dialog_inside(box, PX(COLUMNS_MOST * COLUMN_PX));
    layout->columns = (int)((inside.width + PX(GAP_PX)) / PX(COLUMN_PX));
    if (layout->columns < 1) layout->columns = 1;
    layout->column = (inside.width - (layout->columns - 1) * PX(GAP_PX)) / layout->columns;
    layout->keys = widest_keys(font, &layout->failed);
    if (layout->keys > layout->column / 2) layout->keys = layout->column / 2;
    find_rows(layout, font);
    layout->fits = (int)(inside.height / PX(ROW_PX));
    const int most = layout->fits; /* no longer than they must be */
    for (layout->fits = (layout->count + layout->columns - 1) / layout->columns; layout->fits <= most;
         layout->fits++)
        if (break_columns(layout)) return;
    layout->fits = most;
}

static int32_t last_top(const HelpLayout *layout) {
    const int shown = layout->fits * layout->columns;
    return layout->count > shown ? layout->count - shown : 0;
}

int32_t help_panel_last_top(const Font *font, Box box) {
    HelpLayout layout;
    lay_out(&layout, font, box);
    return last_top(&layout);
}

static void draw_text(Canvas *canvas, Box box, TextStyle style, const char *bytes, size_t length) {
    Text text = {0};
    text_add_bytes(&text, bytes, length);
    if (canvas_has(canvas, &text) && length > 0) label_draw(canvas, box, ANCHOR_START, style, text.bytes);
    text_free(&text);
}

static void draw_row(const HelpLayout *layout, const HelpRow *row, Canvas *canvas, Box box) {
    if (row->heading) {
        label_draw(canvas, box, ANCHOR_START, ink_bold(INK_ACCENT, TEXT_PX), row->heading);
        return;
    }
    if (row->act == ACT_NONE) return;
    Text keys = {0};
    if (row->is_first) action_add_keys(&keys, row->act);
    if (canvas_has(canvas, &keys) && keys.bytes)
        draw_text(canvas, (Box){box.x, box.y, layout->keys, box.height}, key_style(), keys.bytes,
                  keys.length);
    text_free(&keys);
    const Px left = layout->keys + PX(BETWEEN_PX);
    if (left < box.width)
        draw_text(canvas, (Box){box.x + left, box.y, box.width - left, box.height}, does_style(), row->line,
                  row->length);
}

void help_panel_draw(int32_t top, Canvas *canvas, Box box) {
    HelpLayout layout;
    lay_out(&layout, canvas->font, box);
    canvas->failed |= layout.failed;
    const int32_t last = last_top(&layout), first = top < 0 ? 0 : top > last ? last : top;
    const Box inside =
        dialog_draw(canvas, box, PX(COLUMNS_MOST * COLUMN_PX), layout.fits * PX(ROW_PX), "Keys",
                    last > 0 ? "Up and Down for more · Escape closes" : "Escape closes");
    for (int i = 0; i < layout.fits * layout.columns && first + i < layout.count; i++) {
        const Box place = {inside.x + (Px)(i / layout.fits) * (layout.column + PX(GAP_PX)),
                           inside.y + (Px)(i % layout.fits) * PX(ROW_PX), layout.column, PX(ROW_PX)};
        if (box_bottom(place) <= box_bottom(inside))
            draw_row(&layout, &layout.rows[first + i], canvas, place);
    }
}
