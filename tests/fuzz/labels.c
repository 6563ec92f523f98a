/* labels: any bytes as a text of a scenario or of a call, in every output; second readers (expat, and the
 * strict ones of tests/support) find it again as it was meant, and nothing else that it could have made. */
#include "tests/fuzz/fuzz.h"

#include "tests/test.h"

#include <expat.h>

#include "sim/run/story.h"
#include "sim/run/verdict.h"
#include "tests/support/drawn_text.h"
#include "tests/support/easel.h"
#include "tests/support/plan_text.h"
#include "ui/cli/made.h"
#include "ui/cli/picture.h"
#include "ui/figures/dot.h"
#include "ui/figures/mermaid.h"
#include "ui/report/report.h"

enum { LABEL_MOST = 400 };

/* ---- what is meant ------------------------------------------------------------------------------------ */

/* Only whole characters, none of which is NUL, as a file may have them. */
static Text whole_characters(const uint8_t *bytes, size_t length) {
    Text label = {0};
    text_add(&label, "");
    for (size_t i = 0; i < length && label.length < LABEL_MOST;) {
        uint32_t point;
        const size_t size = utf8_decode((const char *)bytes + i, length - i, &point);
        if (size && point) text_add_bytes(&label, (const char *)bytes + i, size);
        i += size ? size : 1;
    }
    return label;
}

static bool is_space(uint32_t point) {
    return point == '\n' || point == '\t';
}

/* As pages and pictures show it: what could turn text around, and what is no character, is U+FFFD. */
static Text shown(const char *bytes, size_t length, bool spaces_are_kept) {
    Text out = {0};
    text_add(&out, "");
    for (size_t i = 0; i < length;) {
        uint32_t point = 0;
        const size_t size = utf8_decode(bytes + i, length - i, &point);
        if (is_space(point) && size)
            text_add_char(&out, spaces_are_kept ? bytes[i] : ' ');
        else if (size && !utf8_is_unsafe(point) && (point & 0xFFFE) != 0xFFFE)
            text_add_bytes(&out, bytes + i, size);
        else
            text_add(&out, "\xEF\xBF\xBD");
        i += size ? size : 1;
    }
    return out;
}

static void assert_texts_equal(const char *found, size_t length, const Text *expected) {
    if (length != expected->length || memcmp(found, expected->bytes, length) != 0)
        fail_msg("found '%.*s', meant '%s'", (int)length, found, expected->bytes);
}

/* ---- XML, by expat ------------------------------------------------------------------------------------ */

typedef struct {
    const char *element; /* its first text is wanted */
    int depth_inside;    /* 0: not in it */
    bool found;
    Text text;
    int scripts, styles;
} Xml;

static void XMLCALL open_element(void *context, const XML_Char *name, const XML_Char **attributes) {
    static const char *const LEADS_AWAY[] = {"iframe", "object", "embed", "form",    "base",         "img",
                                             "image",  "use",    "set",   "animate", "foreignObject"};
    Xml *xml = context;
    for (size_t i = 0; i < sizeof LEADS_AWAY / sizeof *LEADS_AWAY; i++)
        assert_string_not_equal(name, LEADS_AWAY[i]);
    xml->scripts += strcmp(name, "script") == 0;
    xml->styles += strcmp(name, "style") == 0;
    for (int i = 0; attributes[i]; i += 2) {
        if (strncmp(attributes[i], "on", 2) == 0 || strcmp(attributes[i], "src") == 0)
            fail_msg("<%s %s=…>", name, attributes[i]);
        if (strstr(attributes[i], "href")) assert_int_equal(attributes[i + 1][0], '#');
    }
    if (xml->depth_inside || (!xml->found && strcmp(name, xml->element) == 0)) xml->depth_inside++;
    xml->found |= xml->depth_inside > 0;
}

static void XMLCALL close_element(void *context, const XML_Char *name) {
    (void)name;
    Xml *xml = context;
    if (xml->depth_inside) xml->depth_inside--;
}

static void XMLCALL take_text(void *context, const XML_Char *text, int length) {
    Xml *xml = context;
    if (xml->depth_inside) text_add_bytes(&xml->text, text, (size_t)length);
}

/* Fails where it is not well-formed, or anything in it runs, loads or leads away. */
static Xml read_xml(const Text *document, const char *element) {
    Xml xml = {.element = element};
    text_add(&xml.text, "");
    XML_Parser parser = XML_ParserCreate("UTF-8");
    assert_non_null(parser);
    XML_SetUserData(parser, &xml);
    XML_SetElementHandler(parser, open_element, close_element);
    XML_SetCharacterDataHandler(parser, take_text);
    if (XML_Parse(parser, document->bytes, (int)document->length, 1) != XML_STATUS_OK)
        fail_msg("line %lu: %s", XML_GetCurrentLineNumber(parser), XML_ErrorString(XML_GetErrorCode(parser)));
    XML_ParserFree(parser);
    return xml;
}

/* ---- CSV ---------------------------------------------------------------------------------------------- */

/* Takes a cell off, as RFC 4180 has it; answers how many bytes, with what follows it: a comma, an end of line
 * or NUL. */
static size_t take_cell(const char *from, Text *out) {
    const char *at = from;
    text_clear(out);
    text_add(out, "");
    if (*at != '"') {
        at += strcspn(at, ",\r\n");
        assert_null(memchr(from, '"', (size_t)(at - from)));
        text_add_bytes(out, from, (size_t)(at - from));
        return (size_t)(at - from);
    }
    for (at++; *at != '"' || at[1] == '"'; at++) {
        assert_true(*at != '\0');
        at += *at == '"';
        text_add_char(out, *at);
    }
    return (size_t)(at + 1 - from);
}

/* Every row has as many cells as the first, and none would be reckoned out by a spreadsheet. */
static void assert_is_table(const Text *csv) {
    Text cell = {0};
    int cells = 1, head = 0;
    for (const char *at = csv->bytes; *at;) {
        at += take_cell(at, &cell);
        if (cell.length > 1) assert_null(strchr("=+@\t\r", cell.bytes[0]));
        if (*at == ',') {
            at++;
            cells++;
            continue;
        }
        assert_true(at[0] == '\r' && at[1] == '\n');
        at += 2;
        if (head == 0) head = cells;
        assert_int_equal(cells, head);
        cells = 1;
    }
    text_free(&cell);
}

/* ---- each writer by itself, with bytes of any kind ---------------------------------------------------- */

static void assert_csv_gives_it_back(const char *bytes) {
    Text csv = {0}, cell = {0};
    text_add_csv(&csv, bytes, strlen(bytes));
    text_add(&csv, ""); /* an empty cell is nothing at all */
    assert_int_equal(take_cell(csv.bytes, &cell), csv.length);
    const size_t guard = cell.length > strlen(bytes) && cell.bytes[0] == '\'';
    assert_string_equal(cell.bytes + guard, bytes);
    text_free(&csv);
    text_free(&cell);
}

static void assert_xml_gives_it_back(const char *bytes, void write(Text *, const char *, size_t)) {
    Text document = {0}, expected = shown(bytes, strlen(bytes), true);
    text_add(&document, "<a b=\"");
    write(&document, bytes, strlen(bytes));
    text_add(&document, "\">");
    write(&document, bytes, strlen(bytes));
    text_add(&document, "</a>");
    Xml xml = read_xml(&document, "a");
    assert_texts_equal(xml.text.bytes, xml.text.length, &expected);
    text_free(&xml.text);
    text_free(&document);
    text_free(&expected);
}

/* In Mermaid's front matter stands a string of JSON. */
static void assert_json_gives_it_back(const Text *label) {
    Text document = {0};
    text_add(&document, "---\ntitle: ");
    text_add_json(&document, label->bytes, label->length);
    text_add(&document, "\n---\nstateDiagram-v2\n");
    Drawn *drawn = drawn_read_mermaid(document.bytes);
    assert_string_equal(drawn->title, label->bytes);
    drawn_free(drawn);
    text_free(&document);
}

static void assert_words_come_back(const char *bytes) {
    Text mermaid = {0}, dot = {0}, one_line = shown(bytes, strlen(bytes), false);
    text_add(&mermaid, "sequenceDiagram\n    participant l0 as ");
    mermaid_add_words(&mermaid, bytes);
    text_add(&mermaid, "\n");
    Drawn *drawn = drawn_read_mermaid(mermaid.bytes);
    assert_string_equal(drawn->nodes[0].label, one_line.bytes);
    drawn_free(drawn);
    Text lines = shown(bytes, strlen(bytes), true);
    text_add(&dot, "digraph g {\n  a [label=");
    dot_add_string(&dot, bytes);
    text_add(&dot, "];\n}\n");
    drawn = drawn_read_dot(dot.bytes);
    assert_string_equal(drawn->nodes[0].label, lines.bytes);
    drawn_free(drawn);
    text_free(&mermaid);
    text_free(&dot);
    text_free(&one_line);
    text_free(&lines);
}

static void assert_bash_gives_it_back(const char *bytes, const Text *label) {
    Text line = {0};
    char *words[3];
    text_add(&line, "x");
    made_add_word(&line, label->bytes);
    for (const char *c = line.bytes; *c; c++) assert_true(*c >= ' ' && *c <= '~');
    assert_int_equal(made_split(line.bytes, words, 3), 2);
    assert_string_equal(words[1], label->bytes);
    text_free(&line);
    /* As it may stand in a file that somebody else made. */
    char *own = strdup(bytes), *taken[40];
    assert_non_null(own);
    const int count = made_split(own, taken, 40);
    assert_true(count >= -1 && count <= 40);
    free(own);
}

static void assert_terminal_is_safe(const char *bytes) {
    Text text = {0};
    text_add_safe(&text, bytes, strlen(bytes));
    text_add_safe_cut(&text, bytes, 7);
    text_add_prose(&text, bytes, 100);
    text_add_markdown(&text, bytes, strlen(bytes));
    fuzz_assert_clean(text.bytes, text.length, "\n");
    assert_true(text.length == 0 || !strchr(text.bytes, '\n'));
    text_free(&text);
}

static void take_by_each_writer(const char *bytes, const Text *label) {
    assert_csv_gives_it_back(bytes);
    assert_xml_gives_it_back(bytes, text_add_xml);
    assert_xml_gives_it_back(bytes, text_add_html);
    assert_json_gives_it_back(label);
    assert_words_come_back(bytes);
    assert_bash_gives_it_back(bytes, label);
    assert_terminal_is_safe(bytes);
}

/* ---- in a scenario ------------------------------------------------------------------------------------ */

/* The label stands wherever a text may. */
static char *scenario_of(const Text *label) {
    static const char *const PARTS[] = {
        "title: ",
        "\nabout: ",
        ("\nrun: 5d\nhosts: {k: }\nmachines: {m: {product: office-ltsc, count: 2}}\n"
         "changes: [{at: 2d, host: k, do: down}]\nlesson:\n  - {at: 0m, say: "),
        ", note: ",
        "}\n  - {at: 1d, ask: ",
        ", choices: [\n      {say: ",
        ", if: {at: 2d, machines: m, are: licensed}},\n      {say: ",
        ", if: {at: 2d, machines: m, are: initial-grace}}]}\n",
    };
    enum { COUNT = sizeof PARTS / sizeof *PARTS };
    Text yaml = {0};
    for (int i = 0; i < COUNT; i++) {
        text_add(&yaml, PARTS[i]);
        if (i + 1 < COUNT) plan_text_quoted(&yaml, label->bytes);
    }
    assert_false(yaml.failed);
    return yaml.bytes;
}

/* The title of a picture is one line, cut. */
static Text picture_title(const char *title, const char *kind) {
    Text out = {0};
    text_add_prose(&out, title, 240);
    if (out.length)
        text_add_format(&out, " (%s)", kind);
    else
        text_add(&out, kind);
    return out;
}

static void assert_svg_has_it(Easel *easel, const char *kind) {
    Text made = {0}, svg = {0}, found = {0};
    text_add(&made, MADE_BEGIN);
    text_add(&made, kind);
    made_add_word(&made, easel->scene->plan.title);
    const PictureStyle style = {.as = AS_SVG, .background = INK_NONE, .made = made.bytes};
    assert_int_equal(picture_make(&easel->request, easel->font, &style, &svg), 0);
    fuzz_assert_clean(svg.bytes, svg.length, "\n");
    Xml xml = read_xml(&svg, "title");
    const Text title = picture_title(easel->scene->plan.title, kind);
    assert_texts_equal(xml.text.bytes, xml.text.length, &title);
    assert_int_equal(xml.scripts, 0);
    assert_int_equal(made_find(svg.bytes, svg.length, &found), AS_SVG);
    assert_string_equal(found.bytes, made.bytes);
    text_free((Text *)(uintptr_t)&title);
    text_free(&xml.text);
    text_free(&svg);
    text_free(&made);
    text_free(&found);
}

static void assert_texts_have_it(Easel *easel) {
    Text mermaid = {0}, dot = {0};
    const char *title = easel->scene->plan.title;
    const Text expected = shown(title, strlen(title), true);
    assert_true(figure_mermaid(&easel->request, &mermaid) && figure_dot(&easel->request, &dot));
    Drawn *of_mermaid = drawn_read_mermaid(mermaid.bytes), *of_dot = drawn_read_dot(dot.bytes);
    if (expected.length) {
        assert_string_equal(of_mermaid->title, expected.bytes);
        assert_string_equal(of_dot->title, expected.bytes);
    }
    drawn_free(of_mermaid);
    drawn_free(of_dot);
    text_free((Text *)(uintptr_t)&expected);
    text_free(&mermaid);
    text_free(&dot);
}

static void draw_it(Easel *easel, FigureKind kind) {
    static const char *const NAMES[FIGURE_KINDS] = {"timeline", "count", "sequence", "states", "network"};
    easel->request.kind = kind;
    easel->request.at = 1440;
    assert_svg_has_it(easel, NAMES[kind]);
    if (kind == FIGURE_STATES || kind == FIGURE_SEQUENCE) assert_texts_have_it(easel);
    easel_draw(easel);
    const Text data = {.bytes = (char *)(uintptr_t)easel_data(easel)};
    assert_is_table(&data);
}

static void report_it(const Easel *easel, ReportKind kind) {
    const Plan *plan = &easel->scene->plan;
    const ReportRequest request = {.kind = kind,
                                   .plan = plan,
                                   .file = "a.yaml",
                                   .source = easel->scene->bytes,
                                   .source_length = strlen(easel->scene->bytes),
                                   .font = easel->font};
    Text page = {0};
    assert_true(report_make(&request, &page));
    fuzz_assert_clean(page.bytes, page.length, "\n\t");
    Xml xml = read_xml(&page, "h1");
    const Text title = shown(plan->title, strlen(plan->title), true);
    if (title.length) assert_texts_equal(xml.text.bytes, xml.text.length, &title);
    assert_int_equal(xml.scripts, kind != REPORT_HANDOUT);
    assert_int_equal(xml.styles, 1);
    text_free((Text *)(uintptr_t)&title);
    text_free(&xml.text);
    text_free(&page);
}

static void tell_it(Scene *scene) {
    Text told = {0};
    Story *story = story_create(&scene->plan);
    assert_non_null(story);
    scene_run_to(scene, "5d");
    for (size_t r = 0; r < scene->row_count; r++) assert_true(story_take(story, &scene->rows[r]));
    assert_true(story_tell(story, &told, 1000, true));
    verdict_questions(&told, scene->run, &PLAIN_MARKS);
    fuzz_assert_clean(told.bytes, told.length, "\n");
    story_destroy(story);
    text_free(&told);
}

/* The first byte chooses the figure and the page. */
static void show_it(const char *yaml, const Text *label, uint8_t choice) {
    Easel *easel = easel_of(yaml, FIGURE_STATES, 640);
    assert_string_equal(easel->scene->plan.title, label->bytes);
    assert_string_equal(easel->scene->plan.steps[0].note, label->bytes);
    draw_it(easel, (FigureKind)(choice % FIGURE_KINDS));
    report_it(easel, (ReportKind)(choice / FIGURE_KINDS % 3));
    tell_it(easel->scene);
    easel_close(easel);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    if (length == 0) return 0;
    char *raw = fuzz_string(bytes + 1, length - 1 < LABEL_MOST ? length - 1 : LABEL_MOST);
    Text label = whole_characters(bytes + 1, length - 1);
    take_by_each_writer(raw, &label);
    if (fuzz_is_thorough(bytes, length)) {
        char *yaml = scenario_of(&label);
        show_it(yaml, &label, bytes[0]);
        free(yaml);
    }
    free(raw);
    text_free(&label);
    return 0;
}
