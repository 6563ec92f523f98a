/* made: a figure carries the call that made it, so that `draw --check` can make it again and compare:
 *
 *     leaselab draw timeline --theme print --width 640 01-fifth-laptop.yaml
 *
 * It is one line of printable ASCII, with words quoted so that bash reads them: in an SVG as <metadata>, in a
 * PNG as a comment, in a PDF as its keywords, in Mermaid and DOT as a remark. The scenario goes by its last
 * name only, for the same call is to give the same bytes wherever the file lies; how it was written out (-o)
 * is no part of it. Leaves out: making it again (figure_check.h). */
#ifndef LEASELAB_CLI_MADE_H
#define LEASELAB_CLI_MADE_H

#include "ui/cli/options.h"

#define MADE_BEGIN "leaselab draw "

/* Adds the line, without a newline. `as` is what the figure is written as, `kind` which figure it is, `file`
 * the scenario's last name or NULL. */
void made_add(Text *out, const Options *options, FigureAs as, int kind, const char *file);

/* Adds a space and a word, quoted where bash needs it. */
void made_add_word(Text *out, const char *word);

/* Finds the line in a file that may be anything, and adds it; AS_AUTO where there is none, else what the file
 * is. */
FigureAs made_find(const char *bytes, size_t length, Text *out);

/* Takes such a line apart as bash would, in place: words one after the other, each with its NUL. Answers how
 * many there are; -1 where there are more than `most`, or a quote has no end. */
int made_split(char *line, char *words[], int most);

#endif
