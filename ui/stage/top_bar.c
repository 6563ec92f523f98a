#include "ui/stage/top_bar.h"

#include <stdio.h>
#include <string.h>

#include "ui/canvas/label.h"
#include "ui/figures/page.h"
#include "ui/stage/hit_kinds.h"
#include "ui/stage/lanes.h"

enum { PAD_PX = 8, BUTTON_PX = 32, SMALL_BUTTON_PX = 24, LOW_PX = 40, MOST_PX = 20 };

/* ---- what it says ------------------------------------------------------------------------------------- */

/* "Mon 5 Jan 08:00 · day 0": as page_add_date has it, without the year, and the days since the start. */
static void add_clock(Text *out, const Frame *frame) {
    page_add_date(out, frame->now.plan, frame->now.at < 0 ? 0 : frame->now.at);
    text_add_format(out, " · day %d", frame->now.at < 0 ? 0 : frame->now.at / (int32_t)DAY_MIN);
}

static void add_mode(Text *out, const Frame *frame) {
    switch (frame_mode(frame)) {
    case MODE_LIVE: text_add(out, "LIVE"); return;
    case MODE_PAST: text_add(out, "PAST"); return;
    case MODE_BRANCH: text_add_format(out, "BRANCH %s", frame->now.lane->name); return;
    }
}

/* Its sign and colour say the most of it: this is said beside them where the bar is narrow. */
static void add_short_mode(Text *out, const Frame *frame) {
    if (frame_mode(frame) == MODE_BRANCH) text_add(out, frame->now.lane->name);
}

/* "1d/s": simulated time in a second. */
static void add_speed(Text *out, const Frame *frame) {
    char length[DURATION_TEXT];
    duration_format(SPEEDS_MIN[frame->view->speed], length);
    text_add_format(out, "%s/s", length);
}

/* "event 3 of 7": within a minute in which more than one thing happens, while it stands there. */
static void add_row(Text *out, const Frame *frame) {
    if (frame->view->playing || frame->now.rows == 0) return;
    text_add_format(out, "event %u of %u", frame->now.row, frame->now.rows);
}

static void add_title(Text *out, const Frame *frame) {
    const char *title = frame->now.plan->title;
    if (!title[0]) title = frame->file;
    if (title) text_add_prose(out, title, SIZE_MAX);
}

/* ---- signs -------------------------------------------------------------------------------------------- */

/* Half of a sign's height, for a button of this height. */
static Px sign_half(Box button) {
    return px_whole(button.height / 4);
}

static void draw_triangle(Canvas *canvas, Point c, Px half, int towards) {
    const Point points[] = {{c.x - towards * half * 3 / 4, c.y - half},
                            {c.x - towards * half * 3 / 4, c.y + half},
                            {c.x + towards * half, c.y}};
    canvas_polygon(canvas, points, 3, ink_fill(INK_TEXT), NO_LINE);
}

static void draw_post(Canvas *canvas, Px x, Px y, Px half) {
    canvas_box(canvas, (Box){x - PX(3) / 2, y - half, PX(3), 2 * half}, ink_fill(INK_TEXT), NO_LINE);
}

/* A star of meaning: the next thing that is worth looking at. */
static void draw_star(Canvas *canvas, Point c, Px radius) {
    Point points[8];
    for (int i = 0; i < 8; i++)
        points[i] = point_on_circle(c, i % 2 ? radius / 3 : radius, i * TURN_WHOLE / 8);
    canvas_polygon(canvas, points, 8, ink_fill(INK_TEXT), NO_LINE);
}

static void draw_play(Canvas *canvas, Point c, Px half, bool playing) {
    if (!playing) {
        draw_triangle(canvas, c, half, 1);
        return;
    }
    const Px wide = half * 2 / 3;
    canvas_box(canvas, (Box){c.x - half * 4 / 5, c.y - half, wide, 2 * half}, ink_fill(INK_TEXT), NO_LINE);
    canvas_box(canvas, (Box){c.x + half * 4 / 5 - wide, c.y - half, wide, 2 * half}, ink_fill(INK_TEXT),
               NO_LINE);
}

static void draw_sign(const Frame *frame, Canvas *canvas, Box button, Act act) {
    const Point c = box_centre(button);
    const Px half = sign_half(button);
    if (act == ACT_PLAY) {
        draw_play(canvas, c, half, frame->view->playing);
    } else if (act == ACT_TO_START) {
        draw_post(canvas, c.x - half, c.y, half);
        draw_triangle(canvas, (Point){c.x + half / 4, c.y}, half, -1);
    } else if (act == ACT_STEP_BACK) {
        draw_triangle(canvas, (Point){c.x - half / 2, c.y}, half, -1);
        draw_post(canvas, c.x + half * 3 / 4, c.y, half);
    } else if (act == ACT_STEP_FORWARD) {
        draw_post(canvas, c.x - half * 3 / 4, c.y, half);
        draw_triangle(canvas, (Point){c.x + half / 2, c.y}, half, 1);
    } else if (act == ACT_NEXT_MEANING) {
        draw_triangle(canvas, (Point){c.x - half * 3 / 4, c.y}, half * 3 / 4, 1);
        draw_star(canvas, (Point){c.x + half * 3 / 4, c.y}, half * 5 / 4);
    } else {
        label_draw(canvas, button, ANCHOR_MIDDLE, ink_bold(INK_TEXT, (int)(button.height / PX(1)) / 2),
                   act == ACT_FASTER   ? "+"
                   : act == ACT_SLOWER ? "−"
                                       : "?");
    }
}

static void draw_button(const Frame *frame, Canvas *canvas, Box button, Act act) {
    canvas_group(canvas, (CanvasGroup){.role = "button",
                                       .id = ACTS[act].name,
                                       .title = ACTS[act].does,
                                       .hit = {HIT_ACTION, (uint32_t)act},
                                       .area = button});
    canvas_round_box(canvas, box_inset(button, PX(1)), PX(5), ink_fill(INK_RAISED),
                     ink_line(INK_OUTLINE, PX(1)));
    draw_sign(frame, canvas, button, act);
    canvas_ungroup(canvas);
}

/* ---- the mode ----------------------------------------------------------------------------------------- */

static Ink mode_ink(Mode mode) {
    return mode == MODE_LIVE ? INK_LIVE : mode == MODE_PAST ? INK_PAST : INK_BRANCH;
}

/* A dot: here it goes on. An arrow back. A fork. */
static void draw_mode_sign(Canvas *canvas, Point c, Px half, Mode mode) {
    const Stroke stroke = ink_line(INK_ON_ACCENT, PX(2));
    switch (mode) {
    case MODE_LIVE: canvas_disc(canvas, c, half * 4 / 5, ink_fill(INK_ON_ACCENT), NO_LINE); return;
    case MODE_PAST: {
        const Point head[] = {{c.x, c.y - half}, {c.x - half, c.y}, {c.x, c.y + half}};
        canvas_polyline(canvas, head, 3, stroke);
        canvas_line(canvas, (Point){c.x - half, c.y}, (Point){c.x + half, c.y}, stroke);
        return;
    }
    case MODE_BRANCH: {
        const Point fork[] = {{c.x - half, c.y}, {c.x, c.y}, {c.x + half, c.y - half}};
        canvas_polyline(canvas, fork, 3, stroke);
        canvas_line(canvas, (Point){c.x, c.y}, (Point){c.x + half, c.y + half}, stroke);
        return;
    }
    }
}

static void draw_mode(const Frame *frame, Canvas *canvas, Box chip, TextStyle style, const char *word) {
    const Mode mode = frame_mode(frame);
    canvas_group(canvas, (CanvasGroup){.role = "mode",
                                       .hit = {HIT_ACTION, mode == MODE_LIVE ? ACT_BRANCHES : ACT_TO_END},
                                       .area = chip});
    canvas_round_box(canvas, chip, mode == MODE_PAST ? 0 : chip.height / 2, ink_fill(mode_ink(mode)),
                     ink_line(INK_OUTLINE, PX(1)));
    const Px half = font_capital(style) / 2, sign = chip.height;
    draw_mode_sign(canvas, (Point){chip.x + sign / 2 + PX(3), box_centre(chip).y}, half, mode);
    label_draw(canvas, (Box){chip.x + sign, chip.y, chip.width - sign, chip.height}, ANCHOR_START, style,
               word);
    canvas_ungroup(canvas);
}

/* ---- where everything is ------------------------------------------------------------------------------ */

/* From the left: mode, clock, row; from the right: help, speed, buttons; the title has what is left. What
 * there is no room for is left out, the least needed first. */
typedef struct {
    int text_px;
    Px button, left, right; /* left and right: what is still free */
    Box box;
    bool has_mode, mode_is_short, has_row, has_speed, has_help;
    int buttons;
} Bar;

enum { BUTTONS = 5 };
/* The first are those that stay longest. */
static const Act NEEDED[BUTTONS] = {ACT_PLAY, ACT_STEP_BACK, ACT_STEP_FORWARD, ACT_NEXT_MEANING,
                                    ACT_TO_START};
static const Act IN_ORDER[BUTTONS] = {ACT_TO_START, ACT_STEP_BACK, ACT_PLAY, ACT_STEP_FORWARD,
                                      ACT_NEXT_MEANING};

typedef struct {
    Text title, clock, mode, short_mode, speed, row;
} BarWords;

static TextStyle clock_style(const Bar *bar) {
    return ink_bold(INK_TEXT, bar->text_px);
}

static TextStyle small_style(const Bar *bar, Ink ink) {
    return ink_text(ink, bar->text_px - 3);
}

static const char *mode_words(const Bar *bar, const BarWords *words) {
    return text_bytes(bar->mode_is_short ? &words->short_mode : &words->mode);
}

static Px mode_width(const Bar *bar, const Font *font, const BarWords *words) {
    return font_width(font, ink_bold(INK_ON_ACCENT, bar->text_px - 3), mode_words(bar, words)) +
           bar->button * 3 / 4 + PX(12);
}

static Px speed_width(const Bar *bar, const Font *font) {
    return font_width(font, small_style(bar, INK_TEXT), "180d/s") + 2 * bar->button + PX(8);
}

static Px row_width(const Bar *bar, const Font *font, const BarWords *words) {
    if (words->row.length == 0) return 0;
    const TextStyle style = small_style(bar, INK_TEXT);
    const Px usual = font_width(font, style, "event 88 of 88"),
             width = font_width(font, style, words->row.bytes);
    return (width > usual ? width : usual) + PX(PAD_PX);
}

/* Takes so much of what is free, if that leaves enough. */
static bool claim(Px *free_px, Px wanted) {
    if (wanted > *free_px) return false;
    *free_px -= wanted;
    return true;
}

static Bar lay_out(const Frame *frame, const BarWords *words, Box box) {
    const Font *font = frame->font;
    const bool is_low = box.height < PX(LOW_PX);
    Bar bar = {.text_px = is_low ? 14 : MOST_PX,
               .button = is_low ? PX(SMALL_BUTTON_PX) : PX(BUTTON_PX),
               .left = box.x + PX(PAD_PX),
               .right = box_right(box) - PX(PAD_PX),
               .box = box,
               .mode_is_short = true};
    if (!is_low && box.width < PX(1120)) bar.text_px = 16;
    Px left = box.width - PX(2 * PAD_PX);
    const Px mode = mode_width(&bar, font, words);
    if (!claim(&left, font_width(font, clock_style(&bar), text_bytes(&words->clock)) + PX(PAD_PX))) {
        bar.has_mode = claim(&left, mode + PX(PAD_PX)); /* the clock has the rest, and is cut off */
        return bar;
    }
    if (claim(&left, bar.button)) bar.buttons++;
    bar.has_mode = claim(&left, mode + PX(PAD_PX));
    while (bar.buttons > 0 && bar.buttons < 3 && claim(&left, bar.button)) bar.buttons++;
    bar.mode_is_short = false;
    bar.mode_is_short = !bar.has_mode || !claim(&left, mode_width(&bar, font, words) - mode);
    bar.has_speed = claim(&left, speed_width(&bar, font) + PX(PAD_PX));
    while (bar.buttons < BUTTONS && claim(&left, bar.button)) bar.buttons++;
    bar.has_help = claim(&left, bar.button + PX(PAD_PX));
    bar.has_row = words->row.length > 0 && claim(&left, row_width(&bar, font, words));
    return bar;
}

static Box middle_of(const Bar *bar, Px x, Px width, Px height) {
    return (Box){x, px_whole(bar->box.y + (bar->box.height - height) / 2), width, height};
}

static void draw_left(const Frame *frame, Canvas *canvas, Bar *bar, const BarWords *words) {
    const Px line = bar->button;
    if (bar->has_mode) {
        const Px width = mode_width(bar, frame->font, words);
        draw_mode(frame, canvas, middle_of(bar, bar->left, width, px_whole(bar->button * 3 / 4)),
                  ink_bold(INK_ON_ACCENT, bar->text_px - 3), mode_words(bar, words));
        bar->left += width + PX(PAD_PX);
    }
    const Px clock = font_width(frame->font, clock_style(bar), text_bytes(&words->clock));
    const Px room = bar->right - bar->left;
    label_draw(canvas,
               middle_of(bar, bar->left,
                         clock < room ? clock
                         : room > 0   ? room
                                      : 0,
                         line),
               ANCHOR_START, clock_style(bar), text_bytes(&words->clock));
    bar->left += clock + PX(PAD_PX);
    if (!bar->has_row) return;
    const Px row = row_width(bar, frame->font, words);
    label_draw(canvas, middle_of(bar, bar->left, row, line), ANCHOR_START, small_style(bar, INK_TEXT),
               text_bytes(&words->row));
    bar->left += row;
}

static bool is_there(const Bar *bar, Act act) {
    for (int i = 0; i < bar->buttons; i++)
        if (NEEDED[i] == act) return true;
    return false;
}

static void draw_right(const Frame *frame, Canvas *canvas, Bar *bar, const BarWords *words) {
    const Px side = bar->button;
    if (bar->has_help) {
        bar->right -= side;
        draw_button(frame, canvas, middle_of(bar, bar->right, side, side), ACT_HELP);
        bar->right -= PX(PAD_PX);
    }
    if (bar->has_speed) {
        const Px width = speed_width(bar, frame->font), x = bar->right - width;
        draw_button(frame, canvas, middle_of(bar, x, side, side), ACT_SLOWER);
        draw_button(frame, canvas, middle_of(bar, bar->right - side, side, side), ACT_FASTER);
        label_draw(canvas, middle_of(bar, x + side, width - 2 * side, side), ANCHOR_MIDDLE,
                   small_style(bar, INK_TEXT), text_bytes(&words->speed));
        bar->right = x - PX(PAD_PX);
    }
    bar->right -= bar->buttons * side;
    Px x = bar->right;
    for (int i = 0; i < BUTTONS; i++) {
        if (!is_there(bar, IN_ORDER[i])) continue;
        draw_button(frame, canvas, middle_of(bar, x, side, side), IN_ORDER[i]);
        x += side;
    }
    bar->right -= PX(PAD_PX);
}

static BarWords words_of(const Frame *frame) {
    BarWords words = {0};
    add_title(&words.title, frame);
    add_clock(&words.clock, frame);
    add_mode(&words.mode, frame);
    add_short_mode(&words.short_mode, frame);
    add_speed(&words.speed, frame);
    add_row(&words.row, frame);
    return words;
}

static bool have_failed(const BarWords *words) {
    return words->title.failed || words->clock.failed || words->mode.failed || words->short_mode.failed ||
           words->speed.failed || words->row.failed;
}

static void free_words(BarWords *words) {
    text_free(&words->title);
    text_free(&words->clock);
    text_free(&words->mode);
    text_free(&words->short_mode);
    text_free(&words->speed);
    text_free(&words->row);
}

void top_bar_draw(const Frame *frame, Canvas *canvas, Box box) {
    BarWords words = words_of(frame);
    Bar bar = lay_out(frame, &words, box);
    canvas->failed |= have_failed(&words);
    canvas_group(canvas, (CanvasGroup){.role = "top-bar"});
    canvas_box(canvas, box, ink_fill(INK_PANEL), NO_LINE);
    const bool has_room = box.height >= font_line(clock_style(&bar));
    if (has_room) draw_left(frame, canvas, &bar, &words);
    if (has_room) draw_right(frame, canvas, &bar, &words);
    if (has_room && bar.right > bar.left + PX(PAD_PX))
        label_draw(canvas, middle_of(&bar, bar.left, bar.right - bar.left, bar.button), ANCHOR_START,
                   small_style(&bar, INK_FAINT), text_bytes(&words.title));
    const Px bottom = box_bottom(box) - PX_HALF;
    canvas_line(canvas, (Point){box.x, bottom}, (Point){box_right(box), bottom}, ink_line(INK_AXIS, PX(1)));
    canvas_ungroup(canvas);
    free_words(&words);
}

void top_bar_tell(const Frame *frame, Text *out) {
    BarWords words = words_of(frame);
    text_add_safe(out, text_bytes(&words.title), words.title.length);
    text_add_format(out, "\n%s · %s · %s at %s", text_bytes(&words.mode), text_bytes(&words.clock),
                    frame->view->playing ? "plays" : "paused", text_bytes(&words.speed));
    if (words.row.length > 0) text_add_format(out, " · %s", text_bytes(&words.row));
    text_add_char(out, '\n');
    if (frame->is_busy) text_add(out, "Something is still being worked out.\n");
    out->failed |= have_failed(&words);
    free_words(&words);
}
