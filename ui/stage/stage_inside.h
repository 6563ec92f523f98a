/* stage_inside: what the stage is made of, for its files: stage_open.c (a stage and its scenario, events,
 * wishes), stage_show.c (frames, pictures, text), stage_time.c (going and playing), stage_lesson.c (predict,
 * then reveal), stage_change.c (menus, branches), stage_beside.c (two runs side by side), stage_over.c
 * (what lies over the panels), stage_keys.c (keys), stage_pointer.c (clicks). */
#ifndef LEASELAB_STAGE_STAGE_INSIDE_H
#define LEASELAB_STAGE_STAGE_INSIDE_H

#include "sim/run/comparison.h"
#include "sim/run/difference.h"
#include "ui/stage/fleet_list.h"
#include "ui/stage/gather.h"
#include "ui/stage/layout.h"
#include "ui/stage/menu.h"
#include "ui/stage/prompt.h"
#include "ui/stage/stage.h"
#include "ui/stage/travel.h"

/* What a menu or a prompt is for. */
typedef enum {
    FOR_NOTHING,
    FOR_WHAT,
    FOR_FAULT,
    FOR_VARIANT,
    FOR_BRANCH,
    FOR_SAVE,
    FOR_GO_TO,
    FOR_FILTER,
    FOR_FILM
} Purpose;

/* Something that waits until enough is known. */
typedef enum { WAIT_FOR_NOTHING, WAIT_TO_SHOW, WAIT_FOR_MEANING } Waiting;

enum { WISHES_MOST = 8 };

/* Two runs carried to their ends while one waits for what lies over the panels. Starts as {0}, which is none.
 */
typedef struct {
    Comparing *comparison; /* of a and b; or NULL; owned */
    Run *a, *b;            /* owned */
    LaneProof *proof;      /* or NULL; owned */
} Beside;

/* Where the lane shown and the one beside it first differ, which the dock marks. Starts as {0}. */
typedef struct {
    bool is_wanted; /* it is not known yet */
    int32_t at;     /* NEVER: they do not, or it is not known */
    /* Both are gone through for it in runs of their own: a timeline would have to come back from each minute
     * that is looked at meanwhile. NULL: they are not; owned. */
    Run *a, *b;
    DifferenceSearch *search;
    Difference found;
} Parting;

struct Stage {
    Font *font;
    StageOptions options;
    View view;
    char file[LANE_FILE];
    Lanes lanes; /* none: nothing is open */
    /* What a frame shows, gathered anew for each. */
    Frame frame;
    Gathered gathered[2];
    FleetList fleet;
    Hits hits;
    /* What lies over the panels. */
    Menu menu;
    Prompt prompt;
    Purpose purpose;
    Text message, told, note;
    const StageOffer *offers;
    int offer_count, offer_cursor;
    /* What takes longer. */
    Waiting waiting;
    Spot goal;
    int speed_before; /* of playing, before a reveal took another; -1 */
    int true_choice;
    bool wants_verdict;  /* an answer is to be judged as soon as its minute is shown and the run is known */
    Subject pointed_out; /* selected by an answer, of which it is an example */
    Parting parting;
    Beside beside;
    /* What comes of it. */
    Wish wishes[WISHES_MOST];
    int wish_count;
    Text wish_text;
    bool has_changed, has_failed;
};

/* ---- stage_open.c, stage_show.c ---- */
bool stage_is_open(const Stage *stage);
Lane *stage_lane(const Stage *stage);
const Plan *stage_plan(const Stage *stage);
bool stage_gather(Stage *stage); /* fills frame and fleet; false: nothing is open, or memory ran out */
Layout stage_layout(const Stage *stage);
/* A wish with a name made of the scenario, the minute and this ending. */
void stage_wish_for(Stage *stage, WishKind kind, const char *ending);
void stage_note(Stage *stage, const char *message); /* seen until the next key or file */
/* Before another plan is looked at: who is selected there, and what is filtered, is called the same. */
void stage_look_in(Stage *stage, const Plan *plan);
void stage_read(Stage *stage, const char *message); /* lies over the panels until it is closed */

/* ---- stage_time.c ---- */
int32_t stage_limit_at(const Stage *stage);   /* as far as one may go now */
int32_t stage_horizon_at(const Stage *stage); /* as far as one may see */
void stage_go(Stage *stage, Spot spot);
bool stage_note_limit(Stage *stage); /* at the limit: notes why it goes no further */
void stage_pause(Stage *stage);
void stage_play(Stage *stage, int32_t until);
void stage_pass_time(Stage *stage, int32_t ms);
void stage_step(Stage *stage, bool forward);
void stage_seek_meaning(Stage *stage, bool forward);
void stage_wait_on(Stage *stage); /* looks whether what is waited for is there */

/* ---- stage_lesson.c ---- */
const Step *stage_step_shown(const Stage *stage);
void stage_begin_step(Stage *stage, int step);
void stage_next_step(Stage *stage);
void stage_last_step(Stage *stage);
void stage_choose(Stage *stage, int choice);
void stage_judge(Stage *stage);        /* as soon as can be: an answer, also once more */
void stage_give_verdict(Stage *stage); /* the run is known to its end */
void stage_reveal_on(Stage *stage);    /* from where it is */
void stage_point_out_nothing(Stage *stage);
bool stage_lesson_is_there(Stage *stage); /* is it drawn? */
/* Where a low window has no room for it beside the panel with the keys, a step takes them, to be read; and
 * gives them back when its answer plays. */
void stage_come_to_lesson(Stage *stage);
void stage_leave_lesson(Stage *stage);

/* ---- stage_change.c ---- */
void stage_show_lane(Stage *stage, int lane);
void stage_open_menu(Stage *stage, Purpose purpose);
void stage_take_menu(Stage *stage);
void stage_ask(Stage *stage, Purpose purpose, const char *title, const char *typed);
void stage_take_prompt(Stage *stage);
void stage_undo(Stage *stage);
void stage_wish_for_file(Stage *stage); /* the one that makes the lane shown */

/* ---- stage_beside.c ---- */
void stage_open_difference(Stage *stage);
void stage_prove(Stage *stage); /* that the file of the branch shown makes it; then it is wished for */
/* Carries on by about so many rows what lies over; answers whether more is left to do. */
bool stage_beside_on(Stage *stage, uint64_t rows);
void stage_beside_end(Stage *stage); /* without an answer, where there is none yet */
/* Another lane is shown or stands beside it, or none does: their first difference is worked out anew. */
void stage_part_anew(Stage *stage);
void stage_part_on(Stage *stage, uint64_t rows); /* carries it on by about so many rows, if it is wanted */
void stage_part_end(Stage *stage);               /* before a lane goes; it is not wanted any more */
int32_t stage_parting_until(const Stage *stage); /* so far both were gone through; NEVER: they are not */

/* ---- stage_over.c ---- */
void stage_open_over(Stage *stage, Over over); /* closes it where it is open */
void stage_close_over(Stage *stage);
bool stage_act_over(Stage *stage, Act act); /* answers whether the action was for what lies over */
void stage_open_offer(Stage *stage, int number);

/* ---- stage_keys.c ---- */
void stage_select_row(Stage *stage, uint32_t row); /* of the fleet's list */
void stage_scroll_inspector(Stage *stage, int by);

/* ---- stage_pointer.c ---- */
void stage_point(Stage *stage, const StageEvent *event);

#endif
