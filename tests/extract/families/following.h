#pragma once

#include "extract/discovery/discover.h"
#include "tests/extract/reading.h"

#include <string>
#include <string_view>

namespace ogi::extract {

inline constexpr int test_last_year = 2025;

inline std::vector<Discovered> discovered(std::string_view address, std::string body, model::PageRole role,
                                          int depth = 0) {
    const auto snapshot = snapshot_of(std::move(body), address);
    const auto listing = read_list(snapshot);
    const auto document = listing.is_answer ? model::Document{} : read(snapshot.body, address);
    return discover({.document = document,
                     .listing = listing,
                     .url = snapshot.final_url,
                     .role = role,
                     .depth = depth,
                     .last_year = test_last_year});
}

// What is followed of a page, a line each: "report /a/1.html", with the form of a POST behind it.
inline std::string followed(std::string_view address, std::string body,
                            model::PageRole role = model::PageRole::list, int depth = 0) {
    std::string out;
    for (const auto& link : discovered(address, std::move(body), role, depth)) {
        const bool report = link.role == model::PageRole::report;
        out += report ? "report " : link.role == model::PageRole::list ? "list " : "gateway ";
        out += link.url.path_and_query();
        if (!link.form.empty()) out += " " + link.form;
        out += "\n";
    }
    return out;
}

}  // namespace ogi::extract
