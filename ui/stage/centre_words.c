#include "ui/stage/centre_words.h"

#include <stdlib.h>
#include <string.h>

#include "ui/canvas/label.h"
#include "ui/stage/pane.h"

enum {
    BESIDE_PX = 5,
    CLEAR_PX = 10, /* the next line is twice as far, so that nobody asks whose words they are */
    MARGIN_PX = 2,
    NEWEST_PX = 14,
    LINE_GAP_PX = 3
};

/* ---- what is in the way ------------------------------------------------------------------------------- */

/* The line's neighbours behind it may be as near to it as they like. */
static bool is_clear(const Lines *lines, const Line *own, Box box, bool is_left) {
    Box around = box_inset(box, -PX(MARGIN_PX));
    around.width += PX(CLEAR_PX);
    if (is_left) around.x -= PX(CLEAR_PX);
    for (int i = 0; i < lines->count; i++)
        if (&lines->lines[i] != own && line_crosses(lines->lines[i].from, lines->lines[i].to, around))
            return false;
    return true;
}

/* ---- one saying --------------------------------------------------------------------------------------- */

/* How words may stand: narrow ones in two lines, "3 < 5:" above "refused". */
typedef struct {
    bool is_narrow, is_left;
} Manner;
static const Manner MANNERS[] = {{false, false}, {false, true}, {true, false}, {true, true}};
enum { MANNER_COUNT = sizeof MANNERS / sizeof *MANNERS };

typedef struct {
    Box box;
    Manner manner;
    TextStyle style;
} Spot;

static TextStyle style_of(const Saying *saying, const Line *line) {
    TextStyle style = ink_bold(saying->ink, line->is_newest ? NEWEST_PX : PANE_TEXT_PX);
    style.halo = INK_BACKGROUND;
    return style;
}

/* How long the first of two lines is; 0: there is no second. */
static size_t first_length(const char *words) {
    const char *colon = strchr(words, ':');
    return colon && colon[1] == ' ' ? (size_t)(colon - words) + 1 : 0;
}

static Px line_height(TextStyle style) {
    return PX(style.size_px + LINE_GAP_PX);
}

/* Where it stands does not matter yet. */
static Box measure(const Font *font, TextStyle style, const char *words, bool is_narrow) {
    const size_t first = is_narrow ? first_length(words) : 0;
    if (first == 0) return (Box){0, 0, font_width(font, style, words), line_height(style)};
    const Px upper = font_width_of(font, style, words, first),
             lower = font_width(font, style, words + first + 1);
    return (Box){0, 0, upper > lower ? upper : lower, 2 * line_height(style)};
}

/* Beside that part of the line: a slanted one is passed by the box's nearest corner. */
static Box box_beside(const Line *line, int part, Box box, bool is_left) {
    const Point at = point_part_way(line->from, line->to, part);
    const Px across = abs(line->to.x - line->from.x), down = abs(line->to.y - line->from.y);
    const Px half = box.height / 2;
    const Px slant = down > half ? (Px)((int64_t)across * half / down) : across;
    const Px away = line->apart + PX(BESIDE_PX) + slant;
    box.x = is_left ? at.x - away - box.width : at.x + away;
    box.y = at.y - half;
    return box;
}

/* As near to the middle of the line as there is room. */
static bool find_beside(const Room *room, const Lines *lines, const Line *line, Box size, bool is_left,
                        Box *out) {
    static const int PARTS[] = {500, 550, 450, 600, 400, 650, 350, 700, 300,
                                750, 250, 800, 200, 850, 150, 900, 100};
    const bool is_point = line->from.x == line->to.x && line->from.y == line->to.y;
    for (size_t p = 0; p < (is_point ? 1 : sizeof PARTS / sizeof *PARTS); p++) {
        *out = box_beside(line, PARTS[p], size, is_left);
        if (room_is_free(room, *out) && is_clear(lines, line, *out, is_left)) return true;
    }
    return false;
}

static bool find_place(const Room *room, const Lines *lines, const Font *font, const Saying *saying,
                       int number, Manner manner, Spot *out) {
    for (int i = 0; i < lines->count; i++) {
        const Line *line = &lines->lines[i];
        if (line->saying != number) continue;
        out->manner = manner;
        out->style = style_of(saying, line);
        const Box size = measure(font, out->style, saying->words.bytes, manner.is_narrow);
        if (find_beside(room, lines, line, size, manner.is_left, &out->box)) return true;
    }
    return false;
}

static void draw_saying(const Spot *spot, Canvas *canvas, const char *words) {
    const Anchor anchor = spot->manner.is_left ? ANCHOR_END : ANCHOR_START;
    const size_t first = spot->manner.is_narrow ? first_length(words) : 0;
    if (first == 0) {
        label_draw(canvas, spot->box, anchor, spot->style, words);
        return;
    }
    Text upper = {0};
    text_add_bytes(&upper, words, first);
    if (canvas_has(canvas, &upper))
        label_draw(canvas, box_top(spot->box, line_height(spot->style)), anchor, spot->style, upper.bytes);
    text_free(&upper);
    label_draw(canvas, box_below(spot->box, line_height(spot->style)), anchor, spot->style,
               words + first + 1);
}

/* ---- all of them -------------------------------------------------------------------------------------- */

/* All in one manner, or false, and nothing is taken. */
static bool place_alike(Room *room, const Lines *lines, const Font *font, const Saying sayings[], int count,
                        Manner manner, Spot out[]) {
    const size_t taken = room->count;
    for (int s = 0; s < count; s++) {
        if (!find_place(room, lines, font, &sayings[s], s, manner, &out[s])) {
            room->count = taken;
            return false;
        }
        room_block(room, out[s].box);
    }
    return true;
}

static bool is_the_newest(const Lines *lines, int saying) {
    for (int i = 0; i < lines->count; i++)
        if (lines->lines[i].saying == saying && lines->lines[i].is_newest) return true;
    return false;
}

/* Each for itself; those first that come first. Where the newest is not said, what comes after it is not
 * either: it would be taken for the newest. */
static void place_each(Room *room, const Lines *lines, const Font *font, const Saying sayings[], int count,
                       Spot out[]) {
    bool is_over = false;
    for (int s = 0; s < count; s++) {
        bool is_found = false;
        for (int m = 0; m < MANNER_COUNT && !is_found && !is_over; m++)
            is_found = find_place(room, lines, font, &sayings[s], s, MANNERS[m], &out[s]);
        if (is_found)
            room_block(room, out[s].box);
        else
            out[s].box.width = 0;
        is_over = is_over || (!is_found && is_the_newest(lines, s));
    }
}

void words_draw(Room *room, const Lines *lines, Canvas *canvas, const Saying sayings[], int count) {
    Spot spots[SAYINGS_MOST];
    bool are_alike = false;
    for (int m = 0; m < MANNER_COUNT && !are_alike; m++)
        are_alike = place_alike(room, lines, canvas->font, sayings, count, MANNERS[m], spots);
    if (!are_alike) place_each(room, lines, canvas->font, sayings, count, spots);
    for (int s = 0; s < count; s++)
        if (spots[s].box.width > 0) draw_saying(&spots[s], canvas, sayings[s].words.bytes);
}
