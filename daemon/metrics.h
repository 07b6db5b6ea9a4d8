#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::daemon {

// What a running daemon tells of itself in figures: whoever has some adds how they are read, and GET /metrics
// reads all of them (Prometheus text format 0.0.4).
class Metrics {
  public:
    enum class Kind { counter, gauge };
    struct Sample {
        std::vector<std::pair<std::string, std::string>> labels{};  // Name, value.
        double value = 0;
    };
    using Read = std::function<std::vector<Sample>()>;

    // `name`: "ogid_feed_followers"; of a counter it ends in "_total". `help`: a line for people. `read` is
    // called on the API's thread, at every look, as long as the daemon lives: it must be quick. From any
    // thread; a name is added once.
    void add(std::string name, Kind kind, std::string help, Read read);
    // The same for one figure without labels.
    void add(std::string name, Kind kind, std::string help, std::function<double()> read);

    // All of them, in the order in which they were added.
    std::string text() const;

  private:
    struct Family {
        std::string name;
        Kind kind;
        std::string help;
        Read read;
    };
    mutable std::mutex mutex_;
    std::vector<Family> families_;
};

}  // namespace ogi::daemon
