/* page_parts: the style and the script of all pages, and their hashes as a policy has them (SHA-256, base64).
 * Leaves out: where they stand in the page. */
#ifndef LEASELAB_REPORT_PAGE_PARTS_H
#define LEASELAB_REPORT_PAGE_PARTS_H

#include "sim/base/text.h"

void page_add_style(Text *out);
extern const char PAGE_STYLE_HASH[];

/* No '<' and no '&' is in it, so that it is the same in HTML and XML. */
void page_add_script(Text *out);
extern const char PAGE_SCRIPT_HASH[];

#endif
