/* action: everything that can be done in the window, one table: its keys, what it is called and what it does.
 * The help on `?`, the manual and the text twin are printed from it; every action is reached by a key. Leaves
 * out: doing it (stage.h). */
#ifndef LEASELAB_STAGE_ACTION_H
#define LEASELAB_STAGE_ACTION_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/limits.h"
#include "sim/base/text.h"

/* A key: the character it types (letters count whatever their case), or one of these. */
enum {
    KEY_NAMED = 0x110000, /* no character is so large */
    KEY_LEFT = KEY_NAMED,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_HOME,
    KEY_END,
    KEY_TAB,
    KEY_RETURN,
    KEY_ESCAPE,
    KEY_BACKSPACE,
    KEY_DELETE,
    KEY_F1,
    KEY_F5,
    KEY_F11,
    KEY_END_OF_NAMED
};
enum { MOD_SHIFT = 1, MOD_CONTROL = 2 };

/* MOD_SHIFT counts with named keys only: a character says itself what it is. */
typedef struct {
    uint32_t key;
    uint8_t mods;
} Chord;

typedef enum {
    ACT_NONE,
    /* time */
    ACT_PLAY,
    ACT_STEP_FORWARD,
    ACT_STEP_BACK,
    ACT_DAY_FORWARD,
    ACT_DAY_BACK,
    ACT_NEXT_MEANING,
    ACT_LAST_MEANING,
    ACT_TO_START,
    ACT_TO_END,
    ACT_GO_TO,
    ACT_FASTER,
    ACT_SLOWER,
    /* the lesson */
    ACT_NEXT_STEP,
    ACT_LAST_STEP,
    ACT_CHOOSE_1,
    ACT_CHOOSE_2,
    ACT_CHOOSE_3,
    ACT_CHOOSE_4,
    ACT_CHOOSE_5,
    ACT_CHOOSE_6,
    ACT_CHOOSE_7,
    ACT_CHOOSE_8,
    ACT_CHOOSE_9,
    ACT_NOTES,
    /* looking */
    ACT_NEXT_PANEL,
    ACT_LAST_PANEL,
    ACT_UP,
    ACT_DOWN,
    ACT_ENTER,
    ACT_ESCAPE,
    ACT_WHY,
    ACT_FILTER,
    ACT_SORT,
    ACT_ISOLATE,
    /* changing */
    ACT_FAULT,
    ACT_VARIANT,
    ACT_BRANCHES,
    ACT_NEXT_BRANCH,
    ACT_SIDE_BY_SIDE,
    ACT_DIFFERENCE,
    ACT_UNDO,
    /* keeping */
    ACT_SAVE_PICTURE,
    ACT_SAVE,
    /* the window */
    ACT_LIST,
    ACT_THEME,
    ACT_LARGER,
    ACT_SMALLER,
    ACT_MOTION,
    ACT_OPEN,
    ACT_RELOAD,
    ACT_FULL_SCREEN,
    ACT_HELP,
    ACT_QUIT,
    ACT_COUNT
} Act;

enum { ACT_CHORDS = 3, CHOICES_MOST = ACT_CHOOSE_9 - ACT_CHOOSE_1 + 1 };
_Static_assert((int)CHOICES_MOST == (int)LIMIT_CHOICES, "each choice of a question has a key");

typedef struct {
    const char *name;         /* a word or two, also for recorded sessions: "next-meaning" */
    Chord chords[ACT_CHORDS]; /* key 0: no more */
    const char *part;         /* under which heading the help has it */
    const char *does;         /* half a sentence: "play or pause" */
} ActRow;

extern const ActRow ACTS[ACT_COUNT];

/* The action of a key; ACT_NONE where it has none. */
Act action_of(Chord chord);
/* "Space", "Shift+Left", "Ctrl+S", "W": as people read it, and as chord_parse takes it. */
void chord_add(Text *out, Chord chord);
bool chord_parse(const char *name, size_t length, Chord *out);
/* All of an action's keys: "Space or ." */
void action_add_keys(Text *out, Act action);
/* Every action with its keys, by part, a line each: for the manual and the text twin. */
void actions_tell(Text *out);

#endif
