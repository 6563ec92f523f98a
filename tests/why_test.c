/* Why a machine is (not) licensed: what is shown, and that a remedy is one. Each remedy is found, then
 * written into the same scenario as a change, and must license the machine in just the minute that was
 * promised. */
#include "tests/support/call.h"

#include "sim/run/remedy.h"
#include "sim/run/why.h"
#include "sim/run/words.h"
#include "tests/support/scene.h"

/* Five machines that make the count what Office needs before the one that is asked about is there. */
#define HOST    "about: a\nrun: 30d\nhosts: {kms1: {}}\n"
#define FIVE    "  lab: {product: office-ltsc, count: 5}\n"
#define PATIENT "  pc: {product: office-ltsc, starts: 1h}\n"
#define OFFICE  HOST "machines:\n" FIVE PATIENT
#define VPN(blocks)                                                                                          \
    HOST "places: {vpn: {block: [" blocks "]}}\nmachines:\n" FIVE                                            \
         "  pc: {product: office-ltsc, starts: 1h, place: vpn}\n"
#define OF_PRODUCT(product, more) HOST "machines:\n" FIVE "  pc: {product: " product ", starts: 1h" more "}\n"

typedef struct {
    const char *name, *world, *changes; /* changes as entries of a flow list, or "" */
    const char *says[CALL_PARTS];       /* in the card at 2h, in this order */
    const char *remedy;
    const char *mend[2]; /* the same as changes of a file, without `at` */
} Patient;

static const Patient PATIENTS[] = {
    {"a_host_that_is_down_must_come_up",
     OFFICE,
     "{at: 30m, host: kms1, do: down}",
     {"It asks    kms1 (looked up) is down\n", "Missing    a host that answers\n", "Earliest   3h (",
      "Compared   nothing: no-host\n", "Rule       no-host-answers: ", "Code       0xC004F074\n"},
     "kms1 comes up",
     {"host: kms1, do: up"}},
    {"a_pinned_host_is_the_only_one_asked_which_is_disputed",
     OF_PRODUCT("office-ltsc", ", use: kms1"),
     "{at: 30m, host: kms1, do: down}",
     {"It asks    kms1 (pinned) is down\n",
      "Doubt      that a set host is the only one asked is disputed: ", "Missing    a host that answers\n"},
     "kms1 comes up",
     {"host: kms1, do: up"}},
    {"a_name_lookup_that_is_down_must_come_up",
     OFFICE,
     "{at: 30m, service: dns, do: down}",
     {"lookup     the name lookup does not answer\n", "Missing    a host that it knows of\n",
      "Compared   nothing: no-record\n"},
     "the service dns comes up",
     {"service: dns, do: up"}},
    {"a_host_that_nobody_finds_must_be_published",
     OFFICE,
     "{at: 30m, host: kms1, do: unpublish}",
     {"lookup     no host is published\n", "Compared   nothing: no-record\n"},
     "kms1 is published in the name lookup",
     {"host: kms1, do: publish"}},
    {"a_place_that_cannot_reach_the_host_must_reach_it",
     VPN("kms1"),
     "",
     {"It asks    kms1 (looked up) cannot be reached from where the machine is\n",
      "Compared   nothing: no-host\n"},
     "vpn can reach kms1",
     {"place: vpn, unblock: [kms1]"}},
    {"a_place_that_cannot_look_up_must_reach_dns",
     VPN("dns"),
     "",
     {"lookup     the name lookup does not answer\n", "Compared   nothing: no-record\n"},
     "vpn can reach dns",
     {"place: vpn, unblock: [dns]"}},
    {"two_blocks_are_taken_away_one_after_the_other",
     VPN("dns, kms1"),
     "",
     {"Compared   nothing: no-record\n"},
     "vpn can reach dns; and vpn can reach kms1",
     {"place: vpn, unblock: [dns]", "place: vpn, unblock: [kms1]"}},
    {"an_offline_machine_must_move",
     OF_PRODUCT("office-ltsc", ", place: offline"),
     "",
     {"Compared   nothing: no-record\n"},
     "pc: moved to office",
     {"machines: pc, move: office"}},
    {"a_host_that_is_not_activated_must_be",
     OFFICE,
     "{at: 30m, host: kms1, do: deactivate}",
     {"It asks    kms1 (looked up) is not activated\n",
      "Missing    a host that is activated and serves its product\n", "Compared   nothing: wrong-host\n"},
     "kms1 is activated",
     {"host: kms1, do: activate"}},
    {"a_host_of_another_pool_must_serve_this_one_too",
     OFFICE,
     "{at: 30m, host: kms1, set: {serves: [windows]}}",
     {"It asks    kms1 (looked up) does not serve the product's pool\n", "Compared   nothing: wrong-host\n"},
     "kms1: serves office and windows",
     {"host: kms1, set: {serves: [windows, office]}"}},
    {"a_clock_that_is_off_must_be_set_right",
     OF_PRODUCT("office-ltsc", ", skew: 5h"),
     "",
     {"kms1 (looked up) answers, but the clocks are more than 4h apart\n",
      "Missing    a clock that is right\n", "Compared   clocks more than 4h apart; kms1 answered\n"},
     "pc: clock set right",
     {"machines: pc, skew: 0m"}},
    {"a_machine_that_is_off_must_be_switched_on",
     OF_PRODUCT("office-ltsc", ", power: off"),
     "",
     {"initial-grace since 1h ", "Switch     it is off: it asks nobody\n", "Earliest   none\n",
      "Rule       install-grace: "},
     "pc: power on",
     {"machines: pc, power: on"}},
    {"switching_on_alone_does_not_help_when_the_host_is_down",
     OF_PRODUCT("office-ltsc", ", power: off"),
     "{at: 30m, host: kms1, do: down}",
     {"kms1 (looked up) is down\n", "Switch     it is off"},
     "pc: power on; and kms1 comes up",
     {"machines: pc, power: on", "host: kms1, do: up"}},
    {"somebody_must_sign_in",
     OF_PRODUCT("microsoft-365-apps", ", sign: out"),
     "",
     {"Missing    somebody entitled who is signed in\n", "not-entitled"},
     "pc: signed in",
     {"machines: pc, sign: in"}},
    {"the_cloud_must_come_up",
     OF_PRODUCT("microsoft-365-apps", ""),
     "{at: 30m, service: cloud, do: down}",
     {"Missing    the service's answer\n", "Compared   nothing: no-host\n"},
     "the service cloud comes up",
     {"service: cloud, do: up"}},
    {"the_directory_must_come_up",
     OF_PRODUCT("windows-ad", ""),
     "{at: 30m, service: directory, do: down}",
     {"Missing    the service's answer\n"},
     "the service directory comes up",
     {"service: directory, do: up"}},
    {"the_activation_service_must_come_up",
     OF_PRODUCT("windows-mak", ""),
     "{at: 30m, service: activation, do: down}",
     {"Missing    the service's answer\n"},
     "the service activation comes up",
     {"service: activation, do: up"}},
};

enum { AT = 120 };

/* ---- a patient --------------------------------------------------------------------------------------------
 */

static char *card_of(const char *yaml, const char *machine, int32_t at) {
    Scene *scene = scene_read(yaml);
    WhyCard card;
    Timeline *timeline = timeline_create(&scene->plan, 0);
    assert_true(why_tell(&card, timeline, scene_machine(scene, machine), at));
    assert_false(card.text.failed);
    assert_clean(card.text.bytes, card.text.length);
    char *text = strdup(card.text.bytes);
    why_free(&card);
    timeline_destroy(timeline);
    scene_close(scene);
    return text;
}

/* The patient's file; with what mends it one minute after AT if `mended`, and then told to ask. */
static char *file_of(const Patient *patient, bool mended) {
    Text text = {0};
    text_add_format(&text, "%schanges:\n", patient->world);
    if (*patient->changes) text_add_format(&text, "  - %s\n", patient->changes);
    for (int m = 0; m < 2 && mended && patient->mend[m]; m++)
        text_add_format(&text, "  - {at: 2h1m, %s}\n", patient->mend[m]);
    text_add(&text, "  - {at: 2h1m, machines: pc, attempt: now}\n");
    assert_false(text.failed);
    return text.bytes;
}

static void check_card(const Patient *patient, const char *yaml) {
    char *card = card_of(yaml, "pc", AT);
    Text remedy = {0};
    text_add_format(&remedy,
                    "  Remedy     %s\n"
                    "  Tried      in a copy of this world, with an attempt at once: licensed at 2h1m (Mon 5 "
                    "Jan 2026 02:01)\n",
                    patient->remedy);
    assert_parts(card, patient->says);
    assert_int_equal(count_of(card, remedy.bytes), 1);
    assert_int_equal(count_of(card, "\nWhy it is not licensed\n"), 1);
    text_free(&remedy);
    free(card);
}

static void check_remedy(const Patient *patient, const char *yaml) {
    Scene *scene = scene_read(yaml);
    scene_run_to(scene, "2h");
    Remedy remedy;
    Text words = {0};
    const uint64_t before = run_fingerprint(scene->run);
    assert_true(remedy_find(scene->run, scene_machine(scene, "pc"), &remedy));
    assert_true(remedy.worked);
    assert_false(remedy.never_present);
    assert_int_equal(remedy.at, AT + 1);
    for (int s = 0; s < remedy.step_count; s++) {
        if (s) text_add(&words, "; and ");
        remedy_words(&words, &scene->plan, &remedy.steps[s]);
    }
    assert_string_equal(words.bytes, patient->remedy);
    assert_true(run_fingerprint(scene->run) == before);
    text_free(&words);
    scene_close(scene);
}

static State state_after(const char *yaml, const char *machine, const char *at) {
    Scene *scene = scene_read(yaml);
    scene_run_to(scene, at);
    const State state = scene_state(scene, machine, at);
    scene_close(scene);
    return state;
}

static void test_patient(void **state) {
    const Patient *patient = *state;
    char *ill = file_of(patient, false), *mended = file_of(patient, true);
    check_card(patient, ill);
    check_remedy(patient, ill);
    assert_int_not_equal(state_after(ill, "pc", "2h1m"), STATE_LICENSED);
    assert_int_not_equal(state_after(mended, "pc", "2h"), STATE_LICENSED);
    assert_int_equal(state_after(mended, "pc", "2h1m"), STATE_LICENSED);
    free(ill);
    free(mended);
}

/* ---- what is not mended by one change ---------------------------------------------------------------------
 */

static const char FEW[] = "about: a\nrun: 10d\nhosts: {kms1: {}}\n"
                          "machines:\n"
                          "  lab: {product: office-ltsc, count: 2}\n"
                          "  pc: {product: office-ltsc, on: {days: [mon], from: \"09:00\", to: \"10:00\"}}\n"
                          "  ghost: {product: office-ltsc, on: {chance: 0%}}\n"
                          "  old: {product: office-ltsc}\n"
                          "  late: {product: windows-client, starts: 9d}\n"
                          "changes: [{at: 2d, machines: old, retire: now}]\n";

static void assert_card(const char *yaml, const char *machine, const char *at,
                        const char *const parts[CALL_PARTS]) {
    char *card = card_of(yaml, machine, scene_minute(at));
    assert_parts(card, parts);
    free(card);
}
#define ASSERT_CARD(yaml, machine, at, ...)                                                                  \
    assert_card(yaml, machine, at, (const char *const[CALL_PARTS]){__VA_ARGS__})

static void a_count_that_is_too_small_wants_so_many_new_ids(void **state) {
    (void)state;
    ASSERT_CARD(FEW, "lab-1", "8d",
                "lab-1 at 8d (Tue 13 Jan 2026 00:00): initial-grace since 0m (Mon 5 Jan 2026 00:00)\n",
                "Missing    1 more id at kms1: it would count 4, and 5 are needed\n",
                "Remedy     1 more machine with a new id asks kms1\n",
                "with an attempt at once: licensed at 8d1m (Tue 13 Jan 2026 00:01)\n",
                "Compared   count 4 < threshold 5; kms1 counted\n",
                "Rule       count-below-threshold: ", "Code       0xC004F038\n");
    ASSERT_CARD(HOST "machines: {pc: {product: windows-client}, lab: {product: windows-client, count: 24, "
                     "starts: 20d}}\n",
                "pc", "2h", "notification since 0m ",
                "Missing    24 more ids at kms1: it would count 1, and 25 are needed\n",
                "Remedy     24 more machines with new ids ask kms1\n", "licensed at 2h1m ",
                "count 1 < threshold 25; kms1 counted\n");
}

/* As many as are missing, and not one less: the file says so too. */
static void the_ids_that_are_missing_are_just_enough(void **state) {
    (void)state;
    static const char WORLD[] = HOST "machines:\n"
                                     "  lab: {product: office-ltsc, count: 3}\n"
                                     "  new: {product: office-ltsc, count: %d, starts: 1h1m}\n"
                                     "changes: [{at: 1h1m, machines: all, attempt: now}]\n";
    for (int missing = 1; missing <= 2; missing++) {
        char yaml[sizeof WORLD + 10];
        snprintf(yaml, sizeof yaml, WORLD, missing);
        Scene *scene = scene_read(yaml);
        Remedy remedy;
        scene_run_to(scene, "30m");
        assert_true(remedy_find(scene->run, 0, &remedy));
        assert_int_equal(remedy.step_count, 1);
        assert_int_equal(remedy.steps[0].kind, REMEDY_MORE_MACHINES);
        assert_int_equal(remedy.steps[0].missing, 2);
        assert_true(remedy.worked);
        scene_run_to(scene, "3h1m");
        assert_int_equal(scene_state(scene, "lab-1", "3h1m") == STATE_LICENSED, missing == 2);
        scene_close(scene);
    }
}

static void a_remedy_is_found_in_the_last_minute_of_the_run_too(void **state) {
    (void)state;
    ASSERT_CARD(FEW, "lab-1", "10d", "Earliest   10d2h (Thu 15 Jan 2026 02:00), after the end of the run\n",
                "Remedy     1 more machine with a new id asks kms1\n", "licensed at 10d1m ",
                "in this run it stays so to the end\n");
}

static void a_machine_that_is_away_is_mended_when_it_is_there_again(void **state) {
    (void)state;
    ASSERT_CARD(FEW, "pc", "2d", "Presence   it is not there on this day of the week: it asks nobody\n",
                "Earliest   7d9h (Mon 12 Jan 2026 09:00)\n",
                "Remedy     1 more machine with a new id asks kms1\n",
                "licensed at 7d9h (Mon 12 Jan 2026 09:00)\n");
    ASSERT_CARD(FEW, "pc", "9h30m", "Remedy     1 more machine with a new id asks kms1\n",
                "licensed at 9h31m ");
}

static void why_a_machine_is_away_is_said(void **state) {
    (void)state;
    ASSERT_CARD(FEW, "pc", "8h59m", "Presence   it is not there at this time of day: it asks nobody\n");
    ASSERT_CARD(FEW, "pc", "10h", "Presence   it is not there at this time of day: it asks nobody\n");
    ASSERT_CARD(FEW, "pc", "1d9h30m", "Presence   it is not there on this day of the week: it asks nobody\n");
    ASSERT_CARD(FEW, "ghost", "1d",
                "Presence   it is not there on this day, by its chance: it asks nobody\n");
}

static void a_machine_that_is_never_there_again_cannot_be_mended(void **state) {
    (void)state;
    ASSERT_CARD(FEW, "ghost", "1d", "Presence   it is not there", "Earliest   none\n",
                "Remedy     none: it is not there any more within the run\n");
    Scene *scene = scene_read(FEW);
    Remedy remedy;
    scene_run_to(scene, "8d");
    assert_true(remedy_find(scene->run, scene_machine(scene, "pc"), &remedy));
    assert_true(remedy.never_present);
    assert_false(remedy.worked);
    assert_int_equal(remedy.at, NEVER);
    scene_close(scene);
}

static void what_is_not_there_is_said_to_be_not_there_and_needs_no_remedy(void **state) {
    (void)state;
    ASSERT_CARD(FEW, "late", "1d", "late at 1d (Tue 6 Jan 2026 00:00): absent\n",
                "It is not installed yet: it starts at 9d (Wed 14 Jan 2026 00:00).\n",
                "in this run notification at 9d ");
    ASSERT_CARD(FEW, "old", "3d", "absent since 2d (Wed 7 Jan 2026 00:00)\n",
                "Rule       retired: ", "in this run it stays so to the end\n",
                "old is gone for good [retired]\n");
    char *late = card_of(FEW, "late", 1440), *old = card_of(FEW, "old", 3 * 1440);
    assert_null(strstr(late, "Why it is not licensed"));
    assert_null(strstr(old, "Why it is not licensed"));
    assert_null(strstr(late, "How it came to this")); /* nothing has come yet */
    free(late);
    free(old);
}

static void a_remedy_for_what_would_be_granted_anyway_is_to_ask_now(void **state) {
    (void)state;
    ASSERT_CARD(OFFICE "changes: [{at: 30m, host: kms1, do: down}, {at: 1h30m, host: kms1, do: up}]\n", "pc",
                "2h", "Missing    nothing but the attempt itself: it would be granted now\n",
                "Earliest   3h (", "Remedy     ask now\n", "licensed at 2h1m ");
}

/* ---- line by line, and again ------------------------------------------------------------------------- */

/* The first line of the card that begins so. */
static const WhyLine *line_that_begins(const WhyCard *card, const char *words) {
    for (size_t i = 0; i < card->count; i++)
        if (strncmp(card->text.bytes + card->lines[i].begin, words, strlen(words)) == 0)
            return &card->lines[i];
    fail_msg("no line begins with '%s'", words);
    return NULL;
}

static void each_line_of_a_card_says_which_minute_it_speaks_of(void **state) {
    (void)state;
    Scene *scene =
        scene_read(OFFICE "changes: [{at: 30m, host: kms1, do: down}, {at: 5h30m, host: kms1, do: up}]\n");
    Timeline *timeline = timeline_create(&scene->plan, 1 << 20);
    WhyCard card;
    assert_true(why_tell(&card, timeline, scene_machine(scene, "pc"), scene_minute("2h")));
    static const struct {
        const char *words;
        int32_t at;
        bool begins_part;
    } LINES[] = {{"pc at 2h (", 60, false},
                 {"Its grace lasts until ", 30 * 1440 + 60, false},
                 {"Why it is in this state", NEVER, true},
                 {"  At         1h (", 60, false},
                 {"Its last attempt", NEVER, true},
                 {"  Compared ", NEVER, false},
                 {"Why it is not licensed", NEVER, true},
                 {"  Earliest   3h (", 180, false},
                 {"  Tried    ", 121, false},
                 {"What comes next", NEVER, true},
                 {"  in this run licensed at 7h (", 420, false},
                 {"How it came to this", NEVER, true},
                 {"  30m                 kms1 goes down", 30, false}};
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        const WhyLine *line = line_that_begins(&card, LINES[i].words);
        assert_int_equal(line->at, LINES[i].at);
        assert_int_equal(line->begins_part, LINES[i].begins_part);
    }
    why_free(&card);
    timeline_destroy(timeline);
    scene_close(scene);
}

static void assert_lines_make_the_text(const WhyCard *card) {
    Text text = {0};
    for (size_t i = 0; i < card->count; i++) {
        if (card->lines[i].begins_part) text_add(&text, "\n");
        text_add_bytes(&text, card->text.bytes + card->lines[i].begin, card->lines[i].length);
        text_add(&text, "\n");
    }
    assert_string_equal(text.bytes, card->text.bytes);
    text_free(&text);
}

/* Whatever was asked before, and however much of the run is known. */
static void a_card_is_the_same_whenever_it_is_asked_for(void **state) {
    (void)state;
    for (uint64_t trial = 0; trial < 12; trial++) {
        Scene *scene = scene_made_up(trial, 12);
        const Plan *plan = &scene->plan;
        Timeline *known = timeline_create(plan, trial % 3 ? 1 << 22 : 0);
        assert_non_null(timeline_run(known, plan->run_min));
        for (uint32_t i = 0; i < 12; i++) {
            const uint32_t machine = (uint32_t)(trial + i / 4) % plan->machine_count;
            const int32_t at = (int32_t)((uint64_t)plan->run_min * (i * 5 % 12) / 11);
            Timeline *fresh = timeline_create(plan, 0);
            WhyCard one, other;
            assert_true(why_tell(&one, known, machine, at) && why_tell(&other, fresh, machine, at));
            assert_string_equal(one.text.bytes, other.text.bytes);
            assert_lines_make_the_text(&one);
            why_free(&one);
            why_free(&other);
            timeline_destroy(fresh);
        }
        timeline_destroy(known);
        scene_close(scene);
    }
}

static void in_a_branch_its_change_is_among_the_causes(void **state) {
    (void)state;
    static const Change DOWN = {.kind = CHANGE_HOST_DO, .value = DO_DOWN};
    Scene *scene = scene_read(OFFICE);
    Timeline *parent = timeline_create(&scene->plan, 1 << 20);
    Timeline *branch = timeline_branch(parent, 29, &DOWN);
    WhyCard card, of_parent;
    assert_true(why_tell(&card, branch, scene_machine(scene, "pc"), scene_minute("2h")));
    assert_true(why_tell(&of_parent, parent, scene_machine(scene, "pc"), scene_minute("2h")));
    assert_non_null(
        strstr(card.text.bytes, "  30m                 a change is tried that is not in the file"));
    assert_non_null(strstr(card.text.bytes, "kms1 (looked up) is down"));
    assert_null(strstr(of_parent.text.bytes, "a change is tried"));
    assert_non_null(strstr(of_parent.text.bytes, ": licensed since 1h ("));
    why_free(&card);
    why_free(&of_parent);
    timeline_destroy(branch);
    timeline_destroy(parent);
    scene_close(scene);
}

/* ---- through the program ----------------------------------------------------------------------------------
 */

static void the_card_of_a_licensed_machine_is_whole(void **state) {
    (void)state;
    call_put("x.yaml", HOST "machines: {lab: {product: office-ltsc, count: 4}, "
                            "sarah: {product: office-ltsc, starts: 2d}}\n");
    char *card = call_out("leaselab why x.yaml --machine sarah --at '2026-01-08 00:00'");
    assert_string_equal(
        card,
        "sarah at 3d (Thu 8 Jan 2026 00:00): licensed since 2d (Wed 7 Jan 2026 00:00)\n"
        "Its lease lasts until 182d (Mon 6 Jul 2026 00:00), 179d from now\n"
        "\n"
        "Why it is in this state\n"
        "  At         2d (Wed 7 Jan 2026 00:00)\n"
        "  Compared   count 5 >= threshold 5; kms1 counted\n"
        "  Rule       granted: The answer satisfies the machine: it is licensed for one whole lease, counted "
        "from now.\n"
        "  Source     documented, 'KMS activation planning' (windowsserverdocs, 2024)\n"
        "  Event log  events 12288 (request sent) and 12289 (answer judged) on the machine, 12290 on the "
        "host\n"
        "\n"
        "What comes next\n"
        "  attempt    9d (Wed 14 Jan 2026 00:00)\n"
        "  lease end  182d (Mon 6 Jul 2026 00:00), after the end of the run\n"
        "  in this run it stays so to the end\n"
        "\n"
        "How it came to this\n"
        "  2d                  sarah is installed: initial-grace until 32d (Fri 6 Feb 2026 00:00) "
        "[install-grace]\n"
        "  2d                  sarah asks kms1: the count is 5, 5 are needed: licensed until 182d (Mon 6 Jul "
        "2026 00:00) [granted]\n");
    free(card);
}

static void an_instant_that_is_wrong_is_refused_in_the_words_of_the_file(void **state) {
    static const char *const WRONG[] = {"3",
                                        "1.5d",
                                        "5M",
                                        "5 days",
                                        "-1d",
                                        "2d2d",
                                        "2h1d",
                                        "11d",
                                        "none",
                                        "25:00",
                                        "2026-02-29 10:00",
                                        "2026-01-01 00:00",
                                        "9223372036854775807d",
                                        "1d ",
                                        "2026-01-05 24:00"};
    (void)state;
    call_put("x.yaml", FEW);
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        char line[200], file[sizeof FEW + 100];
        snprintf(line, sizeof line, "leaselab why x.yaml --machine lab-1 --at '%s'", WRONG[i]);
        snprintf(file, sizeof file, "%.*s{at: \"%s\", machines: old, retire: now}]\n",
                 (int)(strstr(FEW, "{at: 2d") - FEW), FEW, WRONG[i]);
        call_put("wrong.yaml", file);
        Ran why = call(line), check = call("leaselab check wrong.yaml");
        assert_int_equal(why.status, 2);
        assert_int_equal(check.status, 2);
        assert_string_equal(why.out, "");
        const char *said = strstr(why.err, "leaselab: error: --at '");
        assert_non_null(said);
        said = strstr(said, "at '");
        char *words = strndup(said, strcspn(said, "\n"));
        assert_non_null(strstr(check.err, words));
        free(words);
        program_free(&why);
        program_free(&check);
    }
}

static const CallRow CALLS[] = {
    {"a_machine_that_is_unknown_is_answered_with_the_nearest", FEW,
     "leaselab why x.yaml --machine gohst --at 1d", 2,
     .err = {"there is no machine 'gohst'; did you mean 'ghost'?\n"}},
    {"a_group_of_several_is_no_machine", FEW, "leaselab why x.yaml --machine lab --at 1d", 2,
     .err = {"there is no machine 'lab'; did you mean 'lab-1'?\n"}},
    {"a_member_as_files_write_it_is_no_machine", FEW, "leaselab why x.yaml --machine 'lab[2]' --at 1d", 2,
     .err = {"there is no machine 'lab[2]'; did you mean 'lab-2'?\n"}},
    {"a_member_that_is_not_there_is_no_machine", FEW, "leaselab why x.yaml --machine 'lab[9]' --at 1d", 2,
     .err = {"did you mean 'lab-1'?\n"}},
    {"a_number_beyond_the_group_is_no_machine", FEW, "leaselab why x.yaml --machine lab-3 --at 1d", 2,
     .err = {"there is no machine 'lab-3'"}},
    {"a_machine_like_no_other_is_answered_without_a_suggestion", FEW,
     "leaselab why x.yaml --machine zzzzzzz --at 1d", 2, .err = {"there is no machine 'zzzzzzz'\n"},
     .lacks = "did you mean"},
    {"machine_and_instant_may_both_be_wrong", FEW, "leaselab why x.yaml --machine gohst --at 1", 2,
     .err = {"'gohst'", "--at '1'"}},
    {"why_needs_an_instant", FEW, "leaselab why x.yaml --machine lab-1", 2, .err = {"--at"}},
    {"why_of_a_file_that_is_wrong_explains_nothing", "run: 1\n",
     "leaselab why x.yaml --machine lab-1 --at 1d", 2, .err = {"x.yaml:1:"}},
};

int main(void) {
    for (size_t p = 0; p < sizeof PATIENTS / sizeof *PATIENTS; p++)
        call_add(PATIENTS[p].name, test_patient, &PATIENTS[p]);
    CALL_ADD(a_count_that_is_too_small_wants_so_many_new_ids);
    CALL_ADD(the_ids_that_are_missing_are_just_enough);
    CALL_ADD(a_remedy_is_found_in_the_last_minute_of_the_run_too);
    CALL_ADD(a_machine_that_is_away_is_mended_when_it_is_there_again);
    CALL_ADD(why_a_machine_is_away_is_said);
    CALL_ADD(a_machine_that_is_never_there_again_cannot_be_mended);
    CALL_ADD(what_is_not_there_is_said_to_be_not_there_and_needs_no_remedy);
    CALL_ADD(a_remedy_for_what_would_be_granted_anyway_is_to_ask_now);
    CALL_ADD(each_line_of_a_card_says_which_minute_it_speaks_of);
    CALL_ADD(a_card_is_the_same_whenever_it_is_asked_for);
    CALL_ADD(in_a_branch_its_change_is_among_the_causes);
    CALL_ADD(the_card_of_a_licensed_machine_is_whole);
    CALL_ADD(an_instant_that_is_wrong_is_refused_in_the_words_of_the_file);
    call_add_rows(CALLS, sizeof CALLS / sizeof *CALLS);
    return call_run_group("why");
}
