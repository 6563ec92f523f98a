#include "sim/run/measure.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/check.h"
#include "sim/base/text.h"
#include "sim/run/tally.h"
#include "sim/scenario/instant.h"

/* ---- reading ------------------------------------------------------------------------------------------ */

/* STATE(WHOM) or STATE(WHOM) at INSTANT, taken apart; nothing is owned. */
typedef struct {
    const char *word, *whom, *instant; /* instant: NULL where none is given */
    size_t word_length, whom_length;
} Parts;

static bool take_apart(const char *text, Parts *out) {
    const char *open = strchr(text, '('), *close = open ? strchr(open, ')') : NULL;
    if (!close || open == text || close == open + 1) return false;
    *out = (Parts){text, open + 1, NULL, (size_t)(open - text), (size_t)(close - open - 1)};
    const char *rest = close + 1 + strspn(close + 1, " ");
    if (*rest == '\0') return true;
    if (strncmp(rest, "at ", 3) != 0) return false;
    out->instant = rest + 3 + strspn(rest + 3, " ");
    return true;
}

static bool is_word(const char *bytes, size_t length, const char *word) {
    return strlen(word) == length && memcmp(bytes, word, length) == 0;
}

/* "there is no SAYS 'WRITTEN'; did you mean 'NEAREST'?" */
static bool refuse_name(char reason[MEASURE_REASON], const char *says, const char *written, size_t length,
                        const char *const names[], size_t count) {
    Text text = {0};
    const char *nearest = text_nearest(written, length, names, count);
    text_add_format(&text, "there is no %s '", says);
    text_add_safe(&text, written, length < 60 ? length : 60);
    text_add_char(&text, '\'');
    if (nearest) text_add_format(&text, "; did you mean '%s'?", nearest);
    snprintf(reason, MEASURE_REASON, "%s", text.failed ? "out of memory" : text.bytes);
    text_free(&text);
    return false;
}

enum { WORD_FIRST = STATE_COUNT, WORD_UNLICENSED, WORD_LAPSES, WORD_COUNT_OF, WORDS };

static bool read_word(const Parts *parts, Measure *out, char reason[MEASURE_REASON]) {
    static const MeasureKind KINDS[] = {MEASURE_FIRST, MEASURE_UNLICENSED, MEASURE_LAPSES, MEASURE_COUNT};
    const char *words[WORDS] = {[WORD_FIRST] = "first",
                                [WORD_UNLICENSED] = "unlicensed",
                                [WORD_LAPSES] = "lapses",
                                [WORD_COUNT_OF] = "count"};
    for (int state = 0; state < STATE_COUNT; state++) words[state] = STATE_NAMES[state];
    for (int i = 0; i < WORDS; i++) {
        if (!is_word(parts->word, parts->word_length, words[i])) continue;
        out->kind = i < WORD_FIRST ? MEASURE_STATE : KINDS[i - WORD_FIRST];
        out->state = i < WORD_FIRST ? (State)i : STATE_ABSENT;
        return true;
    }
    return refuse_name(reason, "state or measure", parts->word, parts->word_length, words, WORDS);
}

static bool read_group(const Plan *plan, const Parts *parts, Measure *out, char reason[MEASURE_REASON]) {
    const char *names[LIMIT_GROUPS + 1];
    CHECK(plan->group_count <= LIMIT_GROUPS);
    for (uint32_t g = 0; g < plan->group_count; g++) names[g] = plan->groups[g].name;
    names[plan->group_count] = "all";
    for (uint32_t g = 0; g <= plan->group_count; g++)
        if (is_word(parts->whom, parts->whom_length, names[g])) {
            out->group = g < plan->group_count ? (int)g : -1;
            return true;
        }
    return refuse_name(reason, "group", parts->whom, parts->whom_length, names, plan->group_count + 1);
}

static bool read_claim(const Plan *plan, const Parts *parts, Measure *out, char reason[MEASURE_REASON]) {
    uint64_t number = 0;
    size_t i = 0;
    for (; i < parts->whom_length && parts->whom[i] >= '0' && parts->whom[i] <= '9' && number <= LIMIT_CLAIMS;
         i++)
        number = number * 10 + (uint64_t)(parts->whom[i] - '0');
    if (i == parts->whom_length && number >= 1 && number <= plan->expect_count) {
        out->claim = (uint32_t)number - 1;
        return true;
    }
    snprintf(reason, MEASURE_REASON,
             "first() takes the number of a claim under expect, of which the file has %u",
             (unsigned)plan->expect_count);
    return false;
}

/* HOST.POOL; the name of a host may hold dots. */
static bool read_count(const Plan *plan, const Parts *parts, Measure *out, char reason[MEASURE_REASON]) {
    const char *names[LIMIT_HOSTS];
    CHECK(plan->host_count <= LIMIT_HOSTS);
    for (uint32_t h = 0; h < plan->host_count; h++) names[h] = plan->hosts[h].name;
    size_t length = parts->whom_length;
    while (length > 0 && parts->whom[length - 1] != '.') length--;
    if (length < 2) {
        snprintf(reason, MEASURE_REASON, "count() takes a host and a pool, as count(kms1.windows)");
        return false;
    }
    const char *pool = parts->whom + length;
    int found = 0, host = 0;
    while (found < POOL_COUNT && !is_word(pool, parts->whom_length - length, POOL_NAMES[found])) found++;
    if (found == POOL_COUNT)
        return refuse_name(reason, "pool", pool, parts->whom_length - length, POOL_NAMES, POOL_COUNT);
    while (host < (int)plan->host_count && !is_word(parts->whom, length - 1, names[host])) host++;
    if (host == (int)plan->host_count)
        return refuse_name(reason, "host", parts->whom, length - 1, names, plan->host_count);
    out->pool = (Pool)found;
    out->host = host;
    return true;
}

static bool read_at(const Plan *plan, const Parts *parts, Measure *out, char reason[MEASURE_REASON]) {
    const bool needed = out->kind == MEASURE_STATE || out->kind == MEASURE_COUNT;
    out->at = plan->run_min;
    if (needed != (parts->instant != NULL)) {
        snprintf(reason, MEASURE_REASON,
                 needed ? "it needs an instant, as in '%.*s(%.*s) at 30d'"
                        : "%.*s(%.*s) is of the whole run and takes no instant",
                 (int)parts->word_length, parts->word, (int)parts->whom_length, parts->whom);
        return false;
    }
    char why[INSTANT_REASON];
    if (!needed || instant_parse(plan->start, plan->run_min, parts->instant, &out->at, why) == INSTANT_OK)
        return true;
    snprintf(reason, MEASURE_REASON, "its instant %s", why);
    return false;
}

bool measure_parse(const Plan *plan, const char *text, Measure *out, char out_reason[MEASURE_REASON]) {
    Parts parts;
    *out = (Measure){.group = -1};
    if (!take_apart(text, &parts)) {
        snprintf(out_reason, MEASURE_REASON,
                 "a measure is written like 'licensed(lab) at 30d', 'first(2)', "
                 "'unlicensed(all)', 'lapses(lab)' or 'count(kms1.windows) at 30d'");
        return false;
    }
    if (!read_word(&parts, out, out_reason)) return false;
    const bool good = out->kind == MEASURE_FIRST   ? read_claim(plan, &parts, out, out_reason)
                      : out->kind == MEASURE_COUNT ? read_count(plan, &parts, out, out_reason)
                                                   : read_group(plan, &parts, out, out_reason);
    return good && read_at(plan, &parts, out, out_reason);
}

int64_t measure_divisor(const char *text) {
    return strncmp(text, "unlicensed(", strlen("unlicensed(")) == 0 ? DAY_MIN : 1;
}

/* ---- taking ------------------------------------------------------------------------------------------- */

static bool is_tallied(const Measure *measure) {
    return measure->kind == MEASURE_UNLICENSED || measure->kind == MEASURE_LAPSES;
}

/* The first minute after `at` that one of them looks at. */
static int32_t next_look(const Measure measures[], size_t count, int32_t at) {
    int32_t next = NEVER;
    for (size_t i = 0; i < count; i++)
        if (measures[i].at > at && measures[i].at < next) next = measures[i].at;
    return next;
}

static int64_t look(const Run *run, const Tally *tally, const Measure *measure) {
    const World *world = run_head(run);
    const uint32_t all = run_plan(run)->group_count;
    const uint32_t from = measure->group < 0 ? 0 : (uint32_t)measure->group;
    const uint32_t to = measure->group < 0 ? all : from + 1;
    int64_t figure = 0;
    switch (measure->kind) {
    case MEASURE_STATE:
        for (uint32_t g = from; g < to; g++) figure += world_count_in_state(world, g, measure->state);
        return figure;
    case MEASURE_UNLICENSED:
        for (uint32_t g = from; g < to; g++) figure += (int64_t)tally->groups[g].unlicensed_min;
        return figure;
    case MEASURE_LAPSES:
        for (uint32_t g = from; g < to; g++) figure += (int64_t)tally->groups[g].lapses;
        return figure;
    case MEASURE_FIRST: {
        const int32_t true_at = world_claim(world, measure->claim)->true_at;
        return true_at == NEVER ? MEASURE_MISSING : true_at;
    }
    case MEASURE_COUNT: return world_count(world, measure->host, measure->pool);
    }
    CHECK(!"a MeasureKind");
}

bool measures_take(const Plan *plan, const Measure measures[], size_t count, int64_t out_figures[]) {
    bool tallied = false;
    for (size_t i = 0; i < count; i++) tallied |= is_tallied(&measures[i]);
    Tally tally = {0};
    Run *run = run_create(plan);
    bool good = run && (!tallied || tally_create(&tally, plan));
    const RowSink sink = tally_sink(&tally);
    for (int32_t at = next_look(measures, count, -1); good && at != NEVER;
         at = next_look(measures, count, at)) {
        good = run_to(run, at, tallied ? &sink : NULL) == RUN_IS_OVER;
        if (good && tallied) tally_close(&tally, at);
        for (size_t i = 0; good && i < count; i++)
            if (measures[i].at == at) out_figures[i] = look(run, &tally, &measures[i]);
    }
    tally_destroy(&tally);
    run_destroy(run);
    return good;
}
