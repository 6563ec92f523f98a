/* product: the figures by which machines differ. A way of activation is nothing but other figures on the same
 * machine: how many must be counted, how long a lease lasts, how often it is renewed, what happens when it is
 * over. Leaves out: what is done with the figures (lifecycle.h, asking.h). */
#ifndef LEASELAB_MODEL_PRODUCT_H
#define LEASELAB_MODEL_PRODUCT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/limits.h"
#include "sim/base/minutes.h"
#include "sim/model/source.h"

/* Who answers an attempt. */
typedef enum {
    BY_HOST,      /* a volume-activation host, which counts */
    BY_DIRECTORY, /* Active Directory-based activation */
    BY_CLOUD,     /* a subscription: somebody must be signed in */
    BY_ONCE,      /* a one-time key: granted once, for good */
    METHOD_COUNT
} Method;

/* One count per host and pool. In alphabetical order: hosts forget their pools in it. */
typedef enum { POOL_OFFICE, POOL_WINDOWS, POOL_COUNT, POOL_NONE = POOL_COUNT } Pool;

/* The states of a machine, in the order in which figures and lists show them. */
typedef enum {
    STATE_ABSENT,        /* not installed yet, or retired */
    STATE_INITIAL_GRACE, /* installed, never activated, clock running (officially: OOB grace, 2) */
    STATE_LICENSED,      /* holds a lease (Licensed, 1) */
    STATE_EXPIRY_GRACE,  /* the lease ran out, a last clock is running (OOT grace, 3) */
    STATE_NOTIFICATION,  /* not activated: reminders, no lock-out (Notification, 5) */
    STATE_REDUCED,       /* not activated: view and print only (subscriptions) */
    STATE_COUNT
} State;

extern const char *const METHOD_NAMES[METHOD_COUNT];
extern const char *const POOL_NAMES[POOL_COUNT];
extern const char *const STATE_NAMES[STATE_COUNT];

/* Lengths are minutes; NONE (-1) where a product has no such figure; a lease of a one-time key is NEVER over.
 */
typedef struct {
    char name[LIMIT_NAME + 1];
    Method by;
    Pool pool;         /* POOL_NONE unless a host counts */
    int32_t threshold; /* machines that must be counted; 0 unless a host counts */
    int32_t initial_grace_min, notice_after_min, lease_min, renewal_min, retry_min, warn_before_min,
        expiry_grace_min;
    State lapsed; /* where it ends without a licence: notification or reduced */
    int32_t rearms;
    bool rearm_bonus; /* a grant gives one more rearm to a machine that has none */
} Product;

/* The columns of the table, so that they can be read from a file and printed by one loop. */
typedef enum {
    COLUMN_POOL,
    COLUMN_THRESHOLD,
    COLUMN_INITIAL_GRACE,
    COLUMN_NOTICE_AFTER,
    COLUMN_LEASE,
    COLUMN_RENEWAL,
    COLUMN_RETRY,
    COLUMN_WARN_BEFORE,
    COLUMN_EXPIRY_GRACE,
    COLUMN_LAPSED,
    COLUMN_REARMS,
    COLUMN_COUNT
} Column;

typedef enum { COLUMN_IS_NAME, COLUMN_IS_NUMBER, COLUMN_IS_LENGTH } ColumnKind;

typedef struct {
    const char *name;
    ColumnKind kind;
    size_t offset; /* of the int32_t in Product, for numbers and lengths */
    int32_t least; /* smallest number or length that may be given */
    int32_t most;  /* largest */
    bool may_be_none;
    const char *meaning;
} ColumnInfo;

extern const ColumnInfo COLUMNS[COLUMN_COUNT];

typedef struct {
    Product product;
    SourceId source;
    Provenance provenance[COLUMN_COUNT]; /* of each figure */
    const char *about;
} BuiltinProduct;

enum { BUILTIN_PRODUCT_COUNT = 11 };
extern const BuiltinProduct BUILTIN_PRODUCTS[BUILTIN_PRODUCT_COUNT];

/* The figure in a column of kind number or length. */
int32_t product_figure(const Product *product, Column column);
void product_set_figure(Product *product, Column column, int32_t figure);

/* Index of the built-in product of this name, or -1. */
int product_find_builtin(const char *name);

/* Is there a reminder before a lease ends? */
static inline bool product_warns(const Product *product) {
    return product->warn_before_min > 0 && product->warn_before_min < product->lease_min;
}
/* When it comes in a lease that ends then; NEVER. Here, so that it costs nothing. */
static inline int32_t product_warns_at(const Product *product, int32_t lease_end_at) {
    return product_warns(product) ? lease_end_at - product->warn_before_min : NEVER;
}

/* Can a machine of this product ever be in this state? */
bool product_can_be(const Product *product, State state);

#endif
