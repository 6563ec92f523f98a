#include "ui/cli/prove_report.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#include "sim/run/words.h"
#include "ui/cli/say.h"

/* ---- stories ------------------------------------------------------------------------------------------ */

/* "in 2 steps, 30m" */
static void add_length(Text *out, const ProofWay *way) {
    words_count(out, way->steps, "step");
    text_add(out, ", ");
    words_duration(out, way->minutes);
}

static void add_story(Text *out, const ProofWay *way, bool each) {
    text_add_format(out, "In the fleet '%s', %s: ", way->fleet->name, way->fleet->about);
    add_length(out, way);
    text_add(out, "\n\n");
    out->failed |= !proof_tell_way(way, each, out);
}

/* ---- fleets ------------------------------------------------------------------------------------------- */

static void add_fleets(Text *out, const Proof *proof) {
    size_t situations = 0, steps = 0;
    text_add(
        out,
        "Small fleets, searched to the end. In every minute in which something happens all that may happen "
        "is\ntried, and the simulator carries it out; a situation that was met before is not carried on "
        "again.\n\n");
    text_add_format(out, "  %-18s %10s %8s %8s %6s\n", "fleet", "situations", "steps", "farthest", "back");
    for (int f = 0; f < proof->fleet_count; f++) {
        const ProofFleet *figures = &proof->fleets[f];
        text_add_format(out, "  %-18s %10zu %8zu %8" PRIu32, figures->fleet->name, figures->situations,
                        figures->steps, figures->farthest);
        if (figures->fleet->recovers && !figures->lost.fleet)
            text_add_format(out, " %6" PRIu32 "\n", figures->recovery.most_steps);
        else
            text_add_format(out, " %6s\n", figures->lost.fleet ? "LOST" : "-");
        text_add_format(out, "      %s\n", figures->fleet->about);
        situations += figures->situations;
        steps += figures->steps;
    }
    text_add_format(out, "  %-18s %10zu %8zu\n\n", "in all", situations, steps);
    text_add(
        out,
        "  farthest: steps from the start. back: from every situation all machines that are there can be\n"
        "  licensed again in so many steps at most; - where nobody promises that.\n");
}

/* ---- laws --------------------------------------------------------------------------------------------- */

static void add_laws(Text *out, const Proof *proof) {
    text_add(out, "\nLaws, each looked at in every step:\n\n");
    for (int l = 0; l < proof->law_count; l++) {
        const ProofLaw *law = &proof->laws[l];
        text_add_format(out, "  %s: ", law->law->name);
        if (law->broken.fleet)
            text_add(out, "BROKEN");
        else
            text_add_format(out, "held in %" PRIu64 " steps", law->steps);
        text_add_format(out, " (%s of the model)\n      %s\n", law->law->source, law->law->sentence);
    }
}

static void add_failures(Text *out, const Proof *proof) {
    for (int l = 0; l < proof->law_count; l++) {
        const ProofLaw *law = &proof->laws[l];
        if (!law->broken.fleet) continue;
        text_add_format(out, "\nThe law %s is broken: %s\n", law->law->name, law->law->sentence);
        add_story(out, &law->broken, false);
    }
    for (int f = 0; f < proof->fleet_count; f++) {
        const ProofWay *lost = &proof->fleets[f].lost;
        if (!lost->fleet) continue;
        text_add(out, "\nFrom here not all machines can be licensed again:\n");
        add_story(out, lost, false);
    }
}

/* ---- what was reached --------------------------------------------------------------------------------- */

static void add_way(Text *out, const ProofWay *way, const char *name, bool stories) {
    text_add_format(out, "  %-22s ", name);
    if (!way->fleet) {
        text_add(out, "not reached\n");
        return;
    }
    text_add_format(out, "%-14s ", way->fleet->name);
    add_length(out, way);
    text_add_char(out, '\n');
    if (!stories) return;
    out->failed |= !proof_tell_way(way, false, out);
    text_add_char(out, '\n');
}

static void add_reached(Text *out, const Proof *proof, bool stories) {
    int can_be, taken;
    proof_rows(proof, &can_be, &taken);
    text_add(out, "\nReached, by the fewest steps; `--reach NAME` tells the story:\n\n");
    for (int s = 0; s < STATE_COUNT; s++) add_way(out, &proof->states[s], STATE_NAMES[s], stories);
    for (int r = 0; r < RULE_COUNT; r++) add_way(out, &proof->rules[r], RULES[r].name, stories);
    text_add_format(
        out, "\n  Rows of the table that machines follow, taken from each state they are for: %d of %d.\n",
        taken, can_be);
}

int prove_report(const Proof *proof, bool stories, bool all, Text *out) {
    const bool holds = proof_holds(proof), complete = !all || proof_is_complete(proof);
    add_fleets(out, proof);
    add_laws(out, proof);
    add_reached(out, proof, stories);
    add_failures(out, proof);
    text_add(out, !holds     ? "\nNot all of it held.\n"
                  : complete ? "\nAll of it held.\n"
                             : "\nAll laws held, but not everything was reached that must be.\n");
    if (out->failed) return STATUS_FAILED;
    return holds && complete ? STATUS_GOOD : STATUS_CLAIM_FAILED;
}

/* ---- one story ---------------------------------------------------------------------------------------- */

const ProofWay *prove_find_way(const Proof *proof, const char *name) {
    for (int s = 0; s < STATE_COUNT; s++)
        if (strcmp(name, STATE_NAMES[s]) == 0) return &proof->states[s];
    for (int r = 0; r < RULE_COUNT; r++)
        if (strcmp(name, RULES[r].name) == 0) return &proof->rules[r];
    for (int l = 0; l < proof->law_count; l++)
        if (strcmp(name, proof->laws[l].law->name) == 0) return &proof->laws[l].broken;
    return NULL;
}

const char *prove_nearest_name(const Proof *proof, const char *name) {
    const char *names[STATE_COUNT + RULE_COUNT + PROOF_LAWS_MOST];
    size_t count = 0;
    for (int s = 0; s < STATE_COUNT; s++) names[count++] = STATE_NAMES[s];
    for (int r = 0; r < RULE_COUNT; r++) names[count++] = RULES[r].name;
    for (int l = 0; l < proof->law_count; l++) names[count++] = proof->laws[l].law->name;
    return text_nearest(name, strlen(name), names, count);
}

static bool is_of_a_law(const Proof *proof, const ProofWay *way) {
    for (int l = 0; l < proof->law_count; l++)
        if (way == &proof->laws[l].broken) return true;
    return false;
}

int prove_report_way(const Proof *proof, const ProofWay *way, const char *name, bool each, bool scenario,
                     Text *out) {
    const bool law = is_of_a_law(proof, way);
    if (!way->fleet)
        text_add_format(out, law ? "No step breaks the law %s.\n" : "No step leads to %s.\n", name);
    else if (scenario)
        text_add(out, way->scenario.bytes);
    else {
        text_add_format(out, law ? "The shortest story that breaks %s. " : "The shortest story to %s. ",
                        name);
        add_story(out, way, each);
    }
    if (out->failed) return STATUS_FAILED;
    return law == (way->fleet == NULL) ? STATUS_GOOD : STATUS_CLAIM_FAILED;
}
