#include "sim/scenario/section.h"

uint32_t section_count(const Node *section) {
    return section->kind == NODE_MAP ? section->count / 2 : section->count;
}

const Node *section_first_key(Reader *reader, const Node *section, const char *what) {
    if (section->kind == NODE_MAP) {
        const Node *key = node_first(reader->document, section);
        return key == reader->too_deep ? NULL : key;
    }
    complain_of_kind(reader, section, what, "a map of names",
                     "write each name as a key, NAME: {}, with what belongs to it in the braces");
    return NULL;
}

bool section_has_room(Reader *reader, const Node *entry, const char *what, uint32_t before, uint32_t most) {
    if (before == most)
        complain(reader, entry, "too-many", NULL, "%s has more than %u entries", what, (unsigned)most);
    return before < most && !reading_full(reader);
}
