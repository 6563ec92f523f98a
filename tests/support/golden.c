#include "tests/test.h"

#include "tests/support/golden.h"
#include "tests/support/sandbox.h"

#include <cairo/cairo.h>
#include <sys/stat.h>

static bool is_to_be_written(void) {
    const char *mode = getenv("GOLDEN");
    return mode && strcmp(mode, "write") == 0;
}

static void write_anew(const char *path, const char *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    if (!file) fail_msg("cannot write %s", path);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/* The line at a place, as far as it fits. */
static const char *line_at(const char *text, size_t at, char out[200]) {
    while (at > 0 && text[at - 1] != '\n') at--;
    snprintf(out, 200, "%.*s", (int)strcspn(text + at, "\n"), text + at);
    return out;
}

void assert_golden(const char *name, const char *text) {
    char path[256], expected[200], got[200];
    snprintf(path, sizeof path, "tests/golden/%s.txt", name);
    if (is_to_be_written()) write_anew(path, text, strlen(text));
    char *golden = sandbox_read(path, NULL);
    if (!golden) fail_msg("%s is missing; 'make golden' writes it", path);
    size_t at = 0, line = 1;
    for (; golden[at] && golden[at] == text[at]; at++) line += golden[at] == '\n';
    if (golden[at] != text[at])
        fail_msg("%s, line %zu\n  expected: %s\n  drawn:    %s", path, line, line_at(golden, at, expected),
                 line_at(text, at, got));
    free(golden);
}

/* ---- pictures ----------------------------------------------------------------------------------------- */

/* A difference of a channel that an eye sees. */
enum { SEEN = 25, ELSEWHERE_ONE_OF = 200 };

static bool is_debian12(void) {
    char *release = sandbox_read("/etc/os-release", NULL);
    const bool is = release && strstr(release, "\nID=debian\n") && strstr(release, "\nVERSION_ID=\"12\"\n");
    free(release);
    return is;
}

static bool is_seen(uint32_t one, uint32_t other) {
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(one >> shift & 0xFF) - (int)(other >> shift & 0xFF)) > SEEN) return true;
    return false;
}

static cairo_surface_t *read_png(const char *path) {
    cairo_surface_t *picture = cairo_image_surface_create_from_png(path);
    if (cairo_surface_status(picture) != CAIRO_STATUS_SUCCESS)
        fail_msg("%s is missing or no PNG; 'make golden' writes goldens", path);
    return picture;
}

static const uint32_t *line_of(cairo_surface_t *picture, int y) {
    const unsigned char *bytes = cairo_image_surface_get_data(picture);
    return (const uint32_t *)(const void *)(bytes + (ptrdiff_t)y * cairo_image_surface_get_stride(picture));
}

/* How many pixels differ; all of them where the sizes do. */
static long count_off(cairo_surface_t *one, cairo_surface_t *other, bool to_the_last_bit, long *out_all) {
    const int width = cairo_image_surface_get_width(one), height = cairo_image_surface_get_height(one);
    long off = 0;
    *out_all = (long)width * height;
    if (width != cairo_image_surface_get_width(other) || height != cairo_image_surface_get_height(other))
        return *out_all;
    for (int y = 0; y < height; y++) {
        const uint32_t *a = line_of(one, y), *b = line_of(other, y);
        for (int x = 0; x < width; x++)
            off += to_the_last_bit ? (a[x] & 0xFFFFFF) != (b[x] & 0xFFFFFF) : is_seen(a[x], b[x]);
    }
    return off;
}

void assert_golden_picture(const char *name, const char *path) {
    char golden[256], kept[256];
    size_t length;
    snprintf(golden, sizeof golden, "tests/golden/%s.png", name);
    snprintf(kept, sizeof kept, "build/golden/%s.png", name);
    char *bytes = sandbox_read(path, &length);
    if (!bytes) fail_msg("%s is missing", path);
    if (is_to_be_written()) write_anew(golden, bytes, length);
    cairo_surface_t *expected = read_png(golden), *drawn = read_png(path);
    const bool here = is_debian12();
    long all;
    const long off = count_off(expected, drawn, here, &all);
    cairo_surface_destroy(expected);
    cairo_surface_destroy(drawn);
    if (off > (here ? 0 : all / ELSEWHERE_ONE_OF)) {
        mkdir("build/golden", 0777);
        write_anew(kept, bytes, length);
        fail_msg("%s: drawn otherwise now: %s; %ld pixels differ", golden, kept, off);
    }
    free(bytes);
}
