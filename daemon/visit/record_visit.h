#pragma once

#include "base/result.h"
#include "daemon/decisions/rulings.h"
#include "daemon/visit/decide.h"
#include "storage/store.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ogi::daemon {

// A visit on its way from the network to the store.
struct Visit {
    Visited visited;
    std::uint64_t stamp = 0;  // storage::DuePage::stamp of the page.
    std::size_t bytes = 0;    // Of the body that came.
    std::vector<storage::HostUpdate> hosts{};
};

// What a recorded visit means for the schedule.
struct Recorded {
    model::Page page;  // As it is now.
    std::size_t changes = 0;
    bool asked_for = false;             // By a person.
    std::vector<std::string> led_to{};  // URLs that it led to and that are visited as asked for too.
    std::vector<std::pair<std::string, base::UtcTime>> due{};  // Hosts with a new page, or an earlier time.
    bool stale = false;  // Somebody else wrote the page during the visit; nothing was recorded.
};

struct RecordSettings {
    DecideSettings decide;
    storage::UrlBounds bounds{};
    std::shared_ptr<const RulingBook> rulings = std::make_shared<const RulingBook>();
    extract::Programs programs{};
};

// Decides what follows from a visit and commits it, in one batch, not yet durable. On the writer's thread.
base::Result<Recorded> record_visit(storage::Store& store, Visit visit, base::UtcTime now,
                                    const RecordSettings& settings);

// Whether the crawl visits a page.
enum class Crawled { yes, no };

// The same for a look that somebody else took at the page, `at` that time: nothing is learnt of its host. A
// page that is not crawled stays out of the schedule, and its links are not taken up.
base::Result<Recorded> record_import(storage::Store& store, Visited visited, base::UtcTime at,
                                     const RecordSettings& settings, Crawled crawled);

// Whether a visit confirmed the page and can say nothing of reports or other pages.
bool is_quiet(const Visit& visit);
// The same for quiet visits of different pages, all in one batch. One Recorded each, in their order.
base::Result<std::vector<Recorded>> record_quiet(storage::Store& store, std::vector<Visit> visits,
                                                 base::UtcTime now, const RecordSettings& settings);

// Takes a page out of the schedule; it stays known.
base::Result<void> retire(storage::Store& store, storage::DuePage due);

}  // namespace ogi::daemon
