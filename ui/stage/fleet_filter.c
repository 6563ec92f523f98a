#include "ui/stage/fleet_filter.h"

#include <string.h>

/* ---- reading ------------------------------------------------------------------------------------------ */

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* One of several names; false: none of them, and `out_wrong` lists them. */
static bool find_name(const char *word, const char *const names[], int first, int count, const char *key,
                      uint32_t *out, Text *out_wrong) {
    for (int i = first; i < count; i++) {
        if (strcmp(names[i], word) != 0) continue;
        *out = (uint32_t)i;
        return true;
    }
    text_add_format(out_wrong, "%s= is one of:", key);
    for (int i = first; i < count; i++) text_add_format(out_wrong, "%s %s", i > first ? "," : "", names[i]);
    return false;
}

static bool read_state(FilterTerm *term, const char *word, Text *out_wrong) {
    term->kind = TERM_STATE;
    if (strcmp(word, "retrying") == 0) {
        term->kind = TERM_LOOK;
        term->value = LOOK_RETRYING;
        return true;
    }
    const bool is_read = find_name(word, STATE_NAMES, 0, STATE_COUNT, "state", &term->value, out_wrong);
    if (!is_read) text_add(out_wrong, ", retrying");
    return is_read;
}

static bool read_group(FilterTerm *term, const char *word, const Plan *plan, Text *out_wrong) {
    term->kind = TERM_GROUP;
    for (uint32_t g = 0; g < plan->group_count; g++)
        if (strcmp(plan->groups[g].name, word) == 0) {
            term->value = g;
            return true;
        }
    text_add(out_wrong, "there is no group ");
    text_add_safe_cut(out_wrong, word, LIMIT_NAME);
    return false;
}

static bool read_place(FilterTerm *term, const char *word, const Plan *plan, Text *out_wrong) {
    term->kind = TERM_PLACE;
    for (uint32_t p = 0; p < plan->place_count; p++)
        if (strcmp(plan->places[p].name, word) == 0) {
            term->value = p;
            return true;
        }
    text_add(out_wrong, "there is no place ");
    text_add_safe_cut(out_wrong, word, LIMIT_NAME);
    return false;
}

/* "<1h", ">=30d" */
static bool read_length(FilterTerm *term, TermKind kind, const char *words, Text *out_wrong) {
    static const CompareOp OPS[] = {COMPARE_AT_LEAST, COMPARE_AT_MOST, COMPARE_LESS, COMPARE_MORE};
    term->kind = kind;
    for (size_t o = 0; o < sizeof OPS / sizeof *OPS; o++) {
        const size_t length = strlen(COMPARE_NAMES[OPS[o]]);
        if (strncmp(words, COMPARE_NAMES[OPS[o]], length) != 0) continue;
        Minutes minutes;
        const DurationError error = duration_parse(words + length, strlen(words + length), &minutes);
        if (error != DURATION_OK) {
            text_add_format(out_wrong, "after %s a length is needed, as 2h or 30d: %s", COMPARE_NAMES[OPS[o]],
                            duration_error_text(error));
            return false;
        }
        term->op = OPS[o];
        term->minutes = (int32_t)minutes;
        return true;
    }
    text_add_format(out_wrong, "%s is compared with a length: %s<1h, %s>=30d",
                    kind == TERM_DUE ? "due" : "lease", kind == TERM_DUE ? "due" : "lease",
                    kind == TERM_DUE ? "due" : "lease");
    return false;
}

static bool read_term(FilterTerm *term, const char *word, const Plan *plan, Text *out_wrong) {
    const size_t key = strcspn(word, "=<>");
    const char *rest = word + key;
    if (key == 3 && *rest && strncmp(word, "due", key) == 0)
        return read_length(term, TERM_DUE, rest, out_wrong);
    if (key == 5 && *rest && strncmp(word, "lease", key) == 0)
        return read_length(term, TERM_LEASE, rest, out_wrong);
    if (*rest == '=') {
        rest++;
        if (strncmp(word, "state=", key + 1) == 0) return read_state(term, rest, out_wrong);
        if (strncmp(word, "group=", key + 1) == 0) return read_group(term, rest, plan, out_wrong);
        if (strncmp(word, "place=", key + 1) == 0) return read_place(term, rest, plan, out_wrong);
        if (strncmp(word, "last=", key + 1) == 0) {
            term->kind = TERM_LAST;
            return find_name(rest, RESULT_NAMES, RESULT_GRANTED, RESULT_COUNT, "last", &term->value,
                             out_wrong);
        }
    }
    if (*rest) {
        text_add(out_wrong,
                 "understood are parts of names, state=, last=, group=, place=, due<1h, lease<30d; "
                 "! before one: not");
        return false;
    }
    term->kind = TERM_NAME;
    for (size_t i = 0; i <= strlen(word); i++) term->word[i] = small(word[i]);
    return true;
}

bool fleet_filter_read(FleetFilter *out, const char *typed, const Plan *plan, Text *out_wrong) {
    *out = (FleetFilter){0};
    for (const char *at = typed + strspn(typed, " "); *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (out->count == FILTER_TERMS) {
            text_add_format(out_wrong, "at most %d words", FILTER_TERMS);
            return false;
        }
        FilterTerm *term = &out->terms[out->count++];
        term->is_not = *at == '!';
        if (term->is_not) at++, length--;
        char word[FILTER_WORD];
        if (length == 0 || length >= sizeof word) {
            text_add(out_wrong,
                     length == 0 ? "! stands right before what is not wanted" : "that word is too long");
            return false;
        }
        memcpy(word, at, length);
        word[length] = '\0';
        if (!read_term(term, word, plan, out_wrong)) return false;
        at += length;
    }
    return true;
}

/* ---- showing ------------------------------------------------------------------------------------------ */

static bool has_part(const char *name, const char *part) {
    const size_t length = strlen(part);
    for (; *name; name++) {
        size_t i = 0;
        while (i < length && name[i] && small(name[i]) == part[i]) i++;
        if (i == length) return true;
    }
    return length == 0;
}

static bool is_so(const FilterTerm *term, const Plan *plan, uint32_t number, const Machine *machine,
                  int32_t at) {
    switch (term->kind) {
    case TERM_NAME: {
        char name[MEMBER_NAME];
        plan_machine_name(plan, number, name);
        return has_part(name, term->word);
    }
    case TERM_STATE: return machine->state == term->value;
    case TERM_LOOK: return look_of((State)machine->state, (Result)machine->last) == term->value;
    case TERM_LAST: return machine->last == term->value;
    case TERM_GROUP: return machine->group == term->value;
    case TERM_PLACE: return machine->place == term->value;
    case TERM_DUE:
        return machine->state != STATE_ABSENT && machine->due_at != NEVER &&
               comparison_holds((Comparison){term->op, term->minutes}, (int64_t)machine->due_at - at);
    case TERM_LEASE:
        return machine->state == STATE_LICENSED && machine->clock_at != NEVER &&
               comparison_holds((Comparison){term->op, term->minutes}, (int64_t)machine->clock_at - at);
    }
    return false;
}

bool fleet_filter_shows(const FleetFilter *filter, const Plan *plan, uint32_t number, const Machine *machine,
                        int32_t at, bool hides_due) {
    for (int t = 0; t < filter->count; t++) {
        const FilterTerm *term = &filter->terms[t];
        if (term->kind == TERM_DUE && hides_due) continue;
        if (is_so(term, plan, number, machine, at) == term->is_not) return false;
    }
    return true;
}
