/* fleet_filter: which machines the fleet list shows, as somebody types it: words that are parts of names,
 * "state=licensed", "last=no-host", "due<1h", "lease<30d", "group=lab", "place=vpn"; together: all of them;
 * "!" before one: not. Leaves out: the list (fleet_list.h). */
#ifndef LEASELAB_STAGE_FLEET_FILTER_H
#define LEASELAB_STAGE_FLEET_FILTER_H

#include "sim/base/text.h"
#include "sim/model/look.h"
#include "sim/scenario/plan.h"

enum { FILTER_TERMS = 16, FILTER_WORD = 48 };

typedef enum {
    TERM_NAME,
    TERM_LOOK,
    TERM_STATE,
    TERM_LAST,
    TERM_DUE,
    TERM_LEASE,
    TERM_GROUP,
    TERM_PLACE
} TermKind;

typedef struct {
    TermKind kind;
    bool is_not;
    char word[FILTER_WORD]; /* of a name: in small letters */
    uint32_t value;         /* state, look, result, group, place */
    CompareOp op;           /* of due and lease … */
    int32_t minutes;        /* … against this */
} FilterTerm;

typedef struct {
    FilterTerm terms[FILTER_TERMS];
    int count;
} FleetFilter;

/* False: it is none, and `out_wrong` is a sentence that says what there is. "" shows all. */
bool fleet_filter_read(FleetFilter *out, const char *typed, const Plan *plan, Text *out_wrong);
/* `hides_due`: a question hides what is to come; then "due" shows all. */
bool fleet_filter_shows(const FleetFilter *filter, const Plan *plan, uint32_t number, const Machine *machine,
                        int32_t at, bool hides_due);

#endif
