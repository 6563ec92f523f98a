/* view: what is looked at, and how: a plain value. What is drawn follows from it, from the scenario and from
 * the size alone, so that the same minute and row make the same picture however one came there. Leaves out:
 * the run itself (lanes.h), what a frame shows of it (frame.h). */
#ifndef LEASELAB_STAGE_VIEW_H
#define LEASELAB_STAGE_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/model/look.h"
#include "sim/scenario/plan.h"
#include "ui/canvas/theme.h"
#include "ui/stage/action.h"

typedef enum { PANEL_FLEET, PANEL_CENTRE, PANEL_INSPECTOR, PANEL_DOCK, PANEL_LESSON, PANEL_COUNT } PanelId;
extern const char *const PANEL_NAMES[PANEL_COUNT];

typedef enum { SUBJECT_NONE, SUBJECT_MACHINE, SUBJECT_HOST, SUBJECT_PLACE } SubjectKind;
typedef struct {
    SubjectKind kind;
    uint32_t index; /* of the plan; a variant has one of its own */
} Subject;
/* Who in `plan` is called so, of a subject in `of`; SUBJECT_NONE: nobody. */
Subject subject_in(const Plan *plan, const Plan *of, Subject subject);

/* Orders of the fleet list. */
typedef enum { SORT_FILE, SORT_STATE, SORT_DUE, SORT_NAME, SORT_COUNT } SortId;
extern const char *const SORT_NAMES[SORT_COUNT];

/* Simulated minutes in a second of playing, on a scale of a log. */
enum { SPEED_COUNT = 14, SPEED_NORMAL = 5 };
extern const int32_t SPEEDS_MIN[SPEED_COUNT];

/* What lies over the panels and takes the keys. */
typedef enum {
    OVER_NOTHING,
    OVER_START,   /* no scenario yet: lessons, files of late */
    OVER_HELP,    /* the keys */
    OVER_LIST,    /* the text twin */
    OVER_MENU,    /* one of several (menu.h) */
    OVER_PROMPT,  /* a line to be typed (prompt.h) */
    OVER_MESSAGE, /* something is to be read: what is wrong in a file */
    OVER_DIFFERENCE,
    OVER_PROOF /* whether the file comes to the same as the branch is worked out before it is saved */
} Over;

/* Where a lesson stands. A question goes through the four in turn. */
typedef enum {
    STEP_SAYS,    /* a step that asks nothing */
    STEP_ASKS,    /* the future is hidden everywhere */
    STEP_REVEALS, /* answered: it plays to `show` */
    STEP_ANSWERED /* which choice was true, and why */
} StepPhase;

enum { FILTER_MOST = 120, NO_STEP = -1, NO_LANE = -1, NO_CHOICE = -1, NO_LINK = -1 };

typedef struct {
    /* where and when */
    int lane;
    int other_lane; /* beside it; NO_LANE */
    int32_t at;     /* the minute shown */
    uint32_t row;   /* after so many of its rows; ROW_END */
    bool playing;
    int speed;                 /* of SPEEDS_MIN */
    int32_t part_milliminutes; /* of the next minute, while it plays; else 0 */
    int32_t play_to;           /* it pauses there by itself; NEVER */
    bool dragging; /* the pointer holds the dock: large fleets show what the record knows at once */
    /* the lesson */
    int step; /* NO_STEP */
    StepPhase phase;
    int choice;          /* taken by the class; NO_CHOICE */
    bool notes;          /* the trainer asked for them */
    PanelId lesson_from; /* had the keys before the lesson took its room; PANEL_COUNT: none had */
    /* looking */
    PanelId panel;
    Subject selected; /* of the plan of `lane` */
    Look isolated;    /* only machines that look so are shown in full; LOOK_COUNT: all */
    SortId sort;
    char filter[FILTER_MOST];
    bool why;                       /* the inspector shows the card in full */
    PanelId why_from;               /* had the keys before the card took its room; PANEL_COUNT: none had */
    uint32_t list_top, list_cursor; /* rows of the fleet list: the first shown, the one the keys are on */
    int32_t inspector_top;          /* lines scrolled away */
    int inspector_link;             /* on which the keys are there, of those to other minutes; NO_LINK */
    /* the window */
    Over over;
    int32_t over_top; /* lines of what lies over that are scrolled away */
    Theme theme;
    int scale;               /* per cent */
    bool still;              /* reduced motion: nothing flies */
    int width_px, height_px; /* logical pixels */
} View;

View view_initial(void);
/* Does it stand out: is no look isolated, or this one? */
bool view_stands_out(const View *view, Look look);

#endif
