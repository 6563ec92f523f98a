/* The network at a minute: who is where, what hosts count, what reaches what. */
#include "tests/test.h"

#include "tests/support/easel.h"
#include "tests/support/golden.h"
#include "ui/figures/sites.h"

static const int WIDTHS[] = {480, 800, 1200, 1600, 4000};

static const char OFFICES[] = "title: Two hosts\nstart: 2026-01-05 08:00\nrun: 30d\n"
                              "hosts: {kms1: {}, kms2: {priority: 10, published: false}}\n"
                              "places: {vpn: {block: [dns, kms2]}}\n"
                              "machines:\n"
                              "  staff: {product: windows-client, count: 30}\n"
                              "  anna: {product: office-ltsc, place: vpn}\n"
                              "  ben: {product: office-ltsc, starts: 20d}\n"
                              "  night: {product: windows-client, count: 8, on: {from: \"18:00\"}}\n"
                              "  away: {product: windows-mak, place: offline}\n"
                              "changes:\n"
                              "  - {at: 10d, host: kms1, do: down}\n"
                              "  - {at: 10d, service: activation, do: down}\n"
                              "  - {at: 12d, machines: \"staff[1..3]\", move: vpn}\n";

static Easel *drawn_at(const char *yaml, int32_t at, int width_px) {
    Easel *easel = easel_of(yaml, FIGURE_NETWORK, width_px);
    easel->request.at = at;
    easel_draw(easel);
    return easel;
}

static void hosts_show_what_they_count_and_what_is_needed(void **state) {
    (void)state;
    Easel *easel = drawn_at(OFFICES, 5 * 1440, 1200);
    assert_true(easel_has_text(easel, "count 38 · needed 25 · cap 50")); /* some came the evening before */
    assert_true(easel_has_text(easel, "count 0 · needed 5"));            /* anna cannot look hosts up */
    assert_true(easel_has_text(easel, "not in the name lookup"));
    assert_true(easel_has_text(easel, "cap: the most the host remembers"));
    assert_false(easel_has_part(easel, "down"));
    easel_close(easel);
}

/* How far from the left of its bar what is needed is; `at` goes on behind it. */
static double needed_in_next_bar(const char **at) {
    double left, needed;
    const char *bar = strstr(*at, "fill=shade"), *mark = bar ? strstr(bar, "line=threshold:2") : NULL;
    if (!mark) return -1;
    const char *from = mark;
    while (strncmp(bar, "box ", 4) != 0) bar--;
    while (strncmp(from, "path ", 5) != 0) from--;
    assert_int_equal(sscanf(bar, "box %lf", &left), 1);
    assert_int_equal(sscanf(from, "path %lf", &needed), 1);
    *at = mark + 1;
    return needed - left;
}

/* The one that was asked has a cap of 10, the other none yet. */
static void what_is_needed_is_at_the_same_place_of_all_hosts(void **state) {
    (void)state;
    Easel *easel = drawn_at("run: 5d\nhosts: {kms1: {}, kms2: {published: false}}\n"
                            "machines: {a: {product: office-ltsc, count: 3}}\n",
                            1440, 800);
    const char *at = easel_words(easel);
    assert_true(easel_has_text(easel, "count 3 · needed 5 · cap 10"));
    assert_true(easel_has_text(easel, "count 0 · needed 5"));
    const double one = needed_in_next_bar(&at), other = needed_in_next_bar(&at);
    assert_true(one > 0 && one == other);
    easel_close(easel);
}

static void what_is_down_or_blocked_has_a_word(void **state) {
    (void)state;
    Easel *easel = drawn_at(OFFICES, 11 * 1440, 1200);
    assert_true(easel_has_text(easel, "down: answers nobody"));
    assert_true(easel_has_text(easel, "blocked"));
    assert_true(easel_has_text(easel, "reaches no host and no service")); /* offline */
    assert_true(easel_has_text(easel, "reaches it, but it is down"));
    assert_non_null(strstr(figure_description(easel->figure), "It does not reach kms2."));
    assert_non_null(strstr(easel_data(easel), "reach,vpn,kms2,blocked,1\r\n"));
    assert_non_null(strstr(easel_data(easel), "reach,office,kms1,\"reaches, down\",1\r\n"));
    easel_close(easel);
}

static void small_groups_are_named_and_large_ones_counted(void **state) {
    (void)state;
    Easel *easel = drawn_at(OFFICES, 15 * 1440, 1200);
    assert_true(easel_has_text(easel, "anna"));
    assert_true(easel_has_text(easel, "27"));              /* of staff, in the office */
    assert_true(easel_has_text(easel, "3"));               /* of staff, by vpn */
    assert_true(easel_has_text(easel, "all of them off")); /* night */
    assert_true(easel_has_text(easel, "absent"));          /* ben is not there yet */
    easel_close(easel);
}

static void only_what_occurs_is_in_the_legend(void **state) {
    (void)state;
    Easel *easel =
        drawn_at("title: t\nrun: 1d\nhosts: {k: {}}\nmachines: {m: {product: office-ltsc}}\n", 0, 800);
    assert_true(easel_has_text(easel, "grace"));
    assert_false(easel_has_text(easel, "licensed"));
    assert_false(easel_has_part(easel, "blocked"));
    easel_close(easel);
}

static void compare_with_world(Easel *easel, const char *path) {
    (void)path;
    const Plan *plan = &easel->scene->plan;
    for (int part = 0; part <= 5; part++) {
        const int32_t at = (int32_t)((int64_t)plan->run_min * part / 5);
        Sites sites = {0};
        assert_true(sites_find(&sites, &easel->request, at));
        const World *world = timeline_seek(easel->timeline, at, ROW_END);
        uint32_t all = 0;
        for (uint32_t c = 0; c < sites.count; c++) {
            const Crew *crew = &sites.crews[c];
            const Group *group = &plan->groups[crew->group];
            uint32_t looks[LOOK_COUNT] = {0}, machines = 0;
            for (uint32_t m = group->first; m < group->first + group->count; m++) {
                const Machine *machine = world_machine(world, m);
                if (machine->place != crew->place) continue;
                looks[look_of((State)machine->state, (Result)machine->last)]++;
                machines++;
            }
            assert_memory_equal(looks, crew->looks, sizeof looks);
            assert_int_equal(machines, crew->machines);
            all += machines;
        }
        assert_int_equal(all, plan->machine_count);
        sites_free(&sites);
    }
}

static void who_is_where_agrees_with_the_world_at_any_minute(void **state) {
    (void)state;
    easel_show_shipped(FIGURE_NETWORK, compare_with_world);
}

/* ---- where it is -------------------------------------------------------------------------------------- */

static void draw_all(Easel *easel, const char *name) {
    for (size_t w = 0; w < sizeof WIDTHS / sizeof *WIDTHS; w++)
        for (int part = 0; part <= 6; part++) {
            easel->request.width_px = WIDTHS[w];
            easel->request.at = (int32_t)((int64_t)easel->scene->plan.run_min * part / 6);
            easel_draw(easel);
            easel_assert_fits(easel, name);
        }
}

static void no_text_overlaps_in_any_shipped_scenario(void **state) {
    (void)state;
    easel_show_shipped(FIGURE_NETWORK, draw_all);
}

static void nor_with_names_of_40_characters(void **state) {
    (void)state;
    easel_show_long_names(FIGURE_NETWORK, draw_all);
}

/* Then lines would be a thicket: only what is blocked is drawn, and what there is no room for is told. */
static void nor_with_many_places_hosts_and_groups(void **state) {
    (void)state;
    Text yaml = {0};
    text_add(&yaml, "title: many\nrun: 2d\nhosts:\n");
    for (int h = 0; h < 30; h++) text_add_format(&yaml, "  host-%d: {priority: %d}\n", h, h);
    text_add(&yaml, "places:\n");
    for (int p = 0; p < 30; p++)
        text_add_format(&yaml, "  place-%d: {block: [host-%d, host-%d]}\n", p, p, (p + 7) % 30);
    text_add(&yaml, "machines:\n");
    for (int g = 0; g < 90; g++)
        text_add_format(&yaml, "  group-%d: {product: %s, count: %d, place: place-%d}\n", g,
                        g % 3 ? "windows-client" : "microsoft-365-apps", 1 + g * 7 % 40, g % 30);
    for (int g = 90; g < 160; g++)
        text_add_format(&yaml, "  group-%d: {product: windows-client, count: 9, place: place-0}\n", g);
    Easel *easel = easel_of(yaml.bytes, FIGURE_NETWORK, 800);
    draw_all(easel, "many");
    assert_true(easel_has_text(easel, "Only what is blocked has a line; every place reaches all else."));
    assert_true(easel_has_text(easel, "Not every host is shown."));
    assert_true(easel_has_text(easel, "Not every place is shown."));
    assert_true(easel_has_part(easel, "more groups"));
    easel_close(easel);
    text_free(&yaml);
}

static void the_network_is_drawn_as_it_was_looked_at(void **state) {
    (void)state;
    Easel *easel = drawn_at(OFFICES, 15 * 1440, 800);
    assert_golden("network", easel_words(easel));
    easel_close(easel);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_show_what_they_count_and_what_is_needed),
        cmocka_unit_test(what_is_needed_is_at_the_same_place_of_all_hosts),
        cmocka_unit_test(what_is_down_or_blocked_has_a_word),
        cmocka_unit_test(small_groups_are_named_and_large_ones_counted),
        cmocka_unit_test(only_what_occurs_is_in_the_legend),
        cmocka_unit_test(who_is_where_agrees_with_the_world_at_any_minute),
        cmocka_unit_test(no_text_overlaps_in_any_shipped_scenario),
        cmocka_unit_test(nor_with_names_of_40_characters),
        cmocka_unit_test(nor_with_many_places_hosts_and_groups),
        cmocka_unit_test(the_network_is_drawn_as_it_was_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
