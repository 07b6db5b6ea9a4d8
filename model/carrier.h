#pragma once

#include "base/time.h"

#include <optional>
#include <string>

namespace ogi::model {

// The page that links a document as its report. What it says of the report holds where the document does not
// say it itself.
struct Carrier {
    std::string url{};
    std::string title{};   // As printed.
    std::string agency{};  // Its full name; empty if the page does not tell.
    int year = 0;          // 0 if the page does not tell.
    std::optional<base::Date> published{};
    bool links = true;  // False: it did and does not any more; the agency has put another one in its place.

    bool operator==(const Carrier&) const = default;
};

}  // namespace ogi::model
