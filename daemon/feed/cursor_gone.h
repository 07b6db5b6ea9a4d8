#pragma once

#include "daemon/api/http_reply.h"
#include "storage/store.h"

namespace ogi::daemon {

// 410: a reader cannot go on from its cursor; with why, where it begins again, and where the log ends. `why`
// outlives the call.
boost::asio::awaitable<void> give_gone(const storage::Store& store, model::GivenCursor cursor,
                                       std::string_view why, HttpReply& reply);

}  // namespace ogi::daemon
