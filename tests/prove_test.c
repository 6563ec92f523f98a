/* The search of every situation: its figures, that what it says is what a plain run does, and that it would
 * notice. */
#include "tests/test.h"

#include "sim/prove/proof.h"
#include "sim/prove/situation.h"
#include "ui/cli/prove_report.h"

/* ---- figures ------------------------------------------------------------------------------------------ */

/* Golden: a change of the model changes how many situations there are. */
static const struct {
    const char *fleet;
    size_t situations, steps;
} FIGURES[] = {
    {"office", 2801, 5601},      {"windows", 2081, 4161},        {"two-offices", 24885, 90948},
    {"three", 3133, 18009},      {"four", 10507, 63833},         {"five", 10075, 61854},
    {"twins", 378, 1235},        {"two-hosts", 10183, 31009},    {"no-time", 30, 53},
    {"handled", 143, 1221},      {"handled-bare", 133, 999},     {"handled-reduced", 197, 1703},
    {"handled-late", 157, 1263}, {"moved", 191, 1910},           {"moved-reduced", 191, 1910},
    {"refused", 579, 4632},      {"refused-reduced", 579, 4632}, {"host-key", 82, 492},
    {"cloud", 243, 2358},        {"cloud-lapsed", 243, 2358},    {"directory", 79, 701},
    {"once", 81, 683},
};

static Proof proof; /* of all fleets that are not deep; taken once, for it takes a second */

static int search_all(void **state) {
    (void)state;
    proof_begin_all(&proof);
    for (int f = 0; f < fleet_count(); f++)
        if (!FLEETS[f].deep && !proof_take(&proof, &FLEETS[f])) return -1;
    return 0;
}

static int forget_all(void **state) {
    (void)state;
    proof_free(&proof);
    return 0;
}

static void every_fleet_has_as_many_situations_as_ever(void **state) {
    (void)state;
    assert_int_equal(proof.fleet_count, sizeof FIGURES / sizeof *FIGURES);
    for (int f = 0; f < proof.fleet_count; f++) {
        assert_string_equal(proof.fleets[f].fleet->name, FIGURES[f].fleet);
        if (proof.fleets[f].situations != FIGURES[f].situations || proof.fleets[f].steps != FIGURES[f].steps)
            fail_msg("{\"%s\", %zu, %zu}", FIGURES[f].fleet, proof.fleets[f].situations,
                     proof.fleets[f].steps);
    }
}

/* Situations of one Office machine, which asks every two hours in vain, or is granted:
 *
 *        1  before the start
 *      360  installed, so much of the initial grace left: 30d, 29d22h, … 2h
 *        1  in notification without ever having been counted
 *        1  just granted, by whatever way
 *     2076  licensed, so much of the lease left after an attempt in vain: 173d, 172d22h, … 2h
 *        1  the minute in which its host forgets it, between two attempts
 *      360  the lease over, so much of the last grace left: 30d, … 2h
 *        1  in notification, and its host still has the cap that it brought */
static void situations_of_one_machine_can_be_counted_by_hand(void **state) {
    (void)state;
    const size_t waiting = 30 * 12, licensed = 173 * 12, last = 30 * 12;
    assert_int_equal(proof.fleets[0].situations, 1 + waiting + 1 + 1 + licensed + 1 + last + 1);
}

static void every_law_holds_in_every_step_and_says_something(void **state) {
    (void)state;
    for (int l = 0; l < proof.law_count; l++) {
        if (proof.laws[l].broken.fleet)
            fail_msg("%s:\n%s", proof.laws[l].law->name, proof.laws[l].broken.scenario.bytes);
        if (proof.laws[l].steps == 0) fail_msg("%s is never asked", proof.laws[l].law->name);
    }
    assert_true(proof.law_count >= 15);
}

static void every_state_rule_and_row_of_the_table_is_reached(void **state) {
    (void)state;
    int can_be, taken;
    for (int s = 0; s < STATE_COUNT; s++)
        if (!proof.states[s].fleet) fail_msg("%s", STATE_NAMES[s]);
    for (int r = 0; r < RULE_COUNT; r++)
        if (!proof.rules[r].fleet) fail_msg("%s", RULES[r].name);
    proof_rows(&proof, &can_be, &taken);
    assert_int_equal(taken, can_be);
    assert_true(proof_holds(&proof) && proof_is_complete(&proof));
}

static void what_cannot_be_never_is(void **state) {
    (void)state;
    int impossible = 0;
    for (int event = 0; event < EVENT_COUNT; event++)
        for (int row = 0; row < TRANSITIONS_MOST; row++)
            for (int from = 0; from < STATE_COUNT; from++) {
                if (proof_row_can_be((Event)event, row, (State)from)) continue;
                impossible++;
                assert_false(proof.rows[event][row][from]);
            }
    assert_true(impossible > 0);
}

static void from_everywhere_a_few_steps_lead_back_to_a_licence(void **state) {
    (void)state;
    int promised = 0;
    for (int f = 0; f < proof.fleet_count; f++) {
        if (!proof.fleets[f].fleet->recovers) continue;
        promised++;
        assert_int_equal(proof.fleets[f].recovery.lost, 0);
        assert_in_range(proof.fleets[f].recovery.most_steps, 1, 4);
    }
    assert_true(promised > 15);
}

/* ---- what it says is so ------------------------------------------------------------------------------- */

/* A run of the scenario, as everybody would run it. Stays where it is: its run points to its plan. */
typedef struct {
    Plan plan;
    Run *run;
} Plain;

static void run_plainly(Plain *plain, const Text *scenario, int32_t minutes, const RowSink *sink) {
    assert_true(moves_read(&plain->plan, scenario));
    plain->run = run_create(&plain->plan);
    assert_non_null(plain->run);
    assert_int_equal(run_to(plain->run, minutes, sink), RUN_IS_OVER);
}

static void close_plain(Plain *plain) {
    run_destroy(plain->run);
    plan_free(&plain->plan);
}

/* The way to a situation, run in one go from minute 0 by the engine in all its haste, ends in it: so nothing
 * that matters is left out of a situation, and nothing is lost by putting it down elsewhere in time. */
static void assert_leads_to(const Search *search, uint32_t number) {
    const SearchNode *node = &search->nodes[number];
    Text scenario = {0};
    assert_true(search_scenario(search, &node->by, "a way", &scenario));
    Plain plain;
    run_plainly(&plain, &scenario, search_minutes(search, &node->by), NULL);
    Situation situation;
    situation_pack((World *)(uintptr_t)run_world(plain.run), fleet_deed_count(search->fleet) == 0,
                   &situation);
    if (situation.length != node->length ||
        memcmp(situation.bytes, search->bytes + node->bytes_at, node->length) != 0)
        fail_msg("%s", scenario.bytes);
    close_plain(&plain);
    text_free(&scenario);
}

enum { WAYS = 40 }; /* tried of each fleet */

static void a_way_run_in_one_go_leads_where_the_search_says(void **state) {
    (void)state;
    for (int f = 0; f < fleet_count(); f++) {
        if (FLEETS[f].deep) continue;
        Search search;
        assert_true(search_explore(&search, &FLEETS[f], NULL));
        const uint32_t stride = (uint32_t)search.node_count / WAYS + 1;
        for (uint32_t n = (uint32_t)search.node_count - 1; n >= 1; n = n > stride ? n - stride : 0)
            assert_leads_to(&search, n);
        search_close(&search);
    }
}

typedef struct {
    RuleId rule;
    bool seen;
} Wanted;

static void look_for_rule(void *context, const Row *row) {
    Wanted *wanted = context;
    wanted->seen |= row->rule == wanted->rule;
}

static void the_shortest_story_to_a_rule_ends_with_it(void **state) {
    (void)state;
    for (int r = 0; r < RULE_COUNT; r++) {
        const ProofWay *way = &proof.rules[r];
        Wanted wanted = {(RuleId)r, false};
        const RowSink sink = {look_for_rule, &wanted, NULL};
        Plain before;
        run_plainly(&before, &way->scenario, way->minutes - 1, &sink);
        assert_false(wanted.seen);
        close_plain(&before);
        Plain plain;
        run_plainly(&plain, &way->scenario, way->minutes, &sink);
        assert_true(wanted.seen);
        close_plain(&plain);
    }
}

static void the_shortest_story_to_a_state_ends_in_it(void **state) {
    (void)state;
    for (int s = 0; s < STATE_COUNT; s++) {
        Plain plain;
        run_plainly(&plain, &proof.states[s].scenario, proof.states[s].minutes, NULL);
        uint32_t machines = 0;
        for (uint32_t g = 0; g < plain.plan.group_count; g++)
            machines += world_count_in_state(run_head(plain.run), g, (State)s);
        assert_true(machines > 0);
        close_plain(&plain);
    }
}

/* ---- it would notice ---------------------------------------------------------------------------------- */

static void judge_nobody_licensed(const Turn *turn, Judgement *judgement) {
    for (uint32_t m = 0; m < turn->after->machine_count; m++)
        law_holds(judgement, world_machine(turn->after, m)->state != STATE_LICENSED);
}

static void judge_never_two_hundred_days(const Turn *turn, Judgement *judgement) {
    for (uint32_t m = 0; m < turn->after->machine_count; m++)
        law_holds(judgement, world_machine(turn->after, m)->state != STATE_EXPIRY_GRACE);
}

static const Law NOBODY = {"nobody", "Nobody is ever licensed.", "section 0", judge_nobody_licensed};
static const Law NO_GRACE = {"no-grace", "No lease ever runs out.", "section 0",
                             judge_never_two_hundred_days};

/* Both are wrong of this fleet: what is told of it? The caller frees it. */
static char *told_of(const Fleet *fleet, bool all, int expected_status) {
    const Law *const laws[] = {&NOBODY, &NO_GRACE};
    Proof wrong;
    Text out = {0};
    proof_begin(&wrong, laws, 2);
    assert_true(proof_take(&wrong, fleet));
    assert_int_equal(prove_report(&wrong, false, all, &out), expected_status);
    proof_free(&wrong);
    return out.bytes;
}

static void a_broken_law_is_told_with_the_shortest_story_and_ends_with_1(void **state) {
    (void)state;
    char *told = told_of(fleet_find("office"), false, 1);
    assert_non_null(strstr(told, "nobody: BROKEN (section 0 of the model)"));
    const char *story =
        strstr(told, "The law no-grace is broken: No lease ever runs out.\nIn the fleet 'office'");
    assert_non_null(story);
    const char *silence = strstr(story, "\n  7d-179d22h          m asks 2076 times: nobody answers");
    assert_non_null(silence);
    assert_non_null(strstr(silence, "\n  180d                m: the lease is over: expiry-grace until 210d"));
    assert_non_null(strstr(told, "\nNot all of it held.\n"));
    free(told);
}

static void the_story_that_breaks_a_law_can_be_asked_for(void **state) {
    (void)state;
    const Law *const laws[] = {&NOBODY};
    Proof wrong;
    Text out = {0};
    proof_begin(&wrong, laws, 1);
    assert_true(proof_take(&wrong, fleet_find("office")));
    assert_int_equal(prove_report_way(&wrong, prove_find_way(&wrong, "nobody"), "nobody", false, false, &out),
                     1);
    assert_non_null(strstr(out.bytes, "The shortest story that breaks nobody. In the fleet 'office'"));
    assert_string_equal(prove_nearest_name(&wrong, "nobdy"), "nobody");
    text_free(&out);
    proof_free(&wrong);
}

/* Three are needed, and there are two. */
static const Fleet STARVED = {.name = "starved",
                              .about = "two machines of which three are needed",
                              .yaml = "products: {p: {like: office-ltsc, threshold: 3, retry: 5d}}\n"
                                      "hosts: {kms: {retry: 5d}}\nmachines: {m: {product: p, count: 2}}\n",
                              .switches = {{"host: kms, do: down", "host: kms, do: up"}},
                              .recovers = true};

static void a_model_in_which_nobody_is_ever_licensed_does_not_pass(void **state) {
    (void)state;
    Proof poor;
    Text out = {0};
    proof_begin_all(&poor);
    assert_true(proof_take(&poor, &STARVED));
    for (int l = 0; l < poor.law_count; l++) assert_null(poor.laws[l].broken.fleet); /* every law holds … */
    assert_false(proof_holds(&poor));                                                /* … and yet */
    assert_false(proof_is_complete(&poor));
    assert_true(poor.fleets[0].recovery.lost == poor.fleets[0].situations);
    assert_int_equal(prove_report(&poor, false, true, &out), 1);
    assert_non_null(strstr(out.bytes, " LOST\n"));
    assert_non_null(strstr(out.bytes, "  licensed               not reached\n"));
    assert_non_null(
        strstr(out.bytes, "From here not all machines can be licensed again:\nIn the fleet 'starved'"));
    text_free(&out);
    proof_free(&poor);
}

static void what_is_not_reached_is_a_failure_where_all_was_searched(void **state) {
    (void)state;
    Proof part;
    Text out = {0};
    proof_begin_all(&part);
    assert_true(proof_take(&part, fleet_find("no-time")));
    assert_int_equal(prove_report(&part, false, false, &out), 0);
    text_clear(&out);
    assert_int_equal(prove_report(&part, false, true, &out), 1);
    assert_non_null(strstr(out.bytes, "\nAll laws held, but not everything was reached that must be.\n"));
    text_free(&out);
    proof_free(&part);
}

/* ---- situations --------------------------------------------------------------------------------------- */

static Plan plan_of(const char *yaml) {
    Text text = {0};
    Plan plan = {0};
    text_add_format(&text, "about: a\nrun: 1d\n%s", yaml);
    assert_true(moves_read(&plan, &text));
    text_free(&text);
    return plan;
}

static void luck_and_late_starts_do_not_fit_into_a_situation(void **state) {
    (void)state;
    static const struct {
        bool fits;
        const char *yaml;
    } ROWS[] = {
        {true, "hosts: {a: {}, b: {priority: 1}}\nmachines: {m: {product: office-ltsc, count: 8}}\n"},
        {false, "hosts: {a: {}, b: {}}\nmachines: {m: {product: office-ltsc}}\n"},
        {false, "machines: {m: {product: office-ltsc, count: 9}}\n"},
        {false, "machines: {m: {product: office-ltsc, jitter: 1m}}\n"},
        {false, "machines: {m: {product: office-ltsc, starts: 1m}}\n"},
        {false, "machines: {m: {product: office-ltsc, count: 2, starts: {from: 0m, to: 1m}}}\n"},
        {false, "machines: {m: {product: office-ltsc, on: {from: \"09:00\", to: \"17:00\"}}}\n"},
        {false,
         "machines: {m: {product: office-ltsc}}\nexpect: [{at: 1h, machines: m, are: licensed, count: 0}]\n"},
        {false, "hosts: {a: {}, b: {priority: 1}, c: {priority: 2}, d: {priority: 3}, e: {priority: 4}, f: "
                "{priority: "
                "5}, g: {priority: 6}, h: {priority: 7}, i: {priority: 8}}\nmachines: {m: {product: "
                "office-ltsc}}\n"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        Plan plan = plan_of(ROWS[i].yaml);
        if (situation_fits(&plan) != ROWS[i].fits) fail_msg("%s", ROWS[i].yaml);
        plan_free(&plan);
    }
}

/* Packed, put down at another minute, and packed again: the same bytes; and both worlds go on alike. */
static void a_situation_is_the_same_at_any_other_time(void **state) {
    (void)state;
    Plan plan =
        plan_of("places: [north]\nhosts: {a: {memory: 2h}, b: {priority: 3}}\n"
                "machines:\n  m: {product: office-ltsc, count: 5}\n  n: {product: windows-server, count: 2}\n"
                "changes:\n  - {at: 2h, machines: \"m[2]\", reimage: new-id}\n"
                "  - {at: 2h, machines: \"m[3]\", move: north}\n"
                "  - {at: 2h, machines: \"m[3]\", use: b}\n"
                "  - {at: 2h, machines: \"m[4]\", power: off}\n"
                "  - {at: 2h, machines: \"m[5]\", retire: now}\n"
                "  - {at: 3h, machines: \"m[1]\", skew: 5h}\n"
                "  - {at: 3h, host: b, do: down}\n  - {at: 3h, service: dns, do: down}\n"
                "  - {at: 3h, place: north, block: [a, dns]}\n");
    Run *run = run_create(&plan);
    World *elsewhere = world_create(&plan);
    for (int32_t at = 0; at <= 240; at += 15) {
        Situation first, second;
        assert_int_equal(run_to(run, at, NULL), RUN_IS_OVER);
        situation_pack((World *)(uintptr_t)run_world(run), false, &first);
        situation_unpack(&first, &plan, false, 100000, elsewhere);
        situation_pack(elsewhere, false, &second);
        assert_int_equal(first.length, second.length);
        assert_memory_equal(first.bytes, second.bytes, first.length);
        assert_in_range(situation_next_at(elsewhere), 100001, 100000 + 1440 * 31);
    }
    free(elsewhere);
    run_destroy(run);
    plan_free(&plan);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fleet_has_as_many_situations_as_ever),
        cmocka_unit_test(situations_of_one_machine_can_be_counted_by_hand),
        cmocka_unit_test(every_law_holds_in_every_step_and_says_something),
        cmocka_unit_test(every_state_rule_and_row_of_the_table_is_reached),
        cmocka_unit_test(what_cannot_be_never_is),
        cmocka_unit_test(from_everywhere_a_few_steps_lead_back_to_a_licence),
        cmocka_unit_test(a_way_run_in_one_go_leads_where_the_search_says),
        cmocka_unit_test(the_shortest_story_to_a_rule_ends_with_it),
        cmocka_unit_test(the_shortest_story_to_a_state_ends_in_it),
        cmocka_unit_test(a_broken_law_is_told_with_the_shortest_story_and_ends_with_1),
        cmocka_unit_test(the_story_that_breaks_a_law_can_be_asked_for),
        cmocka_unit_test(a_model_in_which_nobody_is_ever_licensed_does_not_pass),
        cmocka_unit_test(what_is_not_reached_is_a_failure_where_all_was_searched),
        cmocka_unit_test(luck_and_late_starts_do_not_fit_into_a_situation),
        cmocka_unit_test(a_situation_is_the_same_at_any_other_time),
    };
    return cmocka_run_group_tests(tests, search_all, forget_all);
}
