/* Steady machines are a short cut, and change nothing: with and without it a scenario gives the same trace
 * and the same fingerprint. Shown on every case and every lesson, and on scenarios made up by chance. */
#include "tests/test.h"

#include "sim/run/inside.h"
#include "tests/support/made_up.h"
#include "tests/support/scene.h"

#ifdef __SANITIZE_ADDRESS__
enum { MADE_UP = 40 }; /* there each takes ten times as long */
#else
enum { MADE_UP = 300 };
#endif

static void assert_same_either_way(Scene *quick, Scene *plain) {
    run_by_table_only(plain->run);
    scene_run_to(quick, "36500d");
    scene_run_to(plain, "36500d");
    assert_int_equal(quick->row_count, plain->row_count);
    const char *trace = strdup(scene_trace(quick));
    assert_non_null(trace);
    assert_string_equal(trace, scene_trace(plain));
    assert_true(run_fingerprint(quick->run) == run_fingerprint(plain->run));
    /* Written out machine by machine it is the same world too. */
    run_world(quick->run);
    assert_true(run_fingerprint(quick->run) == run_fingerprint(plain->run));
    free((void *)(uintptr_t)trace);
    scene_close(quick);
    scene_close(plain);
}

static void a_file_is_the_same_either_way(void **state) {
    assert_same_either_way(scene_read_file(*state), scene_read_file(*state));
}

/* ---- attempts that are put together
 * ------------------------------------------------------------------------ */

/* What a group's attempts come to that leave it licensed: granted again, or answered by nobody. */
typedef struct {
    uint64_t times;
    int32_t first_at, last_at, least, most;
} Sum;

typedef struct {
    const Plan *plan;
    Sum *sums; /* of each group, granted and silent */
    uint64_t rows, put_together;
} Summing;

static void add_to(Sum *sum, uint64_t times, int32_t first_at, int32_t last_at, int32_t least, int32_t most) {
    if (sum->times == 0 || first_at < sum->first_at) sum->first_at = first_at;
    if (sum->times == 0 || least < sum->least) sum->least = least;
    if (most > sum->most) sum->most = most;
    if (last_at > sum->last_at) sum->last_at = last_at;
    sum->times += times;
}

static void sum_row(void *context, const Row *row) {
    Summing *summing = context;
    summing->rows++;
    if (row->kind != ROW_ATTEMPT || row->from != STATE_LICENSED || row->service >= 0) return;
    if (row->result != RESULT_GRANTED && row->result != RESULT_NO_HOST) return;
    const uint32_t group = plan_group_of(summing->plan, row->machine);
    if (summing->plan->products[summing->plan->groups[group].product].by != BY_HOST) return;
    add_to(&summing->sums[2 * group + (row->result == RESULT_NO_HOST)], 1, row->at, row->at, row->count,
           row->count);
}

static void sum_quiet(void *context, const Quiet *quiet) {
    Summing *summing = context;
    assert_true(quiet->times > 0 && quiet->machines > 0);
    assert_true(quiet->first_at <= quiet->last_at && quiet->last_at < quiet->expected_at);
    summing->put_together += quiet->times;
    add_to(&summing->sums[2 * quiet->group + (quiet->host < 0)], quiet->times, quiet->first_at,
           quiet->last_at, quiet->least, quiet->most);
}

static Summing sum_up(const char *path, bool together) {
    Scene *scene = scene_read_file(path);
    Summing summing = {.plan = &scene->plan, .sums = calloc(2 * scene->plan.group_count, sizeof(Sum))};
    assert_non_null(summing.sums);
    const RowSink sink = {sum_row, &summing, together ? sum_quiet : NULL};
    assert_int_equal(run_to(scene->run, scene->plan.run_min, &sink), RUN_IS_OVER);
    summing.rows += summing.put_together;
    assert_true(run_head(scene->run)->row_count == summing.rows);
    scene_close(scene);
    return summing;
}

static void what_is_put_together_comes_to_the_same(void **state) {
    const Summing one_by_one = sum_up(*state, false), together = sum_up(*state, true);
    Scene *scene = scene_read_file(*state);
    assert_true(one_by_one.rows == together.rows);
    for (uint32_t i = 0; i < 2 * scene->plan.group_count; i++) {
        const Sum *a = &one_by_one.sums[i], *b = &together.sums[i];
        assert_true(a->times == b->times);
        assert_int_equal(a->first_at, b->first_at);
        assert_int_equal(a->last_at, b->last_at);
        assert_int_equal(a->least, b->least);
        assert_int_equal(a->most, b->most);
    }
    free(one_by_one.sums);
    free(together.sums);
    scene_close(scene);
}

/* ---- when a machine is looked at --------------------------------------------------------------------------
 */

/* Every machine that is there, in every minute: slow, and nobody can be missed. */
static void look_at_everybody(Run *run, int32_t at) {
    for (uint32_t m = 0; m < run->plan->machine_count; m++) {
        Machine *machine = inside_machine(run, m);
        if (!machine->stored || machine->state == STATE_ABSENT || machine->wake_at == at) continue;
        machine->wake_at = at;
        assert_true(agenda_add(&run->agenda, (Wake){at, m, 0, WAKE_PLAIN}));
    }
}

static void nobody_is_looked_at_too_late(void **state) {
    enum { LOOKS_MOST = 1000000 };
    Scene *scene = scene_read_file(*state), *watched = scene_read_file(*state);
    const int32_t affordable = LOOKS_MOST / (int32_t)scene->plan.machine_count;
    const int32_t last = scene->plan.run_min < affordable ? scene->plan.run_min : affordable;
    char until[DURATION_TEXT];
    duration_format(last, until);
    scene_run_to(scene, until);
    run_by_table_only(watched->run);
    for (int32_t at = 0; at <= last; at++) {
        duration_format(at, until);
        if (at > 0) look_at_everybody(watched->run, at);
        scene_run_to(watched, until);
    }
    char *trace = strdup(scene_trace(scene));
    assert_non_null(trace);
    assert_string_equal(scene_trace(watched), trace);
    free(trace);
    scene_close(scene);
    scene_close(watched);
}

/* ---- scenarios made up by chance ---------------------------------------------------------------------- */

static void made_up_scenarios_are_the_same_either_way(void **state) {
    (void)state;
    uint64_t steady_renewals = 0;
    for (uint64_t trial = 0; trial < MADE_UP; trial++) {
        char *yaml = made_up(trial, 40);
        Scene *quick = scene_read(yaml);
        steady_renewals += run_head(quick->run)->machine_count;
        assert_same_either_way(quick, scene_read(yaml));
        free(yaml);
    }
    assert_true(steady_renewals > MADE_UP);
}

/* What a claim says of a lease is looked up in the machine itself, which a steady one must be made again for.
 */
static void a_claim_about_leases_sees_the_newest_grant(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 30d\nhosts: {a: }\nmachines: {m: {product: windows-server, count: 8}}\n"
                              "expect: [{at: 15d, machines: m, lease_left: \">= 178d\"}]\n");
    assert_int_equal(world_claim(run_head(scene->run), 0)->verdict, VERDICT_HELD);
    assert_int_equal(world_claim(run_head(scene->run), 0)->got, 8);
    scene_close(scene);
}

/* A newcomer is not written down before its first attempt, but where a change reaches for it. */
static void a_what_if_reaches_a_machine_in_its_first_minute(void **state) {
    (void)state;
    Scene *scene = scene_read("run: 1d\nmachines: {m: {product: windows-ad, starts: 1h}}\n");
    static const MachineRange FIRST = {0, 1};
    const Change off = {.kind = CHANGE_POWER, .machines = {&FIRST, 1, 1, false}};
    scene_run_to(scene, "59m");
    assert_true(run_what_if(scene->run, &off));
    scene_run_to(scene, "1d");
    assert_int_equal(scene_times(scene, "m", RULE_GRANTED), 0);
    scene_close(scene);
}

/* A fleet large enough that machines picked out by the piece are told apart from changes of many. */
static void a_few_machines_picked_out_of_many_are_found(void **state) {
    (void)state;
    static const char YAML[] =
        "run: 60d\nhosts: {a: }\nmachines: {m: {product: windows-client, count: 400, jitter: 1h}}\n"
        "changes:\n  - {at: 20d, machines: \"m[7]\", power: off}\n  - {at: 25d, machines: [\"m[9]\", "
        "\"m[300]\"], reimage: new-id}\n"
        "  - {at: 30d, machines: \"m[100..350]\", move: offline}\n  - {at: 40d, machines: all, attempt: "
        "now}\n";
    assert_same_either_way(scene_read(YAML), scene_read(YAML));
}

int main(void) {
    size_t cases, lessons, count = 0;
    char **case_files = scene_files("tests/conformance", ".yaml", &cases);
    char **lesson_files = scene_files("scenarios", ".yaml", &lessons);
    struct CMUnitTest *tests = calloc(3 * cases + 2 * lessons + 4, sizeof *tests);
    if (!tests) return 3;
    for (size_t i = 0; i < cases + lessons; i++) {
        char *path = i < cases ? case_files[i] : lesson_files[i - cases];
        tests[count++] = (struct CMUnitTest){path, a_file_is_the_same_either_way, NULL, NULL, path};
    }
    for (size_t i = 0; i < cases + lessons; i++) {
        char *path = i < cases ? case_files[i] : lesson_files[i - cases];
        tests[count++] = (struct CMUnitTest){path, what_is_put_together_comes_to_the_same, NULL, NULL, path};
    }
    for (size_t i = 0; i < cases; i++)
        tests[count++] =
            (struct CMUnitTest){case_files[i], nobody_is_looked_at_too_late, NULL, NULL, case_files[i]};
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(made_up_scenarios_are_the_same_either_way);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_what_if_reaches_a_machine_in_its_first_minute);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_claim_about_leases_sees_the_newest_grant);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_few_machines_picked_out_of_many_are_found);
    const int failed = _cmocka_run_group_tests("steady", tests, count, NULL, NULL);
    for (size_t i = 0; i < cases + lessons; i++) free(i < cases ? case_files[i] : lesson_files[i - cases]);
    free(case_files);
    free(lesson_files);
    free(tests);
    return failed;
}
