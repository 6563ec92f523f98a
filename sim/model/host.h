/* host: volume-activation hosts, the other services, and what a place can reach. Plain values.
 * Leaves out: what a host remembers (ledger.h), and an attempt (asking.h). */
#ifndef LEASELAB_MODEL_HOST_H
#define LEASELAB_MODEL_HOST_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/check.h"
#include "sim/base/limits.h"
#include "sim/model/product.h"

typedef struct {
    int32_t retry_min, renewal_min; /* what it tells the machines it counts */
    int32_t memory_min;             /* how long it remembers an id */
    uint16_t priority, weight;      /* of its name record: lowest priority first, then by weight */
    uint8_t serves;                 /* pools, bits 1 << Pool */
    uint8_t activated, published, up;
    uint8_t restart_forgets;
    uint8_t activations; /* spent of its host key */
} Host;

typedef enum { SERVICE_DNS, SERVICE_DIRECTORY, SERVICE_CLOUD, SERVICE_ACTIVATION, SERVICE_COUNT } Service;
extern const char *const SERVICE_NAMES[SERVICE_COUNT];

/* The figures a host may have, and what a scenario says about them. */
enum {
    HOST_RHYTHM_LEAST = 15,             /* retry and renewal, minutes (SL) */
    HOST_RHYTHM_MOST = 30 * 1440,       /* 30 days (SL) */
    HOST_MEMORY_MOST = 10 * 365 * 1440, /* 10 years */
};

/* A host as a scenario that says nothing about it means it. */
Host host_default(void);

/* Spends one of the host key's activations: at most 6 different hosts, each at most 10 times (AC). False, and
 * nothing changed, where that is refused. A host that spent one before is not a new host. */
bool host_activate(Host *host, const Host hosts[], int host_count);

/* What a place cannot reach: one bit for each service, then for each host. */
enum { REACH_TARGETS = SERVICE_COUNT + LIMIT_HOSTS, REACH_WORDS = (REACH_TARGETS + 63) / 64 };
typedef struct {
    uint64_t blocked[REACH_WORDS];
} Place;

static inline int reach_service(Service service) { /* target number of a service … */
    return (int)service;
}
static inline int reach_host(int host) { /* … and of a host */
    return SERVICE_COUNT + host;
}
static inline bool place_reaches(const Place *place, int target) {
    CHECK(target >= 0 && target < REACH_TARGETS);
    return !(place->blocked[target / 64] >> (target % 64) & 1);
}
void place_block(Place *place, int target, bool blocked);
void place_block_all(Place *place);

#endif
