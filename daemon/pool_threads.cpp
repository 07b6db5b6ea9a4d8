#include "daemon/pool_threads.h"

#include <string>
#include <system_error>

namespace ogi::daemon {

namespace {

struct OwnedPool {
    OwnedPool(int count, std::string_view work) : threads{pool, count, work} {}
    ~OwnedPool() { pool.stop(); }
    OwnedPool(const OwnedPool&) = delete;
    OwnedPool& operator=(const OwnedPool&) = delete;

    boost::asio::thread_pool pool{0};
    PoolThreads threads;
};

}  // namespace

PoolThreads::PoolThreads(boost::asio::thread_pool& pool, int count, std::string_view work) : pool_{pool} {
    try {
        for (int n = 0; n < count; ++n) threads_.emplace_back([&pool] { pool.attach(); });
    } catch (const std::system_error& refused) {
        const auto begun = threads_.size();
        pool_.stop();
        finish();
        throw std::system_error{refused.code(), "it gives " + std::to_string(begun) + " of " +
                                                    std::to_string(count) + " threads for " +
                                                    std::string{work}};
    }
}

PoolThreads::~PoolThreads() {
    finish();
}

void PoolThreads::finish() {
    if (threads_.empty()) return;
    pool_.wait();  // The pool has no thread of its own; this lets go of those that are attached.
    for (auto& thread : threads_) thread.join();
    threads_.clear();
}

std::shared_ptr<boost::asio::thread_pool> make_pool(int count, std::string_view work) {
    auto owned = std::make_shared<OwnedPool>(count, work);
    return {owned, &owned->pool};
}

}  // namespace ogi::daemon
