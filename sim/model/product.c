#include "sim/model/product.h"

#include <string.h>

#include "sim/base/check.h"
#include "sim/base/minutes.h"

const char *const METHOD_NAMES[METHOD_COUNT] = {"host", "directory", "cloud", "once"};
const char *const POOL_NAMES[POOL_COUNT] = {"office", "windows"};
const char *const STATE_NAMES[STATE_COUNT] = {"absent",       "initial-grace", "licensed",
                                              "expiry-grace", "notification",  "reduced"};

#define MINUTE  1
#define HOURS   *(int32_t)HOUR_MIN
#define DAYS    *(int32_t)DAY_MIN
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

/* A cloned or reimaged machine differs in nothing but its id; that is why id is not a figure of a product. */
const BuiltinProduct BUILTIN_PRODUCTS[BUILTIN_PRODUCT_COUNT] = {
    {.product = {.name = "windows-client",
                 .by = BY_HOST,
                 .pool = POOL_WINDOWS,
                 .threshold = 25,
                 .initial_grace_min = NONE,
                 .notice_after_min = NONE,
                 .lease_min = 180 DAYS,
                 .renewal_min = 7 DAYS,
                 .retry_min = 2 HOURS,
                 .warn_before_min = 30 DAYS,
                 .expiry_grace_min = NONE,
                 .lapsed = STATE_NOTIFICATION,
                 .rearms = 1000},
     .source = SOURCE_AC,
     .provenance = {[COLUMN_INITIAL_GRACE] = DISPUTED, [COLUMN_EXPIRY_GRACE] = ASSUMED},
     .about = "Windows 10 and 11"},
    {.product = {.name = "windows-server",
                 .by = BY_HOST,
                 .pool = POOL_WINDOWS,
                 .threshold = 5,
                 .initial_grace_min = NONE,
                 .notice_after_min = NONE,
                 .lease_min = 180 DAYS,
                 .renewal_min = 7 DAYS,
                 .retry_min = 2 HOURS,
                 .warn_before_min = 30 DAYS,
                 .expiry_grace_min = NONE,
                 .lapsed = STATE_NOTIFICATION,
                 .rearms = 1000},
     .source = SOURCE_KP,
     .provenance = {[COLUMN_INITIAL_GRACE] = DISPUTED, [COLUMN_EXPIRY_GRACE] = ASSUMED},
     .about = "Windows Server 2012 and later"},
    {.product = {.name = "windows-7",
                 .by = BY_HOST,
                 .pool = POOL_WINDOWS,
                 .threshold = 25,
                 .initial_grace_min = 30 DAYS,
                 .notice_after_min = NONE,
                 .lease_min = 180 DAYS,
                 .renewal_min = 7 DAYS,
                 .retry_min = 2 HOURS,
                 .warn_before_min = NONE,
                 .expiry_grace_min = 30 DAYS,
                 .lapsed = STATE_NOTIFICATION,
                 .rearms = 3},
     .source = SOURCE_TD,
     .about = "Windows 7, with a grace at both ends"},
    {.product = {.name = "windows-server-2008-r2",
                 .by = BY_HOST,
                 .pool = POOL_WINDOWS,
                 .threshold = 5,
                 .initial_grace_min = 30 DAYS,
                 .notice_after_min = NONE,
                 .lease_min = 180 DAYS,
                 .renewal_min = 7 DAYS,
                 .retry_min = 2 HOURS,
                 .warn_before_min = NONE,
                 .expiry_grace_min = 30 DAYS,
                 .lapsed = STATE_NOTIFICATION,
                 .rearms = 3},
     .source = SOURCE_TD,
     .about = "Windows Server 2008 R2, with a grace at both ends"},
    {.product = {.name = "office-ltsc",
                 .by = BY_HOST,
                 .pool = POOL_OFFICE,
                 .threshold = 5,
                 .initial_grace_min = 30 DAYS,
                 .notice_after_min = 25 DAYS,
                 .lease_min = 180 DAYS,
                 .renewal_min = 7 DAYS,
                 .retry_min = 2 HOURS,
                 .warn_before_min = NONE,
                 .expiry_grace_min = 30 DAYS,
                 .lapsed = STATE_NOTIFICATION,
                 .rearms = 5,
                 .rearm_bonus = true},
     .source = SOURCE_OK,
     .about = "volume-licensed Office"},
    {.product = {.name = "windows-ad",
                 .by = BY_DIRECTORY,
                 .pool = POOL_NONE,
                 .threshold = 0,
                 .initial_grace_min = NONE,
                 .notice_after_min = NONE,
                 .lease_min = 180 DAYS,
                 .renewal_min = 7 DAYS,
                 .retry_min = 2 HOURS,
                 .warn_before_min = 30 DAYS,
                 .expiry_grace_min = NONE,
                 .lapsed = STATE_NOTIFICATION,
                 .rearms = 1000},
     .source = SOURCE_AD,
     .provenance = {[COLUMN_RETRY] = ASSUMED},
     .about = "Windows activated by its domain"},
    {.product = {.name = "office-ad",
                 .by = BY_DIRECTORY,
                 .pool = POOL_NONE,
                 .threshold = 0,
                 .initial_grace_min = 30 DAYS,
                 .notice_after_min = 25 DAYS,
                 .lease_min = 180 DAYS,
                 .renewal_min = 7 DAYS,
                 .retry_min = 2 HOURS,
                 .warn_before_min = NONE,
                 .expiry_grace_min = 30 DAYS,
                 .lapsed = STATE_NOTIFICATION,
                 .rearms = 5,
                 .rearm_bonus = true},
     .source = SOURCE_AD,
     .provenance = {[COLUMN_RETRY] = ASSUMED},
     .about = "volume-licensed Office activated by its domain"},
    {.product = {.name = "windows-mak",
                 .by = BY_ONCE,
                 .pool = POOL_NONE,
                 .threshold = 0,
                 .initial_grace_min = NONE,
                 .notice_after_min = NONE,
                 .lease_min = NEVER,
                 .renewal_min = NEVER,
                 .retry_min = 2 HOURS,
                 .warn_before_min = NONE,
                 .expiry_grace_min = NONE,
                 .lapsed = STATE_NOTIFICATION,
                 .rearms = 1000},
     .source = SOURCE_AC,
     .provenance = {[COLUMN_RETRY] = ASSUMED},
     .about = "Windows with a one-time key"},
    {.product = {.name = "microsoft-365-apps",
                 .by = BY_CLOUD,
                 .pool = POOL_NONE,
                 .threshold = 0,
                 .initial_grace_min = NONE,
                 .notice_after_min = NONE,
                 .lease_min = 30 DAYS,
                 .renewal_min = 1 DAYS,
                 .retry_min = 1 DAYS,
                 .warn_before_min = NONE,
                 .expiry_grace_min = NONE,
                 .lapsed = STATE_REDUCED,
                 .rearms = 0},
     .source = SOURCE_OL,
     .provenance = {[COLUMN_RETRY] = ASSUMED},
     .about = "a subscription of a person: asks the cloud each day"},
    {.product = {.name = "microsoft-365-device",
                 .by = BY_CLOUD,
                 .pool = POOL_NONE,
                 .threshold = 0,
                 .initial_grace_min = NONE,
                 .notice_after_min = NONE,
                 .lease_min = 90 DAYS,
                 .renewal_min = 1 DAYS,
                 .retry_min = 1 DAYS,
                 .warn_before_min = 10 DAYS,
                 .expiry_grace_min = NONE,
                 .lapsed = STATE_REDUCED,
                 .rearms = 0},
     .source = SOURCE_OL,
     .provenance = {[COLUMN_RENEWAL] = ASSUMED, [COLUMN_RETRY] = ASSUMED},
     .about = "a subscription of a device"},
    {.product = {.name = "microsoft-365-offline",
                 .by = BY_CLOUD,
                 .pool = POOL_NONE,
                 .threshold = 0,
                 .initial_grace_min = NONE,
                 .notice_after_min = NONE,
                 .lease_min = 180 DAYS,
                 .renewal_min = 1 DAYS,
                 .retry_min = 1 DAYS,
                 .warn_before_min = 15 DAYS,
                 .expiry_grace_min = NONE,
                 .lapsed = STATE_REDUCED,
                 .rearms = 0},
     .source = SOURCE_OL,
     .provenance = {[COLUMN_RENEWAL] = ASSUMED, [COLUMN_RETRY] = ASSUMED},
     .about = "a subscription with extended offline access"},
};

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
