/* What may be asked of a run in `sweep`, as it is written, and what is said of what cannot be. */
#include "tests/test.h"

#include "sim/run/measure.h"
#include "tests/support/scene.h"

static const char FLEET[] =
    "about: a\nrun: 10d\nhosts: {kms1: {}, kms.two: {priority: 1}}\n"
    "machines: {lab: {product: windows-server, count: 6}, o: {product: office-ltsc}}\n"
    "expect: [{at: 1d, machines: lab, are: licensed}, {by: 2d, machines: o, are: licensed}]\n";

typedef struct {
    const char *text;
    int64_t figure; /* what comes of it, or … */
    const char *reason;
} Asked;

static const Asked ASKED[] = {
    {"licensed(lab) at 1d", 6, NULL},
    {"licensed(all)   at   1d", 6, NULL},
    {"initial-grace(o) at 1d", 1, NULL},
    {"count(kms1.windows) at 1d", 6, NULL},
    {"count(kms.two.windows) at 1d", 0, NULL},
    {"first(1)", 120, NULL},
    {"first(2)", MEASURE_MISSING, NULL},
    {"unlicensed(lab)", 4 * 120, NULL},
    {"lapses(all)", 0, NULL},
    {"licensed", 0, "a measure is written like 'licensed(lab) at 30d'"},
    {"licensed(lab", 0, "a measure is written like"},
    {"licensed)lab(", 0, "a measure is written like"},
    {"(lab) at 1d", 0, "a measure is written like"},
    {"licensed() at 1d", 0, "a measure is written like"},
    {"licensed(lab) by 1d", 0, "a measure is written like"},
    {"licenced(lab) at 1d", 0, "there is no state or measure 'licenced'; did you mean 'licensed'?"},
    {"x(lab) at 1d", 0, "there is no state or measure 'x'"},
    {"licensed(lap) at 1d", 0, "there is no group 'lap'; did you mean 'lab'?"},
    {"licensed(nowhere-near-any-of-them) at 1d", 0, "there is no group 'nowhere-near-any-of-them'"},
    {"licensed(\x1b[2J) at 1d", 0, "there is no group '\\x1b[2J'"},
    {"licensed(lab)", 0, "it needs an instant, as in 'licensed(lab) at 30d'"},
    {"lapses(lab) at 1d", 0, "lapses(lab) is of the whole run and takes no instant"},
    {"licensed(lab) at 1", 0, "its instant is not a duration: the unit is missing"},
    {"licensed(lab) at 11d", 0, "its instant"},
    {"count(kms1) at 1d", 0, "count() takes a host and a pool, as count(kms1.windows)"},
    {"count(.windows) at 1d", 0, "count() takes a host and a pool"},
    {"count(kms1.window) at 1d", 0, "there is no pool 'window'; did you mean 'windows'?"},
    {"count(kms2.windows) at 1d", 0, "there is no host 'kms2'; did you mean 'kms1'?"},
    {"first(0)", 0, "first() takes the number of a claim under expect, of which the file has 2"},
    {"first(3)", 0, "first() takes the number of a claim"},
    {"first(1x)", 0, "first() takes the number of a claim"},
    {"first(two)", 0, "first() takes the number of a claim"},
    {"first(-1)", 0, "first() takes the number of a claim"},
    {"first(99999999999999999999999)", 0, "first() takes the number of a claim"},
};

static void a_measure_is_taken_or_refused_with_a_reason(void **state) {
    (void)state;
    Scene *scene = scene_read(FLEET);
    for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED; i++) {
        Measure measure;
        char reason[MEASURE_REASON];
        const bool good = measure_parse(&scene->plan, ASKED[i].text, &measure, reason);
        if (good != (ASKED[i].reason == NULL)) fail_msg("%s", ASKED[i].text);
        int64_t figure;
        if (good) {
            assert_true(measures_take(&scene->plan, &measure, 1, &figure));
            if (figure != ASKED[i].figure) fail_msg("%s: %lld", ASKED[i].text, (long long)figure);
        } else if (strncmp(reason, ASKED[i].reason, strlen(ASKED[i].reason)) != 0)
            fail_msg("%s: %s", ASKED[i].text, reason);
    }
    scene_close(scene);
}

static void several_measures_are_taken_in_one_run(void **state) {
    (void)state;
    Scene *scene = scene_read(FLEET);
    static const char *const TEXTS[] = {"unlicensed(all)", "licensed(all) at 1h", "licensed(all) at 0m",
                                        "count(kms1.office) at 9d"};
    Measure measures[4];
    int64_t figures[4];
    char reason[MEASURE_REASON];
    for (int i = 0; i < 4; i++) assert_true(measure_parse(&scene->plan, TEXTS[i], &measures[i], reason));
    assert_true(measures_take(&scene->plan, measures, 4, figures));
    assert_int_equal(figures[0], 4 * 120 + 10 * 1440);
    assert_int_equal(figures[1], 2);
    assert_int_equal(figures[2], 2);
    assert_int_equal(figures[3], 1);
    scene_close(scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_measure_is_taken_or_refused_with_a_reason),
        cmocka_unit_test(several_measures_are_taken_in_one_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
