/* sample THEME FOLDER: the sample drawing as FOLDER/sample.svg, -100.png, -200.png and .pdf, for pictures.sh.
 */
#include <stdio.h>

#include "tests/support/sample.h"
#include "ui/canvas/paint.h"
#include "ui/canvas/svg.h"

static int save(const char *folder, const char *name, Text *text) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    int failed = text->failed || !file || fwrite(text->bytes, 1, text->length, file) != text->length;
    if (file && fclose(file) != 0) failed = 1;
    text_free(text);
    return failed;
}

static int save_svg(const Sheet *sheet, const char *folder) {
    Text text = {0};
    Svg *svg = svg_create(sheet);
    sample_draw(svg_canvas(svg));
    const int failed = !svg_finish(svg, false, &text);
    svg_destroy(svg);
    return failed | save(folder, "sample.svg", &text);
}

static int save_png(const Sheet *sheet, int scale, const char *folder, const char *name) {
    Text text = {0};
    Paint *paint = NULL;
    if (paint_image(sheet, scale, &paint) != PAINT_OK) return 1;
    sample_draw(paint_canvas(paint));
    const int failed = paint_add_png(paint, &text) != PAINT_OK;
    paint_destroy(paint);
    return failed | save(folder, name, &text);
}

static int save_pdf(const Sheet *sheet, const char *folder) {
    Text text = {0};
    Paint *paint = NULL;
    if (paint_pdf(sheet, &paint) != PAINT_OK) return 1;
    sample_draw(paint_canvas(paint));
    const int failed = paint_add_pdf(paint, &text) != PAINT_OK;
    paint_destroy(paint);
    return failed | save(folder, "sample.pdf", &text);
}

int main(int count, char **arguments) {
    Theme theme;
    Font *font;
    char message[FONT_MESSAGE];
    if (count != 3 || !theme_find(arguments[1], &theme)) return 2;
    if (font_open(&font, message) != FONT_OK) {
        fprintf(stderr, "%s\n", message);
        return 3;
    }
    const Sheet sheet = sample_sheet(theme, font);
    const int failed = save_svg(&sheet, arguments[2]) |
                       save_png(&sheet, 100, arguments[2], "sample-100.png") |
                       save_png(&sheet, 200, arguments[2], "sample-200.png") | save_pdf(&sheet, arguments[2]);
    font_close(font);
    return failed;
}
