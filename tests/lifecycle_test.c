/* The table of a machine's life: it answers everything, contradicts itself nowhere, and all of it happens
 * somewhere. */
#include "tests/test.h"

#include "tests/support/scene.h"

/* ---- situations --------------------------------------------------------------------------------------- */

typedef struct {
    Machine machine;
    Product product;
    bool found_no_host_lately;
} Situation;

enum { NOW = 1000, SITUATIONS = 2 * 2 * 2 * 5 };

/* All that guards look at, in all its combinations: graces, rearms, the last attempt. */
static Situation situation(State state, int number) {
    static const struct {
        Result last;
        int32_t at;
        bool lately;
    } LAST[5] = {{RESULT_NONE, NEVER, false},
                 {RESULT_NO_HOST, NOW - 15, true},
                 {RESULT_NO_RECORD, NOW - 16, false},
                 {RESULT_WRONG_HOST, NOW, true},
                 {RESULT_COUNT_INSUFFICIENT, NOW - 1, false}};
    const int last = number / 8;
    Situation made = {
        .machine = {.state = (uint8_t)state, .rearms = number & 1, .retry_min = 120, .renewal_min = 7},
        .product = BUILTIN_PRODUCTS[0].product,
        .found_no_host_lately = LAST[last].lately};
    made.machine.last = (uint8_t)LAST[last].last;
    made.machine.last_attempt_at = LAST[last].at;
    made.product.initial_grace_min = number & 2 ? 100 : NONE;
    made.product.expiry_grace_min = number & 4 ? 100 : NONE;
    return made;
}

static bool applies(Guard guard, const Situation *at) {
    const bool grace = at->product.initial_grace_min != NONE, rearm = at->machine.rearms > 0;
    const bool answers[GUARD_COUNT] = {[GUARD_ALWAYS] = true,
                                       [GUARD_INITIAL_GRACE] = grace,
                                       [GUARD_NO_INITIAL_GRACE] = !grace,
                                       [GUARD_EXPIRY_GRACE] = at->product.expiry_grace_min != NONE,
                                       [GUARD_NO_EXPIRY_GRACE] = at->product.expiry_grace_min == NONE,
                                       [GUARD_REARM_INITIAL_GRACE] = rearm && grace,
                                       [GUARD_REARM_NO_INITIAL_GRACE] = rearm && !grace,
                                       [GUARD_NO_REARM] = !rearm,
                                       [GUARD_FAILED_LATELY] = at->found_no_host_lately,
                                       [GUARD_NOT_FAILED_LATELY] = !at->found_no_host_lately};
    return answers[guard];
}

static void every_situation_is_answered_by_exactly_one_row(void **state) {
    (void)state;
    for (int event = 0; event < EVENT_COUNT; event++)
        for (int from = 0; from < STATE_COUNT; from++)
            for (int number = 0; number < SITUATIONS; number++) {
                const Situation at = situation((State)from, number);
                const Transition *answer = NULL;
                for (int row = 0; row < lifecycle_row_count((Event)event); row++) {
                    const Transition *each = &TRANSITIONS[event][row];
                    const bool is_for = (each->states >> from & 1) && applies(each->guard, &at);
                    assert_true(lifecycle_applies(each, &at.machine, &at.product, NOW) == is_for);
                    if (!is_for) continue;
                    if (answer) fail_msg("%s while %s: two rows", EVENT_NAMES[event], STATE_NAMES[from]);
                    answer = each;
                }
                if (!answer) fail_msg("%s while %s: no row", EVENT_NAMES[event], STATE_NAMES[from]);
                assert_ptr_equal(lifecycle_find(&at.machine, &at.product, (Event)event, NOW), answer);
            }
}

static void every_guard_is_told_apart_by_some_situation(void **state) {
    (void)state;
    for (int guard = GUARD_ALWAYS + 1; guard < GUARD_COUNT; guard++) {
        int holds = 0;
        for (int number = 0; number < SITUATIONS; number++) {
            const Situation at = situation(STATE_LICENSED, number);
            holds += applies((Guard)guard, &at);
        }
        assert_in_range(holds, 1, SITUATIONS - 1);
    }
}

/* ---- what a row says ---------------------------------------------------------------------------------- */

/* Calls `judge` for every row; answers how many there are. */
static int for_each_row(void (*judge)(Event, const Transition *)) {
    int rows = 0;
    for (int event = 0; event < EVENT_COUNT; event++)
        for (int row = 0; row < lifecycle_row_count((Event)event); row++, rows++)
            judge((Event)event, &TRANSITIONS[event][row]);
    return rows;
}

static void judge_reason(Event event, const Transition *row) {
    if ((row->kind == ANSWER_MOVED) != (row->reason == NULL)) fail_msg("%s: a reason", EVENT_NAMES[event]);
    if (row->reason) assert_true(strlen(row->reason) > 10);
}

static void only_rows_that_do_nothing_give_a_reason(void **state) {
    (void)state;
    assert_true(for_each_row(judge_reason) > EVENT_COUNT);
}

static void judge_nothing(Event event, const Transition *row) {
    (void)event;
    if (row->kind == ANSWER_MOVED) {
        assert_int_not_equal(row->action, ACTION_NONE);
        return;
    }
    assert_int_equal(row->action, ACTION_NONE);
    assert_int_equal(row->next, NEXT_SAME);
    assert_int_equal(row->rule, RULE_NONE);
}

static void rows_that_do_nothing_go_nowhere_and_have_no_rule(void **state) {
    (void)state;
    for_each_row(judge_nothing);
}

static void judge_next(Event event, const Transition *row) {
    static const Next NEXTS[ACTION_COUNT] = {
        [ACTION_LEAVE] = NEXT_ABSENT, [ACTION_START_LAST_GRACE] = NEXT_EXPIRY_GRACE};
    if (row->kind != ANSWER_MOVED) return;
    const bool fresh =
        row->action == ACTION_INSTALL || row->action == ACTION_REIMAGE || row->action == ACTION_REARM;
    const bool grace = row->guard == GUARD_INITIAL_GRACE || row->guard == GUARD_REARM_INITIAL_GRACE;
    const bool licensed = row->states == 1u << STATE_LICENSED;
    Next expected = NEXTS[row->action];
    if (fresh) expected = grace ? NEXT_INITIAL_GRACE : NEXT_LAPSED;
    if (row->action == ACTION_TAKE_LEASE) expected = licensed ? NEXT_SAME : NEXT_LICENSED;
    if (row->action == ACTION_STOP_CLOCKS || row->action == ACTION_LOSE_LICENCE) expected = NEXT_LAPSED;
    if (row->next != expected)
        fail_msg("%s: '%s' leads elsewhere", EVENT_NAMES[event], ACTION_NAMES[row->action]);
}

static void where_a_row_leads_agrees_with_what_it_does(void **state) {
    (void)state;
    for_each_row(judge_next);
}

static void a_row_leads_to_a_state_that_its_product_can_be_in(void **state) {
    (void)state;
    for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++)
        for (int event = 0; event < EVENT_COUNT; event++)
            for (int from = 0; from < STATE_COUNT; from++) {
                const Product *product = &BUILTIN_PRODUCTS[p].product;
                /* A one-time lease has no clock that could run out. */
                if (event == EVENT_CLOCK_OVER && product->by == BY_ONCE) continue;
                if (!product_can_be(product, (State)from)) continue;
                const Machine machine = {.state = (uint8_t)from, .rearms = 1, .last_attempt_at = NEVER};
                const Transition *row = lifecycle_find(&machine, product, (Event)event, NOW);
                if (row->kind == ANSWER_MOVED)
                    assert_true(product_can_be(product, lifecycle_next(row, product, (State)from)));
            }
}

static void a_reminder_that_would_not_come_before_the_end_is_left_out(void **state) {
    static const int32_t LENGTHS[] = {NONE, 0, 1, 99, 100, 101};
    (void)state;
    for (size_t i = 0; i < sizeof LENGTHS / sizeof *LENGTHS; i++) {
        const int32_t length = LENGTHS[i];
        Situation at = situation(STATE_ABSENT, 2);
        at.product.notice_after_min = at.product.warn_before_min = length;
        at.product.initial_grace_min = at.product.lease_min = 100;
        lifecycle_apply(&at.machine, &at.product,
                        lifecycle_find(&at.machine, &at.product, EVENT_INSTALL, NOW), NOW, 0);
        assert_int_equal(at.machine.notice_at, length >= 0 && length < 100 ? NOW + length : NEVER);
        lifecycle_apply(&at.machine, &at.product,
                        lifecycle_find(&at.machine, &at.product, EVENT_GRANTED, NOW), NOW, 0);
        assert_int_equal(at.machine.notice_at, length > 0 && length < 100 ? NOW + 100 - length : NEVER);
    }
}

static void each_result_is_an_event_of_its_own(void **state) {
    (void)state;
    static const struct {
        Result result;
        Event event;
        RuleId rule;
    } PAIRS[] = {{RESULT_GRANTED, EVENT_GRANTED, RULE_GRANTED},
                 {RESULT_COUNT_INSUFFICIENT, EVENT_COUNT_INSUFFICIENT, RULE_COUNT_BELOW_THRESHOLD},
                 {RESULT_NO_HOST, EVENT_NO_HOST, RULE_NO_HOST_ANSWERS},
                 {RESULT_NO_RECORD, EVENT_NO_RECORD, RULE_NO_HOST_KNOWN},
                 {RESULT_WRONG_HOST, EVENT_WRONG_HOST, RULE_ONLY_WRONG_HOSTS},
                 {RESULT_CLOCK_SKEW, EVENT_CLOCK_SKEW, RULE_CLOCKS_APART},
                 {RESULT_NOT_ENTITLED, EVENT_NOT_ENTITLED, RULE_NOT_ENTITLED}};
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++) {
        const Situation at = situation(STATE_NOTIFICATION, 0);
        assert_int_equal(lifecycle_event_of(PAIRS[i].result), PAIRS[i].event);
        assert_int_equal(lifecycle_find(&at.machine, &at.product, PAIRS[i].event, NOW)->rule, PAIRS[i].rule);
    }
}

/* ---- rules -------------------------------------------------------------------------------------------- */

static bool rule_is_used[RULE_COUNT + 1];

static void note_rule(Event event, const Transition *row) {
    (void)event;
    rule_is_used[row->rule] = true;
}

static void every_rule_is_that_of_some_row(void **state) {
    (void)state;
    memset(rule_is_used, 0, sizeof rule_is_used);
    for_each_row(note_rule);
    /* These two are about hosts. */
    assert_false(rule_is_used[RULE_MEMORY_OVER]);
    assert_false(rule_is_used[RULE_HOST_KEY_SPENT]);
    rule_is_used[RULE_MEMORY_OVER] = rule_is_used[RULE_HOST_KEY_SPENT] = true;
    for (int rule = 0; rule < RULE_COUNT; rule++)
        if (!rule_is_used[rule]) fail_msg("no row has the rule '%s'", RULES[rule].name);
}

static bool is_name(const char *name) {
    for (; *name; name++)
        if (*name != '-' && (*name < 'a' || *name > 'z')) return false;
    return true;
}

static void every_rule_is_a_name_a_sentence_and_a_source(void **state) {
    (void)state;
    for (int r = 0; r < RULE_COUNT; r++) {
        const Rule *rule = &RULES[r];
        assert_non_null(rule->name);
        assert_true(is_name(rule->name) && strlen(rule->name) > 3);
        assert_non_null(rule->sentence);
        assert_true(strlen(rule->sentence) > 20);
        assert_int_equal(rule->sentence[strlen(rule->sentence) - 1], '.');
        assert_in_range(rule->sentence[0], 'A', 'Z');
        assert_in_range(rule->source, 0, SOURCE_COUNT - 1);
        assert_in_range(rule->provenance, 0, PROVENANCE_COUNT - 1);
        /* What is not documented says what is doubtful, and our own choices are nobody's page. */
        if (rule->provenance != DOCUMENTED) assert_non_null(rule->doubt);
        assert_int_equal(rule->source == SOURCE_HOUSE, rule->provenance == ASSUMED);
        for (int other = 0; other < r; other++) assert_string_not_equal(rule->name, RULES[other].name);
    }
}

static void rules_name_the_codes_that_an_administrator_would_see(void **state) {
    (void)state;
    Text text = {0};
    for (int rule = 0; rule < RULE_COUNT; rule++)
        if (RULES[rule].code) text_add_format(&text, "%s: %s\n", RULES[rule].name, RULES[rule].code);
    assert_string_equal(
        text.bytes, "count-below-threshold: 0xC004F038\n"
                    "no-host-answers: 0xC004F074\n"
                    "no-host-known: 0x8007232B\n"
                    "only-wrong-hosts: 0xC004F042 (product not served) or 0xC004F041 (host not activated)\n"
                    "clocks-apart: 0xC004F06C\n"
                    "initial-grace-over: 0xC004F009, where it ends in notification\n"
                    "lease-over: 0xC004F009, where it ends in notification\n"
                    "expiry-grace-over: 0xC004F009, where it ends in notification\n");
    assert_non_null(strstr(COUNTED_EVENTS, "12288"));
    assert_non_null(strstr(COUNTED_EVENTS, "12289"));
    assert_non_null(strstr(COUNTED_EVENTS, "12290"));
    text_free(&text);
}

static void assert_names(const char *const names[], int count) {
    for (int i = 0; i < count; i++) {
        assert_non_null(names[i]);
        assert_true(strlen(names[i]) > 0);
        for (int other = 0; other < i; other++) assert_string_not_equal(names[i], names[other]);
    }
}

static void everything_has_a_name_of_its_own(void **state) {
    (void)state;
    assert_names(EVENT_NAMES, EVENT_COUNT);
    assert_names(GUARD_NAMES, GUARD_COUNT);
    assert_names(ACTION_NAMES, ACTION_COUNT);
    assert_names(RESULT_NAMES, RESULT_COUNT);
    assert_names(STATE_NAMES, STATE_COUNT);
    assert_names(METHOD_NAMES, METHOD_COUNT);
    assert_names(POOL_NAMES, POOL_COUNT);
    assert_names(SERVICE_NAMES, SERVICE_COUNT);
    assert_names(PROVENANCE_NAMES, PROVENANCE_COUNT);
    for (int s = 0; s < SOURCE_COUNT; s++)
        assert_true(SOURCES[s].key && SOURCES[s].title && SOURCES[s].where);
}

/* ---- all of it happens -------------------------------------------------------------------------------- */

static uint64_t fired[EVENT_COUNT][TRANSITIONS_MOST];

static size_t run_all_of(const char *folder) {
    size_t count;
    char **paths = scene_files(folder, ".yaml", &count);
    for (size_t i = 0; i < count; i++) {
        Scene *scene = scene_read_file(paths[i]);
        assert_int_equal(run_to(scene->run, scene->plan.run_min, NULL), RUN_IS_OVER);
        for (int event = 0; event < EVENT_COUNT; event++)
            for (int row = 0; row < TRANSITIONS_MOST; row++)
                for (int from = 0; from < STATE_COUNT; from++)
                    fired[event][row] += run_world(scene->run)->fired[event][row][from];
        scene_close(scene);
        free(paths[i]);
    }
    free(paths);
    return count;
}

static void every_row_that_can_happen_happens_in_a_scenario(void **state) {
    (void)state;
    memset(fired, 0, sizeof fired);
    assert_true(run_all_of("tests/conformance") > 0);
    run_all_of("scenarios");
    Text missing = {0};
    text_add(&missing, "");
    for (int event = 0; event < EVENT_COUNT; event++)
        for (int row = 0; row < lifecycle_row_count((Event)event); row++) {
            const Transition *each = &TRANSITIONS[event][row];
            if (each->kind == ANSWER_IMPOSSIBLE)
                assert_true(fired[event][row] == 0);
            else if (fired[event][row] == 0)
                text_add_format(&missing, "%s, %s\n", EVENT_NAMES[event], GUARD_NAMES[each->guard]);
        }
    assert_string_equal(missing.bytes, "");
    text_free(&missing);
}

/* What the card says of a rule depends on whose machine it met. */
static void what_stands_behind_a_rule_is_about_the_product(void **state) {
    (void)state;
    static const struct {
        const char *product;
        RuleId rule;
        Provenance provenance;
        SourceId source;
        bool has_code, has_doubt;
    } ROWS[] = {
        {"windows-client", RULE_INSTALL_LAPSED, DISPUTED, SOURCE_AC, false, true},
        {"windows-ad", RULE_INSTALL_LAPSED, DOCUMENTED, SOURCE_AD, false, false},
        {"windows-mak", RULE_INSTALL_LAPSED, DOCUMENTED, SOURCE_AC, false, false},
        {"microsoft-365-apps", RULE_INSTALL_LAPSED, DOCUMENTED, SOURCE_OL, false, false},
        {"windows-server", RULE_LEASE_OVER, DOCUMENTED, SOURCE_KP, true, true},
        {"windows-ad", RULE_LEASE_OVER, DOCUMENTED, SOURCE_AD, true, false},
        {"microsoft-365-device", RULE_LEASE_OVER, DOCUMENTED, SOURCE_OL, false, false},
        {"office-ltsc", RULE_GRANTED, DOCUMENTED, SOURCE_KP, false, false},
        {"microsoft-365-apps", RULE_GRANTED, DOCUMENTED, SOURCE_OL, false, false},
        {"windows-mak", RULE_GRANTED, DOCUMENTED, SOURCE_AC, false, false},
        {"office-ltsc", RULE_NO_HOST_ANSWERS, DOCUMENTED, SOURCE_TS, true, false},
        {"windows-ad", RULE_NO_HOST_ANSWERS, DOCUMENTED, SOURCE_AD, false, false},
        {"microsoft-365-apps", RULE_NO_HOST_ANSWERS, DOCUMENTED, SOURCE_OL, false, false},
        {"office-ltsc", RULE_INITIAL_GRACE_OVER, DOCUMENTED, SOURCE_OK, true, false},
        {"windows-7", RULE_INITIAL_GRACE_OVER, DOCUMENTED, SOURCE_TD, true, false},
        {"office-ad", RULE_INITIAL_GRACE_OVER, DOCUMENTED, SOURCE_AD, true, false},
        {"windows-7", RULE_REARMED, DOCUMENTED, SOURCE_SL, false, false},
        {"windows-ad", RULE_REARMED, DOCUMENTED, SOURCE_SL, false, false},
        {"office-ltsc", RULE_REARMED, DOCUMENTED, SOURCE_OR, false, false},
        {"microsoft-365-apps", RULE_RETIRED, ASSUMED, SOURCE_HOUSE, false, true},
        {"microsoft-365-apps", RULE_NOT_ENTITLED, DOCUMENTED, SOURCE_OL, false, true},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        const Product *product = &BUILTIN_PRODUCTS[product_find_builtin(ROWS[i].product)].product;
        const Backing backing = rule_backing(ROWS[i].rule, product);
        if (backing.provenance != ROWS[i].provenance || backing.source != ROWS[i].source ||
            (backing.code != NULL) != ROWS[i].has_code || (backing.doubt != NULL) != ROWS[i].has_doubt)
            fail_msg("%s of %s: %s, %s, %s, %s", RULES[ROWS[i].rule].name, ROWS[i].product,
                     PROVENANCE_NAMES[backing.provenance], SOURCES[backing.source].key, backing.code,
                     backing.doubt);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_behind_a_rule_is_about_the_product),
        cmocka_unit_test(every_situation_is_answered_by_exactly_one_row),
        cmocka_unit_test(every_guard_is_told_apart_by_some_situation),
        cmocka_unit_test(only_rows_that_do_nothing_give_a_reason),
        cmocka_unit_test(rows_that_do_nothing_go_nowhere_and_have_no_rule),
        cmocka_unit_test(where_a_row_leads_agrees_with_what_it_does),
        cmocka_unit_test(a_row_leads_to_a_state_that_its_product_can_be_in),
        cmocka_unit_test(a_reminder_that_would_not_come_before_the_end_is_left_out),
        cmocka_unit_test(each_result_is_an_event_of_its_own),
        cmocka_unit_test(every_rule_is_that_of_some_row),
        cmocka_unit_test(every_rule_is_a_name_a_sentence_and_a_source),
        cmocka_unit_test(rules_name_the_codes_that_an_administrator_would_see),
        cmocka_unit_test(everything_has_a_name_of_its_own),
        cmocka_unit_test(every_row_that_can_happen_happens_in_a_scenario),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
