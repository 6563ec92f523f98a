/* Each law would notice: a minute that is as it should be, and then not. */
#include "tests/test.h"

#include "sim/prove/law.h"
#include "tests/support/scene.h"

enum { ROWS_MOST = 64 };

/* A minute of a scenario, carried out rightly, for a row to spoil. */
typedef struct {
    Scene *scene;
    World *before, *after; /* owned copies */
    Row rows[ROWS_MOST];
    Turn turn;
} Minute;

static void open_minute(Minute *minute, const char *yaml, const char *at) {
    const int32_t now = scene_minute(at);
    Scene *scene = minute->scene = scene_read(yaml);
    run_by_table_only(scene->run);
    minute->before = NULL;
    if (now > 0) assert_int_equal(run_to(scene->run, now - 1, NULL), RUN_IS_OVER);
    minute->before = world_copy(run_world(scene->run));
    scene_run_to(scene, at);
    minute->after = world_copy(run_world(scene->run));
    assert_true(scene->row_count > 0 && scene->row_count < ROWS_MOST);
    memcpy(minute->rows, scene->rows, scene->row_count * sizeof *scene->rows);
    minute->turn = (Turn){&scene->plan, minute->before, minute->after, minute->rows, scene->row_count, now};
}

static void close_minute(Minute *minute) {
    free(minute->before);
    free(minute->after);
    scene_close(minute->scene);
}

/* ---- what is spoilt ----------------------------------------------------------------------------------- */

static Row *row_of(Minute *minute, RowKind kind) {
    for (size_t r = 0; r < minute->turn.row_count; r++)
        if (minute->rows[r].kind == kind) return &minute->rows[r];
    fail_msg("no such row");
    return NULL;
}

static Machine *machine(World *world) {
    return &world_machines(world)[0];
}

static Ledger *office(World *world) {
    return world_ledger(world, 0, POOL_OFFICE);
}

static LedgerEntry *oldest(World *world) {
    return (LedgerEntry *)(uintptr_t)ledger_oldest(office(world), world_store(world));
}

static void cap_of_one(Minute *minute) {
    office(minute->after)->cap = 1;
}

static void count_is_not_what_is_there(Minute *minute) {
    ledger_forget_oldest(office(minute->after), world_store(minute->after));
    office(minute->after)->cap = 3;
}

static void id_twice(Minute *minute) {
    const LedgerEntry *second =
        ledger_newer(office(minute->after), world_store(minute->after), oldest(minute->after));
    oldest(minute->after)->id = second->id;
}

static void oldest_is_youngest(Minute *minute) {
    oldest(minute->after)->seen_at = minute->turn.now + 1;
}

static void memory_shorter(Minute *minute) {
    world_hosts(minute->after)[0].memory_min = 0;
}

static void odd_cap(Minute *minute) {
    office(minute->after)->cap = 7;
}

static void cap_was_larger(Minute *minute) {
    office(minute->before)->cap += 2;
}

static void id_gone(Minute *minute) {
    ledger_forget_oldest(office(minute->after), world_store(minute->after));
    office(minute->after)->cap = 100;
}

static void forgotten_too_early(Minute *minute) {
    oldest(minute->before)->seen_at++;
}

static void forgotten_untold(Minute *minute) {
    row_of(minute, ROW_FORGET)->id = 99;
}

static void grown_young(Minute *minute) {
    ledger_count(office(minute->after), world_store(minute->after), 77, 5, minute->turn.now);
}

static void rebuilt_and_remembers(Minute *minute) {
    ledger_count(office(minute->after), world_store(minute->after), 77, 5, minute->turn.now - 1);
}

static void rebuilt_and_keeps_its_cap(Minute *minute) {
    office(minute->after)->cap = 10;
}

static void host_was_down(Minute *minute) {
    world_hosts(minute->after)[0].up = 0;
}

static void host_was_not_activated(Minute *minute) {
    world_hosts(minute->after)[0].activated = 0;
}

static void host_served_others(Minute *minute) {
    world_hosts(minute->after)[0].serves = 1u << POOL_WINDOWS;
}

static void host_was_blocked(Minute *minute) {
    place_block(&world_places(minute->after)[PLACE_OFFICE], reach_host(0), true);
}

static void reply_of_one_more(Minute *minute) {
    for (size_t r = 0; r < minute->turn.row_count; r++) minute->rows[r].count++;
}

static void key_used_eleven_times(Minute *minute) {
    world_hosts(minute->after)[0].activations = HOST_KEY_ACTIVATIONS + 1;
}

static void key_used_for_seven_hosts(Minute *minute) {
    for (int h = 0; h < 7; h++) world_hosts(minute->after)[h].activations = 1;
}

/* ---- machines */

static void reduced(Minute *minute) {
    machine(minute->after)->state = STATE_REDUCED;
}

static void expiry_grace(Minute *minute) {
    machine(minute->after)->state = STATE_EXPIRY_GRACE;
}

static void initial_grace(Minute *minute) {
    machine(minute->after)->state = STATE_INITIAL_GRACE;
}

static void notification(Minute *minute) {
    machine(minute->after)->state = STATE_NOTIFICATION;
    machine(minute->after)->clock_at = NEVER;
}

static void licensed(Minute *minute) {
    machine(minute->after)->state = STATE_LICENSED;
}

static void told_of_one_who_is_gone(Minute *minute) {
    minute->rows[0].machine = 0;
}

/* As if the lease itself had run out, or the grace had not begun. */
static void lapse_past_the_grace_of_a_lease(Minute *minute) {
    row_of(minute, ROW_LAPSE)->from = STATE_LICENSED;
}

static void installed_with_a_grace(Minute *minute) {
    minute->scene->plan.products[minute->scene->plan.groups[0].product].initial_grace_min = 60;
}

static void refused_into_notification(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->from = STATE_LICENSED;
}

static void changed_into_notification(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->from = STATE_LICENSED;
    row_of(minute, ROW_ATTEMPT)->kind = ROW_RETIRE;
}

static void clock_over_now(Minute *minute) {
    machine(minute->after)->clock_at = minute->turn.now;
}

static void clock_too_long(Minute *minute) {
    machine(minute->after)->clock_at = minute->turn.now + 1000 * 1440;
}

static void clock_one_year(Minute *minute) {
    machine(minute->after)->clock_at = 365 * 1440;
}

static void clock_one_later_of_the_last(Minute *minute) {
    world_machines(minute->after)[4].clock_at++;
}

static void clock_for_nothing(Minute *minute) {
    machine(minute->after)->state = STATE_NOTIFICATION;
}

static void clock_one_later(Minute *minute) {
    machine(minute->after)->clock_at++;
}

static void lapse_untold(Minute *minute) {
    row_of(minute, ROW_LAPSE)->machine = NO_MACHINE;
}

static void lapse_too_early(Minute *minute) {
    machine(minute->before)->clock_at++;
}

static void grant_untold(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->result = RESULT_COUNT_INSUFFICIENT;
}

static void asks_again_for_nothing(Minute *minute) {
    machine(minute->after)->due_at = minute->turn.now + 5;
}

static void reminder_untold(Minute *minute) {
    row_of(minute, ROW_NOTICE)->machine = NO_MACHINE;
}

static void reminder_too_early(Minute *minute) {
    machine(minute->before)->notice_at++;
}

static void reminder_after_the_end(Minute *minute) {
    machine(minute->after)->notice_at = machine(minute->after)->clock_at;
}

static void reminder_a_day_early(Minute *minute) {
    machine(minute->after)->notice_at -= 1440;
}

static void remembers_nobody(Minute *minute) {
    machine(minute->after)->cached = NO_HOST;
}

static void remembers_another(Minute *minute) {
    machine(minute->after)->cached = 1;
}

static void has_another_id(Minute *minute) {
    machine(minute->after)->id = 12345;
}

static void has_its_old_id(Minute *minute) {
    machine(minute->after)->id = 0;
}

static void rearms_from_nowhere(Minute *minute) {
    machine(minute->after)->rearms++;
}

static void refused_with_one_left(Minute *minute) {
    machine(minute->before)->rearms++;
    machine(minute->after)->rearms++;
}

static void rearmed_with_none_left(Minute *minute) {
    machine(minute->before)->rearms = 0;
    machine(minute->after)->rearms = -1;
}

/* ---- attempts */

static void due_never(Minute *minute) {
    machine(minute->after)->due_at = NEVER;
}

static void due_now(Minute *minute) {
    machine(minute->after)->due_at = minute->turn.now;
}

static void gone_and_due(Minute *minute) {
    machine(minute->after)->state = STATE_ABSENT;
}

static void attempt_untold(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->machine = NO_MACHINE;
}

static void asked_while_off(Minute *minute) {
    machine(minute->after)->power = 0;
}

static void asked_too_early(Minute *minute) {
    machine(minute->before)->due_at = minute->turn.now + 1;
}

static void asked_twice(Minute *minute) {
    for (size_t r = 0; r < minute->turn.row_count; r++) minute->rows[r].machine = 0;
}

static void ranks_turned_round(Minute *minute) {
    const Row first = minute->rows[0];
    minute->rows[0] = minute->rows[minute->turn.row_count - 1];
    minute->rows[minute->turn.row_count - 1] = first;
}

static void machines_turned_round(Minute *minute) {
    for (size_t r = 0; r < minute->turn.row_count; r++) minute->rows[r].machine = 9 - minute->rows[r].machine;
}

static void claims_turned_round(Minute *minute) {
    Row *last = &minute->rows[minute->turn.row_count - 1];
    const Row claim = *last;
    *last = last[-1];
    last[-1] = claim;
}

static void rows_of_two_minutes(Minute *minute) {
    minute->rows[0].at--;
}

static void due_one_later(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->due_at++;
}

static void due_in_a_year(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->due_at = 365 * 1440;
}

static void rhythm_of_nobody(Minute *minute) {
    machine(minute->after)->retry_min++;
}

static void renewal_of_nobody(Minute *minute) {
    machine(minute->after)->renewal_min++;
}

static void granted_one_too_few(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->result = RESULT_GRANTED;
}

static void refused_enough(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->result = RESULT_COUNT_INSUFFICIENT;
}

static void compared_with_another(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->threshold++;
}

static void refusal_shortens(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->clock_at--;
    machine(minute->after)->clock_at--;
}

static void refusal_moves(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->to = STATE_NOTIFICATION;
}

static void clock_was_wrong(Minute *minute) {
    machine(minute->after)->skew_min = -CLOCKS_APART_MIN - 1;
}

static void clock_was_right(Minute *minute) {
    machine(minute->after)->skew_min = CLOCKS_APART_MIN;
}

static void counted_by_a_host(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->host = 0;
}

static void granted_by_nobody(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->service = -1;
}

static void granted_by_a_service(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->service = SERVICE_CLOUD;
}

static void somebody_could(Minute *minute) {
    world_hosts(minute->after)[0].up = 1;
}

static void told_otherwise(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->result = RESULT_NO_RECORD;
}

static void another_answered(Minute *minute) {
    row_of(minute, ROW_ATTEMPT)->host = 0;
}

static void it_remembered_another(Minute *minute) {
    machine(minute->before)->cached = 0;
}

static void it_was_pinned_to_another(Minute *minute) {
    machine(minute->after)->pinned = 0;
}

static void who_answered_is_not_published(Minute *minute) {
    world_hosts(minute->after)[1].published = 0;
}

static void lookup_would_answer(Minute *minute) {
    minute->after->service_up[SERVICE_DNS] = 1;
}

/* ---- the rows ----------------------------------------------------------------------------------------- */

#define HEAD    "about: a\nrun: 400d\nhosts: {kms: {}}\n"
#define OFFICES HEAD "machines: {m: {product: office-ltsc, count: 5}}\n"
#define CLAIMED                                                                                              \
    OFFICES "expect: [{at: 2h, host: kms, pool: office, count: 5}, {at: 2h, machines: all, are: "            \
            "licensed}]\n"
#define LOST OFFICES "changes: [{at: 8d, host: kms, do: down}]\n"
#define SERVERS                                                                                              \
    HEAD "machines: {m: {product: windows-server, count: 5}}\nchanges: [{at: 8d, host: kms, do: down}]\n"
#define ALONE   HEAD "machines: {m: {product: office-ltsc}}\n"
#define REARMED ALONE "changes: [{at: 1h, machines: m, rearm: now}]\n"
#define UNARMED                                                                                              \
    HEAD "products: {p: {like: windows-7, rearms: 0}}\nmachines: {m: {product: p}}\n"                        \
         "changes: [{at: 1h, machines: m, rearm: now}]\n"
#define RETIRED                                                                                              \
    ALONE "changes:\n  - {at: 1d, machines: m, retire: now}\n  - {at: 2d, service: cloud, do: down}\n"
#define ONCE    HEAD "machines: {m: {product: windows-mak}}\nchanges: [{at: 1d, service: cloud, do: down}]\n"
#define CLOUD   HEAD "machines: {m: {product: microsoft-365-apps}}\n"
#define SKEWED  HEAD "machines: {m: {product: office-ltsc, skew: 5h}}\n"
#define DOWN    "about: a\nrun: 400d\nhosts: {kms: {up: false}}\nmachines: {m: {product: office-ltsc}}\n"
#define UNKNOWN ALONE "changes: [{at: 2h, service: dns, do: down}]\n"
#define REBUILT OFFICES "changes: [{at: 3h, host: kms, do: rebuild}]\n"
#define REMINDED                                                                                             \
    HEAD "products: {p: {like: office-ltsc, notice_after: 0m}}\nmachines: {m: {product: p}}\n"               \
         "changes: [{at: 1h, machines: m, rearm: now}]\n"
#define TWO                                                                                                  \
    "about: a\nrun: 9d\nhosts: {a: {priority: 1}, b: {}}\n"                                                  \
    "products: {p: {like: office-ltsc, threshold: 1}}\nmachines: {m: {product: p}}\n"
#define ENDS_AS_IT_COMES                                                                                     \
    "about: a\nrun: 9d\nhosts: {kms: {renewal: 30d}}\n"                                                      \
    "products: {brief: {like: windows-server, threshold: 1, lease: 1d, warn_before: 0m}}\n"                  \
    "machines: {m: {product: brief, starts: 9h, on: {from: \"09:00\", to: \"17:00\"}}}\n"
#define KEYS                                                                                                 \
    "about: a\nrun: 400d\nhosts: {a: {}, b: {activated: false}, c: {activated: false}, d: {activated: "      \
    "false}, e: {activated: false}, f: {activated: false}, g: {activated: false}}\n"                         \
    "machines: {m: {product: office-ltsc}}\n"

typedef struct {
    const char *law, *yaml, *at;
    void (*spoil)(Minute *minute);
} Bad;

static const Bad BAD[] = {
    {"count-within-cap", OFFICES, "2h", cap_of_one},
    {"count-within-cap", OFFICES, "2h", count_is_not_what_is_there},
    {"one-id-counts-once", OFFICES, "2h", id_twice},
    {"oldest-first", OFFICES, "2h", oldest_is_youngest},
    {"oldest-first", ALONE, "2h", oldest_is_youngest},
    {"nothing-beyond-memory", LOST, "8d", memory_shorter},
    {"cap-is-twice-a-threshold", OFFICES, "2h", odd_cap},
    {"cap-never-shrinks", OFFICES, "2h", cap_was_larger},
    {"forgotten-in-its-minute", OFFICES, "2h", id_gone},
    {"forgotten-in-its-minute", LOST, "37d1m", forgotten_too_early},
    {"forgotten-in-its-minute", LOST, "37d1m", forgotten_untold},
    {"forgotten-in-its-minute", REBUILT, "3h", rebuilt_and_remembers},
    {"forgotten-in-its-minute", REBUILT, "3h", rebuilt_and_keeps_its_cap},
    {"only-askers-are-counted", OFFICES, "2h", grown_young},
    {"silent-hosts-count-nobody", OFFICES, "2h", host_was_down},
    {"silent-hosts-count-nobody", OFFICES, "2h", host_was_not_activated},
    {"silent-hosts-count-nobody", OFFICES, "2h", host_served_others},
    {"silent-hosts-count-nobody", OFFICES, "2h", host_was_blocked},
    {"reply-is-the-count", OFFICES, "2h", reply_of_one_more},
    {"reply-is-the-count", OFFICES, "2h", grown_young},
    {"host-key-has-limits", OFFICES, "2h", key_used_eleven_times},
    {"host-key-has-limits", KEYS, "2h", key_used_for_seven_hosts},

    {"states-of-the-product", OFFICES, "2h", reduced},
    {"states-of-the-product", SERVERS, "2h", expiry_grace},
    {"states-of-the-product", SERVERS, "2h", initial_grace},
    {"gone-for-good", RETIRED, "2d", licensed},
    {"gone-for-good", RETIRED, "2d", told_of_one_who_is_gone},
    {"lapsed-after-every-grace", LOST, "217d2h", lapse_past_the_grace_of_a_lease},
    {"lapsed-after-every-grace", SERVERS, "0m", installed_with_a_grace},
    {"lapsed-after-every-grace", SERVERS, "0m", refused_into_notification},
    {"lapsed-after-every-grace", SERVERS, "0m", changed_into_notification},
    {"clocks-as-the-state-says", OFFICES, "2h", clock_over_now},
    {"clocks-as-the-state-says", OFFICES, "2h", clock_too_long},
    {"clocks-as-the-state-says", OFFICES, "0m", clock_over_now},
    {"clocks-as-the-state-says", OFFICES, "0m", clock_too_long},
    {"clocks-as-the-state-says", LOST, "187d2h", clock_over_now},
    {"clocks-as-the-state-says", LOST, "187d2h", clock_too_long},
    {"clocks-as-the-state-says", OFFICES, "0m", clock_for_nothing},
    {"clocks-as-the-state-says", ONCE, "0m", clock_one_year},
    {"lapses-in-their-minute", LOST, "187d2h", lapse_untold},
    {"lapses-in-their-minute", LOST, "187d2h", lapse_too_early},
    {"only-clocks-end-a-licence", OFFICES, "7d2h", notification},
    {"a-lease-after-the-last-grant", OFFICES, "7d2h", clock_one_later},
    {"a-lease-after-the-last-grant", OFFICES, "7d", clock_one_later_of_the_last},
    {"a-lease-after-the-last-grant", LOST, "14d2h", clock_one_later},
    {"licensed-by-grants-only", OFFICES, "2h", grant_untold},
    {"once-is-for-good", ONCE, "1d", notification},
    {"once-is-for-good", ONCE, "1d", asks_again_for_nothing},
    {"reminders-in-their-minute", SERVERS, "157d2h", reminder_untold},
    {"reminders-in-their-minute", SERVERS, "157d2h", reminder_too_early},
    {"reminders-in-their-minute", SERVERS, "2h", reminder_after_the_end},
    {"reminders-in-their-minute", SERVERS, "2h", reminder_a_day_early},
    {"reminders-in-their-minute", OFFICES, "0m", reminder_a_day_early},
    {"reminders-in-their-minute", REMINDED, "0m", reminder_untold},
    {"reminders-in-their-minute", REMINDED, "1h", reminder_untold},
    {"cached-is-who-granted-last", OFFICES, "2h", remembers_nobody},
    {"cached-is-who-granted-last", LOST, "14d2h", remembers_another},
    {"cached-is-who-granted-last", REARMED, "1h", remembers_another},
    {"new-starts-bring-new-ids", OFFICES, "2h", has_another_id},
    {"new-starts-bring-new-ids", REARMED, "1h", has_its_old_id},
    {"rearms-are-spent-one-by-one", OFFICES, "0m", rearms_from_nowhere},
    {"rearms-are-spent-one-by-one", REARMED, "1h", rearms_from_nowhere},
    {"rearms-are-spent-one-by-one", REARMED, "1h", rearmed_with_none_left},
    {"rearms-are-spent-one-by-one", UNARMED, "1h", refused_with_one_left},

    {"always-due", OFFICES, "2h", due_never},
    {"always-due", OFFICES, "2h", due_now},
    {"always-due", OFFICES, "2h", gone_and_due},
    {"asks-when-due", OFFICES, "2h", attempt_untold},
    {"asks-when-due", OFFICES, "2h", asked_while_off},
    {"asks-when-due", OFFICES, "2h", asked_too_early},
    {"asks-when-due", OFFICES, "2h", asked_twice},
    {"asks-when-due", OFFICES, "0m", attempt_untold},
    {"asks-when-due", ENDS_AS_IT_COMES, "1d9h", attempt_untold},
    {"ranks-in-order", LOST, "187d2h", ranks_turned_round},
    {"ranks-in-order", OFFICES, "2h", machines_turned_round},
    {"ranks-in-order", CLAIMED, "2h", claims_turned_round},
    {"ranks-in-order", OFFICES, "2h", rows_of_two_minutes},
    {"renewal-after-grants-retry-after-all-else", OFFICES, "2h", due_one_later},
    {"renewal-after-grants-retry-after-all-else", LOST, "14d2h", due_one_later},
    {"renewal-after-grants-retry-after-all-else", ONCE, "0m", due_in_a_year},
    {"rhythm-of-who-counted-last", OFFICES, "2h", rhythm_of_nobody},
    {"rhythm-of-who-counted-last", LOST, "14d2h", renewal_of_nobody},
    {"rhythm-of-who-counted-last", CLOUD, "0m", rhythm_of_nobody},
    {"enough-is-granted-less-is-not", OFFICES, "0m", granted_one_too_few},
    {"enough-is-granted-less-is-not", OFFICES, "2h", refused_enough},
    {"enough-is-granted-less-is-not", OFFICES, "2h", compared_with_another},
    {"refusals-shorten-nothing", LOST, "14d2h", refusal_shortens},
    {"refusals-shorten-nothing", LOST, "14d2h", refusal_moves},
    {"refusals-shorten-nothing", LOST, "14d2h", notification},
    {"clocks-apart-are-not-counted", OFFICES, "2h", clock_was_wrong},
    {"clocks-apart-are-not-counted", SKEWED, "2h", clock_was_right},
    {"services-count-nobody", CLOUD, "1d", counted_by_a_host},
    {"services-count-nobody", CLOUD, "1d", granted_by_nobody},
    {"services-count-nobody", OFFICES, "2h", granted_by_a_service},
    {"in-vain-only-if-nobody-could", DOWN, "2h", somebody_could},
    {"in-vain-only-if-nobody-could", DOWN, "2h", told_otherwise},
    {"in-vain-only-if-nobody-could", UNKNOWN, "2h", lookup_would_answer},
    {"the-first-to-answer-is-asked", TWO, "0m", another_answered},
    {"the-first-to-answer-is-asked", TWO, "7d", it_remembered_another},
    {"the-first-to-answer-is-asked", TWO, "7d", it_was_pinned_to_another},
    {"the-first-to-answer-is-asked", TWO, "0m", who_answered_is_not_published},
};

static const Law *law_of(const char *name) {
    for (int l = 0; l < LAW_COUNT; l++)
        if (strcmp(law_at(l)->name, name) == 0) return law_at(l);
    fail_msg("no law is called '%s'", name);
    return NULL;
}

static Judgement judged(const Law *law, const Minute *minute) {
    Judgement judgement = {0, false};
    law->judge(&minute->turn, &judgement);
    return judgement;
}

static void a_minute_that_is_spoilt_breaks_its_law(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        const Law *law = law_of(BAD[i].law);
        Minute minute;
        open_minute(&minute, BAD[i].yaml, BAD[i].at);
        const Judgement good = judged(law, &minute);
        if (good.broken) fail_msg("row %zu: %s is broken before anything was spoilt", i, law->name);
        BAD[i].spoil(&minute);
        if (!judged(law, &minute).broken) fail_msg("row %zu: %s does not notice", i, law->name);
        close_minute(&minute);
    }
}

/* All laws hold in all of these minutes, before they are spoilt. */
static void a_minute_as_it_should_be_breaks_no_law(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        Minute minute;
        open_minute(&minute, BAD[i].yaml, BAD[i].at);
        for (int l = 0; l < LAW_COUNT; l++)
            if (judged(law_at(l), &minute).broken) fail_msg("row %zu: %s", i, law_at(l)->name);
        close_minute(&minute);
    }
}

static void every_law_is_shown_to_notice(void **state) {
    (void)state;
    for (int l = 0; l < LAW_COUNT; l++) {
        bool shown = false;
        for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) shown |= law_of(BAD[i].law) == law_at(l);
        if (!shown) fail_msg("%s", law_at(l)->name);
    }
}

static void every_law_has_a_name_a_sentence_and_a_source(void **state) {
    (void)state;
    for (int l = 0; l < LAW_COUNT; l++) {
        const Law *law = law_at(l);
        assert_ptr_equal(law_of(law->name), law); /* and no other has its name */
        assert_int_equal(strncmp(law->source, "section", 7), 0);
        const size_t length = strlen(law->sentence);
        assert_true(length > 30 && law->sentence[length - 1] == '.');
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_minute_that_is_spoilt_breaks_its_law),
        cmocka_unit_test(a_minute_as_it_should_be_breaks_no_law),
        cmocka_unit_test(every_law_is_shown_to_notice),
        cmocka_unit_test(every_law_has_a_name_a_sentence_and_a_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
