#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <type_traits>
#include <utility>

namespace ogi::daemon {

// Makes a call something that can be spawned on another executor. A free coroutine instead of a capturing
// lambda: g++ 12 miscompiles captures that live inside a co_await expression. `call` and what it refers to
// outlive the awaiting frame.
template <class Call>
boost::asio::awaitable<std::invoke_result_t<Call&>> run_call(Call& call) {
    co_return call();
}

// The result of `call`, made on a thread of `pool`; whoever awaits goes on on its own.
template <class Call>
boost::asio::awaitable<std::invoke_result_t<Call&>> call_on(boost::asio::thread_pool& pool, Call& call) {
    auto job = run_call(call);
    co_return co_await boost::asio::co_spawn(pool, std::move(job), boost::asio::use_awaitable);
}

}  // namespace ogi::daemon
