#pragma once

#include "daemon/api/api_context.h"
#include "daemon/api/http_reply.h"
#include "daemon/feed/feed_reader.h"

#include <memory>

namespace ogi::daemon {

// Gives what follows on entry `since`, in the way that the request asks for. All of it outlives the call.
boost::asio::awaitable<void> deliver(const ApiContext& context, FeedReader& reader,
                                     std::unique_ptr<const FeedRequest> request, std::uint64_t since,
                                     HttpReply& reply);

}  // namespace ogi::daemon
