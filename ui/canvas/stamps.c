#include "ui/canvas/stamps.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/check.h"

/* A window with 50 machines uses some hundreds. A power of two; half of the slots stay empty, so that looking
 * for one ends soon. */
enum { SLOTS = 4096, STAMPS_MOST = SLOTS / 2 };
/* 16 MB. */
static const int64_t PIXELS_MOST = INT64_C(1) << 22;

typedef struct Stamp {
    StampKey key;
    cairo_surface_t *surface; /* NULL: the slot is empty */
} Stamp;

void stamps_free(Stamps *stamps) {
    for (int i = 0; stamps->slots && i < SLOTS; i++)
        if (stamps->slots[i].surface) cairo_surface_destroy(stamps->slots[i].surface);
    free(stamps->slots);
    *stamps = (Stamps){0};
}

/* FNV-1a over words. */
static uint32_t hash(const StampKey *key) {
    uint64_t sum = UINT64_C(0xCBF29CE484222325);
    uint64_t words[sizeof *key / sizeof(uint64_t)];
    memcpy(words, key, sizeof words);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        sum = (sum ^ words[i] ^ words[i] >> 32) * UINT64_C(0x100000001B3);
    return (uint32_t)(sum ^ sum >> 32);
}

/* Where it is, or the empty slot where it belongs. */
static Stamp *slot_of(const Stamps *stamps, const StampKey *key) {
    uint32_t at = hash(key) % SLOTS;
    while (stamps->slots[at].surface && memcmp(&stamps->slots[at].key, key, sizeof *key) != 0)
        at = (at + 1) % SLOTS;
    return &stamps->slots[at];
}

cairo_surface_t *stamps_find(const Stamps *stamps, const StampKey *key) {
    return stamps->slots ? slot_of(stamps, key)->surface : NULL;
}

cairo_surface_t *stamps_add(Stamps *stamps, const StampKey *key, int width, int height) {
    CHECK(width > 0 && height > 0);
    const int64_t pixels = (int64_t)width * height;
    if (stamps->count == STAMPS_MOST || stamps->pixels + pixels > PIXELS_MOST) stamps_free(stamps);
    if (!stamps->slots) stamps->slots = calloc(SLOTS, sizeof *stamps->slots);
    if (!stamps->slots) return NULL;
    Stamp *slot = slot_of(stamps, key);
    CHECK(!slot->surface);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(surface);
        return NULL;
    }
    *slot = (Stamp){*key, surface};
    stamps->count++;
    stamps->pixels += pixels;
    return surface;
}
