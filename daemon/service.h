#pragma once

#include "base/result.h"
#include "daemon/config/config.h"
#include "daemon/crawl/crawl_totals.h"
#include "daemon/crawl/due.h"
#include "daemon/crawl/recrawl.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace ogi::daemon {

// The whole daemon: store, crawl, control socket and API, put together from a configuration.
class Service {
  public:
    // After SIGTERM or SIGINT visits under way may take this long to end, or until a second one comes; then
    // they are dropped, uncommitted.
    static constexpr std::chrono::seconds drain_grace{5};
    // Pauses while the store cannot be written: the first, doubled each time up to the longest.
    static constexpr std::chrono::seconds store_retry_first{1};
    static constexpr std::chrono::seconds store_retry_max{30};

    // Opens the store, puts the sources into the frontier, listens. Fails with the error of whatever does not
    // work; nothing is fetched yet.
    static base::Result<std::unique_ptr<Service>> start(const Config& config);
    ~Service();

    // Visits what is due, with what that leads to, until nothing is. Fails with the store's error, or with
    // `busy` where a signal ended it early; what was committed stands either way.
    base::Result<CrawlTotals> run_once(Due due);

    // Makes the selected pages due ahead of everything else; for use before run_once, whose progress `watch`
    // then tells. Fails as request_recrawl does.
    base::Result<std::size_t> make_due(const RecrawlSelector& selector, std::shared_ptr<RecrawlWatch> watch);

    // The signal that ended run_once early; 0: none did.
    int stopped_by() const;

    // What an operator holds back (Paused::names); not while it runs.
    std::vector<std::string> paused() const;

    // Why run() ended well.
    enum class Ended {
        told_to,     // SIGTERM or SIGINT.
        begin_anew,  // The store failed, and its disk is in order again: a new process can open it.
    };
    // Visits pages as they fall due. SIGHUP has it read its configuration again.
    base::Result<Ended> run();

  private:
    struct Parts;
    explicit Service(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace ogi::daemon
