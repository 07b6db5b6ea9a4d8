#pragma once

#include "base/result.h"
#include "daemon/answers/question.h"
#include "daemon/config/config.h"

namespace ogi::daemon {

// Answers a question from the running daemon, or where none runs from the store itself, opened for reading.
// Fails as answer() and Store::open do.
base::Result<void> read(const Config& config, const Question& question, const LineSink& sink);

}  // namespace ogi::daemon
