#include "ui/figures/times.h"

#include <string.h>

#include "ui/canvas/label.h"
#include "ui/figures/page.h"

enum { BESIDE_PX = 6, SINCE_PX = 14, DATE_PX = 13, WEEKDAYS_FROM_PX = 700 };

static TextStyle since_style(void) {
    return ink_bold(INK_TEXT, PAGE_LABEL_PX);
}

static TextStyle date_style(void) {
    return ink_text(INK_FAINT, PAGE_SMALL_PX);
}

/* NULL: out of memory. */
static const char *write_date(Text *out, const Times *times, int32_t at) {
    text_clear(out);
    page_add_date(out, times->plan, at);
    if (out->failed) return NULL;
    return times->with_weekdays ? out->bytes : strchr(out->bytes, ' ') + 1;
}

static Px greater(Px a, Px b) {
    return a > b ? a : b;
}

static bool widen(Times *times, const Font *font, int32_t at) {
    Text text = {0};
    page_add_when(&text, at);
    if (!text.failed) times->width = greater(times->width, font_width(font, since_style(), text.bytes));
    const char *date = text.failed ? NULL : write_date(&text, times, at);
    if (date) times->width = greater(times->width, font_width(font, date_style(), date));
    text_free(&text);
    return date != NULL;
}

static bool measure(Times *times, const Script *script, const Font *font) {
    times->width = 0;
    for (uint32_t b = 0; b < script->count; b++)
        if (script->beats[b].kind < BEAT_REPEATS && !widen(times, font, script->beats[b].at)) return false;
    return widen(times, font, script->request->to);
}

bool times_measure(Times *times, const Script *script, const Font *font) {
    *times = (Times){.plan = script->request->plan, .with_weekdays = true};
    if (!measure(times, script, font)) return false;
    if (times->width > PX(TIMES_MOST_PX) || script->request->width_px < WEEKDAYS_FROM_PX) {
        times->with_weekdays = false;
        if (!measure(times, script, font)) return false;
    }
    if (times->width > PX(TIMES_MOST_PX)) times->width = PX(TIMES_MOST_PX);
    times->width = px_whole(times->width + PX(BESIDE_PX) + PX_HALF);
    return true;
}

void times_draw(const Times *times, Canvas *canvas, int32_t at, Px x, Px y) {
    const Px width = times->width - PX(BESIDE_PX) + PX_HALF;
    Text text = {0};
    page_add_when(&text, at);
    if (canvas_has(canvas, &text))
        label_draw(canvas, (Box){x, y, width, PX(SINCE_PX)}, ANCHOR_START, since_style(), text.bytes);
    const char *date = write_date(&text, times, at);
    if (canvas_has(canvas, &text) && date)
        label_draw(canvas, (Box){x, y + PX(SINCE_PX), width, PX(DATE_PX)}, ANCHOR_START, date_style(), date);
    text_free(&text);
}
