#pragma once

#include "base/json_writer.h"
#include "model/page.h"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>

namespace ogi::daemon {

// What a crawl did: its visits by outcome, and what came of them.
struct CrawlTotals {
    std::uint64_t visits = 0;
    std::uint64_t changed = 0;
    std::uint64_t unchanged = 0;
    std::uint64_t gone = 0;
    std::uint64_t challenged = 0;
    std::uint64_t disallowed = 0;
    std::uint64_t failed = 0;
    std::uint64_t changes = 0;  // Feed entries.

    // Adds a visit that made `entries` feed entries.
    void count(const model::Page& page, std::size_t entries);
    void write_members(base::JsonWriter& json) const;
    // Members that are missing count 0.
    static CrawlTotals read_members(const boost::json::object& object);
    // "visits=12 changed=3 …" for a log line.
    std::string text() const;
};

}  // namespace ogi::daemon
