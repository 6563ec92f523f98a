/* Remedies in all scenarios that ship: whoever is not licensed is told of one, it is carried out here, and it
 * works in the minute that was promised; without it the same attempt is not granted. */
#include "tests/test.h"

#include "sim/run/remedy.h"
#include "sim/run/words.h"
#include "tests/support/scene.h"

static const char *const MINUTES[] = {"1h", "1d", "3d", "9d", "20d", "33d", "100d", "190d", "215d"};
enum { MINUTE_COUNT = sizeof MINUTES / sizeof *MINUTES, MACHINES_LOOKED_AT = 6 };

/* Is the machine licensed in that minute, where it asks, after these steps in the minute itself? */
static bool licensed_after(const Run *run, uint32_t machine, const Remedy *remedy, int steps) {
    const Plan *plan = run_plan(run);
    const Product *product = &plan->products[plan->groups[plan_group_of(plan, machine)].product];
    const MachineRange self = {machine, 1};
    const Change ask = {.kind = CHANGE_ATTEMPT,
                        .machines = {.ranges = &self, .range_count = 1, .machines = 1}};
    Run *copy = run_copy(run);
    assert_non_null(copy);
    assert_int_not_equal(run_to(copy, remedy->at - 1, NULL), RUN_OUT_OF_MEMORY);
    for (int s = 0; s < steps; s++) {
        const RemedyStep *step = &remedy->steps[s];
        if (step->kind == REMEDY_CHANGE)
            assert_true(run_what_if(copy, &step->change));
        else
            run_what_if_counted(copy, step->host, product->pool, product->threshold, step->missing);
    }
    assert_true(run_what_if(copy, &ask));
    assert_int_not_equal(run_to(copy, remedy->at, NULL), RUN_OUT_OF_MEMORY);
    const bool licensed = world_machine(run_world(copy), machine)->state == STATE_LICENSED;
    run_destroy(copy);
    return licensed;
}

static void complain(const Scene *scene, uint32_t machine, const Remedy *remedy) {
    Text words = {0};
    words_machine(&words, &scene->plan, machine);
    text_add_format(&words, " in %s, asked at %d:", scene->diagnostics.file, run_head(scene->run)->now);
    for (int s = 0; s < remedy->step_count; s++) {
        text_add(&words, s ? "; and " : " ");
        remedy_words(&words, &scene->plan, &remedy->steps[s]);
    }
    print_error("%s: %s\n", words.bytes, remedy->worked ? "worked" : "did not work");
    text_free(&words);
}

/* True where there was anything to mend. */
static bool check_machine(const Scene *scene, uint32_t machine) {
    Remedy remedy;
    const State state = (State)world_machine(run_world(scene->run), machine)->state;
    if (state == STATE_LICENSED || state == STATE_ABSENT) return false;
    const uint64_t before = run_fingerprint(scene->run);
    assert_true(remedy_find(scene->run, machine, &remedy));
    assert_true(run_fingerprint(scene->run) == before);
    if (remedy.never_present) return false;
    assert_true(remedy.at > run_head(scene->run)->now);
    const bool works = licensed_after(scene->run, machine, &remedy, remedy.step_count);
    const bool needed = remedy.step_count == 0 || !licensed_after(scene->run, machine, &remedy, 0);
    if (!remedy.worked || !works || !needed) complain(scene, machine, &remedy);
    assert_true(remedy.worked);
    assert_true(works);
    assert_true(needed);
    return true;
}

static void whoever_is_not_licensed_can_be_mended_as_it_is_told(void **state) {
    (void)state;
    size_t count;
    int mended = 0;
    char **paths = scene_files("scenarios", ".yaml", &count);
    assert_true(count > 40);
    for (size_t f = 0; f < count; f++) {
        Scene *scene = scene_read_file(paths[f]);
        const uint32_t step = scene->plan.machine_count / MACHINES_LOOKED_AT + 1;
        for (int m = 0; m < MINUTE_COUNT && scene_minute(MINUTES[m]) < scene->plan.run_min; m++) {
            assert_int_equal(run_to(scene->run, scene_minute(MINUTES[m]), NULL), RUN_IS_OVER);
            for (uint32_t machine = 0; machine < scene->plan.machine_count; machine += step)
                mended += check_machine(scene, machine);
        }
        scene_close(scene);
        free(paths[f]);
    }
    free(paths);
    assert_true(mended > 100);
}

/* ---- all that can be wrong at once ------------------------------------------------------------------------
 */

/* Five machines have made the count what it must be; then all this happens, and somebody else installs a
 * machine. */
static const char *const FAULTS[] = {
    "{at: 1h, machines: pc, power: off}",    "{at: 30m, service: dns, do: down}",
    "{at: 30m, place: vpn, block: [dns]}",   "{at: 30m, place: vpn, block: [kms1]}",
    "{at: 30m, host: kms1, do: unpublish}",  "{at: 30m, host: kms1, do: down}",
    "{at: 30m, host: kms1, do: deactivate}", "{at: 30m, host: kms1, set: {serves: [windows]}}",
    "{at: 1h, machines: pc, skew: 5h}",
};
enum { FAULT_COUNT = sizeof FAULTS / sizeof *FAULTS };

static void every_fault_alone_or_with_others_is_mended_by_a_step_of_its_own(void **state) {
    (void)state;
    for (unsigned set = 1; set < 1u << FAULT_COUNT; set++) {
        Text yaml = {0};
        int faults = 0;
        text_add(&yaml, "about: a\nrun: 30d\nplaces: [vpn]\nhosts: {kms1: {}}\nmachines:\n"
                        "  lab: {product: office-ltsc, count: 5}\n"
                        "  pc: {product: office-ltsc, starts: 1h, place: vpn}\nchanges:\n");
        for (int f = 0; f < FAULT_COUNT; f++) {
            if (!(set >> f & 1)) continue;
            text_add_format(&yaml, "  - %s\n", FAULTS[f]);
            faults++;
        }
        Scene *scene = scene_read(yaml.bytes);
        scene_run_to(scene, "2h");
        assert_true(check_machine(scene, scene_machine(scene, "pc")));
        Remedy remedy;
        assert_true(remedy_find(scene->run, scene_machine(scene, "pc"), &remedy));
        assert_int_equal(remedy.at, 121);
        if (remedy.step_count != faults) complain(scene, scene_machine(scene, "pc"), &remedy);
        assert_int_equal(remedy.step_count, faults);
        scene_close(scene);
        text_free(&yaml);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_is_not_licensed_can_be_mended_as_it_is_told),
        cmocka_unit_test(every_fault_alone_or_with_others_is_mended_by_a_step_of_its_own),
    };
    return cmocka_run_group_tests_name("remedy", tests, NULL, NULL);
}
