#pragma once

#include "base/result.h"
#include "daemon/crawl_totals.h"
#include "daemon/seed.h"
#include "storage/store.h"

#include <cstdint>
#include <functional>
#include <list>
#include <set>
#include <string>

namespace ogi::daemon {

// What a recrawl came to.
struct RecrawlSummary {
    std::size_t asked = 0;  // Pages that were made due.
    bool waited = false;    // The counts below are of the finished recrawl.
    CrawlTotals totals;     // Of every visit from the request to its end.

    std::string to_json() const;
    // Reads what to_json wrote. Fails with `malformed`.
    static base::Result<RecrawlSummary> parse(std::string_view json);
};

// Takes requests to visit pages now and tells when that is done. Everything on the crawl's writer thread, so
// that a request and the visits it waits for cannot overtake each other.
class RecrawlDesk {
  public:
    using Done = std::function<void(base::Result<RecrawlSummary>)>;

    explicit RecrawlDesk(storage::Store& store) : store_{store} {}

    // Makes the selected pages due. `wait`: `done` is called when they and all that they led to have been
    // visited, otherwise at once.
    void request(const RecrawlSelector& selector, bool wait, Done done);

    // A visit was committed.
    void visited(const model::Page& page, std::size_t changes);

    // No visit will follow any more: every request still waiting fails with `busy`.
    void close();

  private:
    struct Waiting {
        std::set<std::string> pending;
        RecrawlSummary summary;
        Done done;
    };
    bool finished(const Waiting& waiting) const;

    storage::Store& store_;
    std::list<Waiting> waiting_;
    bool closed_ = false;
};

}  // namespace ogi::daemon
