#include "ui/figures/room.h"

#include <stdlib.h>

void room_free(Room *room) {
    free(room->boxes);
    *room = (Room){0};
}

bool room_is_free(const Room *room, Box box) {
    if (room->failed || !box_holds(room->within, box)) return false;
    for (size_t i = 0; i < room->count; i++)
        if (box_overlaps(room->boxes[i], box)) return false;
    return true;
}

void room_block(Room *room, Box box) {
    if (room->failed) return;
    if (room->count == room->capacity) {
        const size_t capacity = room->capacity ? 2 * room->capacity : 32;
        Box *boxes = realloc(room->boxes, capacity * sizeof *boxes);
        room->failed = !boxes;
        if (!boxes) return;
        room->boxes = boxes;
        room->capacity = capacity;
    }
    room->boxes[room->count++] = box;
}

bool room_take(Room *room, Box box) {
    if (!room_is_free(room, box)) return false;
    room_block(room, box);
    return !room->failed;
}
