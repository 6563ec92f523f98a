#include "sim/model/product.h"

#include <string.h>

#include "sim/base/check.h"
#include "sim/base/minutes.h"

const char *const METHOD_NAMES[METHOD_COUNT] = {"host", "directory", "cloud", "once"};
const char *const POOL_NAMES[POOL_COUNT] = {"office", "windows"};
const char *const STATE_NAMES[STATE_COUNT] = {"absent",       "initial-grace", "licensed",
                                              "expiry-grace", "notification",  "reduced"};

#define MINUTE  1
#define LONGEST ((int32_t)LONGEST_MIN)

const ColumnInfo COLUMNS[COLUMN_COUNT] = {
    [COLUMN_POOL] = {"pool", COLUMN_IS_NAME, 0, 0, 0, false, "which count of a host it belongs to"},
    [COLUMN_THRESHOLD] = {"threshold", COLUMN_IS_NUMBER, offsetof(Product, threshold), 1, LIMIT_THRESHOLD,
                          false, "machines a host must have counted"},
    [COLUMN_INITIAL_GRACE] = {"initial_grace", COLUMN_IS_LENGTH, offsetof(Product, initial_grace_min), 0,
                              LONGEST, true, "how long it works before its first activation"},
    [COLUMN_NOTICE_AFTER] = {"notice_after", COLUMN_IS_LENGTH, offsetof(Product, notice_after_min), 0,
                             LONGEST, true, "silent part of the initial grace"},
    [COLUMN_LEASE] = {"lease", COLUMN_IS_LENGTH, offsetof(Product, lease_min), MINUTE, LONGEST, false,
                      "how long a grant lasts"},
    [COLUMN_RENEWAL] = {"renewal", COLUMN_IS_LENGTH, offsetof(Product, renewal_min), MINUTE, LONGEST, false,
                        "from a grant to the next attempt"},
    [COLUMN_RETRY] = {"retry", COLUMN_IS_LENGTH, offsetof(Product, retry_min), MINUTE, LONGEST, false,
                      "from any other answer to the next attempt"},
    [COLUMN_WARN_BEFORE] = {"warn_before", COLUMN_IS_LENGTH, offsetof(Product, warn_before_min), 0, LONGEST,
                            true, "reminders before a lease ends"},
    [COLUMN_EXPIRY_GRACE] = {"expiry_grace", COLUMN_IS_LENGTH, offsetof(Product, expiry_grace_min), 0,
                             LONGEST, true, "how long it works on after a lease is over"},
    [COLUMN_LAPSED] = {"lapsed", COLUMN_IS_NAME, 0, 0, 0, false, "the state it ends in without a licence"},
    [COLUMN_REARMS] = {"rearms", COLUMN_IS_NUMBER, offsetof(Product, rearms), 0, LIMIT_REARMS, false,
                       "how often it can be set back to new"},
};

#define D(days)  ((days) * (int32_t)DAY_MIN)
#define H(hours) ((hours) * (int32_t)HOUR_MIN)
#define PRODUCT(name, by, pool, threshold, initial, notice, lease, renewal, retry, warn, expiry, lapsed,     \
                rearms, bonus)                                                                               \
    .product = {name,    by,    pool, threshold, initial,        notice, lease,                              \
                renewal, retry, warn, expiry,    STATE_##lapsed, rearms, bonus}

/* A cloned or reimaged machine differs in nothing but its id; that is why an id is not a figure of a product.
 */
/* clang-format off */
const BuiltinProduct BUILTIN_PRODUCTS[BUILTIN_PRODUCT_COUNT] = {
    /*       product                    by             pool           needs initial notice lease   renewal retry  warn   expiry lapsed         rearms bonus */
    {PRODUCT("windows-client",          BY_HOST,       POOL_WINDOWS,  25,   NONE,   NONE,   D(180), D(7),   H(2),  D(30), NONE,  NOTIFICATION,  1000,  false),
     .source = SOURCE_AC, .about = "Windows 10 and 11",
     .provenance = {[COLUMN_INITIAL_GRACE] = DISPUTED, [COLUMN_EXPIRY_GRACE] = ASSUMED}},
    {PRODUCT("windows-server",          BY_HOST,       POOL_WINDOWS,  5,    NONE,   NONE,   D(180), D(7),   H(2),  D(30), NONE,  NOTIFICATION,  1000,  false),
     .source = SOURCE_KP, .about = "Windows Server 2012 and later",
     .provenance = {[COLUMN_INITIAL_GRACE] = DISPUTED, [COLUMN_EXPIRY_GRACE] = ASSUMED}},
    {PRODUCT("windows-7",               BY_HOST,       POOL_WINDOWS,  25,   D(30),  NONE,   D(180), D(7),   H(2),  NONE,  D(30), NOTIFICATION,  3,     false),
     .source = SOURCE_TD, .about = "Windows 7, with a grace at both ends"},
    {PRODUCT("windows-server-2008-r2",  BY_HOST,       POOL_WINDOWS,  5,    D(30),  NONE,   D(180), D(7),   H(2),  NONE,  D(30), NOTIFICATION,  3,     false),
     .source = SOURCE_TD, .about = "Windows Server 2008 R2, with a grace at both ends"},
    {PRODUCT("office-ltsc",             BY_HOST,       POOL_OFFICE,   5,    D(30),  D(25),  D(180), D(7),   H(2),  NONE,  D(30), NOTIFICATION,  5,     true),
     .source = SOURCE_OK, .about = "volume-licensed Office"},
    {PRODUCT("windows-ad",              BY_DIRECTORY,  POOL_NONE,     0,    NONE,   NONE,   D(180), D(7),   H(2),  D(30), NONE,  NOTIFICATION,  1000,  false),
     .source = SOURCE_AD, .about = "Windows activated by its domain",
     .provenance = {[COLUMN_RETRY] = ASSUMED}},
    {PRODUCT("office-ad",               BY_DIRECTORY,  POOL_NONE,     0,    D(30),  D(25),  D(180), D(7),   H(2),  NONE,  D(30), NOTIFICATION,  5,     true),
     .source = SOURCE_AD, .about = "volume-licensed Office activated by its domain",
     .provenance = {[COLUMN_RETRY] = ASSUMED}},
    {PRODUCT("windows-mak",             BY_ONCE,       POOL_NONE,     0,    NONE,   NONE,   NEVER,  NEVER,  H(2),  NONE,  NONE,  NOTIFICATION,  1000,  false),
     .source = SOURCE_AC, .about = "Windows with a one-time key",
     .provenance = {[COLUMN_RETRY] = ASSUMED}},
    {PRODUCT("microsoft-365-apps",      BY_CLOUD,      POOL_NONE,     0,    NONE,   NONE,   D(30),  D(1),   D(1),  NONE,  NONE,  REDUCED,       0,     false),
     .source = SOURCE_OL, .about = "a subscription of a person: asks the cloud each day",
     .provenance = {[COLUMN_RETRY] = ASSUMED}},
    {PRODUCT("microsoft-365-device",    BY_CLOUD,      POOL_NONE,     0,    NONE,   NONE,   D(90),  D(1),   D(1),  D(10), NONE,  REDUCED,       0,     false),
     .source = SOURCE_OL, .about = "a subscription of a device",
     .provenance = {[COLUMN_RENEWAL] = ASSUMED, [COLUMN_RETRY] = ASSUMED}},
    {PRODUCT("microsoft-365-offline",   BY_CLOUD,      POOL_NONE,     0,    NONE,   NONE,   D(180), D(1),   D(1),  D(15), NONE,  REDUCED,       0,     false),
     .source = SOURCE_OL, .about = "a subscription with extended offline access",
     .provenance = {[COLUMN_RENEWAL] = ASSUMED, [COLUMN_RETRY] = ASSUMED}},
};
/* clang-format on */

int32_t product_figure(const Product *product, Column column) {
    CHECK(COLUMNS[column].kind != COLUMN_IS_NAME);
    int32_t figure;
    memcpy(&figure, (const char *)product + COLUMNS[column].offset, sizeof figure);
    return figure;
}

void product_set_figure(Product *product, Column column, int32_t figure) {
    CHECK(COLUMNS[column].kind != COLUMN_IS_NAME);
    memcpy((char *)product + COLUMNS[column].offset, &figure, sizeof figure);
}

int product_find_builtin(const char *name) {
    for (int i = 0; i < BUILTIN_PRODUCT_COUNT; i++)
        if (strcmp(BUILTIN_PRODUCTS[i].product.name, name) == 0) return i;
    return -1;
}

bool product_can_be(const Product *product, State state) {
    switch (state) {
    case STATE_ABSENT:
    case STATE_LICENSED: return true;
    case STATE_INITIAL_GRACE: return product->initial_grace_min != NONE;
    case STATE_EXPIRY_GRACE: return product->expiry_grace_min != NONE && product->by != BY_ONCE;
    case STATE_NOTIFICATION:
    case STATE_REDUCED: return product->lapsed == state;
    case STATE_COUNT: break;
    }
    CHECK(!"a State");
}
