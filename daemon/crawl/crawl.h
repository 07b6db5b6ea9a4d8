#pragma once

#include "base/result.h"
#include "base/time.h"
#include "crawler/fetcher.h"
#include "crawler/host_queue.h"
#include "daemon/crawl/due.h"
#include "daemon/crawl/host_work.h"
#include "daemon/crawl/paused.h"
#include "daemon/crawl/visit_record.h"
#include "daemon/crawl/writer.h"
#include "daemon/pool_threads.h"
#include "daemon/visit/page_reader.h"
#include "daemon/visit/record_visit.h"
#include "model/host.h"
#include "storage/store.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ogi::daemon {

struct CrawlSettings {
    int hosts_max = 64;  // Requests under way at the same time, one a host.
    int workers = 2;
    DecideSettings decide;
    storage::UrlBounds bounds{};
    std::shared_ptr<const RulingBook> rulings = std::make_shared<const RulingBook>();
    extract::Programs programs{};
    // Whether a page is still visited; empty: every page is. Others leave the schedule when their time comes,
    // and come back with a source that finds them again.
    std::function<bool(const model::Page&)> wants{};
};

// Visits what is due. A host's turn ends with the response; reading, committing and syncing go on behind it,
// on the workers and the writer, while the host's next page is asked for. What is behind is bounded in pages
// and bytes: beyond that nobody is asked. A host never sees two requests at once and no page is visited while
// its last visit is on the way. A host that waits is an entry of the HostQueue and nothing else.
//
// Everything runs on the network thread unless it says otherwise.
class Crawl {
  public:
    // Hosts taken up at the same time: asked, or between their robots.txt and their page.
    static constexpr std::size_t visits_max = 1'024;
    // Visits between the response and the store, and memory of the bodies they brought and that are not read
    // yet. The responses under way come on top.
    static constexpr std::size_t pages_behind_max = 128;
    static constexpr std::size_t bytes_behind_max = std::size_t{8} << 20;
    // The schedule is looked at this often even if nothing is known to fall due: a calendar may have jumped.
    static constexpr std::chrono::seconds look_again{60};

    // Called on the writer's thread once a visit is durable.
    using OnVisit = std::function<void(const VisitRecord& record)>;

    // All references must outlive it. `network` runs on one thread.
    Crawl(storage::Store& store, crawler::Fetcher& fetcher, boost::asio::io_context& network,
          CrawlSettings settings, base::Clock clock, OnVisit on_visit);
    // Waits for the workers and the writer. `network` must not run any more.
    ~Crawl();

    // Ends when no host has a page due that it can be asked for before long, or after stop(). Fails with the
    // store's error: what was committed before stands, the page is visited again next time.
    boost::asio::awaitable<base::Result<void>> run_until_idle(Due due);
    // Goes on until stop() or an error of the store.
    boost::asio::awaitable<base::Result<void>> run();

    // Lets every visit under way end, starts no other.
    void stop();
    // Visits that end from now on are not committed: the program is about to leave.
    void abandon() { abandoned_ = true; }
    // Something new may be due: every host is looked at again.
    void wake();

    // Runs `work` on the writer's thread, where alone the store may be written. From any thread.
    void on_writer(std::function<void()> work) { writer_.post(std::move(work)); }
    // The same, and returns when the writer has done that and all that it was asked for before.
    void drain_writer(const std::function<void()>& work) { writer_.drain(work); }

    // ---- orders and questions of a person
    // Hosts that are asked for nothing more until something else is said.
    void set_paused(Paused paused);
    void set_hosts_max(int hosts);
    void set_wants(std::function<bool(const model::Page&)> wants);
    // From any thread; holds for visits recorded later.
    void set_record_settings(RecordSettings settings);
    // Those in force, on the writer's thread.
    const RecordSettings& record_settings() const { return record_settings_; }
    // Why each host waits, in order of name, those behind `after`, `limit` at most.
    std::vector<model::HostStanding> hosts(std::string_view after, std::size_t limit) const;
    std::optional<model::HostStanding> host(std::string_view authority) const;
    std::size_t hosts_known() const { return queue_.hosts_known(); }
    std::size_t hosts_asked() const { return queue_.asking(); }
    // Visits between the response and the store.
    std::size_t pages_behind() const { return pages_behind_; }

  private:
    using Work = crawler::HostQueue::Work;
    struct Looked;  // What was read of a host's record.
    struct Quiet;   // Quiet visits that are recorded together.

    crawler::HostQueue::Now now() const;
    Work work() const { return due_ == Due::on_demand ? Work::urgent : Work::any; }
    storage::DueRange range() const;
    boost::asio::awaitable<base::Result<void>> run_until(std::function<bool()> over);

    void pump();
    void take_up(const std::string& authority);
    bool full() const { return pages_behind_ >= pages_behind_max || bytes_behind_ >= bytes_behind_max; }
    void arm_timer();
    bool idle();

    // ---- what is known and due, read on the reader's thread
    void look_at_hosts();
    void learn(const std::vector<Looked>& hosts);
    void load(const std::string& authority);
    void loaded(const std::string& authority, base::Result<storage::DueBatch> batch);

    // ---- visits
    boost::asio::awaitable<void> visit(std::string authority, storage::DuePage due);
    void end_turn(const std::string& authority, const crawler::Fetched& fetched);
    std::vector<storage::HostUpdate> news_of_hosts();
    void keep_robots(std::string_view authority, model::RobotsRecord robots);
    void keep_manners(const std::string& authority, const model::HostManners& manners);
    void record(std::shared_ptr<Visit> visit);
    void record_quietly(Visit visit);
    void tell_of(Recorded& recorded);
    void retire_page(const std::string& authority, storage::DuePage due);
    // One visit, or retirement, that has left the writer.
    struct Ended {
        std::string authority;
        std::string url;
        std::size_t bytes;
        Recorded recorded;
        base::Result<void> written;
    };
    // On the writer's thread.
    void told(Ended ended);
    void collect();
    void lower_due(const std::string& authority, base::UtcTime due);

    storage::Store& store_;
    crawler::Fetcher& fetcher_;
    boost::asio::io_context& network_;
    CrawlSettings settings_;
    RecordSettings record_settings_;  // The writer's.
    base::Clock clock_;
    OnVisit on_visit_;
    boost::asio::steady_timer event_;  // Cancelled to wake run_until.
    boost::asio::steady_timer alarm_;  // Wakes pump.
    base::SteadyTime alarm_at_ = base::SteadyTime::max();
    crawler::HostQueue queue_{visits_max, due_on_demand_last};
    std::unordered_map<std::string, HostWork> hosts_;                   // Those with pages in memory.
    std::unordered_map<std::string, model::HostManners> manners_kept_;  // By the store, where not the usual.
    std::shared_ptr<Quiet> quiet_;  // The last to be handed to the writer, where nothing came behind it.
    base::Result<void> health_;     // The first failure of the store.
    base::Result<void> damage_;     // The first page that could not be read; the crawl goes on.
    Due due_ = Due::by_now;
    bool running_ = false;
    bool stopping_ = false;
    Paused paused_;
    std::atomic<bool> abandoned_ = false;
    bool pumping_ = false;
    bool pump_again_ = false;
    std::size_t under_way_ = 0;  // Visits, loads and looks.
    std::size_t pages_behind_ = 0;
    std::size_t bytes_behind_ = 0;

    std::mutex ended_mutex_;
    std::vector<Ended> ended_;
    bool collecting_ = false;

    boost::asio::thread_pool workers_{0};
    boost::asio::thread_pool reader_pool_{0};  // Reads the schedule.
    PoolThreads worker_threads_;
    PoolThreads reader_thread_{reader_pool_, 1, "the schedule"};
    PageReader reader_{store_, fetcher_, workers_, settings_.programs};
    Writer writer_{store_};
};

}  // namespace ogi::daemon
