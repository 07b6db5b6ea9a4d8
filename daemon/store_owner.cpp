#include "daemon/store_owner.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <utility>

namespace ogi::daemon {

namespace {

// Everything goes by open files: the folder's owner may put other things in the place of names meanwhile.
class Opened {
  public:
    Opened(int folder, const char* name, int flags)
        : number_{openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC | flags)} {}
    ~Opened() {
        if (number_ >= 0) close(number_);
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;

    int number() const { return number_; }
    bool facts(struct stat& status) const { return number_ >= 0 && fstat(number_, &status) == 0; }
    // What cannot be given stays as it is; ogi doctor tells of it.
    void give(const struct stat& owner) const {
        static_cast<void>(fchownat(number_, "", owner.st_uid, owner.st_gid, AT_EMPTY_PATH) == 0);
    }

  private:
    int number_;
};

constexpr int folders_below_store = 0;
constexpr int folders_below_backup = 3;  // RocksDB's: private, and in it one a backup.

// Only what is root's, and has no other name elsewhere: the rest is somebody's doing. So many folders deep.
void give_files(int folder, const struct stat& owner, int deep) {
    const int listed = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    auto* entries = listed < 0 ? nullptr : fdopendir(listed);
    if (entries == nullptr) return;
    while (const auto* entry = readdir(entries)) {
        const Opened file{folder, entry->d_name, 0};
        struct stat status {};
        if (!file.facts(status) || status.st_uid != 0) continue;
        const std::string_view name = entry->d_name;
        const bool is_below = deep > 0 && S_ISDIR(status.st_mode) && name != "." && name != "..";
        if (is_below || (S_ISREG(status.st_mode) && status.st_nlink == 1)) file.give(owner);
        if (is_below) give_files(file.number(), owner, deep - 1);
    }
    closedir(entries);
}

}  // namespace

void give_store_to_its_owner(const std::filesystem::path& store) {
    if (geteuid() != 0) return;
    const Opened folder{AT_FDCWD, store.c_str(), O_DIRECTORY};
    struct stat owner {};
    if (!folder.facts(owner)) return;
    if (owner.st_uid == 0) {
        const Opened around{folder.number(), "..", O_DIRECTORY};
        if (!around.facts(owner) || owner.st_uid == 0) return;
        folder.give(owner);
    }
    give_files(folder.number(), owner, folders_below_store);
}

BackupOwner::BackupOwner(std::filesystem::path folder, std::filesystem::path store)
    : folder_{std::move(folder)}, store_{std::move(store)}, is_roots_{true} {
    if (geteuid() != 0) return;
    struct stat status {};
    const bool is_there = stat(folder_.c_str(), &status) == 0;
    is_roots_ = is_there ? status.st_uid == 0 : errno != ENOENT;
}

void BackupOwner::give() const {
    if (geteuid() != 0 || is_roots_) return;
    const Opened store{AT_FDCWD, store_.c_str(), O_DIRECTORY}, folder{AT_FDCWD, folder_.c_str(), O_DIRECTORY};
    struct stat owner {
    }, status{};
    if (!store.facts(owner) || owner.st_uid == 0 || !folder.facts(status)) return;
    if (status.st_uid == 0) folder.give(owner);
    give_files(folder.number(), owner, folders_below_backup);
}

}  // namespace ogi::daemon
