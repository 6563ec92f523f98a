/* centre_tokens: a small fleet on the stage: each machine a sign with its name, in the region of its place.
 * Leaves out: hosts (hosts_band.h), messages (centre_messages.h). */
#ifndef LEASELAB_STAGE_CENTRE_TOKENS_H
#define LEASELAB_STAGE_CENTRE_TOKENS_H

#include "ui/stage/place_head.h"

enum { TOKENS_MOST = 72, TOKEN_PLACES_MOST = 12 };

typedef struct {
    uint32_t machine;
    Box sign, name; /* the name's box; no size where it has none */
} Token;

typedef struct {
    uint32_t group;
    bool is_mixed; /* single machines of different products */
    Box box;
} TokenHeading; /* above machines of a group, or single ones in a row */

typedef struct {
    uint32_t place, machines;
    Box box;
} TokenPlace;

typedef struct {
    Token tokens[TOKENS_MOST];
    int count;
    TokenHeading headings[TOKENS_MOST];
    int heading_count;
    TokenPlace places[TOKEN_PLACES_MOST];
    int place_count;
    int side_px;
    bool is_bare, has_heads; /* in a low window there are no headings, and then no names of places */
    Px height;
    bool failed; /* out of memory: not all is as it should be */
} Tokens;

/* False: there are too many for the box. */
bool tokens_lay_out(Tokens *tokens, const Frame *frame, Box box);
/* Between the columns of a group, and its rows. */
Px tokens_gap(const Tokens *tokens);
/* All of it further down; places end at this height. */
void tokens_move(Tokens *tokens, Px down, Px bottom);
/* The places; then, over what runs across them, all that is in them. */
void tokens_draw_places(const Tokens *tokens, const Frame *frame, Canvas *canvas);
void tokens_draw(const Tokens *tokens, const Frame *frame, Canvas *canvas);

/* Is the place on the stage: somebody is there, or the file speaks of it? For cells too. */
bool place_is_shown(const Frame *frame, uint32_t place, uint32_t machines);

#endif
