#include "tests/daemon/feed/crash_ground.h"

#include "tests/daemon/feed/violation.h"

#include <stdexcept>

namespace ogi::daemon {

namespace fs = std::filesystem;

namespace {

template <class T>
T must(base::Result<T> result) {
    if (!result) throw Violation{result.error().context};
    return *std::move(result);
}

constexpr int image_attempts_max = 100;

std::map<std::string, std::uintmax_t> sizes_in(const fs::path& folder) {
    std::map<std::string, std::uintmax_t> sizes;
    std::error_code vanished;
    for (const auto& file : fs::directory_iterator{folder})
        sizes[file.path().filename().string()] = fs::file_size(file.path(), vanished);
    return sizes;
}

// False where the files changed meanwhile.
bool copy_files(const fs::path& from, const fs::path& to) {
    fs::remove_all(to);
    fs::create_directory(to);
    const auto before = sizes_in(from);
    for (const auto& [name, size] : before) {
        const auto extension = fs::path{name}.extension();
        std::error_code vanished;
        if (extension == ".sst" || extension == ".blob") {
            fs::create_hard_link(from / name, to / name, vanished);  // They are never written again.
        } else {
            fs::copy_file(from / name, to / name, vanished);
        }
        if (vanished) return false;
    }
    return sizes_in(from) == before;
}

}  // namespace

CrashGround::CrashGround() {
    open();
}

void CrashGround::open() {
    store_ = must(storage::Store::open(folder(), storage::OpenMode::read_write));
    has_synced();  // RocksDB has written what it found in logs to tables.
}

CrashGround::Sizes CrashGround::logs() const {
    Sizes sizes;
    for (const auto& file : fs::directory_iterator{folder()})
        if (file.path().extension() == ".log") sizes[file.path().filename().string()] = file.file_size();
    return sizes;
}

void CrashGround::has_synced() {
    synced_ = logs();
}

void CrashGround::reopen() {
    store_.reset();
    open();
}

void CrashGround::kill() {
    go_on_from_image({}, nullptr);
}

void CrashGround::lose_power(Chance& chance) {
    go_on_from_image(synced_, &chance);
}

void CrashGround::lose_what_was_synced(Chance& chance) {
    go_on_from_image({}, &chance);
}

void CrashGround::go_on_from_image(const Sizes& kept, Chance* chance) {
    const auto from = folder();
    ++images_;
    // RocksDB may be about to put tables together: what it had begun with must be there to the end.
    for (int attempt = 1; !copy_files(from, folder()); ++attempt)
        if (attempt == image_attempts_max) throw std::runtime_error{"the store is never at rest"};
    if (const auto written = logs(); chance != nullptr && !written.empty()) {
        const auto& [name, size] = *written.rbegin();
        const auto known = kept.find(name);
        const auto least = known == kept.end() ? 0 : known->second;
        fs::resize_file(folder() / name, least + chance->below(size - least + 1));
    }
    store_.reset();
    fs::remove_all(from);
    open();
}

std::uint32_t CrashGround::back_up() {
    const auto made = must(storage::back_up(*store_, backups(), 0));
    return made.id;
}

void CrashGround::restore(std::uint32_t backup, base::UtcTime now) {
    store_.reset();
    must(storage::restore(backups(), backup, folder(), storage::IfThere::replace, now));
    open();
}

}  // namespace ogi::daemon
