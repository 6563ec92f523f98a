/* The lessons that ship, played to their ends as a class sees them: how long they are, that they fit on a
 * projector, that each question is open when it is asked and answered when it is shown; and the class that
 * README.md puts together of them. Leaves out: how a lesson is read (reader_keys_test.c) and printed
 * (report_test.c). */
#include "tests/test.h"

#include "sim/run/verdict.h"
#include "tests/support/scene.h"

/* A strip of two lines on a projector, and one line for a choice. */
enum { SAID_MOST = 150, CHOICE_MOST = 70, STEPS_LEAST = 6, STEPS_MOST = 12, QUESTIONS_LEAST = 2 };
enum { CLASS_LEAST = 8, CLASS_MOST = 16, PLACES = 3 };

static void assert_fits(const char *words, size_t most, const char *path, const Step *step) {
    if (words && utf8_length(words, strlen(words)) > most)
        fail_msg("%s:%d: more than %zu characters: %s", path, step->line, most, words);
}

/* ---- each lesson -------------------------------------------------------------------------------------- */

typedef void LessonLook(const char *path, Scene *scene, void *context);

/* Looks at every lesson that ships; none of them has begun. */
static void look_at_lessons(LessonLook *look, void *context) {
    size_t count;
    char **paths = scene_files("scenarios", ".yaml", &count);
    for (size_t i = 0; i < count; i++) {
        Scene *scene = scene_read_file(paths[i]);
        if (scene->plan.step_count > 0) look(paths[i], scene, context);
        scene_close(scene);
        free(paths[i]);
    }
    free(paths);
}

static void count_steps(const char *path, Scene *scene, void *context) {
    const uint32_t steps = scene->plan.step_count, questions = plan_question_count(&scene->plan);
    if (steps < STEPS_LEAST || steps > STEPS_MOST || questions < QUESTIONS_LEAST)
        fail_msg("%s: %u steps, %u questions", path, steps, questions);
    ++*(int *)context;
}

static void a_lesson_has_6_to_12_steps_and_asks_at_least_twice(void **state) {
    (void)state;
    int lessons = 0;
    look_at_lessons(count_steps, &lessons);
    assert_true(lessons >= CLASS_LEAST);
}

static void measure_words(const char *path, Scene *scene, void *context) {
    (void)context;
    const Plan *plan = &scene->plan;
    for (uint32_t s = 0; s < plan->step_count; s++) {
        const Step *step = &plan->steps[s];
        assert_fits(step->say, SAID_MOST, path, step);
        assert_fits(step->ask, SAID_MOST, path, step);
        for (uint32_t c = 0; c < step->choice_count; c++)
            assert_fits(plan->choices[step->first_choice + c].say, CHOICE_MOST, path, step);
    }
}

static void what_is_said_and_asked_fits_on_a_projector(void **state) {
    (void)state;
    look_at_lessons(measure_words, NULL);
}

static void look_at_notes(const char *path, Scene *scene, void *context) {
    (void)context;
    for (uint32_t s = 0; s < scene->plan.step_count; s++)
        if (scene->plan.steps[s].ask && !scene->plan.steps[s].note)
            fail_msg("%s:%d: the trainer has no note on this question", path, scene->plan.steps[s].line);
}

static void a_note_tells_the_trainer_of_each_question(void **state) {
    (void)state;
    look_at_lessons(look_at_notes, NULL);
}

/* What first came earlier than a choice says is false from then on, though it is judged in its own minute. */
static bool is_settled(const Scene *scene, const LessonChoice *choice) {
    const ClaimState *state = world_claim(run_head(scene->run), choice->claim);
    return state->verdict != VERDICT_OPEN || state->was_true;
}

static void assert_settled(const char *path, const Scene *scene, const Step *step, bool expected) {
    for (uint32_t c = 0; c < step->choice_count; c++) {
        const LessonChoice *choice = &scene->plan.choices[step->first_choice + c];
        if (is_settled(scene, choice) != expected)
            fail_msg("%s:%d: %s: %s", path, step->line,
                     expected ? "when shown, nobody sees it yet" : "when asked, it is no question any more",
                     choice->say);
    }
}

static void play(const char *path, Scene *scene, void *context) {
    const Plan *plan = &scene->plan;
    int32_t shown_at = 0;
    for (uint32_t s = 0; s < plan->step_count; s++) {
        const Step *step = &plan->steps[s];
        if (step->at < shown_at) fail_msg("%s:%d: this goes back in time", path, step->line);
        assert_int_not_equal(run_to(scene->run, step->at, NULL), RUN_OUT_OF_MEMORY);
        assert_settled(path, scene, step, false);
        assert_int_not_equal(run_to(scene->run, step->show, NULL), RUN_OUT_OF_MEMORY);
        assert_settled(path, scene, step, true);
        shown_at = step->show;
    }
    assert_int_equal(run_to(scene->run, plan->run_min, NULL), RUN_IS_OVER);
    for (uint32_t s = 0; s < plan->step_count; s++) {
        if (plan->steps[s].choice_count == 0) continue;
        const int place = verdict_true_choice(scene->run, &plan->steps[s]);
        if (place < 0) fail_msg("%s:%d: not exactly one choice is true", path, plan->steps[s].line);
        if (place < PLACES) ((int *)context)[place]++;
    }
}

static void a_question_is_open_when_asked_and_has_one_true_choice_when_shown(void **state) {
    (void)state;
    int places[PLACES] = {0};
    look_at_lessons(play, places);
}

static void the_true_choice_stands_as_often_in_each_place(void **state) {
    (void)state;
    int places[PLACES] = {0}, questions = 0;
    look_at_lessons(play, places);
    for (int i = 0; i < PLACES; i++) questions += places[i];
    for (int i = 0; i < PLACES; i++)
        if (4 * places[i] < questions) fail_msg("in place %d: %d of %d", i + 1, places[i], questions);
}

/* ---- the class ---------------------------------------------------------------------------------------- */

typedef struct {
    char *names[CLASS_MOST]; /* in README's order, owned */
    int count, minutes;
    int met, met_minutes; /* of the lessons that say that they are of it */
} Class;

/* README says `a class of 45 minutes`, and names its lessons in that paragraph. */
static Class class_of_readme(void) {
    static const char START[] = "a class of ";
    Class class = {0};
    char *readme = scene_file("README.md");
    assert_non_null(readme);
    char *word = strstr(readme, START);
    assert_non_null(word);
    char *end = strstr(word, "\n\n");
    assert_non_null(end);
    *end = 0;
    assert_int_equal(sscanf(word, "a class of %d minutes", &class.minutes), 1);
    while ((word = strchr(word, '`')) != NULL && class.count < CLASS_MOST) {
        const size_t length = strcspn(++word, "`");
        assert_int_equal(word[length], '`');
        class.names[class.count++] = strndup(word, length);
        word += length + 1;
    }
    free(readme);
    return class;
}

static void class_free(Class *class) {
    for (int i = 0; i < class->count; i++) free(class->names[i]);
}

/* Its first note begins `The class, lesson 1 of 11, about 5 minutes.`, or `Beside the class, about 4
 * minutes.` */
static void meet(const char *path, Scene *scene, void *context) {
    Class *class = context;
    const char *note = scene->plan.steps[0].note, *name = strchr(strrchr(path, '/'), '-') + 1;
    int number, count, minutes;
    if (!note) fail_msg("%s: its first step has no note", path);
    if (sscanf(note, "Beside the class, about %d minutes", &minutes) == 1) return;
    if (sscanf(note, "The class, lesson %d of %d, about %d minutes", &number, &count, &minutes) != 3)
        fail_msg("%s: its first note does not tell how long it takes", path);
    assert_int_equal(number, ++class->met);
    assert_int_equal(count, class->count);
    class->met_minutes += minutes;
    const char *named = number > class->count ? "" : class->names[number - 1];
    if (strncmp(name, named, strlen(named)) != 0 || strcmp(name + strlen(named), ".yaml") != 0)
        fail_msg("%s is lesson %d, but README names '%s'", path, number, named);
}

static void the_class_is_what_readme_names_and_takes_as_long_as_it_says(void **state) {
    (void)state;
    Class class = class_of_readme();
    assert_true(class.count >= CLASS_LEAST);
    look_at_lessons(meet, &class);
    assert_int_equal(class.met, class.count);
    assert_int_equal(class.met_minutes, class.minutes);
    class_free(&class);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lesson_has_6_to_12_steps_and_asks_at_least_twice),
        cmocka_unit_test(what_is_said_and_asked_fits_on_a_projector),
        cmocka_unit_test(a_note_tells_the_trainer_of_each_question),
        cmocka_unit_test(a_question_is_open_when_asked_and_has_one_true_choice_when_shown),
        cmocka_unit_test(the_true_choice_stands_as_often_in_each_place),
        cmocka_unit_test(the_class_is_what_readme_names_and_takes_as_long_as_it_says),
    };
    return cmocka_run_group_tests_name("lesson", tests, NULL, NULL);
}
