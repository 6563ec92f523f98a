#include "sim/run/otherwise.h"

#include <stdlib.h>
#include <string.h>

#include "sim/run/words.h"

/* ---- which belong together ---------------------------------------------------------------------------- */

/* What one claim or question says. */
typedef struct {
    const char *words;
    uint32_t number;
} Saying;

/* Those of one run; owns both. */
typedef struct {
    Text words; /* one behind the other, a NUL behind each */
    Saying *sayings;
    uint32_t count;
} Sayings;

typedef uint32_t SayAll(const Plan *plan, Text *out); /* answers how many there are */

static uint32_t say_claims(const Plan *plan, Text *out) {
    for (uint32_t c = 0; c < plan->expect_count; c++) {
        words_claim(out, plan, &plan->claims[c]);
        text_add_char(out, '\0');
    }
    return plan->expect_count;
}

/* A question and its choices; a step that only says is empty. */
static uint32_t say_questions(const Plan *plan, Text *out) {
    for (uint32_t s = 0; s < plan->step_count; s++) {
        const Step *step = &plan->steps[s];
        if (step->choice_count) text_add(out, step->ask);
        for (uint32_t c = 0; c < step->choice_count; c++) {
            text_add_char(out, '\n');
            text_add(out, plan->choices[step->first_choice + c].say);
        }
        text_add_char(out, '\0');
    }
    return plan->step_count;
}

static int by_words(const void *a, const void *b) {
    const Saying *x = a, *y = b;
    const int order = strcmp(x->words, y->words);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static bool sayings_create(Sayings *sayings, const Plan *plan, SayAll *say_all) {
    *sayings = (Sayings){0};
    sayings->count = say_all(plan, &sayings->words);
    sayings->sayings = malloc((sayings->count + 1) * sizeof *sayings->sayings);
    if (!sayings->sayings || sayings->words.failed) return false;
    const char *words = sayings->words.bytes;
    for (uint32_t i = 0; i < sayings->count; i++) {
        sayings->sayings[i] = (Saying){words, i};
        words += strlen(words) + 1;
    }
    qsort(sayings->sayings, sayings->count, sizeof *sayings->sayings, by_words);
    return true;
}

static void sayings_destroy(Sayings *sayings) {
    text_free(&sayings->words);
    free(sayings->sayings);
}

/* The number in b of what reads the same as each of a, or UINT32_MAX. NULL: out of memory. */
static uint32_t *find_partners(const Plan *a, const Plan *b, SayAll *say_all) {
    Sayings of_a, of_b = {0};
    uint32_t *partners = NULL;
    if (sayings_create(&of_a, a, say_all) && sayings_create(&of_b, b, say_all))
        partners = malloc((of_a.count + 1) * sizeof *partners);
    for (uint32_t i = 0, j = 0; partners && i < of_a.count; i++) {
        const Saying *saying = &of_a.sayings[i];
        while (j < of_b.count && strcmp(of_b.sayings[j].words, saying->words) < 0) j++;
        const bool same = j < of_b.count && strcmp(of_b.sayings[j].words, saying->words) == 0;
        partners[saying->number] = same ? of_b.sayings[j++].number : UINT32_MAX;
    }
    sayings_destroy(&of_a);
    sayings_destroy(&of_b);
    return partners;
}

/* ---- what is said of them ----------------------------------------------------------------------------- */

static void add_heading(Text *out, const VerdictMarks *marks, bool *told) {
    if (!*told) text_add_format(out, "\n%sWhat came out otherwise%s\n", marks->strong, marks->end);
    *told = true;
}

static void add_lines(Text *out, int a, int b) {
    text_add_format(out, a == b ? " (line %d)\n" : " (lines %d and %d)\n", a, b);
}

static void add_claim_side(Text *out, NamedRun side, uint32_t number, const VerdictMarks *marks) {
    const bool held = verdict_held(side.run, number);
    text_add_format(out, "    %-6s  %s%s%s", side.name, held ? marks->good : marks->bad,
                    held ? "held" : "FAILED", marks->end);
    if (!held) text_add(out, "  ");
    if (!held) verdict_why_not(out, side.run, number);
    text_add_char(out, '\n');
}

static void tell_claims(Text *out, NamedRun a, NamedRun b, const uint32_t *partners,
                        const VerdictMarks *marks, bool *told) {
    const Plan *plan = run_plan(a.run);
    for (uint32_t c = 0; c < plan->expect_count; c++) {
        const uint32_t other = partners[c];
        if (other == UINT32_MAX || verdict_held(a.run, c) == verdict_held(b.run, other)) continue;
        add_heading(out, marks, told);
        text_add(out, "  ");
        words_claim(out, plan, &plan->claims[c]);
        add_lines(out, plan->claims[c].line, run_plan(b.run)->claims[other].line);
        add_claim_side(out, a, c, marks);
        add_claim_side(out, b, other, marks);
    }
}

enum { SAID_MOST = 300 }; /* characters of a question or a choice */

static void add_answer_side(Text *out, NamedRun side, const Step *step, const VerdictMarks *marks) {
    const int choice = verdict_true_choice(side.run, step);
    text_add_format(out, "    %-6s  ", side.name);
    if (choice < 0)
        text_add_format(out, "%sFAILED%s  exactly one choice must turn out true", marks->bad, marks->end);
    else
        text_add_prose(out, run_plan(side.run)->choices[step->first_choice + (uint32_t)choice].say,
                       SAID_MOST);
    text_add_char(out, '\n');
}

static void tell_questions(Text *out, NamedRun a, NamedRun b, const uint32_t *partners,
                           const VerdictMarks *marks, bool *told) {
    const Plan *plan = run_plan(a.run);
    for (uint32_t s = 0; s < plan->step_count; s++) {
        const Step *step = &plan->steps[s];
        if (step->choice_count == 0 || partners[s] == UINT32_MAX) continue;
        const Step *other = &run_plan(b.run)->steps[partners[s]];
        if (verdict_true_choice(a.run, step) == verdict_true_choice(b.run, other)) continue;
        add_heading(out, marks, told);
        text_add(out, "  ");
        text_add_prose(out, step->ask, SAID_MOST);
        add_lines(out, step->line, other->line);
        add_answer_side(out, a, step, marks);
        add_answer_side(out, b, other, marks);
    }
}

bool otherwise_tell(Text *out, NamedRun a, NamedRun b, const VerdictMarks *marks) {
    uint32_t *claims = find_partners(run_plan(a.run), run_plan(b.run), say_claims);
    uint32_t *questions = find_partners(run_plan(a.run), run_plan(b.run), say_questions);
    bool told = false;
    if (claims) tell_claims(out, a, b, claims, marks, &told);
    if (questions) tell_questions(out, a, b, questions, marks, &told);
    const bool good = claims && questions;
    free(claims);
    free(questions);
    return good;
}
