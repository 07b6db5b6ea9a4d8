#include "daemon/exports/unfinished.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace ogi::daemon {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

namespace {

Result<void> sync(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const auto why = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) return base::fail(ErrorCode::io, path.string() + ": " + std::strerror(why));
    return {};
}

// A name without a folder lies in the one that a program works in.
fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

}  // namespace

Unfinished::Unfinished(fs::path target, fs::path path) : target_{std::move(target)}, path_{std::move(path)} {}

Unfinished::Unfinished(Unfinished&& other) noexcept
    : target_{std::move(other.target_)}, path_{std::exchange(other.path_, {})} {}

Unfinished::~Unfinished() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

Result<Unfinished> Unfinished::begin(fs::path target, What what) {
    if (!target.has_filename()) target = target.parent_path();
    std::error_code problem;
    if (what == What::folder && fs::exists(target, problem))
        return base::fail(ErrorCode::usage, target.string() + " is there already; name a new folder");
    if (what == What::file && fs::is_directory(target, problem))
        return base::fail(ErrorCode::usage, target.string() + " is a folder; name a file");
    auto path = target;
    path += "." + std::to_string(::getpid()) + ".part";
    fs::remove_all(path, problem);
    if (what == What::folder) {
        fs::create_directory(path, problem);
        if (problem) return base::fail(ErrorCode::io, path.string() + ": " + problem.message());
    } else {
        errno = 0;
        std::ofstream file{path, std::ios::binary};
        if (!file) return base::fail(ErrorCode::io, path.string() + ": " + std::strerror(errno));
    }
    return Unfinished{std::move(target), std::move(path)};
}

Result<void> Unfinished::finish() {
    std::error_code problem;
    if (fs::is_directory(path_, problem)) {
        for (const auto& entry : fs::directory_iterator{path_, problem}) TRY_VOID(sync(entry.path()));
    }
    TRY_VOID(sync(path_));
    fs::rename(path_, target_, problem);
    if (problem) return base::fail(ErrorCode::io, target_.string() + ": " + problem.message());
    path_.clear();
    return sync(folder_of(target_));
}

Result<void> TextOut::write_if_full() {
    if (text_.size() < full_bytes) return {};
    return write();
}

Result<void> TextOut::write() {
    stream_->write(text_.data(), static_cast<std::streamsize>(text_.size()));
    text_.clear();
    if (!*stream_) return base::fail(ErrorCode::io, "the output could not be written");
    return {};
}

Result<void> TextOut::close() {
    TRY_VOID(write());
    stream_->flush();
    if (stream_ == &file_) file_.close();
    if (!*stream_) return base::fail(ErrorCode::io, "the output could not be written");
    return {};
}

}  // namespace ogi::daemon
