/* fleet: small fleets whose every situation can be looked at, and what may be done to them. Each is a
 * scenario as anybody could write it, without changes; what `prove` does with it is to try them all.
 *
 * Two kinds. In a fleet with switches something may be out of order in every minute in which somebody asks,
 * and is in order again after it: nothing is remembered of it. In a fleet with deeds one of them may be done
 * at each beat, and stays done. Leaves out: searching (search.h). */
#ifndef LEASELAB_PROVE_FLEET_H
#define LEASELAB_PROVE_FLEET_H

#include <stdbool.h>
#include <stdint.h>

enum { SWITCHES_MOST = 5, DEEDS_MOST = 20, MOVES_MOST = 1 << SWITCHES_MOST };

/* Entries of `changes` without their `at`: what breaks something, and what mends it. */
typedef struct {
    const char *off, *on;
} Switch;

typedef struct {
    const char *name;
    const char *about; /* half a sentence */
    const char *yaml;  /* products, hosts, places, machines; all machines start at once */
    Switch switches[SWITCHES_MOST];
    const char *deeds[DEEDS_MOST]; /* entries of `changes` without their `at` */
    int32_t beat_min; /* with deeds: how long from one to the next, where nothing happens before */
    bool recovers;    /* from everywhere all machines can be licensed again */
    bool deep;        /* takes longer than a lesson's patience */
} Fleet;

extern const Fleet FLEETS[];
int fleet_count(void);
/* The fleet of this name, or NULL. */
const Fleet *fleet_find(const char *name);

int fleet_switch_count(const Fleet *fleet);
int fleet_deed_count(const Fleet *fleet);
/* How many different things may be done in one step: nothing, each deed; or each set of switches. */
int fleet_move_count(const Fleet *fleet);

#endif
