/* calls: an attempt as it is drawn: whom the machine calls, one after the other, and what comes back. Leaves
 * out: where. */
#ifndef LEASELAB_FIGURES_CALLS_H
#define LEASELAB_FIGURES_CALLS_H

#include "ui/figures/script.h"

typedef enum { CALL_LOOKUP, CALL_HOST, CALL_SERVICE } CallTo;

typedef enum {
    CALL_TOLD, /* the name lookup gives hosts */
    CALL_GRANTED,
    CALL_REFUSED,    /* or declined: it answers, and that is not it */
    CALL_UNANSWERED, /* nothing comes back */
    CALL_OUTCOMES
} CallOutcome;

enum { CALLS_MOST = 8, CALL_TEXT = 64 };

typedef struct {
    CallTo to;
    int index; /* host or service; 0 for the lookup */
    CallOutcome outcome;
    /* "count 4 of 5", "refused": what comes back, and what that is; what was asked for, and what is told */
    char answer[CALL_TEXT], word[CALL_TEXT];
} Call;

/* Answers how many. Of very many candidates in one attempt those in the middle are left out. */
int calls_of(Call out[CALLS_MOST], const Script *script, const Beat *attempt);

#endif
