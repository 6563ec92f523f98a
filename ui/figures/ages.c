#include "ui/figures/ages.h"

#include <stdlib.h>

static const Ink INKS_OF_AGES[AGE_COUNT] = {INK_ENTRY_FRESH, INK_ENTRY_AGED, INK_ENTRY_OLD};

/* ---- looking ------------------------------------------------------------------------------------------ */

/* The minute at whose end a column is looked at: its last one. */
static int32_t column_at(const Plot *plot, int32_t column) {
    const int32_t next = axis_at(&plot->axis, plot->x + PX(column + 1)) - 1;
    const int32_t at = axis_at(&plot->axis, plot->x + PX(column));
    const int32_t last = next > at ? next : at;
    return last < plot_to(plot) ? last : plot_to(plot);
}

static bool is_small(const Ages *ages, const Plot *plot, const CountPanel *panel) {
    Bin all;
    course_bins(panel->lines.count, plot_from(plot), plot_to(plot), 1, &all);
    return (int64_t)all.most * ages->columns <= AGES_STEPS_MOST;
}

/* The oldest come first in a ledger. */
static void look(const World *world, const CountPanel *panel, int32_t out[AGE_COUNT]) {
    World *readable = (World *)(uintptr_t)world; /* only read through */
    const Ledger *ledger = world_ledger(readable, panel->host, panel->pool);
    const LedgerStore store = world_store(readable);
    const int32_t memory = world_host(world, panel->host)->memory_min;
    for (const LedgerEntry *entry = ledger_oldest(ledger, store); entry;
         entry = ledger_newer(ledger, store, entry)) {
        const int64_t age = (int64_t)world->now - entry->seen_at;
        out[age * 3 <= memory ? AGE_FRESH : age * 3 <= 2 * (int64_t)memory ? AGE_AGED : AGE_OLD]++;
    }
}

static bool make_panels(Ages *ages, const Plot *plot, const CountPanels *panels) {
    ages->columns = plot->width / PX(1);
    ages->panels = calloc((size_t)panels->count + 1, sizeof *ages->panels);
    if (!ages->panels) return false;
    ages->panel_count = panels->count;
    for (int p = 0; p < panels->count; p++) {
        if (!is_small(ages, plot, &panels->panels[p])) {
            ages->any_left_out = true;
            continue;
        }
        ages->panels[p].entries = calloc((size_t)ages->columns, sizeof *ages->panels[p].entries);
        if (!ages->panels[p].entries) return false;
    }
    return true;
}

/* In days where all hosts remember for as long; else in thirds. */
static void write_texts(Ages *ages, const Plot *plot, const CountPanels *panels) {
    int32_t memory = -1;
    for (int p = 0; p < panels->count; p++) {
        const int32_t its = plot->request->plan->hosts[panels->panels[p].host].host.memory_min;
        if (memory >= 0 && its != memory) memory = 0;
        if (memory < 0) memory = its;
    }
    if (memory <= 0 || memory % (3 * HOUR_MIN) != 0) {
        text_add(&ages->texts[AGE_FRESH], "asked in the first third of the host's memory");
        text_add(&ages->texts[AGE_AGED], "in the second third");
        text_add(&ages->texts[AGE_OLD], "in the last third: soon forgotten");
        return;
    }
    char third[DURATION_TEXT], two_thirds[DURATION_TEXT], whole[DURATION_TEXT];
    duration_format(memory / 3, third);
    duration_format(memory / 3 * 2, two_thirds);
    duration_format(memory, whole);
    text_add_format(&ages->texts[AGE_FRESH], "last asked up to %s ago", third);
    text_add_format(&ages->texts[AGE_AGED], "%s to %s ago", third, two_thirds);
    text_add_format(&ages->texts[AGE_OLD], "%s to %s ago, then forgotten", two_thirds, whole);
}

bool ages_find(Ages *ages, const Plot *plot, const CountPanels *panels) {
    if (!make_panels(ages, plot, panels)) return false;
    for (int32_t column = 0; column < ages->columns; column++) {
        const int32_t at = column_at(plot, column);
        if (axis_fold_at(&plot->axis, at)) continue;
        const Run *run = timeline_run(plot->request->timeline, at);
        if (!run) return false;
        for (int p = 0; p < panels->count; p++)
            if (ages->panels[p].entries) {
                int32_t *entries = ages->panels[p].entries[column];
                look(run_head(run), &panels->panels[p], entries);
                for (int age = 0; age < AGE_COUNT; age++) ages->any[age] |= entries[age] > 0;
            }
    }
    write_texts(ages, plot, panels);
    return !ages->texts[AGE_FRESH].failed && !ages->texts[AGE_AGED].failed && !ages->texts[AGE_OLD].failed;
}

void ages_free(Ages *ages) {
    for (int p = 0; p < ages->panel_count; p++) free(ages->panels[p].entries);
    free(ages->panels);
    for (int age = 0; age < AGE_COUNT; age++) text_free(&ages->texts[age]);
    *ages = (Ages){0};
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static int32_t up_to(const int32_t entries[AGE_COUNT], Age age) {
    int32_t sum = 0;
    for (int a = AGE_FRESH; a <= (int)age; a++) sum += entries[a];
    return sum;
}

/* From the bottom up to this age, for the columns of one stretch; younger ones are drawn over it. */
static void draw_age(const PanelAges *ages, Age age, int32_t first, int32_t end, const CountPanel *panel,
                     const Plot *plot, Canvas *canvas, Point points[]) {
    const Px bottom = box_bottom(panel->lines.scale.box);
    size_t count = 0;
    Px y = bottom;
    points[count++] = (Point){plot->x + PX(first), y};
    for (int32_t c = first; c < end; c++) {
        const Px next = scale_y(&panel->lines.scale, up_to(ages->entries[c], age));
        if (next == y) continue;
        points[count++] = (Point){plot->x + PX(c), y};
        points[count++] = (Point){plot->x + PX(c), next};
        y = next;
    }
    points[count++] = (Point){plot->x + PX(end), y};
    points[count++] = (Point){plot->x + PX(end), bottom};
    canvas_polygon(canvas, points, count, ink_fill(INKS_OF_AGES[age]), NO_LINE);
}

void ages_draw(const Ages *ages, int number, const CountPanel *panel, const Plot *plot, Canvas *canvas) {
    const PanelAges *of_panel = &ages->panels[number];
    if (!of_panel->entries) {
        steps_area(canvas, &plot->axis, &panel->lines.scale, panel->lines.count, ink_fill(INK_COUNTED_FILL));
        return;
    }
    Point *points = malloc(((size_t)ages->columns * 2 + 4) * sizeof *points);
    canvas->failed |= !points;
    for (int s = 0; points && s < plot->axis.stretch_count; s++) {
        const Stretch *stretch = &plot->axis.stretches[s];
        const int32_t first = (stretch->x - plot->x + PX(1) - 1) / PX(1);
        int32_t end = (stretch->x + stretch->width - plot->x) / PX(1);
        if (end > ages->columns) end = ages->columns;
        if (stretch->is_folded) continue;
        for (int age = AGE_COUNT - 1; age >= AGE_FRESH; age--)
            draw_age(of_panel, (Age)age, first, end, panel, plot, canvas, points);
    }
    free(points);
}

static void draw_sign(Canvas *canvas, Box box, int age) {
    canvas_box(canvas, box_inset(box, PX(2)), ink_fill(INKS_OF_AGES[age]), ink_line(INK_OUTLINE, PX(1)));
}

void ages_add_legend(const Ages *ages, Legend *legend) {
    for (int age = 0; age < AGE_COUNT; age++)
        if (ages->any[age]) legend_add(legend, draw_sign, age, ages->texts[age].bytes);
    if (ages->any_left_out)
        legend_add(legend, NULL, 0, "Where a host counts very many, their ages are not shown.");
}
