/* How often each product can be set back to new, and which of them earn that anew. */
#include "tests/test.h"

#include "tests/support/scene.h"

/* Each rearm is followed by a grant in the same minute. */
static void assert_rearms(const char *product, int rearms) {
    char yaml[512];
    snprintf(yaml, sizeof yaml,
             "run: %dm\nhosts: {kms1: }\nmachines:\n  m: {product: %s, count: 25}\n"
             "changes: [{at: 1m, every: 1m, machines: \"m[25]\", rearm: now}]\n",
             rearms + 2, product);
    Scene *scene = scene_play(yaml);
    assert_int_equal(scene_times(scene, "m-25", RULE_REARMED), rearms);
    assert_int_equal(scene_times(scene, "m-25", RULE_GRANTED), rearms + 1);
    assert_int_equal(scene_times(scene, "m-25", RULE_NO_REARM_LEFT), 2);
    scene_close(scene);
}

static void windows_client_has_1000_rearms_and_earns_none(void **state) {
    (void)state;
    assert_rearms("windows-client", 1000);
}

static void windows_server_has_1000_rearms_and_earns_none(void **state) {
    (void)state;
    assert_rearms("windows-server", 1000);
}

static void windows_7_has_3_rearms_and_earns_none(void **state) {
    (void)state;
    assert_rearms("windows-7", 3);
}

static void windows_server_2008_r2_has_3_rearms_and_earns_none(void **state) {
    (void)state;
    assert_rearms("windows-server-2008-r2", 3);
}

static void windows_ad_has_1000_rearms_and_earns_none(void **state) {
    (void)state;
    assert_rearms("windows-ad", 1000);
}

static void windows_mak_has_1000_rearms_and_earns_none(void **state) {
    (void)state;
    assert_rearms("windows-mak", 1000);
}

static void subscriptions_have_no_rearm_and_earn_none(void **state) {
    (void)state;
    assert_rearms("microsoft-365-apps", 0);
    assert_rearms("microsoft-365-device", 0);
    assert_rearms("microsoft-365-offline", 0);
}

static void office_ltsc_has_5_rearms_while_nothing_is_granted(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 9m\nmachines: {m: {product: office-ltsc}}\n"
                              "changes: [{at: 1m, every: 1m, machines: m, rearm: now}]\n");
    assert_int_equal(scene_times(scene, "m", RULE_REARMED), 5);
    assert_int_equal(scene_times(scene, "m", RULE_NO_REARM_LEFT), 4);
    scene_close(scene);
}

static void office_ad_has_5_rearms_while_nothing_is_granted(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 9m\nmachines: {m: {product: office-ad, place: offline}}\n"
                              "changes: [{at: 1m, every: 1m, machines: m, rearm: now}]\n");
    assert_int_equal(scene_times(scene, "m", RULE_REARMED), 5);
    assert_int_equal(scene_times(scene, "m", RULE_NO_REARM_LEFT), 4);
    scene_close(scene);
}

static void office_ltsc_earns_one_rearm_by_a_grant_when_it_has_none(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 9m\nhosts: {kms1: }\nmachines: {m: {product: office-ltsc, count: 5}}\n"
                              "changes:\n"
                              "  - {at: 1m, every: 1m, machines: \"m[5]\", rearm: now}\n"
                              "  - {at: 7m, host: kms1, do: down}\n");
    assert_string_equal(scene_tell(scene, "m-5", "5m", "9m"),
                        "5m rearmed #10000004 initial-grace till 30d5m\n"
                        "5m granted kms1 10/5 licensed till 180d5m next 7d5m\n"
                        "6m rearmed #10000005 initial-grace till 30d6m\n"
                        "6m granted kms1 10/5 licensed till 180d6m next 7d6m\n"
                        "7m rearmed #10000006 initial-grace till 30d7m\n"
                        "7m no-host-answers initial-grace till 30d7m next 2h7m\n"
                        "8m no-rearm-left\n"
                        "9m no-rearm-left\n");
    scene_close(scene);
}

static void office_ad_earns_one_rearm_by_a_grant_when_it_has_none(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 9m\nmachines: {m: {product: office-ad}}\n"
                              "changes:\n"
                              "  - {at: 1m, every: 1m, machines: m, rearm: now}\n"
                              "  - {at: 7m, service: directory, do: down}\n");
    assert_int_equal(scene_times(scene, "m", RULE_REARMED), 7);
    assert_string_equal(scene_tell(scene, "m", "8m", "9m"), "8m no-rearm-left\n9m no-rearm-left\n");
    scene_close(scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_client_has_1000_rearms_and_earns_none),
        cmocka_unit_test(windows_server_has_1000_rearms_and_earns_none),
        cmocka_unit_test(windows_7_has_3_rearms_and_earns_none),
        cmocka_unit_test(windows_server_2008_r2_has_3_rearms_and_earns_none),
        cmocka_unit_test(windows_ad_has_1000_rearms_and_earns_none),
        cmocka_unit_test(windows_mak_has_1000_rearms_and_earns_none),
        cmocka_unit_test(subscriptions_have_no_rearm_and_earn_none),
        cmocka_unit_test(office_ltsc_has_5_rearms_while_nothing_is_granted),
        cmocka_unit_test(office_ad_has_5_rearms_while_nothing_is_granted),
        cmocka_unit_test(office_ltsc_earns_one_rearm_by_a_grant_when_it_has_none),
        cmocka_unit_test(office_ad_earns_one_rearm_by_a_grant_when_it_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
