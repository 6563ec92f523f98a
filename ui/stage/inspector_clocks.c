#include "ui/stage/inspector_clocks.h"

#include <stdio.h>

#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/stage/clocks.h"

enum { CLOCK_PX = 37, BAR_PX = 10, LINE_PX = 16, HOSTS_MOST = 4, WORDS = 120, CLOCKS_MOST = 2 + HOSTS_MOST };

/* A clock ready to be drawn or told. */
typedef struct {
    char name[64], words[WORDS];
    ClockFace face;
    Ink ink;
    bool is_hidden; /* how much is left is not told */
} Reading;

static const Product *product_of(const Frame *frame, const Machine *machine) {
    return &frame->now.plan->products[frame->now.plan->groups[machine->group].product];
}

static Reading read_state(const Frame *frame, const Machine *machine) {
    Reading reading = {.face = clock_of_state(product_of(frame, machine), machine, frame->now.at),
                       .ink = LOOKS[look_of((State)machine->state, (Result)machine->last)].ink};
    char left[SPAN_TEXT], whole[SPAN_TEXT];
    span_write(left, reading.face.left_min);
    span_write(whole, reading.face.whole_min);
    const bool is_grace = machine->state == STATE_INITIAL_GRACE || machine->state == STATE_EXPIRY_GRACE;
    snprintf(reading.name, sizeof reading.name, is_grace ? "Grace" : "Lease");
    switch (reading.face.kind) {
    case CLOCK_RUNS: snprintf(reading.words, WORDS, "%s left of %s", left, whole); break;
    case CLOCK_ENDLESS: snprintf(reading.words, WORDS, "never ends"); break;
    case CLOCK_STANDS: snprintf(reading.words, WORDS, "none: no clock runs"); break;
    }
    return reading;
}

static Reading read_rhythm(const Frame *frame, uint32_t number, const Machine *machine) {
    Reading reading = {.face = clock_of_rhythm(machine, frame->now.at), .ink = INK_COUNTED_FILL};
    reading.is_hidden = frame_hides(frame);
    char left[SPAN_TEXT], whole[SPAN_TEXT];
    span_write(left, reading.face.left_min);
    const bool renews = machine->state == STATE_LICENSED && machine->last == RESULT_GRANTED;
    const int32_t every = renews ? machine->renewal_min : machine->retry_min;
    span_write(whole, every);
    snprintf(reading.name, sizeof reading.name, "Next attempt");
    if (reading.face.kind != CLOCK_RUNS)
        snprintf(reading.words, WORDS, "none is due");
    else if (reading.is_hidden)
        snprintf(reading.words, WORDS, "%s every %s", renews ? "renews" : "asks again", whole);
    else if (!machine_is_on(frame->now.plan, machine, number, frame->now.at))
        snprintf(reading.words, WORDS, "when it is on again");
    else
        snprintf(reading.words, WORDS, "in %s, %s every %s", left, renews ? "renews" : "asks", whole);
    return reading;
}

/* Of each host that remembers its id; where none does, one that says so. */
static int read_memories(const Frame *frame, const Machine *machine, Reading out[HOSTS_MOST]) {
    const Product *product = product_of(frame, machine);
    int count = 0;
    for (int host = 0; product->by == BY_HOST && host < (int)frame->now.plan->host_count; host++) {
        const ClockFace face = clock_of_memory(frame->now.head, host, product->pool, machine->id);
        if (face.kind == CLOCK_STANDS || count == HOSTS_MOST) continue;
        Reading *reading = &out[count++];
        *reading = (Reading){.face = face};
        reading->ink = face.left_min * 3 > 2 * (int64_t)face.whole_min ? INK_ENTRY_FRESH
                       : face.left_min * 3 > face.whole_min            ? INK_ENTRY_AGED
                                                                       : INK_ENTRY_OLD;
        char left[SPAN_TEXT], whole[SPAN_TEXT];
        span_write(left, face.left_min);
        span_write(whole, face.whole_min);
        snprintf(reading->name, sizeof reading->name, "Memory of %s", frame->now.plan->hosts[host].name);
        snprintf(reading->words, WORDS, "%s left of %s", left, whole);
    }
    if (count > 0) return count;
    out[0] = (Reading){.ink = INK_SHADE};
    snprintf(out[0].name, sizeof out[0].name, "Host memory");
    snprintf(out[0].words, WORDS,
             product->by == BY_HOST ? "no host counts it" : "none: no host counts it, ever");
    return 1;
}

static int read_all(const Frame *frame, uint32_t number, const Machine *machine, Reading out[CLOCKS_MOST]) {
    out[0] = read_state(frame, machine);
    out[1] = read_rhythm(frame, number, machine);
    return 2 + read_memories(frame, machine, out + 2);
}

static void draw_one(const Reading *reading, Canvas *canvas, Box box) {
    const TextStyle bold = ink_bold(INK_TEXT, PANE_TEXT_PX), plain = ink_text(INK_TEXT, PANE_TEXT_PX);
    const Box line = box_top(box, PX(LINE_PX));
    Px name = font_width(canvas->font, bold, reading->name);
    if (name > line.width * 45 / 100) name = line.width * 45 / 100;
    label_draw(canvas, box_left(line, name), ANCHOR_START, bold, reading->name);
    label_draw(canvas, box_after(line, name + PX(6)), ANCHOR_END, plain, reading->words);
    const Box bar = {box.x + PX_HALF, box.y + PX(LINE_PX + 4) + PX_HALF, box.width - PX(1), PX(BAR_PX)};
    canvas_box(canvas, bar, ink_fill(INK_SHADE), NO_LINE);
    Px part = reading->face.kind == CLOCK_ENDLESS ? bar.width : 0;
    if (reading->face.kind == CLOCK_RUNS && !reading->is_hidden)
        part = px_share(bar.width, reading->face.left_min, reading->face.whole_min);
    if (part > 0)
        canvas_box(canvas, box_left(bar, part), ink_fill(reading->ink), ink_line(INK_OUTLINE, PX(1)));
    canvas_box(canvas, bar, NO_FILL, ink_line(INK_OUTLINE, PX(1)));
}

void inspector_clocks_draw(const Frame *frame, Scroll *scroll, uint32_t number, const Machine *machine) {
    Reading readings[CLOCKS_MOST];
    const int count = read_all(frame, number, machine, readings);
    scroll_heading(scroll, "Three clocks");
    for (int i = 0; i < count; i++) {
        Box box;
        if (scroll_take(scroll, PX(CLOCK_PX), &box)) draw_one(&readings[i], scroll->canvas, box);
    }
}

void inspector_clocks_tell(const Frame *frame, Text *out, uint32_t number, const Machine *machine) {
    Reading readings[CLOCKS_MOST];
    const int count = read_all(frame, number, machine, readings);
    for (int i = 0; i < count; i++) text_add_format(out, "  %s: %s\n", readings[i].name, readings[i].words);
}
