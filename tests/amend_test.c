/* A file amended in its author's own text. */
#include "tests/test.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "sim/run/difference.h"
#include "sim/scenario/amend.h"
#include "sim/scenario/reader.h"
#include "tests/support/scene.h"

static const char DOWN[] = "{at: 1d, host: kms1, do: down}";
static const char MACHINES[] = "machines:\n  pc: {product: office-ltsc, count: 5}\n";

static const char *with_change(const char *file, Text *out) {
    text_clear(out);
    assert_int_equal(amend_add_change(file, strlen(file), DOWN, out), AMEND_OK);
    return out->bytes;
}

static const char *with_value(const char *file, const char *path, const char *value, Text *out) {
    text_clear(out);
    assert_int_equal(amend_set(file, strlen(file), path, value, out), AMEND_OK);
    return out->bytes;
}

static void a_file_without_changes_gets_the_section(void **state) {
    (void)state;
    Text out = {0};
    assert_string_equal(with_change("run: 3d\nmachines: {pc: {product: office-ltsc}}\n", &out),
                        "run: 3d\nmachines: {pc: {product: office-ltsc}}\n"
                        "\nchanges:\n  - {at: 1d, host: kms1, do: down}\n");
    text_free(&out);
}

static void a_change_comes_behind_those_of_the_file_and_before_what_follows(void **state) {
    (void)state;
    Text out = {0};
    assert_string_equal(
        with_change("changes:\n    - at: 2d\n      host: kms1\n      do: up # soon\n    # no more\n\n"
                    "# claims\nexpect: []\n",
                    &out),
        "changes:\n    - at: 2d\n      host: kms1\n      do: up # soon\n"
        "    - {at: 1d, host: kms1, do: down}\n    # no more\n\n# claims\nexpect: []\n");
    text_free(&out);
}

static void a_list_in_brackets_is_gone_on_with(void **state) {
    (void)state;
    static const char *const FILES[][2] = {
        {"changes: []\nrun: 3d\n", "changes: [{at: 1d, host: kms1, do: down}]\nrun: 3d\n"},
        {"changes: [{at: 2d, host: \"a]\", do: 'it''s]'}] # ]\n",
         "changes: [{at: 2d, host: \"a]\", do: 'it''s]'}, {at: 1d, host: kms1, do: down}] # ]\n"},
        {"changes: [\n  {at: 2d}, # ], [\n]\n",
         "changes: [\n  {at: 2d}, # ], [\n{at: 1d, host: kms1, do: down}]\n"},
        {"{run: 3d, seed: 1}\n", "{run: 3d, seed: 1, changes: [{at: 1d, host: kms1, do: down}]}\n"}};
    Text out = {0};
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
        assert_string_equal(with_change(FILES[i][0], &out), FILES[i][1]);
    text_free(&out);
}

static void an_empty_section_and_a_file_without_a_last_line_feed_are_fine(void **state) {
    (void)state;
    Text out = {0};
    assert_string_equal(with_change("changes:\n# nothing yet\nrun: 3d\n", &out),
                        "changes:\n  - {at: 1d, host: kms1, do: down}\n# nothing yet\nrun: 3d\n");
    assert_string_equal(with_change("run: 3d", &out),
                        "run: 3d\n\nchanges:\n  - {at: 1d, host: kms1, do: down}\n");
    assert_string_equal(
        with_change("\xef\xbb\xbfrun: 3d\r\nchanges:\r\n- {at: 2d}\r\n", &out),
        "\xef\xbb\xbfrun: 3d\r\nchanges:\r\n- {at: 2d}\r\n- {at: 1d, host: kms1, do: down}\r\n");
    text_free(&out);
}

static void a_group_comes_last(void **state) {
    (void)state;
    Text out = {0};
    assert_int_equal(amend_add_group(MACHINES, strlen(MACHINES), "more", "{product: office-ltsc}", &out),
                     AMEND_OK);
    assert_string_equal(
        out.bytes, "machines:\n  pc: {product: office-ltsc, count: 5}\n  more: {product: office-ltsc}\n");
    text_free(&out);
}

static void a_value_is_set_where_it_stands(void **state) {
    (void)state;
    static const struct {
        const char *file, *path, *value, *becomes;
    } SETS[] = {{"machines:\n  pc: {product: office-ltsc, count: 5} # five\n", "machines.pc.count", "40",
                 "machines:\n  pc: {product: office-ltsc, count: 40} # five\n"},
                {"machines:\n  pc:\n    count: 5 # five\n", "machines.pc.count", "6",
                 "machines:\n  pc:\n    count: 6 # five\n"},
                {"title: \"a \\\" b\" # c\nrun: 1d\n", "title", "x: y", "title: \"x: y\" # c\nrun: 1d\n"},
                {"hosts:\n  kms1:\nrun: 1d\n", "hosts.kms1.renewal", "1d",
                 "hosts:\n  kms1: {renewal: 1d}\nrun: 1d\n"},
                {"hosts: {kms1: {}}\n", "hosts.kms1.renewal", "1d", "hosts: {kms1: {renewal: 1d}}\n"},
                {"hosts:\n  kms1:\n    retry: 3h\n", "hosts.kms1.renewal", "1d",
                 "hosts:\n  kms1:\n    renewal: 1d\n    retry: 3h\n"},
                {"changes:\n- {at: 1d, host: a.b}\n- {at: 2d}\n", "changes.2.at", "3d",
                 "changes:\n- {at: 1d, host: a.b}\n- {at: 3d}\n"},
                {"hosts: {a: {serves: [windows, office]}}\n", "hosts.a.serves", "[office]",
                 "hosts: {a: {serves: [office]}}\n"},
                {"\xef\xbb\xbfrun: 1d\ntitle: a\n", "run", "2d", "\xef\xbb\xbfrun: 2d\ntitle: a\n"},
                {"title: a\nrun: 1d\n", "title", "a #b", "title: \"a #b\"\nrun: 1d\n"},
                {"é: 1\nx: {ü: \"ö\", n: 2}\n", "x.n", "3", "é: 1\nx: {ü: \"ö\", n: 3}\n"}};
    Text out = {0};
    for (size_t i = 0; i < sizeof SETS / sizeof *SETS; i++)
        assert_string_equal(with_value(SETS[i].file, SETS[i].path, SETS[i].value, &out), SETS[i].becomes);
    text_free(&out);
}

static void what_cannot_be_amended_is_said_and_nothing_is_added(void **state) {
    (void)state;
    Text out = {0};
    assert_int_equal(amend_set(MACHINES, strlen(MACHINES), "machines.lab.count", "3", &out), AMEND_NO_PLACE);
    assert_int_equal(amend_set(MACHINES, strlen(MACHINES), "machines.pc.count.x", "3", &out), AMEND_NO_PLACE);
    assert_int_equal(amend_set("a: one\n  two\n", 13, "a", "3", &out), AMEND_NO_WAY);
    assert_int_equal(out.length, 0);
    text_free(&out);
}

/* Whatever way a shipped file is written in: with a change that does nothing, it is the same run and the same
 * file but for what was added. */
static void every_shipped_scenario_can_be_given_a_change(void **state) {
    (void)state;
    DIR *folder = opendir("scenarios");
    Text out = {0};
    int seen = 0;
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char path[300];
        if (!strstr(entry->d_name, ".yaml")) continue;
        snprintf(path, sizeof path, "scenarios/%s", entry->d_name);
        Scene *scene = scene_read_file(path);
        const size_t length = strlen(scene->bytes);
        Plan amended;
        Diagnostics diagnostics = {.file = path};
        Difference found;
        text_clear(&out);
        assert_int_equal(amend_add_change(scene->bytes, length, "{at: 0m, service: dns, do: up}", &out),
                         AMEND_OK);
        assert_true(plan_read(&amended, out.bytes, out.length, &diagnostics));
        assert_int_equal(amended.change_count, scene->plan.change_count + 1);
        assert_int_equal(amended.changes[amended.change_count - 1].kind, CHANGE_SERVICE);
        Run *run = run_create(&scene->plan), *again = run_create(&amended);
        assert_true(difference_find(run, again, NULL, NULL, &found));
        assert_int_equal(found.at, 0); /* the change itself, and nothing else */
        assert_false(found.in_a && found.a.kind == ROW_CHANGE && found.a.entry >= scene->plan.change_count);
        run_destroy(run);
        run_destroy(again);
        diagnostics_free(&diagnostics);
        plan_free(&amended);
        scene_close(scene);
        seen++;
    }
    closedir(folder);
    text_free(&out);
    assert_true(seen > 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_without_changes_gets_the_section),
        cmocka_unit_test(a_change_comes_behind_those_of_the_file_and_before_what_follows),
        cmocka_unit_test(a_list_in_brackets_is_gone_on_with),
        cmocka_unit_test(an_empty_section_and_a_file_without_a_last_line_feed_are_fine),
        cmocka_unit_test(a_group_comes_last),
        cmocka_unit_test(a_value_is_set_where_it_stands),
        cmocka_unit_test(what_cannot_be_amended_is_said_and_nothing_is_added),
        cmocka_unit_test(every_shipped_scenario_can_be_given_a_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
