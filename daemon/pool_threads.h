#pragma once

#include <boost/asio/thread_pool.hpp>

#include <memory>
#include <string_view>
#include <thread>
#include <vector>

namespace ogi::daemon {

// The threads of a pool. Asio's own constructor (Boost 1.81) waits for ever for the threads it has begun
// where the system does not give one more; this one ends them and says so.
class PoolThreads {
  public:
    // `pool` was made with no threads and must outlive this. Throws std::system_error, naming `work`, where
    // the system does not give `count` threads.
    PoolThreads(boost::asio::thread_pool& pool, int count, std::string_view work);
    ~PoolThreads();
    PoolThreads(const PoolThreads&) = delete;
    PoolThreads& operator=(const PoolThreads&) = delete;

    // Returns when everything that the pool was given is done, or at once where the pool was stopped. The
    // pool takes no work afterwards.
    void finish();

  private:
    boost::asio::thread_pool& pool_;
    std::vector<std::thread> threads_;
};

// A pool with `count` threads, for `work`; throws as PoolThreads. As its last holder lets go of it, what it
// was given and has not begun is dropped, and what it has begun is waited for.
std::shared_ptr<boost::asio::thread_pool> make_pool(int count, std::string_view work);

}  // namespace ogi::daemon
