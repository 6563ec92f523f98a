#include "sim/scenario/reader.h"

#include "sim/base/chance.h"
#include "sim/scenario/astray.h"
#include "sim/scenario/read_changes.h"
#include "sim/scenario/read_claims.h"
#include "sim/scenario/read_machines.h"
#include "sim/scenario/read_network.h"
#include "sim/scenario/read_products.h"
#include "sim/scenario/sense.h"

enum {
    TOP_TITLE,
    TOP_ABOUT,
    TOP_START,
    TOP_RUN,
    TOP_SEED,
    TOP_PLACES,
    TOP_PRODUCTS,
    TOP_HOSTS,
    TOP_MACHINES,
    TOP_CHANGES,
    TOP_EXPECT,
    TOP_LESSON,
    TOP_KEYS
};

static const Field TOP_FIELDS[TOP_KEYS] = {{"title", false},    {"about", false},  {"start", false},
                                           {"run", true},       {"seed", false},   {"places", false},
                                           {"products", false}, {"hosts", false},  {"machines", true},
                                           {"changes", false},  {"expect", false}, {"lesson", false}};

static const CalendarTime DEFAULT_START = {.year = 2026, .month = 1, .day = 5}; /* a Monday */

static void read_start(Reader *reader, const Node *node) {
    const char *text = read_scalar(reader, node, "start", "a calendar time");
    if (text && calendar_parse(text, node->count, &reader->plan->start)) return;
    reader->start_unknown = true;
    if (text)
        complain(reader, node, "not-a-date", "expected: YYYY-MM-DD HH:MM, a day that exists",
                 "start '%s' is no calendar time", reading_shown(reader, node));
}

static void read_head(Reader *reader, const Node *values[TOP_KEYS]) {
    Plan *plan = reader->plan;
    plan->title = plan->about = "";
    plan->start = calendar_minutes(DEFAULT_START);
    plan->seed = 1;
    plan->run_min = (int32_t)LONGEST_MIN; /* where `run` is wrong, nothing else is called too late */
    if (values[TOP_TITLE]) read_text(reader, values[TOP_TITLE], "title", &plan->title);
    if (values[TOP_ABOUT]) read_text(reader, values[TOP_ABOUT], "about", &plan->about);
    if (values[TOP_START]) read_start(reader, values[TOP_START]);
    reader->run_unknown =
        !values[TOP_RUN] || !read_length(reader, values[TOP_RUN], "run", 0, LONGEST_MIN, &plan->run_min);
    if (values[TOP_SEED]) read_seed(reader, values[TOP_SEED], &plan->seed);
    plan->book = (DayBook){.start_of_day_min = (int32_t)(plan->start % DAY_MIN + DAY_MIN) % (int32_t)DAY_MIN,
                           .start_weekday = calendar_weekday(plan->start),
                           .mixed_seed = chance_mix(plan->seed)};
}

/* A section with nothing in it (all of it commented out, say) is as good as none. */
static void pass_over_empty_sections(const Reader *reader, const Node *values[TOP_KEYS]) {
    for (int key = TOP_PLACES; key < TOP_KEYS; key++)
        if (key != TOP_MACHINES && values[key] && is_empty_value(reader, values[key])) values[key] = NULL;
}

static void read_sections(Reader *reader, const Node *root) {
    const Node *values[TOP_KEYS], *keys[TOP_KEYS];
    astray_find(reader, root, TOP_FIELDS, TOP_PLACES, TOP_KEYS);
    if (!read_map(reader, root, "a scenario", TOP_FIELDS, TOP_KEYS, false, values, keys)) return;
    pass_over_empty_sections(reader, values);
    read_head(reader, values);
    for (int service = 0; service < SERVICE_COUNT; service++)
        names_add(&reader->names, (Named){SERVICE_NAMES[service], NAMED_SERVICE, (uint32_t)service, 0, 0});
    reading_begin(reader);
    read_places(reader, values[TOP_PLACES]);
    reading_begin(reader);
    read_products(reader, values[TOP_PRODUCTS]);
    reading_begin(reader);
    read_hosts(reader, values[TOP_HOSTS]);
    if (reader->diagnostics->out_of_memory) return;
    reading_begin(reader);
    read_place_blocks(reader);
    reading_begin(reader);
    read_machines(reader, values[TOP_MACHINES]);
    if (reader->diagnostics->out_of_memory || reader->plan->machine_count == 0) return;
    reading_begin(reader);
    read_changes(reader, values[TOP_CHANGES]);
    reading_begin(reader);
    read_claims_and_lesson(reader, values[TOP_EXPECT], values[TOP_LESSON]);
    reading_begin(reader);
    check_sense(reader, values[TOP_MACHINES]);
    if (!*reader->plan->about)
        diagnostics_add(reader->diagnostics, SEVERITY_WARNING, "no-about", (Position){1, 1, 1},
                        "add `about:` with a sentence that says what there is to learn",
                        "the scenario has no 'about'");
}

static void read_document(Reader *reader) {
    const Node *root = document_root(reader->document);
    if (!root) {
        diagnostics_add(reader->diagnostics, SEVERITY_ERROR, "empty", (Position){1, 1, 1},
                        "a scenario has at least `run:` and `machines:`; see `leaselab new`",
                        "the file says nothing");
        return;
    }
    if (names_create(&reader->names, SERVICE_COUNT + 2 + LIMIT_PLACES + LIMIT_HOSTS + LIMIT_GROUPS))
        read_sections(reader, root);
    else
        reader->diagnostics->out_of_memory = true;
    names_destroy(&reader->names);
}

static bool is_good(const Diagnostics *diagnostics) {
    return diagnostics->error_count == 0 && !diagnostics->out_of_memory;
}

/* A reader of these bytes, whose document is still to be read. */
static Reader begin(Plan *plan, const char *bytes, size_t length, Document *document,
                    Diagnostics *diagnostics) {
    *plan = (Plan){0};
    diagnostics->source = bytes;
    diagnostics->source_length = length;
    return (Reader){.document = document,
                    .diagnostics = diagnostics,
                    .file = document,
                    .of_file = diagnostics,
                    .plan = plan};
}

bool plan_read_edited(Plan *plan, const char *bytes, size_t length, const Edit edits[], size_t count,
                      Diagnostics *diagnostics) {
    Document document;
    Reader reader = begin(plan, bytes, length, &document, diagnostics);
    if (document_read(&document, bytes, length, diagnostics) &&
        (!document_root(&document) || document_edit(&document, edits, count, diagnostics))) {
        read_document(&reader);
        edits_name(edits, count, diagnostics);
    }
    document_destroy(&document);
    return is_good(diagnostics);
}

bool plan_read_with(Plan *plan, const char *bytes, size_t length, Addition additions[], size_t count,
                    Diagnostics *diagnostics) {
    Document document;
    Reader reader = begin(plan, bytes, length, &document, diagnostics);
    reader.additions = additions;
    reader.addition_count = count;
    if (document_read(&document, bytes, length, diagnostics)) read_document(&reader);
    document_destroy(&document);
    bool good = is_good(diagnostics);
    for (size_t i = 0; i < count; i++) {
        document_destroy(&additions[i].document);
        good &= is_good(&additions[i].diagnostics);
    }
    return good;
}

bool plan_read(Plan *plan, const char *bytes, size_t length, Diagnostics *diagnostics) {
    return plan_read_with(plan, bytes, length, NULL, 0, diagnostics);
}
