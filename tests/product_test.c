/* Every figure of every product, by what it does to a machine. The products that are alike in a figure do not
 * share a test of it: a learner asks about one product, and one figure that is wrong must show. */
#include "tests/test.h"

#include "tests/support/scene.h"

/* Whoever answers is lost at 1m, so that nothing is renewed; machines are switched off after their first vain
 * renewal, so that the story is short. Clocks run on. */
#define HOST_LOST_AFTER_GRANT                                                                                \
    "changes:\n"                                                                                             \
    "  - {at: 1m, host: kms1, do: down}\n"                                                                   \
    "  - {at: 7d1m, machines: all, power: off}\n"
#define OFF_AFTER_FIRST_MINUTE "changes: [{at: 1m, machines: all, power: off}]\n"

/* ---- counted by a host -------------------------------------------------------------------------------- */

static void windows_client_needs_25(void **state) {
    (void)state;
    const char *yaml = "run: 200d\nhosts: {kms1: }\nmachines:\n  m: {product: windows-client, count: "
                       "25}\n" HOST_LOST_AFTER_GRANT;
    assert_story_between(yaml, "m-24", "0m", "0m",
                         "0m install-lapsed #23 notification\n"
                         "0m count-below-threshold kms1 24/25 notification next 2h\n");
    assert_story(yaml, "m-25",
                 "0m install-lapsed #24 notification\n"
                 "0m granted kms1 25/25 licensed till 180d next 7d\n"
                 "7d no-host-answers licensed till 180d next 7d2h\n"
                 "150d lease-reminder\n"
                 "180d lease-over notification\n");
}

static void windows_server_needs_5(void **state) {
    (void)state;
    const char *yaml = "run: 200d\nhosts: {kms1: }\nmachines:\n  m: {product: windows-server, count: "
                       "5}\n" HOST_LOST_AFTER_GRANT;
    assert_story_between(yaml, "m-4", "0m", "0m",
                         "0m install-lapsed #3 notification\n"
                         "0m count-below-threshold kms1 4/5 notification next 2h\n");
    assert_story(yaml, "m-5",
                 "0m install-lapsed #4 notification\n"
                 "0m granted kms1 5/5 licensed till 180d next 7d\n"
                 "7d no-host-answers licensed till 180d next 7d2h\n"
                 "150d lease-reminder\n"
                 "180d lease-over notification\n");
}

static void windows_7_needs_25_and_has_a_grace_at_both_ends(void **state) {
    (void)state;
    const char *yaml =
        "run: 230d\nhosts: {kms1: }\nmachines:\n  m: {product: windows-7, count: 25}\n" HOST_LOST_AFTER_GRANT;
    assert_story_between(yaml, "m-24", "0m", "0m",
                         "0m install-grace #23 initial-grace till 30d\n"
                         "0m count-below-threshold kms1 24/25 initial-grace till 30d next 2h\n");
    assert_story(yaml, "m-25",
                 "0m install-grace #24 initial-grace till 30d\n"
                 "0m granted kms1 25/25 licensed till 180d next 7d\n"
                 "7d no-host-answers licensed till 180d next 7d2h\n"
                 "180d lease-over-grace expiry-grace till 210d\n"
                 "210d expiry-grace-over notification\n");
}

static void windows_server_2008_r2_needs_5_and_has_a_grace_at_both_ends(void **state) {
    (void)state;
    const char *yaml = "run: 230d\nhosts: {kms1: }\nmachines:\n  m: {product: windows-server-2008-r2, count: "
                       "5}\n" HOST_LOST_AFTER_GRANT;
    assert_story_between(yaml, "m-4", "0m", "0m",
                         "0m install-grace #3 initial-grace till 30d\n"
                         "0m count-below-threshold kms1 4/5 initial-grace till 30d next 2h\n");
    assert_story(yaml, "m-5",
                 "0m install-grace #4 initial-grace till 30d\n"
                 "0m granted kms1 5/5 licensed till 180d next 7d\n"
                 "7d no-host-answers licensed till 180d next 7d2h\n"
                 "180d lease-over-grace expiry-grace till 210d\n"
                 "210d expiry-grace-over notification\n");
}

static void office_ltsc_needs_5_and_has_a_grace_at_both_ends(void **state) {
    (void)state;
    const char *yaml = "run: 230d\nhosts: {kms1: }\nmachines:\n  m: {product: office-ltsc, count: "
                       "5}\n" HOST_LOST_AFTER_GRANT;
    assert_story_between(yaml, "m-4", "0m", "0m",
                         "0m install-grace #3 initial-grace till 30d\n"
                         "0m count-below-threshold kms1 4/5 initial-grace till 30d next 2h\n");
    assert_story(yaml, "m-5",
                 "0m install-grace #4 initial-grace till 30d\n"
                 "0m granted kms1 5/5 licensed till 180d next 7d\n"
                 "7d no-host-answers licensed till 180d next 7d2h\n"
                 "180d lease-over-grace expiry-grace till 210d\n"
                 "210d expiry-grace-over notification\n");
}

static void windows_client_without_a_host_asks_every_two_hours(void **state) {
    (void)state;
    assert_story("run: 40d\nmachines: {m: {product: windows-client}}\n" OFF_AFTER_FIRST_MINUTE, "m",
                 "0m install-lapsed #0 notification\n"
                 "0m no-host-known notification next 2h\n");
}

static void windows_server_without_a_host_asks_every_two_hours(void **state) {
    (void)state;
    assert_story("run: 40d\nmachines: {m: {product: windows-server}}\n" OFF_AFTER_FIRST_MINUTE, "m",
                 "0m install-lapsed #0 notification\n"
                 "0m no-host-known notification next 2h\n");
}

static void windows_7_without_a_host_ends_its_grace_after_30_days_unwarned(void **state) {
    (void)state;
    assert_story("run: 40d\nmachines: {m: {product: windows-7}}\n" OFF_AFTER_FIRST_MINUTE, "m",
                 "0m install-grace #0 initial-grace till 30d\n"
                 "0m no-host-known initial-grace till 30d next 2h\n"
                 "30d initial-grace-over notification\n");
}

static void windows_server_2008_r2_without_a_host_ends_its_grace_after_30_days_unwarned(void **state) {
    (void)state;
    assert_story("run: 40d\nmachines: {m: {product: windows-server-2008-r2}}\n" OFF_AFTER_FIRST_MINUTE, "m",
                 "0m install-grace #0 initial-grace till 30d\n"
                 "0m no-host-known initial-grace till 30d next 2h\n"
                 "30d initial-grace-over notification\n");
}

static void office_ltsc_without_a_host_is_warned_five_days_before_its_grace_ends(void **state) {
    (void)state;
    assert_story("run: 40d\nmachines: {m: {product: office-ltsc}}\n" OFF_AFTER_FIRST_MINUTE, "m",
                 "0m install-grace #0 initial-grace till 30d\n"
                 "0m no-host-known initial-grace till 30d next 2h\n"
                 "25d grace-reminder\n"
                 "30d initial-grace-over notification\n");
}

static void each_counted_product_is_counted_in_its_own_pool(void **state) {
    (void)state;
    assert_story("run: 31d\nhosts:\n"
                 "  kms1: {serves: [office]}\n"
                 "machines:\n"
                 "  client: {product: windows-client}\n"
                 "  server: {product: windows-server}\n"
                 "  seven: {product: windows-7}\n"
                 "  old: {product: windows-server-2008-r2}\n"
                 "  office1: {product: office-ltsc}\n"
                 "changes:\n"
                 "  - {at: 1m, host: kms1, set: {serves: [windows]}}\n"
                 "  - {at: 1m, machines: all, attempt: now}\n"
                 "  - {at: 2m, machines: all, power: off}\n",
                 NULL,
                 "0m client install-lapsed #0 notification\n"
                 "0m server install-lapsed #1 notification\n"
                 "0m seven install-grace #2 initial-grace till 30d\n"
                 "0m old install-grace #3 initial-grace till 30d\n"
                 "0m office1 install-grace #4 initial-grace till 30d\n"
                 "0m client only-wrong-hosts notification next 2h\n"
                 "0m server only-wrong-hosts notification next 2h\n"
                 "0m seven only-wrong-hosts initial-grace till 30d next 2h\n"
                 "0m old only-wrong-hosts initial-grace till 30d next 2h\n"
                 "0m office1 count-below-threshold kms1 1/5 initial-grace till 30d next 2h\n"
                 "1m change 1\n"
                 "1m change 2\n"
                 "1m client count-below-threshold kms1 1/25 notification next 2h1m\n"
                 "1m server count-below-threshold kms1 2/5 notification next 2h1m\n"
                 "1m seven count-below-threshold kms1 3/25 initial-grace till 30d next 2h1m\n"
                 "1m old count-below-threshold kms1 4/5 initial-grace till 30d next 2h1m\n"
                 "1m office1 only-wrong-hosts initial-grace till 30d next 2h1m\n"
                 "2m change 3\n"
                 "25d office1 grace-reminder\n"
                 "30d seven initial-grace-over notification\n"
                 "30d old initial-grace-over notification\n"
                 "30d office1 initial-grace-over notification\n"
                 "30d1m kms1 memory-over #4 office 0\n"
                 "30d2m kms1 memory-over #0 windows 3\n"
                 "30d2m kms1 memory-over #1 windows 2\n"
                 "30d2m kms1 memory-over #2 windows 1\n"
                 "30d2m kms1 memory-over #3 windows 0\n");
}

/* ---- asking a service --------------------------------------------------------------------------------- */

#define SERVICES_LOST_AFTER_GRANT                                                                            \
    "changes:\n"                                                                                             \
    "  - {at: 1m, service: directory, do: down}\n"                                                           \
    "  - {at: 1m, service: cloud, do: down}\n"                                                               \
    "  - {at: 1m, service: activation, do: down}\n"

static void windows_ad_asks_the_directory_each_week(void **state) {
    (void)state;
    assert_story("run: 200d\nmachines: {m: {product: windows-ad, sign: out}}\n" SERVICES_LOST_AFTER_GRANT
                 "  - {at: 7d1m, machines: all, power: off}\n",
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted directory licensed till 180d next 7d\n"
                 "7d no-host-answers licensed till 180d next 7d2h\n"
                 "150d lease-reminder\n"
                 "180d lease-over notification\n");
}

static void office_ad_asks_the_directory_and_has_a_grace_at_both_ends(void **state) {
    (void)state;
    assert_story("run: 230d\nmachines: {m: {product: office-ad, sign: out}}\n" SERVICES_LOST_AFTER_GRANT
                 "  - {at: 7d1m, machines: all, power: off}\n",
                 "m",
                 "0m install-grace #0 initial-grace till 30d\n"
                 "0m granted directory licensed till 180d next 7d\n"
                 "7d no-host-answers licensed till 180d next 7d2h\n"
                 "180d lease-over-grace expiry-grace till 210d\n"
                 "210d expiry-grace-over notification\n");
}

static void windows_mak_is_granted_once_and_for_good(void **state) {
    (void)state;
    assert_story("run: 99y\nmachines: {m: {product: windows-mak, sign: out}}\n" SERVICES_LOST_AFTER_GRANT,
                 "m",
                 "0m install-lapsed #0 notification\n"
                 "0m granted activation licensed\n");
}

static void microsoft_365_apps_asks_the_cloud_each_day_and_lasts_30(void **state) {
    (void)state;
    assert_story("run: 60d\nmachines: {m: {product: microsoft-365-apps}}\n" SERVICES_LOST_AFTER_GRANT
                 "  - {at: 1d1m, machines: all, power: off}\n",
                 "m",
                 "0m install-lapsed #0 reduced\n"
                 "0m granted cloud licensed till 30d next 1d\n"
                 "1d no-host-answers licensed till 30d next 2d\n"
                 "30d lease-over reduced\n");
}

static void microsoft_365_device_asks_the_cloud_each_day_and_lasts_90(void **state) {
    (void)state;
    assert_story("run: 190d\nmachines: {m: {product: microsoft-365-device}}\n" SERVICES_LOST_AFTER_GRANT
                 "  - {at: 1d1m, machines: all, power: off}\n",
                 "m",
                 "0m install-lapsed #0 reduced\n"
                 "0m granted cloud licensed till 90d next 1d\n"
                 "1d no-host-answers licensed till 90d next 2d\n"
                 "80d lease-reminder\n"
                 "90d lease-over reduced\n");
}

static void microsoft_365_offline_asks_the_cloud_each_day_and_lasts_180(void **state) {
    (void)state;
    assert_story("run: 300d\nmachines: {m: {product: microsoft-365-offline}}\n" SERVICES_LOST_AFTER_GRANT
                 "  - {at: 1d1m, machines: all, power: off}\n",
                 "m",
                 "0m install-lapsed #0 reduced\n"
                 "0m granted cloud licensed till 180d next 1d\n"
                 "1d no-host-answers licensed till 180d next 2d\n"
                 "165d lease-reminder\n"
                 "180d lease-over reduced\n");
}

static void each_product_without_its_service_asks_again_after_its_own_retry(void **state) {
    (void)state;
    assert_story("run: 40d\nplaces: {cut: {block: [directory, cloud, activation]}}\n"
                 "machines:\n"
                 "  a: {product: windows-ad, place: cut}\n"
                 "  b: {product: office-ad, place: cut}\n"
                 "  c: {product: windows-mak, place: cut}\n"
                 "  d: {product: microsoft-365-apps, place: cut}\n"
                 "  e: {product: microsoft-365-device, place: cut}\n"
                 "  f: {product: microsoft-365-offline, place: cut}\n" OFF_AFTER_FIRST_MINUTE,
                 NULL,
                 "0m a install-lapsed #0 notification\n"
                 "0m b install-grace #1 initial-grace till 30d\n"
                 "0m c install-lapsed #2 notification\n"
                 "0m d install-lapsed #3 reduced\n"
                 "0m e install-lapsed #4 reduced\n"
                 "0m f install-lapsed #5 reduced\n"
                 "0m a no-host-answers notification next 2h\n"
                 "0m b no-host-answers initial-grace till 30d next 2h\n"
                 "0m c no-host-answers notification next 2h\n"
                 "0m d no-host-answers reduced next 1d\n"
                 "0m e no-host-answers reduced next 1d\n"
                 "0m f no-host-answers reduced next 1d\n"
                 "1m change 1\n"
                 "25d b grace-reminder\n"
                 "30d b initial-grace-over notification\n");
}

static void subscriptions_need_somebody_signed_in(void **state) {
    (void)state;
    assert_story("run: 0m\nmachines:\n"
                 "  a: {product: microsoft-365-apps, sign: out}\n"
                 "  b: {product: microsoft-365-device, sign: out}\n"
                 "  c: {product: microsoft-365-offline, sign: out}\n",
                 NULL,
                 "0m a install-lapsed #0 reduced\n"
                 "0m b install-lapsed #1 reduced\n"
                 "0m c install-lapsed #2 reduced\n"
                 "0m a not-entitled cloud reduced next 1d\n"
                 "0m b not-entitled cloud reduced next 1d\n"
                 "0m c not-entitled cloud reduced next 1d\n");
}

static void no_host_ever_counts_a_subscription(void **state) {
    (void)state;
    Scene *scene =
        scene_play("run: 100d\nhosts: {kms1: }\nmachines:\n  m: {product: microsoft-365-apps, count: 30}\n"
                   "expect: [{first: 0m, host: kms1, pool: office, count: 0}]\n");
    assert_int_equal(world_count(run_world(scene->run), 0, POOL_OFFICE), 0);
    assert_int_equal(world_count(run_world(scene->run), 0, POOL_WINDOWS), 0);
    assert_int_equal(scene_times(scene, "m-30", RULE_RENEWED), 100);
    scene_close(scene);
}

/* ---- figures that a product does not have ------------------------------------------------------------- */

static void products_without_a_silent_part_remind_of_no_grace(void **state) {
    (void)state;
    Scene *scene = scene_play("run: 300d\n"
                              "products:\n"
                              "  a: {like: windows-client, initial_grace: 299d}\n"
                              "  b: {like: windows-server, initial_grace: 299d}\n"
                              "  c: {like: windows-7, initial_grace: 299d}\n"
                              "  d: {like: windows-server-2008-r2, initial_grace: 299d}\n"
                              "  e: {like: windows-ad, initial_grace: 299d}\n"
                              "  f: {like: windows-mak, initial_grace: 299d}\n"
                              "  g: {like: microsoft-365-apps, initial_grace: 299d}\n"
                              "  h: {like: microsoft-365-device, initial_grace: 299d}\n"
                              "  i: {like: microsoft-365-offline, initial_grace: 299d}\n"
                              "machines:\n"
                              "  ma: {product: a, power: off}\n  mb: {product: b, power: off}\n"
                              "  mc: {product: c, power: off}\n  md: {product: d, power: off}\n"
                              "  me: {product: e, power: off}\n  mf: {product: f, power: off}\n"
                              "  mg: {product: g, power: off}\n  mh: {product: h, power: off}\n"
                              "  mi: {product: i, power: off}\n");
    assert_int_equal(scene_times(scene, NULL, RULE_INITIAL_GRACE_OVER), 9);
    assert_int_equal(scene_times(scene, NULL, RULE_GRACE_REMINDER), 0);
    scene_close(scene);
}

/* A host's renewal takes the place of the product's with the very first count; only the reader compares with
 * it. */
static void counted_products_renew_each_week_by_themselves(void **state) {
    (void)state;
    Scene *scene = scene_read("run: 0m\nproducts:\n"
                              "  a: {like: windows-client, lease: 7d}\n"
                              "  b: {like: windows-server, lease: 7d}\n"
                              "  c: {like: windows-7, lease: 7d}\n"
                              "  d: {like: windows-server-2008-r2, lease: 7d}\n"
                              "  e: {like: office-ltsc, lease: 7d}\n"
                              "machines: {m: {product: windows-mak}}\n");
    assert_int_equal(scene_warnings(scene, "lease-shorter-than-renewal"), 0);
    scene_close(scene);
    scene = scene_read("run: 0m\nproducts:\n"
                       "  a: {like: windows-client, lease: 6d23h59m}\n"
                       "  b: {like: windows-server, lease: 6d23h59m}\n"
                       "  c: {like: windows-7, lease: 6d23h59m}\n"
                       "  d: {like: windows-server-2008-r2, lease: 6d23h59m}\n"
                       "  e: {like: office-ltsc, lease: 6d23h59m}\n"
                       "machines: {m: {product: windows-mak}}\n");
    assert_int_equal(scene_warnings(scene, "lease-shorter-than-renewal"), 5);
    scene_close(scene);
}

static void a_one_time_key_has_no_clock_at_all(void **state) {
    (void)state;
    const Product *mak = &BUILTIN_PRODUCTS[product_find_builtin("windows-mak")].product;
    assert_int_equal(product_figure(mak, COLUMN_LEASE), NEVER);
    assert_int_equal(product_figure(mak, COLUMN_RENEWAL), NEVER);
    assert_int_equal(product_figure(mak, COLUMN_WARN_BEFORE), NONE);
    assert_int_equal(product_figure(mak, COLUMN_EXPIRY_GRACE), NONE);
}

static void products_that_no_host_counts_have_no_pool_and_no_threshold(void **state) {
    (void)state;
    int counted = 0;
    for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++) {
        const Product *product = &BUILTIN_PRODUCTS[p].product;
        assert_int_equal(product->pool == POOL_NONE, product->by != BY_HOST);
        assert_int_equal(product->threshold == 0, product->by != BY_HOST);
        counted += product->by == BY_HOST;
    }
    assert_int_equal(counted, 5);
}

/* ---- who says so -------------------------------------------------------------------------------------- */

static void figures_that_no_page_gives_are_marked(void **state) {
    (void)state;
    Text text = {0};
    for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++)
        for (int c = 0; c < COLUMN_COUNT; c++) {
            const BuiltinProduct *product = &BUILTIN_PRODUCTS[p];
            if (product->provenance[c] != DOCUMENTED)
                text_add_format(&text, "%s %s %s\n", product->product.name, COLUMNS[c].name,
                                PROVENANCE_NAMES[product->provenance[c]]);
        }
    assert_string_equal(text.bytes, "windows-client initial_grace disputed\n"
                                    "windows-client expiry_grace assumed\n"
                                    "windows-server initial_grace disputed\n"
                                    "windows-server expiry_grace assumed\n"
                                    "windows-ad retry assumed\n"
                                    "office-ad retry assumed\n"
                                    "windows-mak retry assumed\n"
                                    "microsoft-365-apps retry assumed\n"
                                    "microsoft-365-device renewal assumed\n"
                                    "microsoft-365-device retry assumed\n"
                                    "microsoft-365-offline renewal assumed\n"
                                    "microsoft-365-offline retry assumed\n");
    text_free(&text);
}

static void every_product_and_figure_says_what_it_is(void **state) {
    (void)state;
    for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++) {
        assert_true(strlen(BUILTIN_PRODUCTS[p].about) > 0);
        assert_in_range(BUILTIN_PRODUCTS[p].source, 0, SOURCE_HOUSE - 1);
        assert_int_equal(product_find_builtin(BUILTIN_PRODUCTS[p].product.name), p);
    }
    for (int c = 0; c < COLUMN_COUNT; c++) assert_true(strlen(COLUMNS[c].meaning) > 0);
    assert_int_equal(product_find_builtin("windows-95"), -1);
}

static void a_product_can_be_in_just_the_states_its_figures_lead_to(void **state) {
    (void)state;
    Text text = {0};
    for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++) {
        text_add(&text, BUILTIN_PRODUCTS[p].product.name);
        for (int s = 0; s < STATE_COUNT; s++)
            if (product_can_be(&BUILTIN_PRODUCTS[p].product, (State)s)) text_add_format(&text, " %d", s);
        text_add_char(&text, '\n');
    }
    assert_string_equal(text.bytes,
                        "windows-client 0 2 4\nwindows-server 0 2 4\nwindows-7 0 1 2 3 4\n"
                        "windows-server-2008-r2 0 1 2 3 4\noffice-ltsc 0 1 2 3 4\nwindows-ad 0 2 4\n"
                        "office-ad 0 1 2 3 4\nwindows-mak 0 2 4\nmicrosoft-365-apps 0 2 5\n"
                        "microsoft-365-device 0 2 5\nmicrosoft-365-offline 0 2 5\n");
    text_free(&text);
    Product once = BUILTIN_PRODUCTS[product_find_builtin("windows-mak")].product;
    once.expiry_grace_min = 10; /* never begins: the lease has no end */
    assert_false(product_can_be(&once, STATE_EXPIRY_GRACE));
}

static void figures_have_bounds(void **state) {
    (void)state;
    Text text = {0};
    for (int c = 0; c < COLUMN_COUNT; c++)
        if (COLUMNS[c].kind != COLUMN_IS_NAME)
            text_add_format(&text, "%s %d %d %s\n", COLUMNS[c].name, COLUMNS[c].least, COLUMNS[c].most,
                            COLUMNS[c].may_be_none ? "none" : "");
    assert_string_equal(text.bytes, "threshold 1 1000000 \n"
                                    "initial_grace 0 52560000 none\nnotice_after 0 52560000 none\n"
                                    "lease 1 52560000 \nrenewal 1 52560000 \nretry 1 52560000 \n"
                                    "warn_before 0 52560000 none\nexpiry_grace 0 52560000 none\n"
                                    "rearms 0 1000000 \n");
    text_free(&text);
}

static void a_figure_that_is_set_is_the_one_that_is_read(void **state) {
    (void)state;
    Product product = BUILTIN_PRODUCTS[0].product;
    for (int c = 0; c < COLUMN_COUNT; c++)
        if (COLUMNS[c].kind != COLUMN_IS_NAME) product_set_figure(&product, (Column)c, 100 + c);
    for (int c = 0; c < COLUMN_COUNT; c++)
        if (COLUMNS[c].kind != COLUMN_IS_NAME) assert_int_equal(product_figure(&product, (Column)c), 100 + c);
    assert_int_equal(product.threshold, 100 + COLUMN_THRESHOLD);
    assert_int_equal(product.rearms, 100 + COLUMN_REARMS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_client_needs_25),
        cmocka_unit_test(windows_server_needs_5),
        cmocka_unit_test(windows_7_needs_25_and_has_a_grace_at_both_ends),
        cmocka_unit_test(windows_server_2008_r2_needs_5_and_has_a_grace_at_both_ends),
        cmocka_unit_test(office_ltsc_needs_5_and_has_a_grace_at_both_ends),
        cmocka_unit_test(windows_client_without_a_host_asks_every_two_hours),
        cmocka_unit_test(windows_server_without_a_host_asks_every_two_hours),
        cmocka_unit_test(windows_7_without_a_host_ends_its_grace_after_30_days_unwarned),
        cmocka_unit_test(windows_server_2008_r2_without_a_host_ends_its_grace_after_30_days_unwarned),
        cmocka_unit_test(office_ltsc_without_a_host_is_warned_five_days_before_its_grace_ends),
        cmocka_unit_test(each_counted_product_is_counted_in_its_own_pool),
        cmocka_unit_test(windows_ad_asks_the_directory_each_week),
        cmocka_unit_test(office_ad_asks_the_directory_and_has_a_grace_at_both_ends),
        cmocka_unit_test(windows_mak_is_granted_once_and_for_good),
        cmocka_unit_test(microsoft_365_apps_asks_the_cloud_each_day_and_lasts_30),
        cmocka_unit_test(microsoft_365_device_asks_the_cloud_each_day_and_lasts_90),
        cmocka_unit_test(microsoft_365_offline_asks_the_cloud_each_day_and_lasts_180),
        cmocka_unit_test(each_product_without_its_service_asks_again_after_its_own_retry),
        cmocka_unit_test(subscriptions_need_somebody_signed_in),
        cmocka_unit_test(no_host_ever_counts_a_subscription),
        cmocka_unit_test(products_without_a_silent_part_remind_of_no_grace),
        cmocka_unit_test(counted_products_renew_each_week_by_themselves),
        cmocka_unit_test(a_one_time_key_has_no_clock_at_all),
        cmocka_unit_test(products_that_no_host_counts_have_no_pool_and_no_threshold),
        cmocka_unit_test(figures_that_no_page_gives_are_marked),
        cmocka_unit_test(every_product_and_figure_says_what_it_is),
        cmocka_unit_test(a_product_can_be_in_just_the_states_its_figures_lead_to),
        cmocka_unit_test(figures_have_bounds),
        cmocka_unit_test(a_figure_that_is_set_is_the_one_that_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
