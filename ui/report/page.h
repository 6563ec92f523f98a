/* page: the frame of a page: head, style, and the one script. A policy in the head lets nothing else run, and
 * nothing be loaded: style and script are named by their hashes. They never change with what is shown, so
 * that the hashes stand here and the program needs none of its own; report_test.c compares.
 *
 * The script adds a time cursor and is not needed to read the page. It looks for:
 *   body data-run, data-start     minutes of the run, calendar minutes of minute 0
 *   figure data-time, data-cross  where minutes stand, and the cursor's ends: figures_part.c writes them
 *   #story tr data-from           rows of the story
 *   #time                         where its slider goes
 * Leaves out: what stands on the page. */
#ifndef LEASELAB_REPORT_PAGE_H
#define LEASELAB_REPORT_PAGE_H

#include "sim/base/text.h"
#include "sim/scenario/plan.h"

/* Up to and with <body>. `title` is as it was written in a file. */
void page_open(Text *out, const Plan *plan, const char *title, bool has_script);
void page_close(Text *out, bool has_script);

#endif
