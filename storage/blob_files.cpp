#include "storage/blob_files.h"

#include "storage/database.h"

#include <rocksdb/metadata.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace ogi::storage {

namespace {

std::string what_is_wrong(const std::filesystem::path& file, std::uint64_t bytes) {
    const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0) return errno == ENOENT ? "it is not there" : std::strerror(errno);
    struct stat status {};
    const bool known = ::fstat(opened, &status) == 0;
    const auto why = errno;
    ::close(opened);
    if (!known) return std::strerror(why);
    if (!S_ISREG(status.st_mode)) return "it is no file";
    const auto there = static_cast<std::uint64_t>(status.st_size);
    if (there >= bytes) return {};
    return "it has " + std::to_string(there) + " bytes of " + std::to_string(bytes);
}

std::vector<FileFault> look_at(const Database& database) {
    std::vector<FileFault> faults;
    for (const auto family : {Family::bodies, Family::revisions}) {
        rocksdb::ColumnFamilyMetaData known;
        database.rocks().GetColumnFamilyMetaData(database.handle(family), &known);
        for (const auto& blobs : known.blob_files) {
            const auto name = std::filesystem::path{blobs.blob_file_name}.filename();
            auto what = what_is_wrong(database.folder() / name, blobs.blob_file_size);
            if (!what.empty())
                faults.push_back({name.string(), std::string{name_of(family)}, std::move(what)});
        }
    }
    return faults;
}

}  // namespace

std::vector<FileFault> damaged_blob_files(const Store& store) {
    auto faults = look_at(store.database());
    if (faults.empty()) return faults;
    // A file that a daemon has dropped since the store was opened is missed by nobody.
    const auto anew = Store::open(store.database().folder(), OpenMode::read_only);
    if (!anew) return faults;
    const auto now = look_at((*anew)->database());
    std::erase_if(faults, [&](const FileFault& fault) {
        return std::ranges::find(now, fault.file, &FileFault::file) == now.end();
    });
    return faults;
}

}  // namespace ogi::storage
