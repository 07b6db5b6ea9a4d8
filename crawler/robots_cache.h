#pragma once

#include "base/time.h"
#include "base/url.h"
#include "crawler/host_turns.h"
#include "crawler/robots_txt.h"
#include "crawler/transport.h"
#include "model/host.h"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::crawler {

struct RobotsSettings {
    std::size_t hosts_max = 16'384;                         // Kept; the least recently used go first.
    std::size_t rule_bytes_max = 64u << 20;                 // Of all files together.
    std::chrono::seconds lifetime{std::chrono::hours{24}};  // RFC 9309 §2.4.
    std::chrono::seconds suspension{300};                   // Of a host whose robots.txt could not be read.
    std::chrono::seconds retry_after_max{std::chrono::hours{24}};
    int redirects_max = 5;  // RFC 9309 §2.3.1.2.
};

using model::RobotsStanding;

// What is known of one host's robots.txt.
struct RobotsAnswer {
    RobotsStanding standing = RobotsStanding::known;
    std::shared_ptr<const RobotsTxt> rules = std::make_shared<RobotsTxt>();
    // Where the standing is not `known`: why, for machines and for a person.
    model::FailureReason failure = model::FailureReason::robots_unreadable;
    std::string reason{};
    base::UtcTime valid_until{};
};

// Where files are kept that leave memory, or outlive the program. Called on the network thread.
struct RobotsShelf {
    std::function<std::optional<model::RobotsRecord>(std::string_view authority)> find;
    std::function<void(std::string_view authority, model::RobotsRecord)> put;
};

// The robots.txt of every host lately visited. Asks for each once, however many wait for it; a copy that is
// out of date goes on to hold where the new one cannot be had. One thread; shared for the same reason as
// HostTurns.
class RobotsCache : public std::enable_shared_from_this<RobotsCache> {
  public:
    // `transport` must outlive every request made through find().
    RobotsCache(Transport& transport, std::shared_ptr<HostTurns> turns, base::Clock clock,
                RobotsSettings settings);
    ~RobotsCache();

    // What holds for `url`'s scheme, host and port. Takes the hosts' turns for its own requests and waits for
    // a held host at most `longest_hold`. A coroutine of `self`.
    static boost::asio::awaitable<RobotsAnswer> find(std::shared_ptr<RobotsCache> self, base::Url url,
                                                     std::chrono::milliseconds longest_hold);

    // What is known now without asking anybody; nullptr: nothing that holds. Valid until the next find().
    const RobotsAnswer* peek(std::string_view authority) const;

    // Asked for what is not in memory, and told of every new answer.
    void set_shelf(RobotsShelf shelf) { shelf_ = std::move(shelf); }

    // No requests any more; find() answers `suspended`.
    void stop() { stopped_ = true; }

    std::size_t hosts_known() const { return hosts_.size(); }

  private:
    struct Host;
    class Asking;
    using Hosts = std::map<std::string, std::unique_ptr<Host>, std::less<>>;

    static boost::asio::awaitable<model::RobotsRecord> ask(std::shared_ptr<RobotsCache> self, base::Url url,
                                                           std::chrono::milliseconds longest_hold);
    model::RobotsRecord answer_to(const base::Url& url, HttpResponse response);
    model::RobotsRecord known(std::string body) const;
    model::RobotsRecord withheld(RobotsStanding standing, model::FailureReason failure, std::string reason,
                                 std::optional<base::UtcTime> until = std::nullopt) const;
    bool holds(base::UtcTime valid_until) const;
    void learn(const std::string& authority, Host& host, model::RobotsRecord record);
    void take_from_shelf(const std::string& authority, Host& host);
    void keep(Host& host, RobotsAnswer answer);
    void evict();

    Transport& transport_;
    std::shared_ptr<HostTurns> turns_;
    base::Clock clock_;
    RobotsSettings settings_;
    RobotsShelf shelf_;
    Hosts hosts_;
    std::list<std::string> by_use_;  // Most recently used first.
    std::size_t rule_bytes_ = 0;
    bool stopped_ = false;
};

}  // namespace ogi::crawler
