/* regions: the places of a network, each with the machines that are in it: one by one, or how many look how.
 *
 *     ╭ vpn ──────────────── 31 machines ╮
 *     │ lab                              │
 *     │   ● 25   ◆ 3   ⊠ 2   off 1       │
 *     │ ● sarah                          │
 *     ╰──────────────────────────────────╯
 *
 * Leaves out: what they reach (network.c). */
#ifndef LEASELAB_FIGURES_REGIONS_H
#define LEASELAB_FIGURES_REGIONS_H

#include "ui/figures/legend.h"
#include "ui/figures/sites.h"

enum { REGIONS_MOST = 16, REGION_GROUPS_MOST = 40 };

/* Something in a region: a machine, or a count. */
typedef struct {
    Box box;
    int look; /* LOOK_COUNT: a text without a sign */
    Text text;
    bool is_heading, begins_line;
} RegionItem;

typedef struct {
    uint32_t place;
    Box box;
    RegionItem *items; /* owned */
    size_t count, capacity;
    Text machines; /* "31 machines" */
    bool reaches_nothing;
} Region;

/* Starts as {0}. */
typedef struct {
    Region regions[REGIONS_MOST];
    int count;
    int places_left_out;       /* with machines in them */
    bool any_look[LOOK_COUNT]; /* that have a sign */
    bool failed;
} Regions;

/* A region for each place with machines in it. False: out of memory; free them all the same. */
bool regions_find(Regions *regions, const FigureRequest *request, const Sites *sites, const World *head);
/* From the top, in a column of this width; answers where it ends. */
Px regions_lay_out(Regions *regions, const Font *font, Px x, Px y, Px width);
/* All of them further down. */
void regions_move(Regions *regions, Px down);
void regions_draw(const Regions *regions, const Plan *plan, Canvas *canvas);
void regions_add_legend(const Regions *regions, Legend *legend);
void regions_free(Regions *regions);

#endif
