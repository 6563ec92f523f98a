#include "ui/window/keys.h"

static const struct {
    SDL_Keycode theirs;
    uint32_t ours;
} NAMED[] = {{SDLK_LEFT, KEY_LEFT},      {SDLK_RIGHT, KEY_RIGHT},
             {SDLK_UP, KEY_UP},          {SDLK_DOWN, KEY_DOWN},
             {SDLK_PAGEUP, KEY_PAGE_UP}, {SDLK_PAGEDOWN, KEY_PAGE_DOWN},
             {SDLK_HOME, KEY_HOME},      {SDLK_END, KEY_END},
             {SDLK_TAB, KEY_TAB},        {SDLK_RETURN, KEY_RETURN},
             {SDLK_RETURN2, KEY_RETURN}, {SDLK_KP_ENTER, KEY_RETURN},
             {SDLK_ESCAPE, KEY_ESCAPE},  {SDLK_BACKSPACE, KEY_BACKSPACE},
             {SDLK_DELETE, KEY_DELETE},  {SDLK_F1, KEY_F1},
             {SDLK_F5, KEY_F5},          {SDLK_F11, KEY_F11}};

/* The keys for numbers are arrows while NumLock is off. */
static const struct {
    SDL_Keycode theirs;
    uint32_t ours;
} KEYPAD[] = {{SDLK_KP_4, KEY_LEFT}, {SDLK_KP_6, KEY_RIGHT},   {SDLK_KP_8, KEY_UP},
              {SDLK_KP_2, KEY_DOWN}, {SDLK_KP_9, KEY_PAGE_UP}, {SDLK_KP_3, KEY_PAGE_DOWN},
              {SDLK_KP_7, KEY_HOME}, {SDLK_KP_1, KEY_END},     {SDLK_KP_PERIOD, KEY_DELETE}};

static uint32_t find_named(SDL_Keysym pressed) {
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++)
        if (NAMED[i].theirs == pressed.sym) return NAMED[i].ours;
    for (size_t i = 0; i < sizeof KEYPAD / sizeof *KEYPAD && !(pressed.mod & KMOD_NUM); i++)
        if (KEYPAD[i].theirs == pressed.sym) return KEYPAD[i].ours;
    return 0;
}

bool keys_chord(SDL_Keysym pressed, Chord *out) {
    const bool control = (pressed.mod & KMOD_CTRL) != 0, shift = (pressed.mod & KMOD_SHIFT) != 0;
    const bool is_others = (pressed.mod & (KMOD_ALT | KMOD_GUI | KMOD_MODE)) != 0;
    if (is_others) return false; /* the desktop's, or a way to type a character */
    *out = (Chord){find_named(pressed), control ? MOD_CONTROL : 0};
    if (out->key && shift) out->mods |= MOD_SHIFT;
    if (!out->key && control && pressed.sym > ' ' && pressed.sym < 0x7F) out->key = (uint32_t)pressed.sym;
    if (control && pressed.sym == SDLK_KP_PLUS) out->key = '+';
    if (control && pressed.sym == SDLK_KP_MINUS) out->key = '-';
    return out->key != 0;
}
