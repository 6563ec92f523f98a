/* story_part: the story as a table. Its lines come as `story_tell` writes them: a stretch of time, what
 * happened, and its rule in brackets. */
#include <inttypes.h>
#include <string.h>

#include "sim/base/minutes.h"
#include "ui/report/html.h"
#include "ui/report/parts.h"

static RuleId rule_of(const char *name, size_t length) {
    for (int rule = 0; rule < RULE_COUNT; rule++)
        if (strlen(RULES[rule].name) == length && memcmp(RULES[rule].name, name, length) == 0)
            return (RuleId)rule;
    return RULE_NONE;
}

/* Where "[granted]" at the end of what happened begins; its end where there is none. */
static size_t rule_begins(const char *what, size_t length, RuleId *out) {
    size_t at = length;
    *out = RULE_NONE;
    if (length == 0 || what[length - 1] != ']') return length;
    while (at > 0 && what[at - 1] != '[') at--;
    if (at == 0) return length;
    *out = rule_of(what + at, length - 1 - at);
    return *out == RULE_NONE ? length : at - 1;
}

static void add_what(Text *out, const char *what, size_t length, bool has_rules) {
    RuleId rule;
    const size_t words = rule_begins(what, length, &rule);
    text_add(out, "<td>");
    text_add_html(out, what, words);
    if (rule != RULE_NONE && has_rules)
        text_add_format(out, "<a class=\"faint\" href=\"#rule-%s\">%s</a>", RULES[rule].name,
                        RULES[rule].name);
    else if (rule != RULE_NONE)
        text_add_format(out, "<span class=\"faint\">%s</span>", RULES[rule].name);
    text_add(out, "</td></tr>\n");
}

/* "  2d1h-2d2h   marketing asks …" */
static void add_line(Text *out, const Plan *plan, const char *line, size_t length, bool has_rules) {
    Minutes from = 0, to = 0;
    while (length > 0 && *line == ' ') line++, length--;
    const size_t stretch = strcspn(line, " \n"), first = strcspn(line, "- \n");
    size_t what = stretch;
    while (what < length && line[what] == ' ') what++;
    if (stretch >= length || duration_parse(line, first, &from) != DURATION_OK) {
        text_add(out, "<tr><td></td><td>"); /* how many lines are left out */
        text_add_html(out, line, length);
        text_add(out, "</td></tr>\n");
        return;
    }
    text_add_format(out, "<tr data-from=\"%" PRId64 "\"><td>", from);
    html_when(out, plan, (int32_t)from);
    if (first < stretch && duration_parse(line + first + 1, stretch - first - 1, &to) == DURATION_OK) {
        text_add(out, "–");
        html_when(out, plan, (int32_t)to);
    }
    text_add(out, "</td>");
    add_what(out, line + what, length - what, has_rules);
}

void part_story(Text *out, const Plan *plan, const Story *story, size_t most, bool has_rules) {
    Text told = {0};
    if (!story_tell(story, &told, most, true) || told.failed) out->failed = true;
    text_add(out, "<table>\n<tbody>\n");
    for (size_t at = 0; at < told.length;) {
        const size_t length = strcspn(told.bytes + at, "\n");
        add_line(out, plan, told.bytes + at, length, has_rules);
        at += length + 1;
    }
    text_add(out, "</tbody>\n</table>\n");
    text_free(&told);
}
