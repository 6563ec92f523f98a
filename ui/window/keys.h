/* keys: what SDL calls a key, as a Chord of ours. Characters come as text, whatever keyboard made them; only
 * what types nothing, and what is held with Ctrl, comes from here. Leaves out: everything but keys. */
#ifndef LEASELAB_WINDOW_KEYS_H
#define LEASELAB_WINDOW_KEYS_H

#include <SDL2/SDL.h>

#include "ui/stage/action.h"

/* False: it is none of ours, or comes as text. */
bool keys_chord(SDL_Keysym pressed, Chord *out);

#endif
