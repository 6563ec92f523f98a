#include "tests/test.h"

#include "tests/support/easel.h"
#include "tests/support/long_names.h"
#include "tests/support/picture.h"

enum { BUDGET = 64 << 20 };

static Easel *easel_of_scene(Scene *scene, const char *file, FigureKind kind, int width_px) {
    Easel *easel = calloc(1, sizeof *easel);
    assert_non_null(easel);
    easel->scene = scene;
    easel->font = picture_font();
    easel->timeline = timeline_create(&scene->plan, BUDGET);
    assert_non_null(easel->timeline);
    easel->request = (FigureRequest){.kind = kind,
                                     .file = file,
                                     .plan = &scene->plan,
                                     .timeline = easel->timeline,
                                     .width_px = width_px,
                                     .to = scene->plan.run_min,
                                     .caption = true,
                                     .fold = true};
    return easel;
}

Easel *easel_of(const char *yaml, FigureKind kind, int width_px) {
    return easel_of_scene(scene_read(yaml), "scene.yaml", kind, width_px);
}

Easel *easel_of_file(const char *path, FigureKind kind, int width_px) {
    const char *slash = strrchr(path, '/');
    return easel_of_scene(scene_read_file(path), slash ? slash + 1 : path, kind, width_px);
}

static Sheet sheet_of(const Easel *easel) {
    return (Sheet){.width_px = easel->request.width_px,
                   .height_px = figure_height_px(easel->figure),
                   .title = figure_title(easel->figure),
                   .description = figure_description(easel->figure),
                   .theme = THEME_LIGHT,
                   .background = INK_BACKGROUND,
                   .font = easel->font};
}

static void take_down(Easel *easel) {
    recorder_destroy(easel->recorder);
    figure_destroy(easel->figure);
    easel->recorder = NULL;
    easel->figure = NULL;
}

void easel_draw(Easel *easel) {
    take_down(easel);
    easel->figure = figure_lay_out(&easel->request, easel->font);
    assert_non_null(easel->figure);
    const Sheet sheet = sheet_of(easel);
    easel->recorder = recorder_create(&sheet);
    assert_non_null(easel->recorder);
    figure_draw(easel->figure, recorder_canvas(easel->recorder));
    assert_non_null(recorder_words(easel->recorder));
}

Easel *easel_drawn(const char *yaml, FigureKind kind, int width_px) {
    Easel *easel = easel_of(yaml, kind, width_px);
    easel_draw(easel);
    return easel;
}

void easel_close(Easel *easel) {
    take_down(easel);
    text_free(&easel->data);
    timeline_destroy(easel->timeline);
    font_close(easel->font);
    scene_close(easel->scene);
    free(easel);
}

const char *easel_words(const Easel *easel) {
    return recorder_words(easel->recorder)->bytes;
}

const char *easel_data(Easel *easel) {
    text_clear(&easel->data);
    figure_data(easel->figure, &easel->data);
    assert_false(easel->data.failed);
    return easel->data.bytes;
}

void easel_show_shipped(FigureKind kind, void (*look)(Easel *easel, const char *path)) {
    size_t count;
    char **paths = scene_files("scenarios", ".yaml", &count);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        Easel *easel = easel_of_file(paths[i], kind, 800);
        look(easel, paths[i]);
        easel_close(easel);
        free(paths[i]);
    }
    free(paths);
}

void easel_show_long_names(FigureKind kind, void (*look)(Easel *easel, const char *name)) {
    static const int COUNTS[] = {3, 30, 300};
    for (size_t c = 0; c < sizeof COUNTS / sizeof *COUNTS; c++) {
        char *yaml = long_names(COUNTS[c]);
        Easel *easel = easel_of(yaml, kind, 800);
        look(easel, "long names");
        easel_close(easel);
        free(yaml);
    }
}

void easel_assert_stays(Easel *easel) {
    const int32_t end = easel->scene->plan.run_min;
    const int32_t places[] = {-1, 0, end / 7, end / 2, end};
    easel_draw(easel);
    char *first = strdup(easel_words(easel));
    for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
        assert_non_null(timeline_run(easel->timeline, places[p]));
        easel_draw(easel);
        assert_string_equal(easel_words(easel), first);
    }
    free(first);
}

void easel_assert_fits(const Easel *easel, const char *name) {
    Text troubles = {0};
    const Sheet sheet = sheet_of(easel);
    const int count = picture_troubles(easel->recorder, &sheet, &troubles);
    if (count > 0)
        fail_msg("%s, figure %d, %d px wide:\n%s", name, (int)easel->request.kind, easel->request.width_px,
                 troubles.bytes);
    text_free(&troubles);
}

bool easel_has_text(const Easel *easel, const char *whole) {
    size_t count;
    const RecordedText *texts = recorder_texts(easel->recorder, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(texts[i].string, whole) == 0) return true;
    return false;
}

bool easel_has_part(const Easel *easel, const char *part) {
    size_t count;
    const RecordedText *texts = recorder_texts(easel->recorder, &count);
    for (size_t i = 0; i < count; i++)
        if (strstr(texts[i].string, part)) return true;
    return false;
}
