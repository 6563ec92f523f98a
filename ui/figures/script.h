/* script: what a sequence shows, step by step: attempts of the witnesses, what else happens to them, changes
 * of the file; with all that is only more of the same folded into one step.
 *
 *     attempt      sarah asks kms1                               as it was
 *     repeats      "renewed every 7d, 24 times"                  attempts that went as the one before
 *     quiet        "171 days, nothing happens"
 *     again        "the same 6 steps again, 25 times"            weeks that go like the first
 *
 * Leaves out: where it is drawn. */
#ifndef LEASELAB_FIGURES_SCRIPT_H
#define LEASELAB_FIGURES_SCRIPT_H

#include "sim/base/text.h"
#include "ui/figures/asked.h"
#include "ui/figures/witnesses.h"

typedef enum {
    BEAT_DOINGS,   /* witnesses are installed, lose a lease, are reminded, reset, retired; in one minute */
    BEAT_ATTEMPT,  /* one witness asks */
    BEAT_CHANGES,  /* of the file, in one minute */
    BEAT_REPEATS,  /* fold */
    BEAT_QUIET,    /* fold */
    BEAT_AGAIN,    /* fold: the steps before it, again and again */
    BEAT_LEFT_OUT, /* fold: there are too many */
    BEAT_KINDS
} BeatKind;

typedef struct {
    BeatKind kind;
    int32_t at, to; /* of a fold: from … to */
    int witness;    /* of an attempt */
    /* rows of doings, changes and the attempt; repeats; of `again` and `left out`: how many steps */
    uint32_t first, count;
    uint64_t times;                /* `again`: how often more */
    uint32_t asked;                /* of an attempt, in `asked` */
    uint8_t looks[WITNESSES_MOST]; /* Look of each witness after it */
} Beat;

/* A witness asks, and all goes as before. */
typedef struct {
    int witness;
    Row row; /* the first */
    uint64_t times;
    int32_t last_at, every; /* 0: not always after the same time; the time since the attempt before counts */
    int32_t least, most;    /* counts */
} Repeat;

/* Starts as {0}. Owns its arrays. */
typedef struct {
    const FigureRequest *request;
    Witnesses witnesses;
    uint8_t looks[WITNESSES_MOST]; /* at the beginning, as the two below */
    bool host_up[LIMIT_HOSTS], service_up[SERVICE_COUNT];
    Beat *beats;
    uint32_t count, capacity;
    Row *rows;
    uint32_t row_count, row_capacity;
    Repeat *repeats;
    uint32_t repeat_count, repeat_capacity;
    Asked *asked;
    bool is_cut; /* it goes on after the last step */
    bool failed;
} Script;

/* With at most so many witnesses, and about so many steps. Carries the timeline on. False: out of memory;
 * free it all the same. */
bool script_write(Script *script, const FigureRequest *request, int witnesses, uint32_t beats);
void script_free(Script *script);

/* What a fold says, and what changes are: lines parted by '\n'. */
void script_add_words(Text *out, const Script *script, const Beat *beat);
/* What happened to a witness, in a word or two: "lease over". */
const char *script_doing(const Row *row);

/* For script_fold.c. False: out of memory. */
bool script_fold(Script *script, uint32_t beats);

#endif
