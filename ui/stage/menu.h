/* menu: one of several is to be chosen, with arrows, a number, or a click; a choice may open another menu or
 * a prompt. The fault menu, variants, branches and what can be saved are menus. A plain list here; what a
 * choice means is said by who opens it (stage_change.c). */
#ifndef LEASELAB_STAGE_MENU_H
#define LEASELAB_STAGE_MENU_H

#include "ui/canvas/canvas.h"

enum { MENU_ROWS_MOST = 48, MENU_TEXT = 160 };

typedef struct {
    char says[MENU_TEXT];  /* "kms1 goes down" */
    char means[MENU_TEXT]; /* for who opened it: "host: kms1, do: down" */
} MenuRow;

typedef struct {
    char title[MENU_TEXT];
    MenuRow rows[MENU_ROWS_MOST];
    int count, cursor, top;
} Menu;

void menu_begin(Menu *menu, const char *title);
/* Cut where it is too long; left out when there are too many. */
void menu_add(Menu *menu, const char *says, const char *means);
void menu_move(Menu *menu, int by);
void menu_draw(const Menu *menu, Canvas *canvas, Box box);
void menu_tell(const Menu *menu, Text *out);

#endif
