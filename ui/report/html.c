#include "ui/report/html.h"

#include <string.h>

#include "sim/run/words.h"

void html_text(Text *out, const char *string, size_t most) {
    const size_t length = strlen(string);
    size_t end = 0;
    for (size_t characters = 0; end < length && characters < most; characters++) {
        uint32_t point;
        const size_t size = utf8_decode(string + end, length - end, &point);
        end += size ? size : 1;
    }
    text_add_html(out, string, end);
    if (end < length) text_add(out, "…");
}

void html_from(Text *out, const Text *words) {
    if (words->failed)
        out->failed = true;
    else if (words->length)
        text_add_html(out, words->bytes, words->length);
}

void html_when(Text *out, const Plan *plan, int32_t at) {
    char calendar[CALENDAR_TEXT], duration[DURATION_TEXT];
    const CalendarTime time = calendar_time(plan->start + at);
    calendar_format(plan->start + at, calendar);
    duration_format(at, duration);
    text_add_format(out, "<time datetime=\"%04d-%02d-%02dT%02d:%02d\" title=\"%s\">%s</time>", (int)time.year,
                    time.month, time.day, time.hour, time.minute, calendar, duration);
}

void html_section(Text *out, const char *id, const char *heading) {
    text_add_format(out, "<section id=\"%s\">\n<h2>%s</h2>\n", id, heading);
}

void html_section_end(Text *out) {
    text_add(out, "</section>\n");
}
