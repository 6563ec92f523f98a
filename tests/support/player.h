/* player: a stage with no window, no clock and no files of its own, as tests drive it: by events, with
 * everything worked out after each; and what it shows as words. */
#ifndef LEASELAB_TESTS_SUPPORT_PLAYER_H
#define LEASELAB_TESTS_SUPPORT_PLAYER_H

#include "tests/test.h"

#include "ui/stage/stage.h"

typedef struct {
    Stage *stage;
    Font *font;
    Text words, told; /* of the last player_words, player_told */
} Player;

/* Ends the test where it cannot. 1280x720, still (no messages fly). */
Player *player_open(const char *yaml);
Player *player_open_file(const char *path);
void player_close(Player *player);

void player_settle(Player *player);
/* As event_parse reads it: "key Shift+Left". */
void player_do(Player *player, const char *event);
void player_act(Player *player, Act act);
/* The question that is open, by a choice or the next step; on to what came of it. */
void player_answer(Player *player, Act act);
/* Into what asks for a line. */
void player_type(Player *player, const char *typed);
/* A branch by the fault menu: "host: kms1, do: down". */
void player_branch(Player *player, const char *change);
/* At the end of a minute ("2d"). */
void player_go(Player *player, const char *at);

/* What is drawn, as the recorder's words; what is told. Good until the next call. */
const char *player_words(Player *player);
const char *player_told(Player *player);

#endif
