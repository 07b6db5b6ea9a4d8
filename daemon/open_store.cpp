#include "daemon/open_store.h"

#include "daemon/service/supervisor.h"
#include "storage/backup.h"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace ogi::daemon {

namespace {

constexpr std::string_view run_ogid_first = "; run ogid first, or name another configuration with --config";

}  // namespace

base::Result<std::unique_ptr<storage::Store>> open_for_writing(const Config& config) {
    return storage::Store::open(
        config.store_path, storage::OpenMode::read_write, [](const storage::MigrationProgress& progress) {
            supervisor::tell_still_starting("Bringing the store up to date: " + std::string{progress.step});
            spdlog::warn("store brought up to date step={} records={} of_about={}", progress.step,
                         progress.done, progress.of);
        });
}

base::Error may_not_look(const std::filesystem::path& path) {
    return base::fail(base::ErrorCode::io,
                      path.string() +
                          ": permission denied; root may, and whoever is in the group of its folder "
                          "(ogid, where the package made it: sudo adduser NAME ogid)");
}

base::Result<std::unique_ptr<storage::Store>> open_for_reading(const Config& config) {
    auto store = storage::Store::open(config.store_path, storage::OpenMode::read_only);
    if (store || store.error().code != base::ErrorCode::not_found) return store;
    return base::fail(base::ErrorCode::not_found, store.error().context + std::string{run_ogid_first});
}

base::Result<void> check_there_is_a_store(const Config& config) {
    std::error_code problem;
    if (std::filesystem::exists(config.store_path / "CURRENT", problem) ||
        storage::restore_is_unfinished(config.store_path))
        return {};
    if (problem == std::errc::permission_denied) return may_not_look(config.store_path);
    // It may be there without its beginning, which is another matter than nothing.
    const auto opened = storage::Store::open(config.store_path, storage::OpenMode::read_only);
    if (!opened && opened.error().code != base::ErrorCode::not_found) return opened.error();
    return base::fail(base::ErrorCode::not_found,
                      "there is no store at " + config.store_path.string() + std::string{run_ogid_first});
}

}  // namespace ogi::daemon
