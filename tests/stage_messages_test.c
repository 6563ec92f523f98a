/* Arrows of messages on the stage and the words of their answers: whose words they are can be seen. */
#include "tests/test.h"

#include "tests/support/panels.h"
#include "tests/support/scene.h"
#include "ui/stage/centre_messages.h"
#include "ui/stage/hit_kinds.h"

/* ---- what is drawn ------------------------------------------------------------------------------------ */

enum { POINTS_MOST = 16, ARROWS_MOST = 400, WORDS_MOST = 60 };
typedef struct {
    Point points[POINTS_MOST];
    int count;
} Arrow;

typedef struct {
    char string[40];
    Box box;
} Words;

typedef struct {
    Arrow arrows[ARROWS_MOST];
    int arrow_count;
    Words words[WORDS_MOST];
    int word_count;
} Drawing;

/* "12.5,3" */
static const char *read_pair(const char *from, char between, Px *out_first, Px *out_second) {
    char *end;
    *out_first = (Px)(strtod(from, &end) * PX(1));
    assert_int_equal(*end, between);
    *out_second = (Px)(strtod(end + 1, &end) * PX(1));
    return end;
}

static bool is_of_message(const char *line, const char *before) {
    static const char *const INKS[] = {"granted", "refused", "unanswered"};
    for (size_t i = 0; i < sizeof INKS / sizeof *INKS; i++) {
        char ink[40];
        snprintf(ink, sizeof ink, "%s%s", before, INKS[i]);
        if (strstr(line, ink)) return true;
    }
    return false;
}

static void read_arrow(const char *at, Drawing *out) {
    assert_true(out->arrow_count < ARROWS_MOST);
    Arrow *arrow = &out->arrows[out->arrow_count++];
    for (arrow->count = 0; at[1] != 'l'; arrow->count++) {
        assert_true(arrow->count < POINTS_MOST);
        at = read_pair(at + 1, ',', &arrow->points[arrow->count].x, &arrow->points[arrow->count].y);
    }
}

/* Only this one is not written as it is. */
static void restore_sign(char *words) {
    char *sign = strstr(words, "\\u2265");
    if (!sign) return;
    const size_t written = strlen("\\u2265"), length = strlen("≥");
    memcpy(sign, "≥", length);
    memmove(sign + length, sign + written, strlen(sign + written) + 1);
}

static void read_words(const char *line, Drawing *out) {
    assert_true(out->word_count < WORDS_MOST);
    Words *words = &out->words[out->word_count++];
    const char *string = strchr(line, '"') + 1, *box = strstr(line, " in ") + 4;
    snprintf(words->string, sizeof words->string, "%.*s", (int)strcspn(string, "\""), string);
    restore_sign(words->string);
    box = read_pair(box, ',', &words->box.x, &words->box.y);
    read_pair(box + 1, 'x', &words->box.width, &words->box.height);
}

/* Arrows and words of messages have inks of their own; only these words have a halo, too. */
static Drawing *read_drawing(Panels *panels) {
    Drawing *drawing = calloc(1, sizeof *drawing);
    char *all = strdup(panels_words(panels)), *rest = all;
    assert_non_null(drawing);
    for (char *line; (line = strsep(&rest, "\n"));) {
        line += strspn(line, " ");
        if (strncmp(line, "path ", 5) == 0 && is_of_message(line, " line="))
            read_arrow(line + 4, drawing);
        else if (strncmp(line, "text ", 5) == 0 && is_of_message(line, " bold ink=") &&
                 strstr(line, " halo=background"))
            read_words(line, drawing);
    }
    free(all);
    return drawing;
}

/* Cut by a piece of the arrow: the part of the piece within the box's width has a part within its height. */
static bool piece_touches(Point a, Point b, Box box) {
    double from = 0, to = 1;
    const double starts[] = {a.x, a.y}, ways[] = {b.x - a.x, b.y - a.y}, lows[] = {box.x, box.y},
                 highs[] = {box_right(box), box_bottom(box)};
    for (int axis = 0; axis < 2; axis++) {
        if (ways[axis] == 0) {
            if (starts[axis] <= lows[axis] || starts[axis] >= highs[axis]) return false;
            continue;
        }
        const double low = (lows[axis] - starts[axis]) / ways[axis],
                     high = (highs[axis] - starts[axis]) / ways[axis];
        if (from < (low < high ? low : high)) from = low < high ? low : high;
        if (to > (low < high ? high : low)) to = low < high ? high : low;
    }
    return from < to;
}

static bool touches(const Arrow *arrow, Box box) {
    for (int p = 1; p < arrow->count; p++)
        if (piece_touches(arrow->points[p - 1], arrow->points[p], box)) return true;
    return false;
}

/* ---- words -------------------------------------------------------------------------------------------- */

static const struct {
    int width_px, height_px;
} SIZES[] = {{1280, 720}, {1024, 640}, {1920, 1080}, {640, 360}};
enum { SIZE_COUNT = sizeof SIZES / sizeof *SIZES };

static Drawing *draw(Panels *panels, size_t size) {
    panels_draw(panels, SIZES[size].width_px, SIZES[size].height_px);
    return read_drawing(panels);
}

static int assert_no_arrow_on_words(Panels *panels, size_t size) {
    Drawing *drawing = draw(panels, size);
    const int words = drawing->word_count;
    for (int w = 0; w < words; w++)
        for (int a = 0; a < drawing->arrow_count; a++)
            if (touches(&drawing->arrows[a], drawing->words[w].box))
                fail_msg("%s, minute %d, %d wide: an arrow on '%s'", panels->file, panels->view.at,
                         SIZES[size].width_px, drawing->words[w].string);
    free(drawing);
    return words;
}

/* Its own is the one it begins at, just outside of the sign. */
static int assert_no_arrow_behind_a_machine(Panels *panels, size_t size) {
    const Box stage = panels_draw(panels, SIZES[size].width_px, SIZES[size].height_px).panels[PANEL_CENTRE];
    Drawing *drawing = read_drawing(panels);
    const Hits *hits = recorder_hits(panels->recorder);
    for (size_t h = 0; h < hits->count; h++) {
        const Box machine = box_inset(hits->boxes[h].box, PX(2));
        if (hits->boxes[h].hit.kind != HIT_MACHINE || !box_holds(stage, hits->boxes[h].box)) continue;
        for (int a = 0; a < drawing->arrow_count; a++) {
            const Arrow *arrow = &drawing->arrows[a];
            if (touches(arrow, machine) && !box_has(box_inset(machine, -PX(6)), arrow->points[0]))
                fail_msg("%s, minute %d, %d wide: an arrow behind machine %u", panels->file, panels->view.at,
                         SIZES[size].width_px, hits->boxes[h].hit.index);
        }
    }
    const int arrows = drawing->arrow_count;
    free(drawing);
    return arrows;
}

/* After each step of each lesson, and some time later; answers the sum of what `look` does. */
static int look_at_lessons(int (*look)(Panels *panels, size_t size)) {
    size_t count;
    int sum = 0;
    char **paths = scene_files("scenarios", ".yaml", &count);
    for (size_t i = 0; i < count; i++) {
        Panels *panels = panels_open(paths[i]);
        const Plan *plan = panels->frame.now.plan;
        for (int s = 0; s < (int)plan->step_count; s++) {
            const bool asks = plan->steps[s].choice_count > 0;
            panels->view.selected = (Subject){SUBJECT_MACHINE, (uint32_t)s % plan->machine_count};
            panels_step(panels, s, asks ? STEP_ANSWERED : STEP_SAYS, asks ? 0 : NO_CHOICE);
            for (int later = 0; later < 3; later++) {
                panels_show(panels, panels->view.at + later * 60);
                for (size_t size = 0; size < SIZE_COUNT; size++) sum += look(panels, size);
            }
        }
        panels_close(panels);
        free(paths[i]);
    }
    free(paths);
    return sum;
}

static void in_no_lesson_do_words_lie_on_an_arrow(void **state) {
    (void)state;
    assert_true(look_at_lessons(assert_no_arrow_on_words) > 500); /* and words there are */
}

static void nor_runs_an_arrow_behind_another_machine(void **state) {
    (void)state;
    assert_true(look_at_lessons(assert_no_arrow_behind_a_machine) > 3000);
}

/* Is that, or the upper of two lines, what the attempt has to say? */
static bool is_said_of(const char *said, const Row *row) {
    Text words = {0};
    attempt_add_words(row, &words);
    const bool is_begun = strncmp(words.bytes, said, strlen(said)) == 0;
    text_free(&words);
    return is_begun;
}

static bool is_lower_line(const Drawing *drawing, int number) {
    return number > 0 && strchr(drawing->words[number - 1].string, ':') &&
           !strchr(drawing->words[number - 1].string, ':')[1];
}

static bool is_of_selected(const Panels *panels, const char *said) {
    const Shown *now = &panels->frame.now;
    const Subject selected = panels->view.selected;
    for (uint32_t m = 0; m < now->message_count && selected.kind == SUBJECT_MACHINE; m++)
        if (now->messages[m].machine == selected.index && is_said_of(said, &now->messages[m])) return true;
    return false;
}

/* Else older words would be taken for the newest's; the selected machine's stand beside it. */
static int assert_the_newest_is_said(Panels *panels, size_t size) {
    Drawing *drawing = draw(panels, size);
    const Shown *now = &panels->frame.now;
    const char *other = NULL;
    bool is_newest_said = false;
    for (int w = 0; w < drawing->word_count; w++) {
        const char *said = drawing->words[w].string;
        if (is_lower_line(drawing, w)) continue;
        if (is_said_of(said, &now->messages[now->message_count - 1]))
            is_newest_said = true;
        else if (!is_of_selected(panels, said))
            other = said;
    }
    if (other && !is_newest_said)
        fail_msg("%s, minute %d, %d wide: the newest is not said, but '%s'", panels->file, panels->view.at,
                 SIZES[size].width_px, other);
    free(drawing);
    return is_newest_said;
}

static void where_anything_is_said_the_newest_is(void **state) {
    (void)state;
    assert_true(look_at_lessons(assert_the_newest_is_said) > 350);
}

/* Along its arrow others are in the way; beside its machine there is room. */
static void where_many_ask_at_once_the_newest_is_said_beside_its_machine(void **state) {
    (void)state;
    static const char *const PATHS[] = {
        "scenarios/09-host-down-24-weeks.yaml",   "scenarios/14-vpn-on-fridays.yaml",
        "scenarios/15-stolen-laptop.yaml",        "scenarios/19-retired-machines-still-count.yaml",
        "scenarios/29-myth-more-hosts-help.yaml", "scenarios/30-priority-and-failover.yaml"};
    for (size_t p = 0; p < sizeof PATHS / sizeof *PATHS; p++) {
        Panels *panels = panels_open(PATHS[p]);
        panels_show(panels, 0);
        for (size_t size = 0; size < 3; size++) {
            assert_no_arrow_on_words(panels, size);
            if (!assert_the_newest_is_said(panels, size))
                fail_msg("%s, %d wide: the newest is not said", panels->file, SIZES[size].width_px);
        }
        panels_close(panels);
    }
}

/* The arrow nearest to the words' left, from the left; they are right of it. */
static int arrow_left_of(const Drawing *drawing, Box box) {
    int nearest = -1;
    for (int a = 0; a < drawing->arrow_count; a++) {
        const Px x = drawing->arrows[a].points[0].x;
        if (x < box.x + PX(2) && (nearest < 0 || x > drawing->arrows[nearest].points[0].x)) nearest = a;
    }
    return nearest;
}

/* "1 < 5", "2 < 5", … each at its machine's arrow, and all of them right of it. */
static void the_first_picture_of_the_first_lesson_says_whose_count_each_is(void **state) {
    (void)state;
    for (size_t size = 0; size < 3; size++) {
        Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
        panels_show(panels, 0);
        Drawing *drawing = draw(panels, size);
        assert_int_equal(drawing->arrow_count, 4);
        for (int a = 0; a < 4; a++) {
            char count[20];
            int found = 0;
            snprintf(count, sizeof count, "%d < 5:", a + 1);
            for (int w = 0; w < drawing->word_count; w++) {
                if (strncmp(drawing->words[w].string, count, strlen(count)) != 0) continue;
                found++;
                assert_int_equal(arrow_left_of(drawing, drawing->words[w].box), a);
            }
            assert_int_equal(found, 1);
        }
        free(drawing);
        panels_close(panels);
    }
}

/* Where two hosts answer, the words of each stand at one of its arrows. */
static void words_stand_at_an_arrow_of_those_that_heard_them(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/28-two-hosts-starve.yaml");
    panels_show(panels, 6 * 1440);
    Drawing *drawing = draw(panels, 0);
    int found = 0;
    for (int w = 0; w < drawing->word_count; w++) {
        if (strncmp(drawing->words[w].string, "15 < 25:", 8) != 0) continue;
        int near = 0;
        if (drawing->words[w].string[8] == '\0') drawing->words[w].box.height *= 2; /* "refused" below */
        for (int a = 0; a < drawing->arrow_count; a++)
            near += touches(&drawing->arrows[a], box_inset(drawing->words[w].box, -PX(8)));
        assert_true(near > 0);
        found++;
    }
    assert_int_equal(found, 2);
    free(drawing);
    panels_close(panels);
}

/* On a low stage there is no room between arrows: only the newest has words. */
static void where_not_all_have_room_the_newest_has(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/01-fifth-laptop.yaml");
    panels_step(panels, 3, STEP_ANSWERED, 2);
    assert_no_arrow_on_words(panels, 3);
    Drawing *drawing = draw(panels, 3);
    assert_int_equal(drawing->arrow_count, 4);
    assert_int_equal(drawing->word_count, 1);
    assert_int_equal(arrow_left_of(drawing, drawing->words[0].box), 3);
    free(drawing);
    panels_close(panels);
}

static void what_goes_nowhere_is_told_of_beside_its_machine(void **state) {
    (void)state;
    Panels *panels = panels_open("scenarios/40-every-answer-in-every-state.yaml");
    panels_show(panels, 0);
    Drawing *drawing = draw(panels, 0);
    assert_int_equal(drawing->arrow_count, 0);
    assert_int_equal(drawing->word_count, 1);
    assert_string_equal(drawing->words[0].string, "no host known");
    free(drawing);
    panels_close(panels);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_no_lesson_do_words_lie_on_an_arrow),
        cmocka_unit_test(where_anything_is_said_the_newest_is),
        cmocka_unit_test(where_many_ask_at_once_the_newest_is_said_beside_its_machine),
        cmocka_unit_test(nor_runs_an_arrow_behind_another_machine),
        cmocka_unit_test(the_first_picture_of_the_first_lesson_says_whose_count_each_is),
        cmocka_unit_test(words_stand_at_an_arrow_of_those_that_heard_them),
        cmocka_unit_test(where_not_all_have_room_the_newest_has),
        cmocka_unit_test(what_goes_nowhere_is_told_of_beside_its_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
