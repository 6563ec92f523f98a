#include "ui/figures/regions.h"

#include <inttypes.h>
#include <stdlib.h>

#include "sim/run/words.h"
#include "ui/canvas/label.h"
#include "ui/canvas/look.h"
#include "ui/figures/page.h"

enum { PAD_PX = 10, HEAD_PX = 22, SIGN_PX = 14, LINE_PX = 20, GAP_PX = 14, BETWEEN_PX = 14, RADIUS_PX = 6 };

/* ---- what is in them ---------------------------------------------------------------------------------- */

static Text *add_item(Regions *regions, Region *region, int look) {
    if (region->count == region->capacity) {
        const size_t capacity = region->capacity ? 2 * region->capacity : 16;
        RegionItem *items = realloc(region->items, capacity * sizeof *items);
        regions->failed |= !items;
        if (!items) return NULL;
        region->items = items;
        region->capacity = capacity;
    }
    RegionItem *item = &region->items[region->count++];
    *item = (RegionItem){.look = look};
    if (look < LOOK_COUNT) regions->any_look[look] = true;
    return &item->text;
}

/* After a line of counts they begin a line, after other machines they go on. */
static void add_members(Regions *regions, Region *region, const Plan *plan, const Crew *crew) {
    bool after_counts = false;
    for (size_t i = 0; i < region->count; i++) {
        const RegionItem *item = &region->items[i];
        if (item->is_heading || item->begins_line) after_counts = item->is_heading;
    }
    for (uint32_t m = 0; m < crew->member_count; m++) {
        Text *text = add_item(regions, region, (int)crew->members[m].look);
        if (!text) return;
        region->items[region->count - 1].begins_line = m == 0 && after_counts;
        words_machine(text, plan, crew->members[m].machine);
        if (crew->members[m].is_off) text_add(text, " (off)");
    }
}

static void add_counts(Regions *regions, Region *region, const Plan *plan, const Crew *crew) {
    Text *name = add_item(regions, region, LOOK_COUNT);
    if (!name) return;
    text_add(name, plan->groups[crew->group].name);
    region->items[region->count - 1].is_heading = true;
    for (int look = LOOK_COUNT - 1; look >= 0; look--) {
        if (crew->looks[look] == 0) continue;
        Text *text = add_item(regions, region, look);
        if (text) text_add_format(text, "%" PRIu32, crew->looks[look]);
    }
    Text *off = crew->off ? add_item(regions, region, LOOK_COUNT) : NULL;
    if (off && crew->off == crew->machines)
        text_add(off, "all of them off");
    else if (off)
        text_add_format(off, "%" PRIu32 " of them off", crew->off);
}

static bool reaches_nothing(const Place *place, int host_count) {
    for (int target = 0; target < SERVICE_COUNT + host_count; target++)
        if (place_reaches(place, target)) return false;
    return true;
}

static void fill(Regions *regions, Region *region, const FigureRequest *request, const Sites *sites) {
    uint32_t crews = 0;
    for (uint32_t c = sites_first(sites, region->place);
         c < sites->count && sites->crews[c].place == region->place && !regions->failed; c++, crews++) {
        if (crews >= REGION_GROUPS_MOST) continue;
        if (sites->crews[c].member_count > 0)
            add_members(regions, region, request->plan, &sites->crews[c]);
        else
            add_counts(regions, region, request->plan, &sites->crews[c]);
    }
    if (crews > REGION_GROUPS_MOST) {
        Text *more = add_item(regions, region, LOOK_COUNT);
        if (more) text_add_format(more, "and %" PRIu32 " more groups", crews - REGION_GROUPS_MOST);
        if (more) region->items[region->count - 1].is_heading = true;
    }
}

bool regions_find(Regions *regions, const FigureRequest *request, const Sites *sites, const World *head) {
    const Place *places = world_places((World *)(uintptr_t)head); /* which are only read */
    for (uint32_t place = 0; place < request->plan->place_count; place++) {
        const uint32_t machines = sites_in(sites, place);
        if (machines == 0) continue;
        if (regions->count == REGIONS_MOST) {
            regions->places_left_out++;
            continue;
        }
        Region *region = &regions->regions[regions->count++];
        *region = (Region){.place = place};
        region->reaches_nothing = reaches_nothing(&places[place], (int)head->host_count);
        words_count(&region->machines, machines, "machine");
        fill(regions, region, request, sites);
        regions->failed |= region->machines.failed;
        for (size_t i = 0; i < region->count; i++) regions->failed |= region->items[i].text.failed;
    }
    return !regions->failed;
}

void regions_free(Regions *regions) {
    for (int r = 0; r < regions->count; r++) {
        for (size_t i = 0; i < regions->regions[r].count; i++) text_free(&regions->regions[r].items[i].text);
        text_free(&regions->regions[r].machines);
        free(regions->regions[r].items);
    }
    *regions = (Regions){0};
}

/* ---- where -------------------------------------------------------------------------------------------- */

static TextStyle name_style(void) {
    return ink_text(INK_TEXT, PAGE_LABEL_PX);
}

static Px width_of(const RegionItem *item, const Font *font, Px most) {
    const Px sign = item->look < LOOK_COUNT ? PX(SIGN_PX + 5) : 0;
    const Px width = sign + font_width(font, name_style(), text_bytes(&item->text));
    return width < most ? width : most;
}

/* Of the names of groups, so that their counts stand below each other. */
static Px heading_width(const Region *region, const Font *font, Px most) {
    Px widest = 0;
    for (size_t i = 0; i < region->count; i++) {
        const Px width = region->items[i].is_heading ? width_of(&region->items[i], font, most) : 0;
        if (width > widest) widest = width;
    }
    return widest;
}

/* Of single machines, so that they stand in columns. */
static Px member_width(const Region *region, const Font *font, Px most) {
    Px widest = 0;
    bool is_member = true;
    for (size_t i = 0; i < region->count; i++) {
        const RegionItem *item = &region->items[i];
        if (item->is_heading || item->begins_line) is_member = !item->is_heading;
        const Px width = is_member ? width_of(item, font, most) : 0;
        if (width > widest) widest = width;
    }
    return widest;
}

/* Side by side, and in the next line where there is no more room; the counts of a group beside its name. */
static Px lay_out_items(Region *region, const Font *font, Px left, Px y, Px width) {
    const Px heading = heading_width(region, font, width * 2 / 5), member = member_width(region, font, width);
    Px indent = 0, x = left;
    for (size_t i = 0; i < region->count; i++) {
        RegionItem *item = &region->items[i];
        const bool begins = item->is_heading || item->begins_line;
        if (begins) indent = 0;
        const Px wide = item->is_heading ? heading
                        : indent > 0     ? width_of(item, font, width - indent)
                                         : member;
        if (i > 0 && (begins || x + wide > left + width)) {
            x = left + indent;
            y += PX(LINE_PX);
        }
        item->box = (Box){x, y, wide, PX(LINE_PX)};
        x += wide + PX(GAP_PX);
        if (item->is_heading) indent = heading + PX(GAP_PX);
    }
    return region->count ? y + PX(LINE_PX) : y;
}

Px regions_lay_out(Regions *regions, const Font *font, Px x, Px y, Px width) {
    for (int r = 0; r < regions->count; r++) {
        Region *region = &regions->regions[r];
        const Px inner = y + PX(PAD_PX) / 2 + PX(HEAD_PX);
        Px bottom = lay_out_items(region, font, x + PX(PAD_PX), inner, width - 2 * PX(PAD_PX));
        if (region->reaches_nothing) bottom += PX(LINE_PX);
        region->box = (Box){x + PX_HALF, y + PX_HALF, width - PX(1), px_whole(bottom + PX(PAD_PX) / 2 - y)};
        y += region->box.height + PX(BETWEEN_PX);
    }
    return regions->count ? y - PX(BETWEEN_PX) : y;
}

void regions_move(Regions *regions, Px down) {
    for (int r = 0; r < regions->count; r++) {
        Region *region = &regions->regions[r];
        region->box.y += down;
        for (size_t i = 0; i < region->count; i++) region->items[i].box.y += down;
    }
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static void draw_item(const RegionItem *item, Canvas *canvas) {
    const Px sign = item->look < LOOK_COUNT ? PX(SIGN_PX + 5) : 0;
    const Box text = {item->box.x + sign, item->box.y, item->box.width - sign, item->box.height};
    if (sign)
        look_draw(canvas, (Look)item->look,
                  (Box){item->box.x, item->box.y + PX(LINE_PX - SIGN_PX) / 2, PX(SIGN_PX), PX(SIGN_PX)});
    label_draw(canvas, text, ANCHOR_START,
               item->look == LOOK_ABSENT || (!sign && !item->is_heading) ? ink_text(INK_FAINT, PAGE_LABEL_PX)
                                                                         : name_style(),
               text_bytes(&item->text));
}

static const char REACHES_NOTHING[] = "reaches no host and no service";

static void draw_region(const Region *region, const Plan *plan, Canvas *canvas) {
    const char *name = plan->places[region->place].name;
    const Box box = region->box;
    const Box head = {box.x + PX(PAD_PX), box.y + PX(PAD_PX) / 2, box.width - 2 * PX(PAD_PX), PX(HEAD_PX)};
    const TextStyle count = ink_text(INK_FAINT, PAGE_SMALL_PX);
    const Px wide = font_width(canvas->font, count, region->machines.bytes);
    canvas_group(canvas, (CanvasGroup){.role = "place", .title = name});
    canvas_round_box(canvas, box, PX(RADIUS_PX), ink_fill(INK_PANEL), ink_line(INK_AXIS, PX(1)));
    label_draw(canvas, (Box){head.x, head.y, head.width - wide - PX(8), head.height}, ANCHOR_START,
               ink_bold(INK_TEXT, PAGE_TEXT_PX), name);
    label_draw(canvas, (Box){box_right(head) - wide, head.y, wide, head.height}, ANCHOR_END, count,
               region->machines.bytes);
    for (size_t i = 0; i < region->count; i++) draw_item(&region->items[i], canvas);
    if (region->reaches_nothing) {
        const TextStyle style = ink_text(INK_NO_REACH, PAGE_LABEL_PX);
        label_draw(canvas,
                   (Box){head.x, box_bottom(box) - PX(PAD_PX) / 2 - PX(LINE_PX), head.width, PX(LINE_PX)},
                   ANCHOR_START, style,
                   font_width(canvas->font, style, REACHES_NOTHING) > head.width ? "reaches nothing"
                                                                                 : REACHES_NOTHING);
    }
    canvas_ungroup(canvas);
}

void regions_draw(const Regions *regions, const Plan *plan, Canvas *canvas) {
    for (int r = 0; r < regions->count; r++) draw_region(&regions->regions[r], plan, canvas);
}

static void draw_sign(Canvas *canvas, Box box, int look) {
    look_draw(canvas, (Look)look,
              (Box){box.x + (box.width - PX(SIGN_PX)) / 2, box.y + PX(1), PX(SIGN_PX), PX(SIGN_PX)});
}

void regions_add_legend(const Regions *regions, Legend *legend) {
    for (int look = 0; look < LOOK_COUNT; look++)
        if (regions->any_look[look]) legend_add(legend, draw_sign, look, LOOKS[look].word);
}
