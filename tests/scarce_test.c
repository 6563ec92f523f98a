/* Memory runs out, at every single allocation in turn, once or from there on: whoever asked is told so, or
 * gets just what he would have got, and nothing is left behind. This program brings an allocator of its own
 * that can refuse. */
#include "tests/test.h"

#include "sim/prove/proof.h"
#include "sim/run/comparison.h"
#include "sim/run/difference.h"
#include "sim/run/measure.h"
#include "sim/run/otherwise.h"
#include "sim/run/remedy.h"
#include "sim/run/story.h"
#include "sim/run/tally.h"
#include "sim/run/perfetto.h"
#include "sim/run/timeline.h"
#include "sim/run/trace.h"
#include "sim/run/why.h"
#include "tests/support/scene.h"

/* ---- an allocator that can refuse ------------------------------------------------------------------------
 */

/* The sanitizers have one of their own. */
#ifndef __SANITIZE_ADDRESS__
enum { CAN_REFUSE = 1 };

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *pointer, size_t size);
extern void __libc_free(void *pointer);

static struct {
    bool watching, for_good;
    long granted; /* so many more are granted, then one is refused; or all */
    bool refused; /* was one? */
    long held;    /* granted and not given back */
} memory;

static bool refuses(void) {
    if (!memory.watching) return false;
    if (memory.granted-- > 0) return false;
    if (memory.granted < -1 && !memory.for_good) return false;
    memory.refused = true;
    return true;
}

static void *held(void *pointer) {
    if (memory.watching && pointer) memory.held++;
    return pointer;
}

void *malloc(size_t size) {
    return refuses() ? NULL : held(__libc_malloc(size));
}

void *calloc(size_t count, size_t size) {
    return refuses() ? NULL : held(__libc_calloc(count, size));
}

void *realloc(void *pointer, size_t size) {
    if (refuses()) return NULL;
    void *moved = __libc_realloc(pointer, size);
    return pointer ? moved : held(moved);
}

void free(void *pointer) {
    if (memory.watching && pointer) memory.held--;
    __libc_free(pointer);
}

static void begin_refusing(long granted, bool for_good) {
    memory.held = 0;
    memory.granted = granted;
    memory.for_good = for_good;
    memory.refused = false;
    memory.watching = true;
}

/* Was any refused? */
static bool end_refusing(void) {
    memory.watching = false;
    assert_int_equal(memory.held, 0);
    return memory.refused;
}
#else
enum { CAN_REFUSE = 0 };
static void begin_refusing(long granted, bool for_good) {
    (void)granted;
    (void)for_good;
}
static bool end_refusing(void) {
    return false;
}
#endif

/* ---- refusing each in turn -------------------------------------------------------------------------------
 */

/* Does something with the plan and writes down what came of it; false where it was told that there is no
 * memory. */
typedef bool (*Deed)(const Plan *plan, Text *out);

/* Answers whether anything was refused. */
static bool try_deed(Deed deed, const Plan *plan, const Text *expected, long granted, bool for_good) {
    Text text = {0};
    begin_refusing(granted, for_good);
    const bool good = deed(plan, &text) && !text.failed;
    const bool same =
        good && text.length == expected->length && memcmp(text.bytes, expected->bytes, expected->length) == 0;
    text_free(&text);
    const bool refused = end_refusing();
    if (good && !same) fail_msg("%ld granted: something else came of it", granted);
    if (!good && !refused) fail_msg("%ld granted: refused without need", granted);
    return refused;
}

static void refuse_each_in_turn(Deed deed, const char *yaml) {
    if (!CAN_REFUSE) skip();
    Scene *scene = scene_read(yaml);
    Text expected = {0};
    assert_true(deed(&scene->plan, &expected));
    text_add(&expected, ""); /* there, even where nothing was written */
    long granted = 0;
    for (bool refused = true; refused; granted++) {
        refused = try_deed(deed, &scene->plan, &expected, granted, true);
        if (refused) try_deed(deed, &scene->plan, &expected, granted, false);
    }
    assert_true(granted > 1);
    text_free(&expected);
    scene_close(scene);
}

/* Some of everything: fleets that grow steady, machines that are picked out, claims, many wakes. */
static const char FLEET[] =
    "about: a\nrun: 60d\nplaces: {vpn: {block: [dns]}}\n"
    "hosts: {a: {}, b: {priority: 1, renewal: 1d}}\nproducts: {p: {like: windows-server, lease: 20d, "
    "threshold: 3}}\n"
    "machines:\n  m: {product: p, count: 130, starts: {from: 0m, to: 1d}}\n  n: {product: office-ltsc, "
    "count: 2}\n"
    "  o: {product: office-ltsc, count: 3, jitter: 40m, place: vpn}\n  q: {product: windows-ad}\n"
    "changes:\n  - {at: 9d, host: a, do: down}\n  - {at: 10d, host: b, do: down}\n"
    "  - {at: 40d, host: a, do: up}\n  - {at: 41d, machines: \"n[1]\", reimage: new-id}\n"
    "  - {at: 42d, machines: all, attempt: now}\n  - {at: 43d, host: a, set: {renewal: 2d}}\n"
    "expect: [{at: 50d, machines: m, are: licensed}, {always: licensed, machines: n},\n"
    "  {at: 45d, machines: m, lease_left: \"> 1d\"}, {by: 9d, host: a, pool: windows, count: 6}]\n";

/* The same with few machines and a question, where much is done with them. */
static const char SMALL[] =
    "about: a\nrun: 60d\nhosts: {a: {}, b: {priority: 1, renewal: 1d}}\n"
    "products: {p: {like: windows-server, lease: 20d, threshold: 3}}\n"
    "machines:\n  m: {product: p, count: 7, jitter: 1h}\n  n: {product: office-ltsc, count: 2}\n"
    "changes:\n  - {at: 3d, host: a, do: down}\n  - {at: 40d, host: a, do: up}\n"
    "  - {at: 41d, machines: \"n[1]\", reimage: new-id}\n"
    "expect: [{at: 30d, machines: m, are: licensed}, {by: 39d, host: b, pool: windows, count: 7}]\n"
    "lesson: [{at: 1d, ask: w, choices: [{say: x, if: {at: 30d, machines: m, are: licensed}},\n"
    "  {say: y, if: {at: 30d, machines: m, are: notification}}]}]\n";

/* ---- what is tried ---------------------------------------------------------------------------------------
 */

static void note_fingerprint(const Run *run, Text *out) {
    text_add_format(out, "%016llx\n", (unsigned long long)run_fingerprint(run));
}

static bool run_all(const Plan *plan, Text *out) {
    Run *run = run_create(plan);
    const bool good = run && run_to(run, plan->run_min, NULL) == RUN_IS_OVER;
    if (good) note_fingerprint(run, out);
    run_destroy(run);
    return good;
}

static void a_run(void **state) {
    (void)state;
    refuse_each_in_turn(run_all, FLEET);
}

static bool run_branches(const Plan *plan, Text *out) {
    const Change down = {.kind = CHANGE_HOST_DO, .subject = 1, .value = DO_DOWN};
    const Change slower = {
        .kind = CHANGE_HOST_SET, .subject = 0, .figures = {.given = SET_RETRY, .retry_min = 300}};
    Run *run = run_create(plan);
    bool good = run && run_to(run, 8 * 1440, NULL) == RUN_IS_OVER;
    Run *branch = good ? run_copy(run) : NULL;
    good = good && branch && run_what_if(branch, &down) && run_what_if_at(branch, 12 * 1440, &slower);
    Run *twig = good ? run_copy(branch) : NULL;
    good = twig && run_to(twig, plan->run_min, NULL) == RUN_IS_OVER;
    good = good && run_restore(branch, run_world(run)) && run_to(branch, 9 * 1440, NULL) == RUN_IS_OVER;
    if (good) note_fingerprint(twig, out);
    if (good) note_fingerprint(branch, out);
    run_destroy(twig);
    run_destroy(branch);
    run_destroy(run);
    return good;
}

static void branches_of_a_run(void **state) {
    (void)state;
    refuse_each_in_turn(run_branches, FLEET);
}

typedef struct {
    Story *story;
    bool failed;
} Telling;

static void take_row(void *context, const Row *row) {
    Telling *telling = context;
    telling->failed |= !story_take(telling->story, row);
}

static void take_quiet(void *context, const Quiet *quiet) {
    Telling *telling = context;
    telling->failed |= !story_take_quiet(telling->story, quiet);
}

static bool tell_story(const Plan *plan, Text *out) {
    Run *run = run_create(plan);
    Telling telling = {story_create(plan), false};
    const RowSink sink = {take_row, &telling, take_quiet};
    const bool good = run && telling.story && run_to(run, plan->run_min, &sink) == RUN_IS_OVER &&
                      !telling.failed && story_tell(telling.story, out, SIZE_MAX, true);
    story_destroy(telling.story);
    run_destroy(run);
    return good;
}

static void a_story(void **state) {
    (void)state;
    refuse_each_in_turn(tell_story, FLEET);
}

static bool take_measures(const Plan *plan, Text *out) {
    static const char *const TEXTS[] = {"licensed(m) at 20d", "unlicensed(all)", "lapses(m)", "first(4)"};
    Measure measures[4];
    int64_t figures[4];
    char reason[MEASURE_REASON];
    for (int i = 0; i < 4; i++)
        if (!measure_parse(plan, TEXTS[i], &measures[i], reason)) return false;
    if (!measures_take(plan, measures, 4, figures)) return false;
    for (int i = 0; i < 4; i++) text_add_format(out, "%lld\n", (long long)figures[i]);
    return true;
}

static void measures_of_a_run(void **state) {
    (void)state;
    refuse_each_in_turn(take_measures, FLEET);
}

static bool refuse_measures(const Plan *plan, Text *out) {
    Measure measure;
    char reason[MEASURE_REASON];
    if (measure_parse(plan, "licenced(m) at 20d", &measure, reason)) return false;
    const bool good = strcmp(reason, "out of memory") != 0;
    if (good) text_add(out, reason);
    return good;
}

static void a_measure_that_is_refused(void **state) {
    (void)state;
    refuse_each_in_turn(refuse_measures, FLEET);
}

static bool explain_one(Timeline *timeline, uint32_t machine, int32_t at, Text *out) {
    WhyCard card;
    if (!why_tell(&card, timeline, machine, at)) return false;
    text_add_bytes(out, card.text.bytes, card.text.length);
    why_free(&card);
    return true;
}

static bool explain(const Plan *plan, Text *out) {
    Timeline *timeline = timeline_create(plan, 0);
    const bool explained =
        timeline && explain_one(timeline, 0, 2 * 1440, out) && explain_one(timeline, 2, 1440, out);
    timeline_destroy(timeline);
    return explained;
}

static void an_explanation(void **state) {
    (void)state;
    refuse_each_in_turn(explain,
                        "run: 5d\nhosts: {a: {}, b: {priority: 1}}\n"
                        "machines: {m: {product: office-ltsc, count: 2}, n: {product: microsoft-365-apps}}\n"
                        "changes: [{at: 1d, host: a, do: down}, {at: 0m, service: cloud, do: down}]\n");
}

static bool look_for_a_remedy(const Plan *plan, Text *out) {
    Run *run = run_create(plan);
    Remedy remedy;
    const bool good =
        run && run_to(run, 33 * 1440, NULL) == RUN_IS_OVER && remedy_find(run, 5, &remedy) && remedy.worked;
    for (int s = 0; good && s < remedy.step_count; s++) remedy_words(out, plan, &remedy.steps[s]);
    run_destroy(run);
    return good;
}

static void a_remedy(void **state) {
    (void)state;
    refuse_each_in_turn(look_for_a_remedy, FLEET);
}

static bool draw_tracks(const Plan *plan, Text *out) {
    Perfetto perfetto;
    const bool good = perfetto_begin(&perfetto, plan, out);
    if (good) perfetto_end(&perfetto, out);
    return good;
}

static void tracks_for_perfetto(void **state) {
    (void)state;
    refuse_each_in_turn(draw_tracks, FLEET);
}

static bool prove_little(const Plan *plan, Text *out) {
    (void)plan;
    Proof proof;
    proof_begin_all(&proof);
    const bool good = proof_take(&proof, fleet_find("no-time"));
    if (good) text_add_format(out, "%zu %zu\n", proof.fleets[0].situations, proof.fleets[0].steps);
    const bool told = good && proof_tell_way(&proof.states[STATE_LICENSED], false, out);
    proof_free(&proof);
    return told;
}

static void the_search_of_a_small_fleet(void **state) {
    (void)state;
    refuse_each_in_turn(prove_little, FLEET);
}

static const Change DOWN = {.kind = CHANGE_HOST_DO, .subject = 1, .value = DO_DOWN};

static void count_row(void *context, const Row *row) {
    (void)row;
    ++*(int *)context;
}

/* To the end, back, and to a row within a minute; some of it is told. */
static bool walk(Timeline *timeline, Text *out) {
    int told = 0;
    uint32_t rows;
    const RowSink sink = {count_row, &told, NULL};
    RunStatus status = RUN_GOES_ON;
    while (status == RUN_GOES_ON) status = timeline_advance(timeline, 500);
    const Run *run = status == RUN_IS_OVER ? timeline_run(timeline, 8 * 1440) : NULL;
    if (run) note_fingerprint(run, out);
    const World *world = run ? timeline_seek(timeline, 41 * 1440, 1) : NULL;
    if (!world || !timeline_rows(timeline, 9 * 1440, &rows)) return false;
    text_add_format(out, "%llu %u\n", (unsigned long long)world->row_count, (unsigned)rows);
    if (!timeline_tell(timeline, 30 * 1440, 31 * 1440, &sink)) return false;
    text_add_format(out, "%d\n", told);
    return true;
}

static bool walk_timelines(const Plan *plan, Text *out) {
    Timeline *parent = timeline_create(plan, 1 << 17);
    Timeline *early = parent ? timeline_branch(parent, 20 * 1440, NULL) : NULL;
    bool good = early && walk(parent, out);
    Timeline *branch = good ? timeline_branch(parent, 12 * 1440, &DOWN) : NULL;
    Timeline *twig = branch ? timeline_branch(branch, 50 * 1440, &DOWN) : NULL;
    good = twig && walk(early, out) && walk(branch, out);
    timeline_destroy(twig);
    timeline_destroy(branch);
    timeline_destroy(early);
    timeline_destroy(parent);
    return good;
}

static void timelines(void **state) {
    (void)state;
    refuse_each_in_turn(walk_timelines, SMALL);
}

/* Whatever is asked of it first, and all of it is worked out for that. */
static bool ask_anew(const Plan *plan, bool (*ask)(Timeline *timeline, Text *out), Text *out) {
    Timeline *timeline = timeline_create(plan, 1 << 17);
    const bool good = timeline && ask(timeline, out);
    timeline_destroy(timeline);
    return good;
}

static bool show_a_minute(Timeline *timeline, Text *out) {
    const World *world = timeline_seek(timeline, 8 * 1440, ROW_END);
    if (world) text_add_format(out, "%llu\n", (unsigned long long)world->row_count);
    return world != NULL;
}

static bool show_a_row(Timeline *timeline, Text *out) {
    const World *world = timeline_seek(timeline, 3 * 1440, 1);
    if (world) text_add_format(out, "%llu\n", (unsigned long long)world->row_count);
    return world != NULL;
}

static bool count_the_first_rows(Timeline *timeline, Text *out) {
    uint32_t rows;
    if (!timeline_rows(timeline, 0, &rows)) return false;
    text_add_format(out, "%u\n", (unsigned)rows);
    return true;
}

static bool count_later_rows(Timeline *timeline, Text *out) {
    uint32_t rows;
    if (!timeline_rows(timeline, 3 * 1440, &rows)) return false;
    text_add_format(out, "%u\n", (unsigned)rows);
    return true;
}

static bool find_the_next(Timeline *timeline, Text *out) {
    int32_t first, later;
    if (!timeline_next(timeline, -1, 60 * 1440, &first) ||
        !timeline_next(timeline, 2 * 1440, 60 * 1440, &later))
        return false;
    text_add_format(out, "%d %d\n", (int)first, (int)later);
    return true;
}

static bool find_the_one_before(Timeline *timeline, Text *out) {
    int32_t before;
    if (!timeline_before(timeline, 2 * 1440 - 7, &before)) return false;
    text_add_format(out, "%d\n", (int)before);
    return true;
}

static bool advance_to_the_end(Timeline *timeline, Text *out) {
    const Run *run =
        timeline_advance(timeline, UINT64_MAX / 2) == RUN_IS_OVER ? timeline_run(timeline, 9) : NULL;
    if (run) note_fingerprint(run, out);
    return run != NULL;
}

static bool tell_one_machine(Timeline *timeline, Text *out) {
    int told = 0;
    const RowSink sink = {count_row, &told, NULL};
    Timeline *branch = timeline_branch(timeline, 2 * 1440, &DOWN);
    const bool good = branch && timeline_tell_machine(branch, 3, 20 * 1440, &sink) &&
                      timeline_tell_machine(branch, 3, 60 * 1440, &sink) &&
                      timeline_tell_machine(branch, 4, 60 * 1440, &sink);
    timeline_destroy(branch);
    if (good) text_add_format(out, "%d\n", told);
    return good;
}

static bool ask_each_anew(const Plan *plan, Text *out) {
    return ask_anew(plan, show_a_minute, out) && ask_anew(plan, show_a_row, out) &&
           ask_anew(plan, count_the_first_rows, out) && ask_anew(plan, count_later_rows, out) &&
           ask_anew(plan, find_the_next, out) && ask_anew(plan, find_the_one_before, out) &&
           ask_anew(plan, advance_to_the_end, out) && ask_anew(plan, tell_one_machine, out);
}

static void a_timeline_of_which_any_question_is_the_first(void **state) {
    (void)state;
    refuse_each_in_turn(ask_each_anew, SMALL);
}

static bool compare_runs(const Plan *plan, Text *out) {
    Run *a = run_create(plan), *b = run_create(plan);
    const bool good = a && b && run_what_if_at(b, 4 * 1440, &DOWN) &&
                      comparison_tell(out, a, b, "first", "second", &PLAIN_MARKS);
    run_destroy(a);
    run_destroy(b);
    return good;
}

static void a_comparison(void **state) {
    (void)state;
    refuse_each_in_turn(compare_runs, SMALL);
}

static bool find_the_difference(const Plan *plan, Text *out) {
    Difference difference;
    int told = 0;
    const RowSink sink = {count_row, &told, NULL};
    Run *a = run_create(plan), *b = run_create(plan);
    bool good =
        a && b && run_what_if_at(b, 4 * 1440, &DOWN) && difference_find(a, b, &sink, &sink, &difference);
    if (good) text_add_format(out, "%d %d\n", (int)difference.at, told);
    good = good && otherwise_tell(out, (NamedRun){"first", a}, (NamedRun){"second", b}, &PLAIN_MARKS);
    run_destroy(a);
    run_destroy(b);
    return good;
}

static void the_difference_of_two_runs(void **state) {
    (void)state;
    refuse_each_in_turn(find_the_difference, SMALL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run),
        cmocka_unit_test(branches_of_a_run),
        cmocka_unit_test(a_story),
        cmocka_unit_test(measures_of_a_run),
        cmocka_unit_test(a_measure_that_is_refused),
        cmocka_unit_test(an_explanation),
        cmocka_unit_test(a_remedy),
        cmocka_unit_test(tracks_for_perfetto),
        cmocka_unit_test(the_search_of_a_small_fleet),
        cmocka_unit_test(timelines),
        cmocka_unit_test(a_timeline_of_which_any_question_is_the_first),
        cmocka_unit_test(a_comparison),
        cmocka_unit_test(the_difference_of_two_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
