#include "ui/figures/page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/run/words.h"
#include "ui/canvas/label.h"

/* px between the parts */
enum {
    TITLE_LINES = 2,
    SUBTITLE_LINES = 3,
    CAPTION_LINES = 2,
    TITLE_MOST = 240,
    BELOW_HEAD = 12,
    ABOVE_LEGEND = 14,
    ABOVE_CAPTION = 10
};

static TextStyle title_style(void) {
    return ink_bold(INK_TEXT, PAGE_TITLE_PX);
}

static TextStyle subtitle_style(void) {
    return ink_text(INK_FAINT, PAGE_TEXT_PX);
}

static TextStyle caption_style(void) {
    return ink_text(INK_FAINT, PAGE_SMALL_PX);
}

/* A paragraph of at most so many lines; 0 for none. */
static Px height_of(const Page *page, const Font *font, TextStyle style, const Text *text, int most) {
    if (!text->bytes) return 0;
    const int lines = label_lines(font, style, text->bytes, page->right - page->left);
    return (lines < most ? lines : most) * font_line(style);
}

/* Where it does not fit on a line, it is broken behind its last colon, so that no date is torn. */
static void set_subtitle(Page *page, const Font *font) {
    const char *subtitle = page->subtitle.bytes, *colon = NULL;
    if (label_lines(font, subtitle_style(), subtitle, page->right - page->left) > 1)
        for (const char *at = subtitle; (at = strstr(at, ": ")); at++) colon = at;
    text_add_bytes(&page->subtitle_set, subtitle,
                   colon ? (size_t)(colon + 1 - subtitle) : page->subtitle.length);
    if (colon) text_add_format(&page->subtitle_set, "\n%s", colon + 2);
}

void page_begin(Page *page, Figure *figure, const char *kind, const char *subtitle) {
    const FigureRequest *request = &figure->request;
    const char *title = request->title ? request->title : request->plan ? request->plan->title : "";
    page->left = PX(PAGE_MARGIN_PX);
    page->right = PX(request->width_px - PAGE_MARGIN_PX);
    text_add_prose(&page->title, title, TITLE_MOST);
    text_add(&page->subtitle, subtitle);
    if (page->subtitle.bytes) set_subtitle(page, figure->font);
    if (page->title.length == 0) {
        text_add(&page->title, kind);
        text_add(&figure->title, kind);
    } else {
        text_add_bytes(&figure->title, page->title.bytes, page->title.length);
        text_add_format(&figure->title, " (%s)", kind);
    }
    page->body_y = PX(PAGE_MARGIN_PX) + PX(BELOW_HEAD) +
                   height_of(page, figure->font, title_style(), &page->title, TITLE_LINES) +
                   height_of(page, figure->font, subtitle_style(), &page->subtitle_set, SUBTITLE_LINES);
    page->body_y = px_whole(page->body_y);
}

static bool write_caption(Page *page, const FigureRequest *request) {
    if (!request->caption) return true;
    if (request->file) text_add_prose(&page->caption, request->file, TITLE_MOST);
    if (!request->timeline) return true;
    const Run *run = timeline_run(request->timeline, request->plan->run_min);
    if (!run) return false;
    text_add_format(&page->caption, "%sseed %" PRIu64 " · fingerprint %016" PRIx64,
                    page->caption.length ? " · " : "", request->plan->seed, run_fingerprint(run));
    return true;
}

static Px legend_space(const Page *page) {
    return page->legend.height > 0 ? page->legend.height + PX(ABOVE_LEGEND) : 0;
}

bool page_end(Page *page, Figure *figure, Px end_y) {
    page->end_y = px_whole(end_y);
    legend_lay_out(&page->legend, figure->font, page->right - page->left);
    if (!write_caption(page, &figure->request)) return false;
    const Px caption = height_of(page, figure->font, caption_style(), &page->caption, CAPTION_LINES);
    const Px bottom = page->end_y + legend_space(page) + (caption > 0 ? caption + PX(ABOVE_CAPTION) : 0);
    figure->height_px = (bottom + PX(PAGE_MARGIN_PX) + PX(1) - 1) / PX(1);
    return !page->title.failed && !page->subtitle.failed && !page->subtitle_set.failed &&
           !page->caption.failed;
}

/* In even lines, where all of them are shown. Answers where it ends. */
static Px draw_lines(const Page *page, Canvas *canvas, Px y, TextStyle style, const Text *text, int most) {
    const Px height = height_of(page, canvas->font, style, text, most);
    Px width = page->right - page->left;
    if (height == 0) return y;
    if (label_lines(canvas->font, style, text->bytes, width) <= most)
        width = label_even(canvas->font, style, text->bytes, width);
    label_paragraph(canvas, (Box){page->left, y, width, height}, ANCHOR_START, style, text->bytes);
    return y + height;
}

void page_draw(const Page *page, Canvas *canvas) {
    const Px below_title =
        draw_lines(page, canvas, PX(PAGE_MARGIN_PX), title_style(), &page->title, TITLE_LINES);
    draw_lines(page, canvas, below_title, subtitle_style(), &page->subtitle_set, SUBTITLE_LINES);
    legend_draw(&page->legend, canvas, (Point){page->left, page->end_y + PX(ABOVE_LEGEND)});
    draw_lines(page, canvas, page->end_y + legend_space(page) + PX(ABOVE_CAPTION), caption_style(),
               &page->caption, CAPTION_LINES);
}

void page_free(Page *page) {
    text_free(&page->title);
    text_free(&page->subtitle);
    text_free(&page->subtitle_set);
    text_free(&page->caption);
}

void page_write_number(char out[PAGE_NUMBER], int64_t number) {
    char digits[PAGE_NUMBER];
    const int length = snprintf(digits, sizeof digits, "%" PRId64, number);
    int used = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && digits[i - 1] != '-' && (length - i) % 3 == 0) out[used++] = ',';
        out[used++] = digits[i];
    }
    out[used] = '\0';
}

void page_add_number(Text *out, int64_t number) {
    char text[PAGE_NUMBER];
    page_write_number(text, number);
    text_add(out, text);
}

void page_add_when(Text *out, int32_t at) {
    if (at == 0)
        text_add(out, "0d");
    else
        words_duration(out, at);
}

void page_add_date(Text *out, const Plan *plan, int32_t at) {
    char calendar[CALENDAR_TEXT];
    calendar_format(plan->start + at, calendar); /* weekday, day, month, year, clock */
    const char *year = calendar;
    for (int words = 0; words < 3; words++) year = strchr(year, ' ') + 1;
    text_add_bytes(out, calendar, (size_t)(year - calendar));
    text_add(out, strchr(year, ' ') + 1);
}

void page_add_range(Text *out, const Plan *plan, int32_t from, int32_t to) {
    char first[CALENDAR_TEXT], last[CALENDAR_TEXT];
    calendar_format(plan->start + from, first);
    calendar_format(plan->start + to, last);
    text_add_format(out, "%s to %s (", first, last);
    words_duration(out, to - from);
    text_add_char(out, ')');
}
