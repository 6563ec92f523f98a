#include "ui/cli/values.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/scenario/instant.h"
#include "ui/cli/say.h"

enum { SHOWN = 60 }; /* characters of what was written */

static void add_shown(Text *out, OptionId id, const char *written) {
    text_add_format(out, "leaselab: error: --%s '", OPTIONS[id].name);
    text_add_safe_cut(out, written, SHOWN);
    text_add(out, "' ");
}

bool value_complain(OptionId id, const char *written, const char *format, ...) {
    char says[512];
    Text out = {0};
    va_list values;
    va_start(values, format);
    vsnprintf(says, sizeof says, format, values);
    va_end(values);
    add_shown(&out, id, written);
    text_add_format(&out, "%s\n", says);
    say_text(&out);
    text_free(&out);
    return false;
}

bool value_instant(OptionId id, const char *written, const Plan *plan, int32_t *out_at) {
    char reason[INSTANT_REASON];
    if (!written || instant_parse(plan->start, plan->run_min, written, out_at, reason) == INSTANT_OK)
        return true;
    return value_complain(id, written, "%s", reason);
}

bool value_number(OptionId id, const char *written, int least, int most, int *out) {
    int number = 0;
    if (!written) return true;
    const char *c = written;
    for (; *c >= '0' && *c <= '9' && c - written < 7; c++) number = number * 10 + (*c - '0');
    if (*c || c == written)
        return value_complain(id, written, "is no whole number from %d to %d", least, most);
    if (number < least || number > most)
        return value_complain(id, written, "is not within %d to %d", least, most);
    *out = number;
    return true;
}

/* Digits of a number from 1 to `most`; 0: there is none. */
static int size_part(const char *digits, size_t length, int most) {
    int number = 0;
    for (size_t i = 0; i < length; i++) {
        if (digits[i] < '0' || digits[i] > '9' || number > most) return 0;
        number = number * 10 + (digits[i] - '0');
    }
    return number <= most ? number : 0;
}

bool value_size(OptionId id, const char *written, int most, int *out_width, int *out_height) {
    if (!written) return true;
    const size_t length = strcspn(written, "x");
    const char *second = written[length] ? written + length + 1 : "";
    const int width = size_part(written, length, most), height = size_part(second, strlen(second), most);
    if (!width || !height)
        return value_complain(id, written, "is no size; it is written like 1280x720, with at most %d", most);
    *out_width = width;
    *out_height = height;
    return true;
}

bool value_duration(OptionId id, const char *written, int32_t least_min, int32_t most_min, int32_t *out_min) {
    Minutes length;
    if (!written) return true;
    if (duration_parse(written, strlen(written), &length) != DURATION_OK || length < least_min ||
        length > most_min) {
        char least[DURATION_TEXT], most[DURATION_TEXT];
        duration_format(least_min, least);
        duration_format(most_min, most);
        return value_complain(id, written, "is no duration from %s to %s", least, most);
    }
    *out_min = (int32_t)length;
    return true;
}

/* ---- names -------------------------------------------------------------------------------------------- */

/* Of `count` names, `size` bytes apart. */
static const char *nearest_of(const char *written, size_t length, const char *first, size_t size,
                              uint32_t count) {
    const char *nearest = NULL;
    size_t smallest = SIZE_MAX;
    for (uint32_t i = 0; i < count; i++) {
        const char *const candidate = first + i * size;
        if (!text_nearest(written, length, &candidate, 1)) continue;
        const size_t distance = text_distance(written, length, candidate, strlen(candidate), LIMIT_NAME);
        if (distance >= smallest) continue;
        smallest = distance;
        nearest = candidate;
    }
    return nearest;
}

static bool complain_of_name(OptionId id, const char *written, const char *what, const char *nearest) {
    return nearest ? value_complain(id, written, "is no %s; did you mean '%s'?", what, nearest)
                   : value_complain(id, written, "is no %s", what);
}

static bool find_group(OptionId id, const char *name, const Plan *plan, uint32_t *out) {
    for (*out = 0; *out < plan->group_count; ++*out)
        if (strcmp(plan->groups[*out].name, name) == 0) return true;
    uint32_t machine;
    if (plan_find_machine(plan, name, &machine))
        return value_complain(id, name, "is one machine of '%s'; only whole groups can be shown",
                              plan->groups[plan_group_of(plan, machine)].name);
    return complain_of_name(
        id, name, "group of machines",
        nearest_of(name, strlen(name), plan->groups[0].name, sizeof *plan->groups, plan->group_count));
}

static bool is_among(const uint32_t groups[], uint32_t count, uint32_t group) {
    for (uint32_t g = 0; g < count; g++)
        if (groups[g] == group) return true;
    return false;
}

bool value_groups(OptionId id, const char *written, const Plan *plan, uint32_t groups[],
                  uint32_t *out_count) {
    for (const char *at = written;; at++) {
        const size_t length = strcspn(at, ",");
        char *name = strndup(at, length);
        uint32_t group = 0;
        if (!name) return say_no_memory(), false;
        const bool is_found = find_group(id, name, plan, &group);
        free(name);
        if (!is_found) return false;
        if (!is_among(groups, *out_count, group)) groups[(*out_count)++] = group;
        at += length;
        if (!*at) return true;
    }
}

bool value_product(OptionId id, const char *written, const Plan *plan, const Product **out) {
    if (plan) {
        for (uint32_t p = 0; p < plan->product_count; p++)
            if (strcmp(plan->products[p].name, written) == 0) return *out = &plan->products[p], true;
        return complain_of_name(id, written, "product of this scenario",
                                nearest_of(written, strlen(written), plan->products[0].name,
                                           sizeof *plan->products, plan->product_count));
    }
    const int found = product_find_builtin(written);
    if (found >= 0) return *out = &BUILTIN_PRODUCTS[found].product, true;
    return complain_of_name(id, written, "built-in product",
                            nearest_of(written, strlen(written), BUILTIN_PRODUCTS[0].product.name,
                                       sizeof *BUILTIN_PRODUCTS, BUILTIN_PRODUCT_COUNT));
}
