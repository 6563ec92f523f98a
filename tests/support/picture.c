#include "tests/support/picture.h"

#include "tests/test.h"

Font *picture_font(void) {
    Font *font = NULL;
    char message[FONT_MESSAGE];
    if (font_open(&font, message) != FONT_OK) fail_msg("%s", message);
    return font;
}

static void tell(Text *out, const RecordedText *text, const char *what, const RecordedText *other) {
    text_add_format(out, "'%s' at ", text->string);
    text_add_px(out, text->box.x);
    text_add_char(out, ',');
    text_add_px(out, text->box.y);
    text_add_format(out, " %s%s%s%s\n", what, other ? " '" : "", other ? other->string : "",
                    other ? "'" : "");
}

/* Those that begin lower cannot overlap, so in the order of their tops few pairs are looked at. */
static int by_top(const void *a, const void *b) {
    const RecordedText *const *first = a, *const *second = b;
    const Px one = (*first)->box.y, two = (*second)->box.y;
    return one < two ? -1 : one > two;
}

int picture_troubles(const Recorder *recorder, const Sheet *sheet, Text *out) {
    size_t count;
    int troubles = 0;
    const RecordedText *texts = recorder_texts(recorder, &count);
    const Box whole = {0, 0, PX(sheet->width_px), PX(sheet->height_px)};
    const RecordedText **sorted = test_malloc((count + 1) * sizeof *sorted);
    for (size_t i = 0; i < count; i++) sorted[i] = &texts[i];
    qsort(sorted, count, sizeof *sorted, by_top);
    for (size_t i = 0; i < count; i++) {
        const RecordedText *text = sorted[i];
        const bool is_cut = text->seen.width != text->box.width || text->seen.height != text->box.height;
        if (!box_holds(whole, text->box))
            tell(out, text, "leaves the picture", NULL), troubles++;
        else if (is_cut)
            tell(out, text, "is cut off", NULL), troubles++;
        if (text->size_px < TEXT_LEAST_PX) tell(out, text, "is too small", NULL), troubles++;
        for (size_t j = i + 1; j < count && sorted[j]->box.y < box_bottom(text->box); j++)
            if (box_overlaps(text->seen, sorted[j]->seen)) tell(out, text, "overlaps", sorted[j]), troubles++;
    }
    test_free(sorted);
    return troubles;
}
