#include "tests/support/twin.h"

static Paint *open_pixels(const Sheet *sheet, int scale, int width, int height, uint32_t **out_pixels) {
    Paint *paint;
    *out_pixels = calloc((size_t)width * (size_t)height, sizeof **out_pixels);
    assert_non_null(*out_pixels);
    assert_int_equal(paint_pixels(sheet, scale, *out_pixels, width, height, width * 4, &paint), PAINT_OK);
    return paint;
}

void twin_close(Twin *twin) {
    paint_destroy(twin->paint);
    free(twin->pixels);
    *twin = (Twin){0};
}

/* As the window does: it begins anew for another size, scale or theme. */
static void prepare(Twin *twin, const Sheet *sheet, int scale, int width, int height) {
    const bool is_ready = twin->paint && twin->width == width && twin->height == height &&
                          twin->scale == scale && twin->sheet.theme == sheet->theme &&
                          twin->sheet.width_px == sheet->width_px &&
                          twin->sheet.height_px == sheet->height_px;
    if (is_ready) {
        paint_again(twin->paint);
        return;
    }
    twin_close(twin);
    *twin = (Twin){.width = width, .height = height, .scale = scale, .sheet = *sheet};
    twin->paint = open_pixels(sheet, scale, width, height, &twin->pixels);
}

static Hits copy_of(const Hits *hits) {
    Hits copy = {0};
    for (size_t h = 0; h < hits->count; h++) hits_add(&copy, hits->boxes[h].box, hits->boxes[h].hit);
    assert_false(copy.failed);
    return copy;
}

void twin_look(Twin *twin, Stage *stage, int width, int height) {
    Sheet sheet = stage_sheet(stage);
    uint32_t *pixels;
    sheet.title = ""; /* outlives the stage's */
    prepare(twin, &sheet, stage_scale(stage), width, height);
    stage_draw(stage, paint_canvas(twin->paint));
    assert_int_equal(paint_finish(twin->paint), PAINT_OK);
    Hits hits = copy_of(paint_canvas(twin->paint)->hits);

    Paint *anew = open_pixels(&sheet, stage_scale(stage), width, height, &pixels);
    stage_draw(stage, paint_canvas(anew));
    assert_int_equal(paint_finish(anew), PAINT_OK);
    assert_memory_equal(twin->pixels, pixels, (size_t)width * (size_t)height * sizeof *pixels);
    assert_int_equal(hits.count, paint_canvas(anew)->hits->count);
    if (hits.count)
        assert_memory_equal(hits.boxes, paint_canvas(anew)->hits->boxes, hits.count * sizeof *hits.boxes);
    hits_free(&hits);
    paint_destroy(anew);
    free(pixels);
}
