#pragma once

#include "daemon/api/api_context.h"
#include "daemon/api/resources.h"

#include <boost/asio/thread_pool.hpp>

#include <cstddef>

namespace ogi::daemon {

// An answer that reads documents again (copies) does so on threads of its own, so many of them: the thread
// that answers goes on meanwhile.
inline constexpr std::size_t readers_max = 2;

// Answers a Question (question.h) in pieces: what `ogi` without a daemon would be told too. `context` and
// what is given to it outlive the call. `readers`: who reads the store for it; nullptr: the calling thread.
boost::asio::awaitable<void> give_question(const ApiContext& context, const HttpCall& call, HttpReply& reply,
                                           boost::asio::thread_pool* readers = nullptr);

// The resource that answers it. It joins its readers when it is destroyed, before the store goes.
Resource question_resource(const ApiContext& context, About about);

}  // namespace ogi::daemon
