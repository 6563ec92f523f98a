#include "ui/figures/states_parts.h"

StateBox *states_panel_box(StatesPanel *panel, State state) {
    for (int i = 0; i < panel->box_count; i++)
        if (panel->boxes[i].state == state) return &panel->boxes[i];
    return NULL;
}

StatePath *states_panel_path(StatesPanel *panel, State from, State to) {
    for (int i = 0; i < panel->path_count; i++)
        if (panel->paths[i].from == from && panel->paths[i].to == to) return &panel->paths[i];
    return NULL;
}

void states_parts_find(StatesPanel *panel, const LifeGraph *graph, const Font *font) {
    *panel = (StatesPanel){.graph = graph, .font = font};
    for (int state = 0; state < STATE_COUNT; state++)
        if (product_can_be(graph->product, (State)state))
            panel->boxes[panel->box_count++].state = (State)state;
    for (int i = 0; i < graph->count; i++) {
        const LifeArrow *arrow = &graph->arrows[i];
        if (arrow->from == arrow->to || states_panel_path(panel, arrow->from, arrow->to)) continue;
        panel->paths[panel->path_count++] = (StatePath){.from = arrow->from, .to = arrow->to};
    }
}
