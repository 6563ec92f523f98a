/* lesson_part: a lesson on paper: as it is asked, and with its answers. */
#include <string.h>

#include "sim/run/verdict.h"
#include "sim/run/why.h"
#include "sim/run/words.h"
#include "ui/report/html.h"
#include "ui/report/parts.h"

enum { WHY_LINES = 12, LINES_TO_WRITE = 3 };

static void add_paragraph(Text *out, const char *string) {
    if (!string) return;
    text_add(out, "<p dir=\"auto\">");
    html_text(out, string, HTML_PROSE);
    text_add(out, "</p>\n");
}

/* "2. At 2d1h30m, Wed 7 Jan 2026 09:30" */
static void add_step_heading(Text *out, const Plan *plan, const Step *step, int number) {
    char calendar[CALENDAR_TEXT];
    calendar_format(plan->start + step->at, calendar);
    text_add(out, "<h3>");
    if (number) text_add_format(out, "%d. ", number);
    text_add(out, "At ");
    html_when(out, plan, step->at);
    text_add_format(out, ", %s</h3>\n", calendar);
}

static const LessonChoice *choice_of(const Plan *plan, const Step *step, uint32_t number) {
    return &plan->choices[step->first_choice + number];
}

int32_t lesson_first_asked_at(const Plan *plan) {
    for (uint32_t s = 0; s < plan->step_count; s++)
        if (plan->steps[s].ask) return plan->steps[s].at;
    return -1;
}

/* ---- as it is asked ----------------------------------------------------------------------------------- */

void part_saying(Text *out, const Plan *plan) {
    for (uint32_t s = 0; s < plan->step_count; s++) {
        const Step *step = &plan->steps[s];
        if (step->say) {
            text_add(out, "<div class=\"step\">\n");
            add_step_heading(out, plan, step, 0);
            add_paragraph(out, step->say);
            text_add(out, "</div>\n");
        }
        if (step->ask) return;
    }
}

static void add_empty_choices(Text *out, const Plan *plan, const Step *step) {
    text_add(out, "<ul class=\"choices\">\n");
    for (uint32_t c = 0; c < step->choice_count; c++) {
        text_add_format(out, "<li><span class=\"mark\">☐ %c</span>", (char)('A' + c));
        html_text(out, choice_of(plan, step, c)->say, HTML_LINE);
        text_add(out, "</li>\n");
    }
    text_add(out, "</ul>\n");
}

void part_asking(Text *out, const Plan *plan) {
    int number = 0;
    html_section(out, "questions", "Questions");
    for (uint32_t s = 0; s < plan->step_count; s++) {
        const Step *step = &plan->steps[s];
        if (!step->ask) continue;
        text_add(out, "<div class=\"step\">\n");
        add_step_heading(out, plan, step, ++number);
        add_paragraph(out, step->ask);
        add_empty_choices(out, plan, step);
        text_add(out, "<p class=\"faint\">Because</p>\n");
        for (int line = 0; line < LINES_TO_WRITE; line++) text_add(out, "<div class=\"line\"></div>\n");
        text_add(out, "</div>\n");
    }
    html_section_end(out);
}

/* ---- with its answers --------------------------------------------------------------------------------- */

static void add_judged_choices(Text *out, const Run *run, const Step *step) {
    text_add(out, "<ul class=\"choices\">\n");
    for (uint32_t c = 0; c < step->choice_count; c++) {
        const LessonChoice *choice = choice_of(run_plan(run), step, c);
        const bool held = verdict_held(run, choice->claim);
        text_add_format(out, "<li%s><span class=\"mark\">%s %c</span>", held ? " class=\"true\"" : "",
                        held ? "☑" : "☐", (char)('A' + c));
        html_text(out, choice->say, HTML_LINE);
        text_add(out, held ? " <span class=\"held\">true</span></li>\n"
                           : " <span class=\"faint\">false</span></li>\n");
    }
    text_add(out, "</ul>\n");
    if (step->choice_count && verdict_true_choice(run, step) < 0)
        text_add_format(out, "<p class=\"failed\">Not exactly one choice is true (line %d).</p>\n",
                        step->line);
}

void part_questions(Text *out, const Run *run) {
    const Plan *plan = run_plan(run);
    int number = 0;
    if (plan_question_count(plan) == 0) return;
    html_section(out, "questions", "Questions");
    for (uint32_t s = 0; s < plan->step_count; s++) {
        const Step *step = &plan->steps[s];
        if (!step->ask) continue;
        text_add(out, "<div class=\"step\">\n");
        add_step_heading(out, plan, step, ++number);
        add_paragraph(out, step->ask);
        text_add(out, "<details><summary>The answer</summary>\n");
        add_judged_choices(out, run, step);
        text_add(out, "</details>\n</div>\n");
    }
    html_section_end(out);
}

static void take_row(void *context, const Row *row) {
    Story **story = context;
    if (*story && !story_take(*story, row)) {
        story_destroy(*story);
        *story = NULL;
    }
}

/* What happened from the question to its answer. */
static void add_between(Text *out, const Step *step, Timeline *timeline) {
    const Plan *plan = timeline_plan(timeline);
    Story *story = story_create(plan);
    const RowSink sink = {.take = take_row, .context = &story};
    if (step->show > step->at &&
        (!story || !timeline_tell(timeline, step->at + 1, step->show, &sink) || !story)) {
        out->failed = true;
    } else if (step->show > step->at) {
        text_add(out, "<p class=\"faint\">What happens until then</p>\n");
        part_story(out, plan, story, WHY_LINES, true);
    }
    story_destroy(story);
}

/* A machine that the true choice is about, as `leaselab why` explains it. */
static void add_card(Text *out, const Run *run, const Step *step, Timeline *timeline) {
    const Plan *plan = run_plan(run);
    const int chosen = verdict_true_choice(run, step);
    const Claim *claim = chosen < 0 ? NULL : &plan->claims[choice_of(plan, step, (uint32_t)chosen)->claim];
    if (!claim || claim->about == CLAIM_HOST_COUNT || claim->machines.range_count == 0) return;
    const Run *then = timeline_run(timeline, step->show);
    WhyCard card = {0};
    char name[MEMBER_NAME];
    const uint32_t machine = then ? verdict_example(claim, then) : 0;
    plan_machine_name(plan, machine, name);
    card.text.failed = !then || !why_tell(&card, timeline, machine, step->show);
    text_add_format(out, "<details><summary>Why: %s at the answer</summary>\n<pre>", name);
    html_from(out, &card.text);
    text_add(out, "</pre></details>\n");
    why_free(&card);
}

void part_answers(Text *out, const Run *run, Timeline *timeline) {
    const Plan *plan = run_plan(run);
    int number = 0;
    html_section(out, "lesson", "The lesson");
    for (uint32_t s = 0; s < plan->step_count; s++) {
        const Step *step = &plan->steps[s];
        text_add(out, "<div class=\"step\">\n");
        add_step_heading(out, plan, step, step->ask ? ++number : 0);
        add_paragraph(out, step->say);
        add_paragraph(out, step->ask);
        if (step->ask) {
            add_judged_choices(out, run, step);
            text_add(out, "<p>The answer shows at ");
            html_when(out, plan, step->show);
            text_add(out, ".</p>\n");
        }
        if (step->note) {
            text_add(out, "<p class=\"note\" dir=\"auto\">");
            html_text(out, step->note, HTML_PROSE);
            text_add(out, "</p>\n");
        }
        if (step->ask) {
            add_between(out, step, timeline);
            add_card(out, run, step, timeline);
        }
        text_add(out, "</div>\n");
    }
    html_section_end(out);
}
