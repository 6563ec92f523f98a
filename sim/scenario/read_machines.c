#include "sim/scenario/read_machines.h"

#include <string.h>

#include "sim/scenario/read_products.h"
#include "sim/scenario/astray.h"
#include "sim/scenario/reading_names.h"
#include "sim/scenario/section.h"

enum {
    GROUP_PRODUCT,
    GROUP_COUNT,
    GROUP_STARTS,
    GROUP_ON,
    GROUP_PLACE,
    GROUP_IDS,
    GROUP_USE,
    GROUP_CACHE,
    GROUP_JITTER,
    GROUP_SKEW,
    GROUP_POWER,
    GROUP_SIGN,
    GROUP_FIELDS
};

static void read_starts(Reader *reader, const Node *node, Group *group) {
    static const Field FIELDS[] = {{"from", true}, {"to", true}, {"spread", false}};
    static const char *const SPREADS[] = {"even", "random"};
    const Node *values[3], *keys[3];
    if (node->kind == NODE_SCALAR) {
        if (read_instant(reader, node, "starts", (int32_t)LONGEST_MIN, &group->starts_from))
            group->starts_to = group->starts_from;
        return;
    }
    if (!read_map(reader, node, "starts", FIELDS, 3, false, values, keys) || !values[0] || !values[1]) return;
    int32_t from, to;
    int spread = SPREAD_EVEN;
    const bool begins = read_instant(reader, values[0], "from", (int32_t)LONGEST_MIN, &from);
    const bool ends = read_instant(reader, values[1], "to", (int32_t)LONGEST_MIN, &to);
    if (values[2] && read_choice(reader, values[2], "spread", SPREADS, 2, &spread))
        group->spread = (Spread)spread;
    if (!begins || !ends) return;
    if (to < from) {
        complain(reader, values[1], "out-of-order", NULL, "'to' is before 'from'");
        return;
    }
    group->starts_from = from;
    group->starts_to = to;
}

static void read_days(Reader *reader, const Node *node, Timetable *on) {
    if (!read_list(reader, node, "days")) return;
    if (node->count == 0) complain(reader, node, "empty-list", NULL, "'days' names no day");
    uint8_t days = 0;
    for (const Node *entry = node_first(reader->document, node); entry && !reading_full(reader);
         entry = node_next(reader->document, entry)) {
        int day;
        if (!read_choice(reader, entry, "a day", WEEKDAY_NAMES, 7, &day)) continue;
        if (days >> day & 1)
            complain(reader, entry, "duplicate-value", NULL, "'%s' stands twice", WEEKDAY_NAMES[day]);
        days |= (uint8_t)(1u << day);
    }
    on->days = days;
}

static bool read_clock(Reader *reader, const Node *node, const char *what, int16_t *out) {
    int minute;
    const char *text = read_scalar(reader, node, what, "a time such as \"09:00\"");
    if (text && clock_parse(text, node->count, &minute)) {
        *out = (int16_t)minute;
        return true;
    }
    if (text)
        complain(reader, node, "not-a-time", "expected: \"HH:MM\", from \"00:00\" to \"24:00\"",
                 "%s '%s' is no time of a day", what, reading_shown(reader, node));
    return false;
}

static void read_chance(Reader *reader, const Node *node, uint8_t *out) {
    int percent = 0;
    const char *text = read_scalar(reader, node, "chance", "a percent such as 80%");
    if (!text) return;
    size_t digits = 0;
    for (; text[digits] >= '0' && text[digits] <= '9' && digits < 4; digits++)
        percent = percent * 10 + text[digits] - '0';
    const bool well_formed = digits > 0 && strcmp(text + digits, "%") == 0 && !(text[0] == '0' && digits > 1);
    if (well_formed && percent <= 100)
        *out = (uint8_t)percent;
    else
        complain(reader, node, "not-a-chance", "expected: a whole percent, 0% to 100%",
                 "chance cannot be '%s'", reading_shown(reader, node));
}

static void read_on(Reader *reader, const Node *node, Timetable *on) {
    static const Field FIELDS[] = {{"days", false}, {"from", false}, {"to", false}, {"chance", false}};
    const Node *values[4], *keys[4];
    if (node_is(reader->document, node, "always")) return;
    if (node->kind == NODE_SCALAR && !is_empty_value(reader, node)) {
        complain(reader, node, "unknown-value",
                 "expected: always, or such as {days: [mon, fri], from: \"09:00\", to: \"17:00\"}",
                 "on cannot be '%s'", reading_shown(reader, node));
        return;
    }
    if (!read_map(reader, node, "on", FIELDS, 4, false, values, keys)) return;
    *on = (Timetable){.days = 0x7F, .from_min = 0, .to_min = DAY_MIN, .chance_percent = 100};
    if (values[0]) read_days(reader, values[0], on);
    const bool from = !values[1] || read_clock(reader, values[1], "from", &on->from_min);
    const bool to = !values[2] || read_clock(reader, values[2], "to", &on->to_min);
    if (values[3]) read_chance(reader, values[3], &on->chance_percent);
    if (from && to && on->from_min >= on->to_min)
        complain(reader, values[2] ? values[2] : values[1], "out-of-order",
                 "a presence does not go over midnight", "'to' is not later than 'from'");
}

static void read_use(Reader *reader, const Node *node, Group *group, bool product_known) {
    uint32_t host;
    if (node_is(reader->document, node, "dns")) return;
    if (!read_reference(reader, node, "use", NAMED_HOST, &host)) return;
    group->use = (uint16_t)host;
    const Product *product = &reader->plan->products[group->product];
    if (product_known && !reader->product_doubtful[group->product] && product->by != BY_HOST)
        complain(reader, node, "asks-no-host", NULL,
                 "a machine with '%s' asks no host: it has nothing to use", product->name);
}

static void read_group_switches(Reader *reader, const Node *values[GROUP_FIELDS], Group *group) {
    static const char *const IDS[] = {"distinct", "shared"};
    static const char *const OFF_ON[] = {"off", "on"};
    static const char *const OUT_IN[] = {"out", "in"};
    int choice;
    if (values[GROUP_IDS] && read_choice(reader, values[GROUP_IDS], "ids", IDS, 2, &choice))
        group->shared_ids = choice == 1;
    if (values[GROUP_CACHE]) read_flag(reader, values[GROUP_CACHE], "cache", &group->cache);
    if (values[GROUP_POWER] && read_choice(reader, values[GROUP_POWER], "power", OFF_ON, 2, &choice))
        group->power = choice == 1;
    if (values[GROUP_SIGN] && read_choice(reader, values[GROUP_SIGN], "sign", OUT_IN, 2, &choice))
        group->signed_in = choice == 1;
    if (values[GROUP_JITTER])
        read_length(reader, values[GROUP_JITTER], "jitter", 0, 30 * DAY_MIN, &group->jitter_min);
    if (values[GROUP_SKEW])
        read_length(reader, values[GROUP_SKEW], "skew", 0, 365 * DAY_MIN, &group->skew_min);
}

/* False where it is not known how many machines of what product these are. */
static bool read_group(Reader *reader, const Node *values[GROUP_FIELDS], Group *group) {
    uint32_t number;
    int64_t count;
    const bool product_known =
        values[GROUP_PRODUCT] && read_product_name(reader, values[GROUP_PRODUCT], "product", &number);
    if (product_known) group->product = (uint16_t)number;
    const bool counted =
        !values[GROUP_COUNT] || read_number(reader, values[GROUP_COUNT], "count", 1, LIMIT_MACHINES, &count);
    if (counted && values[GROUP_COUNT]) group->count = (uint32_t)count;
    if (values[GROUP_STARTS]) read_starts(reader, values[GROUP_STARTS], group);
    if (values[GROUP_ON]) read_on(reader, values[GROUP_ON], &group->on);
    if (values[GROUP_PLACE] && read_reference(reader, values[GROUP_PLACE], "place", NAMED_PLACE, &number))
        group->place = (uint16_t)number;
    if (values[GROUP_USE]) read_use(reader, values[GROUP_USE], group, product_known);
    read_group_switches(reader, values, group);
    return counted && product_known && !reader->product_doubtful[group->product];
}

static const Field GROUP_KEYS[GROUP_FIELDS] = {{"product", true}, {"count", false}, {"starts", false},
                                               {"on", false},     {"place", false}, {"ids", false},
                                               {"use", false},    {"cache", false}, {"jitter", false},
                                               {"skew", false},   {"power", false}, {"sign", false}};

static void add_group(Reader *reader, const Node *key, const Node *value) {
    Plan *plan = reader->plan;
    const Node *values[GROUP_FIELDS], *keys[GROUP_FIELDS];
    Group *group = &plan->groups[plan->group_count];
    const bool named = read_new_name(reader, key, "a group of machines", true, group->name) &&
                       give_name(reader, key, group->name, NAMED_GROUP, plan->group_count);
    char name[LIMIT_NAME + 1];
    memcpy(name, group->name, sizeof name);
    *group = (Group){.line = (int)key->line,
                     .first = plan->machine_count,
                     .count = 1,
                     .use = NO_HOST,
                     .cache = true,
                     .power = true,
                     .signed_in = true,
                     .on = {.always = true}};
    memcpy(group->name, name, sizeof name);
    bool sure = read_map(reader, value, "a group of machines", GROUP_KEYS, GROUP_FIELDS, false, values, keys);
    sure = read_group(reader, values, group) && sure;
    if (!named) return;
    if (plan->machine_count > LIMIT_MACHINES - group->count) {
        complain(reader, values[GROUP_COUNT] ? values[GROUP_COUNT] : key, "too-many", NULL,
                 "there are more than %d machines", LIMIT_MACHINES);
        group->count = 1;
        sure = false;
    }
    reader->group_doubtful[plan->group_count] = !sure;
    if (sure && group->starts_from > plan->run_min)
        warn(reader, key, "starts-after-run", NULL,
             "'%s' starts after the end of the run: it is never installed", name);
    plan->machine_count += group->count;
    plan->group_count++;
}

/* The group of several that has a machine of this name, or NULL: `lab-7` is the seventh of `lab`. */
static const Group *group_with_member(const Reader *reader, const char *name) {
    const char *hyphen = strrchr(name, '-');
    char of[LIMIT_NAME + 1];
    if (!hyphen || hyphen[1] < '1' || hyphen[1] > '9') return NULL;
    uint32_t member = 0;
    for (const char *digit = hyphen + 1; *digit; digit++) {
        if (*digit < '0' || *digit > '9' || member > LIMIT_MACHINES) return NULL;
        member = member * 10 + (uint32_t)(*digit - '0');
    }
    memcpy(of, name, (size_t)(hyphen - name));
    of[hyphen - name] = '\0';
    const Named *named = names_find(&reader->names, of);
    if (!named || named->kind != NAMED_GROUP) return NULL;
    const Group *group = &reader->plan->groups[named->index];
    return group->count > 1 && member <= group->count ? group : NULL;
}

static void check_machine_names(Reader *reader) {
    const Names *names = &reader->names;
    for (uint32_t i = 0; i < names->count; i++) {
        const Named *named = &names->entries[i];
        const Group *group = group_with_member(reader, named->name);
        if (named->line == 0 || !group) continue;
        const Position position = {named->line, named->column, (int)strlen(named->name)};
        diagnostics_add(reader->diagnostics, SEVERITY_ERROR, "duplicate-name", position, NULL,
                        "the name '%s' is used twice: it is also a machine of the group '%s' on line %d",
                        named->name, group->name, group->line);
    }
}

void read_machines(Reader *reader, const Node *section) {
    Plan *plan = reader->plan;
    const uint32_t groups = section && section->kind == NODE_MAP ? section_count(section) : 0;
    plan->groups = reading_take(reader, groups < LIMIT_GROUPS ? groups : LIMIT_GROUPS, sizeof *plan->groups);
    reader->group_doubtful =
        reading_take(reader, groups < LIMIT_GROUPS ? groups : LIMIT_GROUPS, sizeof(bool));
    if (!plan->groups || !reader->group_doubtful || !section) return;
    if (section->kind == NODE_MAP && groups == 0)
        complain(reader, section, "no-machines", NULL, "there is no machine");
    uint32_t before = 0;
    for (const Node *key = section_first_key(reader, section, "machines");
         key && section_has_room(reader, key, "machines", before++, LIMIT_GROUPS);) {
        const Node *next = astray_next_key(reader, key, GROUP_KEYS, GROUP_FIELDS);
        add_group(reader, key, node_next(reader->document, key));
        key = next;
    }
    check_machine_names(reader);
}
