#include "daemon/store_owner.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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

// Only what is root's, and has no other name elsewhere: the rest is somebody's doing.
void give_files(int folder, const struct stat& owner) {
    const int listed = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    auto* entries = listed < 0 ? nullptr : fdopendir(listed);
    if (entries == nullptr) return;
    while (const auto* entry = readdir(entries)) {
        const Opened file{folder, entry->d_name, 0};
        struct stat status {};
        if (file.facts(status) && S_ISREG(status.st_mode) && status.st_uid == 0 && status.st_nlink == 1)
            file.give(owner);
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
    give_files(folder.number(), owner);
}

}  // namespace ogi::daemon
