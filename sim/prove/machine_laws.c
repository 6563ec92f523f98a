/* What holds of machines, their states and their clocks. */
#include "sim/prove/law.h"

static const Machine *was(const Turn *turn, uint32_t machine) {
    return world_machine(turn->before, machine);
}

static const Machine *is(const Turn *turn, uint32_t machine) {
    return world_machine(turn->after, machine);
}

/* Calls `judge` for each machine. */
static void each_machine(const Turn *turn, Judgement *out,
                         void (*judge)(const Turn *, uint32_t, Judgement *)) {
    for (uint32_t m = 0; m < turn->after->machine_count; m++) judge(turn, m, out);
}

/* ---- states ------------------------------------------------------------------------------------------- */

static void one_in_a_state_it_has(const Turn *turn, uint32_t m, Judgement *out) {
    const Product *product = turn_product(turn, m);
    const State state = (State)is(turn, m)->state;
    const bool lapsed = state == STATE_NOTIFICATION || state == STATE_REDUCED;
    law_holds(out, !(lapsed && state != product->lapsed) &&
                       !(state == STATE_INITIAL_GRACE && product->initial_grace_min == NONE) &&
                       !(state == STATE_EXPIRY_GRACE && product->expiry_grace_min == NONE));
}

static void states_of_the_product(const Turn *turn, Judgement *out) {
    each_machine(turn, out, one_in_a_state_it_has);
}

static void one_gone(const Turn *turn, uint32_t m, Judgement *out) {
    if (was(turn, m)->state != STATE_ABSENT || turn_row(turn, ROW_INSTALL, m)) return;
    bool told = false;
    for (size_t r = 0; r < turn->row_count; r++) told |= turn->rows[r].machine == m;
    law_holds(out, is(turn, m)->state == STATE_ABSENT && !told);
}

static void gone_for_good(const Turn *turn, Judgement *out) {
    each_machine(turn, out, one_gone);
}

/* A lapse from the state before, or the beginning of a product that has no grace to begin with. */
static bool may_lapse(const Turn *turn, const Row *row) {
    const Product *product = turn_product(turn, row->machine);
    switch (row->kind) {
    case ROW_INSTALL:
    case ROW_RESET: return product->initial_grace_min == NONE;
    case ROW_LAPSE: return row->from != STATE_LICENSED || product->expiry_grace_min == NONE;
    case ROW_ATTEMPT: return row->result == RESULT_NOT_ENTITLED;
    case ROW_CHANGE:
    case ROW_REFUSED:
    case ROW_RETIRE:
    case ROW_NOTICE:
    case ROW_FORGET:
    case ROW_EXPECT:
    case ROW_KIND_COUNT: break;
    }
    return false;
}

static void lapsed_after_every_grace(const Turn *turn, Judgement *out) {
    for (size_t r = 0; r < turn->row_count; r++) {
        const Row *row = &turn->rows[r];
        if (row_has_states(row) && row->from != row->to &&
            (row->to == STATE_NOTIFICATION || row->to == STATE_REDUCED))
            law_holds(out, may_lapse(turn, row));
    }
}

/* ---- clocks ------------------------------------------------------------------------------------------- */

static bool runs_out_within(const Turn *turn, const Machine *machine, int32_t length_min) {
    return machine->clock_at > turn->now && machine->clock_at <= turn->now + length_min;
}

static bool clock_fits(const Turn *turn, uint32_t m) {
    const Machine *machine = is(turn, m);
    const Product *product = turn_product(turn, m);
    switch ((State)machine->state) {
    case STATE_INITIAL_GRACE: return runs_out_within(turn, machine, product->initial_grace_min);
    case STATE_EXPIRY_GRACE: return runs_out_within(turn, machine, product->expiry_grace_min);
    case STATE_LICENSED:
        if (product->by == BY_ONCE) return machine->clock_at == NEVER;
        return runs_out_within(turn, machine, product->lease_min);
    case STATE_ABSENT:
    case STATE_NOTIFICATION:
    case STATE_REDUCED: return machine->clock_at == NEVER;
    case STATE_COUNT: break;
    }
    return false;
}

static void one_clock_as_the_state(const Turn *turn, uint32_t m, Judgement *out) {
    law_holds(out, clock_fits(turn, m));
}

static void clocks_as_the_state_says(const Turn *turn, Judgement *out) {
    each_machine(turn, out, one_clock_as_the_state);
}

/* Does something this minute take the machine away from its clock before that runs out? */
static bool left_its_clock(const Turn *turn, uint32_t m) {
    return turn_row(turn, ROW_RESET, m) || turn_row(turn, ROW_RETIRE, m);
}

static void one_lapse_in_time(const Turn *turn, uint32_t m, Judgement *out) {
    const bool is_time = was(turn, m)->clock_at == turn->now && !left_its_clock(turn, m);
    if (is_time) law_holds(out, turn_row(turn, ROW_LAPSE, m));
    /* A grace of no length is over in its own minute: such machines began anew, or came from a lease. */
    if (turn_row(turn, ROW_LAPSE, m)) law_holds(out, is_time || turn_began_anew(turn, m));
}

static void lapses_in_their_minute(const Turn *turn, Judgement *out) {
    each_machine(turn, out, one_lapse_in_time);
}

/* Losing hosts is nothing of that. */
static void one_licence_ends_rightly(const Turn *turn, uint32_t m, Judgement *out) {
    if (was(turn, m)->state != STATE_LICENSED || is(turn, m)->state == STATE_LICENSED) return;
    const Row *attempt = turn_row(turn, ROW_ATTEMPT, m);
    law_holds(out, was(turn, m)->clock_at == turn->now || left_its_clock(turn, m) ||
                       (attempt && attempt->result == RESULT_NOT_ENTITLED));
}

static void only_clocks_end_a_licence(const Turn *turn, Judgement *out) {
    each_machine(turn, out, one_licence_ends_rightly);
}

static bool was_granted(const Turn *turn, uint32_t m) {
    const Row *attempt = turn_row(turn, ROW_ATTEMPT, m);
    return attempt && attempt->result == RESULT_GRANTED;
}

static void one_lease_from_its_grant(const Turn *turn, uint32_t m, Judgement *out) {
    const Product *product = turn_product(turn, m);
    if (is(turn, m)->state != STATE_LICENSED) return;
    const int32_t end = product->by == BY_ONCE ? NEVER
                        : was_granted(turn, m) ? turn->now + product->lease_min
                                               : was(turn, m)->clock_at;
    law_holds(out, is(turn, m)->clock_at == end);
}

static void a_lease_after_the_last_grant(const Turn *turn, Judgement *out) {
    each_machine(turn, out, one_lease_from_its_grant);
}

static void one_licensed_by_a_grant(const Turn *turn, uint32_t m, Judgement *out) {
    if (was(turn, m)->state == STATE_LICENSED || is(turn, m)->state != STATE_LICENSED) return;
    law_holds(out, was_granted(turn, m));
}

static void licensed_by_grants_only(const Turn *turn, Judgement *out) {
    each_machine(turn, out, one_licensed_by_a_grant);
}

static void one_licensed_for_good(const Turn *turn, uint32_t m, Judgement *out) {
    if (turn_product(turn, m)->by != BY_ONCE || was(turn, m)->state != STATE_LICENSED) return;
    if (left_its_clock(turn, m)) return;
    const bool told = turn_changed_machines(turn) || was(turn, m)->due_at != NEVER;
    law_holds(out, is(turn, m)->state == STATE_LICENSED && (is(turn, m)->due_at == NEVER || told));
}

static void once_is_for_good(const Turn *turn, Judgement *out) {
    each_machine(turn, out, one_licensed_for_good);
}

/* ---- reminders and rearms ----------------------------------------------------------------------------- */

/* Where the reminder of a grace or lease that began in this minute belongs; NEVER. */
static int32_t reminder_of_new(const Turn *turn, uint32_t m) {
    const Product *product = turn_product(turn, m);
    const bool lease = is(turn, m)->state == STATE_LICENSED;
    const int32_t whole = lease ? product->lease_min : product->initial_grace_min;
    const int32_t figure = lease ? product->warn_before_min : product->notice_after_min;
    if (figure == NONE || figure >= whole) return NEVER;
    const int32_t wait = lease ? whole - figure : figure;
    return wait > 0 && wait < whole ? turn->now + wait : NEVER;
}

/* A grace whose reminder waits for nothing begins with it. */
static bool reminds_at_once(const Turn *turn, uint32_t m) {
    const Product *product = turn_product(turn, m);
    return turn_began_anew(turn, m) && is(turn, m)->state != STATE_ABSENT && product->initial_grace_min > 0 &&
           product->notice_after_min == 0;
}

static void one_reminder(const Turn *turn, uint32_t m, Judgement *out) {
    const Machine *before = was(turn, m), *after = is(turn, m);
    if (after->notice_at != NEVER)
        law_holds(out, after->notice_at > turn->now && after->notice_at < after->clock_at);
    if (was_granted(turn, m) || (turn_began_anew(turn, m) && after->state == STATE_INITIAL_GRACE))
        law_holds(out, after->notice_at == reminder_of_new(turn, m));
    const bool is_time =
        reminds_at_once(turn, m) || (before->notice_at == turn->now && !left_its_clock(turn, m));
    if (is_time || turn_times(turn, ROW_NOTICE, m))
        law_holds(out, turn_times(turn, ROW_NOTICE, m) == is_time);
}

static void reminders_in_their_minute(const Turn *turn, Judgement *out) {
    each_machine(turn, out, one_reminder);
}

/* What the minute's rows make of them, one by one; -1 where one too many is spent. */
static int32_t rearms_by_rows(const Turn *turn, uint32_t m) {
    const Product *product = turn_product(turn, m);
    int32_t rearms = was(turn, m)->rearms;
    for (size_t r = 0; r < turn->row_count; r++) {
        const Row *row = &turn->rows[r];
        if (row->machine != m) continue;
        if (row->rule == RULE_NO_REARM_LEFT && rearms > 0) return -1;
        if (row->kind == ROW_INSTALL || row->rule == RULE_REIMAGED) rearms = product->rearms;
        if (row->rule == RULE_REARMED && rearms-- == 0) return -1;
        if (row->result == RESULT_GRANTED && product->rearm_bonus && rearms == 0) rearms = 1;
    }
    return rearms;
}

static void one_with_rearms(const Turn *turn, uint32_t m, Judgement *out) {
    const bool told = is(turn, m)->rearms != was(turn, m)->rearms || turn_began_anew(turn, m) ||
                      turn_row(turn, ROW_REFUSED, m);
    const int32_t rearms = is(turn, m)->rearms;
    if (told) law_holds(out, rearms >= 0 && rearms == rearms_by_rows(turn, m));
}

static void rearms_are_spent_one_by_one(const Turn *turn, Judgement *out) {
    each_machine(turn, out, one_with_rearms);
}

/* ---- what it knows ------------------------------------------------------------------------------------ */

static void one_cached_host(const Turn *turn, uint32_t m, Judgement *out) {
    const Row *attempt = turn_row(turn, ROW_ATTEMPT, m);
    const bool forgets = turn_began_anew(turn, m) || turn_changed(turn, CHANGE_CACHE, m);
    const bool granted = was_granted(turn, m) && attempt->host >= 0 && is(turn, m)->keeps_cache;
    const uint16_t cached = granted ? (uint16_t)attempt->host : forgets ? NO_HOST : was(turn, m)->cached;
    if (is(turn, m)->state != STATE_ABSENT) law_holds(out, is(turn, m)->cached == cached);
}

static void cached_is_who_granted_last(const Turn *turn, Judgement *out) {
    each_machine(turn, out, one_cached_host);
}

static bool is_known(const Turn *turn, uint32_t id) {
    for (uint32_t m = 0; m < turn->before->machine_count; m++)
        if (was(turn, m)->id == id) return true;
    for (int h = 0; h < (int)turn->before->host_count; h++)
        for (int pool = 0; pool < POOL_COUNT; pool++)
            if (turn_entry(turn->before, h, (Pool)pool, id)) return true;
    return false;
}

/* Was the last new start of the minute one that brings a new id? */
static bool got_new_id(const Turn *turn, uint32_t m) {
    const Change *change = NULL;
    bool new_id = false;
    for (size_t r = 0; r < turn->row_count; r++) {
        const Row *row = &turn->rows[r];
        if (row->kind == ROW_CHANGE) change = &turn->plan->changes[row->entry];
        if (row->kind == ROW_RESET && row->machine == m)
            new_id |= row->rule == RULE_REARMED || (change && !change->value);
    }
    return new_id;
}

static void one_id(const Turn *turn, uint32_t m, Judgement *out) {
    const uint32_t id = is(turn, m)->id;
    if (got_new_id(turn, m))
        law_holds(out, !is_known(turn, id));
    else
        law_holds(out, id == was(turn, m)->id);
}

static void new_starts_bring_new_ids(const Turn *turn, Judgement *out) {
    each_machine(turn, out, one_id);
}

const Law MACHINE_LAWS[LAWS_OF_MACHINES] = {
    {"states-of-the-product", "A machine is only ever in states that its product has.", "sections 2 and 6",
     states_of_the_product},
    {"gone-for-good", "Nothing happens to a machine that is not there but its installation.",
     "sections 2 and 4", gone_for_good},
    {"lapsed-after-every-grace",
     "Nobody is in notification, or reduced, before every grace is over that the product has there; but for "
     "one who is told that nobody entitled is signed in.",
     "sections 2 and 3", lapsed_after_every_grace},
    {"clocks-as-the-state-says",
     "A lease or grace runs just in the states that have one, and ends later than now, and no later than a "
     "whole one from now.",
     "section 2", clocks_as_the_state_says},
    {"lapses-in-their-minute",
     "A clock that runs out lapses in just that minute, whether the machine is on or not.", "section 2",
     lapses_in_their_minute},
    {"only-clocks-end-a-licence",
     "A licence ends by its clock, by a new beginning, or with the entitlement: to lose every host ends "
     "none.",
     "sections 2 and 3", only_clocks_end_a_licence},
    {"a-lease-after-the-last-grant", "Every licence ends just one lease after the machine's last grant.",
     "section 3", a_lease_after_the_last_grant},
    {"licensed-by-grants-only", "Nobody is licensed but by a granted attempt.", "section 3",
     licensed_by_grants_only},
    {"once-is-for-good",
     "A one-time key's licence never ends, and its machine does not ask again unless it is told to.",
     "section 3", once_is_for_good},
    {"reminders-in-their-minute", "A reminder shows in its minute, once, and before its clock runs out.",
     "section 2", reminders_in_their_minute},
    {"rearms-are-spent-one-by-one",
     "Rearms are spent one by one, never below none; only a new start fills them up, and a grant gives one "
     "where the product says so.",
     "section 4", rearms_are_spent_one_by_one},
    {"cached-is-who-granted-last",
     "A machine remembers the host that granted last, until it starts anew or is told to forget it.",
     "sections 3 and 4", cached_is_who_granted_last},
    {"new-starts-bring-new-ids",
     "A machine keeps its id; only a rearm or a new image brings another, which nobody has or remembers.",
     "section 4", new_starts_bring_new_ids},
};
