#include "ui/report/page.h"

#include <inttypes.h>

#include "ui/canvas/svg.h"
#include "ui/report/html.h"
#include "ui/report/page_parts.h"

void page_open(Text *out, const Plan *plan, const char *title, bool has_script) {
    text_add(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    text_add_format(out, "style-src '%s'; ", PAGE_STYLE_HASH);
    if (has_script) text_add_format(out, "script-src '%s'; ", PAGE_SCRIPT_HASH);
    text_add(out, "base-uri 'none'; form-action 'none'\"/>\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                  "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
                  "<meta name=\"generator\" content=\"Lease Lab\"/>\n<title>");
    html_text(out, title, HTML_LINE);
    text_add(out, "</title>\n<style>");
    page_add_style(out);
    text_add(out, "</style>\n</head>\n<body");
    if (has_script)
        text_add_format(out, " data-run=\"%" PRId32 "\" data-start=\"%" PRId64 "\"", plan->run_min,
                        plan->start);
    text_add(out, ">\n");
    svg_add_page_hatches(out);
}

void page_close(Text *out, bool has_script) {
    if (has_script) {
        text_add(out, "<script>");
        page_add_script(out);
        text_add(out, "</script>\n");
    }
    text_add(out, "</body>\n</html>\n");
}
