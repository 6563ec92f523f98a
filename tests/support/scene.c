#include "tests/test.h"

#include <dirent.h>

#include "sim/run/trace.h"
#include "tests/support/made_up.h"
#include "tests/support/scene.h"

static void keep_row(void *context, const Row *row) {
    Scene *scene = context;
    if (scene->row_count == scene->row_capacity) {
        scene->row_capacity = scene->row_capacity ? 2 * scene->row_capacity : 64;
        scene->rows = realloc(scene->rows, scene->row_capacity * sizeof *scene->rows);
        assert_non_null(scene->rows);
    }
    scene->rows[scene->row_count++] = *row;
}

void scene_close(Scene *scene) {
    if (!scene) return;
    run_destroy(scene->run);
    plan_free(&scene->plan);
    diagnostics_free(&scene->diagnostics);
    text_free(&scene->told);
    free(scene->rows);
    free(scene->bytes);
    free(scene);
}

/* Takes the bytes over. */
static Scene *scene_of(char *bytes, const char *name) {
    Scene *scene = calloc(1, sizeof *scene);
    assert_non_null(scene);
    assert_non_null(bytes);
    scene->bytes = bytes;
    scene->diagnostics.file = name;
    if (!plan_read(&scene->plan, bytes, strlen(bytes), &scene->diagnostics)) {
        diagnostics_print(&scene->diagnostics, &scene->told, false);
        fail_msg("%s", scene->told.bytes);
    }
    scene->run = run_create(&scene->plan);
    assert_non_null(scene->run);
    return scene;
}

Scene *scene_read(const char *yaml) {
    return scene_of(strdup(yaml), "scene");
}

Scene *scene_made_up(uint64_t trial, uint64_t machines_most) {
    return scene_of(made_up(trial, machines_most), "scene");
}

char *scene_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    Text text = {0};
    char bytes[4096];
    for (size_t length; (length = fread(bytes, 1, sizeof bytes, file)) > 0;)
        text_add_bytes(&text, bytes, length);
    text_add(&text, "");
    fclose(file);
    return text.bytes;
}

Scene *scene_read_file(const char *path) {
    return scene_of(scene_file(path), path);
}

int32_t scene_minute(const char *duration) {
    Minutes minutes = -1;
    if (duration_parse(duration, strlen(duration), &minutes) != DURATION_OK)
        fail_msg("'%s' is no duration", duration);
    return (int32_t)minutes;
}

static void run_on(Scene *scene, int32_t last) {
    const RowSink sink = {keep_row, scene, NULL};
    assert_int_equal(run_to(scene->run, last, &sink), RUN_IS_OVER);
}

void scene_run_to(Scene *scene, const char *at) {
    run_on(scene, scene_minute(at));
}

Scene *scene_play(const char *yaml) {
    Scene *scene = scene_read(yaml);
    run_on(scene, scene->plan.run_min);
    return scene;
}

/* ---- telling ------------------------------------------------------------------------------------------ */

static void add_time(Text *out, const char *before, int32_t at) {
    char text[DURATION_TEXT];
    duration_format(at, text);
    text_add_format(out, "%s%s", before, text);
}

static bool name_of(const Plan *plan, const Row *row, char name[MEMBER_NAME]) {
    name[0] = '\0';
    if (row->machine != NO_MACHINE)
        plan_machine_name(plan, row->machine, name);
    else if (row->kind == ROW_FORGET || row->kind == ROW_REFUSED)
        snprintf(name, MEMBER_NAME, "%s", plan->hosts[row->host].name);
    return name[0] != '\0';
}

static bool is_about(const Plan *plan, const Row *row, const char *who) {
    char name[MEMBER_NAME];
    return !who || (name_of(plan, row, name) && strcmp(name, who) == 0);
}

static void tell(Text *out, const Plan *plan, const Row *row, bool with_name) {
    char name[MEMBER_NAME];
    add_time(out, "", row->at);
    if (with_name && name_of(plan, row, name)) text_add_format(out, " %s", name);
    if (row->kind == ROW_CHANGE)
        text_add_format(out, " change %u", row->entry + 1);
    else if (row->kind == ROW_EXPECT)
        text_add_format(out, " claim %u %s %lld", row->entry + 1, row->held ? "held" : "failed",
                        (long long)row->got);
    else
        text_add_format(out, " %s", RULES[row->rule].name);
    if (row->kind == ROW_ATTEMPT && row_answerer(plan, row))
        text_add_format(out, " %s", row_answerer(plan, row));
    if (row->counted) text_add_format(out, " %d/%d", row->count, row->threshold);
    if (row->kind == ROW_INSTALL || row->kind == ROW_RESET || row->kind == ROW_FORGET)
        text_add_format(out, " #%u", row->id);
    if (row->kind == ROW_FORGET) text_add_format(out, " %s %d", POOL_NAMES[row->pool], row->count);
    if (row_has_states(row)) text_add_format(out, " %s", STATE_NAMES[row->to]);
    if (row->clock_at != NEVER) add_time(out, " till ", row->clock_at);
    if (row->due_at != NEVER) add_time(out, " next ", row->due_at);
    text_add_char(out, '\n');
}

const char *scene_tell(Scene *scene, const char *who, const char *from, const char *to) {
    const int32_t first = scene_minute(from), last = to ? scene_minute(to) : scene->plan.run_min;
    text_clear(&scene->told);
    text_add(&scene->told, "");
    for (size_t r = 0; r < scene->row_count; r++) {
        const Row *row = &scene->rows[r];
        if (row->at >= first && row->at <= last && is_about(&scene->plan, row, who))
            tell(&scene->told, &scene->plan, row, !who);
    }
    return scene->told.bytes ? scene->told.bytes : "";
}

const char *scene_trace(Scene *scene) {
    text_clear(&scene->told);
    text_add(&scene->told, "");
    TraceWriter writer;
    trace_begin(&writer, &scene->plan, TRACE_JSON);
    for (size_t r = 0; r < scene->row_count; r++) {
        char room[TRACE_ROW];
        text_add_bytes(&scene->told, room, trace_row(&writer, &scene->rows[r], room));
    }
    return scene->told.bytes ? scene->told.bytes : "";
}

State scene_state(const Scene *scene, const char *machine, const char *at) {
    State state = STATE_ABSENT;
    const int32_t last = scene_minute(at);
    for (size_t r = 0; r < scene->row_count && scene->rows[r].at <= last; r++)
        if (row_has_states(&scene->rows[r]) && is_about(&scene->plan, &scene->rows[r], machine))
            state = scene->rows[r].to;
    return state;
}

int scene_times(const Scene *scene, const char *who, RuleId rule) {
    int times = 0;
    for (size_t r = 0; r < scene->row_count; r++)
        times += scene->rows[r].rule == rule && is_about(&scene->plan, &scene->rows[r], who);
    return times;
}

uint32_t scene_machine(const Scene *scene, const char *name) {
    uint32_t machine = NO_MACHINE;
    if (!plan_find_machine(&scene->plan, name, &machine)) fail_msg("no machine is called '%s'", name);
    return machine;
}

int scene_warnings(const Scene *scene, const char *code) {
    int warnings = 0;
    for (size_t i = 0; i < scene->diagnostics.count; i++)
        warnings += strcmp(scene->diagnostics.items[i].code, code) == 0;
    return warnings;
}

void scene_assert_story(const char *yaml, const char *who, const char *from, const char *to,
                        const char *expected, const char *file, int line) {
    Scene *scene = scene_play(yaml);
    _assert_string_equal(scene_tell(scene, who, from, to), expected, file, line);
    scene_close(scene);
}

void scene_assert_asks(const char *yaml, const char *machine, const char *at, const char *expected,
                       const char *file, int line) {
    static const char *const VERDICTS[VERDICT_COUNT] = {"down",       "blocked",      "not-activated",
                                                        "not-served", "clocks-apart", "counted"};
    static const char *const KINDS[] = {"pinned", "cached", "looked-up"};
    Scene *scene = scene_read(yaml);
    scene_run_to(scene, at);
    AskingLog log;
    Run *copy = run_copy(scene->run);
    const Answer answer = run_what_if_asked(copy, scene_machine(scene, machine), &log);
    Text text = {0};
    for (int i = 0; i < log.count; i++)
        text_add_format(&text, "%s %s %s; ", scene->plan.hosts[log.candidates[i].host].name,
                        KINDS[log.candidates[i].kind], VERDICTS[log.candidates[i].verdict]);
    text_add(&text, RESULT_NAMES[answer.result]);
    _assert_string_equal(text.bytes, expected, file, line);
    text_free(&text);
    run_destroy(copy);
    scene_close(scene);
}

/* ---- files -------------------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool ends_in(const char *name, const char *ending) {
    const size_t length = strlen(name), tail = strlen(ending);
    return length >= tail && strcmp(name + length - tail, ending) == 0;
}

char **scene_files(const char *folder, const char *ending, size_t *out_count) {
    char **paths = NULL;
    size_t count = 0;
    DIR *directory = opendir(folder);
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        if (!ends_in(entry->d_name, ending)) continue;
        const size_t length = strlen(folder) + strlen(entry->d_name) + 2;
        paths = realloc(paths, (count + 1) * sizeof *paths);
        if (!paths || !(paths[count] = malloc(length))) abort();
        snprintf(paths[count++], length, "%s/%s", folder, entry->d_name);
    }
    if (directory) closedir(directory);
    if (count) qsort(paths, count, sizeof *paths, by_text);
    *out_count = count;
    return paths;
}
