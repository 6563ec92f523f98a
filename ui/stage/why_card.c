#include "ui/stage/why_card.h"

#include <string.h>

#include "sim/run/words.h"

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

static void draw_line(Scroll *scroll, const char *line, size_t length, int32_t hit_at) {
    const TextStyle plain = ink_text(INK_TEXT, PANE_TEXT_PX);
    Text key = {0}, words = {0};
    const size_t begin = words_of(line, length);
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
    if (scroll_has(scroll, &key) && scroll_has(scroll, &words) && words.length) {
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
    if (scroll_has(scroll, &words)) scroll_heading(scroll, words.bytes);
    text_free(&words);
}

/* Calls for each line that may be shown. The first part has no heading: it is what the head of the inspector
 * says already. */
static void visit(const Frame *frame, void *context,
                  void (*take)(void *context, const char *line, const WhyLine *how)) {
    const WhyCard *card = frame->now.why;
    bool is_shown = false;
    if (!card || (frame_hides(frame) && frame->now.row < frame->now.rows)) return;
    for (size_t i = 0; i < card->count; i++) {
        const WhyLine *how = &card->lines[i];
        const char *line = card->text.bytes + how->begin;
        if (how->begins_part) is_shown = may_be_shown(frame, line, how->length);
        if (is_shown) take(context, line, how);
    }
}

typedef struct {
    const Frame *frame;
    Scroll *scroll;
} Drawing;

/* The minute it leads to; NEVER where to none, or to one that is still to come. */
static int32_t leads_to(const Frame *frame, const WhyLine *how) {
    return how->at > frame->now.horizon_at ? NEVER : how->at;
}

static void take_drawn(void *context, const char *line, const WhyLine *how) {
    const Drawing *drawing = context;
    if (how->begins_part)
        draw_heading(drawing->scroll, line, how->length);
    else
        draw_line(drawing->scroll, line, how->length, leads_to(drawing->frame, how));
}

/* Why there is none, where that may surprise. */
static void add_excuse(const Frame *frame, Text *out) {
    const Shown *now = &frame->now;
    if (now->why) return;
    if (now->why_until != NEVER) {
        text_add(out, "Working out why it is so: ");
        frame_gone_through(now->why_until, now->at, out);
    } else if (now->plan->machine_count > WHOLE_MOST && !frame->view->why) {
        text_add(out, "Why it is so: press W. In a fleet so large the answer takes a while.");
    }
}

void why_card_draw(const Frame *frame, Scroll *scroll) {
    Text excuse = {0};
    add_excuse(frame, &excuse);
    if (scroll_has(scroll, &excuse) && excuse.length)
        scroll_words(scroll, 0, ink_text(INK_FAINT, PANE_TEXT_PX), excuse.bytes);
    text_free(&excuse);
    Drawing drawing = {frame, scroll};
    visit(frame, &drawing, take_drawn);
}

typedef struct {
    const Frame *frame;
    Text *out;
    int links; /* so far */
} Telling;

/* The one that the keys are on is marked. */
static void take_told(void *context, const char *line, const WhyLine *how) {
    Telling *telling = context;
    const View *view = telling->frame->view;
    const bool is_link =
        !how->begins_part && words_of(line, how->length) > 0 && leads_to(telling->frame, how) != NEVER;
    const bool is_here = is_link && view->panel == PANEL_INSPECTOR && telling->links == view->inspector_link;
    telling->links += is_link;
    if (is_here) text_add_char(telling->out, '>');
    text_add_bytes(telling->out, line + is_here, how->length - is_here);
    text_add_char(telling->out, '\n');
}

void why_card_tell(const Frame *frame, Text *out) {
    Telling telling = {frame, out, 0};
    const size_t before = out->length;
    add_excuse(frame, out);
    if (out->length > before) text_add_char(out, '\n');
    visit(frame, &telling, take_told);
}
