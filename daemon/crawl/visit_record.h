#pragma once

#include "model/page.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ogi::daemon {

// What became of a page whose turn it was, once it is in the store.
struct VisitRecord {
    model::Page page;                   // As it is now.
    bool visited = true;                // false: no source wants it any more, so it was put aside.
    bool asked_for = false;             // A person had asked for it.
    std::size_t changes = 0;            // Feed entries it made.
    std::vector<std::string> led_to{};  // URLs that it led to and that are visited as asked for too.
};

}  // namespace ogi::daemon
