/* command_why: `leaselab why`: one machine at one minute, explained. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"
#include "ui/cli/load.h"
#include "ui/cli/say.h"

#include <stdlib.h>
#include <string.h>

#include "sim/run/why.h"
#include "sim/scenario/instant.h"

static void add_call_error(Text *out, const char *what, const char *written) {
    text_add_format(out, "leaselab: error: %s '", what);
    text_add_safe_cut(out, written, LIMIT_NAME + 20);
    text_add(out, "'");
}

/* The machine meant by a group's name, or by `lab[3]`, as members are written in a file. */
static const char *nearest_machine(const Plan *plan, const char *written, char name[MEMBER_NAME]) {
    const char **names = malloc((plan->group_count + 1) * sizeof *names);
    if (!names) return NULL;
    for (uint32_t g = 0; g < plan->group_count; g++) names[g] = plan->groups[g].name;
    const size_t length = strcspn(written, "[");
    uint32_t member = 0;
    for (const char *digit = written + length; *digit && member <= LIMIT_MACHINES; digit++)
        if (*digit >= '0' && *digit <= '9') member = member * 10 + (uint32_t)(*digit - '0');
    const char *nearest = text_nearest(written, length, names, plan->group_count);
    for (uint32_t g = 0; g < plan->group_count && nearest; g++) {
        const Group *group = &plan->groups[g];
        const uint32_t before = member >= 1 && member <= group->count ? member - 1 : 0;
        if (names[g] == nearest) plan_machine_name(plan, group->first + before, name);
    }
    free(names);
    return nearest ? name : NULL;
}

/* A group of several is no machine: says which are. */
static void complain_of_machine(const Plan *plan, const char *written) {
    Text out = {0};
    char name[MEMBER_NAME];
    add_call_error(&out, "there is no machine", written);
    const char *nearest = nearest_machine(plan, written, name);
    if (nearest) text_add_format(&out, "; did you mean '%s'?", nearest);
    text_add(&out, "\n");
    say_text(&out);
    text_free(&out);
}

static bool find_instant(const Plan *plan, const char *written, int32_t *out_at) {
    char reason[INSTANT_REASON];
    if (instant_parse(plan->start, plan->run_min, written, out_at, reason) == INSTANT_OK) return true;
    Text out = {0};
    add_call_error(&out, "--at", written);
    text_add_format(&out, " %s\n", reason);
    say_text(&out);
    text_free(&out);
    return false;
}

static int explain(const Options *options, const Plan *plan) {
    uint32_t machine;
    int32_t at;
    const bool found = plan_find_machine(plan, options->machine, &machine);
    if (!found) complain_of_machine(plan, options->machine);
    if (!find_instant(plan, options->at, &at) || !found) return STATUS_WRONG;
    WhyCard card = {0};
    Timeline *timeline = timeline_create(plan, 0);
    card.text.failed = !timeline || !why_tell(&card, timeline, machine, at);
    const int status = deliver(NULL, &card.text);
    why_free(&card);
    timeline_destroy(timeline);
    return status;
}

int command_why(const Options *options) {
    Loaded loaded;
    int status = load_plan(options->operands[0], options->colour, &loaded);
    if (status == STATUS_GOOD) status = explain(options, &loaded.plan);
    load_free(&loaded);
    return status;
}
