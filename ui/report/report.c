#include "ui/report/report.h"

#include <inttypes.h>

#include "sim/run/verdict.h"
#include "sim/run/words.h"
#include "ui/report/html.h"
#include "ui/report/page.h"
#include "ui/report/parts.h"

/* Of memory for what figures look at. */
static const size_t BUDGET = (size_t)1 << 29;

/* ---- the head of the page ----------------------------------------------------------------------------- */

static const char *title_of(const Plan *plan) {
    return *plan->title ? plan->title : "A scenario without a title";
}

static void add_title(Text *out, const Plan *plan, const char *what) {
    text_add(out, "<header>\n<h1 dir=\"auto\">");
    html_text(out, title_of(plan), HTML_LINE);
    text_add(out, "</h1>\n");
    if (what) text_add_format(out, "<p class=\"faint\">%s</p>\n", what);
}

/* "5 machines, 1 host, 14d from Mon 5 Jan 2026 08:00, seed 1" */
static void add_facts(Text *out, const Plan *plan) {
    char calendar[CALENDAR_TEXT];
    calendar_format(plan->start, calendar);
    text_add(out, "<p class=\"faint\">");
    words_count(out, plan->machine_count, "machine");
    text_add(out, ", ");
    words_count(out, plan->host_count, "host");
    text_add(out, ", ");
    words_duration(out, plan->run_min);
    text_add_format(out, " from %s, seed %" PRIu64 "</p>\n", calendar, plan->seed);
}

static void add_outcome(Text *out, const Run *run) {
    const Plan *plan = run_plan(run);
    uint32_t held = 0;
    for (uint32_t c = 0; c < plan->expect_count; c++) held += verdict_held(run, c);
    if (plan->expect_count == 0) return;
    text_add_format(out, "<p class=\"%s\">%s %" PRIu32 " of %" PRIu32 " claims held</p>\n",
                    held == plan->expect_count ? "held" : "failed", held == plan->expect_count ? "✓" : "✗",
                    held, plan->expect_count);
}

static void add_about(Text *out, const Plan *plan) {
    if (!*plan->about) return;
    text_add(out, "<p dir=\"auto\">");
    html_text(out, plan->about, HTML_PROSE);
    text_add(out, "</p>\n");
}

typedef struct {
    const char *id, *name;
    bool is_there;
} Landmark;

static void add_landmarks(Text *out, const Landmark landmarks[], size_t count) {
    text_add(out, "<nav><ul>\n");
    for (size_t i = 0; i < count; i++)
        if (landmarks[i].is_there)
            text_add_format(out, "<li><a href=\"#%s\">%s</a></li>\n", landmarks[i].id, landmarks[i].name);
    text_add(out, "</ul></nav>\n</header>\n");
}

/* ---- how to make it again ----------------------------------------------------------------------------- */

/* A word of a shell; the names of files that are handed on are harmless otherwise. */
static void add_word(Text *out, const char *word) {
    Text quoted = {0};
    text_add_char(&quoted, '\'');
    for (const char *c = word; *c; c++) {
        if (*c == '\'')
            text_add(&quoted, "'\\''");
        else
            text_add_char(&quoted, *c);
    }
    text_add_char(&quoted, '\'');
    html_from(out, &quoted);
    text_free(&quoted);
}

static void add_making(Text *out, const ReportRequest *request, const Run *run) {
    static const char *const OPTIONS[] = {"", " --handout", " --answers"};
    const char *file = request->file ? request->file : "-";
    html_section(out, "making", "How to make this page again");
    text_add_format(out,
                    "<p>The run has the fingerprint <code>%016" PRIx64
                    "</code>. Two runs with the same fingerprint are the same, row by row, and so is "
                    "this page, byte by byte.</p>\n<pre>leaselab report%s ",
                    run_fingerprint(run), OPTIONS[request->kind]);
    add_word(out, file);
    text_add(out, " -o report.html\nleaselab run ");
    add_word(out, file);
    text_add(out, "\nleaselab draw --all ");
    add_word(out, file);
    text_add(out, " -o figures</pre>\n");
    if (request->kind == REPORT_WHOLE) {
        text_add(out, "<details><summary>The scenario</summary>\n<pre>");
        text_add_html(out, request->source, request->source_length);
        text_add(out, "</pre></details>\n");
    }
    text_add(out, "<p class=\"faint\">Made by Lease Lab, an abstract simulation for teaching. It is not "
                  "affiliated with any vendor; where it and the vendor's documentation differ, the "
                  "documentation decides.</p>\n");
    html_section_end(out);
}

static void add_story(Text *out, const ReportRequest *request, const Telling *telling) {
    html_section(out, "story", "Story");
    part_story(out, request->plan, telling->story, STORY_LINES_MOST, true);
    html_section_end(out);
}

/* ---- the three kinds ---------------------------------------------------------------------------------- */

static void add_whole(Text *out, const ReportRequest *request, const Telling *telling, Timeline *timeline) {
    const Plan *plan = request->plan;
    const PageFigures figures = {
        .plan = plan, .timeline = timeline, .font = request->font, .until = plan->run_min};
    const Landmark landmarks[] = {{"figures", "Figures", true},
                                  {"story", "Story", true},
                                  {"states", "At the end", true},
                                  {"claims", "Claims", plan->expect_count > 0},
                                  {"questions", "Questions", plan_question_count(plan) > 0},
                                  {"rules", "Rules", true},
                                  {"making", "How to make this page again", true}};
    add_title(out, plan, NULL);
    add_about(out, plan);
    add_facts(out, plan);
    add_outcome(out, telling->run);
    add_landmarks(out, landmarks, sizeof landmarks / sizeof *landmarks);
    text_add(out, "<main>\n");
    part_figures(out, &figures, false);
    add_story(out, request, telling);
    part_states(out, telling->run);
    part_claims(out, telling->run);
    part_questions(out, telling->run);
    part_rules(out, telling);
    add_making(out, request, telling->run);
    text_add(out, "</main>\n");
}

static void add_answers(Text *out, const ReportRequest *request, const Telling *telling, Timeline *timeline) {
    const Plan *plan = request->plan;
    const PageFigures figures = {
        .plan = plan, .timeline = timeline, .font = request->font, .until = plan->run_min};
    const Landmark landmarks[] = {{"lesson", "The lesson", true},
                                  {"figures", "Figures", true},
                                  {"story", "Story", true},
                                  {"rules", "Rules", true},
                                  {"making", "How to make this page again", true}};
    add_title(out, plan, "The trainer's copy: answers, notes, and why");
    add_about(out, plan);
    add_facts(out, plan);
    add_landmarks(out, landmarks, sizeof landmarks / sizeof *landmarks);
    text_add(out, "<main>\n");
    part_answers(out, telling->run, timeline);
    part_figures(out, &figures, false);
    add_story(out, request, telling);
    part_rules(out, telling);
    add_making(out, request, telling->run);
    text_add(out, "</main>\n");
}

/* Nothing here may know more than a student does when the first question is asked: no `about`, which tells
 * what there is to learn, and no fingerprint, which is that of the whole run. */
static void add_handout(Text *out, const ReportRequest *request, Timeline *timeline) {
    const Plan *plan = request->plan;
    const PageFigures figures = {
        .plan = plan, .timeline = timeline, .font = request->font, .until = lesson_first_asked_at(plan)};
    add_title(out, plan, NULL);
    text_add(out, "<p class=\"person\"><span>Name</span><span>Date</span></p>\n</header>\n<main>\n");
    part_saying(out, plan);
    part_figures(out, &figures, true);
    part_asking(out, plan);
    text_add(out, "</main>\n");
}

bool report_make(const ReportRequest *request, Text *out) {
    const Plan *plan = request->plan;
    const bool is_handout = request->kind == REPORT_HANDOUT;
    Telling telling = {0};
    Timeline *timeline = timeline_create(plan, BUDGET);
    if (!timeline || (!is_handout && !telling_carry_out(&telling, plan, plan->run_min))) out->failed = true;
    if (!out->failed) {
        page_open(out, plan, title_of(plan), !is_handout);
        if (is_handout)
            add_handout(out, request, timeline);
        else if (request->kind == REPORT_ANSWERS)
            add_answers(out, request, &telling, timeline);
        else
            add_whole(out, request, &telling, timeline);
        page_close(out, !is_handout);
    }
    telling_free(&telling);
    timeline_destroy(timeline);
    return !out->failed;
}
