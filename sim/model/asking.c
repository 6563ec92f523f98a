#include "sim/model/asking.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/chance.h"
#include "sim/base/check.h"

/* One attempt as it goes. */
typedef struct {
    const Realm *realm;
    Machine *machine;
    uint32_t number;
    const Product *product;
    int32_t now;
    AskingLog *log;
    Answer *answer;
    uint64_t *tried; /* a bit for each host */
    bool asked_any, declined_any;
} Attempt;

static bool was_tried(const Attempt *attempt, int host) {
    return attempt->tried[host / 64] >> (host % 64) & 1;
}

static Verdict judge(const Attempt *attempt, int index) {
    const Host *host = &attempt->realm->hosts[index];
    if (!host->up) return VERDICT_DOWN;
    if (!place_reaches(&attempt->realm->places[attempt->machine->place], reach_host(index)))
        return VERDICT_BLOCKED;
    if (!host->activated) return VERDICT_NOT_ACTIVATED;
    if (!(host->serves >> attempt->product->pool & 1)) return VERDICT_NOT_SERVED;
    if (abs(attempt->machine->skew_min) > CLOCKS_APART_MIN) return VERDICT_CLOCKS_APART;
    return VERDICT_COUNTED;
}

static void record(AskingLog *log, int host, CandidateKind kind, Verdict verdict) {
    if (!log) return;
    if (log->count < ASKING_LOG) {
        log->candidates[log->count].host = host;
        log->candidates[log->count].kind = kind;
        log->candidates[log->count].verdict = verdict;
    }
    log->count++;
}

static void be_counted(Attempt *attempt, int index) {
    const Realm *realm = attempt->realm;
    const Product *product = attempt->product;
    Machine *machine = attempt->machine;
    Ledger *ledger = &realm->ledgers[index * POOL_COUNT + (int)product->pool];
    attempt->answer->counted = true;
    attempt->answer->count =
        ledger_count(ledger, realm->store, machine->id, product->threshold, attempt->now);
    machine->retry_min = realm->hosts[index].retry_min;
    machine->renewal_min = realm->hosts[index].renewal_min;
    /* The host does not judge; the machine compares. */
    attempt->answer->result =
        attempt->answer->count >= product->threshold ? RESULT_GRANTED : RESULT_COUNT_INSUFFICIENT;
}

/* True when it answered: then nobody else is asked. */
static bool ask_host(Attempt *attempt, int index, CandidateKind kind) {
    const Verdict verdict = judge(attempt, index);
    record(attempt->log, index, kind, verdict);
    attempt->asked_any = true;
    attempt->tried[index / 64] |= UINT64_C(1) << (index % 64);
    switch (verdict) {
    case VERDICT_DOWN:
    case VERDICT_BLOCKED: return false;
    case VERDICT_NOT_ACTIVATED:
    case VERDICT_NOT_SERVED: attempt->declined_any = true; return false;
    case VERDICT_CLOCKS_APART: attempt->answer->result = RESULT_CLOCK_SKEW; break;
    case VERDICT_COUNTED: be_counted(attempt, index); break;
    case VERDICT_COUNT: CHECK(!"a Verdict");
    }
    attempt->answer->host = index;
    return true;
}

/* The published hosts not tried yet of the lowest priority; a weighted pick among them, or -1. */
static int pick_host(const Attempt *attempt, uint64_t picked_before) {
    const Realm *realm = attempt->realm;
    int lowest = -1, equals = 0, last = -1;
    uint64_t weights = 0;
    for (int i = 0; i < realm->host_count; i++) {
        const Host *host = &realm->hosts[i];
        if (!host->published || was_tried(attempt, i)) continue;
        if (lowest < 0 || host->priority < lowest) {
            lowest = host->priority;
            equals = 0;
            weights = 0;
        }
        if (host->priority != lowest) continue;
        equals++;
        weights += host->weight;
        last = i;
    }
    if (equals <= 1) return last; /* no luck needed */
    const bool all_zero = weights == 0;
    const uint64_t k = 64 * (uint64_t)attempt->machine->attempts + picked_before;
    uint64_t x =
        chance_draw(realm->seed, all_zero ? (uint64_t)equals : weights, attempt->number, CHANCE_PICK, k);
    for (int i = 0; i < realm->host_count; i++) {
        const Host *host = &realm->hosts[i];
        if (!host->published || was_tried(attempt, i) || host->priority != lowest) continue;
        const uint64_t weight = all_zero ? 1 : host->weight;
        if (x < weight) return i;
        x -= weight;
    }
    CHECK(!"a pick falls on one of the equals");
}

static bool service_answers(const Attempt *attempt, Service service) {
    return attempt->realm->service_up[service] &&
           place_reaches(&attempt->realm->places[attempt->machine->place], reach_service(service));
}

static bool ask_looked_up_hosts(Attempt *attempt) {
    const bool answered = service_answers(attempt, SERVICE_DNS);
    if (attempt->log) {
        attempt->log->looked_up = true;
        attempt->log->lookup_answered = answered;
    }
    if (!answered) return false;
    for (uint64_t picked = 0;; picked++) {
        const int host = pick_host(attempt, picked);
        if (host < 0) return false;
        if (ask_host(attempt, host, CANDIDATE_LOOKED_UP)) return true;
    }
}

static void ask_hosts(Attempt *attempt) {
    const Machine *machine = attempt->machine;
    if (machine->pinned != NO_HOST) {
        if (ask_host(attempt, machine->pinned, CANDIDATE_PINNED)) return;
    } else {
        if (machine->cached != NO_HOST && ask_host(attempt, machine->cached, CANDIDATE_CACHED)) return;
        if (ask_looked_up_hosts(attempt)) return;
    }
    attempt->answer->result = !attempt->asked_any     ? RESULT_NO_RECORD
                              : attempt->declined_any ? RESULT_WRONG_HOST
                                                      : RESULT_NO_HOST;
}

static void ask_service(Attempt *attempt, Service service) {
    if (!service_answers(attempt, service)) {
        attempt->answer->result = RESULT_NO_HOST;
        return;
    }
    const bool entitled = service != SERVICE_CLOUD || attempt->machine->signed_in;
    attempt->answer->service = (int)service;
    attempt->answer->result = entitled ? RESULT_GRANTED : RESULT_NOT_ENTITLED;
}

Answer asking_attempt(const Realm *realm, Machine *machine, uint32_t number, const Product *product,
                      int32_t now, AskingLog *log) {
    if (log) memset(log, 0, sizeof *log);
    uint64_t tried[(LIMIT_HOSTS + 63) / 64];
    memset(tried, 0, ((size_t)realm->host_count + 63) / 64 * sizeof tried[0]);
    Answer answer = {.result = RESULT_NONE, .host = -1, .service = -1};
    Attempt attempt = {.realm = realm,
                       .machine = machine,
                       .number = number,
                       .product = product,
                       .now = now,
                       .log = log,
                       .answer = &answer,
                       .tried = tried};
    switch (product->by) {
    case BY_HOST: ask_hosts(&attempt); break;
    case BY_DIRECTORY: ask_service(&attempt, SERVICE_DIRECTORY); break;
    case BY_CLOUD: ask_service(&attempt, SERVICE_CLOUD); break;
    case BY_ONCE: ask_service(&attempt, SERVICE_ACTIVATION); break;
    case METHOD_COUNT: CHECK(!"a Method");
    }
    return answer;
}

bool asking_can_end(const Product *product, Result result) {
    switch (result) {
    case RESULT_GRANTED:
    case RESULT_NO_HOST: return true;
    case RESULT_COUNT_INSUFFICIENT:
    case RESULT_NO_RECORD:
    case RESULT_WRONG_HOST:
    case RESULT_CLOCK_SKEW: return product->by == BY_HOST;
    case RESULT_NOT_ENTITLED: return product->by == BY_CLOUD;
    case RESULT_NONE:
    case RESULT_COUNT: break;
    }
    CHECK(!"a Result");
}
