#include "ui/figures/strips.h"

#include <stdio.h>

#include "sim/run/words.h"
#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/letter.h"
#include "ui/figures/page.h"

static const StripSize SIZES[] = {{28, 15, 11, 10, true}, {21, 11, 10, 9, true}, {14, 10, 10, 9, false}};

static TextStyle name_style(const StripSize *size) {
    return ink_text(INK_TEXT, size->name_px);
}

/* ---- laying out --------------------------------------------------------------------------------------- */

void strips_begin(Strips *strips, const Plot *plot) {
    for (uint32_t g = 0; g < request_group_count(plot->request); g++) {
        const Group *group = &plot->request->plan->groups[request_group(plot->request, g)];
        for (uint32_t m = 0; m < group->count && strips->count < STRIPS_MOST; m++)
            strips->machines[strips->count++] = group->first + m;
    }
    strips->size = SIZES[strips->count <= 12 ? 0 : strips->count <= ATTEMPTS_MACHINES ? 1 : 2];
}

Px strips_names(const Strips *strips, const Plot *plot) {
    Px widest = 0;
    for (int i = 0; i < strips->count; i++) {
        char name[MEMBER_NAME];
        plan_machine_name(plot->request->plan, strips->machines[i], name);
        const Px width = font_width(plot->font, name_style(&strips->size), name);
        if (width > widest) widest = width;
    }
    return widest;
}

/* ---- pieces: what of a life can be seen --------------------------------------------------------------- */

typedef struct {
    Px from, to;
    Look look;
} Piece;

/* Calls `deed` for each piece of a stretch, in order. Of those that begin within one pixel there is only the
 * last. Answers up to where the life is known. */
static Px each_piece(const Life *life, const Stretch *stretch, const Axis *axis,
                     void (*deed)(void *self, Piece piece), void *self) {
    const Px right = px_sharp(stretch->x + stretch->width);
    const bool ends = life->is_cut && life->count > 0 && life->spans[life->count - 1].to < stretch->to;
    const Px known = ends ? px_sharp(axis_x(axis, life->spans[life->count - 1].to)) : right;
    Piece piece = {.from = right};
    for (size_t s = 0; s < life->count; s++) {
        const Span *span = &life->spans[s];
        if (span->from >= stretch->to || span->to < stretch->from) continue;
        if (span->to == stretch->from && s + 1 < life->count) continue;
        const Px from = px_sharp(span->from <= stretch->from ? stretch->x : axis_x(axis, span->from));
        piece.to = from;
        if (piece.to > piece.from) deed(self, piece);
        piece = (Piece){.from = from, .look = span->look};
    }
    piece.to = known;
    if (piece.to > piece.from) deed(self, piece);
    return known;
}

static void note_look(void *self, Piece piece) {
    bool *looks = self;
    looks[piece.look] = true;
}

void strip_note_looks(const Life *life, const Plot *plot, bool looks[LOOK_COUNT]) {
    const Axis *axis = &plot->axis;
    for (int s = 0; s < axis->stretch_count; s++)
        if (!axis->stretches[s].is_folded) each_piece(life, &axis->stretches[s], axis, note_look, looks);
}

/* ---- laying out --------------------------------------------------------------------------------------- */

static bool note_what_occurs(Strips *strips, const Plot *plot) {
    Life life = {0};
    for (int i = 0; i < strips->count; i++) {
        life_of(&life, plot->record, strips->machines[i], plot_from(plot), plot_to(plot));
        strip_note_looks(&life, plot, strips->looks);
        for (size_t m = 0; m < life.mark_count; m++) {
            strips->any_lapse |= life.marks[m].kind == ROW_LAPSE;
            strips->any_notice |= life.marks[m].kind == ROW_NOTICE;
        }
        strips->any_cut |= life.is_cut;
    }
    const bool done = !life.failed;
    life_free(&life);
    return done;
}

bool strips_lay_out(Strips *strips, Plot *plot, Px y) {
    strips->y = y;
    strips->height = strips->count * PX(strips->size.pitch_px);
    if (!note_what_occurs(strips, plot)) return false;
    return !strips->size.has_attempts ||
           attempts_find(&strips->attempts, plot, strips->machines, strips->count);
}

void strips_free(Strips *strips) {
    attempts_free(&strips->attempts);
}

/* ---- a strip ------------------------------------------------------------------------------------------ */

/* Not there: a thin line, so that a reader does not take it for a state. */
static void draw_absent(Canvas *canvas, Px from, Px to, Px y) {
    canvas_line(canvas, (Point){from, px_sharp(y)}, (Point){to, px_sharp(y)},
                ink_dash(INK_FAINT, PX(1), DASH_SHORT));
}

typedef struct {
    Canvas *canvas;
    const Plot *plot;
    Px y, height;
    int letter_px;
} StripPen;

static void draw_piece(void *self, Piece piece) {
    const StripPen *pen = self;
    Canvas *canvas = pen->canvas;
    const Look look = piece.look;
    const Box box = {piece.from, pen->y, piece.to - piece.from, pen->height};
    if (look == LOOK_ABSENT) {
        draw_absent(canvas, box.x, box_right(box), box_centre(box).y);
        return;
    }
    const bool is_pale = plot_is_pale(pen->plot, look);
    canvas_box(canvas, box, ink_fill(is_pale ? INK_SHADE : LOOKS[look].ink), NO_LINE);
    const bool is_framed = box.width >= PX(3); /* else the frames would be all there is */
    if (is_framed) canvas_box(canvas, box, NO_FILL, ink_line(is_pale ? INK_GRID : INK_OUTLINE, PX(1)));
    if (pen->letter_px == 0 || is_pale) return;
    const Px width = letter_width(canvas->font, look, pen->letter_px);
    if (box.width < width + PX(4)) return;
    letter_draw(canvas, (Box){box.x + PX(2), box.y, width, box.height}, ANCHOR_START, look, pen->letter_px);
}

static void draw_stretch(const Life *life, const Stretch *stretch, const Axis *axis, StripPen *pen) {
    const Px right = px_sharp(stretch->x + stretch->width);
    const Px known = each_piece(life, stretch, axis, draw_piece, pen);
    if (right > known)
        canvas_box(pen->canvas, (Box){known, pen->y, right - known, pen->height},
                   (Fill){INK_FUTURE, HATCH_DIAGONAL}, NO_LINE);
}

/* Filled: something ran out. Hollow: a reminder shows. */
static void draw_mark(Canvas *canvas, Point tip, RowKind kind) {
    const Point points[] = {{tip.x - PX(4), tip.y - PX(6)}, {tip.x + PX(4), tip.y - PX(6)}, tip};
    const Ink ink = kind == ROW_LAPSE ? INK_OUTLINE : INK_BACKGROUND;
    canvas_polygon(canvas, points, 3, ink_fill(ink), ink_line(INK_OUTLINE, PX(1)));
}

void strip_mark_sign(Canvas *canvas, Box box, int which) {
    const Point centre = box_centre(box);
    draw_mark(canvas, (Point){centre.x, centre.y + PX(3)}, (RowKind)which);
}

void strip_draw(const Life *life, const Plot *plot, Canvas *canvas, Px y, Px height, int letter_px) {
    const Axis *axis = &plot->axis;
    StripPen pen = {canvas, plot, px_sharp(y), px_whole(height), letter_px};
    for (int s = 0; s < axis->stretch_count; s++)
        if (!axis->stretches[s].is_folded) draw_stretch(life, &axis->stretches[s], axis, &pen);
    Px last[2] = {-PX(9), -PX(9)}; /* of a notice and of a lapse: those that would touch are left out */
    for (size_t m = 0; m < life->mark_count; m++) {
        const LifeMark *mark = &life->marks[m];
        const Px x = axis_x(axis, mark->at);
        Px *before = &last[mark->kind == ROW_LAPSE];
        if (axis_fold_at(axis, mark->at) || x - *before < PX(4)) continue;
        *before = x;
        draw_mark(canvas, (Point){x, px_sharp(y) + PX(3)}, mark->kind);
    }
}

/* ---- all of them -------------------------------------------------------------------------------------- */

void strips_draw(const Strips *strips, const Plot *plot, Canvas *canvas) {
    const StripSize *size = &strips->size;
    Life life = {0};
    for (int i = 0; i < strips->count; i++) {
        const Px y = strips->y + i * PX(size->pitch_px);
        char name[MEMBER_NAME], id[32];
        plan_machine_name(plot->request->plan, strips->machines[i], name);
        snprintf(id, sizeof id, "machine-%u", strips->machines[i]);
        canvas_group(canvas, (CanvasGroup){.role = "machine", .id = id, .title = name});
        label_draw(canvas, (Box){plot->names_x, y, plot->names_width, PX(size->strip_px)}, ANCHOR_START,
                   name_style(size), name);
        life_of(&life, plot->record, strips->machines[i], plot_from(plot), plot_to(plot));
        canvas->failed |= life.failed;
        strip_draw(&life, plot, canvas, y, PX(size->strip_px), size->letter_px);
        if (size->has_attempts)
            attempts_draw(&strips->attempts, i, canvas, px_sharp(y) + PX(size->strip_px) + PX(9) / 2);
        canvas_ungroup(canvas);
    }
    life_free(&life);
}

void strips_add_legend(const Strips *strips, Legend *legend) {
    for (int look = 0; look < LOOK_COUNT; look++)
        if (strips->looks[look]) legend_add(legend, legend_look, look, LOOKS[look].word);
    if (strips->any_notice) legend_add(legend, strip_mark_sign, ROW_NOTICE, "a reminder first shows");
    if (strips->any_lapse) legend_add(legend, strip_mark_sign, ROW_LAPSE, "a lease or grace runs out");
    if (strips->any_cut) legend_add(legend, NULL, 0, "What machines did later was too much to keep.");
    attempts_add_legend(&strips->attempts, legend);
}
