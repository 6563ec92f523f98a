#include "ui/cli/deliver.h"

#include "ui/cli/say.h"

int deliver_end(Output *output) {
    const OutputStatus status = output_commit(output);
    say_line(output->message);
    return (int)status;
}

int deliver(const char *path, const Text *text) {
    Output output;
    if (text->failed) return say_no_memory();
    output_open(&output, path, NULL, 0);
    output_add(&output, text->bytes, text->length);
    return deliver_end(&output);
}
