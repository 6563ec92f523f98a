#include "ui/canvas/hits.h"

#include <stdlib.h>

void hits_free(Hits *hits) {
    free(hits->boxes);
    *hits = (Hits){0};
}

void hits_clear(Hits *hits) {
    hits->count = 0;
}

void hits_add(Hits *hits, Box box, Hit hit) {
    if (hits->failed || hit.kind == 0 || box.width <= 0 || box.height <= 0) return;
    if (hits->count == hits->capacity) {
        const size_t capacity = hits->capacity ? 2 * hits->capacity : 64;
        HitBox *boxes = realloc(hits->boxes, capacity * sizeof *boxes);
        if (!boxes) {
            hits->failed = true;
            return;
        }
        hits->boxes = boxes;
        hits->capacity = capacity;
    }
    hits->boxes[hits->count++] = (HitBox){box, hit};
}

Hit hits_at(const Hits *hits, Point point) {
    for (size_t i = hits->count; i-- > 0;)
        if (box_has(hits->boxes[i].box, point)) return hits->boxes[i].hit;
    return (Hit){0, 0};
}
