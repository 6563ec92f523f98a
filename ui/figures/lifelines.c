#include "ui/figures/lifelines.h"

#include <inttypes.h>

#include "sim/run/words.h"
#include "ui/canvas/label.h"
#include "ui/figures/page.h"

enum {
    TIMES_PX = 94, /* about as much as "Wed 7 Jan 09:00" takes */
    TIMES_NARROW_PX = 80,
    NARROW_PX = 700,
    MACHINE_LEAST_PX = 104,
    MACHINE_MOST_PX = 230,
    OTHER_LEAST_PX = 66,
    OTHER_MOST_PX = 170,
    HOSTS_USUAL = 3,
    HEAD_LINE_PX = 14,
    HEAD_PAD_PX = 5
};

/* ---- which -------------------------------------------------------------------------------------------- */

static bool is_needed(const FigureRequest *request, Method by) {
    for (uint32_t g = 0; g < request_group_count(request); g++) {
        const Group *group = &request->plan->groups[request_group(request, g)];
        if (request->plan->products[group->product].by == by) return true;
    }
    return false;
}

static int room_for_times(int width_px) {
    return width_px < NARROW_PX ? TIMES_NARROW_PX : TIMES_PX;
}

int lifelines_witnesses(const FigureRequest *request) {
    int others = 0;
    for (int by = BY_HOST; by < METHOD_COUNT; by++) others += is_needed(request, (Method)by);
    if (is_needed(request, BY_HOST)) {
        const int hosts = (int)request->plan->host_count;
        others += hosts < HOSTS_USUAL ? hosts : HOSTS_USUAL;
    }
    const int room = request->width_px - 2 * PAGE_MARGIN_PX - room_for_times(request->width_px);
    const int count =
        (room - others * OTHER_LEAST_PX - (MACHINE_LEAST_PX - OTHER_LEAST_PX) / 2) / MACHINE_LEAST_PX;
    return count < 1 ? 1 : count > WITNESSES_MOST ? WITNESSES_MOST : count;
}

static int most_others(const Script *script) {
    const int width = script->request->width_px;
    const int room =
        width - 2 * PAGE_MARGIN_PX - room_for_times(width) - script->witnesses.count * MACHINE_LEAST_PX;
    const int most = room / OTHER_LEAST_PX, hard = LIFELINES_MOST - script->witnesses.count;
    return most > hard ? hard : most < 2 ? 2 : most;
}

static bool is_called(const Script *script, CallTo to, int index) {
    Call calls[CALLS_MOST];
    for (uint32_t s = 0; s < script->count; s++) {
        if (script->beats[s].kind != BEAT_ATTEMPT) continue;
        const int count = calls_of(calls, script, &script->beats[s]);
        for (int c = 0; c < count; c++)
            if (calls[c].to == to && calls[c].index == index) return true;
    }
    return false;
}

static void add(Lifelines *lifelines, LifelineKind kind, int index) {
    lifelines->list[lifelines->count++] = (Lifeline){.kind = kind, .index = index};
}

void lifelines_find(Lifelines *lifelines, const Script *script) {
    const int hosts = (int)script->request->plan->host_count;
    int services = 0, room = most_others(script);
    bool is_service[SERVICE_COUNT];
    *lifelines = (Lifelines){.machines = script->witnesses.count};
    for (int w = 0; w < script->witnesses.count; w++) add(lifelines, LIFELINE_MACHINE, w);
    for (int s = 0; s < SERVICE_COUNT; s++) services += is_service[s] = is_called(script, CALL_SERVICE, s);
    room -= services;
    if (is_called(script, CALL_LOOKUP, 0)) {
        add(lifelines, LIFELINE_LOOKUP, SERVICE_DNS);
        room--;
    }
    int called = 0;
    for (int h = 0; h < hosts; h++) called += is_called(script, CALL_HOST, h);
    for (int h = 0, shown = 0; h < hosts; h++) {
        if (!is_called(script, CALL_HOST, h)) continue;
        if (called > room && shown >= room - 1) {
            lifelines->others++;
            continue;
        }
        add(lifelines, LIFELINE_HOST, h);
        shown++;
    }
    if (lifelines->others) add(lifelines, LIFELINE_OTHERS, 0);
    for (int s = 0; s < SERVICE_COUNT; s++)
        if (is_service[s]) add(lifelines, LIFELINE_SERVICE, s);
}

const Lifeline *lifelines_of(const Lifelines *lifelines, const Call *call) {
    static const LifelineKind KINDS[] = {
        [CALL_LOOKUP] = LIFELINE_LOOKUP, [CALL_HOST] = LIFELINE_HOST, [CALL_SERVICE] = LIFELINE_SERVICE};
    const Lifeline *others = NULL;
    for (int i = 0; i < lifelines->count; i++) {
        const Lifeline *line = &lifelines->list[i];
        if (line->kind == LIFELINE_OTHERS) others = line;
        if (line->kind == KINDS[call->to] && line->index == call->index) return line;
    }
    return others;
}

/* ---- where -------------------------------------------------------------------------------------------- */

static Px at_most(Px value, Px most) {
    return value < most ? value : most;
}

/* Machines get the more room, because answers stand beside them: after each there is as much as a machine's
 * column is wide. */
void lifelines_lay_out(Lifelines *lifelines, const Script *script, Px left, Px right) {
    const Px room = right - left;
    const int others = lifelines->count - lifelines->machines, machines = lifelines->machines;
    /* in halves of columns: machines have 2 each, and the last one has one more on the way to the others */
    const int halves = others ? 2 * machines + 1 : 2 * machines;
    Px other = others ? at_most(room / (others + 2 * machines), PX(OTHER_MOST_PX)) : 0;
    if (other < PX(OTHER_LEAST_PX)) other = PX(OTHER_LEAST_PX);
    const Px of_others = others ? (2 * others - 1) * other / 2 : 0;
    Px machine = at_most((room - of_others) * 2 / (halves ? halves : 1), PX(MACHINE_MOST_PX));
    machine = px_whole(machine - PX(1));
    if (others)
        other = px_whole(at_most(other, (room - halves * machine / 2) * 2 / (2 * others - 1)) - PX(1));
    Px x = left + machine / 2;
    lifelines->left = left;
    bool any_more = false;
    for (int i = 0; i < lifelines->count; i++) {
        Lifeline *line = &lifelines->list[i];
        const bool is_machine = line->kind == LIFELINE_MACHINE;
        line->x = px_whole(x);
        line->head = (is_machine ? machine : other) - PX(6);
        if (is_machine) any_more |= script->witnesses.list[line->index].more > 0;
        x += is_machine ? machine : other;
    }
    lifelines->right = lifelines->list[lifelines->count - 1].x + (others ? other : machine) / 2;
    lifelines->heads = PX((any_more ? 3 : 2) * HEAD_LINE_PX + 2 * HEAD_PAD_PX);
}

Px lifelines_beside(const Lifelines *lifelines, int witness) {
    const Px strip = PX(STRIP_PX) / 2;
    if (witness + 1 >= lifelines->count) return lifelines->right - lifelines->list[witness].x - strip - PX(5);
    const Lifeline *line = &lifelines->list[witness], *next = line + 1;
    return next->x - line->x - strip - (next->kind == LIFELINE_MACHINE ? strip : PX(1)) - PX(10);
}

/* ---- heads -------------------------------------------------------------------------------------------- */

void lifeline_add_name(Text *out, const Script *script, const Lifelines *lifelines, const Lifeline *line) {
    const Plan *plan = script->request->plan;
    switch (line->kind) {
    case LIFELINE_MACHINE: words_machine(out, plan, script->witnesses.list[line->index].machine); return;
    case LIFELINE_LOOKUP: text_add(out, SERVICE_NAMES[SERVICE_DNS]); return;
    case LIFELINE_HOST: text_add(out, plan->hosts[line->index].name); return;
    case LIFELINE_SERVICE: text_add(out, SERVICE_NAMES[line->index]); return;
    case LIFELINE_OTHERS: text_add_format(out, "%d others", lifelines->others); return;
    }
}

static const char *about(const Script *script, const Lifeline *line) {
    const Plan *plan = script->request->plan;
    switch (line->kind) {
    case LIFELINE_MACHINE:
        return plan->products[plan->groups[script->witnesses.list[line->index].group].product].name;
    case LIFELINE_LOOKUP: return "lookup";
    case LIFELINE_HOST: return "host";
    case LIFELINE_SERVICE: return "service";
    case LIFELINE_OTHERS: return "hosts";
    }
    return "";
}

static void draw_head(const Lifelines *lifelines, const Script *script, Canvas *canvas, const Lifeline *line,
                      Px y) {
    const Box box = {line->x - line->head / 2, y + PX_HALF, line->head, lifelines->heads - PX(1)};
    Box text = {box.x + PX(3), y + PX(HEAD_PAD_PX), box.width - PX(6), PX(HEAD_LINE_PX)};
    Text name = {0};
    lifeline_add_name(&name, script, lifelines, line);
    canvas_group(canvas, (CanvasGroup){.role = line->kind == LIFELINE_MACHINE ? "machine" : "asked",
                                       .title = canvas_has(canvas, &name) ? name.bytes : NULL});
    canvas_round_box(canvas, box, line->kind == LIFELINE_MACHINE ? PX(2) : PX(8), ink_fill(INK_PANEL),
                     ink_line(INK_OUTLINE, PX(1)));
    if (canvas_has(canvas, &name))
        label_draw(canvas, text, ANCHOR_MIDDLE, ink_bold(INK_TEXT, PAGE_LABEL_PX), name.bytes);
    text.y += PX(HEAD_LINE_PX);
    label_draw(canvas, text, ANCHOR_MIDDLE, ink_text(INK_FAINT, PAGE_SMALL_PX), about(script, line));
    if (line->kind == LIFELINE_MACHINE && script->witnesses.list[line->index].more > 0) {
        text_clear(&name);
        text_add_format(&name, "and %" PRIu32 " more", script->witnesses.list[line->index].more);
        text.y += PX(HEAD_LINE_PX);
        if (canvas_has(canvas, &name))
            label_draw(canvas, text, ANCHOR_MIDDLE, ink_text(INK_FAINT, PAGE_SMALL_PX), name.bytes);
    }
    canvas_ungroup(canvas);
    text_free(&name);
}

void lifelines_draw_heads(const Lifelines *lifelines, const Script *script, Canvas *canvas, Px y) {
    for (int i = 0; i < lifelines->count; i++) draw_head(lifelines, script, canvas, &lifelines->list[i], y);
}
