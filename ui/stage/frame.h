/* frame: what panels are drawn from: everything that is to be known of the minute shown, gathered once for a
 * frame. Panels ask nothing else and change nothing. Leaves out: layout and drawing. */
#ifndef LEASELAB_STAGE_FRAME_H
#define LEASELAB_STAGE_FRAME_H

#include "sim/run/why.h"
#include "ui/canvas/canvas.h"
#include "ui/stage/census.h"
#include "ui/stage/lanes.h"
#include "ui/stage/view.h"

/* Up to so many machines there is a whole world for each frame; above, counts, histograms and single
 * machines. */
enum { WHOLE_MOST = 20000 };
/* Messages are shown one by one up to so many machines. */
enum { MESSAGES_MOST = 200 };

/* What one lane is at the minute shown. Pointers are good for the frame. */
typedef struct {
    const Lane *lane;
    const Plan *plan;
    const Record *record; /* nothing after horizon_at may be asked of it */
    int32_t at;
    uint32_t row, rows; /* after so many of so many rows of that minute; `row` is never ROW_END here */
    int32_t
        horizon_at; /* the last minute that may be shown: LIVE, or where a question hides what is to come */
    const World
        *head; /* hosts, ledgers, places, counts of groups; NULL while a large fleet is dragged through */
    const World *whole;  /* the same with machines; NULL of a larger fleet than WHOLE_MOST */
    Subject subject;     /* who is selected, in this plan */
    Machine selected;    /* where a machine is selected and head is there; not beside another lane */
    const Row *messages; /* attempts not yet out of sight, in order: paused, those of this minute up to `row`;
                            playing, those of the last flight_min minutes */
    uint32_t message_count;
    int32_t flight_min; /* how long a message flies while it plays: 0 when paused */
    const Census
        *census; /* of a larger fleet than WHOLE_MOST, at the end of minute `at`; NULL: not yet known */
    const Rates *rates; /* of an hour up to `at`, where there are no messages; NULL: not known */
    const WhyCard *why; /* the card of what is selected; NULL: nothing is, or it is not yet known */
    int32_t why_until;  /* so far the run was gone through for a card that is still to come; NEVER: none is */
} Shown;

typedef struct {
    const View *view;
    const Lanes *lanes;
    const Font *font;
    const char *file; /* the scenario's name */
    Shown now;
    Shown other;           /* of view->other_lane; its lane is NULL where there is none */
    int32_t differs_at;    /* where the two first differ, if that is known and may be shown; NEVER */
    int32_t differs_until; /* so far both were gone through for it; NEVER: nothing is to come of it */
    int true_choice;       /* of the question shown, once it is answered: as verdict_true_choice; else -1 */
    bool is_busy;          /* something is still being worked out */
} Frame;

/* How many machines of a group (or RECORD_ALL) look so at the minute and row shown. */
void shown_looks(const Shown *shown, uint32_t group, int32_t out[LOOK_COUNT]);
/* How one looks; LOOK_ABSENT where that is not known. */
Look shown_look(const Shown *shown, uint32_t machine);
/* Is what is shown the end of what has been seen of the lane? */
typedef enum { MODE_LIVE, MODE_PAST, MODE_BRANCH } Mode;
Mode frame_mode(const Frame *frame);
/* The step of the lesson that is shown, or NULL. */
const Step *frame_step(const Frame *frame);
/* Is the future hidden by a question? */
bool frame_hides(const Frame *frame);
/* "Working out where they first differ: 3d of 12d are gone through."; nothing where differs_until is NEVER.
 */
void frame_tell_search(const Frame *frame, Text *out);
/* "3d of 30d are gone through. Esc does without.": of what is worked out while one waits for it. */
void frame_gone_through(int32_t until, int32_t of, Text *out);

#endif
