/* Sense: files whose every value is well-formed, and which still cannot be meant; and that one mistake is
 * told once. */
#include "tests/support/scenario.h"
#include "tests/test.h"

#define MAK         "product: windows-mak"
#define BASE_OF_ONE HEAD "machines: {lab: {" MAK "}}\n"
#define LATE                                                                                                 \
    HEAD "machines: {lab: {" MAK ", count: 5, starts: {from: 1d, to: 5d}}, sarah: {" MAK ", starts: 2d}}\n"
#define HOSTS      "hosts: {kms1: {}, kms2: {}}\n"
#define CHANGE(x)  "changes:\n- {at: " x "}\n"
#define CHOICE     "{say: a, if: {at: 1d, machines: lab, are: licensed}}"
#define CHOICES(n) BASE "lesson: [{at: 1d, ask: a, choices: " n "}]\n"

static const ScenarioRow PRESENCE[] = {
    {"a_change_to_a_machine_not_there_yet", LATE CHANGE("1d23h59m, machines: §sarah, power: off"),
     .code = "not-there-yet", .says = {"'sarah' is not there at 1d23h59m", "starts at 2d", "all"}},
    {"a_change_in_the_minute_it_starts", LATE CHANGE("2d, machines: sarah, power: off"), .verdict = READ},
    {"the_first_member_that_is_missing_is_named", LATE CHANGE("3d, machines: §lab, power: off"),
     .says = {"'lab-4' is not there at 3d", "starts at 4d"}},
    {"the_members_that_are_there", LATE CHANGE("3d, machines: \"lab[1..3]\", power: off"), .verdict = READ},
    {"one_member_too_many", LATE CHANGE("3d, machines: §\"lab[1..4]\", power: off"), .says = {"'lab-4'"}},
    {"all_means_those_that_are_there", LATE CHANGE("0m, machines: all, power: off"), .verdict = READ},
    {"all_in_a_list_means_the_same", LATE CHANGE("0m, machines: [all], power: off"), .verdict = READ},
    {"who_is_named_beside_all_is_to_be_there", LATE CHANGE("1d, machines: §[all, sarah], power: off"),
     .code = "not-there-yet", .says = {"'sarah' is not there at 1d: it starts at 2d"}},
    {"also_before_it", LATE CHANGE("2d, machines: §[sarah, \"lab[5]\", all], power: off"),
     .says = {"'lab-5'"}},
    {"all_and_one_that_is_there", LATE CHANGE("2d, machines: [all, sarah], power: off"), .verdict = READ},
    {"who_is_named_beside_all_and_was_retired",
     BASE "changes:\n- {at: 1d, machines: \"lab[3]\", retire: now}\n"
          "- {at: 2d, machines: §[\"lab[3]\", all], power: off}\n",
     .code = "retired", .says = {"'lab-3' is not there at 2d"}},
    {"a_list_with_one_that_is_missing", LATE CHANGE("2d, machines: §[sarah, \"lab[5]\"], power: off"),
     .says = {"'lab-5'"}},
    {"each_repetition_is_looked_at",
     LATE "changes:\n- {at: 2d, every: 1d, machines: §sarah, power: off}\n"
          "- {at: 4d, machines: sarah, retire: now}\n",
     .verdict = REFUSED, .code = "retired", .says = {"'sarah' is not there at 5d", "retired"}},
    {"a_repetition_that_ends_in_time",
     LATE "changes:\n- {at: 2d, every: 1d, until: 4d, machines: sarah, power: off}\n"
          "- {at: 4d, machines: sarah, retire: now}\n",
     .verdict = READ},
    {"a_repetition_around_the_retired",
     BASE
     "changes:\n- {at: 1d, every: 1d, machines: [\"lab[1..2]\", \"lab[4]\", \"lab[6..30]\"], power: off}\n"
     "- {at: 2d, machines: \"lab[3]\", retire: now}\n- {at: 3d, machines: \"lab[5]\", retire: now}\n",
     .verdict = READ},
    {"each_repetition_that_meets_the_retired",
     BASE "changes:\n- {at: 1d, every: 1d, machines: §\"lab[2..29]\", power: off}\n"
          "- {at: 1d, every: 1d, machines: §\"lab[9..11]\", power: off}\n"
          "- {at: 1d, every: 1d, machines: \"lab[11..30]\", power: off}\n"
          "- {at: 1d, every: 1d, machines: §[\"lab[1]\", \"lab[10]\", \"lab[20]\"], power: off}\n"
          "- {at: 1d, every: 1d, machines: \"lab[1..9]\", power: off}\n"
          "- {at: 3d, machines: \"lab[10]\", retire: now}\n",
     .verdict = REFUSED, .code = "retired", .says = {"'lab-10' is not there at 4d"}},
    {"a_change_after_retire",
     BASE "changes:\n- {at: 1d, machines: \"lab[3]\", retire: now}\n"
          "- {at: 2d, machines: §lab, power: off}\n",
     .code = "retired", .says = {"'lab-3' is not there at 2d", "it was retired before"}},
    {"a_change_beside_the_retired",
     BASE "changes:\n- {at: 1d, machines: \"lab[3]\", retire: now}\n"
          "- {at: 2d, machines: [\"lab[1..2]\", \"lab[4..30]\"], power: off}\n",
     .verdict = READ},
    {"retire_in_the_same_minute_above",
     BASE "changes:\n- {at: 1d, machines: lab, retire: now}\n"
          "- {at: 1d, machines: §lab, power: off}\n",
     .code = "retired"},
    {"retire_in_the_same_minute_below",
     BASE "changes:\n- {at: 1d, machines: lab, power: off}\n"
          "- {at: 1d, machines: lab, retire: now}\n",
     .verdict = READ},
    {"retire_later_in_time_though_above",
     BASE "changes:\n- {at: 2d, machines: lab, retire: now}\n"
          "- {at: 1d, machines: lab, power: off}\n",
     .verdict = READ},
    {"retire_twice",
     BASE "changes:\n- {at: 1d, machines: lab, retire: now}\n- {at: 2d, machines: §lab, retire: now}\n",
     .code = "retired"},
    {"retire_again_and_again", BASE "changes:\n- {at: 1d, every: 1d, machines: §lab, retire: now}\n",
     .code = "retired", .says = {"'lab-1' is not there at 2d"}},
    {"retire_all_twice", BASE "changes:\n- {at: 1d, every: 1d, machines: all, retire: now}\n",
     .verdict = READ},
    {"a_change_after_all_were_retired",
     BASE "changes:\n- {at: 1d, machines: all, retire: now}\n"
          "- {at: 2d, machines: §\"lab[30]\", power: off}\n",
     .code = "retired"},
    {"all_were_retired_before_it_started",
     LATE "changes:\n- {at: 1d, machines: all, retire: now}\n"
          "- {at: 2d, machines: [sarah, \"lab[2]\"], power: off}\n",
     .verdict = READ},
    {"all_were_retired_in_the_minute_it_started",
     LATE "changes:\n- {at: 2d, machines: all, retire: now}\n"
          "- {at: 3d, machines: §sarah, power: off}\n",
     .code = "retired"},
    {"a_wrong_retire_retires_nobody",
     LATE "changes:\n- {at: 1d, machines: §[sarah, \"lab[1]\"], retire: now}\n"
          "- {at: 2d, machines: \"lab[1]\", power: off}\n",
     .code = "not-there-yet"},
    {"a_group_that_starts_after_the_run", HEAD "machines: {lab: {" MAK "}, §sarah: {" MAK ", starts: 31d}}\n",
     .verdict = WARNED, .code = "starts-after-run", .says = {"'sarah'", "never installed"}},
    {"a_group_that_starts_with_the_end_of_the_run", HEAD "machines: {lab: {" MAK ", starts: 30d}}\n",
     .verdict = READ},
    {"a_group_that_starts_partly_after_the_run",
     HEAD "machines: {lab: {" MAK ", count: 3, starts: {from: 29d, to: 33d}}}\n", .verdict = READ},
};

static const ScenarioRow MEMBERS[] = {
    {"members_of_all_forms",
     BASE
     "changes: [{at: 1d, machines: [\"lab[1]\", \"lab[30]\", \"lab[2..5]\", \"lab[7..7]\"], power: off}]\n",
     .verdict = READ},
    {"the_only_member", HEAD "machines: {lab: {" MAK "}}\n" CHANGE("1d, machines: \"lab[1]\", power: off"),
     .verdict = READ},
    {"member_0", BASE CHANGE("1d, machines: §\"lab[0]\", power: off"), .code = "no-such-member",
     .says = {"'lab[0]'", "1 to 30"}},
    {"member_31_of_30", BASE CHANGE("1d, machines: §\"lab[31]\", power: off"), .code = "no-such-member",
     .says = {"'lab[31]'", "1 to 30"}},
    {"members_up_to_31_of_30", BASE CHANGE("1d, machines: §\"lab[5..31]\", power: off"),
     .code = "no-such-member"},
    {"members_that_run_backwards", BASE CHANGE("1d, machines: §\"lab[5..2]\", power: off"),
     .code = "out-of-order", .says = {"backwards"}},
    {"a_member_beyond_64_bits", BASE CHANGE("1d, machines: §\"lab[18446744073709551617]\", power: off"),
     .code = "no-such-member"},
    {"a_leading_zero", BASE CHANGE("1d, machines: §\"lab[01]\", power: off"), .says = {"lab[01]"}},
    {"a_negative_member", BASE CHANGE("1d, machines: §\"lab[-1]\", power: off"), .code = "bad-members",
     .says = {"group[3] or group[2..5]"}},
    {"no_member", BASE CHANGE("1d, machines: §\"lab[]\", power: off"), .code = "bad-members"},
    {"an_open_bracket", BASE CHANGE("1d, machines: §\"lab[3\", power: off"), .code = "bad-members"},
    {"an_open_range", BASE CHANGE("1d, machines: §\"lab[3..]\", power: off"), .code = "bad-members"},
    {"a_hyphen_for_the_dots", BASE CHANGE("1d, machines: §\"lab[3-5]\", power: off"), .code = "bad-members"},
    {"something_behind_the_bracket", BASE CHANGE("1d, machines: §\"lab[3]x\", power: off"),
     .code = "bad-members"},
    {"members_without_quotes_in_braces", BASE CHANGE("1d, machines: lab§[3], power: off"), .code = "bracket",
     .says = {"quotes"}},
    {"members_of_an_unknown_group", BASE CHANGE("1d, machines: §\"bal[3]\", power: off"),
     .code = "unknown-name"},
    {"members_of_all", BASE CHANGE("1d, machines: §\"all[3]\", power: off"), .code = "unknown-name"},
    {"member_2_of_one", BASE_OF_ONE CHANGE("1d, machines: §\"lab[2]\", power: off"), .code = "no-such-member",
     .says = {"one machine"}},
    {"a_count_of_two_of_one", BASE_OF_ONE "expect: [{at: 1d, machines: lab, are: licensed, count: §2}]\n",
     .code = "impossible-count", .says = {"one machine is selected"}},
    {"offline_unblocked", BASE "changes: [{at: 1d, place: offline, unblock: §[dns]}]\n", .verdict = WARNED,
     .code = "no-effect", .says = {"reaches nothing"}},
    {"offline_blocked", BASE "changes: [{at: 1d, place: offline, block: [dns]}]\n", .verdict = READ},
    {"an_empty_list", BASE CHANGE("1d, machines: §[], power: off"), .code = "empty-list"},
    {"groups_in_one_text", BASE CHANGE("1d, machines: §\"lab, lab\", power: off"), .code = "unknown-name",
     .says = {"several are a list"}},
    {"a_list_of_lists", BASE CHANGE("1d, machines: [§[lab]], power: off"), .code = "wrong-kind"},
    {"an_empty_name", BASE CHANGE("1d, machines: §\"\", power: off"), .code = "unknown-name"},
    {"a_name_of_hundreds_of_characters",
     BASE CHANGE(
         "1d, machines: §aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, "
         "power: off"),
     .code = "unknown-name"},
};

static const ScenarioRow CLAIMS[] = {
    {"a_state_no_product_has", BASE "expect: [{at: 1d, machines: lab, are: §initial-grace}]\n",
     .code = "impossible-state", .says = {"'initial-grace'"}},
    {"a_state_that_one_product_has",
     HEAD "machines: {lab: {" MAK
          "}, o: {product: office-ad}}\nexpect: [{at: 1d, machines: all, are: initial-grace}]\n",
     .verdict = READ},
    {"a_state_that_only_an_unselected_product_has",
     HEAD "machines: {lab: {" MAK
          "}, o: {product: office-ad}}\nexpect: [{at: 1d, machines: lab, are: §initial-grace}]\n",
     .code = "impossible-state"},
    {"absent_is_always_possible", BASE "expect: [{at: 1d, machines: lab, are: absent}]\n", .verdict = READ},
    {"reduced_of_a_product_that_notifies", BASE "expect: [{never: §reduced, machines: lab}]\n",
     .code = "impossible-state"},
    {"a_grace_that_a_product_of_ones_own_has",
     HEAD "products: {p: {like: windows-mak, initial_grace: 1d}}\nmachines: {lab: {product: p}}\n"
          "expect: [{at: 1h, machines: lab, are: initial-grace}]\n",
     .verdict = READ},
    {"nobody_who_asks_no_host_is_counted",
     HEAD "machines: {lab: {" MAK "}}\nexpect:\n- {at: 1d, machines: lab, last: §count-insufficient}\n"
          "- {at: 1d, machines: lab, last: §clock-skew}\n- {at: 1d, machines: lab, last: §no-record}\n"
          "- {at: 1d, machines: lab, last: §wrong-host}\n- {at: 1d, machines: lab, last: no-host}\n",
     .verdict = WARNED, .code = "impossible-result", .says = {"'count-insufficient'", "ask hosts"}},
    {"who_asks_a_host_is_not_signed_in",
     BASE "expect: [{at: 1d, machines: lab, last: §not-entitled, count: 0}, "
          "{at: 1d, machines: lab, last: clock-skew}]\n",
     .verdict = WARNED, .code = "impossible-result", .says = {"'not-entitled'"}},
    {"one_who_is_signed_in_is_enough",
     HEAD "machines: {lab: {" MAK "}, m: {product: microsoft-365-apps}}\n"
          "expect: [{at: 1d, machines: all, last: not-entitled}]\n",
     .verdict = READ},
    {"an_answer_that_cannot_be_true_is_an_answer",
     CHOICES("[" CHOICE ", {say: b, if: {at: 1d, machines: lab, last: not-entitled}}]"), .verdict = READ},
    {"exactly_as_many_as_there_are", BASE "expect: [{at: 1d, machines: lab, are: licensed, count: 30}]\n",
     .verdict = READ},
    {"more_than_there_are", BASE "expect: [{at: 1d, machines: lab, are: licensed, count: §31}]\n",
     .code = "impossible-count", .says = {"30 machines"}},
    {"none_of_them", BASE "expect: [{at: 1d, machines: lab, are: licensed, count: 0}]\n", .verdict = READ},
    {"at_least_none", BASE "expect: [{at: 1d, machines: lab, are: licensed, count: §\">= 0\"}]\n",
     .code = "certain-count"},
    {"fewer_than_none", BASE "expect: [{at: 1d, machines: lab, are: licensed, count: §\"< 0\"}]\n",
     .code = "impossible-count"},
    {"more_than_all", BASE "expect: [{at: 1d, machines: lab, are: licensed, count: §\"> 30\"}]\n",
     .code = "impossible-count"},
    {"more_than_all_but_one", BASE "expect: [{at: 1d, machines: lab, are: licensed, count: \"> 29\"}]\n",
     .verdict = READ},
    {"at_most_all", BASE "expect: [{at: 1d, machines: lab, are: licensed, count: §\"<= 30\"}]\n",
     .code = "certain-count"},
    {"fewer_than_all_and_one", BASE "expect: [{at: 1d, machines: lab, are: licensed, count: §\"< 31\"}]\n",
     .code = "certain-count"},
    {"fewer_than_all", BASE "expect: [{at: 1d, machines: lab, are: licensed, count: \"< 30\"}]\n",
     .verdict = READ},
    {"other_than_more_than_all", BASE "expect: [{at: 1d, machines: lab, are: licensed, count: §\"!= 31\"}]\n",
     .code = "certain-count"},
    {"machines_named_twice_count_once",
     BASE "expect: [{at: 1d, machines: [lab, \"lab[1..5]\", all], last: granted, count: §31}]\n",
     .code = "impossible-count", .says = {"30 machines"}},
    {"a_count_with_never", BASE "expect: [{never: licensed, machines: lab, count: \">= 3\"}]\n",
     .verdict = READ},
    {"a_count_of_a_host", BASE HOSTS "expect: [{at: 1d, host: kms1, pool: office, count: 500000}]\n",
     .verdict = READ},
    {"a_count_of_a_host_by_then", BASE HOSTS "expect: [{by: 1d, host: kms1, pool: office, count: \"> 0\"}]\n",
     .verdict = READ},
    {"a_count_of_a_host_of_none",
     BASE HOSTS "expect: [{at: 1d, host: kms1, pool: office, count: \"<= 0\"}]\n", .verdict = READ},
    {"a_count_of_a_host_that_is_certain",
     BASE HOSTS "expect: [{at: 1d, host: kms1, pool: office, count: §\">= 0\"}]\n", .code = "certain-count"},
    {"a_count_of_a_host_that_is_impossible",
     BASE HOSTS "expect: [{first: 1d, host: kms1, pool: office, count: §\"< 0\"}]\n",
     .code = "impossible-count"},
};

static const ScenarioRow FLEET[] = {
    {"a_machine_of_a_cloud_product_with_a_host",
     HEAD HOSTS "machines: {lab: {product: microsoft-365-apps, use: §kms1}}\n", .code = "asks-no-host",
     .says = {"'microsoft-365-apps'", "asks no host"}},
    {"a_one_time_key_with_a_host", HEAD HOSTS "machines: {lab: {" MAK ", use: §kms1}}\n",
     .code = "asks-no-host"},
    {"a_machine_of_a_cloud_product_with_dns",
     HEAD "machines: {lab: {product: microsoft-365-apps, use: dns}}\n", .verdict = READ},
    {"a_machine_that_asks_hosts_with_a_host",
     HEAD HOSTS "machines: {lab: {product: office-ltsc, count: 5, use: kms1}}\n", .verdict = READ},
    {"a_change_of_use_to_machines_that_ask_no_host",
     HEAD HOSTS "machines: {lab: {" MAK "}}\n" CHANGE("1d, machines: lab, use: §kms1"),
     .code = "asks-no-host", .says = {"'lab'"}},
    {"a_change_of_use_to_dns",
     HEAD HOSTS "machines: {lab: {" MAK "}}\n" CHANGE("1d, machines: lab, use: dns"), .verdict = READ},
    {"use_of_a_group", HEAD "machines: {a: {" MAK "}, b: {product: office-ltsc, count: 5, use: §a}}\n",
     .code = "wrong-name"},
    {"a_threshold_for_a_directory", BASE "products: {p: {like: windows-ad, §threshold: 3}}\n",
     .code = "no-effect", .says = {"'threshold'", "by: directory"}},
    {"a_pool_for_the_cloud", BASE "products: {p: {like: microsoft-365-apps, §pool: office}}\n",
     .code = "no-effect"},
    {"a_threshold_and_a_pool_for_hosts",
     BASE "products: {p: {like: office-ltsc, threshold: 3, pool: windows}}\n", .verdict = READ},
    {"a_threshold_out_of_reach", HEAD "machines: {§lab: {product: windows-client, count: 12}}\n",
     .verdict = WARNED, .code = "threshold-out-of-reach", .says = {"'lab'", "can never be reached: 25 > 12"}},
    {"a_threshold_just_reached", HEAD "machines: {lab: {product: windows-client, count: 25}}\n",
     .verdict = READ},
    {"a_threshold_just_missed", HEAD "machines: {§lab: {product: windows-client, count: 24}}\n",
     .verdict = WARNED, .says = {"25 > 24"}},
    {"a_threshold_reached_with_another_group",
     HEAD "machines: {lab: {product: windows-client, count: 20}, s: {product: windows-server, count: 5}}\n",
     .verdict = READ},
    {"another_pool_does_not_help",
     HEAD "machines: {§lab: {product: windows-client, count: 20}, o: {product: office-ltsc, count: 5}}\n",
     .verdict = WARNED},
    {"shared_ids_count_once", HEAD "machines: {§lab: {product: office-ltsc, count: 10, ids: shared}}\n",
     .verdict = WARNED, .says = {"5 > 1"}},
    {"new_ids_may_reach_it",
     HEAD "machines: {lab: {product: office-ltsc, count: 4}}\n" CHANGE("1d, machines: lab, reimage: new-id"),
     .verdict = READ},
    {"old_ids_do_not",
     HEAD
     "machines: {§lab: {product: office-ltsc, count: 4}}\n" CHANGE("1d, machines: lab, reimage: same-id"),
     .verdict = WARNED},
    {"new_ids_of_another_pool_do_not",
     HEAD "machines: {§lab: {product: office-ltsc, count: 4}, m: {" MAK
          "}}\n" CHANGE("1d, machines: m, rearm: now"),
     .verdict = WARNED},
    {"renewal_longer_than_memory", BASE "hosts: {kms1: {renewal: §7d, memory: 6d}}\n", .verdict = WARNED,
     .code = "renewal-longer-than-memory", .says = {"'kms1'", "forgotten"}},
    {"renewal_longer_than_memory_though_not_given", BASE "hosts: {§kms1: {memory: 6d}}\n", .verdict = WARNED},
    {"renewal_as_long_as_memory", BASE "hosts: {kms1: {renewal: 7d, memory: 7d}}\n", .verdict = READ},
    {"lease_shorter_than_renewal", BASE "products: {§p: {like: office-ltsc, lease: 6d}}\n", .verdict = WARNED,
     .code = "lease-shorter-than-renewal", .says = {"'p'", "before the machine asks again"}},
    {"lease_as_long_as_renewal", BASE "products: {p: {like: office-ltsc, lease: 7d}}\n", .verdict = READ},
    {"about_missing", "§run: 30d\n" SERVER, .verdict = WARNED, .code = "no-about", .says = {"'about'"}},
    {"warnings_do_not_hide_errors", "run: §30\n" SERVER, .code = "not-a-duration"},
    {"blocks_of_office_and_hosts", BASE HOSTS "places: {office: {block: [kms1, dns]}, vpn: {block: []}}\n",
     .verdict = READ},
    {"all_services",
     BASE "changes:\n- {at: 1d, service: dns, do: down}\n- {at: 1d, service: directory, do: up}\n"
          "- {at: 1d, service: cloud, do: down}\n- {at: 1d, service: activation, do: up}\n",
     .verdict = READ},
};

static const ScenarioRow LESSONS[] = {
    {"steps_out_of_order", BASE "lesson:\n- {at: 2d, say: a}\n- {at: §1d, say: b}\n", .code = "out-of-order",
     .says = {"in order"}},
    {"steps_in_one_minute", BASE "lesson:\n- {at: 2d, say: a}\n- {at: 2d, say: b, note: c}\n",
     .verdict = READ},
    {"show_before_the_question",
     BASE "lesson: [{at: 2d, ask: a, show: §1d, choices: [" CHOICE ", " CHOICE "]}]\n",
     .code = "out-of-order"},
    {"show_past_the_run", BASE "lesson: [{at: 2d, ask: a, show: §31d, choices: [" CHOICE ", " CHOICE "]}]\n",
     .code = "after-the-run"},
    {"two_choices", CHOICES("[" CHOICE ", " CHOICE "]"), .verdict = READ},
    {"nine_choices",
     CHOICES("[" CHOICE ", " CHOICE ", " CHOICE ", " CHOICE ", " CHOICE ", " CHOICE ", " CHOICE ", " CHOICE
             ", " CHOICE "]"),
     .verdict = READ},
    {"ten_choices",
     CHOICES("§[" CHOICE ", " CHOICE ", " CHOICE ", " CHOICE ", " CHOICE ", " CHOICE ", " CHOICE ", " CHOICE
             ", " CHOICE ", " CHOICE "]"),
     .code = "choice-count", .says = {"2 to 9", "10"}},
    {"a_choice_of_any_kind",
     BASE HOSTS "lesson: [{at: 1d, ask: a, choices: [{say: a, if: {never: notification, machines: all}},\n"
                "{say: b, if: {first: 3d, host: kms1, pool: windows, count: 5}}]}]\n",
     .verdict = READ},
    {"a_wrong_claim_in_a_choice",
     CHOICES("[" CHOICE ", {say: b, if: {at: 1d, machines: §labb, are: licensed}}]"), .code = "unknown-name"},
};

/* What only follows from a mistake is not told as another. */
static const ScenarioRow ONCE[] = {
    {"an_unknown_product_makes_no_state_impossible",
     HEAD "machines: {lab: {product: §offise}}\nexpect: [{at: 1d, machines: lab, are: initial-grace}]\n",
     .verdict = REFUSED},
    {"a_wrong_count_makes_no_member_unknown",
     HEAD "machines: {lab: {" MAK ", count: §many}}\n" CHANGE(
         "1d, machines: \"lab[5]\", power: off") "expect: [{at: 1d, machines: lab, "
                                                 "are: licensed, count: 7}]\n",
     .verdict = REFUSED},
    {"a_wrong_figure_of_a_product",
     HEAD "products: {p: {like: windows-mak, initial_grace: §5}}\nmachines: {lab: {product: p}}\n"
          "expect: [{at: 1h, machines: lab, are: initial-grace}]\n",
     .verdict = REFUSED},
    {"a_product_of_a_wrong_kind", HEAD "products: {p: §5}\nmachines: {lab: {product: p}}\n",
     .verdict = REFUSED},
    {"a_product_like_a_wrong_one",
     HEAD
     "products: {p: {like: §office}, q: {like: p}}\nhosts: {k: {}}\nmachines: {lab: {product: q, use: k}}\n"
     "expect: [{at: 1d, machines: lab, are: reduced}]\n",
     .verdict = REFUSED},
    {"a_group_of_a_wrong_kind",
     HEAD "machines: {lab: §5, b: {" MAK "}}\n" CHANGE("1d, machines: \"lab[3]\", power: off"),
     .verdict = REFUSED},
    {"a_host_with_a_wrong_figure_is_a_host",
     BASE "hosts: {kms1: {retry: §2}}\nchanges: [{at: 1d, host: kms1, do: down}]\n", .verdict = REFUSED},
    {"a_mistyped_section_gives_hosts",
     BASE "§hots: {kms1: {}}\nchanges: [{at: 1d, host: kms1, do: down}, {at: 2d, host: kms1, do: up}]\n",
     .verdict = REFUSED},
    {"a_mistyped_section_gives_products",
     HEAD "§prodcuts: {p: {like: windows-7}}\nmachines: {lab: {product: p}}\n", .verdict = REFUSED},
    {"a_place_of_a_wrong_kind_is_a_place", BASE "places: {vpn: §5}\n" CHANGE("1d, machines: lab, move: vpn"),
     .verdict = REFUSED},
    {"a_wrong_run_ends_nothing_too_early",
     ABOUT "run: §30\n" SERVER CHANGE("40d, every: 1m, machines: lab, power: off"), .verdict = REFUSED},
    {"a_run_that_is_missing_ends_nothing",
     "§about: a\n" SERVER CHANGE("40d, every: 1m, machines: lab, power: off"), .verdict = REFUSED},
    {"an_unknown_key_may_be_the_one_that_is_missing",
     BASE HOSTS "changes:\n- {at: 1d, §kms: kms1, do: down}\n- {§when: 1d, host: kms1, do: up}\n"
                "- {at: 1d, host: kms1, §bring: up}\n"
                "expect:\n- {at: 1d, machines: lab, §is: licensed}\n- {at: 1d, §who: lab, are: licensed}\n"
                "- {§before: 1d, machines: lab, are: licensed}\n"
                "lesson: [{at: 1d, §question: a}]\n",
     .verdict = REFUSED, .code = "unknown-key"},
    {"an_unknown_key_of_a_group_may_be_its_product", HEAD "machines: {lab: {§kind: windows-mak}}\n",
     .verdict = REFUSED},
    {"an_unknown_key_of_the_file_is_no_run", "§about: a\n§length: 30d\n" SERVER, .verdict = REFUSED},
    {"hosts_in_a_list_are_not_unknown_too",
     BASE "hosts: §[kms1]\nchanges: [{at: 1d, host: kms1, do: down}]\n", .verdict = REFUSED},
    {"hosts_in_a_list_of_maps", BASE "hosts:\n§- kms1: {}\nchanges: [{at: 1d, host: kms1, do: down}]\n",
     .verdict = REFUSED},
    {"one_host_that_is_no_map", BASE "hosts: §kms1\nchanges: [{at: 1d, host: kms1, do: down}]\n",
     .verdict = REFUSED},
    {"hosts_given_twice_are_all_given",
     BASE "hosts: {a: {}}\n§hosts: {b: {}}\nchanges: [{at: 1d, host: b, do: down}]\n", .verdict = REFUSED},
    {"hosts_in_a_text_that_lacks_a_space", BASE "hosts:\n  §a:{}\nchanges: [{at: 1d, host: a, do: down}]\n",
     .verdict = REFUSED},
    {"a_host_of_no_name_is_unknown_all_the_same", BASE "hosts:\nchanges: [{at: 1d, host: §\"\", do: down}]\n",
     .code = "unknown-name"},
    {"a_name_that_is_refused_is_not_unknown_too",
     HEAD "machines: {lab: {" MAK "}, §all: {" MAK "}, §9: {" MAK "}}\nhosts: {§dns: {}}\nplaces: [§none]\n"
          "changes:\n- {at: 1d, machines: \"9\", power: off}\n- {at: 1d, host: dns, do: down}\n"
          "- {at: 1d, machines: lab, move: none}\n",
     .verdict = REFUSED},
    {"a_name_of_two_kinds_is_told_of_where_it_is_given",
     HEAD "hosts: {lab: {}}\nmachines: {§lab: {" MAK "}, b: {" MAK
          "}}\n" CHANGE("1d, machines: lab, power: off"),
     .verdict = REFUSED},
    {"a_name_that_stands_nowhere_is_unknown_beside_others",
     HEAD "machines: {§9: {" MAK "}, lab: {" MAK "}}\n" CHANGE("1d, machines: §labb, power: off"),
     .verdict = REFUSED},
    {"a_product_given_twice_wrong",
     HEAD "products: {§9: {like: office-ltsc}}\nmachines: {lab: {product: \"9\"}}\n", .verdict = REFUSED},
    {"a_product_like_one_that_was_refused",
     HEAD "products: {§9: {like: office-ad}, b: {like: 9}}\nmachines: {lab: {product: b}}\n",
     .verdict = REFUSED},
    {"a_product_like_what_may_not_be_given_again",
     HEAD "products: {b: {like: office-ad}, §office-ad: {like: b}}\nmachines: {lab: {product: b}}\n",
     .verdict = REFUSED},
    {"a_wrong_start_of_a_group_keeps_nobody_away",
     HEAD "machines: {lab: {" MAK ", starts: §5}}\n" CHANGE("1d, machines: lab, power: off"),
     .verdict = REFUSED},
};

static const ScenarioRow INDENTATION[] = {
    {"groups_that_are_not_indented",
     HEAD "machines:\n§lab: {" MAK "}\nsarah: {" MAK "}\n" CHANGE("1d, machines: [lab, sarah], power: off"),
     .code = "not-indented", .says = {"'lab'", "does not belong to 'machines'", "further than 'machines'"}},
    {"one_group_that_is_not_indented",
     HEAD "machines:\n  lab: {" MAK "}\n§sarah: {" MAK "}\n" CHANGE("1d, machines: sarah, power: off"),
     .code = "not-indented", .says = {"'sarah'", "'machines'"}},
    {"hosts_that_are_not_indented",
     BASE "hosts:\n§kms1: {}\nkms2:\nchanges: [{at: 1d, host: kms2, do: down}]\n", .code = "not-indented"},
    {"a_change_that_is_not_indented", BASE "changes:\n§at: 1d\nhost: kms1\ndo: down\n",
     .code = "not-indented", .says = {"'changes'"}},
    {"keys_of_a_group_beside_its_name",
     HEAD "machines:\n  lab:\n  §product: office-ad\n  count: 4\n  on: [mon]\n  sarah: {" MAK
          "}\n" CHANGE("1d, machines: [\"lab[3]\", sarah], power: off"),
     .code = "not-indented", .says = {"'product'", "does not belong to 'lab'"}},
    {"keys_of_a_group_beside_the_section", HEAD "machines:\n  lab:\n§product: office-ad\ncount: 4\n",
     .code = "not-indented", .says = {"'product'", "does not belong to 'lab'"}},
    {"keys_of_a_host_beside_its_name", BASE "hosts:\n  kms1:\n  §retry: 2h\n  serves: [office]\n  kms2:\n",
     .code = "not-indented", .says = {"'retry'", "'kms1'"}},
    {"keys_of_a_host_beside_the_section", BASE "hosts:\n  kms1:\n§memory: 2d\n", .code = "not-indented",
     .says = {"'memory'", "'kms1'"}},
    {"keys_of_a_place_beside_its_name", BASE "places:\n  vpn:\n  §block: [dns]\n", .code = "not-indented"},
    {"keys_of_a_product_beside_its_name", BASE "products:\n  p:\n  §like: office-ad\n  lease: 3d\n",
     .code = "not-indented"},
    {"hosts_named_like_keys", BASE "hosts:\n  kms1:\n  up:\n  weight: {}\n", .verdict = READ},
    {"a_mistyped_section_is_not_astray", BASE "hosts:\n  kms1:\n§changse: []\n", .code = "unknown-key",
     .says = {"did you mean 'changes'?"}},
    {"a_mistyped_map_of_names", HEAD "hosts:\n  kms1: {}\n§machnies: {lab: {" MAK "}}\n",
     .code = "unknown-key", .says = {"did you mean 'machines'?"}},
    {"an_unknown_key_behind_a_full_section_is_unknown", BASE "hosts:\n  kms1: {}\n§colour: blue\n",
     .code = "unknown-key", .says = {"unknown key 'colour'"}},
    {"a_section_in_another",
     HEAD "products:\n  p: {like: office-ad}\n  §machines:\n  lab: {product: p}\n" CHANGE(
         "1d, machines: lab, power: off"),
     .code = "indented", .says = {"'machines'", "belongs to 'products'", "same column as 'products'"}},
    {"a_section_in_hosts", HEAD "hosts:\n  kms1:\n  §machines:\n  lab: {" MAK "}\n", .code = "indented"},
    {"hosts_in_products",
     BASE "products:\n  §hosts:\n  kms1: {memory: 2d}\nchanges: [{at: 1d, host: kms1, do: down}]\n",
     .code = "indented"},
    {"changes_in_machines",
     HEAD "machines:\n  lab: {" MAK "}\n  §changes:\n    - {at: 1d, machines: lab, power: off}\n",
     .code = "indented", .says = {"'changes'", "belongs to 'machines'"}},
    {"hosts_of_the_names_of_sections", BASE "hosts: {changes: {}, lesson: }\nplaces: {expect: {}}\n",
     .verdict = READ},
    {"a_place_with_blocks_in_a_list", BASE "places:\n- §vpn: {block: [dns]}\n", .code = "wrong-kind",
     .says = {"leave the dashes out"}},
};

static const ScenarioRow TOGETHER[] = {
    {"all_errors_of_a_change", BASE "changes: [{at: §3, machines: §labb, move: §moon}]\n",
     .verdict = REFUSED},
    {"all_errors_of_a_change_of_a_host", BASE "changes: [{at: §40d, host: §kms1, do: §stop, every: §1}]\n",
     .verdict = REFUSED},
    {"all_errors_of_a_claim", BASE "expect: [{at: §3, machines: §labb, are: §licenced, count: §x}]\n",
     .verdict = REFUSED},
    {"all_errors_of_a_claim_of_a_host", BASE "expect: [{at: §40d, host: §kms1, pool: §word, count: §x}]\n",
     .verdict = REFUSED},
    {"all_errors_of_a_claim_without_time", BASE "expect: [§{machines: §labb, count: §x}]\n",
     .verdict = REFUSED},
    {"all_errors_of_a_group",
     HEAD "machines: {§9: {product: §x, count: §0, place: §moon, use: §kms1, "
          "jitter: §5, on: {days: [§x], from: §1, to: §2, "
          "chance: §3}, power: §maybe, §zebra: 1}, b: {" MAK "}}\n",
     .verdict = REFUSED},
    {"all_errors_of_a_product",
     BASE "products: {§9: {like: §x, §y: 1}, office-ltsc2: {like: office-ltsc, "
          "lease: §0m, rearms: §-1, lapsed: §no}}\n",
     .verdict = REFUSED},
    {"all_errors_of_a_step",
     BASE "lesson: [{at: §3, ask: §[a], choices: [{say: §[b], if: {at: §4, machines: §l, are: §m}}, §§{}]}]\n"
          "seed: §x\n",
     .verdict = REFUSED},
    {"errors_of_all_sections_in_file_order",
     "lesson: [{at: §1, say: a}]\nexpect: [{at: §1, machines: lab, are: licensed}]\n"
     "changes: [{at: §1, machines: lab, power: off}]\nmachines: {lab: {product: windows-mak, count: §0}}\n"
     "hosts: {kms1: {retry: §1}}\nproducts: {p: {like: §x}}\nplaces: [§1]\nseed: §x\nrun: §1\nstart: §x\n"
     "title: §[]\nabout: §{}\n",
     .verdict = REFUSED},
};

int main(void) {
    return scenario_rows_run("presence", PRESENCE, sizeof PRESENCE / sizeof PRESENCE[0]) +
           scenario_rows_run("members", MEMBERS, sizeof MEMBERS / sizeof MEMBERS[0]) +
           scenario_rows_run("claims", CLAIMS, sizeof CLAIMS / sizeof CLAIMS[0]) +
           scenario_rows_run("fleet", FLEET, sizeof FLEET / sizeof FLEET[0]) +
           scenario_rows_run("lessons", LESSONS, sizeof LESSONS / sizeof LESSONS[0]) +
           scenario_rows_run("told once", ONCE, sizeof ONCE / sizeof ONCE[0]) +
           scenario_rows_run("indentation", INDENTATION, sizeof INDENTATION / sizeof INDENTATION[0]) +
           scenario_rows_run("told together", TOGETHER, sizeof TOGETHER / sizeof TOGETHER[0]);
}
