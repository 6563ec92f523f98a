#include "ui/cli/drawing.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ui/cli/made.h"
#include "ui/cli/picture.h"
#include "ui/cli/progress.h"
#include "ui/cli/say.h"
#include "ui/cli/values.h"

/* Memory for the record of a run (a quarter) and its snapshots: a million machines fit. */
static const size_t BUDGET = (size_t)1 << 29;
static const uint64_t ROWS_AT_ONCE = 100000;

#define OF(kind) (1u << FIGURE_##kind)
enum { ALONG_TIME = OF(TIMELINE) | OF(COUNT_OVER_TIME) | OF(SEQUENCE) };

/* Options that only some figures have. */
static const struct {
    OptionId option;
    unsigned figures;
} FITS[] = {{OPTION_AT, OF(NETWORK)},
            {OPTION_FROM, ALONG_TIME | OF(STATES)},
            {OPTION_TO, ALONG_TIME | OF(STATES)},
            {OPTION_NO_FOLD, ALONG_TIME},
            {OPTION_PRODUCT, OF(STATES)}};

static const char *const ENDINGS[AS_COUNT] = {NULL, "svg", "png", "pdf", "mmd", "dot", "csv", "txt"};

const char *drawing_ending(FigureAs as) {
    return ENDINGS[as];
}

bool drawing_has(FigureKind kind, FigureAs as) {
    return (as != AS_MERMAID && as != AS_DOT) || kind == FIGURE_SEQUENCE || kind == FIGURE_STATES;
}

static const char *name_of(int kind) {
    const Choice *choice = COMMANDS[COMMAND_DRAW].kinds;
    while (choice->value != kind) choice++;
    return choice->name;
}

static int complain(const Text *message) {
    const int said = say_text(message);
    return said == STATUS_GOOD ? STATUS_WRONG : said;
}

/* ---- what needs no scenario --------------------------------------------------------------------------- */

/* "--at goes with network, not with timeline" */
static int complain_of_fit(OptionId option, unsigned figures, int kind) {
    Text message = {0};
    const char *before = "";
    text_add_format(&message, "leaselab: error: --%s goes with ", OPTIONS[option].name);
    for (int k = 0; k < FIGURE_KINDS; k++) {
        const unsigned others = figures >> (k + 1);
        if (!(figures >> k & 1)) continue;
        text_add_format(&message, "%s%s", before, name_of(k));
        before = others & (others - 1) ? ", " : " and "; /* two or more are to come: a comma */
    }
    text_add_format(&message, ", not with %s\n", kind < 0 ? "all of them" : name_of(kind));
    const int status = complain(&message);
    text_free(&message);
    return status;
}

static int judge_fit(const Options *options) {
    for (size_t i = 0; i < sizeof FITS / sizeof *FITS; i++) {
        const bool is_given = (options->given & OPTION_BIT(FITS[i].option)) != 0;
        const bool fits = options->kind < 0 ? FITS[i].option != OPTION_PRODUCT
                                            : (FITS[i].figures >> options->kind & 1) != 0;
        if (is_given && !fits) return complain_of_fit(FITS[i].option, FITS[i].figures, options->kind);
    }
    return STATUS_GOOD;
}

static int wrong(const char *line) {
    say_line(line);
    return STATUS_WRONG;
}

/* A product alone happens at no time to nobody. */
static int judge_product(const Options *options) {
    const uint64_t of_runs = OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_TO) | OPTION_BIT(OPTION_ONLY);
    if (options->product && (options->given & of_runs))
        return wrong("leaselab: error: --product has no run; --from, --to and --only go without it\n");
    return STATUS_GOOD;
}

/* By the ending of a file's name; SVG where it has none, or there is no file. */
static FigureAs as_of_name(const char *path) {
    if (!path) return AS_SVG;
    const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
    if (!dot) return AS_SVG;
    for (int as = AS_SVG; as <= AS_DOT; as++)
        if (strcasecmp(dot + 1, ENDINGS[as]) == 0) return (FigureAs)as;
    return AS_AUTO;
}

static int judge_as(Drawing *drawing) {
    const Options *options = drawing->options;
    const bool describes = (options->given & OPTION_BIT(OPTION_DESCRIBE)) != 0;
    const bool is_set = (options->given & OPTION_BIT(OPTION_ALL)) != 0;
    if (describes && (options->given & OPTION_BIT(OPTION_DATA)))
        return wrong("leaselab: error: --describe and --data are two things; ask for one\n");
    if (drawing->as == AS_AUTO && describes) drawing->as = AS_WORDS;
    if (drawing->as == AS_AUTO && (options->given & OPTION_BIT(OPTION_DATA))) drawing->as = AS_DATA;
    if (drawing->as == AS_AUTO) drawing->as = options->as;
    if (drawing->as == AS_AUTO) drawing->as = is_set ? AS_SVG : as_of_name(options->output);
    if (drawing->as == AS_AUTO) {
        value_complain(OPTION_OUTPUT, options->output,
                       "does not say the format: it is one of .svg, .png, .pdf, .mmd and .dot, or that of "
                       "--format; --data gives CSV, --describe text");
        return STATUS_WRONG;
    }
    if (options->kind >= 0 && !drawing_has((FigureKind)options->kind, drawing->as))
        return wrong("leaselab: error: only sequence and states can be written as Mermaid or DOT\n");
    if (options->scale && drawing->as != AS_PNG)
        return wrong("leaselab: error: --scale goes with PNG only; the others can be enlarged at will\n");
    return STATUS_GOOD;
}

int drawing_open_font(Font **out) {
    char message[FONT_MESSAGE];
    Text line = {0};
    if (font_open(out, message) == FONT_OK) return STATUS_GOOD;
    text_add_format(&line, "leaselab: error: %s\n", message);
    say_text(&line);
    text_free(&line);
    return STATUS_FAILED;
}

/* The same when it is read back from a figure. */
static bool take_title(Text *out, const char *title) {
    if (!title) return true;
    text_add_utf8(out, title, strlen(title));
    return !out->failed;
}

int drawing_judge(Drawing *out, const Options *options, FigureAs as) {
    *out = (Drawing){.options = options, .as = as, .width_px = WIDTH_NORMAL, .scale = SCALE_NORMAL};
    int status = judge_fit(options);
    if (status == STATUS_GOOD) status = judge_product(options);
    if (status == STATUS_GOOD) status = judge_as(out);
    if (status != STATUS_GOOD) return status;
    if (!value_number(OPTION_WIDTH, options->width, FIGURE_LEAST_PX, FIGURE_MOST_PX, &out->width_px) ||
        !value_number(OPTION_PICTURE_SCALE, options->scale, SCALE_LEAST, SCALE_MOST, &out->scale))
        return STATUS_WRONG;
    if (!take_title(&out->title, options->title)) return say_no_memory();
    return drawing_open_font(&out->font);
}

/* ---- the scenario ------------------------------------------------------------------------------------- */

void drawing_unsettle(Drawing *drawing) {
    timeline_destroy(drawing->timeline);
    free(drawing->groups);
    text_clear(&drawing->file);
    drawing->timeline = NULL;
    drawing->groups = NULL;
    drawing->group_count = 0;
    drawing->plan = NULL;
}

static int settle_instants(Drawing *drawing) {
    const Options *options = drawing->options;
    const Plan *plan = drawing->plan;
    drawing->from = 0;
    drawing->to = drawing->at = plan->run_min;
    if (!value_instant(OPTION_FROM, options->from, plan, &drawing->from) ||
        !value_instant(OPTION_TO, options->to, plan, &drawing->to) ||
        !value_instant(OPTION_AT, options->at, plan, &drawing->at))
        return STATUS_WRONG;
    if (drawing->to >= drawing->from) return STATUS_GOOD;
    if (options->to)
        value_complain(OPTION_TO, options->to, "is before --from");
    else
        value_complain(OPTION_FROM, options->from, "is after the end");
    return STATUS_WRONG;
}

static int settle_groups(Drawing *drawing) {
    const Options *options = drawing->options;
    if (options->only_count == 0) return STATUS_GOOD;
    drawing->groups = calloc(drawing->plan->group_count, sizeof *drawing->groups);
    if (!drawing->groups) return say_no_memory();
    for (int i = 0; i < options->only_count; i++)
        if (!value_groups(OPTION_ONLY, options->only[i], drawing->plan, drawing->groups,
                          &drawing->group_count))
            return STATUS_WRONG;
    return STATUS_GOOD;
}

static bool name_file(Drawing *drawing, const Input *input) {
    const char *slash = strrchr(input->name, '/'), *name = slash ? slash + 1 : input->name;
    if (strcmp(drawing->options->operands[0], "-") == 0) return true;
    text_add_safe_cut(&drawing->file, name, 255);
    return !drawing->file.failed;
}

int drawing_settle(Drawing *drawing, const Loaded *loaded) {
    drawing_unsettle(drawing);
    drawing->plan = loaded ? &loaded->plan : NULL;
    if (loaded && !name_file(drawing, &loaded->input)) return say_no_memory();
    if (drawing->options->product)
        return value_product(OPTION_PRODUCT, drawing->options->product, drawing->plan, &drawing->product)
                   ? STATUS_GOOD
                   : STATUS_WRONG;
    int status = settle_instants(drawing);
    if (status == STATUS_GOOD) status = settle_groups(drawing);
    if (status != STATUS_GOOD) return status;
    drawing->timeline = timeline_create(drawing->plan, BUDGET);
    return drawing->timeline ? STATUS_GOOD : say_no_memory();
}

/* ---- the figure --------------------------------------------------------------------------------------- */

static bool is_given(const Drawing *drawing, OptionId id) {
    return (drawing->options->given & OPTION_BIT(id)) != 0;
}

static FigureRequest request_of(const Drawing *drawing, FigureKind kind) {
    return (FigureRequest){.kind = kind,
                           .file = drawing->file.length ? drawing->file.bytes : NULL,
                           .plan = drawing->plan,
                           .timeline = drawing->timeline,
                           .product = drawing->product,
                           .width_px = drawing->width_px,
                           .from = drawing->from,
                           .to = drawing->to,
                           .at = drawing->at,
                           .groups = drawing->groups,
                           .group_count = drawing->group_count,
                           .title = drawing->title.length ? drawing->title.bytes : NULL,
                           .caption = !is_given(drawing, OPTION_NO_CAPTION),
                           .fold = !is_given(drawing, OPTION_NO_FOLD)};
}

/* With a bar where it takes its time; what is needed beyond this, the figure sees to. */
static bool carry_on(const Drawing *drawing, const FigureRequest *request) {
    if (!drawing->timeline) return true;
    const int32_t shown = request->kind == FIGURE_NETWORK ? request->at : request->to;
    const int32_t until = request->caption ? drawing->plan->run_min : shown;
    RunStatus status = RUN_GOES_ON;
    Progress progress;
    progress_begin(&progress);
    progress.calls_a_look = 1;
    while (status == RUN_GOES_ON && timeline_known(drawing->timeline) < until) {
        status = timeline_advance(drawing->timeline, ROWS_AT_ONCE);
        progress_show(&progress, timeline_known(drawing->timeline), until);
    }
    progress_end(&progress);
    return status != RUN_OUT_OF_MEMORY;
}

int drawing_make(Drawing *drawing, FigureKind kind, Text *out) {
    const FigureRequest request = request_of(drawing, kind);
    const bool is_standard = drawing->plan && !drawing->file.length;
    Text made = {0};
    made_add(&made, drawing->options, drawing->as, (int)kind, is_standard ? "-" : request.file);
    const PictureStyle style = {.as = drawing->as,
                                .theme = (Theme)drawing->options->theme,
                                .background = (Ink)drawing->options->background,
                                .scale = drawing->scale,
                                .made = made.bytes};
    int status = STATUS_FAILED;
    if (made.failed || !carry_on(drawing, &request))
        say_no_memory();
    else
        status = picture_make(&request, drawing->font, &style, out);
    text_free(&made);
    return status;
}

void drawing_free(Drawing *drawing) {
    drawing_unsettle(drawing);
    text_free(&drawing->title);
    text_free(&drawing->file);
    font_close(drawing->font);
    drawing->font = NULL;
}
