/* `leaselab prove` as people call it. One small fleet is enough for most; all of them take a second. */
#include "tests/support/call.h"

static const CallRow ROWS[] = {
    {.name = "prove_searches_all_fleets_and_all_of_it_holds",
     .line = "leaselab prove",
     .out = {"Small fleets, searched to the end.", "  office ", "\n  in all ",
             "\n  count-within-cap: held in ",
             "\n      A host never remembers more ids of a pool than its cap.\n", "\n  notification ",
             ": 96 of 96.\n", "\nAll of it held.\n"},
     .lacks = "BROKEN"},
    {.name = "prove_of_one_fleet_demands_no_more_than_the_laws",
     .line = "leaselab prove --fleet no-time",
     .out = {"\n  no-time ", "\n  licensed ", "\n  reduced                not reached\n",
             "\nAll of it held.\n"},
     .lacks = "\n  office"},
    {.name = "prove_tells_the_shortest_story_to_a_state",
     .line = "leaselab prove --fleet office --reach notification",
     .out = {"The shortest story to notification. In the fleet 'office', one Office machine",
             ": 361 steps, 30d\n\n  0m ", "\n  0m-29d22h           m asks 360 times: nobody answers",
             "\n  30d                 m: the grace is over: notification [initial-grace-over]\n"}},
    {.name = "prove_tells_the_shortest_story_to_a_rule_row_by_row",
     .line = "leaselab prove --fleet handled --reach memory-over -v",
     .out = {"The shortest story to memory-over. In the fleet 'handled'", "\n  0m ", "\n  45m ",
             " forgets the id 0"}},
    {.name = "prove_says_that_nothing_leads_there",
     .line = "leaselab prove --fleet office --reach reduced",
     .status = 1,
     .out = {"No step leads to reduced.\n"}},
    {.name = "prove_says_that_nothing_breaks_a_law",
     .line = "leaselab prove --fleet office --reach count-within-cap",
     .out = {"No step breaks the law count-within-cap.\n"}},
    {.name = "a_story_of_prove_is_a_scenario_that_run_tells_the_same",
     .line = "leaselab prove --fleet office --reach lease-over-grace --scenario -o s.yaml && "
             "leaselab check s.yaml 2>&1 && leaselab run s.yaml",
     .out = {"", "The shortest story to lease-over-grace\n", "1 machine, 1 host, 180d",
             "\n  180d                m: the lease is over: expiry-grace until 210d", ": expiry-grace\n"}},
    {.name = "prove_tells_each_story_with_verbose",
     .line = "leaselab prove --fleet no-time --verbose",
     .out = {"\n  licensed               no-time        1 step, 0m\n  0m ", " licensed until 1h", "\n\n  "}},
    {.name = "a_fleet_that_is_searched_deep_can_be_named",
     .line = "leaselab prove --fleet two-hosts --deep --reach renewed",
     .out = {"The shortest story to renewed. In the fleet 'two-hosts'"}},
    {.name = "prove_knows_no_such_state",
     .line = "leaselab prove --reach notifcation",
     .status = 2,
     .err =
         {"leaselab: error: there is no state, rule or law 'notifcation'; did you mean 'notification'?\n"}},
    {.name = "prove_knows_no_such_fleet_and_says_all_at_once",
     .line = "leaselab prove --fleet ofice --reach \"$(printf 'a\\033b')\"",
     .status = 2,
     .err = {"leaselab: error: there is no fleet 'ofice'; did you mean 'office'?\n",
             "leaselab: error: there is no state, rule or law 'a\\x1bb'\n"}},
    {.name = "prove_prints_a_scenario_only_of_a_story",
     .line = "leaselab prove --scenario",
     .status = 2,
     .err = {"leaselab: error: --scenario goes with --reach\n"}},
    {.name = "prove_takes_no_file",
     .line = "leaselab prove x.yaml",
     .status = 2,
     .err = {"leaselab: error: 'prove' takes options only, and 'x.yaml' is too much\n"}},
    {.name = "prove_is_told_where_it_cannot_write",
     .line = "leaselab prove --fleet no-time -o no/such/folder",
     .status = 3,
     .err = {"no/such/folder"}},
};

static void prove_prints_the_same_each_time(void **state) {
    (void)state;
    char *first = call_out("leaselab prove --fleet twins"),
         *second = call_out("leaselab prove --fleet twins");
    assert_string_equal(first, second);
    free(first);
    free(second);
}

int main(void) {
    call_add_rows(ROWS, sizeof ROWS / sizeof *ROWS);
    CALL_ADD(prove_prints_the_same_each_time);
    return call_run_group("prove_call");
}
