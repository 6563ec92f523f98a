#include "tests/support/plan_text.h"

#include "tests/test.h"

#include <inttypes.h>

#include "sim/base/check.h"
#include "sim/run/world.h"
#include "sim/scenario/reader.h"

/* ---- words and figures -------------------------------------------------------------------------------- */

/* What YAML takes as it is, and nobody is misled by. */
static bool is_plain(uint32_t point) {
    return !utf8_is_unsafe(point) && (point & 0xFFFE) != 0xFFFE && (point < 0xD800 || point > 0xF8FF);
}

void plan_text_quoted(Text *out, const char *string) {
    const size_t length = strlen(string);
    text_add_char(out, '"');
    for (size_t i = 0; i < length;) {
        uint32_t point;
        const size_t size = utf8_decode(string + i, length - i, &point);
        CHECK(size > 0); /* a file with any other bytes is refused */
        if (point == '"' || point == '\\')
            text_add_format(out, "\\%c", (char)point);
        else if (is_plain(point))
            text_add_bytes(out, string + i, size);
        else
            text_add_format(out, "\\U%08" PRIX32, point);
        i += size;
    }
    text_add_char(out, '"');
}

static void add_words(Text *out, const char *before, const char *string) {
    if (!string) return;
    text_add(out, before);
    plan_text_quoted(out, string);
}

static void add_length(Text *out, const char *before, int32_t length_min) {
    char text[DURATION_TEXT] = "none";
    if (length_min == NEVER)
        snprintf(text, sizeof text, "never");
    else if (length_min != NONE)
        duration_format(length_min, text);
    text_add_format(out, "%s%s", before, text);
}

static void add_flag(Text *out, const char *before, bool flag) {
    text_add_format(out, "%s%s", before, flag ? "true" : "false");
}

static void add_clock(Text *out, const char *before, int minute_of_day) {
    text_add_format(out, "%s\"%02d:%02d\"", before, minute_of_day / 60, minute_of_day % 60);
}

/* A list in brackets. */
static void add_listed(Text *out, int number, const char *name) {
    text_add_format(out, "%s%s", number ? ", " : "", name);
}

/* ---- places, products, hosts -------------------------------------------------------------------------- */

static void write_head(const Plan *plan, Text *out) {
    const CalendarTime start = calendar_time(plan->start);
    text_add(out, "title: ");
    plan_text_quoted(out, plan->title);
    add_words(out, "\nabout: ", plan->about);
    text_add_format(out, "\nstart: %04d-%02d-%02d %02d:%02d\n", (int)start.year, start.month, start.day,
                    start.hour, start.minute);
    add_length(out, "run: ", plan->run_min);
    text_add_format(out, "\nseed: %" PRIu64 "\n", plan->seed);
}

static void write_places(const Plan *plan, Text *out) {
    text_add(out, "places:\n");
    for (uint32_t p = 0; p < plan->place_count; p++) {
        if (p == PLACE_OFFLINE) continue;
        text_add_format(out, "  %s: {block: [", plan->places[p].name);
        int listed = 0;
        for (int target = 0; target < SERVICE_COUNT + (int)plan->host_count; target++)
            if (!place_reaches(&plan->places[p].place, target))
                add_listed(out, listed++, plan_target_name(plan, target));
        text_add(out, "]}\n");
    }
}

/* The built-in one that has what cannot be given. */
static const char *like(const Product *product) {
    for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++) {
        const Product *other = &BUILTIN_PRODUCTS[p].product;
        if (other->by == product->by && other->rearm_bonus == product->rearm_bonus) return other->name;
    }
    CHECK(!"a product is like a built-in one");
}

static void write_products(const Plan *plan, Text *out) {
    if (plan->product_count > BUILTIN_PRODUCT_COUNT) text_add(out, "products:\n");
    for (uint32_t p = BUILTIN_PRODUCT_COUNT; p < plan->product_count; p++) {
        const Product *product = &plan->products[p];
        text_add_format(out, "  %s: {like: %s, lapsed: %s", product->name, like(product),
                        STATE_NAMES[product->lapsed]);
        if (product->by == BY_HOST) text_add_format(out, ", pool: %s", POOL_NAMES[product->pool]);
        for (int column = 0; column < COLUMN_COUNT; column++) {
            if (COLUMNS[column].kind == COLUMN_IS_NAME) continue;
            if (column == COLUMN_THRESHOLD && product->by != BY_HOST) continue;
            const int32_t figure = product_figure(product, (Column)column);
            text_add_format(out, ", %s: ", COLUMNS[column].name);
            if (COLUMNS[column].kind == COLUMN_IS_NUMBER)
                text_add_int(out, figure);
            else
                add_length(out, "", figure);
        }
        text_add(out, "}\n");
    }
}

static void add_pools(Text *out, uint8_t serves) {
    text_add(out, "serves: [");
    int listed = 0;
    for (int pool = 0; pool < POOL_COUNT; pool++)
        if (serves >> pool & 1) add_listed(out, listed++, POOL_NAMES[pool]);
    text_add(out, "]");
}

static void write_hosts(const Plan *plan, Text *out) {
    if (plan->host_count) text_add(out, "hosts:\n");
    for (uint32_t h = 0; h < plan->host_count; h++) {
        const Host *host = &plan->hosts[h].host;
        text_add_format(out, "  %s: {", plan->hosts[h].name);
        add_pools(out, host->serves);
        add_length(out, ", retry: ", host->retry_min);
        add_length(out, ", renewal: ", host->renewal_min);
        add_length(out, ", memory: ", host->memory_min);
        text_add_format(out, ", priority: %d, weight: %d", host->priority, host->weight);
        add_flag(out, ", activated: ", host->activated);
        add_flag(out, ", published: ", host->published);
        add_flag(out, ", up: ", host->up);
        add_flag(out, ", restart_forgets: ", host->restart_forgets);
        text_add(out, "}\n");
    }
}

/* ---- machines ----------------------------------------------------------------------------------------- */

static void add_timetable(Text *out, const Timetable *on) {
    if (on->always) {
        text_add(out, "always");
        return;
    }
    text_add(out, "{days: [");
    int listed = 0;
    for (int day = 0; day < 7; day++)
        if (on->days >> day & 1) add_listed(out, listed++, WEEKDAY_NAMES[day]);
    add_clock(out, "], from: ", on->from_min);
    add_clock(out, ", to: ", on->to_min);
    text_add_format(out, ", chance: %d%%}", on->chance_percent);
}

static const char *host_or_dns(const Plan *plan, int32_t host) {
    return host == NO_HOST ? "dns" : plan->hosts[host].name;
}

static void write_groups(const Plan *plan, Text *out) {
    text_add(out, "machines:\n");
    for (uint32_t g = 0; g < plan->group_count; g++) {
        const Group *group = &plan->groups[g];
        text_add_format(out, "  %s: {product: %s, count: %" PRIu32 ", ", group->name,
                        plan->products[group->product].name, group->count);
        add_length(out, "starts: {from: ", group->starts_from);
        add_length(out, ", to: ", group->starts_to);
        text_add_format(out, ", spread: %s}, on: ", group->spread == SPREAD_RANDOM ? "random" : "even");
        add_timetable(out, &group->on);
        text_add_format(out, ", place: %s, ids: %s, use: %s", plan->places[group->place].name,
                        group->shared_ids ? "shared" : "distinct", host_or_dns(plan, group->use));
        add_flag(out, ", cache: ", group->cache);
        add_length(out, ", jitter: ", group->jitter_min);
        add_length(out, ", skew: ", group->skew_min);
        text_add_format(out, ", power: %s, sign: %s}\n", group->power ? "on" : "off",
                        group->signed_in ? "in" : "out");
    }
}

/* Each range group by group. */
static void add_selection(Text *out, const Plan *plan, Selection selection) {
    if (selection.all) {
        text_add(out, "machines: all");
        return;
    }
    text_add(out, "machines: [");
    int listed = 0;
    for (uint32_t r = 0; r < selection.range_count; r++) {
        const uint32_t end = selection.ranges[r].first + selection.ranges[r].count;
        for (uint32_t from = selection.ranges[r].first; from < end;) {
            const Group *group = &plan->groups[plan_group_of(plan, from)];
            const uint32_t to = group->first + group->count < end ? group->first + group->count : end;
            text_add_format(out, "%s\"%s[%" PRIu32 "..%" PRIu32 "]\"", listed++ ? ", " : "", group->name,
                            from - group->first + 1, to - group->first);
            from = to;
        }
    }
    text_add(out, "]");
}

/* ---- changes ------------------------------------------------------------------------------------------ */

static void add_figures(Text *out, const HostFigures *figures) {
    text_add(out, "set: {");
    const char *comma = "";
    const struct {
        unsigned bit;
        const char *name;
        int32_t figure;
    } FIGURES[] = {{SET_RETRY, "retry: ", figures->retry_min},
                   {SET_RENEWAL, "renewal: ", figures->renewal_min},
                   {SET_PRIORITY, "priority: ", figures->priority},
                   {SET_WEIGHT, "weight: ", figures->weight}};
    for (int f = 0; f < 4; f++) {
        if (!(figures->given & FIGURES[f].bit)) continue;
        text_add(out, comma);
        if (f < 2)
            add_length(out, FIGURES[f].name, FIGURES[f].figure);
        else
            text_add_format(out, "%s%d", FIGURES[f].name, FIGURES[f].figure);
        comma = ", ";
    }
    if (figures->given & SET_SERVES) {
        text_add(out, comma);
        add_pools(out, figures->serves);
    }
    text_add(out, "}");
}

static void add_targets(Text *out, const Plan *plan, const Change *change) {
    text_add_format(out, "%s: [", CHANGE_NAMES[change->kind]);
    for (uint32_t t = 0; t < change->target_count; t++)
        add_listed(out, (int)t, plan_target_name(plan, change->targets[t]));
    text_add(out, "]");
}

static void add_deed(Text *out, const Plan *plan, const Change *change) {
    const char *name = CHANGE_NAMES[change->kind];
    switch (change->kind) {
    case CHANGE_POWER: text_add_format(out, "%s: %s", name, change->value ? "on" : "off"); return;
    case CHANGE_SIGN: text_add_format(out, "%s: %s", name, change->value ? "in" : "out"); return;
    case CHANGE_REIMAGE: text_add_format(out, "%s: %s", name, change->value ? "same-id" : "new-id"); return;
    case CHANGE_MOVE: text_add_format(out, "%s: %s", name, plan->places[change->value].name); return;
    case CHANGE_ATTEMPT:
    case CHANGE_RETIRE:
    case CHANGE_REARM: text_add_format(out, "%s: now", name); return;
    case CHANGE_CACHE: text_add_format(out, "%s: clear", name); return;
    case CHANGE_USE: text_add_format(out, "%s: %s", name, host_or_dns(plan, change->value)); return;
    case CHANGE_SKEW: add_length(out, "skew: ", change->value); return;
    case CHANGE_HOST_DO: text_add_format(out, "%s: %s", name, DEED_NAMES[change->value]); return;
    case CHANGE_HOST_SET: add_figures(out, &change->figures); return;
    case CHANGE_SERVICE: text_add_format(out, "%s: %s", name, change->value ? "up" : "down"); return;
    case CHANGE_BLOCK:
    case CHANGE_UNBLOCK: add_targets(out, plan, change); return;
    case CHANGE_KIND_COUNT: break;
    }
    CHECK(!"a ChangeKind");
}

static void add_subject(Text *out, const Plan *plan, const Change *change) {
    if (change->kind <= CHANGE_LAST_OF_MACHINES)
        add_selection(out, plan, change->machines);
    else if (change->kind == CHANGE_HOST_DO || change->kind == CHANGE_HOST_SET)
        text_add_format(out, "host: %s", plan->hosts[change->subject].name);
    else if (change->kind == CHANGE_SERVICE)
        text_add_format(out, "service: %s", SERVICE_NAMES[change->subject]);
    else
        text_add_format(out, "place: %s", plan->places[change->subject].name);
    text_add(out, ", ");
}

static void write_changes(const Plan *plan, Text *out) {
    if (plan->change_count) text_add(out, "changes:\n");
    for (uint32_t c = 0; c < plan->change_count; c++) {
        const Change *change = &plan->changes[c];
        add_length(out, "  - {at: ", change->at);
        if (change->every) {
            add_length(out, ", every: ", change->every);
            add_length(out, ", until: ", change->until);
        }
        text_add(out, ", ");
        add_subject(out, plan, change);
        add_deed(out, plan, change);
        text_add(out, "}\n");
    }
}

/* ---- claims and lessons ------------------------------------------------------------------------------- */

static void add_comparison(Text *out, const char *before, Comparison comparison, bool of_lengths) {
    text_add_format(out, "%s\"%s ", before, COMPARE_NAMES[comparison.op]);
    if (of_lengths)
        add_length(out, "", (int32_t)comparison.number);
    else
        text_add_int(out, comparison.number);
    text_add(out, "\"");
}

static void add_claim(Text *out, const Plan *plan, const Claim *claim) {
    const bool is_stretch = claim->when == CLAIM_NEVER || claim->when == CLAIM_ALWAYS;
    text_add_format(out, "{%s: ", CLAIM_WHEN_NAMES[claim->when]);
    if (is_stretch) {
        text_add(out, STATE_NAMES[claim->state]);
        add_length(out, ", from: ", claim->from);
        add_length(out, ", to: ", claim->to);
    } else
        add_length(out, "", claim->to);
    text_add(out, ", ");
    if (claim->about == CLAIM_HOST_COUNT)
        text_add_format(out, "host: %s, pool: %s", plan->hosts[claim->host].name, POOL_NAMES[claim->pool]);
    else
        add_selection(out, plan, claim->machines);
    if (claim->about == CLAIM_STATE && !is_stretch)
        text_add_format(out, ", are: %s", STATE_NAMES[claim->state]);
    if (claim->about == CLAIM_LAST) text_add_format(out, ", last: %s", RESULT_NAMES[claim->last]);
    if (claim->about == CLAIM_LEASE_LEFT) add_comparison(out, ", lease_left: ", claim->lease_left, true);
    if (claim->has_count) add_comparison(out, ", count: ", claim->count, false);
    text_add(out, "}");
}

static void write_claims(const Plan *plan, Text *out) {
    if (plan->expect_count) text_add(out, "expect:\n");
    for (uint32_t c = 0; c < plan->expect_count; c++) {
        text_add(out, "  - ");
        add_claim(out, plan, &plan->claims[c]);
        text_add(out, "\n");
    }
}

static void write_lesson(const Plan *plan, Text *out) {
    if (plan->step_count) text_add(out, "lesson:\n");
    for (uint32_t s = 0; s < plan->step_count; s++) {
        const Step *step = &plan->steps[s];
        add_length(out, "  - at: ", step->at);
        add_words(out, "\n    say: ", step->say);
        add_words(out, "\n    note: ", step->note);
        add_words(out, "\n    ask: ", step->ask);
        if (step->ask) {
            add_length(out, "\n    show: ", step->show);
            text_add(out, "\n    choices:");
        }
        for (uint32_t c = step->first_choice; c < step->first_choice + step->choice_count; c++) {
            add_words(out, "\n      - {say: ", plan->choices[c].say);
            text_add(out, ", if: ");
            add_claim(out, plan, &plan->claims[plan->choices[c].claim]);
            text_add(out, "}");
        }
        text_add(out, "\n");
    }
}

void plan_text(const Plan *plan, Text *out) {
    write_head(plan, out);
    write_places(plan, out);
    write_products(plan, out);
    write_hosts(plan, out);
    write_groups(plan, out);
    write_changes(plan, out);
    write_claims(plan, out);
    write_lesson(plan, out);
}

/* ---- and back ----------------------------------------------------------------------------------------- */

/* What the simulator itself takes for the plan. */
static uint64_t name_of(const Plan *plan) {
    World *world = world_create(plan);
    assert_non_null(world);
    const uint64_t name = world_fingerprint(world, plan, 0);
    free(world);
    return name;
}

void assert_plan_reads_back(const Plan *plan) {
    Text written = {0}, again = {0}, complaints = {0};
    plan_text(plan, &written);
    assert_false(written.failed);
    Plan read = {0};
    Diagnostics diagnostics = {.file = "written"};
    if (!plan_read(&read, written.bytes, written.length, &diagnostics)) {
        diagnostics_print(&diagnostics, &complaints, false);
        fail_msg("%s\nof\n%s", complaints.bytes, written.bytes);
    }
    plan_text(&read, &again);
    assert_string_equal(again.bytes, written.bytes);
    assert_true(name_of(&read) == name_of(plan));
    plan_free(&read);
    diagnostics_free(&diagnostics);
    text_free(&written);
    text_free(&again);
}
