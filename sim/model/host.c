#include "sim/model/host.h"

#include <string.h>

#include "sim/base/minutes.h"

const char *const SERVICE_NAMES[SERVICE_COUNT] = {"dns", "directory", "cloud", "activation"};

Host host_default(void) {
    return (Host){
        .retry_min = 2 * (int32_t)HOUR_MIN,
        .renewal_min = 7 * (int32_t)DAY_MIN,
        .memory_min = 30 * (int32_t)DAY_MIN,
        .serves = 1u << POOL_OFFICE | 1u << POOL_WINDOWS,
        .activated = 1,
        .published = 1,
        .up = 1,
    };
}

bool host_activate(Host *host, const Host hosts[], int host_count) {
    if (host->activations >= HOST_KEY_ACTIVATIONS) return false;
    if (host->activations == 0) {
        int activated_hosts = 0;
        for (int i = 0; i < host_count; i++) activated_hosts += hosts[i].activations > 0;
        if (activated_hosts >= HOST_KEY_HOSTS) return false;
    }
    host->activations++;
    host->activated = 1;
    return true;
}

void place_block(Place *place, int target, bool blocked) {
    CHECK(target >= 0 && target < REACH_TARGETS);
    const uint64_t bit = UINT64_C(1) << (target % 64);
    if (blocked)
        place->blocked[target / 64] |= bit;
    else
        place->blocked[target / 64] &= ~bit;
}

void place_block_all(Place *place) {
    memset(place->blocked, 0xFF, sizeof place->blocked);
}
