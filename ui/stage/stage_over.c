/* stage_over: what lies over the panels: opened, closed, scrolled and answered by keys. Leaves out: what
 * menus and prompts come to (stage_change.c), and how it is drawn (stage_show.c). */
#include "ui/stage/stage_inside.h"

#include <stdio.h>

#include "ui/stage/help_panel.h"
#include "ui/stage/reading.h"

enum { PAGE_OF_LINES = 12 };

void stage_close_over(Stage *stage) {
    stage_beside_end(stage);
    stage->purpose = FOR_NOTHING;
    stage->view.over = stage_is_open(stage) ? OVER_NOTHING : OVER_START;
    stage->view.over_top = 0;
    stage->has_changed = true;
}

void stage_open_over(Stage *stage, Over over) {
    if (stage->view.over == over) {
        stage_close_over(stage);
        return;
    }
    if (stage_is_open(stage)) stage_pause(stage);
    stage->view.over = over;
    stage->view.over_top = 0;
    stage->has_changed = true;
}

/* Beyond it nothing is left to be scrolled to. */
static int32_t last_top(const Stage *stage) {
    const Box over = stage_layout(stage).over;
    if (stage->view.over == OVER_HELP) return help_panel_last_top(stage->font, over);
    const Text *text = stage->view.over == OVER_LIST ? &stage->told : &stage->message;
    return text->bytes ? reading_last_top(stage->font, text->bytes, over) : 0;
}

static void scroll(Stage *stage, int lines) {
    const int32_t top = stage->view.over_top + lines, last = last_top(stage);
    stage->view.over_top = top < 0 ? 0 : top > last ? last : top;
    stage->has_changed = true;
}

void stage_open_offer(Stage *stage, int number) {
    if (number < 0 || number >= stage->offer_count || stage->wish_count == WISHES_MOST) return;
    Wish *wish = &stage->wishes[stage->wish_count++];
    *wish = (Wish){.kind = WISH_OPEN};
    snprintf(wish->path, sizeof wish->path, "%s", stage->offers[number].path);
}

static void move_offer(Stage *stage, int by) {
    const int to = stage->offer_cursor + by;
    if (to >= 0 && to < stage->offer_count) stage->offer_cursor = to;
    stage->has_changed = true;
}

bool stage_take_row(Stage *stage, int row) {
    if (stage->view.over != OVER_MENU || row < 0 || row >= stage->menu.count) return false;
    stage->menu.cursor = row;
    stage_take_menu(stage);
    return true;
}

bool stage_act_over(Stage *stage, Act act) {
    const Over over = stage->view.over;
    if (over == OVER_NOTHING) return false;
    const int by = act == ACT_UP ? -1 : act == ACT_DOWN ? 1 : 0;
    const int pages = act == ACT_LAST_STEP ? -PAGE_OF_LINES : act == ACT_NEXT_STEP ? PAGE_OF_LINES : 0;
    if (act == ACT_QUIT || act == ACT_THEME || act == ACT_LARGER || act == ACT_SMALLER ||
        act == ACT_FULL_SCREEN)
        return over == OVER_PROMPT && act == ACT_THEME;
    if (act == ACT_ESCAPE) {
        stage_close_over(stage);
    } else if (over == OVER_MENU) {
        if (by || pages) menu_move(&stage->menu, by + pages);
        if (act == ACT_ENTER) stage_take_menu(stage);
        if (act >= ACT_CHOOSE_1 && act <= ACT_CHOOSE_9) stage_take_row(stage, (int)(act - ACT_CHOOSE_1));
    } else if (over == OVER_PROMPT) {
        if (act == ACT_ENTER) stage_take_prompt(stage);
    } else if (over == OVER_START) {
        if (act == ACT_HELP || act == ACT_LIST) return false;
        if (by || pages) move_offer(stage, by + pages);
        if (act == ACT_ENTER) stage_open_offer(stage, stage->offer_cursor);
    } else {
        scroll(stage, by + pages);
        const bool closes = ((act == ACT_ENTER || act == ACT_PLAY) && over != OVER_PROOF) ||
                            (act == ACT_HELP && over == OVER_HELP) ||
                            (act == ACT_LIST && over == OVER_LIST) ||
                            (act == ACT_DIFFERENCE && over == OVER_DIFFERENCE);
        if (closes) stage_close_over(stage);
    }
    stage->has_changed = true;
    return true;
}
