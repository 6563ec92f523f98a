/* scene: a scenario that stands in a test, carried out, and told back in short lines to compare with:
 *
 *     12h sarah granted kms1 5/5 licensed till 180d12h next 7d12h
 *
 * One line for each row: when; who (left out where only one was asked about); the rule, or `change 2`, `claim
 * 3 held`; who answered; count and threshold; the id; the pool; the state it is in now; when its clock runs
 * out; when it asks next. A scenario that is refused ends the test. */
#ifndef LEASELAB_TESTS_SCENE_H
#define LEASELAB_TESTS_SCENE_H

#include "sim/run/run.h"
#include "sim/scenario/reader.h"

typedef struct {
    Plan plan;
    Diagnostics diagnostics;
    Run *run;
    Row *rows; /* all so far, owned */
    size_t row_count, row_capacity;
    Text told;
    char *bytes; /* the file, owned */
} Scene;

/* Before minute 0. Given back with scene_close; a test that fails leaves it behind. */
Scene *scene_read(const char *yaml);
Scene *scene_read_file(const char *path);
/* One that chance makes up (made_up.h). */
Scene *scene_made_up(uint64_t trial, uint64_t machines_most);
void scene_close(Scene *scene);

/* Carries out every minute up to this one ("2d"), or up to the end. */
void scene_run_to(Scene *scene, const char *at);
Scene *scene_play(const char *yaml);

/* What was told of a machine or host, or of all (NULL), from and to these minutes. Holds until the next call.
 */
const char *scene_tell(Scene *scene, const char *who, const char *from, const char *to);
/* The trace so far, as JSON Lines. Holds until the next call. */
const char *scene_trace(Scene *scene);
/* The machine's state at the end of that minute, by its rows. */
State scene_state(const Scene *scene, const char *machine, const char *at);
/* How many rows of this rule the machine or host (NULL: any) has. */
int scene_times(const Scene *scene, const char *who, RuleId rule);
uint32_t scene_machine(const Scene *scene, const char *name);
/* How often the reader warned with this code. */
int scene_warnings(const Scene *scene, const char *code);
int32_t scene_minute(const char *duration);

/* The whole file, with a NUL behind it; the caller frees it. NULL when there is none. */
char *scene_file(const char *path);
/* Paths of the files of a folder that end so, sorted; the caller frees each and the array. */
char **scene_files(const char *folder, const char *ending, size_t *out_count);

/* The story of `who` (NULL: of all) is exactly this. */
#define assert_story(yaml, who, expected)                                                                    \
    scene_assert_story(yaml, who, "0m", NULL, expected, __FILE__, __LINE__)
#define assert_story_between(yaml, who, from, to, expected)                                                  \
    scene_assert_story(yaml, who, from, to, expected, __FILE__, __LINE__)
void scene_assert_story(const char *yaml, const char *who, const char *from, const char *to,
                        const char *expected, const char *file, int line);

/* Whom the machine would ask in the minute after `at`, each with what came of it: "kms2 cached down; kms1
 * looked-up counted; granted". */
#define assert_asks(yaml, machine, at, expected)                                                             \
    scene_assert_asks(yaml, machine, at, expected, __FILE__, __LINE__)
void scene_assert_asks(const char *yaml, const char *machine, const char *at, const char *expected,
                       const char *file, int line);

#endif
