#include "ui/stage/start_screen.h"

#include <string.h>

#include "ui/canvas/label.h"
#include "ui/stage/hit_kinds.h"

enum {
    TITLE_PX = 34,
    SAYS_PX = 17,
    TEXT_PX = 16,
    ROW_PX = 28,
    COLUMN_PX = 400,
    COLUMNS_MOST = 4,
    PAD_PX = 24,
    PAD_LOW_PX = 8,
    LOW_PX = 240, /* of height */
    NAME_PX = TITLE_PX + 10,
    SAID_PX = SAYS_PX + 8,
    BELOW_PX = 22, /* from what is said to the list */
    BELOW_LOW_PX = 4,
    ROWS_NAMED = 4, /* fewer rows take the room of the name … */
    ROWS_SAID = 2   /* … and fewer than this, of what is said */
};

static const char TITLE[] = "Lease Lab";

/* How one gets out of here comes first: that is what is left of it in a narrow window. */
static void add_words(const StartScreen *screen, Text *out) {
    if (screen->goes_to) {
        text_add(out, "Escape goes back to '");
        text_add_safe_cut(out, screen->goes_to, 36);
        text_add(out, "'. ");
    }
    text_add(out, "Choose with the arrows and Return, or drop a file here. ? shows all keys.");
}

/* Rows go down, column by column; those before `first` are scrolled away. */
typedef struct {
    int rows, columns, first;
    Box name, said, list; /* no height: there is no room for it */
} StartLayout;

/* A heading stands above the first offer, and where the others begin. */
static bool has_heading(const StageOffer offers[], int number) {
    return number == 0 || offers[number].is_lesson != offers[number - 1].is_lesson;
}

static int row_of(const StageOffer offers[], int number) {
    int row = -1;
    for (int i = 0; i <= number; i++) row += has_heading(offers, i) ? 2 : 1;
    return row;
}

/* In low windows the name goes, and then what is said. */
static StartLayout lay_out_head(Box box) {
    const bool is_low = box.height < PX(LOW_PX);
    const Box inside = box_inset(box, is_low ? PX(PAD_LOW_PX) : PX(PAD_PX));
    const Px name = PX(NAME_PX), said = PX(SAID_PX) + (is_low ? PX(BELOW_LOW_PX) : PX(BELOW_PX));
    StartLayout layout = {.list = inside};
    if (name + said + PX(ROWS_NAMED * ROW_PX) <= inside.height) {
        layout.name = box_top(inside, name);
        layout.list = box_below(layout.list, name);
    }
    if (said + PX(ROWS_SAID * ROW_PX) <= layout.list.height) {
        layout.said = box_top(layout.list, PX(SAID_PX));
        layout.list = box_below(layout.list, said);
    }
    return layout;
}

static StartLayout lay_out(const StageOffer offers[], int count, int cursor, Box box) {
    StartLayout layout = lay_out_head(box);
    layout.columns = (int)(layout.list.width / PX(COLUMN_PX));
    if (layout.columns < 1) layout.columns = 1;
    if (layout.columns > COLUMNS_MOST) layout.columns = COLUMNS_MOST;
    layout.rows = (int)(layout.list.height / PX(ROW_PX));
    const int whole = count > 0 ? row_of(offers, count - 1) + 1 : 0;
    const int needed = (whole + layout.columns - 1) / layout.columns; /* no longer than they must be */
    if (layout.rows > needed) layout.rows = needed;
    const int here = count > 0 ? row_of(offers, cursor < 0 ? 0 : cursor < count ? cursor : count - 1) : 0;
    if (here >= layout.rows * layout.columns) layout.first = here - layout.rows * layout.columns + 1;
    return layout;
}

/* Nothing where its row cannot be seen. */
static Box place_of(const StartLayout *layout, int row) {
    const int seen = row - layout->first;
    if (seen < 0 || layout->rows == 0 || seen >= layout->rows * layout->columns) return (Box){0};
    const Px column = layout->list.width / layout->columns;
    return (Box){layout->list.x + (Px)(seen / layout->rows) * column,
                 layout->list.y + (Px)(seen % layout->rows) * PX(ROW_PX), column, PX(ROW_PX)};
}

static void draw_heading(bool is_lesson, Canvas *canvas, Box box) {
    label_draw(canvas, box, ANCHOR_START, ink_bold(INK_ACCENT, TEXT_PX),
               is_lesson ? "Scenarios and lessons" : "Opened of late");
}

static void draw_offer(const StageOffer *offer, int number, bool is_here, Canvas *canvas, Box box) {
    const Box button = {box.x, box.y, box.width > PX(12) ? box.width - PX(12) : box.width, box.height};
    canvas_group(canvas,
                 (CanvasGroup){.role = "offer", .hit = {HIT_START_ROW, (uint32_t)number}, .area = button});
    if (is_here)
        canvas_box(canvas, box_inset(button, PX(1)), ink_fill(INK_RAISED), ink_line(INK_ACCENT, PX(2)));
    Box text = box_inset(button, PX(4));
    text.x += PX(6);
    text.width = text.width > PX(10) ? text.width - PX(10) : 0;
    label_draw(canvas, text, ANCHOR_START, (TextStyle){TEXT_PX, is_here, INK_TEXT, INK_NONE}, offer->title);
    canvas_ungroup(canvas);
}

static void draw_words(const StartScreen *screen, Canvas *canvas, Box box) {
    Text words = {0};
    add_words(screen, &words);
    if (canvas_has(canvas, &words))
        label_draw(canvas, box, ANCHOR_START, ink_text(INK_FAINT, SAYS_PX), words.bytes);
    text_free(&words);
}

void start_screen_draw(const StartScreen *screen, Canvas *canvas, Box box) {
    const StageOffer *offers = screen->offers;
    const StartLayout layout = lay_out(offers, screen->count, screen->cursor, box);
    canvas_group(canvas, (CanvasGroup){.role = "dialog", .hit = {HIT_OVER, 0}, .area = box});
    canvas_box(canvas, box, ink_fill(INK_BACKGROUND),
               screen->goes_to ? ink_line(INK_OUTLINE, PX(2)) : NO_LINE);
    canvas_ungroup(canvas);
    if (layout.name.height > 0)
        label_draw(canvas, box_top(layout.name, PX(TITLE_PX + 8)), ANCHOR_START, ink_bold(INK_TEXT, TITLE_PX),
                   TITLE);
    if (layout.said.height > 0) draw_words(screen, canvas, layout.said);
    for (int i = 0, row = 0; i < screen->count; i++, row++) {
        if (has_heading(offers, i)) {
            const Box place = place_of(&layout, row++);
            if (place.width > 0) draw_heading(offers[i].is_lesson, canvas, place);
        }
        const Box place = place_of(&layout, row);
        if (place.width > 0) draw_offer(&offers[i], i, i == screen->cursor, canvas, place);
    }
}

void start_screen_tell(const StartScreen *screen, Text *out) {
    text_add_format(out, "%s\n", TITLE);
    add_words(screen, out);
    text_add_char(out, '\n');
    for (int i = 0; i < screen->count; i++) {
        text_add(out, i == screen->cursor ? "> " : "  ");
        text_add_safe(out, screen->offers[i].title, strlen(screen->offers[i].title));
        text_add_char(out, '\n');
    }
}
