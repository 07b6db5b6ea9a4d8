#pragma once

#include "crawler/cookies.h"
#include "crawler/fetcher.h"
#include "crawler/host_turns.h"
#include "crawler/robots_cache.h"

namespace ogi::crawler {

// What all visits of a Fetcher share. A visit holds it by shared_ptr, because coroutines that wait may be
// destroyed after the Fetcher.
class FetchRules {
  public:
    FetchRules(Transport& transport_to_use, FetchSettings settings_in_force, base::Clock clock_to_read)
        : transport{transport_to_use},
          settings{std::move(settings_in_force)},
          clock{std::move(clock_to_read)},
          turns{std::make_shared<HostTurns>(settings.host_delay)},
          robots{std::make_shared<RobotsCache>(transport, turns, clock, robots_settings(settings))} {}

    void stop() {
        stopped = true;
        robots->stop();
    }

    Transport& transport;  // Not to be used once stopped.
    FetchSettings settings;
    base::Clock clock;
    std::shared_ptr<HostTurns> turns;
    std::shared_ptr<RobotsCache> robots;
    CookieJar cookies;
    bool stopped = false;

  private:
    static RobotsSettings robots_settings(const FetchSettings& settings) {
        RobotsSettings robots_own;
        robots_own.retry_after_max = settings.retry_after_max;
        return robots_own;
    }
};

}  // namespace ogi::crawler
