/* text_twin: the window without a window, for who cannot see it or has no screen: lines in, panels as text
 * out. A line is
 *
 *     next-meaning        the name of an action (action.h)
 *     Space  n  Shift+Left    a key
 *     tick 1000           an event (event.h)
 *     anything            the answer, while the stage asks for a line
 *     (nothing)           takes what stands there already; else a second goes by
 *
 * Leaves out: what the panels say (stage_tell). */
#ifndef LEASELAB_CLI_TEXT_TWIN_H
#define LEASELAB_CLI_TEXT_TWIN_H

#include "ui/cli/options.h"

/* Until standard input ends or the stage wishes to quit. Answers an exit status. */
int text_twin(const Options *options);

#endif
