#include "tests/support/sample.h"

#include "ui/canvas/look.h"

Sheet sample_sheet(Theme theme, Font *font) {
    return (Sheet){.width_px = SAMPLE_WIDTH,
                   .height_px = SAMPLE_HEIGHT,
                   .title = "A sample <b>&\"'",
                   .description =
                       "Everything that can be drawn.\nNothing runs: </desc><script>alert(1)</script>",
                   .theme = theme,
                   .background = INK_BACKGROUND,
                   .font = font};
}

/* Each state as shape, strip with its letter, and word. */
static void draw_looks(Canvas *canvas) {
    for (int i = 0; i < LOOK_COUNT; i++) {
        const LookRow *look = &LOOKS[i];
        const Px y = PX(34 + 24 * i);
        canvas_group(canvas, (CanvasGroup){.role = "machine",
                                           .id = i == 0 ? "m 0<" : NULL,
                                           .title = look->word,
                                           .hit = {SAMPLE_MACHINE, (uint32_t)i},
                                           .area = {PX(10), y, PX(200), PX(20)}});
        look_draw(canvas, (Look)i, (Box){PX(10), y, PX(20), PX(20)});
        canvas_box(canvas, (Box){PX(36), y + PX_HALF, PX(60), PX(19)}, ink_fill(look->ink),
                   ink_line(INK_OUTLINE, PX(1)));
        canvas_text(canvas, (Point){PX(66), y + PX(14)}, ANCHOR_MIDDLE, TEXT_ACROSS,
                    look_letter_style((Look)i, 12), look->letter);
        canvas_text(canvas, (Point){PX(104), y + PX(14)}, ANCHOR_START, TEXT_ACROSS, ink_text(INK_TEXT, 12),
                    look->word);
        canvas_ungroup(canvas);
    }
    look_select(canvas, (Box){PX(10), PX(82), PX(20), PX(20)});
}

static void draw_lines(Canvas *canvas) {
    const Dash dashes[] = {DASH_NONE, DASH_LONG, DASH_SHORT, DASH_DOTTED};
    const Ink inks[] = {INK_COUNTED, INK_THRESHOLD, INK_CAP, INK_UNANSWERED};
    for (int i = 0; i < 4; i++)
        canvas_line(canvas, (Point){PX(260), PX(40 + 12 * i) + PX_HALF},
                    (Point){PX(420), PX(40 + 12 * i) + PX_HALF}, ink_dash(inks[i], PX(1 + i % 2), dashes[i]));
    const Point steps[] = {{PX(260), PX(140)}, {PX(300), PX(140)}, {PX(300), PX(120)}, {PX(360), PX(120)},
                           {PX(360), PX(100)}, {PX(420), PX(100)}, {PX(420), PX(140)}};
    canvas_polygon(canvas, steps, 7, ink_fill(INK_COUNTED_FILL), NO_LINE);
    canvas_polyline(canvas, steps, 6, ink_line(INK_COUNTED, PX(2)));
    const Point curve[] = {{PX(260), PX(160)}, {PX(300), PX(190)}, {PX(380), PX(130)}, {PX(420), PX(160)}};
    canvas_curve(canvas, curve, 4, ink_line(INK_BRANCH, PX(2)));
    for (int i = 0; i < 20; i++)
        canvas_line(canvas, (Point){PX(260 + 8 * i), PX(184)}, (Point){PX(262 + 8 * i), PX(196)},
                    ink_line(INK_REFUSED, PX(1)));
}

static void draw_hatches(Canvas *canvas) {
    for (int i = 0; i < HATCH_COUNT; i++) {
        const Box box = {PX(450 + 60 * (i % 3)), PX(40 + 40 * (i / 3)), PX(50), PX(30)};
        canvas_round_box(canvas, box, i == 0 ? 0 : PX(2 * i), (Fill){INK_FUTURE, (Hatch)i},
                         ink_line(INK_AXIS, PX(1)));
    }
}

static void draw_rings(Canvas *canvas) {
    const Point centre = {PX(480), PX(210)};
    canvas_disc(canvas, centre, PX(36), NO_FILL, ink_line(INK_SHADE, PX(8)));
    canvas_arc(canvas, centre, PX(36), 0, 2500, ink_line(INK_STATE_LICENSED, PX(8)));
    canvas_arc(canvas, centre, PX(26), 300, 3899, ink_line(INK_ENTRY_OLD, PX(5)));
    canvas_arc(canvas, centre, PX(18), -200, 200, ink_line(INK_ENTRY_FRESH, PX(5)));
    TextStyle style = ink_bold(INK_TEXT, 14);
    style.halo = INK_BACKGROUND;
    canvas_line(canvas, (Point){PX(530), PX(180)}, (Point){PX(630), PX(240)}, ink_line(INK_WARN, PX(3)));
    canvas_text(canvas, (Point){PX(620), PX(215)}, ANCHOR_END, TEXT_ACROSS, style, "178 days, 1h");
}

static void draw_raster(Canvas *canvas) {
    enum { ACROSS = 47, DOWN = 21 };
    uint8_t inks[ACROSS * DOWN];
    for (int y = 0; y < DOWN; y++)
        for (int x = 0; x < ACROSS; x++)
            inks[y * ACROSS + x] =
                (uint8_t)(x + y / 3 < 8 ? INK_NONE : INK_CELL_ABSENT + (x * 7 + y / 4 * 5) / 60 % LOOK_COUNT);
    canvas_raster(canvas, (Box){PX(20), PX(230), PX(203), PX(101)}, ACROSS, DOWN, inks);
    canvas_clip(canvas, (Box){PX(240), PX(230), PX(100), PX(60)});
    canvas_disc(canvas, (Point){PX(250), PX(250)}, PX(60), ink_fill(INK_SHADE), ink_line(INK_ACCENT, PX(3)));
    canvas_clip(canvas, (Box){PX(200), PX(240), PX(100), PX(20)});
    canvas_text(canvas, (Point){PX(230), PX(256)}, ANCHOR_START, TEXT_ACROSS, ink_text(INK_ACCENT, 16),
                "cut off on both sides");
    canvas_unclip(canvas);
    canvas_unclip(canvas);
}

void sample_draw(Canvas *canvas) {
    canvas_text(canvas, (Point){PX(10), PX(22)}, ANCHOR_START, TEXT_ACROSS, ink_bold(INK_TEXT, 16),
                "AVATAR & Wörter <b>\"quoted\"</b> Τάξη Дом");
    draw_looks(canvas);
    draw_lines(canvas);
    draw_hatches(canvas);
    draw_rings(canvas);
    draw_raster(canvas);
    canvas_text(canvas, (Point){PX(360), PX(300)}, ANCHOR_MIDDLE, TEXT_UPWARDS, ink_text(INK_FAINT, 11),
                "counted machines");
    canvas_text(canvas, (Point){PX(380), PX(290)}, ANCHOR_START, TEXT_ACROSS, ink_text(INK_TEXT, 12),
                "hostile: \x1b[2J \xff two  spaces, a\ttab");
    canvas_text(canvas, (Point){PX(380), PX(310)}, ANCHOR_START, TEXT_ACROSS, ink_text(INK_FAINT, 9),
                "the smallest text there is: 0123456789");
    canvas_text(canvas, (Point){PX(380), PX(330)}, ANCHOR_START, TEXT_ACROSS, ink_text(INK_WARN, 12),
                "Kein Rechner fiel aus.");
    canvas_box(canvas, (Box){PX(380), PX(345), PX(120), PX(22)}, ink_fill(INK_ACCENT), NO_LINE);
    canvas_text(canvas, (Point){PX(440), PX(360)}, ANCHOR_MIDDLE, TEXT_ACROSS, ink_bold(INK_ON_ACCENT, 12),
                "BRANCH B");
}
