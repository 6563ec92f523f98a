/* abreast: loops that pass half a billion times are written twice: plainly, and eight numbers abreast where
 * the processor has registers of 512 bits. Both come to the same, number for number, and tests hold them to
 * it. Which is taken is asked once and handed on, so that a test may ask for either. Leaves out: how eight
 * are computed at once (eight.h). */
#ifndef LEASELAB_BASE_ABREAST_H
#define LEASELAB_BASE_ABREAST_H

typedef enum { ABREAST_ONE = 1, ABREAST_EIGHT = 8 } Abreast;

#if defined __x86_64__ && defined __GNUC__
#define HAS_ABREAST_EIGHT 1

/* The most that this processor can. */
static inline Abreast abreast_most(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("popcnt")
               ? ABREAST_EIGHT
               : ABREAST_ONE;
}

/* Calls either of a pair of functions, name_one or name_eight. */
#define ABREAST(abreast, name, ...)                                                                          \
    ((abreast) == ABREAST_EIGHT ? name##_eight(__VA_ARGS__) : name##_one(__VA_ARGS__))

#else
static inline Abreast abreast_most(void) {
    return ABREAST_ONE;
}

#define ABREAST(abreast, name, ...) ((void)(abreast), name##_one(__VA_ARGS__))
#endif

#endif
