/* `leaselab report`: a page that needs nothing else and lets nothing run but its one script; a handout that
 * knows nothing of what comes. In a browser: tests/tools/pages.sh. */
#include "tests/support/call.h"

#include <limits.h>

#include "sim/base/text.h"
#include "tests/support/scene.h"

#define LESSON                                                                                               \
    "run: 30d\nhosts: {kms1: {}}\nmachines: {lab: {product: office-ltsc, count: 4}, sarah: {product: "       \
    "office-ltsc, starts: 2d}}\n"

static const char HOSTILE[] =
    "title: \"</title></h1><script>alert(1)</script><svg/onload=alert(2)> ]]> & ` \\u202e\\u0007\"\n"
    "about: \"<img src=https://example.org/x onerror='alert(3)'>\"\n" LESSON "lesson:\n"
    "  - {at: 0d, say: \"<b>bold</b><!--\", note: \"<style>*{display:none}</style>\"}\n"
    "  - {at: 1d, ask: \"<iframe src='//example.org'>\", choices: [\n"
    "      {say: \"\\\"><script>x</script>\", if: {at: 2d, machines: all, are: licensed}},\n"
    "      {say: \"javascript:x\", if: {at: 2d, machines: lab, are: initial-grace}}]}\n"
    "# <script>in a remark</script>\n";

/* ---- the page ----------------------------------------------------------------------------------------- */

/* Of the text between two marks; the caller frees it. */
static char *between(const char *text, const char *from, const char *to) {
    const char *begin = strstr(text, from);
    assert_non_null(begin);
    begin += strlen(from);
    const char *end = strstr(begin, to);
    assert_non_null(end);
    return strndup(begin, (size_t)(end - begin));
}

/* What sha256sum says, as a policy has it: in base64. */
static void hash_of(const char *text, char out[64]) {
    static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    call_put("part", text);
    char *hex = call_out("sha256sum <part");
    unsigned bytes[33] = {0}, at = 0;
    for (unsigned i = 0; i < 32; i++) assert_int_equal(sscanf(hex + 2 * i, "%2x", &bytes[i]), 1);
    for (unsigned i = 0; i < 33; i += 3) {
        const unsigned word = bytes[i] << 16 | bytes[i + 1] << 8 | (i + 2 < 33 ? bytes[i + 2] : 0);
        for (int shift = 18; shift >= 0; shift -= 6) out[at++] = DIGITS[word >> shift & 63];
    }
    out[43] = '=';
    out[44] = '\0';
    free(hex);
}

static void assert_named(const char *page, const char *tag, const char *directive) {
    char begin[16], end[16], hash[64], expected[128];
    snprintf(begin, sizeof begin, "<%s>", tag);
    snprintf(end, sizeof end, "</%s>", tag);
    assert_int_equal(count_of(page, begin), 1);
    char *part = between(page, begin, end);
    hash_of(part, hash);
    snprintf(expected, sizeof expected, "%s 'sha256-%s';", directive, hash);
    char *policy = between(page, "Content-Security-Policy\" content=\"", "\"/>");
    if (!strstr(policy, expected)) fail_msg("the policy lacks %s; it is\n%s", expected, policy);
    free(part);
    free(policy);
}

static void the_policy_names_style_and_script_by_their_hashes(void **state) {
    (void)state;
    char *page = call_out("leaselab report fifth-laptop");
    assert_named(page, "style", "style-src");
    assert_named(page, "script", "script-src");
    assert_non_null(strstr(page, "content=\"default-src 'none'; "));
    assert_null(strstr(page, "unsafe"));
    free(page);
}

/* Of one tag, from its '<' to its '>': no element and no attribute of it runs, loads or leads away. */
static void assert_inert_tag(const char *tag, size_t length) {
    static const char *const ELEMENTS[] = {"link",    "iframe", "object", "embed",        "form",
                                           "base",    "img",    "image",  "use",          "set",
                                           "animate", "a ",     "!--",    "foreignObject"};
    static const char *const ATTRIBUTES[] = {" on",     " src",   " style=",   " xlink",    " action",
                                             " srcset", " data=", " href=\"h", " href=\"/", " href=\"j"};
    char copy[4000];
    assert_true(length < sizeof copy);
    snprintf(copy, sizeof copy, "%.*s", (int)length, tag);
    for (size_t i = 0; i < sizeof ELEMENTS / sizeof *ELEMENTS; i++)
        if (strncmp(copy + 1, ELEMENTS[i], strlen(ELEMENTS[i])) == 0 && !strstr(copy, " href=\"#"))
            fail_msg("the page has %s", copy);
    for (size_t i = 0; i < sizeof ATTRIBUTES / sizeof *ATTRIBUTES; i++)
        if (strstr(copy, ATTRIBUTES[i])) fail_msg("the page has %s", copy);
}

static void assert_inert(const char *page, bool has_script) {
    assert_int_equal(count_of(page, "<script"), has_script);
    assert_int_equal(count_of(page, "<style"), 1);
    for (const char *at = page; (at = strchr(at, '<')); at++) assert_inert_tag(at, strcspn(at, ">") + 1);
}

static void nothing_in_a_page_runs_or_loads_whatever_the_scenario_says(void **state) {
    (void)state;
    call_put("x.yaml", HOSTILE);
    char *whole = call_out("leaselab report x.yaml");
    assert_inert(whole, true);
    assert_clean(whole, strlen(whole));
    assert_non_null(strstr(whole, "&lt;/title&gt;&lt;/h1&gt;&lt;script&gt;alert(1)"));
    assert_non_null(strstr(whole, "# &lt;script&gt;in a remark"));
    char *handout = call_out("leaselab report x.yaml --handout"),
         *answers = call_out("leaselab report x.yaml --answers");
    assert_inert(handout, false);
    assert_inert(answers, true);
    assert_non_null(strstr(answers, "&lt;style&gt;*{display:none}"));
    free(whole);
    free(handout);
    free(answers);
}

static void all_figures_are_in_the_page_with_their_words(void **state) {
    (void)state;
    char *page = call_out("leaselab report seasonal-lab");
    static const char *const IDS[] = {"timeline", "count", "sequence", "states", "network"};
    for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++) {
        char begin[64];
        snprintf(begin, sizeof begin, "<figure id=\"figure-%s\"", IDS[i]);
        char *figure = between(page, begin, "</figure>");
        assert_int_equal(count_of(figure, "<svg "), 1);
        assert_non_null(strstr(figure, "role=\"img\""));
        assert_null(strstr(figure, "<style"));
        char *words = between(figure, "<summary>In words</summary>\n<p>", "</p>");
        assert_true(strlen(words) > 0);
        free(words);
        free(figure);
    }
    free(page);
}

/* Every id stands once, and every link within the page leads to one. */
static void links_lead_to_what_is_there(void **state) {
    (void)state;
    char *page = call_out("leaselab report every-answer-in-every-state");
    for (const char *at = page; (at = strstr(at, " href=\"#")); at++) {
        char id[128];
        snprintf(id, sizeof id, " id=\"%.*s\"", (int)strcspn(at + 8, "\""), at + 8);
        if (count_of(page, id) != 1) fail_msg("%s stands %zu times", id, count_of(page, id));
    }
    for (const char *at = page; (at = strstr(at, " id=\"")); at++) {
        char id[256];
        snprintf(id, sizeof id, "%.*s\"", (int)strcspn(at + 5, "\"") + 5, at);
        if (count_of(page, id) != 1) fail_msg("%s stands %zu times", id, count_of(page, id));
    }
    free(page);
}

static void a_page_says_what_the_run_says(void **state) {
    (void)state;
    char *run = call_out("leaselab run fifth-laptop"), *page = call_out("leaselab report fifth-laptop");
    char *fingerprint = between(run, "Fingerprint ", "\n");
    assert_non_null(strstr(page, fingerprint));
    assert_non_null(strstr(page, "✓ 9 of 9 claims held"));
    assert_int_equal(count_of(page, ">✓ held<"), 9);
    assert_non_null(strstr(page, "first at 2d1h: sarah is licensed"));
    assert_non_null(strstr(page, "sarah asks kms1: the count is 5, 5 are needed"));
    assert_non_null(strstr(page, "0xC004F038"));
    assert_non_null(strstr(page, "KMS activation planning"));
    assert_non_null(strstr(page, "leaselab report &#39;01-fifth-laptop.yaml&#39; -o report.html"));
    free(run);
    free(page);
    free(fingerprint);
}

/* ---- the handout -------------------------------------------------------------------------------------- */

static void a_handout_knows_nothing_of_what_comes_after_its_first_question(void **state) {
    (void)state;
    /* The same up to day 3, and what is asked is the same; all else is another. */
    call_put("a.yaml",
             "title: T\nabout: One ends well.\n" LESSON "expect: [{at: 30d, machines: all, are: licensed}]\n"
             "lesson:\n  - {at: 0d, say: Look.}\n"
             "  - {at: 3d, ask: Now?, note: Yes., show: 4d, choices: [\n"
             "      {say: Yes, if: {at: 4d, machines: all, are: licensed}},\n"
             "      {say: No, if: {at: 4d, machines: all, are: notification}}]}\n"
             "  - {at: 5d, say: All is well.}\n"
             "  - {at: 9d, ask: And then?, choices: [\n"
             "      {say: Yes, if: {at: 20d, machines: all, are: licensed}},\n"
             "      {say: No, if: {at: 20d, machines: all, are: notification}}]}\n");
    call_put("b.yaml",
             "title: T\nabout: The other does not.\nrun: 250d\nhosts: {kms1: {}}\nmachines: {lab: {product: "
             "office-ltsc, count: 4}, sarah: {product: office-ltsc, starts: 2d}}\n"
             "changes: [{at: 3d1m, machines: all, reimage: new-id}, {at: 3d2m, host: kms1, do: down}]\n"
             "expect: [{at: 40d, machines: all, are: notification}, {at: 4d, host: kms1, pool: office, "
             "count: 5}]\n"
             "lesson:\n  - {at: 0d, say: Look.}\n"
             "  - {at: 3d, ask: Now?, note: No., show: 5d, choices: [\n"
             "      {say: Yes, if: {at: 5d, machines: lab, are: licensed}},\n"
             "      {say: No, if: {at: 5d, machines: lab, are: initial-grace}}]}\n"
             "  - {at: 6d, say: All is lost., note: Wait.}\n"
             "  - {at: 9d, ask: And then?, choices: [\n"
             "      {say: Yes, if: {at: 200d, machines: all, are: licensed}},\n"
             "      {say: No, if: {at: 200d, machines: all, are: notification}}]}\n");
    char *a = call_out("leaselab report a.yaml --handout"),
         *b = call_out("leaselab report b.yaml --handout 2>/dev/null");
    assert_string_equal(a, b);
    assert_non_null(strstr(a, "Look."));
    assert_non_null(strstr(a, "Now?"));
    assert_non_null(strstr(a, "And then?"));
    assert_null(strstr(a, "All is well."));
    free(a);
    free(b);
}

/* In full sentences, so that a word or two of them may stand elsewhere. */
static void assert_lacks(const char *page, const char *words, const char *path) {
    Text escaped = {0};
    if (!words || strlen(words) < 20) return;
    text_add_html(&escaped, words, strlen(words));
    if (strstr(page, escaped.bytes)) fail_msg("the handout of %s has: %s", path, words);
    text_free(&escaped);
}

static void no_handout_of_ours_has_a_note_an_answer_or_what_is_said_later(void **state) {
    (void)state;
    size_t count, lessons = 0;
    char folder[PATH_MAX], line[PATH_MAX + 64];
    snprintf(folder, sizeof folder, "%s/scenarios", call_root());
    char **paths = scene_files(folder, ".yaml", &count);
    for (size_t i = 0; i < count; i++) {
        Scene *scene = scene_read_file(paths[i]);
        const Plan *plan = &scene->plan;
        bool is_asked = false;
        if (plan_question_count(plan) > 0) {
            snprintf(line, sizeof line, "leaselab report '%s' --handout 2>/dev/null", paths[i]);
            char *page = call_out(line);
            assert_lacks(page, plan->about, paths[i]);
            for (uint32_t s = 0; s < plan->step_count; s++) {
                assert_lacks(page, plan->steps[s].note, paths[i]);
                if (is_asked) assert_lacks(page, plan->steps[s].say, paths[i]);
                is_asked = is_asked || plan->steps[s].ask;
            }
            assert_null(strstr(page, "☑"));
            assert_null(strstr(page, "ingerprint"));
            lessons++;
            free(page);
        }
        scene_close(scene);
        free(paths[i]);
    }
    free(paths);
    assert_true(lessons > 0);
}

static const CallRow CALLS[] = {
    {"answers_have_keys_notes_and_why", NULL, "leaselab report fifth-laptop --answers", 0,
     .out = {"The trainer's copy", "Let them read the count aloud", "☑ B", "Only Sarah&#39;s laptop",
             "The first choice takes the host", "What happens until then", "sarah asks kms1", "Why: sarah"}},
    {"a_question_without_one_true_choice_says_so",
     "about: a\nrun: 3d\nhosts: {kms1: {up: false}}\nmachines: {pc: {product: office-ltsc, count: 5}}\n"
     "lesson: [{at: 0d, ask: Now?, choices: [{say: 'Yes', if: {at: 1d, machines: pc, are: licensed}},\n"
     "                                       {say: 'No', if: {at: 1d, machines: pc, are: notification}}]}]\n",
     "leaselab report x.yaml --answers", 0, .out = {"Not exactly one choice is true (line 5)"}},
    {"a_failed_claim_is_shown_with_what_was_so",
     "about: a\nrun: 3d\nhosts: {kms1: {up: false}}\nmachines: {pc: {product: office-ltsc, count: "
     "5}}\nexpect: [{at: 1d, machines: pc, are: "
     "licensed}]\n",
     "leaselab report x.yaml", 0,
     .out = {"✗ 0 of 1 claims held", "✗ FAILED", "at no minute of the run was it so"}},
    {"a_page_is_written_whole", NULL, "leaselab report fifth-laptop -o a.html && tail -n 1 a.html", 0,
     .out = {"</html>\n"}},
    {"the_same_bytes_each_time", NULL,
     "leaselab report fifth-laptop -o a.html; cd /; TZ=UTC+9 LC_ALL=tr_TR.UTF-8 leaselab report fifth-laptop "
     "| cmp - "
     "\"$OLDPWD/a.html\" && echo same",
     0, .out = {"same\n"}},
    {"standard_input_is_a_scenario_too",
     "about: a\nrun: 3d\nhosts: {kms1: {up: false}}\nmachines: {pc: {product: office-ltsc, count: 5}}\n",
     "leaselab report - <x.yaml", 0, .out = {"<!DOCTYPE html>", "leaselab report &#39;-&#39;"}},
    {"a_handout_needs_a_question",
     "about: a\nrun: 3d\nhosts: {kms1: {up: false}}\nmachines: {pc: {product: office-ltsc, count: 5}}\n",
     "leaselab report x.yaml --handout", 2, .err = {"no lesson with a question"}},
    {"handout_and_answers_are_two_pages", NULL, "leaselab report fifth-laptop --handout --answers", 2,
     .err = {"ask for one"}},
    {"a_wrong_scenario_gives_no_page", "run: 1\n", "leaselab report x.yaml -o a.html; echo $?; ls", 0,
     .out = {"2\nx.yaml\n"}, .err = {"error"}},
    {"a_full_device", NULL, "leaselab report fifth-laptop >/dev/full", 3, .err = {"No space left"}},
};

int main(void) {
    CALL_ADD(the_policy_names_style_and_script_by_their_hashes);
    CALL_ADD(nothing_in_a_page_runs_or_loads_whatever_the_scenario_says);
    CALL_ADD(all_figures_are_in_the_page_with_their_words);
    CALL_ADD(links_lead_to_what_is_there);
    CALL_ADD(a_page_says_what_the_run_says);
    CALL_ADD(a_handout_knows_nothing_of_what_comes_after_its_first_question);
    CALL_ADD(no_handout_of_ours_has_a_note_an_answer_or_what_is_said_later);
    call_add_rows(CALLS, sizeof CALLS / sizeof *CALLS);
    return call_run_group("report");
}
