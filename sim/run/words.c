#include "sim/run/words.h"

#include <inttypes.h>

#include "sim/base/check.h"

const char *const ABSENCE_WORDS[ABSENCE_COUNT] = {NULL, "not there on this day of the week",
                                                  "not there on this day, by its chance",
                                                  "not there at this time of day"};

void words_duration(Text *out, Minutes length_min) {
    char text[DURATION_TEXT];
    duration_format(length_min, text);
    text_add(out, text);
}

void words_instant(Text *out, const Plan *plan, int32_t at) {
    char calendar[CALENDAR_TEXT];
    words_duration(out, at);
    calendar_format(plan->start + at, calendar);
    text_add_format(out, " (%s)", calendar);
}

void words_machine(Text *out, const Plan *plan, uint32_t machine) {
    char name[MEMBER_NAME];
    plan_machine_name(plan, machine, name);
    text_add(out, name);
}

void words_count(Text *out, int64_t count, const char *thing) {
    text_add_int(out, count);
    text_add_format(out, " %s%s", thing, count == 1 ? "" : "s");
}

/* The part of a range that lies in one group. */
static void add_members(Text *out, const Group *group, uint32_t from, uint32_t count) {
    text_add(out, group->name);
    if (count == group->count) return;
    if (count == 1)
        text_add_format(out, "[%" PRIu32 "]", from + 1);
    else
        text_add_format(out, "[%" PRIu32 "..%" PRIu32 "]", from + 1, from + count);
}

void words_selection(Text *out, const Plan *plan, Selection selection) {
    const char *before = "";
    if (selection.all || selection.machines == plan->machine_count) {
        if (plan->machine_count == 1)
            words_machine(out, plan, 0); /* nobody calls one machine all */
        else
            text_add(out, "all");
        return;
    }
    for (uint32_t r = 0; r < selection.range_count; r++) {
        const MachineRange range = selection.ranges[r];
        const uint32_t end = range.first + range.count;
        for (uint32_t m = range.first; m < end;) {
            const Group *group = &plan->groups[plan_group_of(plan, m)];
            const uint32_t group_end = group->first + group->count < end ? group->first + group->count : end;
            text_add(out, before);
            before = ", ";
            add_members(out, group, m - group->first, group_end - m);
            m = group_end;
        }
    }
}

static void add_targets(Text *out, const Plan *plan, const Change *change) {
    for (uint32_t t = 0; t < change->target_count; t++) {
        if (t) text_add(out, ", ");
        text_add(out, plan_target_name(plan, change->targets[t]));
    }
    if (change->target_count == 0) text_add(out, "nothing");
}

static void add_deed(Text *out, HostDeed deed) {
    static const char *const DEEDS[DO_COUNT] = {"goes down",
                                                "comes up",
                                                "is published in the name lookup",
                                                "is no longer published in the name lookup",
                                                "is activated",
                                                "is deactivated",
                                                "is rebuilt",
                                                "is restarted"};
    text_add_format(out, " %s", DEEDS[deed]);
}

static void add_figures(Text *out, const HostFigures *figures) {
    const char *before = ": ";
    if (figures->given & SET_RETRY) {
        text_add_format(out, "%sretry ", before);
        words_duration(out, figures->retry_min);
        before = ", ";
    }
    if (figures->given & SET_RENEWAL) {
        text_add_format(out, "%srenewal ", before);
        words_duration(out, figures->renewal_min);
        before = ", ";
    }
    if (figures->given & SET_PRIORITY) {
        text_add_format(out, "%spriority %u", before, (unsigned)figures->priority);
        before = ", ";
    }
    if (figures->given & SET_WEIGHT) {
        text_add_format(out, "%sweight %u", before, (unsigned)figures->weight);
        before = ", ";
    }
    if (!(figures->given & SET_SERVES)) return;
    text_add_format(out, "%sserves", before);
    if (figures->serves == 0) text_add(out, " nothing");
    before = " ";
    for (int pool = 0; pool < POOL_COUNT; pool++) {
        if (!(figures->serves >> pool & 1)) continue;
        text_add_format(out, "%s%s", before, POOL_NAMES[pool]);
        before = " and ";
    }
}

static void add_change_of_machines(Text *out, const Plan *plan, const Change *change) {
    words_selection(out, plan, change->machines);
    switch (change->kind) {
    case CHANGE_POWER: text_add(out, change->value ? ": power on" : ": power off"); break;
    case CHANGE_MOVE: text_add_format(out, ": moved to %s", plan->places[change->value].name); break;
    case CHANGE_ATTEMPT: text_add(out, ": told to ask now"); break;
    case CHANGE_RETIRE: text_add(out, ": retired"); break;
    case CHANGE_REIMAGE: text_add(out, change->value ? ": reimaged, same id" : ": reimaged, new id"); break;
    case CHANGE_REARM: text_add(out, ": rearmed"); break;
    case CHANGE_USE:
        if (change->value == NO_HOST)
            text_add(out, ": told to look hosts up");
        else
            text_add_format(out, ": pinned to %s", plan->hosts[change->value].name);
        break;
    case CHANGE_CACHE: text_add(out, ": cached host forgotten"); break;
    case CHANGE_SKEW:
        text_add(out, change->value ? ": clock off by " : ": clock set right");
        if (change->value) words_duration(out, change->value);
        break;
    case CHANGE_SIGN: text_add(out, change->value ? ": signed in" : ": signed out"); break;
    case CHANGE_HOST_DO:
    case CHANGE_HOST_SET:
    case CHANGE_SERVICE:
    case CHANGE_BLOCK:
    case CHANGE_UNBLOCK:
    case CHANGE_KIND_COUNT: CHECK(!"a change of machines");
    }
}

void words_change(Text *out, const Plan *plan, const Change *change) {
    switch (change->kind) {
    case CHANGE_HOST_DO:
        text_add(out, plan->hosts[change->subject].name);
        add_deed(out, (HostDeed)change->value);
        break;
    case CHANGE_HOST_SET:
        text_add(out, plan->hosts[change->subject].name);
        add_figures(out, &change->figures);
        break;
    case CHANGE_SERVICE:
        text_add_format(out, "the service %s %s", SERVICE_NAMES[change->subject],
                        change->value ? "comes up" : "goes down");
        break;
    case CHANGE_BLOCK:
    case CHANGE_UNBLOCK:
        if (change->kind == CHANGE_UNBLOCK && change->subject == PLACE_OFFLINE) {
            text_add(out, "offline reaches nothing all the same");
            break;
        }
        text_add_format(out, "%s %s ", plan->places[change->subject].name,
                        change->kind == CHANGE_BLOCK ? "can no longer reach" : "can reach");
        add_targets(out, plan, change);
        break;
    case CHANGE_POWER:
    case CHANGE_MOVE:
    case CHANGE_ATTEMPT:
    case CHANGE_RETIRE:
    case CHANGE_REIMAGE:
    case CHANGE_REARM:
    case CHANGE_USE:
    case CHANGE_CACHE:
    case CHANGE_SKEW:
    case CHANGE_SIGN: add_change_of_machines(out, plan, change); break;
    case CHANGE_KIND_COUNT: CHECK(!"a ChangeKind");
    }
}

/* ---- claims ------------------------------------------------------------------------------------------- */

static void add_when(Text *out, const Claim *claim) {
    switch (claim->when) {
    case CLAIM_AT: text_add(out, "at "); break;
    case CLAIM_FIRST: text_add(out, "first at "); break;
    case CLAIM_BY: text_add(out, "by "); break;
    case CLAIM_NEVER:
    case CLAIM_ALWAYS:
        text_add(out, claim->when == CLAIM_NEVER ? "never from " : "always from ");
        words_duration(out, claim->from);
        text_add(out, " to ");
        break;
    case CLAIM_WHEN_COUNT: CHECK(!"a ClaimWhen");
    }
    words_duration(out, claim->to);
    text_add(out, ": ");
}

static void add_comparison(Text *out, Comparison comparison, bool of_lengths) {
    static const char *const WORDS[COMPARE_COUNT] = {
        [COMPARE_EQUAL] = "",           [COMPARE_NOT_EQUAL] = "other than ", [COMPARE_AT_LEAST] = "at least ",
        [COMPARE_AT_MOST] = "at most ", [COMPARE_MORE] = "more than ",       [COMPARE_LESS] = "less than "};
    text_add(out, WORDS[comparison.op]);
    if (of_lengths)
        words_duration(out, comparison.number);
    else
        text_add_int(out, comparison.number);
}

/* Grace and notification are what one is in. */
static const char *state_as_told(State state) {
    static const char *const IN[STATE_COUNT] = {[STATE_INITIAL_GRACE] = "in initial-grace",
                                                [STATE_EXPIRY_GRACE] = "in expiry-grace",
                                                [STATE_NOTIFICATION] = "in notification"};
    return IN[state] ? IN[state] : STATE_NAMES[state];
}

void words_claim(Text *out, const Plan *plan, const Claim *claim) {
    add_when(out, claim);
    if (claim->about == CLAIM_HOST_COUNT) {
        text_add_format(out, "%s counts ", plan->hosts[claim->host].name);
        add_comparison(out, claim->count, false);
        text_add_format(out, " of %s", POOL_NAMES[claim->pool]);
        return;
    }
    if (claim->has_count) {
        add_comparison(out, claim->count, false);
        text_add(out, " of ");
    }
    const bool any = claim->when == CLAIM_NEVER && !claim->has_count && claim->machines.machines > 1;
    if (any) text_add(out, "any of ");
    words_selection(out, plan, claim->machines);
    const bool one = claim->has_count ? claim->count.number == 1 : any || claim->machines.machines == 1;
    const char *are = one ? "is" : "are";
    switch (claim->about) {
    case CLAIM_STATE: text_add_format(out, " %s %s", are, state_as_told(claim->state)); break;
    case CLAIM_LAST: text_add_format(out, " had %s at the last attempt", RESULT_NAMES[claim->last]); break;
    case CLAIM_LEASE_LEFT:
        text_add_format(out, " %s licensed with ", are);
        add_comparison(out, claim->lease_left, true);
        text_add(out, " left");
        break;
    case CLAIM_HOST_COUNT: break;
    }
}
