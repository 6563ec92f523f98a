/* asking: one attempt: whom a machine asks, in which order, and what it is told.
 *
 *     pinned host, and no other                             (a set host disables detection)
 *     else  1. the host it remembers (its cached host)
 *           2. what the name lookup gives: lowest priority first, equals by weight and luck
 *     each candidate:  silent (down, or blocked) ─▶ next
 *                      declines (not activated, or does not serve the pool) ─▶ next
 *                      answers: clocks over 4 hours apart ─▶ clock-skew
 *                               else it counts, and the machine compares: enough ─▶ granted
 *
 * A service (directory, cloud, one-time activation) counts nothing: it is reached, or it is not.
 * Leaves out: what the answer does to the machine (lifecycle.h). */
#ifndef LEASELAB_MODEL_ASKING_H
#define LEASELAB_MODEL_ASKING_H

#include "sim/model/host.h"
#include "sim/model/ledger.h"
#include "sim/model/machine.h"

/* Machine and host may differ by so much, and no more (documented). */
enum { CLOCKS_APART_MIN = 240 };

/* What the machine asks in. Nothing here is owned; hosts and services are read, ledgers are written. */
typedef struct {
    const Host *hosts;
    int host_count;
    Ledger *ledgers; /* POOL_COUNT for each host, in the order of Pool */
    LedgerStore store;
    const Place *places;
    const uint8_t *service_up; /* SERVICE_COUNT */
    uint64_t seed;
} Realm;

typedef struct {
    Result result;
    int host;      /* that answered, or -1 */
    int service;   /* that answered, or -1 */
    bool counted;  /* a host counted it … */
    int32_t count; /* … and replied this */
} Answer;

/* Why a candidate did not grant; for the record of one attempt. */
typedef enum {
    VERDICT_DOWN,
    VERDICT_BLOCKED,
    VERDICT_NOT_ACTIVATED,
    VERDICT_NOT_SERVED,
    VERDICT_CLOCKS_APART,
    VERDICT_COUNTED,
    VERDICT_COUNT
} Verdict;

typedef enum { CANDIDATE_PINNED, CANDIDATE_CACHED, CANDIDATE_LOOKED_UP } CandidateKind;

/* Optional record of one attempt, for explanations. Holds the first few candidates. */
enum { ASKING_LOG = 16 };
typedef struct {
    int count; /* all candidates; only the first ASKING_LOG are kept */
    struct {
        int host;
        CandidateKind kind;
        Verdict verdict;
    } candidates[ASKING_LOG];
    bool lookup_answered; /* dns was up and reached; meaningful when a lookup was made */
    bool looked_up;
} AskingLog;

/* Lets machine number `number` make its attempt at minute `now`. A host that answers may count it and gives
 * it its rhythm (retry and renewal); nothing else of the machine changes. `log` may be NULL. */
Answer asking_attempt(const Realm *realm, Machine *machine, uint32_t number, const Product *product,
                      int32_t now, AskingLog *log);

/* Can an attempt of a machine of this product ever end so? Not for RESULT_NONE. */
bool asking_can_end(const Product *product, Result result);

#endif
