/* What README.md tells people to type is typed here: every line of its sh blocks, in order, in one folder. */
#include "tests/support/call.h"

#include <unistd.h>

enum { LINES_MOST = 64, LINE_LONGEST = 500 };

typedef struct {
    char lines[LINES_MOST][LINE_LONGEST];
    int count, blocks;
} Commands;

static bool begins(const char *line, const char *start) {
    return strncmp(line, start, strlen(start)) == 0;
}

/* The lines of all sh blocks but empty ones and remarks. */
static void read_commands(const char *readme, Commands *out) {
    bool inside = false;
    *out = (Commands){0};
    for (const char *line = readme; *line;) {
        const size_t length = strcspn(line, "\n");
        if (begins(line, "```")) {
            inside = !inside && begins(line, "```sh\n");
            out->blocks += inside;
        } else if (inside && length > 0 && *line != '#') {
            assert_true(out->count < LINES_MOST && length < LINE_LONGEST);
            memcpy(out->lines[out->count++], line, length);
        }
        line += length + (line[length] == '\n');
    }
    assert_false(inside);
}

static Commands *commands_of_readme(void) {
    char *path = sandbox_path(call_root(), "README.md"), *readme = sandbox_read(path, NULL);
    Commands *commands = malloc(sizeof *commands);
    assert_non_null(readme);
    assert_non_null(commands);
    read_commands(readme, commands);
    free(readme);
    free(path);
    return commands;
}

static void readme_has_blocks_of_commands_for_each_kind_of_reader(void **state) {
    (void)state;
    Commands *commands = commands_of_readme();
    int makes = 0, runs = 0;
    for (int i = 0; i < commands->count; i++) {
        makes += begins(commands->lines[i], "make ");
        runs += begins(commands->lines[i], "build/leaselab ") || begins(commands->lines[i], "leaselab ");
    }
    assert_true(commands->blocks >= 4);
    assert_true(makes >= 2);
    assert_true(runs >= 6);
    assert_int_equal(makes + runs, commands->count);
    free(commands);
}

/* Builds nothing again: make says what it would do. */
static void run_command(const char *line) {
    char shell[3 * LINE_LONGEST];
    if (begins(line, "make "))
        snprintf(shell, sizeof shell, "make -C '%s' -n %s", call_root(), line + strlen("make "));
    else
        snprintf(shell, sizeof shell, "%s", begins(line, "build/") ? line + strlen("build/") : line);
    Ran ran = call(shell);
    if (ran.status != 0) print_error("$ %s\n%s", shell, ran.err);
    assert_int_equal(ran.status, 0);
    assert_true(ran.out_length > 0 || strstr(line, " -o "));
    if (!begins(line, "make ")) assert_string_equal(ran.err, "");
    program_free(&ran);
}

static void every_command_of_the_readme_does_what_it_says(void **state) {
    (void)state;
    Commands *commands = commands_of_readme();
    for (int i = 0; i < commands->count; i++) run_command(commands->lines[i]);
    char *files = sandbox_list(".");
    assert_string_equal(files,
                        "answers.html fifth-laptop.csv fifth-laptop.html fifth-laptop.jsonl fifth-laptop.svg "
                        "handout.html mine.yaml office-ltsc.svg seasonal-lab.pdf ");
    free(files);
    free(commands);
}

/* ![…](scenarios/figures/….svg): each is there, and as it would be drawn now. */
static void the_figures_of_the_readme_are_not_stale(void **state) {
    (void)state;
    char *out = call_out(
        "cd \"$LEASELAB_SCENARIOS/..\" || exit 9\n"
        "shown=$(sed -n 's/^!\\[.*\\](\\(.*\\))$/\\1/p' README.md)\n"
        "test \"$(echo \"$shown\" | sort)\" = \"$(ls scenarios/figures/*)\" || echo others are shown\n"
        "leaselab draw --check $shown scenarios/*.yaml || echo \"'make figures' draws them anew\"");
    assert_int_equal(count_of(out, ": as it would be drawn now\n"), 3);
    assert_int_equal(count_of(out, "\n"), 3);
    free(out);
}

int main(void) {
    CALL_ADD(readme_has_blocks_of_commands_for_each_kind_of_reader);
    CALL_ADD(every_command_of_the_readme_does_what_it_says);
    CALL_ADD(the_figures_of_the_readme_are_not_stale);
    return call_run_group("readme");
}
