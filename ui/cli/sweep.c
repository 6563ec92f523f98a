#include "ui/cli/sweep.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/base/check.h"
#include "sim/scenario/reader.h"
#include "ui/cli/say.h"

/* ---- what is wrong ------------------------------------------------------------------------------------ */

int sweep_refuse(Text *message, const char *format, ...) {
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    text_add_format(message, "leaselab: error: %s\ntry 'leaselab sweep --help'\n", line);
    return STATUS_WRONG;
}

int sweep_no_memory(Text *message) {
    text_add(message, "leaselab: error: out of memory\n");
    return STATUS_FAILED;
}

const char *sweep_quoted(const char *word) {
    static char shown[2][FILE_SHOWN];
    static int next;
    next = !next;
    file_quote(shown[next], word);
    return shown[next];
}

/* ---- values ------------------------------------------------------------------------------------------- */

/* The values of one --vary. Owns the array, not the texts. */
typedef struct {
    const char **values;
    size_t count, capacity;
} Axis;

bool sweep_number(const char *text, size_t length, uint64_t least, uint64_t most, uint64_t *out) {
    uint64_t number = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') return false;
        const uint64_t digit = (uint64_t)(text[i] - '0');
        if (digit > most || number > (most - digit) / 10) return false;
        number = number * 10 + digit;
    }
    *out = number;
    return length > 0 && number >= least;
}

static bool add_value(Sweep *sweep, Axis *axis, const char *bytes, size_t length) {
    if (axis->count == axis->capacity) {
        const size_t capacity = axis->capacity ? axis->capacity * 2 : 16;
        const char **values = realloc(axis->values, capacity * sizeof *values);
        if (!values) return false;
        axis->values = values;
        axis->capacity = capacity;
    }
    const char *copy = arena_copy(&sweep->arena, bytes, length);
    if (!copy) return false;
    axis->values[axis->count++] = copy;
    return true;
}

/* from..to:step, of whole numbers or of durations. */
typedef struct {
    uint64_t from, to, step;
    bool of_lengths;
} Range;

static bool read_end(const char *text, size_t length, bool of_lengths, uint64_t *out) {
    Minutes minutes;
    if (!of_lengths) return sweep_number(text, length, 0, UINT64_MAX / 4, out);
    if (duration_parse(text, length, &minutes) != DURATION_OK) return false;
    *out = (uint64_t)minutes;
    return true;
}

static bool read_range(const char *item, size_t length, Range *out) {
    const char *end = item + length, *dots = strstr(item, "..");
    const char *colon = memchr(dots, ':', (size_t)(end - dots));
    const char *to = dots + 2, *to_end = colon ? colon : end;
    *out = (Range){.step = 1};
    uint64_t number;
    out->of_lengths = !sweep_number(item, (size_t)(dots - item), 0, UINT64_MAX / 4, &number);
    return read_end(item, (size_t)(dots - item), out->of_lengths, &out->from) &&
           read_end(to, (size_t)(to_end - to), out->of_lengths, &out->to) &&
           (colon ? read_end(colon + 1, (size_t)(end - colon - 1), out->of_lengths, &out->step)
                  : !out->of_lengths) &&
           out->step > 0 && out->from <= out->to;
}

static int add_range(Sweep *sweep, Axis *axis, const char *vary, const char *item, size_t length,
                     Text *message) {
    Range range;
    if (!read_range(item, length, &range))
        return sweep_refuse(message,
                            "--vary %s: a range is written FROM..TO:STEP, of whole numbers or of durations, "
                            "and goes up, as 10..60:5 or 1d..7d:1d",
                            sweep_quoted(vary));
    if ((range.to - range.from) / range.step >= SWEEP_COMBINATIONS_MOST)
        return sweep_refuse(message, "--vary %s has more than %d values", sweep_quoted(vary),
                            SWEEP_COMBINATIONS_MOST);
    for (uint64_t value = range.from; value <= range.to; value += range.step) {
        char text[DURATION_TEXT];
        if (range.of_lengths)
            duration_format((Minutes)value, text);
        else
            snprintf(text, sizeof text, "%" PRIu64, value);
        if (!add_value(sweep, axis, text, strlen(text))) return sweep_no_memory(message);
    }
    return STATUS_GOOD;
}

static int read_values(Sweep *sweep, Axis *axis, const char *vary, const char *values, Text *message) {
    for (const char *item = values;;) {
        const size_t length = strcspn(item, ",");
        const char *dots = strstr(item, "..");
        if (length == 0)
            return sweep_refuse(message, "--vary %s: a value is missing; it is written PATH=VALUES, as %s",
                                sweep_quoted(vary), "machines.lab.count=10,20,30");
        if (dots && dots < item + length) {
            const int status = add_range(sweep, axis, vary, item, length, message);
            if (status != STATUS_GOOD) return status;
        } else if (!add_value(sweep, axis, item, length))
            return sweep_no_memory(message);
        if (axis->count > SWEEP_COMBINATIONS_MOST)
            return sweep_refuse(message, "--vary %s has more than %d values", sweep_quoted(vary),
                                SWEEP_COMBINATIONS_MOST);
        if (item[length] == '\0') return STATUS_GOOD;
        item += length + 1;
    }
}

static int read_vary(Sweep *sweep, Axis *axis, const char *vary, Text *message) {
    const char *equals = strchr(vary, '=');
    if (!equals || equals == vary)
        return sweep_refuse(message, "--vary %s: it is written PATH=VALUES, as machines.lab.count=10..60:5",
                            sweep_quoted(vary));
    const char *path = arena_copy(&sweep->arena, vary, (size_t)(equals - vary));
    if (!path) return sweep_no_memory(message);
    if (strcmp(path, "seed") == 0)
        return sweep_refuse(message, "--vary %s: seeds are varied by --seeds N", sweep_quoted(vary));
    for (int i = 0; i < sweep->path_count; i++)
        if (strcmp(sweep->paths[i], path) == 0)
            return sweep_refuse(message, "--vary %s is given twice; its values go into one list",
                                sweep_quoted(path));
    sweep->paths[sweep->path_count++] = path;
    return read_values(sweep, axis, vary, equals + 1, message);
}

/* ---- the whole ---------------------------------------------------------------------------------------- */

/* Row-major: the last --vary changes fastest. */
static int combine(Sweep *sweep, const Axis axes[], Text *message) {
    uint64_t combinations = 1;
    for (int a = 0; a < sweep->path_count; a++) {
        combinations *= axes[a].count;
        if (combinations > SWEEP_COMBINATIONS_MOST)
            return sweep_refuse(message, "these are more than %d combinations", SWEEP_COMBINATIONS_MOST);
    }
    sweep->combinations = (uint32_t)combinations;
    sweep->cells = calloc((size_t)combinations * (size_t)sweep->path_count + 1, sizeof *sweep->cells);
    if (!sweep->cells) return sweep_no_memory(message);
    for (uint32_t c = 0; c < sweep->combinations; c++) {
        size_t rest = c;
        for (int a = sweep->path_count - 1; a >= 0; a--) {
            sweep->cells[(size_t)c * (size_t)sweep->path_count + (size_t)a] =
                axes[a].values[rest % axes[a].count];
            rest /= axes[a].count;
        }
    }
    return STATUS_GOOD;
}

static uint64_t hash_of(const Input *input) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
    for (size_t i = 0; i < input->length; i++)
        hash = (hash ^ (unsigned char)input->bytes[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static int read_seeds(Sweep *sweep, const Options *options, uint64_t seed, Text *message) {
    uint64_t seeds = 1;
    if (options->seeds && !sweep_number(options->seeds, strlen(options->seeds), 1, SWEEP_SEEDS_MOST, &seeds))
        return sweep_refuse(message, "--seeds is a whole number of 1 to %d, not %s", SWEEP_SEEDS_MOST,
                            sweep_quoted(options->seeds));
    if (seed > UINT64_MAX - (seeds - 1))
        return sweep_refuse(
            message, "there are no %" PRIu64 " seeds from the file's own, %" PRIu64 ", upwards", seeds, seed);
    sweep->first_seed = seed;
    sweep->seeds = (uint32_t)seeds;
    return STATUS_GOOD;
}

int sweep_begin(Sweep *sweep, const Options *options, const Input *input, uint64_t seed, Text *message) {
    Axis axes[VARY_MOST] = {0};
    sweep->scenario = hash_of(input);
    sweep->measure_count = options->measure_count;
    memcpy(sweep->measures, options->measures, sizeof sweep->measures);
    int status = read_seeds(sweep, options, seed, message);
    for (int i = 0; i < options->vary_count && status == STATUS_GOOD; i++)
        status = read_vary(sweep, &axes[i], options->vary[i], message);
    if (status == STATUS_GOOD) status = combine(sweep, axes, message);
    for (int i = 0; i < options->vary_count; i++) free(axes[i].values);
    return status == STATUS_GOOD ? sweep_make_room(sweep, message) : status;
}

int sweep_make_room(Sweep *sweep, Text *message) {
    const uint64_t runs = (uint64_t)sweep->combinations * sweep->seeds;
    const uint64_t figures = runs * (uint64_t)sweep->measure_count;
    if (figures > SWEEP_FIGURES_MOST)
        return sweep_refuse(message, "combinations, seeds and measures make more than %d figures",
                            SWEEP_FIGURES_MOST);
    sweep->runs = (uint32_t)runs;
    sweep->figures = malloc(figures * sizeof *sweep->figures);
    if (!sweep->figures) return sweep_no_memory(message);
    for (uint64_t i = 0; i < figures; i++) sweep->figures[i] = SWEEP_NOT_YET;
    return STATUS_GOOD;
}

void sweep_free(Sweep *sweep) {
    arena_free(&sweep->arena);
    free(sweep->cells);
    free(sweep->figures);
    *sweep = (Sweep){0};
}

const char *sweep_cell(const Sweep *sweep, uint32_t combination, int path) {
    return sweep->cells[(size_t)combination * (size_t)sweep->path_count + (size_t)path];
}

int64_t *sweep_figures(const Sweep *sweep, uint32_t run) {
    CHECK(run < sweep->runs);
    return &sweep->figures[(size_t)run * (size_t)sweep->measure_count];
}

bool sweep_has(const Sweep *sweep, uint32_t run) {
    return *sweep_figures(sweep, run) != SWEEP_NOT_YET;
}

/* ---- one run ------------------------------------------------------------------------------------------ */

static void add_circumstances(Text *out, const Edit edits[], size_t count) {
    for (size_t i = 0; i < count; i++) {
        text_add(out, i ? " " : ", with ");
        text_add_format(out, "--vary ");
        text_add_safe_cut(out, edits[i].path, 80);
        text_add_char(out, '=');
        text_add_safe_cut(out, edits[i].value, 80);
    }
}

int sweep_plan(const Sweep *sweep, const Input *input, uint32_t run, Plan *out_plan,
               Measure out_measures[MEASURES_MOST], Text *message) {
    Edit edits[VARY_MOST + 1];
    char seed[24];
    const size_t paths = (size_t)sweep->path_count;
    for (int i = 0; i < sweep->path_count; i++)
        edits[i] = (Edit){sweep->paths[i], sweep_cell(sweep, run / sweep->seeds, i)};
    snprintf(seed, sizeof seed, "%" PRIu64, sweep->first_seed + run % sweep->seeds);
    edits[paths] = (Edit){"seed", seed};
    Diagnostics diagnostics = {.file = input->name};
    const size_t count = paths + (run % sweep->seeds > 0);
    const bool good = plan_read_edited(out_plan, input->bytes, input->length, edits, count, &diagnostics);
    int status = diagnostics.out_of_memory ? sweep_no_memory(message) : good ? STATUS_GOOD : STATUS_WRONG;
    if (status == STATUS_WRONG) {
        diagnostics_print(&diagnostics, message, options_colour(COLOUR_AUTO, STDERR_FILENO));
        text_add(message, "leaselab: error: this scenario cannot be run");
        add_circumstances(message, edits, paths);
        if (count > paths) text_add_format(message, ", seed %s", seed);
        text_add_char(message, '\n');
    }
    diagnostics_free(&diagnostics);
    for (int m = 0; m < sweep->measure_count && status == STATUS_GOOD; m++) {
        char reason[MEASURE_REASON];
        if (measure_parse(out_plan, sweep->measures[m], &out_measures[m], reason)) continue;
        text_add_format(message, "leaselab: error: --measure %s", sweep_quoted(sweep->measures[m]));
        add_circumstances(message, edits, paths);
        text_add_format(message, ": %s\ntry 'leaselab sweep --help'\n", reason);
        status = STATUS_WRONG;
    }
    return status;
}
