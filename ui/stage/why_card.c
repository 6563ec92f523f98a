#include "ui/stage/why_card.h"

#include <string.h>

enum { INDENT_PX = 68 };

/* Headings of the parts that speak of nothing that is still to come. */
static const char *const OF_THE_PAST[] = {"Why it is in this state", "Its last attempt",
                                          "How it came to this"};

static bool may_be_shown(const Frame *frame, const char *line, size_t length) {
    if (!frame_hides(frame)) return true;
    for (size_t i = 0; i < sizeof OF_THE_PAST / sizeof *OF_THE_PAST; i++)
        if (length == strlen(OF_THE_PAST[i]) && memcmp(line, OF_THE_PAST[i], length) == 0) return true;
    return false;
}

/* "  Key        words": answers where the words begin; 0 where it is no such line. */
static size_t words_of(const char *line, size_t length) {
    if (length < 4 || line[0] != ' ' || line[1] != ' ') return 0;
    for (size_t i = 3; i + 1 < length; i++)
        if (line[i] == ' ' && line[i + 1] == ' ') {
            while (i < length && line[i] == ' ') i++;
            return i;
        }
    return length > 13 && line[12] == ' ' ? 13 : 0;
}

/* `at` is the minute it speaks of: a click goes there, if it may be gone to. */
static void draw_line(const Frame *frame, Scroll *scroll, const char *line, size_t length, int32_t at) {
    const TextStyle plain = ink_text(INK_TEXT, PANE_TEXT_PX);
    Text key = {0}, words = {0};
    const size_t begin = words_of(line, length);
    const int32_t hit_at = at <= frame->now.horizon_at ? at : NEVER;
    if (begin > 0) {
        size_t end = begin;
        while (end > 2 && line[end - 1] == ' ') end--;
        text_add_bytes(&key, line + 2, end - 2);
        text_add_bytes(&words, line + begin, length - begin);
    } else {
        const size_t indent = strspn(line, " ");
        text_add_bytes(&words, line + (indent < length ? indent : length),
                       length - (indent < length ? indent : length));
    }
    if (!key.failed && !words.failed && words.length) {
        if (key.length)
            scroll_entry(scroll, PX(INDENT_PX), key.bytes, plain, words.bytes, hit_at);
        else
            scroll_words(scroll, 0, plain, words.bytes);
    }
    text_free(&key);
    text_free(&words);
}

static void draw_heading(Scroll *scroll, const char *line, size_t length) {
    Text words = {0};
    text_add_bytes(&words, line, length);
    if (!words.failed) scroll_heading(scroll, words.bytes);
    text_free(&words);
}

/* Calls for each line that may be shown. The first part has no heading: it is what the head of the inspector
 * says already. */
static void visit(const Frame *frame, void *context,
                  void (*take)(void *context, const char *line, const WhyLine *it)) {
    const WhyCard *card = frame->now.why;
    int part = 0;
    bool is_shown = false;
    if (!card || (frame_hides(frame) && frame->now.row < frame->now.rows)) return;
    for (size_t i = 0; i < card->count; i++) {
        const WhyLine *it = &card->lines[i];
        const char *line = card->text.bytes + it->begin;
        part += it->begins_part;
        if (it->begins_part) is_shown = may_be_shown(frame, line, it->length);
        if (part > 0 && is_shown && it->length > 0) take(context, line, it);
    }
}

typedef struct {
    const Frame *frame;
    Scroll *scroll;
} Drawing;

static void take_drawn(void *context, const char *line, const WhyLine *it) {
    const Drawing *drawing = context;
    if (it->begins_part)
        draw_heading(drawing->scroll, line, it->length);
    else
        draw_line(drawing->frame, drawing->scroll, line, it->length, it->at);
}

void why_card_draw(const Frame *frame, Scroll *scroll) {
    Drawing drawing = {frame, scroll};
    visit(frame, &drawing, take_drawn);
}

static void take_told(void *context, const char *line, const WhyLine *it) {
    text_add_bytes(context, line, it->length);
    text_add_char(context, '\n');
}

void why_card_tell(const Frame *frame, Text *out) {
    visit(frame, out, take_told);
}
