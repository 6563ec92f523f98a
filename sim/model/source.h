/* source: where a figure or a rule comes from. Trainers are asked "who says so?", so the answer is part of
 * the model: every rule and figure has a provenance and a source. Leaves out: the rules themselves (rule.h).
 */
#ifndef LEASELAB_MODEL_SOURCE_H
#define LEASELAB_MODEL_SOURCE_H

typedef enum {
    DOCUMENTED, /* the vendor's public documentation says so */
    DISPUTED,   /* its pages disagree */
    ASSUMED,    /* nobody documents it; we had to choose */
    PROVENANCE_COUNT
} Provenance;

typedef enum {
    SOURCE_AC,
    SOURCE_KP,
    SOURCE_TS,
    SOURCE_SL,
    SOURCE_OK,
    SOURCE_OR,
    SOURCE_OH,
    SOURCE_TD,
    SOURCE_RP,
    SOURCE_OL,
    SOURCE_AD,
    SOURCE_HOUSE,
    SOURCE_COUNT
} SourceId;

typedef struct {
    const char *key;   /* "KP" */
    const char *title; /* "KMS activation planning" */
    const char *where; /* which set of pages, and its year */
} Source;

extern const Source SOURCES[SOURCE_COUNT];
extern const char *const PROVENANCE_NAMES[PROVENANCE_COUNT];

#endif
