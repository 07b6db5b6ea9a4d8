#include "daemon/pool_threads.h"

#include <string>
#include <system_error>

namespace ogi::daemon {

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

}  // namespace ogi::daemon
