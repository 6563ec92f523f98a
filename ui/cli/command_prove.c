/* command_prove: `leaselab prove`: every situation of small fleets, and what holds in all of them. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"
#include "ui/cli/prove_report.h"
#include "ui/cli/say.h"

#include <string.h>

static void complain(const char *what, const char *written, const char *nearest) {
    Text out = {0};
    text_add_format(&out, "leaselab: error: there is no %s '", what);
    text_add_safe_cut(&out, written, LIMIT_NAME + 20);
    text_add(&out, "'");
    if (nearest) text_add_format(&out, "; did you mean '%s'?", nearest);
    text_add(&out, "\ntry 'leaselab prove'\n");
    say_text(&out);
    text_free(&out);
}

static const char *nearest_fleet(const char *written) {
    const char *names[PROOF_FLEETS_MOST];
    for (int f = 0; f < fleet_count(); f++) names[f] = FLEETS[f].name;
    return text_nearest(written, strlen(written), names, (size_t)fleet_count());
}

/* All that can be wrong with the call is told at once. */
static bool call_is_right(const Options *options, const Proof *proof) {
    bool right = true;
    if (options->fleet && !fleet_find(options->fleet)) {
        complain("fleet", options->fleet, nearest_fleet(options->fleet));
        right = false;
    }
    if (options->reach && !prove_find_way(proof, options->reach)) {
        complain("state, rule or law", options->reach, prove_nearest_name(proof, options->reach));
        right = false;
    }
    if (options->scenario && !options->reach) {
        say_line("leaselab: error: --scenario goes with --reach\ntry 'leaselab prove --help'\n");
        right = false;
    }
    return right;
}

static bool is_wanted(const Options *options, const Fleet *fleet) {
    if (options->fleet) return strcmp(options->fleet, fleet->name) == 0;
    return options->deep || !fleet->deep;
}

static bool search_fleets(const Options *options, Proof *proof) {
    for (int f = 0; f < fleet_count(); f++)
        if (is_wanted(options, &FLEETS[f]) && !proof_take(proof, &FLEETS[f])) return false;
    return true;
}

static int report(const Options *options, const Proof *proof, Text *out) {
    if (!options->reach) return prove_report(proof, options->verbose, !options->fleet, out);
    return prove_report_way(proof, prove_find_way(proof, options->reach), options->reach, options->verbose,
                            options->scenario, out);
}

int command_prove(const Options *options) {
    Proof proof;
    proof_begin_all(&proof);
    int status = call_is_right(options, &proof) ? STATUS_GOOD : STATUS_WRONG;
    if (status == STATUS_GOOD) {
        Text out = {0};
        const bool searched = search_fleets(options, &proof);
        if (searched) status = report(options, &proof, &out);
        out.failed |= !searched;
        const int written = deliver(options->output, &out);
        text_free(&out);
        if (written != STATUS_GOOD) status = written;
    }
    proof_free(&proof);
    return status;
}
