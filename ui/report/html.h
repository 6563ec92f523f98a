/* html: what all parts of a page need: text that was written by others, made harmless, and times. The page is
 * written so that it is well-formed XML too. Leaves out: what a page says. */
#ifndef LEASELAB_REPORT_HTML_H
#define LEASELAB_REPORT_HTML_H

#include "sim/base/text.h"
#include "sim/scenario/plan.h"

/* Escaped; `most` characters, then "…". */
enum { HTML_LINE = 1000, HTML_PROSE = 4000 };
void html_text(Text *out, const char *string, size_t most);
/* What another Text holds, escaped; where that failed, so does this. */
void html_from(Text *out, const Text *words);

/* "2d1h", with the date beside it where it is pointed at. */
void html_when(Text *out, const Plan *plan, int32_t at);

/* <section id="claims"><h2>Claims</h2>, and its end. */
void html_section(Text *out, const char *id, const char *heading);
void html_section_end(Text *out);

#endif
