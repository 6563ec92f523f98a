#include "ui/figures/attempts.h"

#include <stdlib.h>

enum { NEAR_PX = 8 }; /* marks nearer to each other would touch */

static AttemptKind kind_of(Result result) {
    switch (result) {
    case RESULT_GRANTED: return ATTEMPT_GRANTED;
    case RESULT_NO_HOST:
    case RESULT_NO_RECORD: return ATTEMPT_UNANSWERED;
    case RESULT_NONE:
    case RESULT_COUNT_INSUFFICIENT:
    case RESULT_WRONG_HOST:
    case RESULT_CLOCK_SKEW:
    case RESULT_NOT_ENTITLED:
    case RESULT_COUNT: break;
    }
    return ATTEMPT_REFUSED;
}

/* ---- gathering ---------------------------------------------------------------------------------------- */

/* What is seen in a fold. */
typedef struct {
    bool any, any_failed;
} Folded;

typedef struct {
    Attempts *attempts;
    const Plot *plot;
    Folded folded[2 * AXIS_FOLDS_MOST + 1]; /* by stretch */
} Gathering;

static AttemptLine *line_of(Attempts *attempts, uint32_t machine) {
    for (int i = 0; i < attempts->line_count; i++)
        if (attempts->lines[i].machine == machine) return &attempts->lines[i];
    return NULL;
}

static void add_mark(Attempts *attempts, AttemptLine *line, AttemptMark mark) {
    if (line->count == line->capacity) {
        const size_t capacity = line->capacity ? 2 * line->capacity : 32;
        AttemptMark *marks = realloc(line->marks, capacity * sizeof *marks);
        attempts->failed |= !marks;
        if (!marks) return;
        line->marks = marks;
        line->capacity = capacity;
    }
    line->marks[line->count++] = mark;
}

/* A mark of its own where there is room; one that went otherwise takes the place of one that did not. */
static void take_attempt(Attempts *attempts, AttemptLine *line, AttemptMark mark) {
    AttemptMark *before = line->count ? &line->marks[line->count - 1] : NULL;
    mark.is_turn = line->last_kind != (int)mark.kind;
    line->last_kind = (int)mark.kind;
    if (!before || mark.x - before->x >= PX(NEAR_PX)) {
        add_mark(attempts, line, mark);
        return;
    }
    attempts->left_out = true;
    if (mark.is_turn && !before->is_turn) *before = mark;
}

static void take_row(void *context, const Row *row) {
    Gathering *gathering = context;
    if (row->kind != ROW_ATTEMPT) return;
    AttemptLine *line = line_of(gathering->attempts, row->machine);
    if (!line) return;
    const Axis *axis = &gathering->plot->axis;
    const AttemptKind kind = kind_of(row->result);
    const Stretch *fold = axis_fold_at(axis, row->at);
    if (!fold) {
        take_attempt(gathering->attempts, line, (AttemptMark){axis_x(axis, row->at), kind, false});
        return;
    }
    Folded *folded = &gathering->folded[fold - axis->stretches];
    folded->any = true;
    folded->any_failed |= kind != ATTEMPT_GRANTED;
    line->last_kind = (int)kind;
}

static void say_in_folds(Gathering *gathering, Plot *plot) {
    for (int s = 0; s < plot->axis.stretch_count; s++) {
        const Folded folded = gathering->folded[s];
        plot->axis.stretches[s].says = !folded.any         ? "nothing happens"
                                       : folded.any_failed ? "nothing changes"
                                                           : "only renewals";
    }
}

/* Attempts of all machines, up to the last minute shown. */
static bool are_few(const Plot *plot, bool *out_few) {
    const Run *run = timeline_run(plot->request->timeline, plot_to(plot));
    if (run) *out_few = run_head(run)->attempt_count <= ATTEMPTS_MOST;
    return run != NULL;
}

static void note_kinds(Attempts *attempts) {
    for (int i = 0; i < attempts->line_count; i++)
        for (size_t m = 0; m < attempts->lines[i].count; m++)
            attempts->any[attempts->lines[i].marks[m].kind] = true;
}

bool attempts_find(Attempts *attempts, Plot *plot, const uint32_t machines[], int count) {
    bool few = false;
    if (!are_few(plot, &few)) return false;
    attempts->too_many = !few;
    if (!few) return true;
    for (int i = 0; i < count && i < ATTEMPTS_MACHINES; i++)
        attempts->lines[attempts->line_count++] = (AttemptLine){.machine = machines[i], .last_kind = -1};
    Gathering gathering = {.attempts = attempts, .plot = plot};
    const RowSink sink = {take_row, &gathering, NULL};
    if (!timeline_tell(plot->request->timeline, plot_from(plot), plot_to(plot), &sink)) return false;
    say_in_folds(&gathering, plot);
    note_kinds(attempts);
    return !attempts->failed;
}

void attempts_free(Attempts *attempts) {
    for (int i = 0; i < attempts->line_count; i++) free(attempts->lines[i].marks);
    *attempts = (Attempts){0};
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static void draw_mark(Canvas *canvas, Point c, AttemptKind kind) {
    const Px r = PX(5) / 2;
    switch (kind) {
    case ATTEMPT_GRANTED:
        canvas_line(canvas, (Point){px_whole(c.x), c.y - PX(3)}, (Point){px_whole(c.x), c.y + PX(3)},
                    ink_line(INK_GRANTED, PX(2)));
        return;
    case ATTEMPT_REFUSED:
        canvas_line(canvas, (Point){c.x - r, c.y - r}, (Point){c.x + r, c.y + r},
                    ink_line(INK_REFUSED, PX(3) / 2));
        canvas_line(canvas, (Point){c.x - r, c.y + r}, (Point){c.x + r, c.y - r},
                    ink_line(INK_REFUSED, PX(3) / 2));
        return;
    case ATTEMPT_UNANSWERED:
        canvas_disc(canvas, c, PX(2), ink_fill(INK_BACKGROUND), ink_line(INK_UNANSWERED, PX(5) / 4));
        return;
    case ATTEMPT_KINDS: return;
    }
}

/* Kind by kind: what is drawn alike is less to write. */
void attempts_draw(const Attempts *attempts, int line, Canvas *canvas, Px y) {
    if (line >= attempts->line_count) return;
    const AttemptLine *marks = &attempts->lines[line];
    for (int kind = 0; kind < ATTEMPT_KINDS; kind++)
        for (size_t m = 0; m < marks->count; m++)
            if ((int)marks->marks[m].kind == kind)
                draw_mark(canvas, (Point){marks->marks[m].x, y}, (AttemptKind)kind);
}

static void draw_sign(Canvas *canvas, Box box, int kind) {
    draw_mark(canvas, box_centre(box), (AttemptKind)kind);
}

void attempts_add_legend(const Attempts *attempts, Legend *legend) {
    static const char *const TEXTS[ATTEMPT_KINDS] = {"attempt granted", "attempt refused",
                                                     "attempt that nobody answered"};
    for (int kind = 0; kind < ATTEMPT_KINDS; kind++)
        if (attempts->any[kind]) legend_add(legend, draw_sign, kind, TEXTS[kind]);
    if (attempts->left_out)
        legend_add(legend, NULL, 0,
                   "Where attempts are dense, the first is marked, and each that went otherwise than the one "
                   "before.");
    if (attempts->too_many) legend_add(legend, NULL, 0, "There are too many attempts to mark them.");
}
