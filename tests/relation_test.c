/* Metamorphic truths: nobody knows what must happen in a scenario that was drawn, but what must be the same
 * when one thing about it changes is known. Each with the conditions under which it is true. */
#include "tests/test.h"

#include "sim/run/trace.h"
#include "tests/support/made.h"
#include "tests/support/scene.h"

enum { DRAWN = 24, DAY = 1440, WEEK = 7 * DAY };

/* ---- comparing ---------------------------------------------------------------------------------------- */

static Scene *play(const Made *scenario) {
    Text yaml = {0};
    made_write(scenario, &yaml);
    assert_false(yaml.failed);
    Scene *scene = scene_play(yaml.bytes);
    text_free(&yaml);
    return scene;
}

/* Points in time, moved. */
typedef int32_t (*Mover)(int32_t at, bool is_forgetting);

static int32_t stays(int32_t at, bool is_forgetting) {
    (void)is_forgetting;
    return at;
}

static int32_t moved(Mover mover, int32_t at) {
    return at == NEVER ? NEVER : mover(at, false);
}

/* The row as it would be in the other scenario. Lines of the file may differ. */
static Row as_there(const Row *row, Mover mover) {
    Row there = *row;
    there.at = mover(row->at, row->kind == ROW_FORGET);
    there.clock_at = moved(mover, row->clock_at);
    there.due_at = moved(mover, row->due_at);
    there.line = 0;
    return there;
}

static bool same_row(const Row *a, const Row *b) {
    return a->at == b->at && a->kind == b->kind && a->machine == b->machine && a->host == b->host &&
           a->service == b->service && a->entry == b->entry && a->result == b->result && a->held == b->held &&
           a->counted == b->counted && a->got == b->got && a->count == b->count &&
           a->threshold == b->threshold && a->pool == b->pool && a->id == b->id && a->from == b->from &&
           a->to == b->to && a->clock_at == b->clock_at && a->due_at == b->due_at && a->rule == b->rule;
}

/* Which rows of a run are compared. */
typedef bool (*Chooser)(const Plan *plan, const Row *row);

static bool all_rows(const Plan *plan, const Row *row) {
    (void)plan;
    (void)row;
    return true;
}

static const Row *next_row(const Scene *scene, size_t *at, Chooser chosen) {
    while (*at < scene->row_count && !chosen(&scene->plan, &scene->rows[*at])) (*at)++;
    return *at < scene->row_count ? &scene->rows[(*at)++] : NULL;
}

static void say_row(const char *where, const Scene *scene, const Row *row) {
    TraceWriter writer;
    char room[TRACE_ROW];
    trace_begin(&writer, &scene->plan, TRACE_JSON);
    if (row)
        print_error("%s: %.*s", where, (int)trace_row(&writer, row, room), room);
    else
        print_error("%s: nothing more\n", where);
}

/* A relation: what is changed about a scenario, and how its rows are found again in the other. */
typedef struct {
    void (*change)(Made *scenario);
    Mover mover;
    Chooser chosen;
} Relation;

static bool same_runs(const Scene *here, const Scene *there, const Relation *relation, bool say,
                      size_t *out_rows) {
    size_t h = 0, t = 0;
    for (;; (*out_rows)++) {
        const Row *first = next_row(here, &h, relation->chosen),
                  *second = next_row(there, &t, relation->chosen);
        if (!first && !second) return true;
        Row expected = {0}, found = {0};
        if (first) expected = as_there(first, relation->mover);
        if (second) found = as_there(second, stays);
        if (first && second && same_row(&expected, &found)) continue;
        if (say) say_row("here ", here, first);
        if (say) say_row("there", there, second);
        return false;
    }
}

static bool holds_of(uint64_t number, unsigned features, const Relation *relation, bool say,
                     size_t *out_rows) {
    Made scenario = made(number, features);
    Scene *here = play(&scenario);
    relation->change(&scenario);
    Scene *there = play(&scenario);
    const bool same = same_runs(here, there, relation, say, out_rows);
    scene_close(here);
    scene_close(there);
    return same;
}

/* In every scenario with no more than these features it holds … */
static void assert_holds(unsigned features, const Relation *relation) {
    size_t rows = 0;
    for (uint64_t number = 1; number <= DRAWN; number++)
        if (!holds_of(number, features, relation, true, &rows)) fail_msg("scenario %d", (int)number);
    assert_true(rows > 5000);
}

/* … and with this one more it does not in some: the condition is needed, and the comparison would notice. */
static void assert_needs(unsigned features, MadeFeatures without, const Relation *relation) {
    assert_false(features & without);
    size_t rows = 0;
    for (uint64_t number = 1; number <= DRAWN; number++)
        if (!holds_of(number, features | without, relation, false, &rows)) return;
    fail_msg("holds without its condition %d", (int)without);
}

/* ---- later -------------------------------------------------------------------------------------------- */

static void delay(Made *scenario, int32_t length) {
    scenario->run += length;
    for (int g = 0; g < scenario->group_count; g++) {
        scenario->groups[g].from += length;
        scenario->groups[g].to += length;
    }
    for (int c = 0; c < scenario->change_count; c++) {
        scenario->changes[c].at += length;
        scenario->changes[c].until += length;
    }
}

static void delay_three_weeks(Made *scenario) {
    delay(scenario, 3 * WEEK);
}

static int32_t three_weeks_later(int32_t at, bool is_forgetting) {
    (void)is_forgetting;
    return at + 3 * WEEK;
}

/* What the file says happens three weeks later happens three weeks later. Luck that hangs on the day (who
 * comes on some days only) is other luck then; all other hangs on how often, not on when. */
static void everything_whole_weeks_later_is_the_same_whole_weeks_later(void **state) {
    (void)state;
    const Relation relation = {delay_three_weeks, three_weeks_later, all_rows};
    assert_holds(MADE_ALL & ~MADE_CHANCE, &relation);
    assert_needs(MADE_ALL & ~MADE_CHANCE, MADE_CHANCE, &relation);
}

static void delay_eleven_minutes(Made *scenario) {
    delay(scenario, 11);
}

static int32_t eleven_minutes_later(int32_t at, bool is_forgetting) {
    (void)is_forgetting;
    return at + 11;
}

/* Where no machine keeps hours, it need not be weeks. */
static void without_timetables_any_delay_is_only_a_delay(void **state) {
    (void)state;
    const Relation relation = {delay_eleven_minutes, eleven_minutes_later, all_rows};
    assert_holds(MADE_ALL & ~MADE_CHANCE & ~MADE_TIMETABLE, &relation);
    assert_needs(MADE_ALL & ~MADE_CHANCE & ~MADE_TIMETABLE, MADE_TIMETABLE, &relation);
}

static void start_in_another_year(Made *scenario) {
    scenario->start = "2031-06-18 06:30";
}

/* The calendar is only a name for the days: another week, the same weekday, and all is the same; luck too,
 * for days are numbered from the run's first. */
static void another_week_on_the_calendar_changes_nothing(void **state) {
    (void)state;
    const Relation relation = {start_in_another_year, stays, all_rows};
    assert_holds(MADE_ALL, &relation);
}

/* ---- longer and slower -------------------------------------------------------------------------------- */

static bool in_first_run(const Plan *plan, const Row *row) {
    (void)plan;
    return row->at <= 25 * DAY;
}

static void run_on(Made *scenario) {
    scenario->run *= 2;
}

/* A run that goes on begins as the shorter one did: no rule looks ahead. */
static void a_longer_run_begins_like_the_shorter_one(void **state) {
    (void)state;
    const Relation relation = {run_on, stays, in_first_run};
    assert_holds(MADE_ALL, &relation);
}

static int32_t tripled(int32_t length) {
    return length < 0 ? length : 3 * length;
}

static void slow_down(Made *scenario) {
    scenario->run *= 3;
    for (int p = 0; p < MADE_PRODUCTS; p++) {
        MadeProduct *product = &scenario->products[p];
        product->initial = tripled(product->initial);
        product->expiry = tripled(product->expiry);
        product->lease *= 3;
        product->renewal *= 3;
        product->retry *= 3;
    }
    for (int h = 0; h < scenario->host_count; h++) {
        scenario->hosts[h].retry *= 3;
        scenario->hosts[h].renewal *= 3;
        scenario->hosts[h].memory *= 3;
    }
    for (int g = 0; g < scenario->group_count; g++) {
        scenario->groups[g].from *= 3;
        scenario->groups[g].to *= 3;
    }
    for (int c = 0; c < scenario->change_count; c++) {
        scenario->changes[c].at *= 3;
        scenario->changes[c].every *= 3;
        scenario->changes[c].until *= 3;
    }
}

static int32_t three_times_as_late(int32_t at, bool is_forgetting) {
    return is_forgetting ? 3 * (at - 1) + 1 : 3 * at;
}

/* Every length three times as long: all happens three times as late. Not where luck is in minutes, nor where
 * machines keep hours of the day, which stay as long as they are. Forgetting comes one minute after a memory,
 * however long that is; this minute falls beside no other, for all lengths are even. */
static void every_length_three_times_as_long_is_the_same_more_slowly(void **state) {
    (void)state;
    const Relation relation = {slow_down, three_times_as_late, all_rows};
    assert_holds(MADE_SHARED | MADE_MOVES, &relation);
    assert_needs(MADE_SHARED, MADE_LUCK, &relation);
    assert_needs(MADE_SHARED, MADE_TIMETABLE, &relation);
}

/* ---- others ------------------------------------------------------------------------------------------- */

static const char *group_name(const Plan *plan, const Row *row) {
    return row->machine == NO_MACHINE ? "" : plan->groups[plan_group_of(plan, row->machine)].name;
}

static bool but_lonely(const Plan *plan, const Row *row) {
    return strcmp(group_name(plan, row), "lonely") != 0;
}

static void add_lonely(Made *scenario) {
    MadeGroup lonely = {.count = 7, .from = 5, .to = 5, .cache = true, .chance = 100};
    snprintf(lonely.name, sizeof lonely.name, "lonely");
    lonely.product = (int)(scenario->seed % MADE_PRODUCTS);
    lonely.host = scenario->host_count;
    scenario->groups[scenario->group_count++] = lonely;
    /* a host that only the newcomers know, and that is dead */
    scenario->hosts[scenario->host_count++] =
        (MadeHost){.retry = 20, .renewal = 30, .memory = DAY, .hidden = true};
}

/* Whoever reaches no host is counted by none: added last, where no number of another changes, it changes
 * nobody. */
static void a_machine_that_never_reaches_a_host_changes_nobody(void **state) {
    (void)state;
    const Relation relation = {add_lonely, stays, but_lonely};
    assert_holds(MADE_ALL, &relation);
}

static void halve_groups(Made *scenario) {
    for (int g = 0; g < scenario->group_count; g++)
        snprintf(scenario->groups[g].name, sizeof scenario->groups[g].name, "left%d+right%d", g, g);
}

/* A group in two, one half behind the other: the same machines under other names, and luck goes by machine.
 * Not where starts are spread over the group, nor where all have the id of the first. */
static void a_group_in_two_halves_is_the_same_group(void **state) {
    (void)state;
    const Relation relation = {halve_groups, stays, all_rows};
    assert_holds(MADE_ALL & ~MADE_SPREAD & ~MADE_SHARED, &relation);
    assert_needs(MADE_ALL & ~MADE_SPREAD & ~MADE_SHARED, MADE_SPREAD, &relation);
    assert_needs(MADE_ALL & ~MADE_SPREAD & ~MADE_SHARED, MADE_SHARED, &relation);
}

/* Two more, dead and alike but for their order, behind the living ones. */
static void add_dead_hosts(Made *scenario, int first, int second) {
    for (int h = 0; h < 2; h++)
        scenario->hosts[scenario->host_count + h] = (MadeHost){
            .retry = 20, .renewal = 30, .memory = DAY, .priority = 100, .weight = h ? second : first};
    scenario->host_count += 2;
}

/* Hosts that are never reached: in which order they are asked is all the same, as long as luck never chooses
 * between a dead one and a living one. */
static void the_order_of_dead_hosts_is_all_the_same(void **state) {
    (void)state;
    for (uint64_t number = 1; number <= DRAWN; number++) {
        Made here = made(number, MADE_ALL), there = here;
        add_dead_hosts(&here, 1, 9);
        add_dead_hosts(&there, 9, 1);
        const Relation relation = {NULL, stays, all_rows};
        Scene *first = play(&here), *second = play(&there);
        size_t rows = 0;
        assert_true(same_runs(first, second, &relation, true, &rows));
        scene_close(first);
        scene_close(second);
    }
}

/* ---- luck and looking --------------------------------------------------------------------------------- */

static void draw_anew(Made *scenario) {
    scenario->seed = scenario->seed * 977 + 5;
}

/* Where nothing is drawn, the seed is nothing. */
static void without_luck_the_seed_does_not_matter(void **state) {
    (void)state;
    const Relation relation = {draw_anew, stays, all_rows};
    assert_holds(MADE_ALL & ~MADE_LUCK & ~MADE_CHANCE, &relation);
    assert_needs(MADE_ALL & ~MADE_LUCK & ~MADE_CHANCE, MADE_LUCK, &relation);
    assert_needs(MADE_ALL & ~MADE_LUCK & ~MADE_CHANCE, MADE_CHANCE, &relation);
}

static bool but_claims(const Plan *plan, const Row *row) {
    (void)plan;
    return row->kind != ROW_EXPECT;
}

static void claim_much(Made *scenario) {
    scenario->claims = "expect:\n"
                       "  - {at: 3d, machines: all, are: licensed, count: \">= 2\"}\n"
                       "  - {always: licensed, machines: g0}\n"
                       "  - {never: licensed, machines: g1, from: 2d}\n"
                       "  - {by: 9d, machines: all, last: no-host, count: \"> 1\"}\n"
                       "  - {first: 2d, machines: g0, are: licensed}\n"
                       "  - {at: 12d, machines: g1, lease_left: \">= 1d\"}\n"
                       "  - {at: 7d, host: h0, pool: office, count: 3}\n"
                       "  - {by: 20d, host: h0, pool: windows, count: \">= 4\"}\n";
}

/* To claim something changes nothing. */
static void claims_change_nothing(void **state) {
    (void)state;
    const Relation relation = {claim_much, stays, but_claims};
    assert_holds(MADE_ALL, &relation);
}

/* ---- two pools ---------------------------------------------------------------------------------------- */

static bool of_office(const Plan *plan, const Row *row) {
    if (row->kind == ROW_FORGET) return row->pool == POOL_OFFICE;
    const char *name = group_name(plan, row);
    return strcmp(name, "g0") == 0 || strcmp(name, "g1") == 0;
}

/* Two groups of each pool, those of Windows behind; no change of the latter, for new ids are given by turns.
 */
static Made made_of_two_pools(uint64_t number) {
    static const int PRODUCTS[] = {0, 3, 1, 2};
    Made scenario = made(number, MADE_ALL);
    for (int g = 0; g < 4; g++) {
        if (g >= scenario.group_count) scenario.groups[g] = scenario.groups[g % 2];
        snprintf(scenario.groups[g].name, sizeof scenario.groups[g].name, "g%d", g);
        scenario.groups[g].product = PRODUCTS[g];
    }
    scenario.group_count = 4;
    int kept = 0;
    for (int c = 0; c < scenario.change_count; c++)
        if (scenario.changes[c].group < 2) scenario.changes[kept++] = scenario.changes[c];
    scenario.change_count = kept;
    return scenario;
}

/* Office and Windows are counted apart: what the machines of one pool do is nothing to those of the other. */
static void pools_are_nothing_to_each_other(void **state) {
    (void)state;
    size_t rows = 0;
    const Relation relation = {NULL, stays, of_office};
    for (uint64_t number = 1; number <= DRAWN; number++) {
        Made scenario = made_of_two_pools(number);
        Scene *both = play(&scenario);
        scenario.group_count = 2;
        Scene *office = play(&scenario);
        assert_true(same_runs(both, office, &relation, true, &rows));
        scene_close(both);
        scene_close(office);
    }
    assert_true(rows > 5000);
}

/* ---- they are worth something
 * ------------------------------------------------------------------------------ */

/* In the scenarios that were drawn almost every rule is at work. */
static void what_was_drawn_is_full_of_life(void **state) {
    (void)state;
    int times[RULE_COUNT] = {0};
    for (uint64_t number = 1; number <= DRAWN; number++) {
        const Made scenario = made(number, MADE_ALL);
        Scene *scene = play(&scenario);
        for (size_t r = 0; r < scene->row_count; r++)
            if (scene->rows[r].rule != RULE_NONE) times[scene->rows[r].rule]++;
        scene_close(scene);
    }
    static const RuleId EXPECTED[] = {
        RULE_INSTALL_GRACE,         RULE_INSTALL_LAPSED,   RULE_GRANTED,       RULE_RENEWED,
        RULE_COUNT_BELOW_THRESHOLD, RULE_NO_HOST_ANSWERS,  RULE_NO_HOST_KNOWN, RULE_CLOCKS_APART,
        RULE_INITIAL_GRACE_OVER,    RULE_LEASE_OVER_GRACE, RULE_LEASE_OVER,    RULE_EXPIRY_GRACE_OVER,
        RULE_MEMORY_OVER,           RULE_REIMAGED,         RULE_REARMED,       RULE_NO_REARM_LEFT};
    for (size_t r = 0; r < sizeof EXPECTED / sizeof *EXPECTED; r++)
        if (times[EXPECTED[r]] < 5) fail_msg("%s: %d times", RULES[EXPECTED[r]].name, times[EXPECTED[r]]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_whole_weeks_later_is_the_same_whole_weeks_later),
        cmocka_unit_test(without_timetables_any_delay_is_only_a_delay),
        cmocka_unit_test(another_week_on_the_calendar_changes_nothing),
        cmocka_unit_test(a_longer_run_begins_like_the_shorter_one),
        cmocka_unit_test(every_length_three_times_as_long_is_the_same_more_slowly),
        cmocka_unit_test(a_machine_that_never_reaches_a_host_changes_nobody),
        cmocka_unit_test(a_group_in_two_halves_is_the_same_group),
        cmocka_unit_test(the_order_of_dead_hosts_is_all_the_same),
        cmocka_unit_test(without_luck_the_seed_does_not_matter),
        cmocka_unit_test(claims_change_nothing),
        cmocka_unit_test(pools_are_nothing_to_each_other),
        cmocka_unit_test(what_was_drawn_is_full_of_life),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
