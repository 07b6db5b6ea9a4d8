#pragma once

#include <string>

namespace ogi::model {

// A further page, or a frame, of the report that a page shows. It is visited with the page, never alone.
struct PagePart {
    std::string url{};
    // Validators of the copy we hold.
    std::string etag{};
    std::string last_modified{};
    std::string snapshot{};  // Digest of its newest body; empty: it is gone.

    bool operator==(const PagePart&) const = default;
};

}  // namespace ogi::model
