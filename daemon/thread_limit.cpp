#include "daemon/thread_limit.h"

#include <latch>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace ogi::daemon {

base::Result<void> check_threads(int needed) {
    std::latch all_tried{1};
    std::vector<std::jthread> threads;
    std::string problem;
    try {
        for (int n = 0; n < needed; ++n) threads.emplace_back([&] { all_tried.wait(); });
    } catch (const std::system_error& refused) {
        problem = refused.code().message();
    }
    all_tried.count_down();
    if (problem.empty()) return {};
    return base::fail(base::ErrorCode::io, "the system gives " + std::to_string(threads.size()) +
                                               " threads, " + std::to_string(needed) + " are needed (" +
                                               problem + "): is there a limit of memory or of processes?");
}

}  // namespace ogi::daemon
