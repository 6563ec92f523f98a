#include "ui/canvas/fallback.h"

#include <string.h>

#include "sim/base/text.h"

/* Characters, and their greatest width in regular and in bold, by the fonts' own tables. */
static const struct {
    const char *characters;
    int16_t regular, bold;
} WIDER[] = {
    {" \u00A0", 352, 0},
    {"\"", 0, 588},
    {"'", 0, 333},
    {"()[]", 455, 543},
    {"*", 636, 711},
    {"#+<=>^~±×÷¬", 0, 867},
    {",.·", 364, 0},
    {"-", 455, 480},
    {"–_`§¯", 636, 711},
    {"/\\", 455, 690},
    {":;", 455, 402},
    {"|¦", 455, 543},
    {"0123456789$€£¥¢", 0, 711},
    {"%", 1077, 1272},
    {"?¿", 612, 617},
    {"°", 542, 588},
    {"¹²³", 542, 597},
    {"¼½¾", 1000, 1181},
    {"«»", 645, 850},
    {"‹›", 455, 543},
    {"„“”", 0, 588},
    {"•", 0, 711},
    {"…", 0, 1048},
    {"←↑→↓↔↕", 1000, 1000},
    {"†‡ƒ", 636, 711},
    {"CÇĆĈĊČ", 723, 0},
    {"EÈÉÊËĒĔĖĘĚ", 667, 0},
    {"F", 611, 0},
    {"IÌÍÎÏĨĪĬĮİ", 421, 546},
    {"JĴ", 500, 556},
    {"Ĳ", 735, 790},
    {"Æ", 1000, 0},
    {"‗", 553, 553},
    {"‼", 501, 0},
    {"№", 1073, 0},
    {"″", 0, 480},
    {"ℓ", 0, 490},
    {"KĶ", 693, 0},
    {"NÑŃŅŇ", 0, 847},
    {"PÞ", 667, 735},
    {"RŔŖŘ", 723, 782},
    {"SŚŜŞŠȘ", 684, 0},
    {"TŢŤȚ", 616, 0},
    {"W", 0, 1129},
    {"YÝŶŸ", 667, 737},
    {"ª", 546, 598},
    {"º", 546, 598},
    {"jĵ", 345, 403},
    {"kķ", 592, 671},
    {"m", 0, 1058},
    {"rŕŗř", 427, 0},
    {"w", 0, 979},
    {"x", 0, 669},
    {"zźżž", 0, 597},
};

int32_t fallback_width(uint32_t point, bool bold) {
    for (size_t i = 0; i < sizeof WIDER / sizeof WIDER[0]; i++) {
        const char *characters = WIDER[i].characters;
        for (size_t left = strlen(characters), size; left > 0; characters += size, left -= size) {
            uint32_t other = 0;
            size = utf8_decode(characters, left, &other);
            if (other == point) return bold ? WIDER[i].bold : WIDER[i].regular;
        }
    }
    return 0;
}
