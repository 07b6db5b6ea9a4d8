#include "daemon/pool_threads.h"

#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <sys/resource.h>

#include <atomic>
#include <system_error>

namespace ogi::daemon {
namespace {

namespace asio = boost::asio;

TEST(PoolThreads, FinishEverythingThatWasPosted) {
    asio::thread_pool pool{0};
    std::atomic<int> done = 0;
    PoolThreads threads{pool, 3, "tests"};
    for (int n = 0; n < 100; ++n)
        asio::post(pool, [&] { asio::post(pool, [&] { ++done; }); });
    threads.finish();
    EXPECT_EQ(done, 100);
    threads.finish();  // There is nothing more to finish.
}

TEST(PoolThreads, OfAPoolOfItsOwnEndWithItsLastHolder) {
    std::atomic<int> done = 0;
    {
        auto pool = make_pool(2, "tests");
        const auto other_holder = pool;
        std::atomic<bool> begun = false;
        asio::post(*pool, [&] { begun = true, ++done; });
        while (!begun) std::this_thread::yield();
        pool.reset();
    }
    EXPECT_EQ(done, 1);
}

TEST(PoolThreads, LeaveTheRestToAPoolThatWasStopped) {
    asio::thread_pool pool{0};
    std::atomic<bool> go_on = false;
    int done = 0;
    PoolThreads threads{pool, 1, "tests"};
    asio::post(pool, [&] {
        while (!go_on) std::this_thread::yield();
        ++done;
    });
    for (int n = 0; n < 10; ++n) asio::post(pool, [&] { ++done; });
    pool.stop();
    go_on = true;
    threads.finish();
    EXPECT_LE(done, 1);
}

// Sanitizers need more address space than the test leaves.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(PoolThreads, SayWhatTheyWereForWhereTheSystemGivesTooFew) {
    rlimit memory{};
    getrlimit(RLIMIT_AS, &memory);
    rlimit little = memory;
    little.rlim_cur = std::size_t{1} << 30;
    std::string said;
    {
        asio::thread_pool pool{0};
        setrlimit(RLIMIT_AS, &little);
        try {
            const PoolThreads threads{pool, 1000, "tests"};  // A stack of 8 MiB each.
        } catch (const std::system_error& refused) {
            said = refused.what();
        }
        setrlimit(RLIMIT_AS, &memory);
    }
    EXPECT_NE(said.find("of 1000 threads for tests"), std::string::npos) << said;
}
#endif

}  // namespace
}  // namespace ogi::daemon
