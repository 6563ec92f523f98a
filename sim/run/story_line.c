#include "sim/run/story_line.h"

#include <inttypes.h>

#include "sim/base/check.h"
#include "sim/run/trace.h"
#include "sim/run/words.h"

static bool is_many(const StoryLine *line) {
    return line->machines > 1;
}

static void add_who(Text *out, const Plan *plan, const StoryLine *line) {
    if (line->group == NO_GROUP) {
        text_add(out, plan->hosts[line->first.host].name);
        return;
    }
    const Group *group = &plan->groups[line->group];
    if (!is_many(line))
        words_machine(out, plan, line->first.machine);
    else if (line->machines >= group->count)
        text_add_format(out, "%s (%" PRIu32 " machines)", group->name, group->count);
    else
        text_add_format(out, "%" PRIu32 " of %s", line->machines, group->name);
}

static void add_counts(Text *out, const StoryLine *line) {
    if (line->least == line->most)
        text_add_format(out, "the count is %d", line->most);
    else
        text_add_format(out, "the count is %d to %d", line->least, line->most);
    text_add_format(out, ", %d %s needed", line->first.threshold, line->first.threshold == 1 ? "is" : "are");
}

static void add_clock(Text *out, const Plan *plan, const StoryLine *line, const char *word) {
    if (line->first.clock_at == NEVER) return;
    text_add_format(out, "%s until ", word);
    words_instant(out, plan, line->last_clock_at);
}

static void add_outcome(Text *out, const Plan *plan, const StoryLine *line) {
    const Row *row = &line->first;
    if (row->result == RESULT_GRANTED) {
        text_add(out, row->from == STATE_LICENSED ? "renewed" : "licensed");
        if (row->clock_at == NEVER)
            text_add(out, " for good");
        else
            add_clock(out, plan, line, "");
        return;
    }
    if (row->from != row->to)
        text_add_format(out, "%s at once", STATE_NAMES[row->to]);
    else if (row->to == STATE_LICENSED)
        text_add(out, "still licensed, the lease runs on");
    else
        text_add_format(out, "stays in %s", STATE_NAMES[row->to]);
}

static void add_times(Text *out, const StoryLine *line) {
    if (line->times > line->machines) text_add_format(out, " %" PRIu64 " times", line->times);
}

static void add_attempt(Text *out, const Plan *plan, const StoryLine *line) {
    const Row *row = &line->first;
    const char *answerer = row_answerer(plan, row);
    text_add(out, is_many(line) ? " ask" : " asks");
    if (answerer) text_add_format(out, " %s%s", row->service >= 0 ? "the service " : "", answerer);
    add_times(out, line);
    text_add(out, ": ");
    switch (row->result) {
    case RESULT_GRANTED:
    case RESULT_COUNT_INSUFFICIENT:
        if (row->counted)
            add_counts(out, line);
        else
            text_add(out, "yes");
        break;
    case RESULT_NO_HOST: text_add(out, "nobody answers"); break;
    case RESULT_NO_RECORD: text_add(out, "no host is known"); break;
    case RESULT_WRONG_HOST: text_add(out, "only hosts that decline answer"); break;
    case RESULT_CLOCK_SKEW: text_add(out, "the clocks are too far apart, nothing is counted"); break;
    case RESULT_NOT_ENTITLED: text_add(out, "nobody entitled is signed in"); break;
    case RESULT_NONE:
    case RESULT_COUNT: CHECK(!"a Result of an attempt");
    }
    text_add(out, ": ");
    add_outcome(out, plan, line);
}

static void add_lapse(Text *out, const Plan *plan, const StoryLine *line) {
    const Row *row = &line->first;
    text_add_format(out, ": the %s is over: %s", row->from == STATE_LICENSED ? "lease" : "grace",
                    STATE_NAMES[row->to]);
    add_clock(out, plan, line, "");
}

static void add_forget(Text *out, const StoryLine *line) {
    const Row *row = &line->first;
    text_add(out, " forgets ");
    if (line->times == 1)
        text_add_format(out, "the id %" PRIu32, row->id);
    else
        text_add_format(out, "%" PRIu64 " ids", line->times);
    text_add_format(out, " of %s: %d left", POOL_NAMES[row->pool], line->least);
}

static void add_change(Text *out, const Plan *plan, const StoryLine *line) {
    if (line->first.entry == NO_ENTRY) {
        text_add(out, "a change is tried that is not in the file");
        return;
    }
    const Change *change = &plan->changes[line->first.entry];
    words_change(out, plan, change);
    if (line->times > 1) {
        text_add(out, ", every ");
        words_duration(out, change->every);
        text_add_format(out, ", %" PRIu64 " times", line->times);
    }
    if (line->first.line)
        text_add_format(out, " (line %d)", line->first.line);
    else
        text_add(out, " (what if)");
}

static void add_what(Text *out, const Plan *plan, const StoryLine *line) {
    const Row *row = &line->first;
    const char *are = is_many(line) ? "are" : "is";
    if (row->kind == ROW_CHANGE) {
        add_change(out, plan, line);
        return;
    }
    add_who(out, plan, line);
    switch (row->kind) {
    case ROW_INSTALL: text_add_format(out, " %s installed: %s", are, STATE_NAMES[row->to]); break;
    case ROW_RESET: text_add_format(out, " %s as new: %s", are, STATE_NAMES[row->to]); break;
    case ROW_RETIRE: text_add_format(out, " %s gone for good", are); break;
    case ROW_REFUSED:
        text_add_format(out, ": refused: %s",
                        row->rule == RULE_NO_REARM_LEFT ? "no rearm is left"
                                                        : "the host key's activations are spent");
        break;
    case ROW_NOTICE: text_add(out, is_many(line) ? " now show reminders" : " now shows reminders"); break;
    case ROW_ATTEMPT: add_attempt(out, plan, line); break;
    case ROW_LAPSE: add_lapse(out, plan, line); break;
    case ROW_FORGET: add_forget(out, line); break;
    case ROW_CHANGE:
    case ROW_EXPECT:
    case ROW_KIND_COUNT: CHECK(!"told elsewhere");
    }
    if (row->kind == ROW_INSTALL || row->kind == ROW_RESET) add_clock(out, plan, line, "");
}

enum { TIME_WIDTH = 22 };

static void add_stretch(Text *out, int32_t from, int32_t to) {
    const size_t before = out->length;
    text_add(out, "  ");
    words_duration(out, from);
    if (to != from) {
        text_add(out, "-");
        words_duration(out, to);
    }
    const size_t used = out->length - before;
    text_add_repeat(out, ' ', used < TIME_WIDTH ? TIME_WIDTH - used : 2);
}

void story_line(Text *out, const Plan *plan, const StoryLine *line, bool rule) {
    add_stretch(out, line->first.at, line->last_at);
    add_what(out, plan, line);
    if (rule && line->first.rule != RULE_NONE) text_add_format(out, " [%s]", RULES[line->first.rule].name);
    text_add_char(out, '\n');
}

void story_row(Text *out, const Plan *plan, const Row *row) {
    if (row->kind == ROW_EXPECT) {
        add_stretch(out, row->at, row->at);
        text_add_format(out, "claim of line %d %s\n", row->line, row->held ? "held" : "failed");
        return;
    }
    const StoryLine line = {.first = *row,
                            .last_at = row->at,
                            .times = 1,
                            .machines = row->machine != NO_MACHINE,
                            .group =
                                row->machine == NO_MACHINE ? NO_GROUP : plan_group_of(plan, row->machine),
                            .least = row->count,
                            .most = row->count,
                            .last_clock_at = row->clock_at};
    story_line(out, plan, &line, false);
}
