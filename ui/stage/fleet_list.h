/* fleet_list: the keyboard twin of the stage: hosts, then machines: letter, name, state, next due; filtered
 * by an expression, sorted. Leaves out: what a click or key does (stage.h). */
#ifndef LEASELAB_STAGE_FLEET_LIST_H
#define LEASELAB_STAGE_FLEET_LIST_H

#include "ui/stage/frame.h"

/* What is in it, in order. Starts as {0}; owns `machines`. Arranging costs a look at each machine; of fleets
 * larger than WHOLE_MOST only some stand in it as witnesses, and the list says so. */
typedef struct FleetList {
    uint32_t *machines;
    uint32_t machine_count, capacity;
    uint32_t left_out; /* by the filter, or since there are too many */
} FleetList;

/* False: out of memory. */
bool fleet_list_arrange(FleetList *list, const Frame *frame);
void fleet_list_free(FleetList *list);
/* Rows: the hosts, then the machines. */
uint32_t fleet_list_rows(const FleetList *list, const Frame *frame);
Subject fleet_list_subject(const FleetList *list, const Frame *frame, uint32_t row);
/* The row of a subject; false: it is not in the list. */
bool fleet_list_find(const FleetList *list, const Frame *frame, Subject subject, uint32_t *out_row);
/* How many rows fit into a box from row `top` on: hosts need more room than many machines. */
uint32_t fleet_list_fits(const Frame *frame, Box box, uint32_t top);
/* Is it an expression that the list understands? Otherwise `out_wrong` says what it does understand: words
 * that are parts of names, "state=licensed", "last=no-host", "due<1h", "lease<30d", "group=lab", "place=vpn";
 * together: all of them; "!" before one: not. */
bool fleet_filter_parse(const char *typed, const Plan *plan, Text *out_wrong);

void fleet_list_draw(const FleetList *list, const Frame *frame, Canvas *canvas, Box box);
void fleet_list_tell(const FleetList *list, const Frame *frame, Text *out);

#endif
