#pragma once

#include <boost/asio/awaitable.hpp>

#include <type_traits>

namespace ogi::daemon {

// Makes a call something that can be spawned on another executor. A free coroutine instead of a capturing
// lambda: g++ 12 miscompiles captures that live inside a co_await expression. `call` and what it refers to
// outlive the awaiting frame.
template <class Call>
boost::asio::awaitable<std::invoke_result_t<Call&>> run_call(Call& call) {
    co_return call();
}

}  // namespace ogi::daemon
