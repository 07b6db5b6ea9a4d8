#include "daemon/open_store.h"

#include "storage/backup.h"

#include <spdlog/spdlog.h>

#include <filesystem>

namespace ogi::daemon {

base::Result<std::unique_ptr<storage::Store>> open_for_writing(const Config& config) {
    return storage::Store::open(config.store_path, storage::OpenMode::read_write,
                                [](const storage::MigrationProgress& progress) {
                                    spdlog::warn("store brought up to date step={} records={} of_about={}",
                                                 progress.step, progress.done, progress.of);
                                });
}

base::Result<void> check_there_is_a_store(const Config& config) {
    std::error_code problem;
    if (std::filesystem::exists(config.store_path / "CURRENT", problem) ||
        storage::restore_is_unfinished(config.store_path))
        return {};
    return base::fail(base::ErrorCode::not_found,
                      "no store at " + config.store_path.string() + "; run ogid first");
}

}  // namespace ogi::daemon
