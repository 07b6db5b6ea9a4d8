#pragma once

#include "daemon/metrics.h"
#include "daemon/service/slow_figure.h"
#include "model/host.h"
#include "storage/store.h"

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace ogi::daemon {

// Figures of /metrics that alerts are made of: the store and its disk, what hosts wait for, overdue reports.
class ServiceFigures {
  public:
    // How often overdue reports are counted: they change with the day.
    static constexpr std::chrono::hours overdue_period{1};

    // All of it must outlive this. `writable`: from any thread.
    ServiceFigures(const storage::Store& store, std::filesystem::path folder, std::function<bool()> writable);

    // This must outlive `metrics`' last answer.
    void add_to(Metrics& metrics);
    // What the hosts wait for from now on. From any thread.
    void set_hosts(const std::vector<model::HostStanding>& hosts);

  private:
    std::vector<Metrics::Sample> hosts() const;

    const std::filesystem::path folder_;
    const std::function<bool()> writable_;
    mutable std::mutex mutex_;
    std::map<model::WaitReason, double> waiting_;
    SlowFigure overdue_;
};

}  // namespace ogi::daemon
