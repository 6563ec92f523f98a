/* hit_kinds: what a click in the window means, for Hit (ui/canvas/hits.h). Leaves out: doing it (stage.h). */
#ifndef LEASELAB_STAGE_HIT_KINDS_H
#define LEASELAB_STAGE_HIT_KINDS_H

enum {
    HIT_NOTHING,
    HIT_MACHINE, /* index: of the plan; selects it */
    HIT_HOST,
    HIT_PLACE,
    HIT_ACTION,   /* index: Act */
    HIT_LIST_ROW, /* index: row of the fleet list */
    HIT_LANE,     /* index: of Lanes; shows it */
    HIT_DOCK,     /* the dock's stretch of time: press and drag go to the minute under the pointer (dock.h) */
    HIT_AT,       /* index: a minute to go to: a mark, a cause */
    HIT_CHOICE,   /* index: of the question's choices */
    HIT_MENU_ROW, /* index: of the menu */
    HIT_LOOK,     /* index: Look; isolates it */
    HIT_SORT,     /* index: SortId */
    HIT_PANEL,    /* index: PanelId; gives it the keys */
    HIT_START_ROW, /* index: of the start screen */
    HIT_OVER,      /* what lies over the panels, where nothing of it is hit: beside it a click closes it */
    HIT_KINDS
};

#endif
