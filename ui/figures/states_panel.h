/* states_panel: the diagram of one product's machines, laid out by rules of our own: a machine comes from the
 * top, what an administrator does comes over the frame, the lease and its graces go from left to right, what
 * has lapsed is below. Where that is too wide, all states stand below each other.
 *
 *     absent ◀──────────── retired          absent ◀─┐
 *     ╭──│────●──────────────●──────╮       ╭──│───●─●─╮
 *     │  ▼    ▼                     │       │  ▼   ▼   │
 *     │  grace ──▶ licensed ◀─▶ last│       │  grace ─┐│
 *     │    │          ▲        grace│       │  ▼      ││
 *     │    └──▶ notification ◀──┘   │       │ licensed││
 *     ╰─────────────────────────────╯       ╰─────────┴╯
 *
 * Leaves out: what stands in it (state_labels.h). */
#ifndef LEASELAB_FIGURES_STATES_PANEL_H
#define LEASELAB_FIGURES_STATES_PANEL_H

#include "ui/figures/states_parts.h"

/* From `top` on, between left and right. */
void states_panel_lay_out(StatesPanel *panel, const LifeGraph *graph, const Font *font, Px left, Px right,
                          Px top);
void states_panel_draw(const StatesPanel *panel, Canvas *canvas);

#endif
