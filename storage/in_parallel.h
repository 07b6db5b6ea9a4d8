#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace ogi::storage {

// Calls `work` with every number below `count`, on so many threads; returns when all are done. `work` must
// not throw.
template <class Work>
void in_parallel(unsigned threads, std::size_t count, const Work& work) {
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        for (auto i = next.fetch_add(1); i < count; i = next.fetch_add(1)) work(i);
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads && i < count; ++i) others.emplace_back(run);
    run();
}

}  // namespace ogi::storage
