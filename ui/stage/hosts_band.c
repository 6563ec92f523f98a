#include "ui/stage/hosts_band.h"

#include "ui/figures/targets.h"
#include "ui/stage/hit_kinds.h"

enum { GAP_PX = 10, SERVICE_PX = 112, SERVICE_HIGH_PX = 26, REMARK_PX = 16, WIDER_PX = 60, WORDS_PX = 300 };

/* The most gauges that a host shows: all cards are of one size. */
static int most_gauges(const Frame *frame, int hosts) {
    int most = 0;
    for (int host = 0; host < hosts; host++) {
        Gauge gauges[POOL_COUNT];
        const int count = host_gauges(&frame->now, host, gauges);
        if (count > most) most = count;
    }
    return most;
}

/* Rows of cards of this size, at most as many as there are hosts; answers how many hosts find room. */
static int place_cards(HostsBand *band, CardSize size, int gauges, int hosts, Box box) {
    const Px least = host_card_width(size, gauges), height = host_card_height(size, gauges);
    int columns = (box.width + PX(GAP_PX)) / (least + PX(GAP_PX));
    if (columns < 1) columns = 1;
    if (columns > hosts) columns = hosts;
    Px width = (box.width - (columns - 1) * PX(GAP_PX)) / columns;
    const int beside = size == CARD_TINY ? gauges : 1;                 /* bars on a line */
    const Px most = least + PX(gauges ? WIDER_PX * beside : WORDS_PX); /* without a gauge, room to say why */
    if (width > most) width = most;
    width = px_whole(width - PX_HALF);
    const Px used = columns * width + (columns - 1) * PX(GAP_PX);
    const Px left = px_whole(box.x + (box.width - used) / 2);
    int placed = 0;
    band->size = size;
    band->height = 0;
    while (placed < hosts && band->height + height <= box.height) {
        for (int c = 0; c < columns && placed < hosts; c++)
            band->hosts[placed++] =
                (Box){left + c * (width + PX(GAP_PX)), box.y + band->height, width, height};
        band->height += height + PX(GAP_PX);
    }
    if (placed > 0) band->height -= PX(GAP_PX);
    return placed;
}

static Px place_services(HostsBand *band, const Frame *frame, Box box) {
    const FigureRequest request = {.plan = frame->now.plan};
    Px y = box.y;
    for (int service = 0; service < SERVICE_COUNT; service++) {
        band->services[service] = (Box){0};
        if (!target_service_is_needed(&request, (Service)service)) continue;
        if (service == SERVICE_DNS && frame->now.plan->host_count == 0) continue;
        if (y + PX(SERVICE_HIGH_PX) > box_bottom(box)) continue;
        band->services[service] =
            (Box){box_right(box) - PX(SERVICE_PX), y, PX(SERVICE_PX), PX(SERVICE_HIGH_PX)};
        y += PX(SERVICE_HIGH_PX + 4);
    }
    return y - box.y;
}

void hosts_band_lay_out(HostsBand *band, const Frame *frame, Box box) {
    *band = (HostsBand){0};
    const Px services = place_services(band, frame, box);
    if (services > 0) box.width -= PX(SERVICE_PX + GAP_PX);
    const int all = (int)frame->now.plan->host_count;
    const int hosts = all < BAND_HOSTS_MOST ? all : BAND_HOSTS_MOST;
    const int gauges = most_gauges(frame, hosts);
    int placed = 0;
    for (int size = CARD_FULL; size <= CARD_TINY && hosts > 0; size++) {
        if (host_card_width((CardSize)size, gauges) > box.width && size != CARD_TINY) continue;
        placed = place_cards(band, (CardSize)size, gauges, hosts, box);
        if (placed == hosts) break;
    }
    band->host_count = placed;
    band->left_out = all - placed;
    if (band->left_out > 0) {
        band->remark = (Box){box.x, box.y + band->height + PX(2), box.width, PX(REMARK_PX)};
        band->height += PX(REMARK_PX + 2);
    }
    if (services > band->height) band->height = services;
}

void hosts_band_draw(const HostsBand *band, const Frame *frame, Canvas *canvas) {
    for (int host = 0; host < band->host_count; host++)
        host_card_draw(frame, canvas, host, band->size, band->hosts[host]);
    for (int service = 0; service < SERVICE_COUNT; service++)
        if (band->services[service].width > 0)
            service_card_draw(frame, canvas, (Service)service, band->services[service]);
    if (band->left_out == 0) return;
    int down = 0;
    for (int host = band->host_count; host < (int)frame->now.plan->host_count; host++)
        down += !world_host(frame->now.head, host)->up;
    TextStyle style = ink_text(INK_FAINT, PANE_SMALL_PX);
    style.halo = INK_BACKGROUND; /* messages run behind it */
    pane_line(canvas, band->remark, ANCHOR_MIDDLE, style, "and %d more %s, %d of them down", band->left_out,
              band->left_out == 1 ? "host" : "hosts", down);
}
