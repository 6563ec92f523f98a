/* rules_part: the rules that played a part, with who says so. */
#include <inttypes.h>

#include "ui/report/html.h"
#include "ui/report/parts.h"

static void add_escaped(Text *out, const char *string) {
    html_text(out, string, HTML_PROSE);
}

static void add_rule(Text *out, const Rule *rule, uint64_t times) {
    const Source *source = &SOURCES[rule->source];
    text_add_format(out, "<tr id=\"rule-%s\"><td>%s", rule->name, rule->name);
    if (rule->code) {
        text_add(out, "<br/><span class=\"faint\">");
        add_escaped(out, rule->code);
        text_add(out, "</span>");
    }
    text_add(out, "</td><td>");
    add_escaped(out, rule->sentence);
    if (rule->doubt) {
        text_add(out, "<span class=\"doubt\">Doubt: ");
        add_escaped(out, rule->doubt);
        text_add(out, "</span>");
    }
    text_add_format(out, "</td><td class=\"number\">%" PRIu64 "</td><td>%s, ", times,
                    PROVENANCE_NAMES[rule->provenance]);
    add_escaped(out, source->title);
    text_add(out, " <span class=\"faint\">");
    add_escaped(out, source->where);
    text_add(out, "</span></td></tr>\n");
}

void part_rules(Text *out, const Telling *telling) {
    html_section(out, "rules", "Rules that played a part");
    text_add(out, "<table class=\"rules\">\n<thead><tr><th>rule, code</th><th>what it says</th><th>times</th>"
                  "<th>who says so</th></tr></thead>\n<tbody>\n");
    for (int rule = 0; rule < RULE_COUNT; rule++)
        if (telling->times[rule]) add_rule(out, &RULES[rule], telling->times[rule]);
    text_add(out, "</tbody>\n</table>\n");
    if (telling->times[RULE_GRANTED] || telling->times[RULE_RENEWED] ||
        telling->times[RULE_COUNT_BELOW_THRESHOLD]) {
        text_add(out, "<p class=\"faint\">What an attempt that is counted leaves in the event logs: ");
        add_escaped(out, COUNTED_EVENTS);
        text_add(out, ".</p>\n");
    }
    html_section_end(out);
}
