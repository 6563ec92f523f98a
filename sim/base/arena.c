#include "sim/base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 16 * 1024, ALIGNMENT = 16 };

struct ArenaBlock {
    ArenaBlock *older;
    size_t size;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

void *arena_take(Arena *arena, size_t count, size_t size) {
    if (size && count > (SIZE_MAX / 2 - BLOCK) / size) return NULL;
    const size_t wanted = (count * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (!arena->newest || arena->newest->size - arena->used < wanted) {
        const size_t block_size = wanted > BLOCK ? wanted : BLOCK;
        ArenaBlock *block =
            calloc(1, sizeof *block + block_size); /* calloc: the system's zero pages cost nothing */
        if (!block) return NULL;
        block->older = arena->newest;
        block->size = block_size;
        arena->newest = block;
        arena->used = 0;
    }
    void *taken = arena->newest->bytes + arena->used;
    arena->used += wanted;
    return taken;
}

char *arena_copy(Arena *arena, const char *bytes, size_t length) {
    char *copy = arena_take(arena, length + 1, 1);
    if (copy && length) memcpy(copy, bytes, length);
    return copy;
}

void arena_free(Arena *arena) {
    while (arena->newest) {
        ArenaBlock *older = arena->newest->older;
        free(arena->newest);
        arena->newest = older;
    }
    arena->used = 0;
}
