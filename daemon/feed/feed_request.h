#pragma once

#include "base/result.h"
#include "daemon/api/request_target.h"
#include "model/cursor.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogi::daemon {

// How the feed is delivered.
enum class Delivery {
    normal,       // What there is.
    longpoll,     // The same, but waits while there is nothing.
    continuous,   // Goes on with what comes, a line each.
    eventsource,  // The same as server-sent events.
};

enum class Style {
    all,     // Every entry.
    latest,  // Those alone that are the newest of their report.
};

// How much of a report goes along with an entry.
enum class Include {
    ref,     // Only what it is about.
    cells,   // The line as it is stored.
    report,  // And the whole report, as the entry left it.
};

// Which entries are wanted; what is empty does not matter.
struct FeedFilter {
    std::string agency{};  // Id or name.
    std::string region{};  // What the agency's division code begins with.
    std::optional<int> year{};
    std::vector<std::string> classes{};  // Words of docs/formats.md.
    std::vector<std::string> types{};    // "added", …

    bool empty() const {
        return agency.empty() && region.empty() && !year && classes.empty() && types.empty();
    }
    bool operator==(const FeedFilter&) const = default;
};

struct FeedRequest {
    static constexpr std::chrono::milliseconds heartbeat_default{15'000};
    static constexpr std::chrono::milliseconds heartbeat_min{100};
    static constexpr std::chrono::milliseconds wait_max{
        55'000};  // Proxies close what is silent for a minute.

    model::GivenCursor since{};
    Delivery delivery = Delivery::normal;
    Style style = Style::all;
    Include include = Include::cells;
    FeedFilter filter{};
    std::uint64_t limit = 0;                                 // Lines at most; 0: no limit.
    std::chrono::milliseconds heartbeat{heartbeat_default};  // How often a silent stream says its cursor.
    std::chrono::milliseconds timeout{wait_max};             // How long longpoll waits.
};

// Of /v1/changes. Last-Event-ID, where it is sent, is later than `since`. Fails with `usage`, naming the part
// it does not understand.
base::Result<FeedRequest> parse_feed_request(const RequestTarget& target, std::string_view last_event_id);

// Takes what all that serve lines of the feed know (include, agency, region, year, class, type); false for
// another name.
base::Result<bool> take_line_parameter(FeedRequest& request, std::string_view name, const std::string& value);

// Fails with `usage` for what is no cursor.
base::Result<model::GivenCursor> read_cursor(std::string_view name, std::string_view value);

}  // namespace ogi::daemon
