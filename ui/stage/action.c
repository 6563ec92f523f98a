#include "ui/stage/action.h"

#include <string.h>

#include "sim/base/check.h"

static const char TIME[] = "Time", LESSON[] = "Lesson", LOOKING[] = "Looking", CHANGING[] = "Changing",
                  KEEPING[] = "Keeping", WINDOW[] = "Window";

/* clang-format off */
const ActRow ACTS[ACT_COUNT] = {
    [ACT_NONE]         = {"", {{0, 0}}, "", ""},
    [ACT_PLAY]         = {"play", {{' ', 0}, {'.', 0}}, TIME, "play, or pause"},
    [ACT_STEP_FORWARD] = {"step-forward", {{KEY_RIGHT, 0}}, TIME, "one event forward: a row of the trace"},
    [ACT_STEP_BACK]    = {"step-back", {{KEY_LEFT, 0}}, TIME, "one event back"},
    [ACT_DAY_FORWARD]  = {"day-forward", {{KEY_RIGHT, MOD_SHIFT}}, TIME, "one day forward"},
    [ACT_DAY_BACK]     = {"day-back", {{KEY_LEFT, MOD_SHIFT}}, TIME, "one day back"},
    [ACT_NEXT_MEANING] = {"next-meaning", {{'n', 0}}, TIME,
                          "to the next thing that means something: a state, a threshold, a failed renewal, a claim"},
    [ACT_LAST_MEANING] = {"last-meaning", {{'p', 0}}, TIME, "to the one before"},
    [ACT_TO_START]     = {"to-start", {{KEY_HOME, 0}}, TIME, "to the start"},
    [ACT_TO_END]       = {"to-end", {{KEY_END, 0}}, TIME, "to the end of the run"},
    [ACT_GO_TO]        = {"go-to", {{'g', 0}}, TIME, "to an instant that is typed"},
    [ACT_FASTER]       = {"faster", {{'+', 0}, {'=', 0}}, TIME, "play faster"},
    [ACT_SLOWER]       = {"slower", {{'-', 0}}, TIME, "play slower"},

    [ACT_NEXT_STEP]    = {"next-step", {{KEY_PAGE_DOWN, 0}}, LESSON, "next step of the lesson"},
    [ACT_LAST_STEP]    = {"last-step", {{KEY_PAGE_UP, 0}}, LESSON, "step before"},
    [ACT_CHOOSE_1]     = {"choose-1", {{'1', 0}}, LESSON, "answer the question with its first choice"},
    [ACT_CHOOSE_2]     = {"choose-2", {{'2', 0}}, LESSON, "with the second"},
    [ACT_CHOOSE_3]     = {"choose-3", {{'3', 0}}, LESSON, "with the third"},
    [ACT_CHOOSE_4]     = {"choose-4", {{'4', 0}}, LESSON, "with the fourth"},
    [ACT_CHOOSE_5]     = {"choose-5", {{'5', 0}}, LESSON, "with the fifth"},
    [ACT_CHOOSE_6]     = {"choose-6", {{'6', 0}}, LESSON, "with the sixth"},
    [ACT_CHOOSE_7]     = {"choose-7", {{'7', 0}}, LESSON, "with the seventh"},
    [ACT_CHOOSE_8]     = {"choose-8", {{'8', 0}}, LESSON, "with the eighth"},
    [ACT_CHOOSE_9]     = {"choose-9", {{'9', 0}}, LESSON, "with the ninth"},
    [ACT_NOTES]        = {"notes", {{'t', MOD_CONTROL}}, LESSON, "the trainer's notes, or none"},

    [ACT_NEXT_PANEL]   = {"next-panel", {{KEY_TAB, 0}}, LOOKING, "give the next panel the keys"},
    [ACT_LAST_PANEL]   = {"last-panel", {{KEY_TAB, MOD_SHIFT}}, LOOKING, "the panel before"},
    [ACT_UP]           = {"up", {{KEY_UP, 0}}, LOOKING, "one line up in the panel that has the keys"},
    [ACT_DOWN]         = {"down", {{KEY_DOWN, 0}}, LOOKING, "one line down"},
    [ACT_ENTER]        = {"enter", {{KEY_RETURN, 0}}, LOOKING, "choose what the keys are on"},
    [ACT_ESCAPE]       = {"escape", {{KEY_ESCAPE, 0}}, LOOKING, "close what lies above; then select nothing; then filter nothing"},
    [ACT_WHY]          = {"why", {{'w', 0}}, LOOKING, "why it is so, in full, or the summary"},
    [ACT_FILTER]       = {"filter", {{'/', 0}}, LOOKING, "show only machines that fit: state=licensed, due<1h, a part of a name"},
    [ACT_SORT]         = {"sort", {{'o', 0}}, LOOKING, "another order of the fleet list"},
    [ACT_ISOLATE]      = {"isolate", {{'k', 0}}, LOOKING, "show one state alone, then the next, then all"},

    [ACT_FAULT]        = {"fault", {{'f', 0}}, CHANGING, "change something now: a branch"},
    [ACT_VARIANT]      = {"variant", {{'v', 0}}, CHANGING, "other machines or figures, run anew"},
    [ACT_BRANCHES]     = {"branches", {{'b', 0}}, CHANGING, "the branches: show one, or beside this one"},
    [ACT_NEXT_BRANCH]  = {"next-branch", {{']', 0}, {'x', 0}}, CHANGING, "show the next branch at the same minute"},
    [ACT_SIDE_BY_SIDE] = {"side-by-side", {{'c', 0}}, CHANGING, "two branches side by side, or one"},
    [ACT_DIFFERENCE]   = {"difference", {{'d', 0}}, CHANGING, "what came out otherwise, and where they first differ"},
    [ACT_UNDO]         = {"undo", {{'z', MOD_CONTROL}, {'u', 0}}, CHANGING, "forget the newest branch"},

    [ACT_SAVE_PICTURE] = {"save-picture", {{'s', 0}}, KEEPING, "save this picture as SVG"},
    [ACT_SAVE]         = {"save", {{'s', MOD_CONTROL}}, KEEPING, "save a picture, a film, or the branch as a scenario"},

    [ACT_LIST]         = {"list", {{'l', 0}}, WINDOW, "everything as text"},
    [ACT_THEME]        = {"theme", {{'t', 0}}, WINDOW, "light, dark, or for a projector"},
    [ACT_LARGER]       = {"larger", {{'+', MOD_CONTROL}, {'=', MOD_CONTROL}}, WINDOW, "larger"},
    [ACT_SMALLER]      = {"smaller", {{'-', MOD_CONTROL}}, WINDOW, "smaller"},
    [ACT_MOTION]       = {"motion", {{'m', 0}}, WINDOW, "messages fly, or stand still"},
    [ACT_OPEN]         = {"open", {{'o', MOD_CONTROL}}, WINDOW, "open another lesson or file"},
    [ACT_RELOAD]       = {"reload", {{KEY_F5, 0}}, WINDOW, "read the file again"},
    [ACT_FULL_SCREEN]  = {"full-screen", {{KEY_F11, 0}}, WINDOW, "the whole screen, or a window"},
    [ACT_HELP]         = {"help", {{'?', 0}, {KEY_F1, 0}}, WINDOW, "these keys"},
    [ACT_QUIT]         = {"quit", {{'q', MOD_CONTROL}}, WINDOW, "close the window"},
};

/* The first name of a key is how we write it; others are understood. */
static const struct {
    uint32_t key;
    const char *name;
} NAMED[] = {
    {KEY_LEFT, "Left"}, {KEY_RIGHT, "Right"}, {KEY_UP, "Up"}, {KEY_DOWN, "Down"}, {KEY_PAGE_UP, "PgUp"},
    {KEY_PAGE_DOWN, "PgDn"}, {KEY_HOME, "Home"}, {KEY_END, "End"}, {KEY_TAB, "Tab"}, {KEY_RETURN, "Return"},
    {KEY_ESCAPE, "Escape"}, {KEY_BACKSPACE, "Backspace"}, {KEY_DELETE, "Delete"}, {KEY_F1, "F1"}, {KEY_F5, "F5"},
    {KEY_F11, "F11"}, {' ', "Space"}, {KEY_PAGE_UP, "PageUp"}, {KEY_PAGE_DOWN, "PageDown"}};
/* clang-format on */
enum { NAMED_COUNT = sizeof NAMED / sizeof *NAMED };

static uint32_t lower(uint32_t key) {
    return key >= 'A' && key <= 'Z' ? key + ('a' - 'A') : key;
}

/* A character says itself whether Shift was held. */
static uint8_t mods_that_count(Chord chord) {
    return chord.key < KEY_NAMED ? chord.mods & MOD_CONTROL : chord.mods;
}

Act action_of(Chord chord) {
    for (int a = ACT_NONE + 1; a < ACT_COUNT; a++)
        for (int c = 0; c < ACT_CHORDS && ACTS[a].chords[c].key; c++)
            if (ACTS[a].chords[c].key == lower(chord.key) && ACTS[a].chords[c].mods == mods_that_count(chord))
                return (Act)a;
    return ACT_NONE;
}

void chord_add(Text *out, Chord chord) {
    if (chord.mods & MOD_CONTROL) text_add(out, "Ctrl+");
    if (chord.mods & MOD_SHIFT) text_add(out, "Shift+");
    for (size_t i = 0; i < NAMED_COUNT; i++)
        if (NAMED[i].key == chord.key) {
            text_add(out, NAMED[i].name);
            return;
        }
    CHECK(chord.key > ' ' && chord.key < 0x7f);
    text_add_char(out, (char)(chord.key >= 'a' && chord.key <= 'z' ? chord.key - ('a' - 'A') : chord.key));
}

static bool begins(const char *name, size_t length, const char *with) {
    return length > strlen(with) && memcmp(name, with, strlen(with)) == 0;
}

bool chord_parse(const char *name, size_t length, Chord *out) {
    *out = (Chord){0, 0};
    for (;;) {
        const bool control = begins(name, length, "Ctrl+"), shift = begins(name, length, "Shift+");
        if (!control && !shift) break;
        out->mods |= control ? MOD_CONTROL : MOD_SHIFT;
        name += control ? 5 : 6;
        length -= control ? 5 : 6;
    }
    for (size_t i = 0; i < NAMED_COUNT; i++)
        if (strlen(NAMED[i].name) == length && memcmp(NAMED[i].name, name, length) == 0)
            out->key = NAMED[i].key;
    if (length == 1 && *name > ' ' && *name < 0x7f) out->key = lower((uint32_t)*name);
    return out->key != 0;
}

void action_add_keys(Text *out, Act action) {
    for (int c = 0; c < ACT_CHORDS && ACTS[action].chords[c].key; c++) {
        if (c) text_add(out, " or ");
        chord_add(out, ACTS[action].chords[c]);
    }
}

void actions_tell(Text *out) {
    Text keys = {0};
    const char *part = "";
    for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
        if (ACTS[a].part != part) text_add_format(out, "%s%s\n", *part ? "\n" : "", ACTS[a].part);
        part = ACTS[a].part;
        text_clear(&keys);
        action_add_keys(&keys, (Act)a);
        text_add_format(out, "  %-16s %s\n", keys.length ? keys.bytes : "", ACTS[a].does);
        out->failed |= keys.failed;
    }
    text_free(&keys);
}
