#pragma once

#include "daemon/api/api_context.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <string>

namespace ogi::daemon {

// What the running daemon told of itself a moment ago. To tell it takes the crawl's and the writer's time; so
// it is asked once for all readers of pages, and not again before `fresh_for` is over. Belongs to the API's
// thread.
class ToldMemory {
  public:
    static constexpr std::chrono::seconds fresh_for{5};
    // How long a page waits for what only the crawl's thread knows.
    static constexpr std::chrono::seconds patience{20};

    explicit ToldMemory(const ApiContext& context) : context_{context} {}

    // Lines. Fails with `busy` where the daemon does not answer in time, and as it does. `memory` outlives
    // the call.
    static boost::asio::awaitable<base::Result<std::string>> ask(ToldMemory& memory, About about);

  private:
    struct Last {
        std::chrono::steady_clock::time_point at{};
        base::Result<std::string> answer = std::string{};
        std::shared_ptr<boost::asio::steady_timer>
            asking{};  // Ends when the answer is there; null: nobody asks.
    };
    const ApiContext& context_;
    std::map<About, Last> last_;
};

}  // namespace ogi::daemon
