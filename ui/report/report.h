/* report: a run, or its lesson, as one page of HTML that needs nothing else: read without a script, printed,
 * sent by mail. Leaves out: files. */
#ifndef LEASELAB_REPORT_REPORT_H
#define LEASELAB_REPORT_REPORT_H

#include "sim/scenario/plan.h"
#include "ui/canvas/font.h"

typedef enum {
    REPORT_WHOLE,   /* about, figures, story, claims, rules, fingerprint, the scenario itself */
    REPORT_HANDOUT, /* for students: what is known when the first question is asked, the questions, nothing
                       of what comes then */
    REPORT_ANSWERS  /* for the trainer */
} ReportKind;

typedef struct {
    ReportKind kind;
    const Plan *plan;
    const char *file; /* its last name, harmless; NULL: standard input */
    const char *source;
    size_t source_length; /* the scenario, as it was read */
    Font *font;
} ReportRequest;

/* A handout and answers need a question (plan_question_count). False: out of memory. */
bool report_make(const ReportRequest *request, Text *out);

#endif
