#pragma once

#include "storage/store.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>

namespace ogi::storage {

// A store opened anew beside one that was opened for reading a while ago: a running daemon may have moved
// what that one cannot find any more. From any thread.
class FreshLook {
  public:
    explicit FreshLook(std::filesystem::path folder) : folder_{std::move(folder)} {}

    // At most `age_max` old. Fails as Store::open does.
    base::Result<std::shared_ptr<const Store>> store();

  private:
    static constexpr std::chrono::seconds age_max{10};

    std::filesystem::path folder_;
    std::mutex mutex_;
    std::shared_ptr<const Store> store_;
    std::chrono::steady_clock::time_point opened_{};
};

}  // namespace ogi::storage
