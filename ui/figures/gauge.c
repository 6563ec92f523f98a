#include "ui/figures/gauge.h"

#include "ui/canvas/label.h"
#include "ui/figures/page.h"

enum { BAR_PX = 11, WORDS_PX = 15, SPARE_PX = 6 };

/* The most that any host counts or may count, so that what is needed is at the same place in all bars. */
static int32_t top_of(const Gauge *gauge, const World *head) {
    const int32_t needed = gauge->needed_count ? gauge->needed[gauge->needed_count - 1] : 0;
    int32_t top = needed > 0 ? needed : 1;
    for (int host = 0; host < (int)head->host_count; host++) {
        const int32_t count = world_count(head, host, gauge->pool), cap = world_cap(head, host, gauge->pool);
        if (count > top) top = count;
        if (cap > top) top = cap;
    }
    return top;
}

Gauge gauge_of(const World *head, int host, Pool pool, const FigureRequest *request) {
    Gauge gauge = {.pool = pool, .count = world_count(head, host, pool), .cap = world_cap(head, host, pool)};
    for (int32_t above = -1; gauge.needed_count < GAUGE_NEEDED;) {
        int32_t next = INT32_MAX;
        for (uint32_t g = 0; g < request_group_count(request); g++) {
            const Group *group = &request->plan->groups[request_group(request, g)];
            const Product *product = &request->plan->products[group->product];
            if (product->by == BY_HOST && product->pool == pool && product->threshold > above &&
                product->threshold < next)
                next = product->threshold;
        }
        if (next == INT32_MAX) break;
        gauge.needed[gauge.needed_count++] = above = next;
    }
    gauge.top = top_of(&gauge, head);
    return gauge;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

/* "count 4 · needed 5 · cap 10", without the cap, and "4 · 5 needed". */
typedef enum { WORDS_WITH_CAP, WORDS_WITHOUT, WORDS_SHORT } GaugeWords;

static void write_words(Text *out, const Gauge *gauge, GaugeWords how) {
    const bool is_short = how == WORDS_SHORT;
    text_clear(out);
    text_add_format(out, is_short ? "%d" : "count %d", gauge->count);
    for (int n = 0; n < gauge->needed_count; n++)
        text_add_format(out, "%s%d", n ? ", " : is_short ? " · " : " · needed ", gauge->needed[n]);
    if (is_short && gauge->needed_count) text_add(out, " needed");
    if (how == WORDS_WITH_CAP && gauge->cap > 0) text_add_format(out, " · cap %d", gauge->cap);
}

/* What is full is not quite at the end, so that the cap can be seen. */
static Px x_of(const Gauge *gauge, Box bar, int32_t number) {
    return bar.x + px_share(bar.width - PX(SPARE_PX), number, gauge->top);
}

static Stroke needed_line(void) {
    return ink_line(INK_THRESHOLD, PX(2));
}

static Stroke cap_line(void) {
    return ink_dash(INK_CAP, PX(3) / 2, DASH_DOTTED);
}

void gauge_draw_bar(const Gauge *gauge, Canvas *canvas, Box bar) {
    const Px end = px_sharp(x_of(gauge, bar, gauge->count));
    canvas_box(canvas, bar, ink_fill(INK_SHADE), NO_LINE);
    if (gauge->count > 0) {
        canvas_box(canvas, (Box){bar.x, bar.y, end - bar.x, bar.height}, ink_fill(INK_COUNTED_FILL), NO_LINE);
        canvas_line(canvas, (Point){end, bar.y}, (Point){end, box_bottom(bar)}, ink_line(INK_COUNTED, PX(1)));
    }
    canvas_box(canvas, bar, NO_FILL, ink_line(INK_OUTLINE, PX(1)));
    if (gauge->cap > 0) {
        const Px x = px_sharp(x_of(gauge, bar, gauge->cap)) + PX(1);
        canvas_line(canvas, (Point){x, bar.y - PX(GAUGE_MARK_PX)},
                    (Point){x, box_bottom(bar) + PX(GAUGE_MARK_PX)}, cap_line());
    }
    for (int n = 0; n < gauge->needed_count; n++) {
        const Px x = px_whole(x_of(gauge, bar, gauge->needed[n]));
        canvas_line(canvas, (Point){x, bar.y - PX(GAUGE_MARK_PX)},
                    (Point){x, box_bottom(bar) + PX(GAUGE_MARK_PX)}, needed_line());
    }
}

void gauge_draw(const Gauge *gauge, Canvas *canvas, Box box) {
    const TextStyle pool = ink_text(INK_FAINT, PAGE_SMALL_PX);
    const Px name = font_width(canvas->font, pool, POOL_NAMES[gauge->pool]);
    Text words = {0};
    for (GaugeWords how = WORDS_WITH_CAP; how <= WORDS_SHORT; how++) {
        write_words(&words, gauge, how);
        if (!canvas_has(canvas, &words) ||
            font_width(canvas->font, pool, words.bytes) <= box.width - name - PX(4))
            break;
    }
    label_draw(canvas, (Box){box.x, box.y, name, PX(WORDS_PX)}, ANCHOR_START, pool, POOL_NAMES[gauge->pool]);
    if (canvas_has(canvas, &words))
        label_draw(canvas, (Box){box.x + name + PX(4), box.y, box.width - name - PX(4), PX(WORDS_PX)},
                   ANCHOR_END, ink_text(INK_TEXT, PAGE_SMALL_PX), words.bytes);
    text_free(&words);
    gauge_draw_bar(gauge, canvas,
                   (Box){box.x + PX_HALF, box.y + PX(WORDS_PX + 2) + PX_HALF, box.width - PX(1), PX(BAR_PX)});
}

/* ---- the legend --------------------------------------------------------------------------------------- */

typedef enum { SIGN_BAR, SIGN_NEEDED, SIGN_CAP } GaugeSign;

static void draw_sign(Canvas *canvas, Box box, int which) {
    const Px x = px_whole(box_centre(box).x);
    switch ((GaugeSign)which) {
    case SIGN_BAR:
        canvas_box(canvas, (Box){box.x + PX_HALF, box.y + PX(5) / 2, box.width - PX(1), PX(BAR_PX)},
                   ink_fill(INK_COUNTED_FILL), ink_line(INK_OUTLINE, PX(1)));
        return;
    case SIGN_NEEDED:
        canvas_line(canvas, (Point){x, box.y}, (Point){x, box_bottom(box)}, needed_line());
        return;
    case SIGN_CAP: canvas_line(canvas, (Point){x, box.y}, (Point){x, box_bottom(box)}, cap_line()); return;
    }
}

void gauge_add_legend(const Gauge gauges[], int count, Legend *legend) {
    bool any[3] = {count > 0, false, false};
    for (int g = 0; g < count; g++) {
        any[SIGN_NEEDED] |= gauges[g].needed_count > 0;
        any[SIGN_CAP] |= gauges[g].cap > 0;
    }
    static const char *const TEXTS[] = {"machines the host counts", "the count that is needed",
                                        "cap: the most the host remembers"};
    for (int sign = SIGN_BAR; sign <= SIGN_CAP; sign++)
        if (any[sign]) legend_add(legend, draw_sign, sign, TEXTS[sign]);
}
