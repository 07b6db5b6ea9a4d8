#pragma once

#include "extract/discovery/listed_links.h"
#include "model/snapshot.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

// What the families make of a list page, beside the links that stand in it as such.
struct ListReading {
    std::vector<ListedLink> links;
    std::vector<std::string_view> families;  // That read something.
    // The body is no page but what a list service answered (XML, JSON) or a sitemap: it has no text of its
    // own.
    bool is_answer = false;
    bool is_sitemap = false;
    std::vector<std::string> limits;  // Names of those reached.
};

// Reads a page's scripts, or a list service's answer, told by its content and not by its header. Never fails:
// what is not understood has no links.
ListReading read_list(const model::Snapshot& snapshot);

// Whether a body may be such an answer. Cheap.
bool may_be_answer(std::string_view body);

}  // namespace ogi::extract
