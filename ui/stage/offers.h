/* offers: what the window's menus offer: the changes of MODEL.md section 4 for a machine, a group, a host or
 * a place; variants; the branches there are; what can be saved. Leaves out: what comes of a choice
 * (stage_change.c). */
#ifndef LEASELAB_STAGE_OFFERS_H
#define LEASELAB_STAGE_OFFERS_H

#include "ui/stage/frame.h"
#include "ui/stage/menu.h"

/* Each begins the menu anew. Rows of changes mean the change as lanes_branch takes it; what is so already at
 * the minute shown is not offered. False: nothing of it can be changed, and the menu is as it was. */
bool offers_subject(Menu *menu, const Shown *now, Subject what);
/* Of a group those that are there. */
bool offers_group(Menu *menu, const Shown *now, uint32_t group);
void offers_all(Menu *menu, const Shown *now);
/* Whom to change: "host 3", "place 2", "group 1", "all", "typed", or a service's change at once. */
void offers_whom(Menu *menu, const Shown *now);
/* Rows mean a path and a value to be changed: "machines.lab.count=30". */
void offers_variants(Menu *menu, const Plan *plan);
/* Rows mean a lane's number. */
void offers_branches(Menu *menu, const Lanes *lanes, int shown);
/* svg, png, pdf, film, yaml. */
void offers_saving(Menu *menu);

#endif
