/* event: what a person does, as plain values of our own, so that a session can be written down and played
 * again. A line of text each:
 *
 *     key Shift+Left      type w      move 12 34      press 12 34      drag 13 34      release 13 34
 *     resize 1280 720     tick 16     drop PATH       changed          wheel 12 34 -1  quit
 *
 * A character that cannot be seen is written as `type U+0020`; in PATH a line feed, carriage return and
 * backslash as \n, \r and \\. There is one way to write an event, and nothing else is read, but for keys:
 * chord_parse takes other spellings of them too, such as `key n` and `key PageUp`.
 *
 * `tick` is time that went by: nothing else moves, so that what is played again is the same. Leaves out:
 * where they come from (ui/window, ui/cli). */
#ifndef LEASELAB_STAGE_EVENT_H
#define LEASELAB_STAGE_EVENT_H

#include "ui/canvas/geometry.h"
#include "ui/stage/action.h"

typedef enum {
    EVENT_OF_KEY,     /* chord: a named key, or one with MOD_CONTROL */
    EVENT_OF_TYPING,  /* chord.key: a character */
    EVENT_OF_MOVING,  /* at, and `held`: with the button down */
    EVENT_OF_PRESS,   /* at */
    EVENT_OF_RELEASE, /* at */
    EVENT_OF_WHEEL,   /* at, amount: notches, upwards is positive */
    EVENT_OF_SIZE,    /* width, height: device pixels of the picture */
    EVENT_OF_TIME,    /* amount: milliseconds */
    EVENT_OF_DROP,    /* path: a file was dropped on the window; the program opens it */
    EVENT_OF_FILE,    /* the file shown has changed; the program reads it again */
    EVENT_OF_QUIT,
    EVENT_KINDS
} StageEventKind;

/* Coordinates may lie outside of the window, sizes may be 0; both have an end, as everything has. */
enum {
    EVENT_PATH = 4096,
    EVENT_TIME_MOST = 1000,
    EVENT_FAR_PX = 100000,
    EVENT_SIZE_MOST = 32767,
    EVENT_NOTCHES_MOST = 1000
};

typedef struct {
    StageEventKind kind;
    Chord chord;
    int x, y; /* device pixels */
    bool held;
    int amount;
    int width, height;
    char path[EVENT_PATH];
} StageEvent;

/* Adds the line, with its newline. CHECKs that all is within its limits. */
void event_add(Text *out, const StageEvent *event);
/* Reads a line without its newline. False: it is none. */
bool event_parse(const char *line, size_t length, StageEvent *out);
/* Of a line that is none: adds what was expected, and answers behind how many of its bytes. */
size_t event_expect(Text *out, const char *line, size_t length);

#endif
