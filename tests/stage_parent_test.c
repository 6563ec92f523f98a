/* A branch in which nothing is changed is its parent: in every lesson that ships, at any minute and row, the
 * whole window shows the same, whether the minute was carried out by the one or by the other. */
#include "tests/test.h"

#include "tests/support/picture.h"
#include "tests/support/sandbox.h"
#include "tests/support/scene.h"
#include "ui/canvas/recorder.h"
#include "ui/stage/stage_inside.h"

static void settle(Stage *stage) {
    while (stage_work(stage, 10000)) {
    }
    assert_false(stage_has_failed(stage));
}

/* Of the whole window, and told; the caller's. */
static char *shown(Stage *stage, int32_t at, uint32_t row) {
    stage_show(stage, at, row);
    settle(stage);
    const Sheet sheet = stage_sheet(stage);
    Recorder *recorder = recorder_create(&sheet);
    assert_non_null(recorder);
    stage_draw(stage, recorder_canvas(recorder));
    Text all = {0};
    text_add(&all, recorder_words(recorder)->bytes);
    stage_tell(stage, &all);
    recorder_destroy(recorder);
    assert_false(all.failed || stage_has_failed(stage));
    return all.bytes;
}

/* The lane shown is run by the other from here on. */
static void swap(Stage *stage, Timeline **other) {
    Timeline *mine = stage_lane(stage)->timeline;
    stage_lane(stage)->timeline = *other;
    *other = mine;
    gathered_forget(&stage->gathered[0]);
}

static void assert_same(const char *path, int32_t from, int32_t at, const char *of_parent,
                        const char *of_branch) {
    size_t i = 0, line = 0;
    for (; of_parent[i] && of_parent[i] == of_branch[i]; i++)
        if (of_parent[i] == '\n') line = i + 1;
    if (of_parent[i] != of_branch[i])
        fail_msg("%s, from %d on, at %d: '%.*s' and '%.*s'", path, (int)from, (int)at,
                 (int)strcspn(of_parent + line, "\n"), of_parent + line, (int)strcspn(of_branch + line, "\n"),
                 of_branch + line);
}

static void compare_from(Stage *stage, const char *path, int32_t from) {
    const int32_t end = stage_plan(stage)->run_min;
    const int32_t minutes[] = {from, from + 1, from + (end - from) / 3, from + (end - from) / 2, end};
    Timeline *other = timeline_branch(stage_lane(stage)->timeline, from, NULL);
    assert_non_null(other);
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
        const uint32_t row = i % 2 ? 1 : ROW_END;
        char *of_parent = shown(stage, minutes[i], row);
        swap(stage, &other);
        char *of_branch = shown(stage, minutes[i], row);
        swap(stage, &other);
        assert_same(path, from, minutes[i], of_parent, of_branch);
        free(of_parent);
        free(of_branch);
    }
    timeline_destroy(other);
}

/* As it is outside of its lesson, a machine selected; all of it was seen. */
static Stage *open_seen(Font *font, const char *path) {
    const StageOptions options = {
        .scale = 100, .width = 1280, .height = 720, .still = true, .no_lesson = true};
    Stage *stage = stage_create(font, &options);
    size_t length;
    char *yaml = sandbox_read(path, &length);
    assert_non_null(stage);
    assert_non_null(yaml);
    stage_open(stage, path, yaml, length);
    free(yaml);
    stage_show(stage, INT32_MAX - 1, ROW_END);
    settle(stage);
    stage->view.selected = (Subject){SUBJECT_MACHINE, stage_plan(stage)->machine_count - 1};
    return stage;
}

static void a_branch_that_changes_nothing_is_its_parent(void **state) {
    (void)state;
    size_t count = 0, lessons = 0;
    char **paths = scene_files("scenarios", ".yaml", &count);
    Font *font = picture_font();
    for (size_t i = 0; i < count; i++) {
        Stage *stage = open_seen(font, paths[i]);
        const int32_t end = stage_plan(stage)->run_min;
        if (stage_plan(stage)->step_count > 0) {
            compare_from(stage, paths[i], 0);
            compare_from(stage, paths[i], end * 2 / 5);
            compare_from(stage, paths[i], end - 1);
            lessons++;
        }
        stage_destroy(stage);
        free(paths[i]);
    }
    free(paths);
    font_close(font);
    assert_true(lessons >= 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_branch_that_changes_nothing_is_its_parent)};
    return cmocka_run_group_tests_name("stage_parent", tests, NULL, NULL);
}
