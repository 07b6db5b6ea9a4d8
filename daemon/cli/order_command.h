#pragma once

#include "base/result.h"
#include "daemon/answers/question.h"
#include "daemon/cli/command_line.h"
#include "daemon/config/config.h"
#include "daemon/control/order.h"

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// ogi pause, resume, limits, reload. `line` must outlive `app`.
void add_orders(CLI::App& app, CommandLine& line);

// Has the running daemon carry out an order and gives the lines of its answer to `sink`. Where none runs, a
// pause is written into the store for the next one; anything else fails with `not_found` and says what to do.
base::Result<void> give_order(const Config& config, const Order& order, const LineSink& sink);

// "host_delay_ms=500" as key and value. Fails with `usage`.
base::Result<SetLimits> read_limits(const std::vector<std::string>& words);

// What a reload did: words, an object of JSON, or a row of CSV under its titles.
void write_reload(std::string_view answer, OutputFormat format, std::ostream& out);

// That no daemon runs on the store, and what to do about it.
base::Error no_daemon(const Config& config, std::string_view wanted);

}  // namespace ogi::daemon
