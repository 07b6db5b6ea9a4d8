#pragma once

#include "daemon/api/api_context.h"
#include "daemon/api/resources.h"

#include <boost/asio/thread_pool.hpp>

#include <cstddef>
#include <memory>
#include <string_view>

namespace ogi::daemon {

// An answer that reads documents again (copies) does so on threads of its own, so many of them: the thread
// that answers goes on meanwhile.
inline constexpr std::size_t readers_max = 2;

// Answers a Question (question.h): what `ogi` without a daemon would be told too. A short answer is sent
// whole, with an ETag of its bytes; a long one in pieces. Where `limit` ends a list that goes on, a Link
// field says where: in the header, or behind a long answer as a trailer. `context` and what is given to it
// outlive the call.
boost::asio::awaitable<void> give_question(const ApiContext& context, const HttpCall& call, HttpReply& reply,
                                           boost::asio::thread_pool& readers);
// The same for a resource that answers under another path.
boost::asio::awaitable<void> give_question_at(const ApiContext& context, std::string_view pattern,
                                              const ResourceCall& call, HttpReply& reply,
                                              boost::asio::thread_pool& readers);

// The thread on which a group of resources walks through the store. That takes as long as the store is large,
// and the API's own thread is for those who wait for the feed.
std::shared_ptr<boost::asio::thread_pool> make_walker();

// The resource that answers it, on `walker`; copies on readers of their own. They are joined when the last
// resource is destroyed, before the store goes.
Resource question_resource(const ApiContext& context, About about,
                           std::shared_ptr<boost::asio::thread_pool> walker);

}  // namespace ogi::daemon
