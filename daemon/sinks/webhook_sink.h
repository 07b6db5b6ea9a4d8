#pragma once

#include "daemon/sinks/kinds.h"

namespace ogi::daemon {

// `kind = "webhook"`: posts the lines of the feed, each by itself or many as one array, signed in the shape
// of Standard Webhooks.
SinkKind webhook_sink_kind();

// What an answer says of what was posted.
enum class HookFate {
    taken,
    refused,   // Never as it is; where it was many, perhaps because of one of them.
    elsewise,  // Says nothing of what was posted: trouble_of_answer.
    gone,      // The receiver wants no more (410).
};
HookFate hook_fate(int status);

}  // namespace ogi::daemon
