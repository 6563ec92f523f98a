/* trace: rows as text: JSON Lines (MODEL.md section 7) and CSV with the same columns. Leaves out: where the
 * text goes; trace events for Perfetto (perfetto.h).
 *
 * A large fleet has hundreds of millions of rows, and most of one is what the rows before it had, too:
 *
 *     {"t":10080,"what":"attempt","who":"lab-17","host":"kms1","result":"granted","count":30,"threshold":25,
 * …
 *     |--- this minute's --------|- group -| |-- host --------|-- result --------|-- as before ------------|
 *
 * So a writer keeps such pieces ready, each made when it is first needed, and copies them whole. */
#ifndef LEASELAB_RUN_TRACE_H
#define LEASELAB_RUN_TRACE_H

#include "sim/base/text.h"
#include "sim/run/row.h"
#include "sim/scenario/plan.h"

typedef enum { TRACE_JSON, TRACE_CSV } TraceFormat;

enum { TRACE_PIECE = 63, TRACE_KEYS = 17, TRACE_HOSTS = 16, TRACE_ROW = 1024 };

/* Copied with its padding: so long copies of one length cost less than short ones of many. */
typedef struct {
    uint8_t length; /* 0: not made yet */
    char bytes[TRACE_PIECE];
} TracePiece;

/* A piece that holds a number, and may do so again. */
typedef struct {
    int64_t number;
    TracePiece piece;
} TraceNumber;

/* Owns nothing; the plan outlives it. */
typedef struct {
    const Plan *plan;
    TraceFormat format;
    /* private from here */
    TraceNumber heads[ROW_KIND_COUNT], count, threshold, clock;
    TracePiece name; /* of the group looked at last, up to a member's number */
    const Group *group;
    int clock_key;
    TracePiece keys[TRACE_KEYS], results[RESULT_COUNT], moves[STATE_COUNT][STATE_COUNT], ends[RULE_COUNT + 1];
    TracePiece hosts[TRACE_HOSTS]; /* of a host by its number, as far as there is room … */
    int host_of[TRACE_HOSTS];      /* … which it is */
} TraceWriter;

void trace_begin(TraceWriter *writer, const Plan *plan, TraceFormat format);
/* Writes a row with its end of line; answers its length, less than TRACE_ROW. `room` has TRACE_ROW bytes.
 * Names need no escape: SCENARIOS.md allows nothing that would. */
size_t trace_row(TraceWriter *writer, const Row *row, char *room);

/* The line of column names that CSV begins with. */
void trace_csv_head(Text *out);

/* The name of who answered, or NULL. */
const char *row_answerer(const Plan *plan, const Row *row);

#endif
