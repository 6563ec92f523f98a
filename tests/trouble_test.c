/* Remedies for more than one trouble at a time: each is found by trying, every step of it is needed, and the
 * same steps written into the file license the machine in just the minute that was promised. */
#include "tests/support/call.h"

#include "sim/run/remedy.h"
#include "sim/run/words.h"
#include "tests/support/scene.h"

enum { STEPS = 8 };

/* Five machines make the count what Office needs; the patient is not one of them. */
#define LAB  "  lab: {product: office-ltsc, count: 5}\n"
#define HEAD "about: a\nrun: 30d\n"

typedef struct {
    const char *name, *world;
    const char *changes; /* entries of a list, each with its newline */
    const char *remedy;  /* at 1d */
    const char *mend[STEPS];
} Trouble;

static const Trouble TROUBLES[] = {
    {"an_offline_machine_whose_lookup_is_down_must_move_too",
     HEAD "hosts: {kms1: {}}\nmachines:\n" LAB "  pc: {product: office-ltsc, place: offline}\n",
     "  - {at: 1h, service: dns, do: down}\n",
     "the service dns comes up; and pc: moved to office",
     {"service: dns, do: up", "machines: pc, move: office"}},
    {"an_offline_machine_whose_directory_is_down_must_move_too",
     HEAD "machines: {pc: {product: windows-ad, place: offline}}\n",
     "  - {at: 0m, service: directory, do: down}\n",
     "the service directory comes up; and pc: moved to office",
     {"service: directory, do: up", "machines: pc, move: office"}},
    {"a_subscriber_who_is_signed_out_and_offline_must_do_both",
     HEAD "machines: {pc: {product: microsoft-365-apps, place: offline, sign: out}}\n",
     "  - {at: 0m, service: cloud, do: down}\n",
     "the service cloud comes up; and pc: moved to office; and pc: signed in",
     {"service: cloud, do: up", "machines: pc, move: office", "machines: pc, sign: in"}},
    {"where_an_offline_machine_is_moved_to_may_have_blocks_of_its_own",
     HEAD
     "places: {office: {block: [kms1, dns]}, here: {}}\nhosts: {kms1: {}}\nmachines:\n"
     "  lab: {product: office-ltsc, count: 5, place: here}\n  pc: {product: office-ltsc, place: offline}\n",
     "",
     "pc: moved to office; and office can reach dns; and office can reach kms1",
     {"machines: pc, move: office", "place: office, unblock: [dns]", "place: office, unblock: [kms1]"}},
    {"all_that_can_be_wrong_with_a_host_is_put_right_step_by_step",
     HEAD "products: {lone: {like: office-ltsc, threshold: 1}}\nplaces: {vpn: {block: [kms1, dns]}}\n"
          "hosts: {kms1: {up: false, activated: false, published: false, serves: [windows]}}\n"
          "machines: {pc: {product: lone, place: vpn, power: off, skew: 5h}}\n",
     "  - {at: 0m, service: dns, do: down}\n",
     "pc: power on; and the service dns comes up; and vpn can reach dns; and kms1 is published in the name "
     "lookup; "
     "and kms1 comes up; and vpn can reach kms1; and kms1 is activated; and kms1: serves office and windows; "
     "and pc: clock set right",
     {NULL}},
    {"a_pinned_host_is_the_only_one_that_can_help",
     HEAD "hosts: {kms1: {}, kms2: {up: false}}\nmachines:\n" LAB "  pc: {product: office-ltsc, use: kms2}\n",
     "",
     "kms2 comes up; and 4 more machines with new ids ask kms2",
     {NULL}},
    {"of_two_hosts_the_one_that_declines_is_nearer_to_an_answer",
     HEAD "hosts: {kms1: {up: false}, kms2: {activated: false}}\n"
          "products: {lone: {like: office-ltsc, threshold: 1}}\nmachines: {pc: {product: lone}}\n",
     "",
     "kms2 is activated",
     {"host: kms2, do: activate"}},
    {"which_of_two_hosts_is_asked_does_not_change_while_a_remedy_is_sought",
     HEAD "hosts: {a: {}, b: {}}\nseed: 2\nmachines: {pc: {product: office-ltsc}}\n",
     "",
     NULL,
     {NULL}},
};

/* ---- the file ---------------------------------------------------------------------------------------------
 */

/* The file with all the steps but `without` in it, one minute after the remedy was sought; -1: all. */
static char *file_of(const Trouble *trouble, int without) {
    Text text = {0};
    text_add_format(&text, "%schanges:\n%s", trouble->world, trouble->changes);
    for (int s = 0; s < STEPS && trouble->mend[s]; s++)
        if (s != without) text_add_format(&text, "  - {at: 1d1m, %s}\n", trouble->mend[s]);
    text_add(&text, "  - {at: 1d1m, machines: pc, attempt: now}\n");
    assert_false(text.failed);
    return text.bytes;
}

static bool licenses(const Trouble *trouble, int without) {
    char *yaml = file_of(trouble, without);
    Scene *scene = scene_read(yaml);
    scene_run_to(scene, "1d1m");
    assert_int_not_equal(scene_state(scene, "pc", "1d"), STATE_LICENSED);
    const bool licensed = scene_state(scene, "pc", "1d1m") == STATE_LICENSED;
    scene_close(scene);
    free(yaml);
    return licensed;
}

/* ---- the remedy -------------------------------------------------------------------------------------------
 */

static char *words_of(const Remedy *remedy, const Plan *plan) {
    Text words = {0};
    text_add(&words, "");
    for (int s = 0; s < remedy->step_count; s++) {
        if (s) text_add(&words, "; and ");
        remedy_words(&words, plan, &remedy->steps[s]);
    }
    assert_false(words.failed);
    return words.bytes;
}

/* At the end of this minute. */
static void assert_remedy(const char *yaml, const char *at, bool worked, const char *expected) {
    Scene *scene = scene_read(yaml);
    Remedy remedy;
    scene_run_to(scene, at);
    assert_true(remedy_find(scene->run, scene_machine(scene, "pc"), &remedy));
    char *words = words_of(&remedy, &scene->plan);
    if (expected) assert_string_equal(words, expected);
    assert_int_equal(remedy.worked, worked);
    assert_int_equal(remedy.at, scene_minute(at) + 1);
    free(words);
    scene_close(scene);
}

static void test_trouble(void **state) {
    const Trouble *trouble = *state;
    Text yaml = {0};
    text_add_format(&yaml, "%s%s%s", trouble->world, *trouble->changes ? "changes:\n" : "", trouble->changes);
    assert_remedy(yaml.bytes, "1d", true, trouble->remedy);
    text_free(&yaml);
    if (!trouble->mend[0]) return;
    assert_true(licenses(trouble, -1));
    for (int s = 0; s < STEPS && trouble->mend[s]; s++) assert_false(licenses(trouble, s));
}

/* Whatever luck picks, minute by minute: one more machine less than is needed has asked. */
static void with_two_hosts_a_remedy_is_found_in_every_minute(void **state) {
    (void)state;
    for (int seed = 1; seed <= 12; seed++) {
        char yaml[200];
        snprintf(
            yaml, sizeof yaml,
            "about: a\nrun: 2d\nseed: %d\nhosts: {a: {}, b: {}}\n"
            "machines: {lab: {product: office-ltsc, count: 3}, pc: {product: office-ltsc, cache: false}}\n",
            seed);
        assert_remedy(yaml, "7h", true, NULL);
    }
}

/* ---- what cannot be helped --------------------------------------------------------------------------------
 */

static void a_host_whose_key_is_spent_is_said_to_be_of_no_help_once(void **state) {
    (void)state;
    assert_remedy(HEAD "products: {lone: {like: office-ltsc, threshold: 1}}\nhosts: {kms1: {}}\n"
                       "machines: {pc: {product: lone, starts: 1h}}\n"
                       "changes:\n  - {at: 1m, every: 1m, until: 20m, host: kms1, do: activate}\n"
                       "  - {at: 30m, host: kms1, do: deactivate}\n",
                  "1d", false, "kms1 is activated");
}

static void without_any_host_nothing_can_be_done(void **state) {
    (void)state;
    assert_remedy(HEAD "machines: {pc: {product: office-ltsc}}\n", "1d", false, "");
    call_put("x.yaml", HEAD "machines: {pc: {product: office-ltsc}}\n");
    Ran ran = call("leaselab why x.yaml -m pc -t 1d");
    assert_int_equal(ran.status, 0);
    assert_int_equal(count_of(ran.out, "  Remedy     none was found\n"), 1);
    assert_int_equal(count_of(ran.out, "Tried"), 0);
    program_free(&ran);
}

static void more_machines_than_can_be_tried_are_not_proposed(void **state) {
    (void)state;
    static const char FORMAT[] = HEAD "products: {vast: {like: office-ltsc, threshold: %d}}\n"
                                      "hosts: {kms1: {}}\nmachines: {pc: {product: vast}}\n";
    for (int beyond = 0; beyond < 2; beyond++) {
        char yaml[sizeof FORMAT + 20];
        snprintf(yaml, sizeof yaml, FORMAT, WHAT_IF_IDS_MOST + 1 + beyond);
        assert_remedy(yaml, "1d", !beyond, beyond ? "" : "1000 more machines with new ids ask kms1");
    }
}

int main(void) {
    for (size_t t = 0; t < sizeof TROUBLES / sizeof *TROUBLES; t++)
        call_add(TROUBLES[t].name, test_trouble, &TROUBLES[t]);
    CALL_ADD(with_two_hosts_a_remedy_is_found_in_every_minute);
    CALL_ADD(a_host_whose_key_is_spent_is_said_to_be_of_no_help_once);
    CALL_ADD(without_any_host_nothing_can_be_done);
    CALL_ADD(more_machines_than_can_be_tried_are_not_proposed);
    return call_run_group("trouble");
}
