#pragma once

#include "base/result.h"
#include "daemon/config/config.h"
#include "storage/store.h"

#include <filesystem>
#include <memory>

namespace ogi::daemon {

// The configuration's store, for writing. Tells the log while an older format is brought up to date. Fails as
// Store::open does.
base::Result<std::unique_ptr<storage::Store>> open_for_writing(const Config& config);

// The same for reading alone, also beside a running daemon. Says what to do where there is none.
base::Result<std::unique_ptr<storage::Store>> open_for_reading(const Config& config);

// For commands that are about what is held and must not make a store. Fails with `not_found` where there is
// none; one whose restore was broken off counts as one.
base::Result<void> check_there_is_a_store(const Config& config);

// That the account of whoever asks may not see this, and who may.
base::Error may_not_look(const std::filesystem::path& path);

}  // namespace ogi::daemon
