/* claims_part: how a run ended: states, counts, claims. */
#include <inttypes.h>

#include "sim/run/verdict.h"
#include "sim/run/words.h"
#include "ui/report/html.h"
#include "ui/report/parts.h"

/* ---- states ------------------------------------------------------------------------------------------- */

static void add_group(Text *out, const Run *run, uint32_t number) {
    const Plan *plan = run_plan(run);
    const Group *group = &plan->groups[number];
    const char *before = "";
    text_add_format(out, "<tr><td>%s</td><td>%" PRIu32 " %s</td><td>", group->name, group->count,
                    plan->products[group->product].name);
    for (int state = 0; state < STATE_COUNT; state++) {
        const uint32_t machines = world_count_in_state(run_head(run), number, (State)state);
        if (machines == 0) continue;
        text_add_format(out, "%s%" PRIu32 " %s", before, machines, STATE_NAMES[state]);
        before = ", ";
    }
    text_add(out, "</td></tr>\n");
}

static void add_host(Text *out, const Run *run, int number) {
    const Host *host = world_host(run_head(run), number);
    text_add_format(out, "<tr><td>%s</td><td>host</td><td>counts", run_plan(run)->hosts[number].name);
    for (int pool = 0; pool < POOL_COUNT; pool++)
        text_add_format(out, "%s %" PRId32 " of %s", pool ? "," : "",
                        world_count(run_head(run), number, (Pool)pool), POOL_NAMES[pool]);
    text_add_format(out, "%s%s%s</td></tr>\n", host->up ? "" : "; it is down",
                    host->activated ? "" : "; it is not activated",
                    host->published ? "" : "; it is not published");
}

void part_states(Text *out, const Run *run) {
    const Plan *plan = run_plan(run);
    html_section(out, "states", "At the end");
    text_add(out, "<table>\n<tbody>\n");
    for (uint32_t g = 0; g < plan->group_count; g++) add_group(out, run, g);
    for (uint32_t h = 0; h < plan->host_count; h++) add_host(out, run, (int)h);
    text_add(out, "</tbody>\n</table>\n");
    html_section_end(out);
}

/* ---- claims ------------------------------------------------------------------------------------------- */

static void add_claim(Text *out, const Run *run, uint32_t number) {
    const Plan *plan = run_plan(run);
    const bool held = verdict_held(run, number);
    Text words = {0};
    words_claim(&words, plan, &plan->claims[number]);
    text_add_format(out, "<tr><td class=\"%s\">%s</td><td>", held ? "held" : "failed",
                    held ? "✓ held" : "✗ FAILED");
    html_from(out, &words);
    text_clear(&words);
    if (!held) {
        verdict_why_not(&words, run, number);
        text_add(out, "<span class=\"doubt\">");
        html_from(out, &words);
        text_add(out, "</span>");
    }
    text_add_format(out, "</td><td class=\"faint\">line %d</td></tr>\n", plan->claims[number].line);
    text_free(&words);
}

void part_claims(Text *out, const Run *run) {
    const Plan *plan = run_plan(run);
    if (plan->expect_count == 0) return;
    html_section(out, "claims", "Claims");
    text_add(out, "<table>\n<tbody>\n");
    for (uint32_t c = 0; c < plan->expect_count; c++) add_claim(out, run, c);
    text_add(out, "</tbody>\n</table>\n");
    html_section_end(out);
}
