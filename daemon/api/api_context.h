#pragma once

#include "daemon/answers/question.h"
#include "daemon/answers/verdict_memory.h"
#include "daemon/api/feed_signal.h"
#include "daemon/control/order.h"
#include "daemon/decisions/rulings.h"
#include "daemon/metrics.h"
#include "daemon/told.h"
#include "extract/programs.h"
#include "storage/store.h"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ogi::daemon {

// What the resources of the API answer from; all of it outlives them.
struct ApiContext {
    // What only the running daemon can do or tell.
    struct Daemon {
        std::function<void(Order order, Told told)> carry_out;
        // About::status, hosts, limits or sources.
        std::function<void(About about, Told told)> tell;
        // What a host waits for, in words; nothing where it is not known.
        std::function<void(std::string authority, Told told)> why;
        extract::Programs programs{};  // That read documents where an answer needs them.
        // Why nothing can be written to the store; not set: nobody looks.
        std::function<base::Result<void>()> writable{};
    };

    storage::Store& store;
    std::shared_ptr<const RulingBook> rulings;
    std::shared_ptr<FeedSignal> signal;
    boost::asio::io_context& context;  // Whose thread answers.
    Metrics& metrics;
    Daemon daemon;
    std::shared_ptr<VerdictMemory> verdicts = std::make_shared<VerdictMemory>();
};

inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view lines_type = "application/x-ndjson";
inline constexpr std::string_view events_type = "text/event-stream";

// Answers are written in pieces of about this size.
inline constexpr std::size_t piece_bytes = 256 * 1024;

}  // namespace ogi::daemon
