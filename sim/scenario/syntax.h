/* syntax: what libyaml has to say about a file that is no YAML, as it is to be said to somebody who wrote a
 * scenario: which mistake it likely is, where it began, and what to write instead. Leaves out: what of YAML
 * is not part of the format (document.h). */
#ifndef LEASELAB_SCENARIO_SYNTAX_H
#define LEASELAB_SCENARIO_SYNTAX_H

#include <stdbool.h>
#include <yaml.h>

#include "sim/base/diagnostic.h"

/* What begins like an anchor, an alias or a tag is more often a text: *important*. */
extern const char SYNTAX_WRITTEN_OUT[], SYNTAX_WITHOUT_TAG[];

/* What libyaml gave last before the error. */
typedef struct {
    bool is_quoted; /* a text in quotes … */
    yaml_mark_t start, end;
} SyntaxBefore;

Position syntax_position(yaml_mark_t mark, int width);
/* Complains of what the parser stopped at. The source of `diagnostics` is the text that is parsed. */
void syntax_complain(Diagnostics *diagnostics, const SyntaxBefore *before, yaml_parser_t *parser);

#endif
