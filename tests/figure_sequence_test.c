/* The sequence: witnesses, what they are told, and what is folded. */
#include "tests/test.h"

#include "tests/support/easel.h"
#include "tests/support/golden.h"
#include "tests/support/made_up.h"
#include "ui/figures/calls.h"

static const int WIDTHS[] = {480, 800, 1200, 1600, 4000};

enum { MANY_BEATS = 1000000 };

static const char FIFTH[] = "title: The fifth laptop\nstart: 2026-01-05 08:00\nrun: 14d\nhosts: {kms1: {}}\n"
                            "machines:\n"
                            "  marketing: {product: office-ltsc, count: 4}\n"
                            "  sarah: {product: office-ltsc, starts: 2d1h}\n";

static const char OUTAGE[] =
    "title: An outage\nrun: 190d\nhosts: {kms1: {}, kms2: {priority: 1, up: false}}\n"
    "places: {vpn: {block: [dns]}}\n"
    "machines:\n"
    "  clients: {product: windows-client, count: 30}\n"
    "  laptop: {product: windows-client, place: vpn, starts: 1d}\n"
    "changes:\n"
    "  - {at: 10d, host: kms1, do: down}\n"
    "  - {at: 180d, host: kms1, do: up}\n";

static Easel *drawn(const char *yaml, int width_px) {
    return easel_drawn(yaml, FIGURE_SEQUENCE, width_px);
}

/* ---- what is said ------------------------------------------------------------------------------------- */

static void each_answer_has_the_count_that_came_back(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 800);
    for (int count = 1; count <= 5; count++) {
        char text[40];
        snprintf(text, sizeof text, "count %d of 5", count);
        assert_true(easel_has_text(easel, text));
    }
    assert_true(easel_has_text(easel, "refused"));
    assert_true(easel_has_text(easel, "granted"));
    assert_true(easel_has_text(easel, "renewed"));
    assert_true(easel_has_text(easel, "lookup: kms1"));
    assert_true(easel_has_text(easel, "2d1h"));
    assert_true(easel_has_text(easel, "Wed 7 Jan 09:00"));
    assert_non_null(strstr(figure_description(easel->figure),
                           "At 2d1h sarah asks dns: lookup, kms1, then asks kms1: count 5 of 5, granted.\n"));
    assert_non_null(
        strstr(easel_data(easel), "2940,2940,2026-01-07 09:00,granted,sarah,kms1,count 5 of 5,granted\r\n"));
    easel_close(easel);
}

static void a_refusal_and_silence_differ_by_shape_and_word(void **state) {
    (void)state;
    Easel *easel = drawn(OUTAGE, 1600);
    assert_true(easel_has_text(easel, "no answer: it is down"));
    assert_true(easel_has_text(easel, "no answer: not reached"));
    assert_true(easel_has_text(easel, "count 1 of 25: refused"));
    assert_true(easel_has_text(easel, "nobody answers"));
    assert_true(easel_has_text(easel, "refused or declined"));
    assert_non_null(strstr(easel_words(easel), "fill=background line=unanswered:"));
    assert_non_null(strstr(easel_words(easel), "line=refused:2"));
    easel_close(easel);
}

static void changes_and_turns_of_machines_are_told(void **state) {
    (void)state;
    Easel *easel = drawn(OUTAGE, 1600);
    assert_true(easel_has_text(easel, "kms1 goes down"));
    assert_true(easel_has_text(easel, "installed"));
    assert_true(easel_has_text(easel, "reminder"));
    assert_true(easel_has_text(easel, "licensed, retrying"));
    easel_close(easel);
}

static void hosts_that_nobody_asks_have_no_line(void **state) {
    (void)state;
    Easel *easel = easel_of(OUTAGE, FIGURE_SEQUENCE, 1600);
    easel->request.to = 5 * 1440;
    easel_draw(easel);
    assert_true(easel_has_text(easel, "kms1"));
    assert_false(easel_has_text(easel, "kms2"));
    easel_close(easel);
}

/* ---- witnesses ---------------------------------------------------------------------------------------- */

static void of_a_crowd_a_few_are_shown_and_the_rest_is_told(void **state) {
    (void)state;
    Easel *easel = drawn(OUTAGE, 1600);
    assert_true(easel_has_text(easel, "clients-1"));
    assert_true(easel_has_text(easel, "and 27 more"));
    assert_true(easel_has_part(easel, "4 of 31 machines"));
    easel_close(easel);
}

static void witnesses_have_different_lives_where_there_are_such(void **state) {
    (void)state;
    Witnesses witnesses;
    Easel *easel =
        easel_of("title: t\nrun: 9d\nhosts: {k: {}}\nmachines: {m: {product: windows-client, count: 40}}\n"
                 "changes: [{at: 3d, machines: \"m[31]\", retire: now}]\n",
                 FIGURE_SEQUENCE, 800);
    assert_true(witnesses_choose(&witnesses, &easel->request, 3));
    assert_int_equal(witnesses.count, 3);
    assert_int_equal(witnesses.list[0].machine, 0);  /* refused at first */
    assert_int_equal(witnesses.list[1].machine, 24); /* granted at once */
    assert_int_equal(witnesses.list[2].machine, 30); /* retired */
    assert_int_equal(witnesses.list[2].more, 37);
    easel_close(easel);
}

static void every_group_has_a_witness_before_any_has_two(void **state) {
    (void)state;
    Witnesses witnesses;
    Easel *easel =
        easel_of("title: t\nrun: 9d\nhosts: {k: {}}\nmachines:\n"
                 "  a: {product: windows-client, count: 9}\n  b: {product: windows-client, count: 2}\n"
                 "  c: {product: windows-client}\n  d: {product: windows-client}\n",
                 FIGURE_SEQUENCE, 800);
    static const struct {
        int most, count;
        uint32_t groups_left_out, more_of_a;
    } CASES[] = {{1, 1, 3, 8}, {3, 3, 1, 8}, {4, 4, 0, 8}, {5, 5, 0, 8}, {6, 6, 0, 7}, {10, 7, 0, 6}};
    for (size_t c = 0; c < sizeof CASES / sizeof *CASES; c++) {
        assert_true(witnesses_choose(&witnesses, &easel->request, CASES[c].most));
        assert_int_equal(witnesses.count, CASES[c].count);
        assert_int_equal(witnesses.groups_left_out, CASES[c].groups_left_out);
        uint32_t more = 0;
        for (int w = 0; w < witnesses.count; w++)
            if (witnesses.list[w].group == 0 && witnesses.list[w].more) more = witnesses.list[w].more;
        assert_int_equal(more, CASES[c].more_of_a);
    }
    easel_close(easel);
}

/* ---- folds -------------------------------------------------------------------------------------------- */

static void attempts_that_go_as_the_one_before_are_one_line(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 800);
    assert_true(easel_has_text(
        easel, "marketing-1 to marketing-4 ask again every 2h, 24 times each: count 4 of 5, refused"));
    easel->request.fold = false;
    easel_draw(easel);
    assert_false(easel_has_part(easel, "again"));
    easel_close(easel);
}

static void a_time_without_anything_says_how_long_it_is(void **state) {
    (void)state;
    Easel *easel = drawn("title: t\nrun: 400d\nhosts: {k: {}}\nmachines: {m: {product: windows-mak}}\n"
                         "changes: [{at: 171d, machines: m, power: off}]\n",
                         800);
    assert_true(easel_has_text(easel, "171 days, nothing happens"));
    assert_true(easel_has_text(easel, "229 days, nothing happens"));
    easel_close(easel);
}

static void weeks_that_go_like_the_first_are_one_line(void **state) {
    (void)state;
    Easel *easel = drawn("title: t\nrun: 200d\nhosts: {k: {}}\nplaces: {home: {block: [k, dns]}}\n"
                         "machines: {m: {product: office-ltsc, count: 6}}\n"
                         "changes:\n"
                         "  - {at: 3d, every: 7d, machines: \"m[1]\", move: home}\n"
                         "  - {at: 5d, every: 7d, machines: \"m[1]\", move: office}\n",
                         480);
    assert_true(easel_has_part(easel, "the same"));
    assert_true(easel_has_part(easel, "steps again, "));
    assert_true(figure_height_px(easel->figure) < 1600);
    easel_close(easel);
}

static void too_many_steps_are_left_out_and_that_is_told(void **state) {
    (void)state;
    Easel *easel = easel_of(FIFTH, FIGURE_SEQUENCE, 800);
    Script script = {0};
    easel->request.fold = false;
    assert_true(script_write(&script, &easel->request, 5, 20));
    assert_int_equal(script.count, 20);
    Text words = {0};
    bool any = false;
    for (uint32_t b = 0; b < script.count; b++)
        if (script.beats[b].kind == BEAT_LEFT_OUT) {
            any = true;
            script_add_words(&words, &script, &script.beats[b]);
        }
    assert_true(any);
    assert_non_null(strstr(words.bytes, "more steps in"));
    text_free(&words);
    script_free(&script);
    easel_close(easel);
}

/* How often each witness asked, by the rows of the trace. */
static uint64_t attempts_of(const Scene *scene, const Script *script) {
    uint64_t count = 0;
    for (size_t r = 0; r < scene->row_count; r++)
        count += scene->rows[r].kind == ROW_ATTEMPT &&
                 witnesses_find(&script->witnesses, scene->rows[r].machine) >= 0;
    return count;
}

static void no_attempt_is_lost_in_a_fold(void **state) {
    (void)state;
    size_t files;
    int without_cycles = 0;
    char **paths = scene_files("scenarios", ".yaml", &files);
    for (size_t f = 0; f < files; f++) {
        Easel *easel = easel_of_file(paths[f], FIGURE_SEQUENCE, 800);
        scene_run_to(easel->scene, "36500d");
        Script script = {0};
        assert_true(script_write(&script, &easel->request, 5, MANY_BEATS));
        uint64_t told = 0;
        bool has_cycles = false;
        for (uint32_t b = 0; b < script.count; b++) {
            const Beat *beat = &script.beats[b];
            told += beat->kind == BEAT_ATTEMPT;
            has_cycles |= beat->kind == BEAT_AGAIN;
            for (uint32_t i = 0; beat->kind == BEAT_REPEATS && i < beat->count; i++)
                told += script.repeats[beat->first + i].times;
        }
        without_cycles += !has_cycles;
        if (!has_cycles) assert_int_equal(told, attempts_of(easel->scene, &script));
        script_free(&script);
        easel_close(easel);
        free(paths[f]);
    }
    free(paths);
    assert_true(without_cycles > 20);
}

/* ---- who was asked ------------------------------------------------------------------------------------ */

/* asked_in CHECKs that the attempt made again is answered by the same host. */
static void who_was_asked_agrees_with_the_trace_whatever_happens(void **state) {
    (void)state;
    for (uint64_t trial = 0; trial < 60; trial++) {
        char *yaml = made_up(trial, 6);
        Easel *easel = easel_of(yaml, FIGURE_SEQUENCE, 800);
        Script script = {0};
        easel->request.fold = trial % 2;
        easel->request.from = (int32_t)(trial % 3) * 10000;
        assert_true(script_write(&script, &easel->request, 6, 150));
        Call calls[CALLS_MOST];
        for (uint32_t b = 0; b < script.count; b++) {
            const Beat *beat = &script.beats[b];
            if (beat->kind != BEAT_ATTEMPT) continue;
            const Row *row = &script.rows[beat->first];
            const int count = calls_of(calls, &script, beat);
            assert_true(count > 0 || row->result == RESULT_NO_RECORD);
            if (row->host >= 0) {
                assert_int_equal(calls[count - 1].to, CALL_HOST);
                assert_int_equal(calls[count - 1].index, row->host);
                assert_int_equal(calls[count - 1].outcome == CALL_GRANTED, row->result == RESULT_GRANTED);
            }
        }
        script_free(&script);
        easel_close(easel);
        free(yaml);
    }
}

static void a_host_that_was_forgotten_in_the_same_minute_is_looked_up(void **state) {
    (void)state;
    Easel *easel =
        drawn("title: t\nrun: 8d\nhosts: {k: {}, j: {priority: 1}}\nmachines: {m: {product: office-ltsc, "
              "count: 5}}\nchanges:\n"
              "  - {at: 3d, machines: \"m[5]\", cache: clear}\n"
              "  - {at: 3d, machines: \"m[5]\", attempt: now}\n",
              1600);
    assert_non_null(strstr(figure_description(easel->figure),
                           "At 3d m-5 asks dns: lookup, 2 hosts, then asks k: count 5 of 5, renewed.\n"));
    easel_close(easel);
}

/* ---- where it is -------------------------------------------------------------------------------------- */

static void draw_all(Easel *easel, const char *name) {
    for (size_t w = 0; w < sizeof WIDTHS / sizeof *WIDTHS; w++)
        for (int fold = 0; fold < 2; fold++) {
            easel->request.width_px = WIDTHS[w];
            easel->request.fold = fold;
            easel_draw(easel);
            easel_assert_fits(easel, name);
        }
}

static void no_text_overlaps_in_any_shipped_scenario(void **state) {
    (void)state;
    easel_show_shipped(FIGURE_SEQUENCE, draw_all);
}

static void nor_with_names_of_40_characters(void **state) {
    (void)state;
    easel_show_long_names(FIGURE_SEQUENCE, draw_all);
}

static void nor_in_any_part_of_a_run(void **state) {
    (void)state;
    static const int32_t LENGTHS[] = {0, 1, 59, 1440, 20000};
    Easel *easel = easel_of_file("scenarios/40-every-answer-in-every-state.yaml", FIGURE_SEQUENCE, 800);
    const int32_t run = easel->scene->plan.run_min;
    for (size_t l = 0; l < sizeof LENGTHS / sizeof *LENGTHS; l++)
        for (int32_t from = 0; from <= run; from += run / 3) {
            easel->request.from = from;
            easel->request.to = run - from < LENGTHS[l] ? run : from + LENGTHS[l];
            draw_all(easel, "part of a run");
        }
    easel_close(easel);
}

/* ---- goldens ------------------------------------------------------------------------------------------ */

static void sequences_are_drawn_as_they_were_looked_at(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 800);
    assert_golden("sequence-narrow", easel_words(easel));
    easel_close(easel);
    easel = drawn(OUTAGE, 1600);
    assert_golden("sequence-wide", easel_words(easel));
    easel_close(easel);
}

static void the_same_run_gives_the_same_bytes_wherever_the_timeline_is(void **state) {
    (void)state;
    Easel *easel = drawn(FIFTH, 800);
    easel_assert_stays(easel);
    easel_close(easel);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_answer_has_the_count_that_came_back),
        cmocka_unit_test(a_refusal_and_silence_differ_by_shape_and_word),
        cmocka_unit_test(changes_and_turns_of_machines_are_told),
        cmocka_unit_test(hosts_that_nobody_asks_have_no_line),
        cmocka_unit_test(of_a_crowd_a_few_are_shown_and_the_rest_is_told),
        cmocka_unit_test(witnesses_have_different_lives_where_there_are_such),
        cmocka_unit_test(every_group_has_a_witness_before_any_has_two),
        cmocka_unit_test(attempts_that_go_as_the_one_before_are_one_line),
        cmocka_unit_test(a_time_without_anything_says_how_long_it_is),
        cmocka_unit_test(weeks_that_go_like_the_first_are_one_line),
        cmocka_unit_test(too_many_steps_are_left_out_and_that_is_told),
        cmocka_unit_test(no_attempt_is_lost_in_a_fold),
        cmocka_unit_test(who_was_asked_agrees_with_the_trace_whatever_happens),
        cmocka_unit_test(a_host_that_was_forgotten_in_the_same_minute_is_looked_up),
        cmocka_unit_test(no_text_overlaps_in_any_shipped_scenario),
        cmocka_unit_test(nor_with_names_of_40_characters),
        cmocka_unit_test(nor_in_any_part_of_a_run),
        cmocka_unit_test(sequences_are_drawn_as_they_were_looked_at),
        cmocka_unit_test(the_same_run_gives_the_same_bytes_wherever_the_timeline_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
