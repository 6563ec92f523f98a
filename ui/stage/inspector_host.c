#include "ui/stage/inspector_host.h"

#include <stdio.h>
#include <stdlib.h>

#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/stage/clocks.h"
#include "ui/stage/hit_kinds.h"
#include "ui/stage/host_card.h"
#include "ui/stage/memory_dial.h"
#include "ui/stage/place_head.h"

enum {
    INDENT_PX = 92,
    DIAL_PX = 110,
    NEWEST_MOST = 6,
    LINE_PX = 16,
    NAMES_MOST = 40,
    LOW_PX = 150,
    LOW_DIAL_PX = 56,
    LOW_BAR_PX = 22 /* the height of a gauge above its dial */
};

static TextStyle plain(void) {
    return ink_text(INK_TEXT, PANE_TEXT_PX);
}

static void draw_title(Scroll *scroll, const char *name, const char *remark, Ink ink) {
    Box line;
    if (scroll_take(scroll, PX(24), &line))
        label_draw(scroll->canvas, line, ANCHOR_START, ink_bold(INK_TEXT, 16), name);
    scroll_words(scroll, 0, ink_bold(ink, PANE_TEXT_PX), remark);
}

/* ---- a host ------------------------------------------------------------------------------------------- */

static void add_span(Text *out, int32_t minutes) {
    char span[SPAN_TEXT];
    span_write(span, minutes);
    text_add(out, span);
}

/* Its figures, as keys and words; `take` is called for each. */
static void visit_figures(const Frame *frame, int host, void *context, ScrollTake *take) {
    const Host *it = world_host(frame->now.head, host);
    Text words = {0};
    text_add_format(&words, "every ");
    add_span(&words, it->renewal_min);
    text_add(&words, ", retries ");
    add_span(&words, it->retry_min);
    scroll_take_text(&words, "tells", context, take);
    add_span(&words, it->memory_min);
    text_add(&words, " since an id was last seen");
    scroll_take_text(&words, "remembers", context, take);
    text_add_format(&words, "priority %u, weight %u%s", it->priority, it->weight,
                    it->published ? "" : "; not published");
    scroll_take_text(&words, "name lookup", context, take);
    text_add_format(&words, "%d of %d activations of its key spent%s", it->activations, HOST_KEY_ACTIVATIONS,
                    it->activated ? "" : "; not activated");
    scroll_take_text(&words, "host key", context, take);
    text_free(&words);
}

static void take_drawn(void *context, const char *key, const char *words) {
    scroll_entry(context, PX(INDENT_PX), key, plain(), words, NEVER);
}

/* Whose id it is, by the file or as machines are now. */
static void add_owner(const Frame *frame, uint32_t id, Text *out) {
    const Plan *plan = frame->now.plan;
    char name[MEMBER_NAME];
    uint32_t owner = NO_MACHINE;
    if (frame->now.whole) {
        for (uint32_t m = 0; m < plan->machine_count && owner == NO_MACHINE; m++)
            if (world_machine(frame->now.whole, m)->id == id) owner = m;
    } else if (id < plan->machine_count) {
        owner = id;
    }
    if (owner == NO_MACHINE) {
        text_add_format(out, "id %u", id);
        return;
    }
    plan_machine_name(plan, owner, name);
    text_add(out, name);
}

/* "2h ago: sarah, lab-3": the newest first, the youngest of each. */
static int find_newest(const Frame *frame, int host, Pool pool, LedgerEntry out[NEWEST_MOST]) {
    const World *head = frame->now.head;
    const int32_t all = world_count(head, host, pool);
    int count = 0;
    if (all > CLOCK_ENTRIES_MOST) return 0;
    int32_t skip = all - NEWEST_MOST;
    for (const LedgerEntry *entry = memory_oldest(head, host, pool); entry;
         entry = memory_newer(head, host, pool, entry)) {
        if (skip-- > 0) continue;
        if (count < NEWEST_MOST) out[count++] = *entry;
    }
    return count;
}

static void visit_newest(const Frame *frame, int host, Pool pool, void *context, ScrollTake *take) {
    LedgerEntry newest[NEWEST_MOST];
    for (int i = find_newest(frame, host, pool, newest) - 1; i >= 0; i--) {
        char key[SPAN_TEXT + 8], span[SPAN_TEXT];
        span_write(span, frame->now.at - newest[i].seen_at);
        snprintf(key, sizeof key, "%s ago", span);
        Text words = {0};
        add_owner(frame, newest[i].id, &words);
        scroll_take_text(&words, key, context, take);
        text_free(&words);
    }
}

static void draw_bar(Scroll *scroll, const Gauge *gauge, Box box, Px above) {
    const Box bar = {box.x + PX_HALF, box.y + above + PX_HALF, box.width - PX(2), PX(14)};
    gauge_draw_bar(gauge, scroll->canvas, bar);
}

/* In low windows the gauge comes first, as wide as there is room, so that it is seen before all else. */
static void draw_pool(const Frame *frame, Scroll *scroll, int host, const Gauge *gauge) {
    Text title = {0};
    const bool is_low = scroll->box.height < PX(LOW_PX);
    const Px dial = PX(is_low ? LOW_DIAL_PX : DIAL_PX), above = is_low ? PX(2) : PX(34);
    text_add_format(&title, "Counts for %s", POOL_NAMES[gauge->pool]);
    if (scroll_has(scroll, &title)) scroll_heading_of(scroll, title.bytes, is_low ? PX(LOW_BAR_PX) : dial);
    text_free(&title);
    Box box;
    if (is_low && scroll_take(scroll, PX(LOW_BAR_PX), &box)) draw_bar(scroll, gauge, box, PX(4));
    if (scroll_take(scroll, dial, &box)) {
        memory_dial_draw(frame->now.head, host, gauge->pool, scroll->canvas, box_left(box, dial - PX(6)));
        const Box words = box_after(box, dial + PX(4));
        if (!is_low) draw_bar(scroll, gauge, words, PX(12));
        Text verdict = {0};
        gauge_add_verdict(gauge, &verdict);
        text_add_format(&verdict, "\nat most %d remembered", gauge->cap);
        if (scroll_has(scroll, &verdict))
            label_paragraph(scroll->canvas, box_below(words, above), ANCHOR_START, plain(), verdict.bytes);
        text_free(&verdict);
    }
    visit_newest(frame, host, gauge->pool, scroll, take_drawn);
}

void inspector_host_draw(const Frame *frame, Scroll *scroll, int host) {
    Text troubles = {0};
    host_add_troubles(&frame->now, host, &troubles);
    const bool is_well = !scroll_has(scroll, &troubles) || troubles.length == 0;
    draw_title(scroll, frame->now.plan->hosts[host].name,
               is_well ? "host: up, activated, published" : troubles.bytes, is_well ? INK_FAINT : INK_WARN);
    text_free(&troubles);
    Gauge gauges[POOL_COUNT];
    const int count = host_gauges(&frame->now, host, gauges);
    for (int g = 0; g < count; g++) draw_pool(frame, scroll, host, &gauges[g]);
    scroll_heading(scroll, "Figures");
    visit_figures(frame, host, scroll, take_drawn);
}

void inspector_host_tell(const Frame *frame, Text *out, int host) {
    host_tell(frame, host, out);
    Gauge gauges[POOL_COUNT];
    const int count = host_gauges(&frame->now, host, gauges);
    for (int g = 0; g < count; g++) visit_newest(frame, host, gauges[g].pool, out, scroll_take_told);
    visit_figures(frame, host, out, scroll_take_told);
}

/* ---- a place ------------------------------------------------------------------------------------------ */

/* Groups with somebody there, and how they look. */
static void visit_crews(const Frame *frame, uint32_t place, void *context, ScrollTake *take) {
    const Plan *plan = frame->now.plan;
    for (uint32_t g = 0; frame->now.whole && g < plan->group_count; g++) {
        const Group *group = &plan->groups[g];
        uint32_t looks[LOOK_COUNT] = {0}, all = 0;
        for (uint32_t m = group->first; m < group->first + group->count; m++) {
            const Machine *machine = world_machine(frame->now.whole, m);
            if (machine->place != place) continue;
            looks[look_of((State)machine->state, (Result)machine->last)]++;
            all++;
        }
        if (all == 0) continue;
        Text words = {0};
        const char *before = "";
        for (int look = LOOK_COUNT - 1; look >= 0; look--) {
            if (!looks[look]) continue;
            text_add_format(&words, "%s%u %s", before, looks[look], LOOKS[look].word);
            before = ", ";
        }
        scroll_take_text(&words, group->name, context, take);
        text_free(&words);
    }
}

static void add_reach(const Frame *frame, uint32_t place, Text *out) {
    place_add_blocked(&frame->now, place, out);
    if (out->length == 0) text_add(out, "reaches all hosts and services");
}

void inspector_place_draw(const Frame *frame, Scroll *scroll, uint32_t place) {
    Text reach = {0};
    add_reach(frame, place, &reach);
    if (scroll_has(scroll, &reach))
        draw_title(scroll, frame->now.plan->places[place].name, reach.bytes, INK_FAINT);
    text_free(&reach);
    scroll_heading(scroll, "Who is there");
    const Px before = scroll->y;
    visit_crews(frame, place, scroll, take_drawn);
    if (scroll->y == before)
        scroll_words(scroll, 0, plain(), frame->now.whole ? "nobody" : "there are too many to tell");
}

void inspector_place_tell(const Frame *frame, Text *out, uint32_t place) {
    text_add_format(out, "place %s: ", frame->now.plan->places[place].name);
    Text reach = {0};
    add_reach(frame, place, &reach);
    text_add(out, text_bytes(&reach));
    out->failed |= reach.failed;
    text_add_char(out, '\n');
    text_free(&reach);
    visit_crews(frame, place, out, scroll_take_told);
}
