/* gather: what a frame shows, asked of the run: the one place where panels' questions are put to timelines.
 * Leaves out: what is looked at (view.h), and what panels make of it. */
#ifndef LEASELAB_STAGE_GATHER_H
#define LEASELAB_STAGE_GATHER_H

#include "ui/stage/frame.h"

/* Where the answers for one lane are kept. Starts as {0}; owns what it points to. */
typedef struct {
    Row *messages;
    uint32_t message_count;
    uint32_t place; /* among the last minute's rows, while listening */
    WhyCard why;
    const Lane *why_lane; /* for what the card was made */
    Subject why_of;
    int32_t why_at;
    Census *census; /* owned; NULL before the first */
    const Lane *census_lane;
    Rates rates;
    const Lane *rates_lane;
    uint32_t rows; /* of the minute; to count them it is carried out */
    int32_t rows_at;
    const Lane *rows_lane;
} Gathered;

void gathered_free(Gathered *gathered);
/* Lanes are no longer what they were: nothing of them is kept. */
void gathered_forget(Gathered *gathered);

/* The lane at the view's minute, which is known. False: out of memory. */
bool gather(Gathered *gathered, Lane *lane, const View *view, int32_t horizon_at, Shown *out);

typedef enum {
    GOING_NOWHERE, /* nothing was left undone */
    GOING_ON,
    GOING_IS_THERE /* what is gathered next has it */
} Going;
/* Carries on for some milliseconds what that left undone: the card. False: out of memory. */
bool gather_on(const Gathered *gathered, Lane *lane, const View *view, Going *out);

#endif
