#include "ui/stage/lesson_strip.h"

#include <stdio.h>
#include <string.h>

#include "sim/run/words.h"
#include "ui/canvas/label.h"
#include "ui/figures/page.h"
#include "ui/stage/hit_kinds.h"
#include "ui/stage/layout.h"
#include "ui/stage/pane.h"

enum {
    LARGE_PX = 28, /* of text in a window of 1280x720 … */
    LARGEST_PX = 40,
    SMALL_PX = 16, /* … and the least in a small one, where all of it has room */
    SMALLEST_PX = 11,
    PAD_PX = 10,
    GAP_PX = 4,
    BAR_PX = 6
};

/* ---- what it says ------------------------------------------------------------------------------------- */

static bool has_answer(const Frame *frame) {
    return frame->view->phase == STEP_ANSWERED;
}

/* Choices that came true, as far as it is decided. */
static uint32_t true_choices(const Frame *frame, const Step *step) {
    uint32_t count = 0;
    for (uint32_t c = 0; frame->now.head && c < step->choice_count; c++) {
        const LessonChoice *choice = &frame->now.plan->choices[step->first_choice + c];
        count += world_claim(frame->now.head, choice->claim)->verdict == VERDICT_HELD;
    }
    return count;
}

static void add_claim(Text *out, const Frame *frame, const Step *step, int choice) {
    const Plan *plan = frame->now.plan;
    words_claim(out, plan, &plan->claims[plan->choices[step->first_choice + (uint32_t)choice].claim]);
}

/* "1 was true: at 2d, sarah is licensed. You chose 2: …, which was not so." */
static void add_answer(Text *out, const Frame *frame, const Step *step) {
    const int right = frame->true_choice, chosen = frame->view->choice;
    if (right < 0 && frame->is_busy) {
        text_add(out, "Which is true is told as soon as the run is known to its end.");
        return;
    }
    if (right < 0) {
        const uint32_t held = true_choices(frame, step);
        text_add(out, held > 1 ? "More than one choice is true here" : "No choice is true here");
        if (frame->now.lane && frame->now.lane->parent >= 0) text_add(out, ": this is a branch");
        text_add_char(out, '.');
        return;
    }
    if (chosen == right)
        text_add_format(out, "%d it was: ", right + 1);
    else if (chosen == NO_CHOICE)
        text_add_format(out, "%d is true: ", right + 1);
    else
        text_add_format(out, "%d is true, not %d: ", right + 1, chosen + 1);
    add_claim(out, frame, step, right);
    text_add_char(out, '.');
}

/* "Shown is a later minute than this step's, Wed 7 Jan 08:00.", of who went elsewhere. */
static void add_wandering(Text *out, const Frame *frame, const Step *step) {
    const StepPhase phase = frame->view->phase;
    const int32_t at = phase == STEP_ANSWERED ? step->show : step->at;
    if (phase == STEP_REVEALS || frame->view->at == at) return;
    text_add_format(out, "%sShown is %s minute than this step's, ", out->length ? " " : "",
                    frame->view->at > at ? "a later" : "an earlier");
    page_add_date(out, frame->now.plan, at);
    text_add_char(out, '.');
}

/* What is to be done, or what came of it: the line below the choices. */
static void add_hint(Text *out, const Frame *frame, const Step *step) {
    switch (frame->view->phase) {
    case STEP_SAYS: return;
    case STEP_ASKS:
        text_add(out, "Answer with 1");
        if (step->choice_count > 1) text_add_format(out, " to %u", step->choice_count);
        text_add(out, "; PgDn shows what happens. Until then it is hidden.");
        return;
    case STEP_REVEALS: text_add(out, "Watch what happens. PgDn goes to the answer at once."); return;
    case STEP_ANSWERED: add_answer(out, frame, step); return;
    }
}

static void add_says(Text *out, const Step *step) {
    if (step->say) text_add(out, step->say);
    if (step->say && step->ask) text_add_char(out, ' ');
    if (step->ask) text_add(out, step->ask);
}

/* All that is to be read; owned. */
typedef struct {
    const Step *step;
    Text says, hint, note;
} Words;

static Words words_of(const Frame *frame) {
    Words words = {.step = frame_step(frame)};
    if (!words.step) return words;
    add_says(&words.says, words.step);
    add_hint(&words.hint, frame, words.step);
    add_wandering(&words.hint, frame, words.step);
    if (frame->view->notes && words.step->note)
        text_add_format(&words.note, "For the trainer: %s", words.step->note);
    return words;
}

static void free_words(Words *words) {
    text_free(&words->says);
    text_free(&words->hint);
    text_free(&words->note);
}

static bool have_failed(const Words *words) {
    return words->says.failed || words->hint.failed || words->note.failed;
}

/* ---- how large ---------------------------------------------------------------------------------------- */

/* Sizes of text and what they come to; from the strip's top. */
typedef struct {
    int says_px, choice_px, hint_px;
    Px badge, text_x, text_width; /* from the strip's left edge */
    Px chip, column;              /* of the choices: key, and one of `columns` */
    int columns;
    Px says, choices, hint, note, whole; /* heights */
    bool hint_is_beside;                 /* on the last line of what is said */
    bool failed;                         /* out of memory */
} Sizes;

static int largest_of(const View *view) {
    const int across = LARGE_PX * view->width_px / 1280, down = LARGE_PX * view->height_px / 720;
    const int size = across < down ? across : down;
    return size < SMALL_PX ? SMALL_PX : size > LARGEST_PX ? LARGEST_PX : size;
}

static int at_least(int size, int least) {
    return size < least ? least : size;
}

static TextStyle says_style(const Sizes *sizes, const Step *step) {
    return step->ask ? ink_bold(INK_TEXT, sizes->says_px) : ink_text(INK_TEXT, sizes->says_px);
}

/* Bold, as the one that was chosen will be: so that nothing moves then. */
static TextStyle choice_style(const Sizes *sizes) {
    return ink_bold(INK_TEXT, sizes->choice_px);
}

static TextStyle hint_style(const Frame *frame, const Sizes *sizes) {
    return has_answer(frame) ? ink_bold(INK_TEXT, sizes->hint_px) : ink_text(INK_FAINT, sizes->hint_px);
}

static TextStyle note_style(const Sizes *sizes) {
    return ink_text(INK_FAINT, sizes->hint_px);
}

static Px paragraph_height(const Font *font, TextStyle style, const char *string, Px width) {
    return label_lines(font, style, string, width) * font_line(style);
}

static Px choice_height(const Frame *frame, const Sizes *sizes, const Step *step, uint32_t choice) {
    const char *say = frame->now.plan->choices[step->first_choice + choice].say;
    return paragraph_height(frame->font, choice_style(sizes), say, sizes->column - sizes->chip) + PX(GAP_PX);
}

/* Rows of choices; each as high as the highest of its columns. */
static Px row_height(const Frame *frame, const Sizes *sizes, const Step *step, uint32_t first) {
    Px most = 0;
    for (uint32_t c = first; c < step->choice_count && c < first + (uint32_t)sizes->columns; c++) {
        const Px height = choice_height(frame, sizes, step, c);
        if (height > most) most = height;
    }
    return most;
}

static void measure_choices(const Frame *frame, Sizes *sizes, const Step *step, int columns) {
    sizes->columns = columns;
    sizes->column = (sizes->text_width - (columns - 1) * PX(2 * PAD_PX)) / columns;
    if (sizes->column < sizes->chip + PX(1)) sizes->column = sizes->chip + PX(1);
    sizes->choices = 0;
    for (uint32_t c = 0; c < step->choice_count; c += (uint32_t)columns)
        sizes->choices += row_height(frame, sizes, step, c);
}

/* Behind the last of what is said, where it has room there: then nothing moves when somebody goes elsewhere.
 * A word as wide tells whether it has. */
static bool hint_is_beside(const Frame *frame, Sizes *sizes, const Words *words) {
    const TextStyle says = says_style(sizes, words->step), hint = hint_style(frame, sizes);
    if (words->step->choice_count > 0 || words->hint.length == 0) return false;
    const Px width = font_width(frame->font, hint, text_bytes(&words->hint)) + PX(2 * PAD_PX);
    const Px each = font_width(frame->font, says, "m");
    Text longer = {0};
    text_add(&longer, text_bytes(&words->says));
    text_add_char(&longer, ' ');
    for (Px w = 0; w < width && each > 0; w += each) text_add_char(&longer, 'm');
    const bool is_beside = width < sizes->text_width && !longer.failed &&
                           label_lines(frame->font, says, longer.bytes, sizes->text_width) ==
                               label_lines(frame->font, says, text_bytes(&words->says), sizes->text_width);
    sizes->failed |= longer.failed;
    text_free(&longer);
    return is_beside;
}

static Sizes sizes_of(const Frame *frame, const Words *words, Px width, int says_px) {
    const Step *step = words->step;
    Sizes sizes = {.says_px = says_px,
                   .choice_px = at_least(says_px * 4 / 5, SMALLEST_PX),
                   .hint_px = at_least(says_px * 16 / 25, SMALLEST_PX),
                   .failed = have_failed(words)};
    sizes.badge =
        PX(BAR_PX + 2 * PAD_PX) + font_width(frame->font, ink_bold(INK_TEXT, sizes.hint_px), "10/12");
    sizes.text_x = px_whole(sizes.badge + PX(PAD_PX));
    sizes.text_width = width - sizes.text_x - PX(2 * PAD_PX);
    if (sizes.text_width < PX(1)) sizes.text_width = PX(1);
    sizes.chip = PX(sizes.choice_px + 16);
    sizes.says =
        paragraph_height(frame->font, says_style(&sizes, step), text_bytes(&words->says), sizes.text_width);
    sizes.hint_is_beside = hint_is_beside(frame, &sizes, words);
    sizes.hint = sizes.hint_is_beside ? 0
                                      : paragraph_height(frame->font, hint_style(frame, &sizes),
                                                         text_bytes(&words->hint), sizes.text_width);
    sizes.note =
        paragraph_height(frame->font, note_style(&sizes), text_bytes(&words->note), sizes.text_width);
    measure_choices(frame, &sizes, step, 1);
    if (step->choice_count > 2) {
        const Px alone = sizes.choices;
        measure_choices(frame, &sizes, step, 2);
        if (sizes.choices * 4 > alone * 3) measure_choices(frame, &sizes, step, 1);
    }
    sizes.whole = PX(2 * PAD_PX) + sizes.says + sizes.choices + sizes.hint + sizes.note;
    if (sizes.choices > 0) sizes.whole += PX(GAP_PX);
    if (sizes.note > 0) sizes.whole += PX(GAP_PX);
    return sizes;
}

/* The largest text with which all of it has room; the smallest where it has not. */
static Sizes fit(const Frame *frame, const Words *words, Px width, Px height) {
    const int largest = largest_of(frame->view);
    Sizes sizes = sizes_of(frame, words, width, largest);
    for (int size = largest - 1; !sizes.failed && sizes.whole > height && size >= SMALLEST_PX; size--)
        sizes = sizes_of(frame, words, width, size);
    return sizes;
}

Px lesson_strip_wants(const Frame *frame) {
    Words words = words_of(frame);
    Px whole = 0;
    if (words.step) {
        const Px width = PX(frame->view->width_px), share = layout_lesson_share(frame->view);
        const Sizes largest = sizes_of(frame, &words, width, largest_of(frame->view));
        const Px two_lines = PX(2 * PAD_PX) + 2 * font_line(says_style(&largest, words.step));
        Sizes sizes = largest;
        whole = largest.whole > two_lines ? largest.whole : two_lines;
        if (whole > share) {
            sizes = sizes_of(frame, &words, width, SMALLEST_PX);
            whole = sizes.whole > share ? sizes.whole : share;
        }
        whole = largest.failed || sizes.failed ? -PX(1) : px_whole(whole + PX_HALF);
    }
    free_words(&words);
    return whole;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

/* A bar at the edge, solid where something is asked; which step of how many, and how far the lesson is. */
static void draw_badge(const Frame *frame, Canvas *canvas, Box box, const Sizes *sizes) {
    const uint32_t count = frame->now.plan->step_count, step = (uint32_t)frame->view->step;
    const bool asks = frame->view->phase != STEP_SAYS;
    canvas_box(canvas, (Box){box.x, box.y, PX(BAR_PX), box.height}, ink_fill(asks ? INK_WARN : INK_ACCENT),
               NO_LINE);
    char text[32];
    snprintf(text, sizeof text, "%u/%u", step + 1, count);
    const TextStyle style = ink_bold(INK_TEXT, sizes->hint_px);
    const Px line = font_line(style), left = box.x + PX(BAR_PX + PAD_PX);
    const Box number = {left, box.y + PX(PAD_PX), sizes->badge - PX(BAR_PX + PAD_PX), line};
    if (box_bottom(number) <= box_bottom(box)) label_draw(canvas, number, ANCHOR_START, style, text);
    const Px side = PX(8), y = box_bottom(number) + PX(4), each = PX(11);
    const uint32_t most = (uint32_t)(number.width / each);
    if (most == 0) return;
    const uint32_t rows = (count + most - 1) / most, in_row = (count + rows - 1) / rows;
    for (uint32_t s = 0; s < count; s++) {
        const Box dot = {left + (Px)(s % in_row) * each, y + (Px)(s / in_row) * each, side, side};
        if (box_bottom(dot) > box_bottom(box) - PX(2)) return;
        canvas_box(canvas, dot, s <= step ? ink_fill(INK_OUTLINE) : NO_FILL, ink_line(INK_OUTLINE, PX(1)));
    }
}

/* A tick: this choice was true. A cross: it was chosen, and was not. */
static void draw_verdict(Canvas *canvas, Point c, Px r, bool is_true) {
    const Stroke stroke = ink_line(is_true ? INK_CLAIM_HELD : INK_CLAIM_BROKEN, PX(3));
    if (is_true) {
        const Point tick[] = {{c.x - r, c.y}, {c.x - r / 4, c.y + r * 3 / 4}, {c.x + r, c.y - r * 3 / 4}};
        canvas_polyline(canvas, tick, 3, stroke);
        return;
    }
    canvas_line(canvas, (Point){c.x - r, c.y - r}, (Point){c.x + r, c.y + r}, stroke);
    canvas_line(canvas, (Point){c.x - r, c.y + r}, (Point){c.x + r, c.y - r}, stroke);
}

/* The key, as a key looks; filled where it was chosen. */
static void draw_chip(const Frame *frame, Canvas *canvas, Box chip, const Sizes *sizes, uint32_t choice) {
    const bool is_chosen = (int)choice == frame->view->choice;
    char key[16];
    snprintf(key, sizeof key, "%u", choice + 1);
    canvas_round_box(canvas, chip, PX(4), ink_fill(is_chosen ? INK_ACCENT : INK_RAISED),
                     ink_line(INK_OUTLINE, PX(3) / 2));
    const bool is_true = (int)choice == frame->true_choice;
    if (has_answer(frame) && (is_true || is_chosen)) {
        canvas_round_box(canvas, chip, PX(4), ink_fill(INK_BACKGROUND), ink_line(INK_OUTLINE, PX(3) / 2));
        draw_verdict(canvas, box_centre(chip), chip.height / 4, is_true);
        return;
    }
    label_draw(canvas, chip, ANCHOR_MIDDLE,
               ink_bold(is_chosen ? INK_ON_ACCENT : INK_TEXT, sizes->choice_px - 2), key);
}

static void draw_choice(const Frame *frame, Canvas *canvas, Box box, const Sizes *sizes, const Step *step,
                        uint32_t choice) {
    const bool asks = frame->view->phase == STEP_ASKS;
    const bool is_true = has_answer(frame) && (int)choice == frame->true_choice;
    TextStyle style = choice_style(sizes);
    style.bold = is_true || (int)choice == frame->view->choice;
    if (!asks && !style.bold) style.ink = INK_FAINT;
    const Px side = PX(sizes->choice_px + 4);
    const Box chip = {box.x, box.y, side, side < box.height ? side : box.height};
    canvas_group(
        canvas,
        (CanvasGroup){.role = "choice", .hit = {asks ? HIT_CHOICE : HIT_NOTHING, choice}, .area = box});
    draw_chip(frame, canvas, chip, sizes, choice);
    const Box says = {box.x + sizes->chip, box.y, box.width - sizes->chip, box.height};
    label_paragraph(canvas, says, ANCHOR_START, style,
                    frame->now.plan->choices[step->first_choice + choice].say);
    canvas_ungroup(canvas);
}

/* How many choices found no room, and the key with which they are read. */
static void draw_left_out(Canvas *canvas, Box box, const Sizes *sizes, uint32_t count) {
    Text words = {0};
    text_add_format(&words, "%u more: ", count);
    action_add_keys(&words, ACT_LIST);
    if (canvas_has(canvas, &words))
        label_draw(canvas, box, ANCHOR_START, ink_bold(INK_ACCENT, sizes->hint_px), words.bytes);
    text_free(&words);
}

static Px draw_choices(const Frame *frame, Canvas *canvas, Box box, const Sizes *sizes, const Step *step) {
    const bool fits = sizes->choices <= box.height;
    const Px left_out = fits ? 0 : font_line(hint_style(frame, sizes)), end = box_bottom(box) - left_out;
    Px y = box.y;
    for (uint32_t c = 0; c < step->choice_count; c += (uint32_t)sizes->columns) {
        const Px height = row_height(frame, sizes, step, c);
        if (y + height > end) {
            if (end >= box.y)
                draw_left_out(canvas, (Box){box.x, y, box.width, left_out}, sizes, step->choice_count - c);
            return box_bottom(box);
        }
        for (uint32_t i = 0; i < (uint32_t)sizes->columns && c + i < step->choice_count; i++) {
            const Px x = box.x + (Px)i * (sizes->column + PX(2 * PAD_PX));
            draw_choice(frame, canvas, (Box){x, y, sizes->column, height - PX(GAP_PX)}, sizes, step, c + i);
        }
        y += height;
    }
    return y;
}

/* What is left of a box below y. */
static Box below(Box box, Px y) {
    const Px bottom = box_bottom(box);
    return (Box){box.x, y, box.width, bottom > y ? bottom - y : 0};
}

static void draw_words(const Frame *frame, Canvas *canvas, Box box, const Words *words, const Sizes *sizes) {
    Px y = box.y;
    y += label_paragraph(canvas, box, ANCHOR_START, says_style(sizes, words->step), text_bytes(&words->says));
    if (sizes->choices > 0) y = draw_choices(frame, canvas, below(box, y + PX(GAP_PX)), sizes, words->step);
    const TextStyle hint = hint_style(frame, sizes);
    const Px line = font_line(says_style(sizes, words->step));
    if (sizes->hint_is_beside)
        label_draw(canvas, (Box){box.x, y - line, box.width, line}, ANCHOR_END, hint,
                   text_bytes(&words->hint));
    else
        y += label_paragraph(canvas, below(box, y), ANCHOR_START, hint, text_bytes(&words->hint));
    if (sizes->note > 0)
        label_paragraph(canvas, below(box, y + PX(GAP_PX)), ANCHOR_START, note_style(sizes),
                        text_bytes(&words->note));
}

void lesson_strip_draw(const Frame *frame, Canvas *canvas, Box box) {
    Words words = words_of(frame);
    canvas_group(canvas, (CanvasGroup){.role = "lesson", .hit = {HIT_PANEL, PANEL_LESSON}, .area = box});
    canvas_box(canvas, box, ink_fill(INK_PANEL), NO_LINE);
    if (words.step) {
        const Sizes sizes = fit(frame, &words, box.width, box.height);
        canvas->failed |= sizes.failed;
        if (box.width >= 2 * sizes.text_x) draw_badge(frame, canvas, box, &sizes);
        const Box text = {box.x + sizes.text_x, box.y + PX(PAD_PX), sizes.text_width,
                          box.height > PX(2 * PAD_PX) ? box.height - PX(2 * PAD_PX) : 0};
        draw_words(frame, canvas, text, &words, &sizes);
    }
    pane_draw_edge(frame, canvas, box, PANEL_LESSON);
    canvas_ungroup(canvas);
    free_words(&words);
}

/* ---- in words ----------------------------------------------------------------------------------------- */

static void tell_choice(const Frame *frame, const Step *step, uint32_t choice, Text *out) {
    text_add_format(out, "  %u  ", choice + 1);
    const char *say = frame->now.plan->choices[step->first_choice + choice].say;
    text_add_safe(out, say, strlen(say));
    if ((int)choice == frame->view->choice) text_add(out, "  (your answer)");
    if (has_answer(frame) && (int)choice == frame->true_choice) text_add(out, "  (true)");
    text_add_char(out, '\n');
}

static void tell_line(const Text *line, Text *out) {
    if (line->length == 0) return;
    text_add_safe(out, line->bytes, line->length);
    text_add_char(out, '\n');
}

void lesson_strip_tell(const Frame *frame, Text *out) {
    Words words = words_of(frame);
    if (words.step) {
        text_add_format(out, "Step %d of %u\n", frame->view->step + 1, frame->now.plan->step_count);
        tell_line(&words.says, out);
        for (uint32_t c = 0; c < words.step->choice_count; c++) tell_choice(frame, words.step, c, out);
        tell_line(&words.hint, out);
        tell_line(&words.note, out);
        out->failed |= have_failed(&words);
    }
    free_words(&words);
}
