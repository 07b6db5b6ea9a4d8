#pragma once

#include "base/time.h"
#include "crawler/transport.h"
#include "model/page.h"
#include "model/snapshot.h"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ogi::crawler {

class FetchRules;
class HostTurns;
class RobotsCache;

// An error page that says more than this is not read.
inline constexpr std::size_t gone_body_bytes_max = std::size_t{64} << 10;

struct FetchSettings {
    std::string robots_agent = "ogid";  // The product token looked for in robots.txt.
    // From the end of one response to the next request; 0 is allowed.
    std::chrono::milliseconds host_delay{1'000};
    std::chrono::milliseconds crawl_delay_max{30'000};  // A longer Crawl-delay in robots.txt is cut to this.
    int redirects_max = 5;
    // A host that is held for longer is not waited for: the visit fails and says until when.
    std::chrono::milliseconds hold_wait_max{30'000};
    std::chrono::seconds retry_after_max{std::chrono::hours{24}};  // A longer Retry-After is cut to this.
    int overload_delays = 10;  // 429 or 503 without Retry-After: the host is held for so many of its delays.
};

// What one visit found, before anything is understood.
struct Fetched {
    model::VisitOutcome outcome = model::VisitOutcome::failed;
    std::string note{};                         // Why, in words, for any outcome but changed and unchanged.
    std::optional<model::Snapshot> snapshot{};  // Set if and only if outcome is changed.
    std::optional<base::UtcTime> not_before{};  // The server asked us to wait (Retry-After).
    // Validators that came with a body that is the one we hold; empty where there were none, or no body.
    std::string etag{};
    std::string last_modified{};
    // As the host's robots.txt names them; told of entry pages only.
    std::vector<std::string> sitemaps{};
    // Set where the outcome is challenged, disallowed or failed, and only there.
    std::optional<model::FailureReason> reason{};
    std::optional<model::GoneReason> gone_reason{};  // Set where the outcome is gone, and only there.
    bool open_ended = false;  // Nothing told that the body was all of it (HttpResponse::open_ended).
    // The page that came with 404 or 410: what it says may be that the site is out of service. Nothing of it
    // is kept. Empty where it is longer than gone_body_bytes_max.
    std::string gone_body{};
    std::string gone_content_type{};
};

// Visits pages politely: robots.txt first, then the host's delay, then the request with validators, then
// redirects by hand, each hop under the same rules and on the same site. Runs on the network thread. Once it
// is destroyed, visits under way end as failed with their next step.
class Fetcher {
  public:
    // `transport` must outlive it.
    Fetcher(Transport& transport, FetchSettings settings, base::Clock clock);
    ~Fetcher();

    // Takes the page's validators from etag and last_modified. A body that is byte for byte the one that
    // page.snapshot names is `unchanged`, like a 304.
    boost::asio::awaitable<Fetched> fetch(model::Page page);

    // Limits that may change while it runs.
    void set_settings(FetchSettings settings);

    // When which host may be asked, and its robots.txt; both live as long as the Fetcher.
    HostTurns& turns();
    RobotsCache& robots();

  private:
    std::shared_ptr<FetchRules> rules_;
};

}  // namespace ogi::crawler
