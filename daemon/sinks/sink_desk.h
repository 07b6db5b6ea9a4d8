#pragma once

#include "daemon/sinks/runner.h"
#include "daemon/sinks/settings.h"
#include "daemon/sinks/status.h"
#include "storage/store.h"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// The sinks of a running daemon. From any thread, adopt and stop from one at a time.
class SinkDesk {
  public:
    // `store` must outlive it.
    SinkDesk(const storage::Store& store, Parking parking);

    // Runs exactly these from now on; one whose settings are as before goes on undisturbed. Returns when
    // those that are no longer wanted have ended.
    void adopt(const std::vector<SinkSettings>& wanted);
    // The log has grown.
    void notify();
    // Ends pauses of one sink; false: there is none of that name.
    bool resume(std::string_view name);
    // Waits until every sink has all of the log, is in trouble, or `longest` has passed.
    void drain(std::chrono::milliseconds longest);
    void stop();
    // In order of name.
    std::vector<SinkStatus> status() const;

  private:
    const storage::Store& store_;
    const Parking parking_;
    mutable std::mutex mutex_;
    std::map<std::string, std::unique_ptr<SinkRunner>, std::less<>> runners_;
};

}  // namespace ogi::daemon
