/* The states of a product and of a run: the arrows are those of the table, the counts those of the run. */
#include "tests/test.h"

#include "tests/support/easel.h"
#include "tests/support/golden.h"
#include "ui/figures/life_graph.h"

static const int WIDTHS[] = {480, 640, 800, 1200, 1600, 4000};

static const Product *builtin(const char *name) {
    const int number = product_find_builtin(name);
    assert_true(number >= 0);
    return &BUILTIN_PRODUCTS[number].product;
}

static const char FIFTH[] = "title: The fifth laptop\nstart: 2026-01-05 08:00\nrun: 14d\nhosts: {kms1: {}}\n"
                            "machines:\n"
                            "  marketing: {product: office-ltsc, count: 4}\n"
                            "  sarah: {product: office-ltsc, starts: 2d1h}\n";

/* ---- the graph ---------------------------------------------------------------------------------------- */

static const LifeArrow *arrow_of(const LifeGraph *graph, State from, State to, RuleId rule) {
    for (int i = 0; i < graph->count; i++) {
        const LifeArrow *arrow = &graph->arrows[i];
        if (arrow->from == from && arrow->to == to && arrow->rule == rule) return arrow;
    }
    return NULL;
}

static void a_product_without_graces_has_no_arrows_to_them(void **state) {
    (void)state;
    LifeGraph graph;
    life_graph_of(&graph, builtin("windows-client"));
    for (int i = 0; i < graph.count; i++) {
        const LifeArrow *arrow = &graph.arrows[i];
        assert_true(arrow->from == ANY_STATE || product_can_be(graph.product, arrow->from));
        assert_true(arrow->to == ANY_STATE || product_can_be(graph.product, arrow->to));
    }
    assert_non_null(arrow_of(&graph, STATE_LICENSED, STATE_NOTIFICATION, RULE_LEASE_OVER));
    assert_non_null(arrow_of(&graph, STATE_ABSENT, STATE_NOTIFICATION, RULE_INSTALL_LAPSED));
    assert_null(arrow_of(&graph, STATE_LICENSED, STATE_EXPIRY_GRACE, RULE_LEASE_OVER_GRACE));
}

static void only_who_asks_hosts_can_be_refused_for_a_count(void **state) {
    (void)state;
    LifeGraph graph;
    life_graph_of(&graph, builtin("microsoft-365-apps"));
    assert_null(arrow_of(&graph, STATE_REDUCED, STATE_REDUCED, RULE_COUNT_BELOW_THRESHOLD));
    assert_non_null(arrow_of(&graph, STATE_LICENSED, STATE_REDUCED, RULE_NOT_ENTITLED));
    life_graph_of(&graph, builtin("windows-mak"));
    assert_null(arrow_of(&graph, STATE_LICENSED, STATE_NOTIFICATION, RULE_LEASE_OVER)); /* it is never over */
}

static void what_an_arrow_stands_on_is_the_least_certain_of_rule_and_figure(void **state) {
    (void)state;
    LifeGraph graph;
    life_graph_of(&graph, builtin("windows-client"));
    const LifeArrow *over = arrow_of(&graph, STATE_LICENSED, STATE_NOTIFICATION, RULE_LEASE_OVER);
    const LifeArrow *install = arrow_of(&graph, STATE_ABSENT, STATE_NOTIFICATION, RULE_INSTALL_LAPSED);
    const LifeArrow *granted = arrow_of(&graph, STATE_NOTIFICATION, STATE_LICENSED, RULE_GRANTED);
    assert_int_equal(life_provenance(graph.product, over), ASSUMED);
    assert_int_equal(life_provenance(graph.product, install), DISPUTED);
    assert_int_equal(life_provenance(graph.product, granted), DOCUMENTED);
}

/* All products of a plan that have machines; the machines are few. */
static int graphs_of(LifeGraph graphs[], const Plan *plan) {
    int count = 0;
    for (uint32_t p = 0; p < plan->product_count; p++)
        for (uint32_t g = 0; g < plan->group_count; g++)
            if (plan->groups[g].product == p) {
                life_graph_of(&graphs[count++], &plan->products[p]);
                break;
            }
    return count;
}

static uint64_t sum(const LifeGraph graphs[], int count, RuleId rule) {
    uint64_t sum = 0;
    for (int g = 0; g < count; g++)
        for (int i = 0; i < graphs[g].count; i++)
            if (graphs[g].arrows[i].rule == rule) sum += graphs[g].arrows[i].taken;
    return sum;
}

static void compare_counts(Easel *easel, const char *path) {
    (void)path;
    LifeGraph graphs[16], halves[16];
    const int count = graphs_of(graphs, &easel->scene->plan);
    assert_true(life_graphs_count(graphs, count, &easel->request));
    scene_run_to(easel->scene, "36500d");
    for (int rule = 0; rule < RULE_COUNT; rule++)
        if (rule != RULE_MEMORY_OVER && rule != RULE_HOST_KEY_SPENT)
            assert_int_equal(sum(graphs, count, (RuleId)rule), scene_times(easel->scene, NULL, (RuleId)rule));
    /* and those of two halves of the run come to the same */
    const int32_t end = easel->request.to;
    easel->request.to = end / 3;
    graphs_of(halves, &easel->scene->plan);
    assert_true(life_graphs_count(halves, count, &easel->request));
    easel->request.from = end / 3 + 1;
    easel->request.to = end;
    LifeGraph rest[16];
    graphs_of(rest, &easel->scene->plan);
    assert_true(life_graphs_count(rest, count, &easel->request));
    for (int g = 0; g < count; g++)
        for (int i = 0; i < graphs[g].count; i++)
            assert_int_equal(halves[g].arrows[i].taken + rest[g].arrows[i].taken, graphs[g].arrows[i].taken);
}

static void counts_are_those_of_the_table_in_every_shipped_scenario(void **state) {
    (void)state;
    easel_show_shipped(FIGURE_STATES, compare_counts);
}

static void only_the_groups_asked_for_are_counted(void **state) {
    (void)state;
    const uint32_t sarah = 1;
    Easel *easel = easel_of(FIFTH, FIGURE_STATES, 800);
    LifeGraph graph;
    life_graph_of(&graph, &easel->scene->plan.products[easel->scene->plan.groups[0].product]);
    easel->request.groups = &sarah;
    easel->request.group_count = 1;
    assert_true(life_graphs_count(&graph, 1, &easel->request));
    assert_int_equal(sum(&graph, 1, RULE_INSTALL_GRACE), 1);
    assert_int_equal(sum(&graph, 1, RULE_GRANTED), 1);
    assert_int_equal(sum(&graph, 1, RULE_COUNT_BELOW_THRESHOLD), 0);
    easel_close(easel);
}

/* ---- the figure --------------------------------------------------------------------------------------- */

static void a_product_shows_its_figures_and_who_says_so(void **state) {
    (void)state;
    Easel *easel = easel_of(FIFTH, FIGURE_STATES, 1200);
    easel->request.product = builtin("office-ltsc");
    easel_draw(easel);
    assert_true(easel_has_text(easel, "The life of office-ltsc"));
    assert_true(easel_has_text(easel, "a lease of 180d"));
    assert_true(easel_has_text(easel, "180d after the last grant"));
    assert_true(easel_has_text(easel, "renewed: 7d after each grant"));
    assert_true(easel_has_text(easel, "not granted: again after 2h"));
    assert_true(easel_has_text(easel, "assumed: no page says so"));
    assert_false(easel_has_part(easel, "disputed"));
    assert_false(easel_has_part(easel, "taken"));
    easel_close(easel);
}

static void a_run_says_how_often_and_what_never(void **state) {
    (void)state;
    Easel *easel = easel_of(FIFTH, FIGURE_STATES, 1200);
    easel_draw(easel);
    assert_true(easel_has_text(easel, "office-ltsc: 5 machines"));
    assert_true(easel_has_text(easel, "taken 5 times"));
    assert_true(easel_has_text(easel, "never taken"));
    assert_true(easel_has_text(easel, "count-below-threshold ×100"));
    assert_true(easel_has_text(easel, "not taken in this run"));
    assert_non_null(strstr(figure_description(easel->figure),
                           "From initial-grace to licensed by granted (a count of 5 or more), 5 times."));
    assert_non_null(
        strstr(easel_data(easel),
               "office-ltsc,licensed,expiry-grace,lease-over-grace,180d after the last grant,documented,0"));
    easel_close(easel);
}

static void each_product_of_a_run_has_a_diagram(void **state) {
    (void)state;
    Easel *easel = easel_of_file("scenarios/37-microsoft-365-beside-office-ltsc.yaml", FIGURE_STATES, 800);
    easel_draw(easel);
    assert_true(easel_has_text(easel, "office-ltsc: 5 machines"));
    assert_true(easel_has_text(easel, "microsoft-365-apps: 5 machines"));
    easel_close(easel);
}

static void no_text_overlaps_for_any_built_in_product(void **state) {
    (void)state;
    Easel *easel = easel_of(FIFTH, FIGURE_STATES, 800);
    for (size_t w = 0; w < sizeof WIDTHS / sizeof *WIDTHS; w++)
        for (int p = 0; p < BUILTIN_PRODUCT_COUNT; p++) {
            easel->request.width_px = WIDTHS[w];
            easel->request.product = &BUILTIN_PRODUCTS[p].product;
            easel_draw(easel);
            easel_assert_fits(easel, BUILTIN_PRODUCTS[p].product.name);
        }
    easel_close(easel);
}

/* Every way of activation with and without each grace, ending in both lapsed states. */
static void nor_for_any_product_that_a_file_may_make(void **state) {
    (void)state;
    Easel *easel = easel_of(FIFTH, FIGURE_STATES, 800);
    for (int method = 0; method < METHOD_COUNT; method++)
        for (int bits = 0; bits < 32; bits++) {
            Product product = *builtin("office-ltsc");
            product.by = (Method)method;
            product.pool = method == BY_HOST ? POOL_OFFICE : POOL_NONE;
            product.threshold = method == BY_HOST ? 1000000 : 0;
            if (bits & 1) product.initial_grace_min = NONE;
            if (bits & 2 || method == BY_ONCE) product.expiry_grace_min = NONE;
            if (bits & 4) product.lapsed = STATE_REDUCED;
            if (bits & 8) product.warn_before_min = 100 * 1440 + 61;
            if (bits & 16) product.rearms = 1000000;
            product.lease_min = method == BY_ONCE ? NEVER : 36499 * 1440 + 23 * 60 + 59;
            for (size_t w = 0; w < sizeof WIDTHS / sizeof *WIDTHS; w++) {
                easel->request.width_px = WIDTHS[w];
                easel->request.product = &product;
                easel_draw(easel);
                easel_assert_fits(easel, "a product of one's own");
            }
        }
    easel_close(easel);
}

static void draw_all(Easel *easel, const char *name) {
    for (size_t w = 0; w < sizeof WIDTHS / sizeof *WIDTHS; w++) {
        easel->request.width_px = WIDTHS[w];
        easel_draw(easel);
        easel_assert_fits(easel, name);
    }
}

static void nor_in_any_shipped_scenario(void **state) {
    (void)state;
    easel_show_shipped(FIGURE_STATES, draw_all);
}

static void nor_with_names_of_40_characters(void **state) {
    (void)state;
    easel_show_long_names(FIGURE_STATES, draw_all);
}

/* ---- goldens ------------------------------------------------------------------------------------------ */

static void states_are_drawn_as_they_were_looked_at(void **state) {
    (void)state;
    Easel *easel = easel_of(FIFTH, FIGURE_STATES, 800);
    easel_draw(easel);
    assert_golden("states-run", easel_words(easel));
    easel->request.width_px = 480;
    easel->request.product = builtin("office-ltsc");
    easel_draw(easel);
    assert_golden("states-product-narrow", easel_words(easel));
    easel_close(easel);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_product_without_graces_has_no_arrows_to_them),
        cmocka_unit_test(only_who_asks_hosts_can_be_refused_for_a_count),
        cmocka_unit_test(what_an_arrow_stands_on_is_the_least_certain_of_rule_and_figure),
        cmocka_unit_test(counts_are_those_of_the_table_in_every_shipped_scenario),
        cmocka_unit_test(only_the_groups_asked_for_are_counted),
        cmocka_unit_test(a_product_shows_its_figures_and_who_says_so),
        cmocka_unit_test(a_run_says_how_often_and_what_never),
        cmocka_unit_test(each_product_of_a_run_has_a_diagram),
        cmocka_unit_test(no_text_overlaps_for_any_built_in_product),
        cmocka_unit_test(nor_for_any_product_that_a_file_may_make),
        cmocka_unit_test(nor_in_any_shipped_scenario),
        cmocka_unit_test(nor_with_names_of_40_characters),
        cmocka_unit_test(states_are_drawn_as_they_were_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
