#include "ui/figures/calls.h"

#include <stdio.h>

#include "sim/base/check.h"

static Call call_to(CallTo to, int index, CallOutcome outcome, const char *answer, const char *word) {
    Call call = {.to = to, .index = index, .outcome = outcome};
    snprintf(call.answer, sizeof call.answer, "%s", answer);
    snprintf(call.word, sizeof call.word, "%s", word);
    return call;
}

static Call call_lookup(const Plan *plan, const Asked *asked) {
    if (!asked->log.lookup_answered)
        return call_to(CALL_LOOKUP, 0, CALL_UNANSWERED, "no answer",
                       asked->is_down ? "it is down" : "not reached");
    if (asked->published == 0) return call_to(CALL_LOOKUP, 0, CALL_REFUSED, "lookup", "no host");
    char names[CALL_TEXT];
    if (asked->published == 1)
        snprintf(names, sizeof names, "%s", plan->hosts[asked->first_published].name);
    else
        snprintf(names, sizeof names, "%d hosts", asked->published);
    return call_to(CALL_LOOKUP, 0, CALL_TOLD, "lookup", names);
}

static Call call_counted(const Row *row) {
    char count[CALL_TEXT];
    const bool granted = row->result == RESULT_GRANTED;
    snprintf(count, sizeof count, row->count > row->threshold ? "count %d ≥ %d" : "count %d of %d",
             row->count, row->threshold);
    return call_to(CALL_HOST, row->host, granted ? CALL_GRANTED : CALL_REFUSED, count,
                   !granted                      ? "refused"
                   : row->from == STATE_LICENSED ? "renewed"
                                                 : "granted");
}

static Call call_host(const Row *row, int host, Verdict verdict) {
    switch (verdict) {
    case VERDICT_DOWN: return call_to(CALL_HOST, host, CALL_UNANSWERED, "no answer", "it is down");
    case VERDICT_BLOCKED: return call_to(CALL_HOST, host, CALL_UNANSWERED, "no answer", "not reached");
    case VERDICT_NOT_ACTIVATED: return call_to(CALL_HOST, host, CALL_REFUSED, "declined", "not activated");
    case VERDICT_NOT_SERVED: return call_to(CALL_HOST, host, CALL_REFUSED, "declined", "not served");
    case VERDICT_CLOCKS_APART: return call_to(CALL_HOST, host, CALL_REFUSED, "refused", "clocks apart");
    case VERDICT_COUNTED: return call_counted(row);
    case VERDICT_COUNT: break;
    }
    CHECK(!"a Verdict");
}

static Call call_service(const Row *row, const Asked *asked) {
    const char *granted = row->from == STATE_LICENSED ? "renewed" : "granted";
    if (row->service < 0)
        return call_to(CALL_SERVICE, asked->service, CALL_UNANSWERED, "no answer",
                       asked->is_down ? "it is down" : "not reached");
    if (row->result == RESULT_GRANTED)
        return call_to(CALL_SERVICE, row->service, CALL_GRANTED, "asks", granted);
    return call_to(CALL_SERVICE, row->service, CALL_REFUSED, "refused", "not entitled");
}

int calls_of(Call out[CALLS_MOST], const Script *script, const Beat *attempt) {
    const Row *row = &script->rows[attempt->first];
    const Asked *asked = &script->asked[attempt->asked];
    const AskingLog *log = &asked->log;
    const int kept = log->count < ASKING_LOG ? log->count : ASKING_LOG;
    int count = 0;
    bool looked_up = false;
    if (asked->service >= 0) {
        out[0] = call_service(row, asked);
        return 1;
    }
    for (int c = 0; c < kept; c++) {
        if (log->candidates[c].kind == CANDIDATE_LOOKED_UP && !looked_up) {
            out[count++] = call_lookup(script->request->plan, asked);
            looked_up = true;
        }
        if (count == CALLS_MOST) count--; /* the last ones count */
        out[count++] = call_host(row, log->candidates[c].host, log->candidates[c].verdict);
    }
    if (log->count > kept && row->host >= 0) /* the one that answered is not in the log */
        out[count - 1] = call_host(row, row->host, row->counted ? VERDICT_COUNTED : VERDICT_CLOCKS_APART);
    if (log->looked_up && !looked_up) {
        if (count == CALLS_MOST) count--;
        out[count++] = call_lookup(script->request->plan, asked);
    }
    return count;
}
