#include "ui/cli/text_twin.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ui/cli/attend.h"
#include "ui/cli/output.h"
#include "ui/cli/say.h"
#include "ui/stage/menu.h"
#include "ui/stage/prompt.h"

enum { ROWS_AT_ONCE = 100000, SECOND_MS = 1000 };

/* ---- lines -------------------------------------------------------------------------------------------- */

static void take_key(Attend *attend, Chord chord) {
    const bool is_typed = chord.key < KEY_NAMED && !(chord.mods & MOD_CONTROL);
    const StageEvent event = {.kind = is_typed ? EVENT_OF_TYPING : EVENT_OF_KEY, .chord = chord};
    attend_take(attend, &event);
}

/* As if it had been typed into what asks for it, in place of what stands there. */
static void answer(Attend *attend, const char *line, size_t length) {
    for (int i = 0; i < PROMPT_MOST; i++) take_key(attend, (Chord){KEY_BACKSPACE, 0});
    for (size_t i = 0; i < length;) {
        uint32_t point = 0;
        const size_t size = utf8_decode(line + i, length - i, &point);
        if (size && !utf8_is_unsafe(point)) take_key(attend, (Chord){point, 0});
        i += size ? size : 1;
    }
    take_key(attend, (Chord){KEY_RETURN, 0});
}

static bool take_action(Attend *attend, const char *line, size_t length) {
    for (int act = ACT_NONE + 1; act < ACT_COUNT; act++) {
        if (strlen(ACTS[act].name) != length || memcmp(ACTS[act].name, line, length) != 0) continue;
        stage_act(attend->stage, (Act)act);
        attend_serve(attend);
        return true;
    }
    return false;
}

/* A row of a menu by its number, which may be one that no key has. */
static bool take_row(Attend *attend, const char *line, size_t length) {
    int number = 0;
    for (size_t i = 0; i < length && number <= MENU_ROWS_MOST; i++) {
        if (line[i] < '0' || line[i] > '9') return false;
        number = 10 * number + (line[i] - '0');
    }
    if (!stage_take_row(attend->stage, number - 1)) return false;
    attend_serve(attend);
    return true;
}

static void say_what_a_line_is(const char *line) {
    Text message = {0};
    text_add(&message, "leaselab: '");
    text_add_safe_cut(&message, line, 60);
    text_add(&message, "' is no key, action or event; ? lists the keys\n");
    say_text(&message);
    text_free(&message);
}

/* False: nothing came of it. */
static bool take_line(Attend *attend, const char *line, size_t length) {
    StageEvent event;
    Chord chord;
    const bool is_asked = stage_view(attend->stage)->over == OVER_PROMPT;
    if (length == 0 && !is_asked) {
        attend_take(attend, &(StageEvent){.kind = EVENT_OF_TIME, .amount = SECOND_MS});
        return true;
    }
    if (event_parse(line, length, &event)) {
        attend_take(attend, &event);
        return true;
    }
    const bool is_chord = chord_parse(line, length, &chord);
    if (is_chord && (!is_asked || chord.key >= KEY_NAMED)) {
        take_key(attend, chord);
        return true;
    }
    if (is_asked && length == 0) {
        take_key(attend, (Chord){KEY_RETURN, 0});
        return true;
    }
    if (is_asked) {
        answer(attend, line, length);
        return true;
    }
    if (take_row(attend, line, length) || take_action(attend, line, length)) return true;
    say_what_a_line_is(line);
    return false;
}

/* ---- panels ------------------------------------------------------------------------------------------- */

/* Whatever is still being worked out is known before it is told. */
static bool tell(Attend *attend, Output *output) {
    Text panels = {0};
    while (stage_work(attend->stage, ROWS_AT_ONCE)) {
    }
    while (attend_film(attend)) {
    }
    stage_tell(attend->stage, &panels);
    text_add(&panels, "----\n");
    const bool is_whole = !panels.failed && !stage_has_failed(attend->stage);
    if (is_whole) output_add(output, panels.bytes, panels.length);
    text_free(&panels);
    return is_whole && output_flush(output) == OUTPUT_OK;
}

static int read_lines(Attend *attend, Output *output) {
    char *line = NULL;
    size_t capacity = 0;
    bool is_well = tell(attend, output), is_read = true;
    while (is_well && !attend->wants_quit) {
        const ssize_t got = getline(&line, &capacity, stdin);
        if (got < 0) {
            is_read = feof(stdin);
            break;
        }
        size_t length = (size_t)got;
        if (length > 0 && line[length - 1] == '\n') line[--length] = '\0';
        if (take_line(attend, line, length) && !attend->wants_quit) is_well = tell(attend, output);
    }
    const int error = errno;
    free(line);
    if (!is_read && error != ENOMEM) {
        char message[FILE_MESSAGE];
        file_complain(message, "read", "standard input", error, "");
        say_line(message);
        return STATUS_FAILED;
    }
    if (!is_read) return say_no_memory();
    if (is_well || output->status != OUTPUT_OK) return STATUS_GOOD; /* commit tells of the latter */
    return say_no_memory();
}

int text_twin(const Options *options) {
    Attend attend;
    Output output;
    if (options->operand_count > 0 && strcmp(options->operands[0], "-") == 0) {
        say_line("leaselab: error: --text reads keys from standard input; the FILE needs a name\n");
        return STATUS_WRONG;
    }
    int status = attend_begin(&attend, options);
    if (status != STATUS_GOOD) return status;
    output_open(&output, NULL, NULL, 0);
    status = read_lines(&attend, &output);
    const OutputStatus written = output_commit(&output);
    say_line(output.message);
    attend_end(&attend);
    return status == STATUS_GOOD ? (int)written : status;
}
