#include "ui/figures/life.h"

#include <stdlib.h>

/* Room for one more; false: out of memory. */
static bool make_room(void **array, size_t count, size_t *capacity, size_t size) {
    if (count < *capacity) return true;
    const size_t more = *capacity ? 2 * *capacity : 16;
    void *larger = realloc(*array, more * size);
    if (!larger) return false;
    *array = larger;
    *capacity = more;
    return true;
}

static void add_span(Life *life, Span span) {
    void *spans = life->spans;
    if (!make_room(&spans, life->count, &life->capacity, sizeof *life->spans)) life->failed = true;
    life->spans = spans;
    if (!life->failed) life->spans[life->count++] = span;
}

static void add_mark(Life *life, LifeMark mark) {
    void *marks = life->marks;
    if (!make_room(&marks, life->mark_count, &life->mark_capacity, sizeof *life->marks)) life->failed = true;
    life->marks = marks;
    if (!life->failed) life->marks[life->mark_count++] = mark;
}

static void note_mark(Life *life, const Doing *doing) {
    if (doing->kind == ROW_LAPSE || doing->kind == ROW_NOTICE)
        add_mark(life, (LifeMark){doing->at, doing->kind});
}

static void turn_spans(Span spans[], size_t count) {
    for (size_t i = 0; i < count / 2; i++) {
        const Span other = spans[i];
        spans[i] = spans[count - 1 - i];
        spans[count - 1 - i] = other;
    }
}

static void turn_marks(LifeMark marks[], size_t count) {
    for (size_t i = 0; i < count / 2; i++) {
        const LifeMark other = marks[i];
        marks[i] = marks[count - 1 - i];
        marks[count - 1 - i] = other;
    }
}

/* Spans that look alike are one, unless the second began as new. */
static void join(Life *life) {
    size_t kept = 0;
    for (size_t i = 0; i < life->count; i++) {
        if (kept > 0 && life->spans[kept - 1].look == life->spans[i].look && !life->spans[i].is_reset)
            life->spans[kept - 1].to = life->spans[i].to;
        else
            life->spans[kept++] = life->spans[i];
    }
    life->count = kept;
}

void life_of(Life *life, const Record *record, uint32_t machine, int32_t from, int32_t to) {
    const int32_t kept = record_doings_until(record);
    life->count = life->mark_count = 0;
    life->is_cut = kept < to;
    if (kept < from) return;
    int32_t until = life->is_cut ? kept : to;
    Doing doing;
    bool any = record_last_doing(record, machine, until, &doing);
    for (; any && doing.at > from; any = record_doing_before(record, &doing)) {
        note_mark(life, &doing);
        const bool is_same_minute = life->count > 0 && doing.at == until; /* the last one there counts */
        if (!is_same_minute) add_span(life, (Span){doing.at, until, doing.look, false});
        if (doing.kind == ROW_RESET && life->count > 0) life->spans[life->count - 1].is_reset = true;
        until = doing.at;
    }
    add_span(life, (Span){from, until, any ? doing.look : LOOK_ABSENT, false});
    for (; any && doing.at == from; any = record_doing_before(record, &doing)) note_mark(life, &doing);
    if (!life->failed) {
        turn_spans(life->spans, life->count);
        turn_marks(life->marks, life->mark_count);
        join(life);
    }
}

void life_free(Life *life) {
    free(life->spans);
    free(life->marks);
    *life = (Life){0};
}

bool life_same(const Life *a, const Life *b) {
    if (a->count != b->count || a->mark_count != b->mark_count || a->is_cut != b->is_cut) return false;
    for (size_t i = 0; i < a->count; i++) {
        const Span *one = &a->spans[i], *other = &b->spans[i];
        if (one->from != other->from || one->to != other->to || one->look != other->look ||
            one->is_reset != other->is_reset)
            return false;
    }
    for (size_t i = 0; i < a->mark_count; i++)
        if (a->marks[i].at != b->marks[i].at || a->marks[i].kind != b->marks[i].kind) return false;
    return true;
}
