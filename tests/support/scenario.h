/* scenario: rows that say of a file whether it is read, and where what is wrong with it is shown; each row
 * becomes a test of its own. */
#ifndef LEASELAB_TESTS_SUPPORT_SCENARIO_H
#define LEASELAB_TESTS_SUPPORT_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/diagnostic.h"
#include "sim/scenario/plan.h"

/* The least that a scenario has, to put in front of what a row is about. */
#define ABOUT  "about: a\n"
#define HEAD   ABOUT "run: 30d\n"
#define SERVER "machines: {lab: {product: windows-server, count: 30}}\n"
#define BASE   HEAD SERVER

typedef enum { REFUSED, WARNED, READ } Judgement;

/* In `text` a § stands before each character that an error (or, where it is only WARNED, a warning) is shown
 * at, and is no part of the file. So a row says of every complaint where it is, and that there is no other.
 */
typedef struct {
    const char *name; /* a_sentence_in_snake_case */
    const char *text;
    Judgement verdict;
    const char *code;    /* of the first complaint */
    const char *says[3]; /* each is part of its text or its help … */
    const char *lacks;   /* … and this is not */
    size_t length;       /* of a text that holds a NUL */
} ScenarioRow;

/* Runs all rows as one group; answers how many failed. */
int scenario_rows_run(const char *group, const ScenarioRow rows[], size_t count);

/* A file being read, for tests that look at what came of it. */
typedef struct {
    char *bytes; /* owned */
    size_t length;
    Diagnostics diagnostics;
    Plan plan;
    bool good;
} Reading;

Reading scenario_read(const char *text);      /* fails the test where memory runs out */
Reading scenario_read_good(const char *text); /* fails it where anything is complained of */
Reading scenario_read_bytes(const char *bytes, size_t length);
void scenario_close(Reading *reading);

#endif
