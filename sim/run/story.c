#include "sim/run/story.h"

#include <stdlib.h>

#include "sim/run/story_line.h"

/* Where a machine was last: 16 bytes, for whoever asks seldom is fetched from far away. */
typedef struct {
    uint32_t attempt_in[2]; /* the line of its last attempt, + 1, and the other it was in before */
    uint32_t other_in;      /* and of its last row of any other kind, + 1 */
    int32_t asked_before;   /* the minute after its last attempt; 0 before the first */
} Whereabouts;

struct Story {
    const Plan *plan;
    StoryLine *lines;
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
static bool goes_on(const Story *story, const StoryLine *line, const Row *row) {
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

static StoryLine *find_line(Story *story, const Row *row) {
    uint32_t number = story->newest[slot_of(story, row)];
    for (int i = 0; i < LOOKED_BACK && number; i++) {
        StoryLine *line = &story->lines[number - 1];
        if (alike(&line->first, row)) return goes_on(story, line, row) ? line : NULL;
        number = line->older;
    }
    return NULL;
}

static StoryLine *add_line(Story *story, const Row *row) {
    if (story->line_count == story->line_capacity) {
        const uint32_t capacity = story->line_capacity ? story->line_capacity * 2 : 64;
        StoryLine *lines = realloc(story->lines, capacity * sizeof *lines);
        if (!lines) return NULL;
        story->lines = lines;
        story->line_capacity = capacity;
    }
    StoryLine *line = &story->lines[story->line_count++];
    const uint32_t slot = slot_of(story, row);
    *line = (StoryLine){.first = *row,
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
    StoryLine *line = find_line(story, row);
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
static StoryLine *find_line_of_quiet(Story *story, const Quiet *quiet, const Row *row) {
    uint32_t number = story->newest[quiet->group];
    for (int i = 0; i < LOOKED_BACK && number; i++) {
        StoryLine *line = &story->lines[number - 1];
        if (alike(&line->first, row)) return quiet->first_at <= line->expected_at ? line : NULL;
        number = line->older;
    }
    return NULL;
}

bool story_take_quiet(Story *story, const Quiet *quiet) {
    const Row row = row_of_quiet(story, quiet);
    StoryLine *line = find_line_of_quiet(story, quiet, &row);
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

/* ---- all of them in order ------------------------------------------------------------------------------ */

/* What was put together comes late, and belongs where it began. */
static int by_beginning(const void *a, const void *b) {
    const StoryLine *x = *(const StoryLine *const *)a, *y = *(const StoryLine *const *)b;
    if (x->first.at != y->first.at) return x->first.at < y->first.at ? -1 : 1;
    return (x > y) - (x < y);
}

bool story_tell_lines(const Story *story, Text *out, size_t most, bool rules,
                      void (*end)(void *context, int32_t at), void *context) {
    const StoryLine **lines = malloc((story->line_count + 1) * sizeof *lines);
    if (!lines) return false;
    for (uint32_t i = 0; i < story->line_count; i++) lines[i] = &story->lines[i];
    qsort(lines, story->line_count, sizeof *lines, by_beginning);
    for (uint32_t i = 0; i < story->line_count && i < most; i++) {
        story_line(out, story->plan, lines[i], rules);
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
