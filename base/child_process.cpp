#include "base/child_process.h"

#include "base/child_start.h"
#include "base/private_folder.h"

#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <optional>
#include <semaphore>
#include <set>
#include <system_error>
#include <utility>

namespace ogi::base {
namespace {

using Clock = std::chrono::steady_clock;

// All of its group is killed by then; what a pipe still holds is there at once.
constexpr std::chrono::seconds drain_max{2};

// What of its two pipes has been read.
class Reading {
  public:
    Reading(const ChildLimits& limits, FileDescriptor output, FileDescriptor errors)
        : limits_{limits}, output_{std::move(output)}, errors_{std::move(errors)} {}

    bool open() const { return output_.open() || errors_.open(); }
    bool too_large() const { return too_large_; }
    std::string output() { return std::move(output_bytes_); }
    std::string errors() { return std::move(error_bytes_); }

    // Waits for something to read, or for `process` to end; reads what is there. Whether it has ended.
    bool wait(int process, Clock::time_point until) {
        // A negative descriptor is passed over by poll.
        std::array<pollfd, 3> watched{{{.fd = output_.get(), .events = POLLIN, .revents = 0},
                                       {.fd = errors_.get(), .events = POLLIN, .revents = 0},
                                       {.fd = process, .events = POLLIN, .revents = 0}}};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
        if (::poll(watched.data(), watched.size(), static_cast<int>(std::max<long>(left.count(), 0))) <= 0)
            return false;
        if (watched[0].revents != 0) read_output();
        if (watched[1].revents != 0) read_errors();
        return watched[2].revents != 0;
    }

  private:
    void read_output() {
        const auto bytes = read_some(output_);
        too_large_ = too_large_ || output_bytes_.size() + bytes.size() > limits_.output_bytes_max;
        if (!too_large_) output_bytes_ += bytes;
    }
    void read_errors() {
        error_bytes_ += read_some(errors_);
        if (error_bytes_.size() > limits_.error_bytes_kept)
            error_bytes_.erase(0, error_bytes_.size() - limits_.error_bytes_kept);
    }
    // Nothing: the pipe is at its end, and closed.
    std::string_view read_some(FileDescriptor& pipe) {
        const auto count = ::read(pipe.get(), buffer_.data(), buffer_.size());
        if (count > 0) return {buffer_.data(), static_cast<std::size_t>(count)};
        if (count == 0 || errno != EINTR) pipe.close();
        return {};
    }

    const ChildLimits& limits_;
    FileDescriptor output_;
    FileDescriptor errors_;
    std::string output_bytes_;
    std::string error_bytes_;
    bool too_large_ = false;
    std::array<char, 64 << 10> buffer_;
};

struct Ended {
    int wait_status = 0;
    rusage used{};
};

// Kills the whole group while the leader's id is still its own, then takes the leader from the table.
Ended end_group(pid_t leader) {
    ::kill(-leader, SIGKILL);
    Ended ended;
    while (::wait4(leader, &ended.wait_status, 0, &ended.used) == -1 && errno == EINTR) {
    }
    return ended;
}

std::chrono::microseconds time_of(const timeval& time) {
    return std::chrono::seconds{time.tv_sec} + std::chrono::microseconds{time.tv_usec};
}

// The groups that run, by their leaders. One is listed only while its leader's id is still its own.
class RunningGroups {
  public:
    // False: nothing may run any more.
    bool add(pid_t leader) {
        const std::scoped_lock lock{mutex_};
        if (!over_) leaders_.insert(leader);
        return !over_;
    }
    // Whether it may have been ended by `end`.
    bool remove(pid_t leader) {
        const std::scoped_lock lock{mutex_};
        leaders_.erase(leader);
        return over_;
    }
    bool over() {
        const std::scoped_lock lock{mutex_};
        return over_;
    }
    void end() {
        const std::scoped_lock lock{mutex_};
        over_ = true;
        for (const auto leader : leaders_) ::kill(-leader, SIGKILL);
    }

  private:
    std::mutex mutex_;
    std::set<pid_t> leaders_;
    bool over_ = false;
};

RunningGroups& running_groups() {
    static RunningGroups groups;
    return groups;
}

ChildEnd end_by_status(int wait_status) {
    if (WIFEXITED(wait_status))
        return WEXITSTATUS(wait_status) == out_of_memory_status ? ChildEnd::out_of_memory : ChildEnd::exited;
    switch (WTERMSIG(wait_status)) {
        case SIGXCPU:
            return ChildEnd::out_of_time;
        case SIGXFSZ:
            return ChildEnd::file_too_large;
        default:
            return ChildEnd::signalled;
    }
}

// Until the child has ended or reached a bound, which is returned.
std::optional<ChildEnd> follow(const StartedChild& child, Reading& reading, Clock::time_point deadline) {
    for (;;) {
        const bool ended = reading.wait(child.process.get(), deadline);
        if (reading.too_large()) return ChildEnd::output_too_large;
        if (ended) return std::nullopt;
        if (Clock::now() >= deadline) return ChildEnd::out_of_time;
    }
}

ChildOutcome attend(StartedChild child, const ChildLimits& limits) {
    const auto deadline = Clock::now() + limits.wall_max;
    Reading reading{limits, std::move(child.output), std::move(child.errors)};
    std::optional<ChildEnd> reached;
    if (running_groups().add(child.id)) reached = follow(child, reading, deadline);
    const bool over = running_groups().remove(child.id);
    const auto ended = end_group(child.id);
    child.guard.await_end();
    if (over && !reached && !WIFEXITED(ended.wait_status)) reached = ChildEnd::broken_off;
    const auto drained = Clock::now() + drain_max;
    while (!reached && reading.open() && Clock::now() < drained) {
        reading.wait(-1, drained);
        if (reading.too_large()) reached = ChildEnd::output_too_large;
    }
    const auto status = ended.wait_status;
    return {.end = reached.value_or(end_by_status(status)),
            .status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status),
            .output = reading.output(),
            .errors = reading.errors(),
            .cpu = time_of(ended.used.ru_utime) + time_of(ended.used.ru_stime),
            .memory_bytes_peak = static_cast<std::size_t>(ended.used.ru_maxrss) << 10};
}

// The right to run a child, while it lives.
class Turn {
  public:
    Turn() { free().acquire(); }
    ~Turn() { free().release(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

  private:
    static std::counting_semaphore<children_max>& free() {
        static std::counting_semaphore<children_max> turns{children_max};
        return turns;
    }
};

// The last line that says something.
std::string_view last_line(std::string_view text) {
    const auto end = text.find_last_not_of("\r\n\t ");
    if (end == std::string_view::npos) return {};
    text = text.substr(0, end + 1);
    return text.substr(text.find_last_of('\n') + 1);
}

}  // namespace

Result<ChildOutcome> run_child(const ChildTask& task) {
    if (!task.program.is_absolute())
        return fail(ErrorCode::usage, "the path of a program is to be absolute: " + task.program.string());
    const Turn turn;
    if (running_groups().over()) return ChildOutcome{.end = ChildEnd::broken_off, .output = {}, .errors = {}};
    if (!task.folder.empty()) {
        TRY(child, start_child(task, task.folder));
        return attend(std::move(child), task.limits);
    }
    TRY(folder, PrivateFolder::make());
    TRY(child, start_child(task, folder.path()));
    return attend(std::move(child), task.limits);
}

void end_children() {
    running_groups().end();
}

std::string describe(const ChildOutcome& outcome, const ChildLimits& limits) {
    switch (outcome.end) {
        case ChildEnd::exited: {
            const auto said = last_line(outcome.errors);
            return "ended with status " + std::to_string(outcome.status) +
                   (said.empty() ? "" : ": " + std::string{said});
        }
        case ChildEnd::signalled:
            return "ended by signal " + std::to_string(outcome.status);
        case ChildEnd::out_of_time:
            return "took longer than " + std::to_string(limits.wall_max.count()) + " ms (wall_max) or " +
                   std::to_string(limits.cpu_max.count()) + " s of computing (cpu_max)";
        case ChildEnd::out_of_memory:
            return "needed more memory than " + std::to_string(limits.address_space_bytes_max) +
                   " bytes (address_space_bytes_max)";
        case ChildEnd::output_too_large:
            return "gave more than " + std::to_string(limits.output_bytes_max) + " bytes (output_bytes_max)";
        case ChildEnd::file_too_large:
            return "wrote a file of more than " + std::to_string(limits.file_bytes_max) +
                   " bytes (file_bytes_max)";
        case ChildEnd::broken_off:
            return "was ended, for this program is about to leave";
    }
    return {};
}

}  // namespace ogi::base
