#include "ui/canvas/png_notes.h"

#include <string.h>

#include "sim/base/check.h"

/* A PNG is eight bytes, then chunks: length, kind (4), so many bytes, CRC. The first chunk is IHDR of 13. */
static const char SIGNATURE[] = "\x89PNG\r\n\x1a\n";
enum { SIGNED = 8, CHUNK = 12, HEAD = SIGNED + CHUNK + 13 };

static uint32_t crc_of(const char *bytes, size_t length) {
    uint32_t crc = UINT32_C(0xFFFFFFFF);
    for (size_t i = 0; i < length; i++) {
        crc ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >> 1 ^ UINT32_C(0xEDB88320) : crc >> 1;
    }
    return ~crc;
}

static void add_number(Text *out, uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) text_add_char(out, (char)(number >> shift & 0xFF));
}

/* Kind and text together, for both go into the CRC. */
static void add_chunk(Text *out, const Text *chunk) {
    if (chunk->failed) {
        out->failed = true;
        return;
    }
    add_number(out, (uint32_t)(chunk->length - 4));
    text_add_bytes(out, chunk->bytes, chunk->length);
    add_number(out, crc_of(chunk->bytes, chunk->length));
}

/* iTXt: UTF-8, not compressed, of no language. */
static void add_words(Text *out, const char *keyword, const char *words) {
    Text chunk = {0};
    if (!*words) return;
    text_add_format(&chunk, "iTXt%s", keyword);
    text_add_bytes(&chunk, "\0\0\0\0\0", 5);
    text_add_utf8(&chunk, words, strlen(words));
    add_chunk(out, &chunk);
    text_free(&chunk);
}

/* tEXt: for ASCII. */
static void add_plain(Text *out, const char *keyword, const char *words) {
    Text chunk = {0};
    if (!words) return;
    text_add_format(&chunk, "tEXt%s", keyword);
    text_add_char(&chunk, '\0');
    text_add(&chunk, words);
    add_chunk(out, &chunk);
    text_free(&chunk);
}

void png_add_with_notes(Text *out, const char *png, size_t length, const Sheet *sheet) {
    CHECK(length > HEAD && memcmp(png, SIGNATURE, SIGNED) == 0);
    text_add_bytes(out, png, HEAD);
    add_words(out, "Title", sheet->title);
    add_words(out, "Description", sheet->description);
    add_plain(out, PNG_MADE, sheet->made);
    text_add_bytes(out, png + HEAD, length - HEAD);
}

static uint32_t number_at(const char *bytes) {
    uint32_t number = 0;
    for (int i = 0; i < 4; i++) number = number << 8 | (unsigned char)bytes[i];
    return number;
}

const char *png_find_note(const char *png, size_t length, const char *keyword, size_t *out_length) {
    const size_t key = strlen(keyword) + 1; /* with its NUL */
    if (length < SIGNED || memcmp(png, SIGNATURE, SIGNED) != 0) return NULL;
    for (size_t at = SIGNED; length - at >= CHUNK;) {
        const size_t size = number_at(png + at);
        if (size > length - at - CHUNK) return NULL;
        const char *text = png + at + 8;
        if (memcmp(png + at + 4, "tEXt", 4) == 0 && size >= key && memcmp(text, keyword, key) == 0) {
            *out_length = size - key;
            return text + key;
        }
        at += CHUNK + size;
    }
    return NULL;
}
