#include "sim/run/story.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/run/trace.h"
#include "sim/run/words.h"

/* One line of the story: like rows, put together. */
typedef struct {
    Row first;           /* the row that began it */
    int32_t last_at;     /* of the newest row */
    uint64_t times;      /* rows */
    uint32_t machines;   /* different ones, told apart by the last line of its kind each was in */
    uint32_t group;      /* NO_GROUP where it is about no machine */
    int32_t least, most; /* counts in it */
    int32_t last_clock_at;
    int32_t expected_at; /* the latest next attempt of those in it */
    uint32_t older;      /* the line before it of the same group, + 1 */
} Line;

#define NO_GROUP UINT32_MAX

/* Where a machine was last: 16 bytes, for whoever asks seldom is fetched from far away. */
typedef struct {
    uint32_t attempt_in[2]; /* the line of its last attempt, + 1, and the other it was in before */
    uint32_t other_in;      /* and of its last row of any other kind, + 1 */
    int32_t asked_before;   /* the minute after its last attempt; 0 before the first */
} Whereabouts;

struct Story {
    const Plan *plan;
    Line *lines;
    uint32_t line_count, line_capacity;
    uint32_t *newest;      /* of each group, and one more for hosts: line + 1 */
    Whereabouts *machines; /* of each */
};

Story *story_create(const Plan *plan) {
    Story *story = calloc(1, sizeof *story);
    if (!story) return NULL;
    story->plan = plan;
    story->newest = calloc((size_t)plan->group_count + 1, sizeof *story->newest);
    story->machines = calloc((size_t)plan->machine_count, sizeof *story->machines);
    if (story->newest && story->machines) return story;
    story_destroy(story);
    return NULL;
}

void story_destroy(Story *story) {
    if (!story) return;
    free(story->lines);
    free(story->newest);
    free(story->machines);
    free(story);
}

/* ---- which rows belong together ----------------------------------------------------------------------- */

static bool alike(const Row *a, const Row *b) {
    return a->kind == b->kind && a->rule == b->rule && a->host == b->host && a->service == b->service &&
           a->line == b->line && a->pool == b->pool && a->from == b->from && a->to == b->to &&
           (a->kind != ROW_CHANGE || a->entry == b->entry);
}

enum { LOOKED_BACK = 12 }; /* lines of a group that may still go on: more than kinds of answers at one time */

/* A machine whose answer changed begins a new phase: it joins a line only if that began after its last
 * attempt. One whose answer stays goes on in its line, or in another that was not left for long. What is no
 * attempt goes on for a day. */
static bool goes_on(const Story *story, const Line *line, const Row *row) {
    if (row->kind == ROW_CHANGE) return true;
    if (row->kind != ROW_ATTEMPT) return row->at - line->last_at <= DAY_MIN;
    const uint32_t number = (uint32_t)(line - story->lines) + 1;
    const Whereabouts *was = &story->machines[row->machine];
    const uint32_t last_in = was->attempt_in[0];
    if (last_in != number && row->at > line->expected_at + WEEK_MIN) return false;
    const bool turned = !last_in || story->lines[last_in - 1].first.rule != row->rule;
    return !turned || line->first.at >= was->asked_before || line->last_at == row->at;
}

static uint32_t slot_of(const Story *story, const Row *row) {
    return row->machine == NO_MACHINE ? story->plan->group_count : plan_group_of(story->plan, row->machine);
}

static Line *find_line(Story *story, const Row *row) {
    uint32_t number = story->newest[slot_of(story, row)];
    for (int i = 0; i < LOOKED_BACK && number; i++) {
        Line *line = &story->lines[number - 1];
        if (alike(&line->first, row)) return goes_on(story, line, row) ? line : NULL;
        number = line->older;
    }
    return NULL;
}

static Line *add_line(Story *story, const Row *row) {
    if (story->line_count == story->line_capacity) {
        const uint32_t capacity = story->line_capacity ? story->line_capacity * 2 : 64;
        Line *lines = realloc(story->lines, capacity * sizeof *lines);
        if (!lines) return NULL;
        story->lines = lines;
        story->line_capacity = capacity;
    }
    Line *line = &story->lines[story->line_count++];
    const uint32_t slot = slot_of(story, row);
    *line = (Line){.first = *row,
                   .group = row->machine == NO_MACHINE ? NO_GROUP : slot,
                   .least = row->count,
                   .most = row->count,
                   .older = story->newest[slot]};
    story->newest[slot] = story->line_count;
    return line;
}

/* Was the row's machine not in this line yet? It is remembered where it was last and before, which is enough
 * for one that goes to and fro between two hosts. */
static bool is_new_in(Story *story, const Row *row, uint32_t number) {
    Whereabouts *was = &story->machines[row->machine];
    if (row->kind != ROW_ATTEMPT) {
        const bool is_new = was->other_in != number;
        was->other_in = number;
        return is_new;
    }
    uint32_t *in = was->attempt_in;
    was->asked_before = row->at + 1;
    if (in[0] == number) return false;
    const bool is_new = in[1] != number;
    in[1] = in[0];
    in[0] = number;
    return is_new;
}

bool story_take(Story *story, const Row *row) {
    if (row->kind == ROW_EXPECT) return true; /* the verdict tells of it */
    Line *line = find_line(story, row);
    if (!line) line = add_line(story, row);
    if (!line) return false;
    const uint32_t number = (uint32_t)(line - story->lines) + 1;
    line->times++;
    line->last_at = row->at;
    line->last_clock_at = row->clock_at;
    if (row->due_at != NEVER && row->due_at > line->expected_at) line->expected_at = row->due_at;
    if (row->count < line->least) line->least = row->count;
    if (row->count > line->most) line->most = row->count;
    if (row->machine == NO_MACHINE) return true;
    if (is_new_in(story, row, number) && line->machines < story->plan->groups[line->group].count)
        line->machines++;
    return true;
}

void story_expect(const Story *story, uint32_t machine) {
    __builtin_prefetch(&story->machines[machine]);
}

/* The row that such attempts would have been. */
static Row row_of_quiet(const Story *story, const Quiet *quiet) {
    const bool granted = quiet->host >= 0;
    return (Row){.at = quiet->first_at,
                 .kind = ROW_ATTEMPT,
                 .machine = story->plan->groups[quiet->group].first,
                 .host = quiet->host,
                 .service = -1,
                 .result = granted ? RESULT_GRANTED : RESULT_NO_HOST,
                 .counted = granted,
                 .count = quiet->least,
                 .threshold = quiet->threshold,
                 .pool = quiet->pool,
                 .from = STATE_LICENSED,
                 .to = STATE_LICENSED,
                 .clock_at = quiet->last_clock_at,
                 .due_at = quiet->expected_at,
                 .rule = quiet_rule(quiet)};
}

/* The line that such attempts go on in: one of their kind that expected more when they began. */
static Line *find_line_of_quiet(Story *story, const Quiet *quiet, const Row *row) {
    uint32_t number = story->newest[quiet->group];
    for (int i = 0; i < LOOKED_BACK && number; i++) {
        Line *line = &story->lines[number - 1];
        if (alike(&line->first, row)) return quiet->first_at <= line->expected_at ? line : NULL;
        number = line->older;
    }
    return NULL;
}

bool story_take_quiet(Story *story, const Quiet *quiet) {
    const Row row = row_of_quiet(story, quiet);
    Line *line = find_line_of_quiet(story, quiet, &row);
    if (!line) line = add_line(story, &row);
    if (!line) return false;
    line->times += quiet->times;
    const uint32_t machines = quiet->times < quiet->machines ? (uint32_t)quiet->times : quiet->machines;
    if (machines > line->machines) line->machines = machines;
    if (quiet->first_at < line->first.at) line->first.at = quiet->first_at;
    if (quiet->last_at >= line->last_at) line->last_clock_at = quiet->last_clock_at;
    if (quiet->last_at > line->last_at) line->last_at = quiet->last_at;
    if (quiet->expected_at > line->expected_at) line->expected_at = quiet->expected_at;
    if (quiet->least < line->least) line->least = quiet->least;
    if (quiet->most > line->most) line->most = quiet->most;
    return true;
}

/* ---- how a line reads --------------------------------------------------------------------------------- */

static bool is_many(const Line *line) {
    return line->machines > 1;
}

static void add_who(Text *out, const Plan *plan, const Line *line) {
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

static void add_counts(Text *out, const Line *line) {
    if (line->least == line->most)
        text_add_format(out, "the count is %d", line->most);
    else
        text_add_format(out, "the count is %d to %d", line->least, line->most);
    text_add_format(out, ", %d %s needed", line->first.threshold, line->first.threshold == 1 ? "is" : "are");
}

static void add_clock(Text *out, const Plan *plan, const Line *line, const char *word) {
    if (line->first.clock_at == NEVER) return;
    text_add_format(out, "%s until ", word);
    words_instant(out, plan, line->last_clock_at);
}

static void add_outcome(Text *out, const Plan *plan, const Line *line) {
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

static void add_times(Text *out, const Line *line) {
    if (line->times > line->machines) text_add_format(out, " %" PRIu64 " times", line->times);
}

static void add_attempt(Text *out, const Plan *plan, const Line *line) {
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

static void add_lapse(Text *out, const Plan *plan, const Line *line) {
    const Row *row = &line->first;
    text_add_format(out, ": the %s is over: %s", row->from == STATE_LICENSED ? "lease" : "grace",
                    STATE_NAMES[row->to]);
    add_clock(out, plan, line, "");
}

static void add_forget(Text *out, const Line *line) {
    const Row *row = &line->first;
    text_add(out, " forgets ");
    if (line->times == 1)
        text_add_format(out, "the id %" PRIu32, row->id);
    else
        text_add_format(out, "%" PRIu64 " ids", line->times);
    text_add_format(out, " of %s: %d left", POOL_NAMES[row->pool], line->least);
}

static void add_change(Text *out, const Plan *plan, const Line *line) {
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

static void add_what(Text *out, const Plan *plan, const Line *line) {
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

static void tell_line(Text *out, const Plan *plan, const Line *line, bool rule) {
    add_stretch(out, line->first.at, line->last_at);
    add_what(out, plan, line);
    if (rule && line->first.rule != RULE_NONE) text_add_format(out, " [%s]", RULES[line->first.rule].name);
    text_add_char(out, '\n');
}

/* What was put together comes late, and belongs where it began. */
static int by_beginning(const void *a, const void *b) {
    const Line *x = *(const Line *const *)a, *y = *(const Line *const *)b;
    if (x->first.at != y->first.at) return x->first.at < y->first.at ? -1 : 1;
    return (x > y) - (x < y);
}

bool story_tell_lines(const Story *story, Text *out, size_t most, bool rules,
                      void (*end)(void *context, int32_t at), void *context) {
    const Line **lines = malloc((story->line_count + 1) * sizeof *lines);
    if (!lines) return false;
    for (uint32_t i = 0; i < story->line_count; i++) lines[i] = &story->lines[i];
    qsort(lines, story->line_count, sizeof *lines, by_beginning);
    for (uint32_t i = 0; i < story->line_count && i < most; i++) {
        tell_line(out, story->plan, lines[i], rules);
        end(context, lines[i]->first.at);
    }
    if (story->line_count > most) {
        text_add_format(out, "  … and %zu more lines; --verbose shows every row\n", story->line_count - most);
        end(context, NEVER);
    }
    free(lines);
    return true;
}

static void note_nothing(void *context, int32_t at) {
    (void)context;
    (void)at;
}

bool story_tell(const Story *story, Text *out, size_t most, bool rules) {
    return story_tell_lines(story, out, most, rules, note_nothing, NULL);
}

void story_row(Text *out, const Plan *plan, const Row *row) {
    if (row->kind == ROW_EXPECT) {
        add_stretch(out, row->at, row->at);
        text_add_format(out, "claim of line %d %s\n", row->line, row->held ? "held" : "failed");
        return;
    }
    const Line line = {.first = *row,
                       .last_at = row->at,
                       .times = 1,
                       .machines = row->machine != NO_MACHINE,
                       .group = row->machine == NO_MACHINE ? NO_GROUP : plan_group_of(plan, row->machine),
                       .least = row->count,
                       .most = row->count,
                       .last_clock_at = row->clock_at};
    tell_line(out, plan, &line, false);
}
