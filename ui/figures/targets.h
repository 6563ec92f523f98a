/* targets: the hosts and services of a network: what is wrong with them, and what hosts count. Leaves out:
 * who reaches them (network.c). */
#ifndef LEASELAB_FIGURES_TARGETS_H
#define LEASELAB_FIGURES_TARGETS_H

#include "ui/figures/block.h"
#include "ui/figures/gauge.h"

enum { TARGETS_MOST = 16 };

typedef struct {
    int target;                    /* of a place's reach (host.h) */
    int host;                      /* -1: a service */
    bool is_down;                  /* it answers nobody */
    bool declines, is_unpublished; /* of a host */
    Box box;
    Block words; /* below the name */
    Gauge gauges[POOL_COUNT];
    int gauge_count;
} Target;

/* Starts as {0}. */
typedef struct {
    Target targets[TARGETS_MOST];
    int count;
    int left_out;
} Targets;

/* Hosts first, in the order of the file, then the services that the groups asked for need. */
void targets_find(Targets *targets, const FigureRequest *request, const World *head);
Px targets_lay_out(Targets *targets, const FigureRequest *request, const World *head, const Font *font, Px x,
                   Px y, Px width);
void targets_move(Targets *targets, Px down);
void targets_draw(const Targets *targets, const Plan *plan, Canvas *canvas);
void targets_add_legend(const Targets *targets, Legend *legend);

/* Does a group asked for ask this service, or for this pool? */
bool target_service_is_needed(const FigureRequest *request, Service service);
bool target_pool_is_needed(const FigureRequest *request, Pool pool);
/* "name lookup (dns)", or the host's name. */
const char *target_name(const Plan *plan, const Target *target);
/* The cross of what does not answer or is not reached. */
void target_draw_cross(Canvas *canvas, Point centre);

#endif
