#pragma once

#include "base/result.h"
#include "storage/store.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace ogi::daemon {

// The one thread that commits to the store, in the order in which it is asked to. One sync makes durable what
// was written since the one before: at once where there is nothing else to write, else after writes_a_sync or
// sync_every.
class Writer {
  public:
    static constexpr std::size_t writes_a_sync = 512;
    static constexpr std::chrono::milliseconds sync_every{50};

    using Write = std::function<base::Result<void>()>;
    using Told = std::function<void(const base::Result<void>& written)>;

    // `store` must outlive it.
    explicit Writer(storage::Store& store);
    // Does everything it was asked for.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // Runs `work` on the thread.
    void post(std::function<void()> work);
    // The same, and returns when it has done that and all that it was asked for before. Not on the thread.
    void drain(const std::function<void()>& work);
    // Runs `write`, and `told` once it has failed or all that it wrote is durable. Both on the thread.
    void write(Write write, Told told);

  private:
    struct Job {
        Write write;
        Told told;
    };
    void run();
    void make_durable();

    storage::Store& store_;
    std::mutex mutex_;
    std::condition_variable more_;
    std::vector<Job> jobs_;
    bool closing_ = false;

    // The thread's own.
    std::vector<Told> written_;  // Since the last sync.
    std::chrono::steady_clock::time_point last_sync_{};

    std::thread thread_;
};

}  // namespace ogi::daemon
