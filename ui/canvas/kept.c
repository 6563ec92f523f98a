#include "ui/canvas/kept.h"

#include <stdlib.h>
#include <string.h>

void kept_free(Kept *kept) {
    free(kept->key);
    free(kept->pixels);
    free(kept->hits);
    *kept = (Kept){0};
}

static bool is_same(const Kept *kept, PixelBox box, const void *key, size_t size) {
    return kept->pixels && kept->key_size == size && memcmp(kept->key, key, size) == 0 &&
           memcmp(&kept->box, &box, sizeof box) == 0;
}

static unsigned char *line_of(cairo_surface_t *surface, const Kept *kept, int line) {
    return cairo_image_surface_get_data(surface) +
           (size_t)(kept->box.top + line) * (size_t)cairo_image_surface_get_stride(surface) +
           (size_t)kept->box.left * sizeof *kept->pixels;
}

static void begin(Kept *kept, PixelBox box, const void *key, size_t size, const Hits *hits) {
    kept_free(kept);
    kept->key = malloc(size);
    if (!kept->key) return;
    memcpy(kept->key, key, size);
    kept->key_size = size;
    kept->box = box;
    kept->hits_before = hits ? hits->count : 0;
}

bool kept_show(Kept *kept, cairo_surface_t *surface, PixelBox box, const void *key, size_t size, Hits *hits) {
    if (!is_same(kept, box, key, size)) {
        begin(kept, box, key, size, hits);
        return false;
    }
    cairo_surface_flush(surface);
    const size_t across = (size_t)box.width;
    for (int y = 0; y < box.height; y++)
        memcpy(line_of(surface, kept, y), kept->pixels + (size_t)y * across, across * sizeof *kept->pixels);
    cairo_surface_mark_dirty(surface);
    for (size_t h = 0; hits && h < kept->hit_count; h++) hits_add(hits, kept->hits[h].box, kept->hits[h].hit);
    return true;
}

void kept_take(Kept *kept, cairo_surface_t *surface, const Hits *hits) {
    if (!kept->key) return;
    const size_t across = (size_t)kept->box.width, count = hits ? hits->count - kept->hits_before : 0;
    uint32_t *pixels = malloc(across * (size_t)kept->box.height * sizeof *pixels);
    kept->hits = malloc((count + 1) * sizeof *kept->hits);
    if (!pixels || !kept->hits) {
        free(pixels);
        return;
    }
    cairo_surface_flush(surface);
    for (int y = 0; y < kept->box.height; y++)
        memcpy(pixels + (size_t)y * across, line_of(surface, kept, y), across * sizeof *pixels);
    if (count) memcpy(kept->hits, hits->boxes + kept->hits_before, count * sizeof *kept->hits);
    kept->hit_count = count;
    kept->pixels = pixels;
}
