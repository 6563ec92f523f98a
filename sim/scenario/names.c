#include "sim/scenario/names.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"

const char *const NAMED_NAMES[NAMED_COUNT] = {"nothing", "a service", "a place", "a host",
                                              "a group of machines"};

static uint32_t bucket_count(const Names *names) {
    return 2 * names->capacity + 1;
}

/* FNV-1a: short names, and nothing to be gained by flooding a table this small. */
static uint32_t hash(const char *name) {
    uint32_t h = UINT32_C(2166136261);
    for (; *name; name++) h = (h ^ (unsigned char)*name) * UINT32_C(16777619);
    return h;
}

bool names_create(Names *names, uint32_t capacity) {
    *names = (Names){.capacity = capacity};
    names->entries = calloc(capacity, sizeof *names->entries);
    names->buckets = calloc(bucket_count(names), sizeof *names->buckets);
    return names->entries && names->buckets;
}

void names_destroy(Names *names) {
    free(names->entries);
    free(names->buckets);
    *names = (Names){0};
}

static uint32_t *bucket_of(const Names *names, const char *name) {
    uint32_t at = hash(name) % bucket_count(names);
    while (names->buckets[at] && strcmp(names->entries[names->buckets[at] - 1].name, name) != 0)
        at = (at + 1) % bucket_count(names);
    return &names->buckets[at];
}

const Named *names_find(const Names *names, const char *name) {
    const uint32_t held = *bucket_of(names, name);
    return held ? &names->entries[held - 1] : NULL;
}

void names_add(Names *names, Named named) {
    uint32_t *bucket = bucket_of(names, named.name);
    CHECK(names->count < names->capacity && *bucket == 0);
    names->entries[names->count++] = named;
    *bucket = names->count;
}
