/* rule: why something happened, by name. Each row of a trace names its rule; each rule has one sentence a
 * learner can read, one provenance, one source and, where the vendor documents one, the code an administrator
 * would see. Leaves out: when a rule applies (lifecycle.h). */
#ifndef LEASELAB_MODEL_RULE_H
#define LEASELAB_MODEL_RULE_H

#include "sim/model/product.h"

typedef enum {
    RULE_INSTALL_GRACE,
    RULE_INSTALL_LAPSED,
    RULE_GRANTED,
    RULE_RENEWED,
    RULE_COUNT_BELOW_THRESHOLD,
    RULE_NO_HOST_ANSWERS,
    RULE_NO_HOST_KNOWN,
    RULE_ONLY_WRONG_HOSTS,
    RULE_CLOCKS_APART,
    RULE_NOT_ENTITLED,
    RULE_INITIAL_GRACE_OVER,
    RULE_LEASE_OVER_GRACE,
    RULE_LEASE_OVER,
    RULE_EXPIRY_GRACE_OVER,
    RULE_GRACE_REMINDER,
    RULE_LEASE_REMINDER,
    RULE_MEMORY_OVER,
    RULE_REIMAGED,
    RULE_REARMED,
    RULE_NO_REARM_LEFT,
    RULE_HOST_KEY_SPENT,
    RULE_RETIRED,
    RULE_COUNT,
    RULE_NONE = RULE_COUNT
} RuleId;

typedef struct {
    const char *name;
    const char *sentence;
    Provenance provenance;
    SourceId source;
    const char *code;  /* what an administrator would see, or NULL */
    const char *doubt; /* what about it is disputed or assumed, or NULL */
} Rule;

extern const Rule RULES[RULE_COUNT];

/* What stands behind a rule where it met a machine of this product. The table speaks of machines that hosts
 * count, and of Windows as it is now: a subscription is not backed by pages about hosts, sees none of their
 * codes, and that newer Windows has no graces is no doubt about others that have none. */
typedef struct {
    Provenance provenance;
    SourceId source;
    const char *code, *doubt; /* or NULL */
} Backing;
Backing rule_backing(RuleId rule, const Product *product);

/* What the event logs of machine and host show for every attempt that was counted. */
extern const char COUNTED_EVENTS[];

#endif
