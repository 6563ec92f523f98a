#include "sim/scenario/read_selection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/scenario/reading_names.h"

/* The number at *text, which moves behind it; 0 when there is none or it is too large to be a member. */
static uint32_t take_member(const char **text) {
    uint64_t number = 0;
    if (**text == '0') { /* no member; nor is 03 */
        while (**text >= '0' && **text <= '9') (*text)++;
        return 0;
    }
    while (**text >= '0' && **text <= '9' && number <= LIMIT_MACHINES)
        number = number * 10 + (uint64_t)(*(*text)++ - '0');
    while (**text >= '0' && **text <= '9') (*text)++;
    return number > LIMIT_MACHINES ? LIMIT_MACHINES + 1 : (uint32_t)number;
}

/* `[3]` or `[2..5]` behind a group's name. */
static bool read_members(Reader *reader, const Node *node, const char *brackets, uint32_t number,
                         MachineRange *out) {
    const Group *group = &reader->plan->groups[number];
    const char *at = brackets + 1;
    const bool digit = *at >= '0' && *at <= '9';
    const uint32_t from = take_member(&at);
    uint32_t to = from;
    bool formed = digit;
    if (formed && at[0] == '.' && at[1] == '.') {
        at += 2;
        formed = *at >= '0' && *at <= '9';
        to = take_member(&at);
    }
    if (!formed || strcmp(at, "]") != 0) {
        complain(reader, node, "bad-members", "expected: a group, group[3] or group[2..5]",
                 "'%s' does not say which members", reading_shown(reader, node));
        return false;
    }
    if (reader->group_doubtful[number]) return false;
    if (from < 1 || to < 1 || from > group->count || to > group->count) {
        complain(reader, node, "no-such-member", NULL,
                 group->count == 1 ? "'%s' is not there: '%s' is one machine, its member 1"
                                   : "'%s' is not there: '%s' has the members 1 to %u",
                 reading_shown(reader, node), group->name, (unsigned)group->count);
        return false;
    }
    if (to < from) {
        complain(reader, node, "out-of-order", NULL, "'%s' runs backwards", reading_shown(reader, node));
        return false;
    }
    *out = (MachineRange){group->first + from - 1, to - from + 1};
    return true;
}

/* A machine's own name is not how members are selected: says how. */
static const char *help_for(Reader *reader, const char *name, char help[128]) {
    uint32_t machine;
    if (strchr(name, ',')) return "several are a list, as in [lab, sarah]";
    if (!plan_find_machine(reader->plan, name, &machine))
        return suggest_name(reader, name, 1u << NAMED_GROUP);
    const Group *group = &reader->plan->groups[plan_group_of(reader->plan, machine)];
    snprintf(help, 128, "members are written \"%s[%u]\"", group->name,
             (unsigned)(machine - group->first + 1));
    return help;
}

static bool read_range(Reader *reader, const Node *node, MachineRange *out) {
    char name[LIMIT_NAME + 1], help[128];
    if (node->kind != NODE_SCALAR) {
        complain(reader, node, "wrong-kind", NULL, "which machines is %s; expected a group",
                 node_kind_name(node));
        return false;
    }
    const char *text = node_text(reader->document, node);
    const size_t length = strcspn(text, "[");
    const Named *named = NULL;
    if (length <= LIMIT_NAME) {
        memcpy(name, text, length);
        name[length] = '\0';
        named = names_find(&reader->names, name);
    }
    if (!named || named->kind != NAMED_GROUP) {
        if (length <= LIMIT_NAME && reading_gives(reader, name, 1u << NAMED_GROUP)) return false;
        complain(reader, node, "unknown-name", length <= LIMIT_NAME ? help_for(reader, name, help) : NULL,
                 "'%s' is no group of machines", reading_shown(reader, node));
        return false;
    }
    const Group *group = &reader->plan->groups[named->index];
    if (text[length] == '[') return read_members(reader, node, text + length, named->index, out);
    *out = (MachineRange){group->first, group->count};
    return true;
}

static int by_first(const void *a, const void *b) {
    const MachineRange *x = a, *y = b;
    return (x->first > y->first) - (x->first < y->first);
}

/* Sorts ranges and makes one of those that touch; answers how many are left. */
static uint32_t merge(MachineRange *ranges, uint32_t count) {
    qsort(ranges, count, sizeof *ranges, by_first);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        MachineRange *last = kept ? &ranges[kept - 1] : NULL;
        if (!last || ranges[i].first > last->first + last->count) {
            ranges[kept++] = ranges[i];
            continue;
        }
        const uint32_t end = ranges[i].first + ranges[i].count;
        if (end > last->first + last->count) last->count = end - last->first;
    }
    return kept;
}

bool read_selection(Reader *reader, const Node *node, Selection *out) {
    const bool list = node->kind == NODE_LIST;
    if (list && node->count == 0) {
        complain(reader, node, "empty-list", NULL, "the list of machines is empty");
        return false;
    }
    MachineRange *ranges = reading_take(reader, list ? node->count + 1 : 1, sizeof *ranges);
    if (!ranges) return false;
    uint32_t count = 0;
    bool good = true, all = false;
    for (const Node *entry = list ? node_first(reader->document, node) : node; entry;
         entry = list ? node_next(reader->document, entry) : NULL) {
        if (reading_full(reader)) return false;
        if (node_is(reader->document, entry, "all"))
            all = true;
        else if (read_range(reader, entry, &ranges[count]))
            count++;
        else
            good = false;
    }
    count = merge(ranges, count);
    *out = (Selection){
        .ranges = ranges, .range_count = count, .all = all, .named = ranges, .named_count = count};
    if (all) {
        ranges[count] = (MachineRange){0, reader->plan->machine_count};
        out->ranges = &ranges[count];
        out->range_count = 1;
    }
    for (uint32_t r = 0; r < out->range_count; r++) out->machines += out->ranges[r].count;
    if (!good) *out = (Selection){0};
    return good;
}

bool selection_is_sure(const Reader *reader, Selection selection) {
    const Plan *plan = reader->plan;
    for (uint32_t r = 0; r < selection.range_count; r++) {
        const uint32_t end = selection.ranges[r].first + selection.ranges[r].count;
        for (uint32_t g = plan_group_of(plan, selection.ranges[r].first);
             g < plan->group_count && plan->groups[g].first < end; g++)
            if (reader->group_doubtful[g]) return false;
    }
    return selection.machines > 0;
}
