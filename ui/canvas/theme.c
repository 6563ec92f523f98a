#include "ui/canvas/theme.h"

#include <string.h>

#include "sim/base/check.h"

const char *const THEME_NAMES[THEME_COUNT] = {"light", "dark", "print", "high-contrast", "auto"};

/* A row for each ink: light, dark, print, high contrast. The states' colours are those of Okabe and Ito,
 * which people who confuse red and green tell apart; where a theme promises more, a lighter or darker one of
 * the hue. */
static const uint32_t COLOURS[INK_COUNT][THEME_AUTO] = {
    [INK_BACKGROUND] = {0xFFFFFF, 0x14171B, 0xFFFFFF, 0xFFFFFF},
    [INK_PANEL] = {0xF4F6F8, 0x1D2126, 0xFFFFFF, 0xFFFFFF},
    [INK_RAISED] = {0xE6EAEF, 0x2A3038, 0xF0F0F0, 0xF0F0F0},
    [INK_SHADE] = {0xECEFF2, 0x272C33, 0xECECEC, 0xE8E8E8},
    [INK_FUTURE] = {0xF4F6F8, 0x1D2126, 0xFFFFFF, 0xFFFFFF},
    [INK_TEXT] = {0x1B1F24, 0xECEFF2, 0x000000, 0x000000},
    [INK_FAINT] = {0x59626D, 0xA9B2BC, 0x484848, 0x3A3A3A},
    [INK_GRID] = {0xDCE1E6, 0x333A42, 0xC8C8C8, 0xB0B0B0},
    [INK_AXIS] = {0x6B7580, 0x8A949F, 0x484848, 0x3A3A3A},
    [INK_OUTLINE] = {0x2B3138, 0xD5DAE0, 0x000000, 0x000000},
    [INK_HATCH] = {0x7D8792, 0x6C7681, 0x000000, 0x505050},
    [INK_ACCENT] = {0x0A5C97, 0x6CB8F0, 0x004B80, 0x00406E},
    [INK_WARN] = {0xA33F00, 0xF2A154, 0x7A2F00, 0x7A2E00},
    [INK_LIVE] = {0x0A5C97, 0x6CB8F0, 0x004B80, 0x00406E},
    [INK_PAST] = {0x5A5F66, 0xB9C0C8, 0x484848, 0x3A3A3A},
    [INK_BRANCH] = {0x853B66, 0xE6A3C8, 0x66284C, 0x66284C},
    [INK_ON_ACCENT] = {0xFFFFFF, 0x0F1114, 0xFFFFFF, 0xFFFFFF},
    [INK_SELECTION] = {0x1B1F24, 0xFFFFFF, 0x000000, 0x000000},
    [INK_CURSOR] = {0xA33F00, 0xF2A154, 0x7A2F00, 0x7A2E00},
    [INK_GRANTED] = {0x0A5C97, 0x6CB8F0, 0x004B80, 0x00406E},
    [INK_REFUSED] = {0xA33F00, 0xF2A154, 0x7A2F00, 0x7A2E00},
    [INK_UNANSWERED] = {0x5A5F66, 0xB9C0C8, 0x484848, 0x3A3A3A},
    [INK_COUNTED] = {0x1B1F24, 0xECEFF2, 0x000000, 0x000000},
    [INK_COUNTED_FILL] = {0xB9D7EC, 0x2B5474, 0xD8D8D8, 0xA9CBE4},
    [INK_THRESHOLD] = {0xA33F00, 0xF2A154, 0x7A2F00, 0x7A2E00},
    [INK_CAP] = {0x853B66, 0xE6A3C8, 0x66284C, 0x66284C},
    [INK_ENTRY_FRESH] = {0x3D8FC4, 0x56B4E9, 0x707070, 0x3D8FC4},
    [INK_ENTRY_AGED] = {0x8DBEDF, 0x3C7CA4, 0xA8A8A8, 0x8DBEDF},
    [INK_ENTRY_OLD] = {0xD5E6F2, 0x27445A, 0xDCDCDC, 0xD5E6F2},
    [INK_FLAG] = {0x1B1F24, 0xECEFF2, 0x000000, 0x000000},
    [INK_CLAIM_HELD] = {0x0A5C97, 0x6CB8F0, 0x004B80, 0x00406E},
    [INK_CLAIM_BROKEN] = {0xA33F00, 0xF2A154, 0x7A2F00, 0x7A2E00},
    [INK_REACH] = {0x59626D, 0xA9B2BC, 0x484848, 0x3A3A3A},
    [INK_NO_REACH] = {0xA33F00, 0xF2A154, 0x7A2F00, 0x7A2E00},

    [INK_STATE_ABSENT] = {0x999999, 0x999999, 0x999999, 0xB4B4B4},
    [INK_STATE_GRACE] = {0xE69F00, 0xE69F00, 0xE69F00, 0xE69F00},
    [INK_STATE_LICENSED] = {0x0072B2, 0x0072B2, 0x0072B2, 0x005A8E},
    [INK_STATE_RETRYING] = {0x56B4E9, 0x56B4E9, 0x56B4E9, 0x7CC8F5},
    [INK_STATE_EXPIRED] = {0xCC79A7, 0xCC79A7, 0xCC79A7, 0xD68BB4},
    [INK_STATE_NOTIFICATION] = {0xD55E00, 0xD55E00, 0xD55E00, 0xEE7C28},
    [INK_STATE_VIEW_ONLY] = {0xF0E442, 0xF0E442, 0xF0E442, 0xF0E442},

    [INK_CELL_ABSENT] = {0xD6D6D6, 0x3F4348, 0xD6D6D6, 0xD6D6D6},
    [INK_CELL_GRACE] = {0xE69F00, 0xE69F00, 0xE69F00, 0xE69F00},
    [INK_CELL_LICENSED] = {0x005A8E, 0x0072B2, 0x005A8E, 0x004A78},
    [INK_CELL_RETRYING] = {0x7CC8F5, 0x8CD2FA, 0x7CC8F5, 0x7CC8F5},
    [INK_CELL_EXPIRED] = {0xCC79A7, 0xCC79A7, 0xCC79A7, 0xC46C9D},
    [INK_CELL_NOTIFICATION] = {0xC24E00, 0xC95700, 0xC24E00, 0xB84800},
    [INK_CELL_VIEW_ONLY] = {0xF5EB6B, 0xF5EB6B, 0xF5EB6B, 0xF7EF86},

    [INK_ON_STATE] = {0x000000, 0x000000, 0x000000, 0x000000},
    [INK_ON_LICENSED] = {0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF},
};

bool theme_find(const char *name, Theme *out_theme) {
    for (int i = 0; i < THEME_COUNT; i++)
        if (strcmp(name, THEME_NAMES[i]) == 0) {
            *out_theme = (Theme)i;
            return true;
        }
    return false;
}

uint32_t theme_colour(Theme theme, Ink ink) {
    CHECK(ink > INK_NONE && ink < INK_COUNT);
    return COLOURS[ink][theme == THEME_AUTO ? THEME_LIGHT : theme];
}

Hatch theme_hatch(Theme theme, Fill fill) {
    static const Hatch OF_STATES[] = {HATCH_NONE,       HATCH_DIAGONAL, HATCH_SOLID,   HATCH_DOTS,
                                      HATCH_HORIZONTAL, HATCH_CROSS,    HATCH_VERTICAL};
    if (fill.hatch != HATCH_NONE || theme != THEME_PRINT || fill.ink < INK_STATE_ABSENT ||
        fill.ink > INK_STATE_VIEW_ONLY)
        return fill.hatch;
    return OF_STATES[fill.ink - INK_STATE_ABSENT];
}
