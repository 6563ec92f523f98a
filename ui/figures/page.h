/* page: what stands around every figure, laid out alike for all of them.
 *
 *     The fifth laptop                                     title
 *     What each machine was, Mon 5 to Mon 19 Jan 2026      subtitle: which figure, of what
 *     ┌────────────────────────────────────────────────┐
 *     │ the figure's own part, from page.body_y        │
 *     └────────────────────────────────────────────────┘
 *     [L] licensed  [G] grace                              legend
 *     01-fifth-laptop.yaml · seed 0 · fingerprint 0123…    caption
 *
 * Leaves out: the figure's own part. */
#ifndef LEASELAB_FIGURES_PAGE_H
#define LEASELAB_FIGURES_PAGE_H

#include "ui/figures/figure_inside.h"
#include "ui/figures/legend.h"

enum {
    PAGE_MARGIN_PX = 16, /* nothing is nearer to the picture's edge */
    PAGE_TITLE_PX = 17,  /* sizes of text */
    PAGE_TEXT_PX = 12,
    PAGE_LABEL_PX = 11,
    PAGE_SMALL_PX = 10
};

/* Starts as {0}. Owns its texts; page_free gives them back. */
typedef struct {
    Text title, subtitle, caption;
    Text subtitle_set; /* the same in lines */
    Legend legend;     /* the figure fills it before page_end */
    Px left, right;    /* between the margins */
    Px body_y, end_y;  /* where the figure's own part begins, and ends */
} Page;

/* Works out the head, and sets the figure's title: that of the request, or of the scenario, or else `kind`
 * (as "timeline"), which is also added to the other two. */
void page_begin(Page *page, Figure *figure, const char *kind, const char *subtitle);
/* Works out the rest below `end_y`, with the figure's height. Carries the timeline on to its end when a
 * caption with the fingerprint is asked for. False: out of memory. */
bool page_end(Page *page, Figure *figure, Px end_y);
/* Draws all of it; the figure's own part comes before or after. */
void page_draw(const Page *page, Canvas *canvas);
void page_free(Page *page);

/* "1,000,000" */
enum { PAGE_NUMBER = 32 };
void page_write_number(char out[PAGE_NUMBER], int64_t number);
void page_add_number(Text *out, int64_t number);
/* "2d1h", as files have it; "0d" for the start. */
void page_add_when(Text *out, int32_t at);
/* "Wed 7 Jan 09:00", where the year is known. */
void page_add_date(Text *out, const Plan *plan, int32_t at);
/* "Mon 5 Jan 2026 08:00 to Mon 19 Jan 2026 08:00 (14d)", for subtitles. */
void page_add_range(Text *out, const Plan *plan, int32_t from, int32_t to);

#endif
