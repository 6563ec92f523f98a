/* attend: does for a stage what it cannot do itself: makes it as the options say, offers it scenarios, opens
 * and reads files again, saves. What was done or went wrong is said on the stage. The window and the text
 * twin both stand on it. Leaves out: events, waiting, drawing on a screen. */
#ifndef LEASELAB_CLI_ATTEND_H
#define LEASELAB_CLI_ATTEND_H

#include "sim/scenario/plan.h"
#include "ui/cli/film.h"
#include "ui/cli/input.h"
#include "ui/cli/options.h"
#include "ui/cli/recent.h"
#include "ui/cli/watch.h"
#include "ui/stage/stage.h"

/* Of `view` and `film`, judged. Answers an exit status, and has said why it is not 0. */
int attend_judge(const Options *options, StageOptions *out);

/* Starts as attend_begin leaves it, and does not move; attend_end gives everything back. */
typedef struct {
    Stage *stage;
    Font *font;
    StageOptions options;
    Input input; /* what is open: its name, and which file it is */
    bool has_file;
    bool is_refused; /* it is wrong: the stage shows what was open before */
    Watching watching;
    /* What is offered. */
    char **shipped;
    size_t shipped_count;
    Recent recent;
    Plan *plans; /* of what ships, for their titles */
    StageOffer *offers;
    int offer_count;
    Wish wish;      /* being carried out: with a path, and no memory is needed for it */
    Film *film;     /* being made; NULL */
    Text film_name; /* where it goes */
    /* What whoever holds the window is to do. */
    bool wants_full_screen, wants_quit;
} Attend;

/* Opens the FILE of the call, if there is one. Answers an exit status, and has said why it is not 0: who
 * calls with a wrong file hears of it where all commands say so. Later ones are complained of on the stage.
 */
int attend_begin(Attend *out, const Options *options);
void attend_end(Attend *attend);

/* Gives an event to the stage, sees itself to files dropped and changed, and carries out what the stage
 * wishes then. */
void attend_take(Attend *attend, const StageEvent *event);
/* Says a line for standard error on the stage. */
void attend_say(Attend *attend, const char *message);
/* Is the file that is open another than it was when it was read? */
bool attend_file_has_changed(const Attend *attend);
/* Carries out what the stage wishes. */
void attend_serve(Attend *attend);
/* Makes a picture of the film, where there is one to make. Answers whether more are to be made. */
bool attend_film(Attend *attend);

#endif
