#include "sim/run/trace.h"

#include <string.h>

#include "sim/base/check.h"

/* The keys of a row, in the order in which they stand. */
typedef enum {
    KEY_T,
    KEY_WHAT,
    KEY_WHO,
    KEY_LINE,
    KEY_HOST,
    KEY_RESULT,
    KEY_GOT,
    KEY_COUNT,
    KEY_THRESHOLD,
    KEY_POOL,
    KEY_ID,
    KEY_FROM,
    KEY_TO,
    KEY_LEASE_END,
    KEY_GRACE_END,
    KEY_DUE,
    KEY_RULE,
    KEYS = TRACE_KEYS
} Key;

static const char *const KEY_NAMES[KEYS] = {"t",   "what",      "who",       "line", "host", "result",
                                            "got", "count",     "threshold", "pool", "id",   "from",
                                            "to",  "lease_end", "grace_end", "due",  "rule"};

const char *row_answerer(const Plan *plan, const Row *row) {
    if (row->host >= 0) return plan->hosts[row->host].name;
    return row->service >= 0 ? SERVICE_NAMES[row->service] : NULL;
}

enum { DIGITS = 20 }; /* of the longest number */

/* ---- numbers ------------------------------------------------------------------------------------------ */

static int count_digits(uint64_t number) {
    int digits = 1;
    for (uint64_t least = 10; digits < DIGITS && number >= least; least *= 10) digits++;
    return digits;
}

/* Written from its end on, where it will stay: to move digits that were just written is what a processor
 * waits for. */
static char *put_number(char *at, int64_t number) {
    static const char PAIRS[] = "00010203040506070809101112131415161718192021222324"
                                "25262728293031323334353637383940414243444546474849"
                                "50515253545556575859606162636465666768697071727374"
                                "75767778798081828384858687888990919293949596979899";
    if (number < 0) *at++ = '-';
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    char *end = at + count_digits(rest), *first = end;
    for (; rest >= 100; rest /= 100) memcpy(first -= 2, PAIRS + rest % 100 * 2, 2);
    if (rest >= 10)
        memcpy(first -= 2, PAIRS + rest * 2, 2);
    else
        *--first = (char)('0' + rest);
    return end;
}

/* ---- making pieces ------------------------------------------------------------------------------------ */

static void grow(TracePiece *piece, const char *text) {
    const size_t length = strlen(text);
    CHECK(piece->length + length <= TRACE_PIECE);
    memcpy(piece->bytes + piece->length, text, length);
    piece->length = (uint8_t)(piece->length + length);
}

/* A word that needs no escape in JSON and no quotes in CSV. */
static void grow_by_word(TracePiece *piece, const char *word) {
    for (const char *c = word; *c; c++)
        CHECK((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (c > word && *c >= '0' && *c <= '9') ||
              (c > word && (*c == '.' || *c == '_' || *c == '-')));
    grow(piece, word);
}

/* What stands before a value, and closes the one before it. */
static void grow_by_key(TracePiece *piece, TraceFormat format, Key key) {
    if (format == TRACE_CSV) {
        if (key != KEY_T) grow(piece, ",");
        return;
    }
    grow(piece, key == KEY_T ? "{\"" : ",\"");
    grow(piece, KEY_NAMES[key]);
    grow(piece, "\":");
}

static void grow_by_pair(TracePiece *piece, TraceFormat format, Key key, const char *word) {
    grow_by_key(piece, format, key);
    if (format == TRACE_JSON) grow(piece, "\"");
    grow_by_word(piece, word);
    if (format == TRACE_JSON) grow(piece, "\"");
}

static void grow_by_number(TracePiece *piece, int64_t number) {
    char digits[DIGITS + 2];
    *put_number(digits, number) = '\0';
    grow(piece, digits);
}

/* ---- putting pieces ----------------------------------------------------------------------------------- */

static char *put_piece(char *at, const TracePiece *piece) {
    memcpy(at, piece->bytes, TRACE_PIECE);
    return at + piece->length;
}

/* In CSV a column is there also where nothing stands in it. */
static char *put_nothing(const TraceWriter *writer, char *at) {
    if (writer->format == TRACE_CSV) *at++ = ',';
    return at;
}

static char *put_pair(const TraceWriter *writer, char *at, TracePiece *piece, Key key, const char *word) {
    if (piece->length == 0) grow_by_pair(piece, writer->format, key, word);
    return put_piece(at, piece);
}

/* A number that was not there before, most likely. */
static char *put_figure(TraceWriter *writer, char *at, Key key, int64_t number) {
    TracePiece *piece = &writer->keys[key];
    if (piece->length == 0) grow_by_key(piece, writer->format, key);
    return put_number(put_piece(at, piece), number);
}

/* One that may well have been. */
static char *put_known(const TraceWriter *writer, char *at, TraceNumber *known, Key key, int64_t number) {
    if (known->number != number || known->piece.length == 0) {
        known->number = number;
        known->piece.length = 0;
        grow_by_key(&known->piece, writer->format, key);
        grow_by_number(&known->piece, number);
    }
    return put_piece(at, &known->piece);
}

/* ---- the parts of a row ------------------------------------------------------------------------------- */

static char *put_head(TraceWriter *writer, char *at, const Row *row) {
    TraceNumber *head = &writer->heads[row->kind];
    if (head->number != row->at || head->piece.length == 0) {
        head->number = row->at;
        head->piece.length = 0;
        grow_by_key(&head->piece, writer->format, KEY_T);
        grow_by_number(&head->piece, row->at);
        grow_by_pair(&head->piece, writer->format, KEY_WHAT, ROW_NAMES[row->kind]);
    }
    return put_piece(at, &head->piece);
}

static void look_at_group(TraceWriter *writer, uint32_t machine) {
    const Group *group = &writer->plan->groups[plan_group_of(writer->plan, machine)];
    writer->group = group;
    writer->name.length = 0;
    grow_by_key(&writer->name, writer->format, KEY_WHO);
    if (writer->format == TRACE_JSON) grow(&writer->name, "\"");
    grow_by_word(&writer->name, group->name);
    if (group->count > 1) grow(&writer->name, "-");
}

static char *put_who(TraceWriter *writer, char *at, const Row *row) {
    if (row->machine == NO_MACHINE) {
        TracePiece host = {0};
        if (row->kind != ROW_FORGET && row->kind != ROW_REFUSED) return put_nothing(writer, at);
        return put_pair(writer, at, &host, KEY_WHO, writer->plan->hosts[row->host].name);
    }
    if (!writer->group || row->machine - writer->group->first >= writer->group->count)
        look_at_group(writer, row->machine);
    at = put_piece(at, &writer->name);
    if (writer->group->count > 1) at = put_number(at, (int64_t)(row->machine - writer->group->first) + 1);
    if (writer->format == TRACE_JSON) *at++ = '"';
    return at;
}

static char *put_answerer(TraceWriter *writer, char *at, const Row *row) {
    const char *name = row_answerer(writer->plan, row);
    if (!name || row->kind != ROW_ATTEMPT) return put_nothing(writer, at);
    const int slot = row->host >= 0 ? row->host % TRACE_HOSTS : row->service;
    const int number = row->host >= 0 ? row->host : -1 - row->service;
    TracePiece *piece = &writer->hosts[slot];
    if (writer->host_of[slot] != number) piece->length = 0;
    writer->host_of[slot] = number;
    return put_pair(writer, at, piece, KEY_HOST, name);
}

static char *put_result(TraceWriter *writer, char *at, const Row *row) {
    TracePiece word = {0};
    if (row->kind == ROW_ATTEMPT)
        return put_pair(writer, at, &writer->results[row->result], KEY_RESULT, RESULT_NAMES[row->result]);
    if (row->kind == ROW_EXPECT)
        return put_pair(writer, at, &word, KEY_RESULT, row->held ? "held" : "failed");
    return put_nothing(writer, at);
}

static char *put_counts(TraceWriter *writer, char *at, const Row *row) {
    at = row->kind == ROW_EXPECT ? put_figure(writer, at, KEY_GOT, row->got) : put_nothing(writer, at);
    at = row->counted || row->kind == ROW_FORGET
             ? put_known(writer, at, &writer->count, KEY_COUNT, row->count)
             : put_nothing(writer, at);
    return row->counted ? put_known(writer, at, &writer->threshold, KEY_THRESHOLD, row->threshold)
                        : put_nothing(writer, at);
}

static char *put_id(TraceWriter *writer, char *at, const Row *row) {
    TracePiece pool = {0};
    at = row->kind == ROW_FORGET ? put_pair(writer, at, &pool, KEY_POOL, POOL_NAMES[row->pool])
                                 : put_nothing(writer, at);
    return row->kind == ROW_INSTALL || row->kind == ROW_RESET || row->kind == ROW_FORGET
               ? put_figure(writer, at, KEY_ID, row->id)
               : put_nothing(writer, at);
}

static char *put_states(TraceWriter *writer, char *at, const Row *row) {
    if (!row_has_states(row)) {
        for (int key = KEY_FROM; key <= KEY_GRACE_END; key++) at = put_nothing(writer, at);
        return at;
    }
    TracePiece *move = &writer->moves[row->from][row->to];
    if (move->length == 0) {
        grow_by_pair(move, writer->format, KEY_FROM, STATE_NAMES[row->from]);
        grow_by_pair(move, writer->format, KEY_TO, STATE_NAMES[row->to]);
    }
    at = put_piece(at, move);
    const Key key = row->to == STATE_LICENSED ? KEY_LEASE_END : KEY_GRACE_END;
    if (row->clock_at == NEVER) return put_nothing(writer, put_nothing(writer, at));
    if (writer->clock_key != (int)key) writer->clock.piece.length = 0;
    writer->clock_key = (int)key;
    if (key == KEY_GRACE_END) at = put_nothing(writer, at);
    at = put_known(writer, at, &writer->clock, key, row->clock_at);
    return key == KEY_LEASE_END ? put_nothing(writer, at) : at;
}

static char *put_end(TraceWriter *writer, char *at, const Row *row) {
    at = row->kind == ROW_ATTEMPT && row->due_at != NEVER ? put_figure(writer, at, KEY_DUE, row->due_at)
                                                          : put_nothing(writer, at);
    TracePiece *end = &writer->ends[row->rule];
    if (end->length == 0) {
        if (row->rule != RULE_NONE)
            grow_by_pair(end, writer->format, KEY_RULE, RULES[row->rule].name);
        else if (writer->format == TRACE_CSV)
            grow(end, ",");
        grow(end, writer->format == TRACE_CSV ? "\r\n" : "}\n");
    }
    return put_piece(at, end);
}

/* ---- rows --------------------------------------------------------------------------------------------- */

void trace_begin(TraceWriter *writer, const Plan *plan, TraceFormat format) {
    *writer = (TraceWriter){.plan = plan, .format = format};
}

size_t trace_row(TraceWriter *writer, const Row *row, char *room) {
    char *at = put_head(writer, room, row);
    at = put_who(writer, at, row);
    at = row->line ? put_figure(writer, at, KEY_LINE, row->line) : put_nothing(writer, at);
    at = put_answerer(writer, at, row);
    at = put_result(writer, at, row);
    at = put_counts(writer, at, row);
    at = put_id(writer, at, row);
    at = put_states(writer, at, row);
    return (size_t)(put_end(writer, at, row) - room);
}

void trace_csv_head(Text *out) {
    for (int key = 0; key < KEYS; key++) {
        if (key) text_add_char(out, ',');
        text_add(out, KEY_NAMES[key]);
    }
    text_add(out, "\r\n");
}
