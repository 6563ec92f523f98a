#include "ui/figures/flags.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/run/words.h"
#include "ui/figures/page.h"

enum { SIGN_PX = 15, LANE_PX = 20, SIGN_TEXT_PX = 10, BETWEEN_PX = 2, TICK_PX = 5 };

static TextStyle sign_style(void) {
    return ink_bold(INK_ON_ACCENT, SIGN_TEXT_PX);
}

/* ---- which ones --------------------------------------------------------------------------------------- */

static void add_flag(Flags *flags, const Row *mark, uint32_t *number) {
    if (flags->count == FLAGS_MOST) {
        flags->left_out++;
        *number = FLAGS_MOST + 1;
        return;
    }
    flags->flags[flags->count++] =
        (Flag){.entry = mark->entry, .first_at = mark->at, .last_at = mark->at, .times = 1};
    *number = (uint32_t)flags->count;
}

/* `numbers`: of each change of the plan, 0 when it has not come yet. */
static void take_mark(Flags *flags, const Row *mark, uint32_t numbers[]) {
    if (mark->kind == ROW_REFUSED) { /* stands behind the change that was refused */
        for (int i = flags->count - 1; i >= 0; i--)
            if (flags->flags[i].last_at == mark->at && flags->flags[i].entry == mark->entry) {
                flags->flags[i].is_refused = true;
                return;
            }
        return;
    }
    uint32_t none = 0, *number = mark->entry == NO_ENTRY ? &none : &numbers[mark->entry];
    if (*number == 0) {
        add_flag(flags, mark, number);
    } else if (*number <= FLAGS_MOST) {
        flags->flags[*number - 1].last_at = mark->at;
        flags->flags[*number - 1].times++;
    }
}

/* The change in `mark` of those shown; false when there are no more. */
static bool next_change(const Plot *plot, uint32_t *mark, const Row **out) {
    for (; *mark < record_mark_count(plot->record); ++*mark) {
        const Row *row = record_mark(plot->record, *mark);
        if (row->at > plot_to(plot)) return false;
        if (row->kind == ROW_EXPECT || !plot_shows(plot, row)) continue;
        *out = row;
        ++*mark;
        return true;
    }
    return false;
}

bool flags_find(Flags *flags, const Plot *plot) {
    flags->numbers = calloc((size_t)plot->request->plan->change_count + 1, sizeof *flags->numbers);
    if (!flags->numbers) return false;
    const Row *row;
    uint32_t mark = record_first_mark(plot->record, plot_from(plot));
    while (next_change(plot, &mark, &row)) take_mark(flags, row, flags->numbers);
    return true;
}

void flags_free(Flags *flags) {
    free(flags->ticks);
    free(flags->numbers);
    *flags = (Flags){0};
}

/* ---- where -------------------------------------------------------------------------------------------- */

static void name_sign(FlagSign *sign, const Font *font) {
    if (sign->first == sign->last)
        snprintf(sign->text, FLAG_TEXT, "%d", sign->first);
    else
        snprintf(sign->text, FLAG_TEXT, sign->last == sign->first + 1 ? "%d, %d" : "%d–%d", sign->first,
                 sign->last);
    sign->width = font_width(font, sign_style(), sign->text) + PX(8);
    if (sign->width < PX(SIGN_PX)) sign->width = PX(SIGN_PX);
}

/* In the middle of its poles, but not outside of the plot. */
static void place_sign(FlagSign *sign, const Flags *flags, const Plot *plot) {
    const Px half = sign->width / 2, left = plot->x - PX(6), right = plot->x + plot->width + PX(6);
    sign->x = (flags->flags[sign->first - 1].x + flags->flags[sign->last - 1].x) / 2;
    if (sign->x + half > right) sign->x = right - half;
    if (sign->x - half < left) sign->x = left + half;
}

static void lay_out_signs(Flags *flags, Plot *plot) {
    for (int i = 0; i < flags->count; i++) {
        FlagSign sign = {.first = i + 1, .last = i + 1};
        flags->flags[i].x = px_sharp(axis_x(&plot->axis, flags->flags[i].first_at));
        plot->poles[plot->pole_count++] = flags->flags[i].x;
        name_sign(&sign, plot->font);
        place_sign(&sign, flags, plot);
        while (flags->sign_count > 0) { /* as long as the one before is in the way, they are one */
            const FlagSign *before = &flags->signs[flags->sign_count - 1];
            if (sign.x - sign.width / 2 >= before->x + before->width / 2 + PX(BETWEEN_PX)) break;
            sign.first = before->first;
            name_sign(&sign, plot->font);
            place_sign(&sign, flags, plot);
            flags->sign_count--;
        }
        flags->signs[flags->sign_count++] = sign;
    }
}

static bool is_in_the_way(const FlagSign *one, const FlagSign *other) {
    return one->x + one->width / 2 + PX(BETWEEN_PX) > other->x - other->width / 2 &&
           other->x + other->width / 2 + PX(BETWEEN_PX) > one->x - one->width / 2;
}

static bool has_room(const Flags *flags, const FlagSign *sign, const Plot *plot) {
    if (sign->x + sign->width / 2 > plot->x + plot->width + PX(6)) return false;
    for (int i = 0; i < flags->sign_count; i++)
        if (is_in_the_way(&flags->signs[i], sign)) return false;
    return true;
}

/* A further time of the change with this number; *again is the hollow flag that grows there. One for several
 * that come in a row, or none where they have not all room. */
static void grow_again(Flags *flags, FlagSign *again, int number, const Plot *plot, Px x) {
    const bool goes_on = again->last + 1 == number && x < again->x + PX(2 * SIGN_PX);
    if (!goes_on) {
        if (again->first > 0 && flags->sign_count < FLAG_SIGNS_MOST && has_room(flags, again, plot))
            flags->signs[flags->sign_count++] = *again;
        *again = (FlagSign){.is_again = true, .first = number, .x = x};
    }
    again->last = number;
    name_sign(again, plot->font);
}

static bool is_further(const Flags *flags, const Row *row) {
    if (row->kind != ROW_CHANGE || row->entry == NO_ENTRY) return false;
    const uint32_t number = flags->numbers[row->entry];
    return number > 0 && number <= FLAGS_MOST && row->at > flags->flags[number - 1].first_at;
}

bool flags_lay_out(Flags *flags, Plot *plot) {
    const int pixels = (int)(plot->width / PX(1)) + 2;
    flags->ticks = malloc((size_t)pixels * sizeof *flags->ticks);
    if (!flags->ticks) return false;
    lay_out_signs(flags, plot);
    const Row *row;
    Px last = -1;
    FlagSign again = {.last = -1};
    uint32_t mark = record_first_mark(plot->record, plot_from(plot));
    while (next_change(plot, &mark, &row)) {
        if (axis_fold_at(&plot->axis, row->at)) continue;
        const Px x = px_sharp(axis_x(&plot->axis, row->at));
        if (is_further(flags, row)) grow_again(flags, &again, (int)flags->numbers[row->entry], plot, x);
        if (x == last || flags->tick_count == pixels) continue;
        flags->ticks[flags->tick_count++] = last = x;
    }
    grow_again(flags, &again, -1, plot, 0); /* the last one is done */
    return true;
}

Px flags_height(const Flags *flags) {
    return flags->count ? PX(LANE_PX) : 0;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static void draw_sign(Canvas *canvas, Point centre, Px width, bool is_hollow, const char *text) {
    const Box box = {centre.x - width / 2, centre.y - PX(SIGN_PX) / 2, width, PX(SIGN_PX)};
    TextStyle style = sign_style();
    if (is_hollow) {
        style.ink = INK_FLAG;
        canvas_round_box(canvas, box_inset(box, PX_HALF), PX(SIGN_PX) / 2, ink_fill(INK_BACKGROUND),
                         ink_line(INK_FLAG, PX(1)));
    } else {
        canvas_round_box(canvas, box, PX(SIGN_PX) / 2, ink_fill(INK_FLAG), NO_LINE);
    }
    canvas_text(canvas, (Point){centre.x, px_whole(centre.y + font_capital(style) / 2)}, ANCHOR_MIDDLE,
                TEXT_ACROSS, style, text);
}

/* In notes. */
static void draw_number(Canvas *canvas, Box box, int number) {
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    const Px needed = font_width(canvas->font, sign_style(), text) + PX(8);
    draw_sign(canvas, box_centre(box), needed > PX(SIGN_PX) ? needed : PX(SIGN_PX), false, text);
}

void flags_draw_poles(const Flags *flags, Canvas *canvas, Px top, Px bottom) {
    for (int i = 0; i < flags->count; i++)
        if (i == 0 || flags->flags[i].x != flags->flags[i - 1].x)
            canvas_line(canvas, (Point){flags->flags[i].x, top}, (Point){flags->flags[i].x, bottom},
                        ink_dash(INK_FLAG, PX(1), DASH_SHORT));
}

void flags_draw(const Flags *flags, Canvas *canvas, Px top) {
    const Px bottom = top + PX(LANE_PX);
    for (int t = 0; t < flags->tick_count; t++)
        canvas_line(canvas, (Point){flags->ticks[t], bottom - PX(TICK_PX)}, (Point){flags->ticks[t], bottom},
                    ink_line(INK_FLAG, PX(1)));
    for (int i = 0; i < flags->sign_count; i++) {
        const FlagSign *sign = &flags->signs[i];
        canvas_group(canvas, (CanvasGroup){.role = "flag"});
        draw_sign(canvas, (Point){sign->x, top + PX(SIGN_PX) / 2}, sign->width, sign->is_again, sign->text);
        canvas_ungroup(canvas);
    }
}

/* ---- in words ----------------------------------------------------------------------------------------- */

static void add_what(Text *out, const Plan *plan, const Flag *flag) {
    if (flag->entry == NO_ENTRY)
        text_add(out, "a change that is not in the file");
    else
        words_change(out, plan, &plan->changes[flag->entry]);
    if (flag->is_refused) text_add(out, " (refused: the host key is spent)");
}

void flags_add_notes(const Flags *flags, const Plot *plot, Notes *notes) {
    const Plan *plan = plot->request->plan;
    for (int i = 0; i < flags->count; i++) {
        const Flag *flag = &flags->flags[i];
        Text *text = notes_add(notes, draw_number, i + 1);
        if (!text) return;
        char calendar[CALENDAR_TEXT];
        calendar_format(plan->start + flag->first_at, calendar);
        page_add_when(text, flag->first_at);
        text_add_format(text, ", %s: ", calendar);
        add_what(text, plan, flag);
        if (flag->times > 1) {
            text_add_format(text, "; %" PRIu32 " times until ", flag->times);
            page_add_when(text, flag->last_at);
        }
    }
    if (flags->left_out == 0) return;
    Text *text = notes_add(notes, NULL, 0);
    if (text) text_add_format(text, "and %" PRIu32 " more changes, marked by ticks", flags->left_out);
}

void flags_describe(const Flags *flags, const Plot *plot, Text *out) {
    const Plan *plan = plot->request->plan;
    for (int i = 0; i < flags->count; i++) {
        const Flag *flag = &flags->flags[i];
        text_add(out, flag->times > 1 ? "From " : "At ");
        page_add_when(out, flag->first_at);
        if (flag->times > 1) {
            text_add(out, " to ");
            page_add_when(out, flag->last_at);
            text_add_format(out, ", %" PRIu32 " times,", flag->times);
        }
        text_add_char(out, ' ');
        add_what(out, plan, flag);
        text_add(out, ".\n");
    }
    if (flags->left_out) text_add_format(out, "There are %" PRIu32 " more changes.\n", flags->left_out);
}
