#include "daemon/open_store.h"

#include <spdlog/spdlog.h>

namespace ogi::daemon {

base::Result<std::unique_ptr<storage::Store>> open_for_writing(const Config& config) {
    return storage::Store::open(config.store_path, storage::OpenMode::read_write,
                                [](const storage::MigrationProgress& progress) {
                                    spdlog::warn("store brought up to date step={} records={} of_about={}",
                                                 progress.step, progress.done, progress.of);
                                });
}

}  // namespace ogi::daemon
