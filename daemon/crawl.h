#pragma once

#include "base/result.h"
#include "base/time.h"
#include "crawler/fetcher.h"
#include "daemon/decide.h"
#include "daemon/due.h"
#include "daemon/page_reader.h"
#include "storage/store.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <set>
#include <string>

namespace ogi::daemon {

struct CrawlSettings {
    int hosts_max = 64;
    int workers = 2;
    DecideSettings decide;
};

// Visits what is due until nothing is. One coroutine a host on the network thread, so a host never sees two
// requests at once; extraction and parsing on worker threads; one writer thread, the only place that writes
// to the store. A host whose pages wait for a worker asks for nothing more: that is the back-pressure.
class Crawl {
  public:
    // Called on the writer thread once a visit is durable, with the number of feed entries it made.
    using OnVisit = std::function<void(const model::Page& page, std::size_t changes)>;

    // All references must outlive it. `network` runs on one thread.
    Crawl(storage::Store& store, crawler::Fetcher& fetcher, boost::asio::io_context& network,
          CrawlSettings settings, base::Clock clock, OnVisit on_visit);
    // Waits for the workers and the writer. `network` must not run any more.
    ~Crawl();

    // Ends when no host has a page due, or after stop(). Fails with the store's error when a commit failed:
    // what was committed before stands, the page is visited again next time.
    boost::asio::awaitable<base::Result<void>> run_until_idle(Due due);

    // Lets every visit under way end, starts no other. On the network thread.
    void stop();
    // Visits that end from now on are not committed: the program is about to leave. On the network thread.
    void abandon() { abandoned_ = true; }
    // Something new may be due. On the network thread.
    void wake();

    // Runs `work` on the writer thread, where alone the store may be written.
    void on_writer(std::function<void()> work);

  private:
    boost::asio::awaitable<void> visit_host(std::string authority, Due due);
    boost::asio::awaitable<base::Result<void>> visit(model::Page page);
    void start_hosts(Due due);
    base::UtcTime horizon(Due due) const;
    // A visit that is in the store, for those who want to know of it.
    struct Recorded {
        model::Page page;
        std::size_t changes = 0;
        bool found_other_host = false;  // New pages on a host that may not be visited yet.
    };
    // On the writer thread.
    base::Result<Recorded> commit(Visited visited);
    // On the syncer's thread: makes the commit with this number durable, unless a sync for another one did.
    base::Result<void> make_durable(std::uint64_t number);
    base::Result<std::optional<Standing>> standing(const model::ReportKey& key) const;

    storage::Store& store_;
    crawler::Fetcher& fetcher_;
    boost::asio::io_context& network_;
    CrawlSettings settings_;
    base::Clock clock_;
    OnVisit on_visit_;
    boost::asio::steady_timer event_;            // Cancelled to wake run_until_idle.
    std::set<std::string, std::less<>> active_;  // Hosts being visited.
    base::Result<void> health_;                  // The first failure of the store.
    bool stopping_ = false;
    bool abandoned_ = false;
    bool woken_ = false;
    boost::asio::thread_pool workers_;
    std::atomic<std::uint64_t> commits_{0};  // Written so far.
    std::uint64_t durable_commits_ = 0;      // The syncer's own.
    boost::asio::thread_pool writer_{1};
    boost::asio::thread_pool syncer_{1};
    PageReader reader_{store_, fetcher_, workers_, writer_};
};

}  // namespace ogi::daemon
