#include "daemon/exports/unfinished.h"

#include "daemon/whole_number.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <mutex>
#include <set>
#include <string_view>
#include <thread>
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

// What a signal removes. It comes from outside every object, so it is known outside of them, too.
std::mutex unfinished_mutex;
std::set<fs::path>& unfinished_paths() {
    static auto& paths = *new std::set<fs::path>;  // A signal may come while the program ends.
    return paths;
}

void note_unfinished(const fs::path& path) {
    const std::scoped_lock lock{unfinished_mutex};
    unfinished_paths().insert(path);
}

void forget_unfinished(const fs::path& path) {
    const std::scoped_lock lock{unfinished_mutex};
    unfinished_paths().erase(path);
}

// Where a signal has come meanwhile, nothing takes its name any more: the lock is held to the end.
void end_by_signal(const sigset_t& signals) {
    int number = 0;
    if (sigwait(&signals, &number) != 0) return;
    unfinished_mutex.lock();
    std::error_code ignored;
    for (const auto& path : unfinished_paths()) fs::remove_all(path, ignored);
    std::signal(number, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    std::raise(number);
}

// A name without a folder lies in the one that a program works in.
fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

constexpr std::string_view ending_of_parts = ".part";

// Open and locked; -1 where somebody else has it, or where it cannot be.
int lock(const fs::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0 || ::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
    ::close(file);
    return -1;
}

// Whether it is called as a process that is not there any more would have called it: TARGET.PID.part.
bool is_of_the_dead(const fs::path& path, const std::string& target) {
    const auto name = path.filename().string();
    if (!name.starts_with(target + ".") || !name.ends_with(ending_of_parts)) return false;
    const auto begin = target.size() + 1;
    if (name.size() <= begin + ending_of_parts.size()) return false;
    const auto process = whole_number<pid_t>(
        std::string_view{name}.substr(begin, name.size() - begin - ending_of_parts.size()));
    return process && *process > 0 && ::kill(*process, 0) != 0 && errno == ESRCH;
}

// What is left where a process was killed. One of another machine or container has its lock.
void remove_abandoned(const fs::path& target) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{folder_of(target), ignored}) {
        if (!is_of_the_dead(entry.path(), target.filename().string())) continue;
        const int file = lock(entry.path());
        if (file < 0) continue;
        fs::remove_all(entry.path(), ignored);
        ::close(file);
    }
}

}  // namespace

Unfinished::Unfinished(fs::path target, fs::path path, int held)
    : target_{std::move(target)}, path_{std::move(path)}, held_{held} {}

Unfinished::Unfinished(Unfinished&& other) noexcept
    : target_{std::move(other.target_)},
      path_{std::exchange(other.path_, {})},
      held_{std::exchange(other.held_, -1)} {}

Unfinished::~Unfinished() {
    if (held_ >= 0) ::close(held_);
    std::error_code ignored;
    if (path_.empty()) return;
    fs::remove_all(path_, ignored);
    forget_unfinished(path_);
}

Result<Unfinished> Unfinished::begin(fs::path target, What what) {
    if (!target.has_filename()) target = target.parent_path();
    std::error_code problem;
    if (what == What::folder && fs::exists(target, problem))
        return base::fail(ErrorCode::usage, target.string() + " is there already; name a new folder");
    if (what == What::file && fs::is_directory(target, problem))
        return base::fail(ErrorCode::usage, target.string() + " is a folder; name a file");
    auto path = target;
    remove_abandoned(target);
    path += "." + std::to_string(::getpid()) + std::string{ending_of_parts};
    fs::remove_all(path, problem);
    note_unfinished(path);
    if (what == What::folder) {
        fs::create_directory(path, problem);
        if (problem) return base::fail(ErrorCode::io, path.string() + ": " + problem.message());
    } else {
        errno = 0;
        std::ofstream file{path, std::ios::binary};
        if (!file) return base::fail(ErrorCode::io, path.string() + ": " + std::strerror(errno));
    }
    const int held = lock(path);
    return Unfinished{std::move(target), std::move(path), held};
}

Result<void> Unfinished::finish() {
    std::error_code problem;
    if (fs::is_directory(path_, problem)) {
        for (const auto& entry : fs::directory_iterator{path_, problem}) TRY_VOID(sync(entry.path()));
    }
    TRY_VOID(sync(path_));
    fs::rename(path_, target_, problem);
    if (problem) return base::fail(ErrorCode::io, target_.string() + ": " + problem.message());
    forget_unfinished(path_);
    path_.clear();
    return sync(folder_of(target_));
}

void remove_unfinished_on_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    if (pthread_sigmask(SIG_BLOCK, &signals, nullptr) != 0) return;
    std::thread{[signals] { end_by_signal(signals); }}.detach();  // It waits as long as there is a process.
}

Result<void> TextOut::write_if_full() {
    if (text_.size() < full_bytes) return {};
    return write();
}

Result<void> TextOut::write() {
    stream_->write(text_.data(), static_cast<std::streamsize>(text_.size()));
    text_.clear();
    if (!*stream_) return not_written();
    return {};
}

base::Error TextOut::not_written() const {
    return base::fail(ErrorCode::io, (name_.empty() ? "the output" : name_) + " could not be written");
}

Result<void> TextOut::close() {
    TRY_VOID(write());
    stream_->flush();
    if (stream_ == &file_) file_.close();
    if (!*stream_) return not_written();
    return {};
}

}  // namespace ogi::daemon
