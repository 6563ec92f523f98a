/* sites: who is where at the end of a minute: machines by place and group, how they look, and which are off.
 * Single machines are kept of small groups only. Leaves out: hosts and services, which the run's head has. */
#ifndef LEASELAB_FIGURES_SITES_H
#define LEASELAB_FIGURES_SITES_H

#include "ui/figures/request.h"

enum { SITE_MEMBERS = 6 }; /* groups with no more machines are told one by one */

/* The machines of a group that are in one place. */
typedef struct {
    uint32_t group, place;
    uint32_t machines, off; /* off: switched off or not present, and not absent */
    uint32_t looks[LOOK_COUNT];
    struct {
        uint32_t machine;
        Look look;
        bool is_off;
    } members[SITE_MEMBERS]; /* in machine order; all of them where the group is that small, else none */
    uint32_t member_count;
} Crew;

/* Starts as {0}. Owns the crews: in order of places, then of groups as they were asked for. */
typedef struct {
    Crew *crews;
    uint32_t count;
} Sites;

/* Carries the timeline there. False: out of memory; free them all the same. */
bool sites_find(Sites *sites, const FigureRequest *request, int32_t at);
void sites_free(Sites *sites);
/* How many are in a place. */
uint32_t sites_in(const Sites *sites, uint32_t place);
/* The first crew of a place; they follow each other. `count` when there is none. */
uint32_t sites_first(const Sites *sites, uint32_t place);

#endif
