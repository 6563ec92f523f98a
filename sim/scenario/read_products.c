#include "sim/scenario/read_products.h"

#include <string.h>

#include "sim/scenario/astray.h"
#include "sim/scenario/given.h"
#include "sim/scenario/reading_names.h"
#include "sim/scenario/section.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static int find_product(const Plan *plan, const char *name) {
    for (uint32_t p = 0; p < plan->product_count; p++)
        if (strcmp(plan->products[p].name, name) == 0) return (int)p;
    return -1;
}

/* The key that gives a product of this name, also where it was refused, or NULL. */
static const Node *key_of(const Reader *reader, const Node *name) {
    if (name->kind != NODE_SCALAR) return NULL;
    return given_name(reader->document, "products", node_text(reader->document, name));
}

bool read_product_name(Reader *reader, const Node *node, const char *what, uint32_t *out) {
    const char *names[BUILTIN_PRODUCT_COUNT + LIMIT_PRODUCTS];
    const Plan *plan = reader->plan;
    if (node->kind == NODE_SCALAR) {
        const int found = find_product(plan, node_text(reader->document, node));
        if (found >= 0) {
            *out = (uint32_t)found;
            return true;
        }
    }
    if (reader->diagnostics->error_count > 0 && key_of(reader, node)) return false; /* it was refused */
    for (uint32_t p = 0; p < plan->product_count; p++) names[p] = plan->products[p].name;
    int unused;
    read_choice(reader, node, what, names, plan->product_count, &unused); /* complains */
    return false;
}

/* A one-time grant never runs out: it is not renewed, not warned of and followed by no grace. */
static bool means_nothing_for_good(Column column) {
    return column == COLUMN_LEASE || column == COLUMN_RENEWAL || column == COLUMN_WARN_BEFORE ||
           column == COLUMN_EXPIRY_GRACE;
}

static void read_length_figure(Reader *reader, Product *product, Column column, const Node *value) {
    const ColumnInfo *info = &COLUMNS[column];
    int32_t length;
    const bool for_good = product->by == BY_ONCE && means_nothing_for_good(column);
    if (info->may_be_none && node_is(reader->document, value, "none"))
        product_set_figure(product, column, NONE);
    else if (for_good && !info->may_be_none && node_is(reader->document, value, "never"))
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
                 "'%s' goes only with a product that hosts count, not with 'by: %s'", info->name,
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

/* The columns, and behind them what it is like. */
enum { KEY_LIKE = COLUMN_COUNT, KEYS };

static void list_fields(Field out[KEYS]) {
    for (int column = 0; column < COLUMN_COUNT; column++) out[column] = (Field){COLUMNS[column].name, false};
    out[KEY_LIKE] = (Field){"like", true};
}

/* `key` is that of the product which is like the other. */
static bool read_like(Reader *reader, const Node *key, const Node *node, uint32_t *out) {
    const Node *given = key_of(reader, node);
    if (!given || given < key || find_product(reader->plan, node_text(reader->document, node)) >= 0)
        return read_product_name(reader, node, "like", out);
    complain(reader, node, "out-of-order", "a product is like a built-in one, or one above it",
             given == key ? "'%s' cannot be like itself" : "'%s' is given only below",
             reading_shown(reader, node));
    return false;
}

static bool read_product(Reader *reader, const Node *key, const Node *value, const Field fields[KEYS],
                         Product *product) {
    Plan *plan = reader->plan;
    const Node *values[KEYS], *keys[KEYS];
    const size_t errors = reader->diagnostics->error_count;
    uint32_t like;
    *product = plan->products[0];
    if (!read_map(reader, value, "a product", fields, KEYS, false, values, keys)) return false;
    if (!values[KEY_LIKE] || !read_like(reader, key, values[KEY_LIKE], &like)) return false;
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

static void add_product(Reader *reader, const Node *section, const Node *key, const Field fields[KEYS]) {
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
    const bool sure = read_product(reader, key, node_next(reader->document, key), fields, &product);
    if (!named || given) return;
    memcpy(product.name, name, sizeof name);
    /* The name stands in any case, so that no use of it is called unknown too. */
    reader->product_doubtful[plan->product_count] = !sure;
    plan->products[plan->product_count++] = product;
}

void read_products(Reader *reader, const Node *section) {
    Plan *plan = reader->plan;
    const uint32_t own = section && section->kind == NODE_MAP ? section_count(section) : 0;
    const uint32_t room = BUILTIN_PRODUCT_COUNT + (own < LIMIT_PRODUCTS ? own : LIMIT_PRODUCTS);
    plan->products = reading_take(reader, room, sizeof *plan->products);
    reader->product_doubtful = reading_take(reader, room, sizeof *reader->product_doubtful);
    if (!plan->products || !reader->product_doubtful) return;
    for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++)
        plan->products[plan->product_count++] = BUILTIN_PRODUCTS[p].product;
    Field fields[KEYS];
    list_fields(fields);
    uint32_t before = 0;
    for (const Node *key = section ? section_first_key(reader, section, "products") : NULL;
         key && section_has_room(reader, key, "products", before++, LIMIT_PRODUCTS);) {
        const Node *next = astray_next_key(reader, key, fields, KEYS);
        add_product(reader, section, key, fields);
        key = next;
    }
}
