#pragma once

#include "base/result.h"
#include "daemon/crawl/crawl_totals.h"
#include "daemon/crawl/seed.h"
#include "daemon/crawl/visit_record.h"
#include "storage/store.h"

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace ogi::daemon {

// What a recrawl came to.
struct RecrawlSummary {
    std::size_t asked = 0;  // Pages that were made due.
    bool waited = false;    // The counts below are of the finished recrawl.
    CrawlTotals totals{};   // Of the pages that were asked for and those they led to.

    std::string to_json() const;
    // Reads what to_json wrote. Fails with `malformed`.
    static base::Result<RecrawlSummary> parse(std::string_view json);
};

// How far a recrawl is.
struct RecrawlProgress {
    std::size_t asked = 0;
    std::size_t open = 0;  // Pages not visited yet, those that it was led to included.
    CrawlTotals totals{};
    std::string next{};         // URL of one of the open pages.
    std::string waiting_for{};  // What that one waits for, in words; empty where nothing is known of it.

    std::string to_json() const;
    // Reads what to_json wrote; nullopt for anything else.
    static std::optional<RecrawlProgress> parse(std::string_view json);
};

// Where a recrawl's progress can be read, from any thread.
class RecrawlWatch {
  public:
    RecrawlProgress read() const {
        const std::scoped_lock lock{mutex_};
        return progress_;
    }
    void write(RecrawlProgress progress) {
        const std::scoped_lock lock{mutex_};
        progress_ = std::move(progress);
    }

  private:
    mutable std::mutex mutex_;
    RecrawlProgress progress_;
};

// Takes requests to visit pages now and tells when that is done. Everything on the crawl's writer thread, so
// that a request and the visits it waits for cannot overtake each other.
class RecrawlDesk {
  public:
    using Done = std::function<void(base::Result<RecrawlSummary>)>;

    RecrawlDesk(storage::Store& store, std::shared_ptr<const SourceScope> scope)
        : store_{store}, scope_{std::move(scope)} {}

    void set_scope(std::shared_ptr<const SourceScope> scope) { scope_ = std::move(scope); }

    // Makes the selected pages due. `wait`: `done` is called when they and all that they led to have been
    // visited, otherwise at once. `watch` may be null.
    void request(const RecrawlSelector& selector, bool wait, Done done,
                 std::shared_ptr<RecrawlWatch> watch = nullptr);

    // A visit was committed. One that had begun before a request for its page does not serve it: the page is
    // made due again. Fails as the store does.
    base::Result<void> visited(const VisitRecord& record);

    // No visit will follow any more: every request still waiting fails with `busy`.
    void close();

  private:
    struct Waiting {
        std::set<std::string, std::less<>> open;  // URLs.
        RecrawlSummary summary;
        Done done;
        std::shared_ptr<RecrawlWatch> watch;

        void tell_watch() const;
    };

    storage::Store& store_;
    std::shared_ptr<const SourceScope> scope_;
    std::list<Waiting> waiting_;
    bool closed_ = false;
};

}  // namespace ogi::daemon
