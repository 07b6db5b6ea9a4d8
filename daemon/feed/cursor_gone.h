#pragma once

#include "daemon/api/http_reply.h"
#include "storage/store.h"

namespace ogi::daemon {

// 410 with where a reader begins again, and where the log ends. `detail` says why.
boost::asio::awaitable<void> give_gone(const storage::Store& store, std::string detail, HttpReply& reply);

// 410: a reader cannot go on from its cursor. `why` outlives the call.
boost::asio::awaitable<void> give_gone(const storage::Store& store, model::GivenCursor cursor,
                                       std::string_view why, HttpReply& reply);

}  // namespace ogi::daemon
