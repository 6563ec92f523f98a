#include "sim/scenario/read_fleet.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/check.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* How many entries a map (names and values) or list has. */
static uint32_t entry_count(const Node *section) {
    return section->kind == NODE_MAP ? section->count / 2 : section->count;
}

/* A section of named entries: its first key, or NULL after a complaint. */
static const Node *first_key(Reader *reader, const Node *section, const char *what) {
    if (section->kind == NODE_MAP) return node_first(reader->document, section);
    complain_of_kind(reader, section, what, "a map of names");
    return NULL;
}

/* May the section have one more entry, which begins here? Complains at the first too many. */
static bool has_room(Reader *reader, const Node *entry, const char *what, uint32_t before, uint32_t most) {
    if (before == most)
        complain(reader, entry, "too-many", NULL, "%s has more than %u entries", what, (unsigned)most);
    return before < most && !reading_full(reader);
}

/* ---- places -----------------------------------------------------------------------------------------------
 */

static void add_place(Reader *reader, const Node *key, const Node *value) {
    static const Field FIELDS[] = {{"block", false}};
    Plan *plan = reader->plan;
    const Node *values[1] = {0}, *keys[1];
    if (value) read_map(reader, value, "a place", FIELDS, 1, true, values, keys);
    uint32_t number = PLACE_OFFICE;
    if (!node_is(reader->document, key, "office")) {
        PlanPlace *place = &plan->places[plan->place_count];
        if (!read_new_name(reader, key, "a place", true, place->name)) return;
        if (!give_name(reader, key, place->name, NAMED_PLACE, plan->place_count)) return;
        number = plan->place_count++;
    }
    if (values[0]) reader->place_blocks[number] = values[0];
}

/* `office` is given once like any other, though its name stands already. */
static void check_office_once(Reader *reader, const Node *key, const Node **first_office) {
    if (!node_is(reader->document, key, "office")) return;
    if (*first_office)
        complain(reader, key, "duplicate-name", NULL,
                 "the name 'office' is used twice; first for a place on line %u",
                 (unsigned)(*first_office)->line);
    *first_office = key;
}

void read_places(Reader *reader, const Node *section) {
    Plan *plan = reader->plan;
    const uint32_t room = 2 + (section && section->kind != NODE_SCALAR ? entry_count(section) : 0);
    plan->places =
        reading_take(reader, room < LIMIT_PLACES + 2 ? room : LIMIT_PLACES + 2, sizeof *plan->places);
    reader->place_blocks =
        reading_take(reader, room < LIMIT_PLACES + 2 ? room : LIMIT_PLACES + 2, sizeof *reader->place_blocks);
    if (!plan->places || !reader->place_blocks) return;
    snprintf(plan->places[PLACE_OFFICE].name, LIMIT_NAME, "office");
    snprintf(plan->places[PLACE_OFFLINE].name, LIMIT_NAME, "offline");
    place_block_all(&plan->places[PLACE_OFFLINE].place);
    plan->place_count = 2;
    names_add(&reader->names, (Named){"office", NAMED_PLACE, PLACE_OFFICE, 0, 0});
    names_add(&reader->names, (Named){"offline", NAMED_PLACE, PLACE_OFFLINE, 0, 0});
    if (!section) return;
    const Node *office = NULL;
    uint32_t places = 0;
    if (section->kind == NODE_LIST) {
        for (const Node *entry = node_first(reader->document, section);
             entry && has_room(reader, entry, "places", places++, LIMIT_PLACES);
             entry = node_next(reader->document, entry)) {
            check_office_once(reader, entry, &office);
            add_place(reader, entry, NULL);
        }
        return;
    }
    if (section->kind == NODE_SCALAR) complain_of_kind(reader, section, "places", "a map or a list of names");
    for (const Node *key = section->kind == NODE_MAP ? node_first(reader->document, section) : NULL;
         key && has_room(reader, key, "places", places++, LIMIT_PLACES);) {
        const Node *value = node_next(reader->document, key);
        check_office_once(reader, key, &office);
        add_place(reader, key, value);
        key = node_next(reader->document, value);
    }
}

void read_place_blocks(Reader *reader) {
    for (uint32_t p = 0; p < reader->plan->place_count; p++) {
        const Node *blocks = reader->place_blocks[p];
        if (!blocks || !read_list(reader, blocks, "block")) continue;
        for (const Node *entry = node_first(reader->document, blocks); entry && !reading_full(reader);
             entry = node_next(reader->document, entry)) {
            int target;
            if (read_target(reader, entry, &target))
                place_block(&reader->plan->places[p].place, target, true);
        }
    }
}

/* ---- products ---------------------------------------------------------------------------------------------
 */

static int find_product(const Plan *plan, const char *name) {
    for (uint32_t p = 0; p < plan->product_count; p++)
        if (strcmp(plan->products[p].name, name) == 0) return (int)p;
    return -1;
}

static bool read_product_name(Reader *reader, const Node *node, const char *what, uint32_t *out) {
    const char *names[BUILTIN_PRODUCT_COUNT + LIMIT_PRODUCTS];
    const Plan *plan = reader->plan;
    if (node->kind == NODE_SCALAR) {
        const int found = find_product(plan, node_text(reader->document, node));
        if (found >= 0) {
            *out = (uint32_t)found;
            return true;
        }
    }
    for (uint32_t p = 0; p < plan->product_count; p++) names[p] = plan->products[p].name;
    int unused;
    read_choice(reader, node, what, names, plan->product_count, &unused); /* complains */
    return false;
}

static void read_length_figure(Reader *reader, Product *product, Column column, const Node *value) {
    const ColumnInfo *info = &COLUMNS[column];
    int32_t length;
    const bool for_good = product->by == BY_ONCE && (column == COLUMN_LEASE || column == COLUMN_RENEWAL);
    if (info->may_be_none && node_is(reader->document, value, "none"))
        product_set_figure(product, column, NONE);
    else if (for_good && node_is(reader->document, value, "never"))
        product_set_figure(product, column, NEVER);
    else if (read_length(reader, value, info->name, info->least, info->most, &length)) {
        product_set_figure(product, column, length);
        if (for_good)
            warn(reader, value, "no-effect", NULL, "%s has no effect: a one-time grant lasts for good",
                 info->name);
    }
}

static void read_figure(Reader *reader, Product *product, Column column, const Node *key, const Node *value) {
    static const char *const LAPSED[] = {"notification", "reduced"};
    const ColumnInfo *info = &COLUMNS[column];
    int choice;
    int64_t figure;
    if ((column == COLUMN_POOL || column == COLUMN_THRESHOLD) && product->by != BY_HOST) {
        complain(reader, key, "no-effect", NULL,
                 "'%s' goes only with a product that hosts count; this one asks the %s", info->name,
                 METHOD_NAMES[product->by]);
        return;
    }
    switch (info->kind) {
    case COLUMN_IS_NUMBER:
        if (read_number(reader, value, info->name, info->least, info->most, &figure))
            product_set_figure(product, column, (int32_t)figure);
        break;
    case COLUMN_IS_LENGTH: read_length_figure(reader, product, column, value); break;
    case COLUMN_IS_NAME:
        if (column == COLUMN_POOL && read_choice(reader, value, "pool", POOL_NAMES, POOL_COUNT, &choice))
            product->pool = (Pool)choice;
        if (column == COLUMN_LAPSED && read_choice(reader, value, "lapsed", LAPSED, 2, &choice))
            product->lapsed = choice == 0 ? STATE_NOTIFICATION : STATE_REDUCED;
        break;
    }
}

/* Where a product of this name was given. */
static uint32_t line_of_product(const Reader *reader, const Node *section, const char *name) {
    const Node *key = node_first(reader->document, section);
    while (!node_is(reader->document, key, name))
        key = node_next(reader->document, node_next(reader->document, key));
    return key->line;
}

static bool read_product(Reader *reader, const Node *key, const Node *value, Product *product) {
    Plan *plan = reader->plan;
    Field fields[COLUMN_COUNT + 1];
    const Node *values[COLUMN_COUNT + 1], *keys[COLUMN_COUNT + 1];
    fields[COLUMN_COUNT] = (Field){"like", true};
    for (int column = 0; column < COLUMN_COUNT; column++)
        fields[column] = (Field){COLUMNS[column].name, false};
    const size_t errors = reader->diagnostics->error_count;
    uint32_t like;
    *product = plan->products[0];
    if (!read_map(reader, value, "a product", fields, COUNT_OF(fields), false, values, keys)) return false;
    if (!values[COLUMN_COUNT] || !read_product_name(reader, values[COLUMN_COUNT], "like", &like))
        return false;
    *product = plan->products[like];
    const bool sure = !reader->product_doubtful[like];
    for (int column = 0; column < COLUMN_COUNT; column++)
        if (values[column]) read_figure(reader, product, (Column)column, keys[column], values[column]);
    if (reader->diagnostics->error_count > errors || !sure) return false;
    if (product->by != BY_ONCE && product->lease_min < product->renewal_min)
        warn(reader, key, "lease-shorter-than-renewal", "each lease ends before the machine asks again",
             "the lease of '%s' is shorter than its renewal", node_text(reader->document, key));
    return true;
}

static void add_product(Reader *reader, const Node *section, const Node *key, const Node *value) {
    Plan *plan = reader->plan;
    Product product;
    char name[LIMIT_NAME + 1];
    const bool named = read_new_name(reader, key, "a product", false, name);
    const bool builtin = named && product_find_builtin(name) >= 0;
    const bool given = named && find_product(plan, name) >= 0;
    if (builtin)
        complain(reader, key, "duplicate-name", NULL,
                 "the product '%s' is built in and cannot be given again", name);
    else if (given)
        complain(reader, key, "duplicate-name", NULL, "the product '%s' is given twice; first on line %u",
                 name, (unsigned)line_of_product(reader, section, name));
    const bool sure = read_product(reader, key, value, &product);
    if (!named || given) return;
    memcpy(product.name, name, sizeof name);
    /* The name stands in any case, so that no use of it is called unknown too. */
    reader->product_doubtful[plan->product_count] = !sure;
    plan->products[plan->product_count++] = product;
}

void read_products(Reader *reader, const Node *section) {
    Plan *plan = reader->plan;
    const uint32_t own = section && section->kind == NODE_MAP ? entry_count(section) : 0;
    const uint32_t room = BUILTIN_PRODUCT_COUNT + (own < LIMIT_PRODUCTS ? own : LIMIT_PRODUCTS);
    plan->products = reading_take(reader, room, sizeof *plan->products);
    reader->product_doubtful = reading_take(reader, room, sizeof *reader->product_doubtful);
    if (!plan->products || !reader->product_doubtful) return;
    for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++)
        plan->products[plan->product_count++] = BUILTIN_PRODUCTS[p].product;
    uint32_t before = 0;
    for (const Node *key = section ? first_key(reader, section, "products") : NULL;
         key && has_room(reader, key, "products", before++, LIMIT_PRODUCTS);) {
        const Node *value = node_next(reader->document, key);
        add_product(reader, section, key, value);
        key = node_next(reader->document, value);
    }
}

/* ---- hosts ------------------------------------------------------------------------------------------------
 */

enum {
    HOST_SERVES,
    HOST_RETRY,
    HOST_RENEWAL,
    HOST_MEMORY,
    HOST_PRIORITY,
    HOST_WEIGHT,
    HOST_ACTIVATED,
    HOST_PUBLISHED,
    HOST_UP,
    HOST_RESTART_FORGETS,
    HOST_FIELDS
};

static void read_u16(Reader *reader, const Node *node, const char *what, int64_t most, uint16_t *out) {
    int64_t figure;
    if (node && read_number(reader, node, what, 0, most, &figure)) *out = (uint16_t)figure;
}

static void read_u8_flag(Reader *reader, const Node *node, const char *what, uint8_t *out) {
    bool flag;
    if (node && read_flag(reader, node, what, &flag)) *out = flag;
}

static void read_host(Reader *reader, const Node *values[HOST_FIELDS], Host *host) {
    if (values[HOST_SERVES]) read_pools(reader, values[HOST_SERVES], &host->serves);
    if (values[HOST_RETRY])
        read_length(reader, values[HOST_RETRY], "retry", HOST_RHYTHM_LEAST, HOST_RHYTHM_MOST,
                    &host->retry_min);
    if (values[HOST_RENEWAL])
        read_length(reader, values[HOST_RENEWAL], "renewal", HOST_RHYTHM_LEAST, HOST_RHYTHM_MOST,
                    &host->renewal_min);
    if (values[HOST_MEMORY])
        read_length(reader, values[HOST_MEMORY], "memory", 1, HOST_MEMORY_MOST, &host->memory_min);
    read_u16(reader, values[HOST_PRIORITY], "priority", LIMIT_PRIORITY, &host->priority);
    read_u16(reader, values[HOST_WEIGHT], "weight", LIMIT_WEIGHT, &host->weight);
    read_u8_flag(reader, values[HOST_ACTIVATED], "activated", &host->activated);
    read_u8_flag(reader, values[HOST_PUBLISHED], "published", &host->published);
    read_u8_flag(reader, values[HOST_UP], "up", &host->up);
    read_u8_flag(reader, values[HOST_RESTART_FORGETS], "restart_forgets", &host->restart_forgets);
}

static void add_host(Reader *reader, const Node *key, const Node *value) {
    static const Field FIELDS[HOST_FIELDS] = {
        {"serves", false},   {"retry", false},          {"renewal", false},   {"memory", false},
        {"priority", false}, {"weight", false},         {"activated", false}, {"published", false},
        {"up", false},       {"restart_forgets", false}};
    Plan *plan = reader->plan;
    const Node *values[HOST_FIELDS] = {0}, *keys[HOST_FIELDS];
    PlanHost *host = &plan->hosts[plan->host_count];
    const bool named = read_new_name(reader, key, "a host", true, host->name) &&
                       give_name(reader, key, host->name, NAMED_HOST, plan->host_count);
    host->host = host_default();
    host->line = (int)key->line;
    read_map(reader, value, "a host", FIELDS, HOST_FIELDS, true, values, keys);
    read_host(reader, values, &host->host);
    if (!named) return;
    plan->host_count++;
    if (host->host.renewal_min > host->host.memory_min)
        warn(reader, values[HOST_RENEWAL] ? values[HOST_RENEWAL] : key, "renewal-longer-than-memory",
             "each machine is forgotten before it asks again, so the count does not grow",
             "the renewal of '%s' is longer than its memory", host->name);
}

void read_hosts(Reader *reader, const Node *section) {
    Plan *plan = reader->plan;
    const uint32_t hosts = section && section->kind == NODE_MAP ? entry_count(section) : 0;
    plan->hosts = reading_take(reader, hosts < LIMIT_HOSTS ? hosts : LIMIT_HOSTS, sizeof *plan->hosts);
    if (!plan->hosts) return;
    uint32_t before = 0;
    for (const Node *key = section ? first_key(reader, section, "hosts") : NULL;
         key && has_room(reader, key, "hosts", before++, LIMIT_HOSTS);) {
        const Node *value = node_next(reader->document, key);
        add_host(reader, key, value);
        key = node_next(reader->document, value);
    }
}

/* ---- machines ---------------------------------------------------------------------------------------------
 */

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
    static const char *const ALWAYS[] = {"always"};
    const Node *values[4], *keys[4];
    int unused;
    if (node->kind == NODE_SCALAR) {
        read_choice(reader, node, "on", ALWAYS, 1, &unused);
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

static void add_group(Reader *reader, const Node *key, const Node *value) {
    static const Field FIELDS[GROUP_FIELDS] = {{"product", true}, {"count", false}, {"starts", false},
                                               {"on", false},     {"place", false}, {"ids", false},
                                               {"use", false},    {"cache", false}, {"jitter", false},
                                               {"skew", false},   {"power", false}, {"sign", false}};
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
    bool sure = read_map(reader, value, "a group of machines", FIELDS, GROUP_FIELDS, false, values, keys);
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
    const uint32_t groups = section && section->kind == NODE_MAP ? entry_count(section) : 0;
    plan->groups = reading_take(reader, groups < LIMIT_GROUPS ? groups : LIMIT_GROUPS, sizeof *plan->groups);
    reader->group_doubtful =
        reading_take(reader, groups < LIMIT_GROUPS ? groups : LIMIT_GROUPS, sizeof(bool));
    if (!plan->groups || !reader->group_doubtful || !section) return;
    if (section->kind == NODE_MAP && groups == 0)
        complain(reader, section, "no-machines", NULL, "there is no machine");
    uint32_t before = 0;
    for (const Node *key = first_key(reader, section, "machines");
         key && has_room(reader, key, "machines", before++, LIMIT_GROUPS);) {
        const Node *value = node_next(reader->document, key);
        add_group(reader, key, value);
        key = node_next(reader->document, value);
    }
    check_machine_names(reader);
}
