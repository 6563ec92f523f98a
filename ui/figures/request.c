#include "ui/figures/request.h"

#include "sim/base/check.h"

uint32_t request_group_count(const FigureRequest *request) {
    return request->groups ? request->group_count : request->plan->group_count;
}

uint32_t request_group(const FigureRequest *request, uint32_t number) {
    CHECK(number < request_group_count(request));
    return request->groups ? request->groups[number] : number;
}

uint32_t request_machine_count(const FigureRequest *request) {
    uint32_t sum = 0;
    for (uint32_t g = 0; g < request_group_count(request); g++)
        sum += request->plan->groups[request_group(request, g)].count;
    return sum;
}

bool request_has_group(const FigureRequest *request, uint32_t group) {
    if (!request->groups) return true;
    for (uint32_t g = 0; g < request->group_count; g++)
        if (request->groups[g] == group) return true;
    return false;
}

void request_add_title(Text *out, const FigureRequest *request) {
    if (request->title)
        text_add(out, request->title);
    else if (request->product)
        text_add_format(out, "The life of %s", request->product->name);
    else if (request->plan)
        text_add(out, request->plan->title);
}
