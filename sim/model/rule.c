#include "sim/model/rule.h"

#include <stdbool.h>
#include <stddef.h>

const char COUNTED_EVENTS[] =
    "events 12288 (request sent) and 12289 (answer judged) on the machine, 12290 on the host";

static const char GRACE_OVER_CODE[] = "0xC004F009, where it ends in notification";

const Rule RULES[RULE_COUNT] = {
    [RULE_INSTALL_GRACE] =
        {"install-grace",
         "A product with an initial grace works from its installation on, while the grace clock "
         "runs; its first attempt is due at once.",
         DOCUMENTED, SOURCE_OK, 0, 0},
    [RULE_INSTALL_LAPSED] =
        {"install-lapsed",
         "A product without an initial grace is not activated from its first minute; its first "
         "attempt is due at once.",
         DISPUTED, SOURCE_AC, 0,
         "older pages give every Windows a grace of 30 days, newer ones give it none"},
    [RULE_GRANTED] =
        {"granted", "The answer satisfies the machine: it is licensed for one whole lease, counted from now.",
         DOCUMENTED, SOURCE_KP, 0, 0},
    [RULE_RENEWED] =
        {"renewed",
         "A machine that is already licensed asks again, long before its lease ends; the grant starts "
         "the whole lease anew.",
         DOCUMENTED, SOURCE_AC, 0, 0},
    [RULE_COUNT_BELOW_THRESHOLD] =
        {"count-below-threshold",
         "The host counted the machine and replied its count; the machine compares, and "
         "the count is below the threshold of its product.",
         DOCUMENTED, SOURCE_KP, "0xC004F038",
         "that a refusal is an answer, after which no other host is asked, is assumed"},
    [RULE_NO_HOST_ANSWERS] =
        {"no-host-answers",
         "There was a host or service to ask, but it is down or cannot be reached; an existing "
         "lease is untouched.",
         DOCUMENTED, SOURCE_TS, "0xC004F074", 0},
    [RULE_NO_HOST_KNOWN] =
        {"no-host-known",
         "The machine knows no host: none is pinned or cached, and the name lookup gives none.", DOCUMENTED,
         SOURCE_TS, "0x8007232B", 0},
    [RULE_ONLY_WRONG_HOSTS] =
        {"only-wrong-hosts",
         "A host was reached, but it does not serve this product or is not activated itself.", DOCUMENTED,
         SOURCE_TS, "0xC004F042 (product not served) or 0xC004F041 (host not activated)", 0},
    [RULE_CLOCKS_APART] =
        {"clocks-apart",
         "The clocks of machine and host are more than 4 hours apart: nothing is counted, and no "
         "other host is asked.",
         DOCUMENTED, SOURCE_TS, "0xC004F06C", 0},
    [RULE_NOT_ENTITLED] =
        {"not-entitled",
         "The subscription service answers, but nobody entitled is signed in: the licence ends at "
         "once.",
         DOCUMENTED, SOURCE_OL, 0, "that signing out is noticed only at the next attempt is assumed"},
    [RULE_INITIAL_GRACE_OVER] = {"initial-grace-over",
                                 "The initial grace ran out before any attempt was granted.", DOCUMENTED,
                                 SOURCE_OK, GRACE_OVER_CODE, 0},
    [RULE_LEASE_OVER_GRACE] = {"lease-over-grace",
                               "The lease ran out without a renewal; a last grace clock starts.", DOCUMENTED,
                               SOURCE_OK, 0, 0},
    [RULE_LEASE_OVER] = {"lease-over",
                         "The lease ran out without a renewal, and the product has no grace after it.",
                         DOCUMENTED, SOURCE_KP, GRACE_OVER_CODE,
                         "that newer Windows has no grace after a lease is assumed"},
    [RULE_EXPIRY_GRACE_OVER] = {"expiry-grace-over", "The last grace after the lease ran out too.",
                                DOCUMENTED, SOURCE_OK, GRACE_OVER_CODE, 0},
    [RULE_GRACE_REMINDER] = {"grace-reminder",
                             "The silent part of the initial grace is over: reminders show from now on.",
                             DOCUMENTED, SOURCE_OK, 0, 0},
    [RULE_LEASE_REMINDER] = {"lease-reminder",
                             "The lease will end soon and was not renewed: reminders show from now on.",
                             DOCUMENTED, SOURCE_AC, 0, 0},
    [RULE_MEMORY_OVER] =
        {"memory-over",
         "A host forgets a machine that did not ask for longer than its memory, and counts one less.",
         DOCUMENTED, SOURCE_KP, 0,
         "30 days are documented; that an entry exactly that old still counts is assumed"},
    [RULE_REIMAGED] = {"reimaged",
                       "The machine is installed anew: clocks, cached host and rhythm are those of a fresh "
                       "installation.",
                       ASSUMED, SOURCE_HOUSE, 0, "no page lists what a new image forgets"},
    [RULE_REARMED] =
        {"rearmed", "The machine's activation is set back to new, with a new id; one of its rearms is spent.",
         DOCUMENTED, SOURCE_SL, 0, 0},
    [RULE_NO_REARM_LEFT] = {"no-rearm-left", "The machine has no rearm left: the change is refused.",
                            DOCUMENTED, SOURCE_SL, 0, 0},
    [RULE_HOST_KEY_SPENT] =
        {"host-key-spent",
         "A host key activates at most 6 different hosts, each at most 10 times: the change is "
         "refused.",
         DOCUMENTED, SOURCE_AC, 0, 0},
    [RULE_RETIRED] = {"retired",
                      "The machine is gone for good; hosts remember its id until their memory is over.",
                      ASSUMED, SOURCE_HOUSE, 0, "nothing tells a host that a machine was retired"},
};

/* The page about this kind of product, in place of one about hosts, Windows or Office. */
static SourceId source_for(SourceId source, const Product *product) {
    static const SourceId OF_METHOD[METHOD_COUNT] = {
        [BY_DIRECTORY] = SOURCE_AD, [BY_CLOUD] = SOURCE_OL, [BY_ONCE] = SOURCE_AC};
    if (source == SOURCE_SL && product->rearm_bonus) return SOURCE_OR; /* Office is rearmed in its own way */
    if (source == SOURCE_HOUSE || source == SOURCE_SL) return source;
    if (product->by != BY_HOST) return OF_METHOD[product->by];
    return source == SOURCE_OK && product->pool == POOL_WINDOWS ? SOURCE_TD : source;
}

Backing rule_backing(RuleId rule, const Product *product) {
    const Rule *general = &RULES[rule];
    Backing backing = {general->provenance, source_for(general->source, product), general->code,
                       general->doubt};
    const bool rests_on_no_grace = rule == RULE_INSTALL_LAPSED || rule == RULE_LEASE_OVER;
    if (rests_on_no_grace && product->pool != POOL_WINDOWS) {
        backing.provenance = DOCUMENTED;
        backing.doubt = NULL;
    }
    const bool is_of_notification = backing.code == GRACE_OVER_CODE;
    if (is_of_notification ? product->lapsed != STATE_NOTIFICATION : product->by != BY_HOST)
        backing.code = NULL;
    return backing;
}
