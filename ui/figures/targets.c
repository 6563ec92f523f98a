#include "ui/figures/targets.h"

#include "ui/canvas/label.h"
#include "ui/figures/page.h"

enum { PAD_PX = 10, HEAD_PX = 20, GAUGE_GAP_PX = 4, BETWEEN_PX = 14, RADIUS_PX = 6, CROSS_PX = 4 };

const char *target_name(const Plan *plan, const Target *target) {
    static const char *const SERVICES[SERVICE_COUNT] = {"name lookup (dns)", "directory", "cloud",
                                                        "activation"};
    return target->host >= 0 ? plan->hosts[target->host].name : SERVICES[target->target];
}

void target_draw_cross(Canvas *canvas, Point c) {
    const Px r = PX(CROSS_PX);
    const Stroke stroke = ink_line(INK_NO_REACH, PX(2));
    canvas_line(canvas, (Point){c.x - r, c.y - r}, (Point){c.x + r, c.y + r}, stroke);
    canvas_line(canvas, (Point){c.x - r, c.y + r}, (Point){c.x + r, c.y - r}, stroke);
}

/* ---- which -------------------------------------------------------------------------------------------- */

bool target_service_is_needed(const FigureRequest *request, Service service) {
    static const Method METHODS[SERVICE_COUNT] = {BY_HOST, BY_DIRECTORY, BY_CLOUD, BY_ONCE};
    for (uint32_t g = 0; g < request_group_count(request); g++) {
        const Group *group = &request->plan->groups[request_group(request, g)];
        if (request->plan->products[group->product].by == METHODS[service]) return true;
    }
    return false;
}

bool target_pool_is_needed(const FigureRequest *request, Pool pool) {
    for (uint32_t g = 0; g < request_group_count(request); g++) {
        const Group *group = &request->plan->groups[request_group(request, g)];
        if (request->plan->products[group->product].pool == pool) return true;
    }
    return false;
}

static void add_gauges(Target *target, const FigureRequest *request, const World *head) {
    const Host *host = world_host(head, target->host);
    for (int pool = 0; pool < POOL_COUNT; pool++) {
        const Gauge gauge = gauge_of(head, target->host, (Pool)pool, request);
        const bool is_served = host->serves >> pool & 1 && target_pool_is_needed(request, (Pool)pool);
        if (is_served || gauge.count > 0) target->gauges[target->gauge_count++] = gauge;
    }
}

static Target *add_target(Targets *targets, int number) {
    if (targets->count == TARGETS_MOST) {
        targets->left_out++;
        return NULL;
    }
    Target *target = &targets->targets[targets->count++];
    *target = (Target){.target = number, .host = -1};
    return target;
}

void targets_find(Targets *targets, const FigureRequest *request, const World *head) {
    for (int host = 0; host < (int)head->host_count; host++) {
        Target *target = add_target(targets, reach_host(host));
        if (!target) continue;
        target->host = host;
        target->is_down = !world_host(head, host)->up;
        target->declines = !world_host(head, host)->activated;
        target->is_unpublished = !world_host(head, host)->published;
        add_gauges(target, request, head);
    }
    for (int service = 0; service < SERVICE_COUNT; service++) {
        if (!target_service_is_needed(request, (Service)service)) continue;
        if (service == SERVICE_DNS && head->host_count == 0) continue;
        Target *target = add_target(targets, reach_service((Service)service));
        if (target) target->is_down = !head->service_up[service];
    }
}

/* ---- where -------------------------------------------------------------------------------------------- */

static void add_words(Target *target, const FigureRequest *request, const World *head, const Font *font,
                      Px width) {
    const TextStyle warn = ink_text(INK_WARN, PAGE_LABEL_PX), plain = ink_text(INK_FAINT, PAGE_SMALL_PX);
    Block *words = &target->words;
    *words = (Block){0};
    if (target->is_down) block_add(words, font, width, 0, warn, "down: answers nobody");
    if (target->host < 0) return;
    const Host *host = world_host(head, target->host);
    if (target->declines) block_add(words, font, width, 0, warn, "not activated: declines");
    if (target->is_unpublished) block_add(words, font, width, 0, warn, "not in the name lookup");
    for (int pool = 0; pool < POOL_COUNT; pool++)
        if (!(host->serves >> pool & 1) && target_pool_is_needed(request, (Pool)pool)) {
            Text text = {0};
            text_add_format(&text, "does not serve %s", POOL_NAMES[pool]);
            block_add_text(words, font, width, 0, warn, &text);
            text_free(&text);
        }
    if (head->host_count > 1 && !target->is_unpublished) {
        Text text = {0};
        text_add_format(&text, "priority %u, weight %u", (unsigned)host->priority, (unsigned)host->weight);
        block_add_text(words, font, width, 0, plain, &text);
        text_free(&text);
    }
}

Px targets_lay_out(Targets *targets, const FigureRequest *request, const World *head, const Font *font, Px x,
                   Px y, Px width) {
    for (int t = 0; t < targets->count; t++) {
        Target *target = &targets->targets[t];
        add_words(target, request, head, font, width - 2 * PX(PAD_PX));
        const Px gauges = target->gauge_count * (PX(GAUGE_PX) + PX(GAUGE_GAP_PX));
        const Px height = PX(HEAD_PX) + target->words.height + gauges + PX(PAD_PX);
        target->box = (Box){x + PX_HALF, y + PX_HALF, width - PX(1), px_whole(height)};
        y += target->box.height + PX(BETWEEN_PX);
    }
    return targets->count ? y - PX(BETWEEN_PX) : y;
}

void targets_move(Targets *targets, Px down) {
    for (int t = 0; t < targets->count; t++) targets->targets[t].box.y += down;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static void draw_target(const Target *target, const Plan *plan, Canvas *canvas) {
    const char *name = target_name(plan, target);
    const Box box = target->box;
    const Px inside = box.x + PX(PAD_PX), width = box.width - 2 * PX(PAD_PX);
    const Px cross = target->is_down ? PX(16) : 0;
    canvas_group(canvas, (CanvasGroup){.role = target->host >= 0 ? "host" : "service", .title = name});
    canvas_round_box(canvas, box, PX(RADIUS_PX), ink_fill(INK_PANEL),
                     target->is_down ? ink_dash(INK_NO_REACH, PX(3) / 2, DASH_SHORT)
                                     : ink_line(INK_OUTLINE, PX(3) / 2));
    const Box head = {inside, box.y + PX(PAD_PX) / 2, width, PX(HEAD_PX)};
    label_draw(canvas, (Box){head.x, head.y, width - cross, head.height}, ANCHOR_START,
               ink_bold(INK_TEXT, PAGE_TEXT_PX), name);
    if (target->is_down) target_draw_cross(canvas, (Point){box_right(head) - PX(6), box_centre(head).y});
    Px y = box_bottom(head);
    block_draw(&target->words, canvas, (Box){inside, y, width, target->words.height}, ANCHOR_START);
    y = px_whole(y + target->words.height);
    for (int g = 0; g < target->gauge_count; g++, y += PX(GAUGE_PX) + PX(GAUGE_GAP_PX))
        gauge_draw(&target->gauges[g], canvas, (Box){inside, y, width, PX(GAUGE_PX)});
    canvas_ungroup(canvas);
}

void targets_draw(const Targets *targets, const Plan *plan, Canvas *canvas) {
    for (int t = 0; t < targets->count; t++) draw_target(&targets->targets[t], plan, canvas);
}

void targets_add_legend(const Targets *targets, Legend *legend) {
    Gauge gauges[TARGETS_MOST * POOL_COUNT];
    int count = 0;
    for (int t = 0; t < targets->count; t++)
        for (int g = 0; g < targets->targets[t].gauge_count; g++)
            gauges[count++] = targets->targets[t].gauges[g];
    gauge_add_legend(gauges, count, legend);
}
