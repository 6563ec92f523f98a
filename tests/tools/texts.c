/* texts FOLDER SCENARIO...: states and sequence of each scenario, and the states of each built-in product, as
 * DOT and Mermaid text in FOLDER, for texts.sh. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/scenario/reader.h"
#include "tests/support/scene.h"
#include "ui/figures/dot.h"
#include "ui/figures/mermaid.h"

enum { BUDGET = 64 << 20, WIDTH_PX = 800 };

static int save(const char *folder, const char *name, const char *kind, const char *ending, Text *text) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s-%s.%s", folder, name, kind, ending);
    FILE *file = fopen(path, "wb");
    int failed = text->failed || !file || fwrite(text->bytes, 1, text->length, file) != text->length;
    if (file && fclose(file) != 0) failed = 1;
    text_free(text);
    return failed;
}

static int write(const FigureRequest *request, const char *folder, const char *name) {
    const char *kind = request->kind == FIGURE_STATES ? "states" : "sequence";
    Text dot = {0}, mermaid = {0};
    int failed = !figure_dot(request, &dot) || !figure_mermaid(request, &mermaid);
    failed |= save(folder, name, kind, "dot", &dot);
    return failed | save(folder, name, kind, "mmd", &mermaid);
}

static int write_scenario(const char *folder, const char *path) {
    Plan plan;
    char *bytes = scene_file(path);
    Diagnostics diagnostics = {.file = path};
    const bool good = bytes && plan_read(&plan, bytes, strlen(bytes), &diagnostics);
    Timeline *timeline = good ? timeline_create(&plan, BUDGET) : NULL;
    const char *slash = strrchr(path, '/');
    FigureRequest request = {.plan = &plan,
                             .timeline = timeline,
                             .width_px = WIDTH_PX,
                             .to = good ? plan.run_min : 0,
                             .fold = true};
    int failed = !timeline;
    for (request.kind = FIGURE_SEQUENCE; request.kind <= FIGURE_STATES && !failed; request.kind++)
        failed = write(&request, folder, slash ? slash + 1 : path);
    timeline_destroy(timeline);
    plan_free(&plan);
    diagnostics_free(&diagnostics);
    free(bytes);
    return failed;
}

int main(int argc, char **argv) {
    int failed = argc < 2;
    for (int p = 0; p < BUILTIN_PRODUCT_COUNT && !failed; p++) {
        const FigureRequest request = {
            .kind = FIGURE_STATES, .product = &BUILTIN_PRODUCTS[p].product, .width_px = WIDTH_PX};
        failed = write(&request, argv[1], request.product->name);
    }
    for (int i = 2; i < argc && !failed; i++) failed = write_scenario(argv[1], argv[i]);
    if (failed) fputs("texts: it did not work\n", stderr);
    return failed;
}
