/* arena: memory that is given back all at once. For what lives as long as a plan: names, texts, tables.
 * Leaves out: anything that grows or is freed by itself. */
#ifndef LEASELAB_BASE_ARENA_H
#define LEASELAB_BASE_ARENA_H

#include <stddef.h>

typedef struct ArenaBlock ArenaBlock;

/* Starts as {0}. Owns its blocks. */
typedef struct {
    ArenaBlock *newest;
    size_t used; /* bytes of the newest block */
} Arena;

/* Zeroed memory for `count` things of `size` bytes, suitably aligned; NULL when memory ran out. */
void *arena_take(Arena *arena, size_t count, size_t size);
/* A NUL-terminated copy; NULL when memory ran out. */
char *arena_copy(Arena *arena, const char *bytes, size_t length);
void arena_free(Arena *arena);

#endif
