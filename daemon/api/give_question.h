#pragma once

#include "daemon/api/api_context.h"
#include "daemon/api/resources.h"

#include <string>

namespace ogi::daemon {

// Answers a Question (question.h) in pieces: what `ogi` without a daemon would be told too. `context` and
// what is given to it outlive the call.
boost::asio::awaitable<void> give_question(const ApiContext& context, const HttpCall& call, HttpReply& reply);

// The resource that answers it.
Resource question_resource(const ApiContext& context, About about);

}  // namespace ogi::daemon
