/* words FILE...: all five figures of each scenario as the recorder tells them, for same-bytes.sh; with
 * --texts the texts in them, a line each as "FIGURE TEXT", for pictures.sh. */
#include "tests/test.h"

#include "tests/support/easel.h"

static const char *const NAMES[FIGURE_KINDS] = {"timeline", "count", "sequence", "states", "network"};

static void print_figure(Easel *easel, FigureKind kind, bool has_only_texts) {
    size_t count;
    easel->request.kind = kind;
    easel->request.at = easel->request.to;
    easel_draw(easel);
    if (!has_only_texts) {
        printf("%s\n%s\n%s\n", NAMES[kind], easel_words(easel), easel_data(easel));
        return;
    }
    const RecordedText *texts = recorder_texts(easel->recorder, &count);
    for (size_t t = 0; t < count; t++) {
        Text shown = {0}; /* with what is not drawn as it is replaced, as in the picture */
        text_add_utf8(&shown, texts[t].string, strlen(texts[t].string));
        printf("%s %s\n", NAMES[kind], shown.bytes);
        text_free(&shown);
    }
}

int main(int count, char **arguments) {
    const bool has_only_texts = count > 1 && strcmp(arguments[1], "--texts") == 0;
    for (int i = has_only_texts ? 2 : 1; i < count; i++) {
        Easel *easel = easel_of_file(arguments[i], FIGURE_TIMELINE, 800);
        for (int kind = 0; kind < FIGURE_KINDS; kind++) print_figure(easel, (FigureKind)kind, has_only_texts);
        easel_close(easel);
    }
    return fflush(stdout) != 0;
}
