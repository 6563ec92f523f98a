/* limits: how large anything may be, in one place. SCENARIOS.md promises these figures to authors. */
#ifndef LEASELAB_BASE_LIMITS_H
#define LEASELAB_BASE_LIMITS_H

enum {
    LIMIT_FILE_BYTES = 4 * 1024 * 1024,
    LIMIT_NESTING = 16,
    LIMIT_VALUES = 1000000, /* nodes of the YAML tree: a file of 4 MiB that says anything has fewer */
    LIMIT_NAME = 40,        /* characters of a name */
    LIMIT_ERRORS = 20,      /* shown at once */

    LIMIT_MACHINES = 10000000,
    LIMIT_HOSTS = 1000,
    LIMIT_GROUPS = 1000,
    LIMIT_PLACES = 1000,
    LIMIT_PRODUCTS = 1000,
    LIMIT_CHANGES = 100000, /* each repetition counts */
    LIMIT_CLAIMS = 10000,
    LIMIT_STEPS = 1000,
    LIMIT_CHOICES = 9, /* answered by one key each */

    LIMIT_THRESHOLD = 1000000,
    LIMIT_PRIORITY = 65535,
    LIMIT_WEIGHT = 65535,
    LIMIT_REARMS = 1000000,
    FIRST_NEW_ID = 10000000, /* ids below are machine numbers */

    HOST_KEY_HOSTS = 6,       /* a host key activates this many hosts … */
    HOST_KEY_ACTIVATIONS = 10 /* … each this often (AC) */
};

#endif
