/* names: what a name in a scenario stands for. Hosts, services, places and groups share one name space.
 * Leaves out: the names of products, which have one of their own, and of single machines (plan.h). */
#ifndef LEASELAB_SCENARIO_NAMES_H
#define LEASELAB_SCENARIO_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { NAMED_NOTHING, NAMED_SERVICE, NAMED_PLACE, NAMED_HOST, NAMED_GROUP, NAMED_COUNT } NamedKind;
extern const char *const NAMED_NAMES[NAMED_COUNT]; /* "a host" */

typedef struct {
    const char *name; /* lives as long as the table */
    NamedKind kind;
    uint32_t index;
    int line, column; /* where it was given; 0 for built-in names */
} Named;

/* Owns its entries, not the names. */
typedef struct {
    Named *entries;
    uint32_t *buckets; /* entry + 1 */
    uint32_t count, capacity;
} Names;

bool names_create(Names *names, uint32_t capacity); /* false: out of memory */
void names_destroy(Names *names);
const Named *names_find(const Names *names, const char *name); /* NULL when there is none */
/* The table must have room, and not this name. */
void names_add(Names *names, Named named);

#endif
