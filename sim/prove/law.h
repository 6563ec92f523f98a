/* law: what holds in every minute of every run, whatever is done: sentences of MODEL.md, each as a check of
 * one minute. They say what must be so, not how it comes about, and share no code with the model. A law that
 * says nothing of a minute does not hold in it: cases are counted, so that no law is true because it is never
 * asked. Leaves out: finding minutes (search.h). */
#ifndef LEASELAB_PROVE_LAW_H
#define LEASELAB_PROVE_LAW_H

#include "sim/prove/turn.h"

typedef struct {
    uint64_t cases; /* it said something … */
    bool broken;    /* … and once what it said was not so */
} Judgement;

typedef struct {
    const char *name;
    const char *sentence;
    const char *source; /* of MODEL.md */
    void (*judge)(const Turn *turn, Judgement *judgement);
} Law;

static inline void law_holds(Judgement *judgement, bool is_so) {
    judgement->cases++;
    if (!is_so) judgement->broken = true;
}

enum { LAWS_OF_HOSTS = 11, LAWS_OF_MACHINES = 13, LAWS_OF_ATTEMPTS = 11 };
enum { LAW_COUNT = LAWS_OF_HOSTS + LAWS_OF_MACHINES + LAWS_OF_ATTEMPTS };

extern const Law HOST_LAWS[LAWS_OF_HOSTS];
extern const Law MACHINE_LAWS[LAWS_OF_MACHINES];
extern const Law ATTEMPT_LAWS[LAWS_OF_ATTEMPTS];

/* All of them, from 0. */
const Law *law_at(int number);

#endif
