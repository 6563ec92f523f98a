#include <inttypes.h>

#include "ui/canvas/svg.h"
#include "ui/report/page_parts.h"

const char PAGE_STYLE_HASH[] = "sha256-tCe3dBjPT39n1gw1bABSWUaaTyD0w/LQWqyhCNaZVps=";

static const char *const LAYOUT[] = {
    "*{box-sizing:border-box}",
    "html{scroll-padding-top:6rem}",
    "body{margin:0 auto;max-width:54rem;padding:1.5rem 1rem "
    "4rem;background:var(--background);color:var(--text);",
    "font:1rem/1.5 \"DejaVu Sans\",Verdana,sans-serif}",
    "h1{margin:0 0 .5rem;font-size:1.75rem;line-height:1.25}",
    "h2{margin:2.5rem 0 .75rem;font-size:1.25rem;line-height:1.3}",
    "h3{margin:1.75rem 0 .5rem;font-size:1rem}",
    "p{margin:0 0 .75rem;max-width:46rem}",
    "h1,h2,h3,p,li{overflow-wrap:anywhere}",
    "a{color:var(--accent)}",
    ".faint{color:var(--faint);font-size:.875rem}",
    "nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0;padding:0;list-style:none}",
    "table{width:100%;border-collapse:collapse;font-size:.875rem}",
    "th,td{padding:.35rem .75rem .35rem 0;border-bottom:1px solid "
    "var(--grid);text-align:left;vertical-align:top}",
    "th{color:var(--faint);font-weight:normal}",
    "td:first-child,time{white-space:nowrap}",
    "td.number{text-align:right;font-variant-numeric:tabular-nums}",
    ".rules td:first-child{width:20%;white-space:normal}",
    ".rules td:last-child{width:28%}",
    ".held{color:var(--accent)}",
    ".failed{color:var(--warn);font-weight:bold}",
    ".doubt{display:block;color:var(--warn)}",
    "code,pre{font-family:\"DejaVu Sans Mono\",Menlo,Consolas,monospace;font-size:.8125rem}",
    "pre{margin:.5rem 0 1rem;padding:.75rem;background:var(--panel);border:1px solid var(--grid);",
    "white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.45}",
    "figure{margin:1rem 0 1.5rem}",
    ".frame{overflow-x:auto}",
    ".frame .picture{display:block;max-width:100%;min-width:40rem;height:auto;border:1px solid var(--grid)}",
    "figcaption{margin-top:.35rem;font-size:.875rem;color:var(--faint)}",
    "details p{white-space:pre-line}",
    "summary{cursor:pointer;color:var(--accent)}",
    ".hatches{position:absolute}",
    ".step{break-inside:avoid}",
    ".choices{margin:.5rem 0;padding:0;list-style:none}",
    ".choices li{position:relative;padding:.2rem 0 .2rem 3.25rem}",
    ".mark{position:absolute;left:0;font-weight:bold}",
    ".true{font-weight:bold}",
    ".note{padding:.5rem .75rem;border-left:4px solid var(--branch);background:var(--panel)}",
    ".line{height:2.4rem;border-bottom:1px solid var(--axis)}",
    ".person{display:flex;gap:2rem;margin:1rem 0 1.5rem}",
    ".person span{flex:1;border-bottom:1px solid var(--axis);padding-bottom:.25rem}",
    /* of the script */
    ".cursor{stroke:var(--cursor);stroke-width:2}",
    ".clock{position:sticky;top:0;z-index:1;display:grid;grid-template-columns:auto 1fr auto;gap:.25rem "
    ".75rem;",
    "align-items:center;padding:.6rem 0;background:var(--background);border-bottom:2px solid var(--axis)}",
    ".clock input{width:100%;margin:0;accent-color:var(--cursor)}",
    ".clock output{grid-column:1/-1;font-weight:bold;font-variant-numeric:tabular-nums}",
    ".clock button{min-width:2.75rem;min-height:2rem;padding:0 .75rem;border:1px solid var(--axis);",
    "background:var(--panel);color:var(--text);font:inherit}",
    "tr.later{color:var(--faint)}",
    "tr.now td{background:var(--raised)}",
    "tr.now td:first-child{box-shadow:inset 4px 0 var(--cursor);padding-left:.6rem}",
    "@media print{",
    "@page{margin:16mm}",
    "body{max-width:none;padding:0;font-size:10pt}",
    "nav,.clock,.cursor{display:none}",
    "h2,h3{break-after:avoid}",
    "figure,tr,.step{break-inside:avoid}",
    ".frame{overflow:visible}",
    ".frame .picture{min-width:0;border:0}",
    "tr.later{color:inherit}",
    ".sheet .picture{max-height:240mm}",
    /* answers that are folded on a screen would be lost on paper; figures speak for themselves there */
    "figcaption,details{display:none}",
    ".step details{display:block}",
    ".step details::details-content{content-visibility:visible}",
    "summary{list-style:none;color:inherit;font-weight:bold}",
    "tr.now td,tr.now td:first-child{background:none;box-shadow:none;padding-left:0}",
    "}",
};

/* The inks that the page itself has, as variables. */
static const Ink OF_PAGE[] = {INK_BACKGROUND, INK_PANEL,  INK_RAISED, INK_TEXT,   INK_FAINT, INK_GRID,
                              INK_AXIS,       INK_ACCENT, INK_WARN,   INK_BRANCH, INK_CURSOR};

static void add_variables(Text *out, const char *before, Theme theme, const char *after) {
    text_add_format(out, "%s:root{", before);
    for (size_t i = 0; i < sizeof OF_PAGE / sizeof *OF_PAGE; i++)
        text_add_format(out, "--%s:#%06" PRIX32 ";", INK_NAMES[OF_PAGE[i]], theme_colour(theme, OF_PAGE[i]));
    text_add_format(out, "}%s\n", after);
}

void page_add_style(Text *out) {
    text_add(out, "\n:root{color-scheme:light dark}\n");
    add_variables(out, "", THEME_LIGHT, "");
    add_variables(out, "@media screen and (prefers-color-scheme:dark){", THEME_DARK, "}");
    add_variables(out, "@media print{", THEME_PRINT, "}");
    for (size_t i = 0; i < sizeof LAYOUT / sizeof *LAYOUT; i++) text_add_format(out, "%s\n", LAYOUT[i]);
    svg_add_page_style(out);
}
