/* parts: what stands on a page, part by part. Each adds a section, or nothing where there is nothing to tell.
 * Trouble with memory is kept in `out`. */
#ifndef LEASELAB_REPORT_PARTS_H
#define LEASELAB_REPORT_PARTS_H

#include "sim/run/timeline.h"
#include "ui/canvas/font.h"
#include "ui/report/telling.h"

enum { STORY_LINES_MOST = 1000 };

/* ---- story_part.c ---- */

/* A table of its lines; each names its rule, as a link to the rules where that part is on the page. */
void part_story(Text *out, const Plan *plan, const Story *story, size_t most, bool has_rules);

/* ---- claims_part.c ---- */

void part_claims(Text *out, const Run *run);
/* How each group and host stands at the end. */
void part_states(Text *out, const Run *run);

/* ---- rules_part.c ---- */

/* Those that played a part: sentence, how often, who says so and what is doubtful, the code that would be
 * seen. */
void part_rules(Text *out, const Telling *telling);

/* ---- figures_part.c ---- */

typedef struct {
    const Plan *plan;
    Timeline *timeline;
    Font *font;
    int32_t until; /* nothing later is shown */
} PageFigures;

/* As pictures within the page, with what they show in words below: all five, or of a handout what is known
 * then. */
void part_figures(Text *out, const PageFigures *source, bool is_handout);

/* ---- lesson_part.c ---- */

/* Questions with their choices. */
void part_questions(Text *out, const Run *run);
/* Everything of the lesson, with the true choices, notes, and why: what happened from question to answer, and
 * one of the machines it is about. */
void part_answers(Text *out, const Run *run, Timeline *timeline);
/* What is said before the first question; then all questions, with choices to tick and space to write. */
void part_saying(Text *out, const Plan *plan);
void part_asking(Text *out, const Plan *plan);
/* When the first question is asked; -1: there is none. */
int32_t lesson_first_asked_at(const Plan *plan);

#endif
