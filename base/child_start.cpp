#include "base/child_start.h"

#include "base/system_call_filter.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace ogi::base {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;  // The shadow of memory takes terabytes of address space.
#else
constexpr bool sanitized = false;
#endif

// What could not be done between fork and exec.
struct StartFailure {
    int error;
    bool is_program;  // exec itself, or what comes before it.
};

// Everything the child needs. Between fork and exec only async-signal-safe calls are allowed: another thread
// may have held any lock at the moment of the fork.
struct Launch {
    const ChildTask& task;
    const char* program;
    const char* folder;
    char* const* arguments;
    char* const* environment;
    pid_t parent;
    int input;
    int output;
    int errors;
    int failure;  // A StartFailure is written there; exec closes it.
};

std::string why(int error) {
    return std::generic_category().message(error);
}

bool limit(__rlimit_resource what, rlim_t soft, rlim_t hard) noexcept {
    const rlimit both{soft, hard};
    return ::setrlimit(what, &both) == 0;
}

bool set_limits(const ChildLimits& limits) noexcept {
    const auto cpu = static_cast<rlim_t>(limits.cpu_max.count());
    const auto same = [](__rlimit_resource what, rlim_t most) { return limit(what, most, most); };
    // SIGXCPU comes at the soft limit, which tells it from a crash.
    return limit(RLIMIT_CPU, cpu, cpu + 1) && same(RLIMIT_FSIZE, limits.file_bytes_max) &&
           same(RLIMIT_NOFILE, limits.open_files_max) && same(RLIMIT_CORE, 0) &&
           (sanitized || same(RLIMIT_AS, limits.address_space_bytes_max));
}

void forget_signals() noexcept {
    struct sigaction by_default {};
    by_default.sa_handler = SIG_DFL;
    for (int signal = 1; signal < NSIG; ++signal) ::sigaction(signal, &by_default, nullptr);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// Where memory runs out on the machine, the system takes this process first. Not essential.
void offer_to_be_killed_first() noexcept {
    const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file == -1) return;
    [[maybe_unused]] const auto written = ::write(file, "800", 3);
    ::close(file);
}

bool prepare(const Launch& launch) noexcept {
    forget_signals();
    offer_to_be_killed_first();
    return ::setpgid(0, 0) == 0 && ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
           ::getppid() == launch.parent &&  // It may have died before PR_SET_PDEATHSIG.
           ::chdir(launch.folder) == 0 && ::dup2(launch.input, STDIN_FILENO) != -1 &&
           ::dup2(launch.output, STDOUT_FILENO) != -1 && ::dup2(launch.errors, STDERR_FILENO) != -1 &&
           ::close_range(STDERR_FILENO + 1, ~0u, CLOSE_RANGE_CLOEXEC) == 0 &&
           set_limits(launch.task.limits) && enter_system_call_filter(launch.task.sockets);
}

[[noreturn]] void become(const Launch& launch) noexcept {
    const bool prepared = prepare(launch);
    if (prepared) ::execve(launch.program, launch.arguments, launch.environment);
    const StartFailure failure{.error = errno, .is_program = prepared};
    [[maybe_unused]] const auto told = ::write(launch.failure, &failure, sizeof failure);
    ::_exit(127);
}

// Never one of 0 to 2, which the child puts its own files over.
FileDescriptor above_the_standard_ones(int descriptor) {
    FileDescriptor owned{descriptor};
    if (descriptor > STDERR_FILENO || descriptor == -1) return owned;
    return FileDescriptor{::fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)};
}

struct Pipe {
    FileDescriptor reader;
    FileDescriptor writer;
};

Result<Pipe> make_pipe() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail(ErrorCode::io, "no pipe for a child: " + why(errno));
    Pipe pipe{above_the_standard_ones(ends[0]), above_the_standard_ones(ends[1])};
    if (!pipe.reader.open() || !pipe.writer.open())
        return fail(ErrorCode::io, "no pipe for a child: " + why(errno));
    return pipe;
}

// A file in memory: the child reads it at its own pace, and nobody waits to write.
Result<FileDescriptor> make_input(std::string_view bytes) {
    auto file = above_the_standard_ones(::memfd_create("input", MFD_CLOEXEC));
    if (!file.open()) return fail(ErrorCode::io, "no memory for the input of a child: " + why(errno));
    while (!bytes.empty()) {
        const auto count = ::write(file.get(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return fail(ErrorCode::io, "no memory for the input of a child: " + why(errno));
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    if (::lseek(file.get(), 0, SEEK_SET) != 0)
        return fail(ErrorCode::io, "the input of a child cannot be read from its start: " + why(errno));
    return file;
}

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
    std::vector<char*> pointers;
    for (auto& string : strings) pointers.push_back(string.data());
    pointers.push_back(nullptr);
    return pointers;
}

// Ends a child that is not to run after all, with all it may have started.
void end(pid_t child) {
    ::kill(-child, SIGKILL);
    while (::waitpid(child, nullptr, 0) == -1 && errno == EINTR) {
    }
}

// Waits until the program runs; the error where it does not.
Result<void> await_start(pid_t child, const FileDescriptor& failure_pipe, const std::string& program) {
    StartFailure failure{};
    ssize_t count = 0;
    do count = ::read(failure_pipe.get(), &failure, sizeof failure);
    while (count == -1 && errno == EINTR);
    if (count == 0) return {};
    ::kill(child, SIGKILL);
    while (::waitpid(child, nullptr, 0) == -1 && errno == EINTR) {
    }
    if (count != static_cast<ssize_t>(sizeof failure))
        return fail(ErrorCode::io, "a child could not be started");
    const bool absent = failure.is_program && (failure.error == ENOENT || failure.error == ENOTDIR);
    return fail(absent ? ErrorCode::not_found : ErrorCode::io,
                (failure.is_program ? "cannot run " : "cannot set the limits of ") + program + ": " +
                    why(failure.error));
}

}  // namespace

Result<StartedChild> start_child(const ChildTask& task, const std::filesystem::path& folder) {
    TRY(input, make_input(task.input));
    TRY(output, make_pipe());
    TRY(errors, make_pipe());
    TRY(failure, make_pipe());
    std::vector<std::string> words{task.program.string()};
    words.insert(words.end(), task.arguments.begin(), task.arguments.end());
    std::vector<std::string> settings{"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8",
                                      "HOME=" + folder.string(), "TMPDIR=" + folder.string()};
    if (sanitized) settings.emplace_back("ASAN_OPTIONS=detect_leaks=0");  // It traces, which is refused.
    settings.insert(settings.end(), task.environment.begin(), task.environment.end());
    const auto arguments = pointers_to(words);
    const auto environment = pointers_to(settings);
    const auto place = folder.string();
    const Launch launch{.task = task,
                        .program = words.front().c_str(),
                        .folder = place.c_str(),
                        .arguments = arguments.data(),
                        .environment = environment.data(),
                        .parent = ::getpid(),
                        .input = input.get(),
                        .output = output.writer.get(),
                        .errors = errors.writer.get(),
                        .failure = failure.writer.get()};
    const pid_t child = ::fork();
    if (child == -1) return fail(ErrorCode::io, "no process for " + words.front() + ": " + why(errno));
    if (child == 0) become(launch);
    failure.writer.close();
    TRY_VOID(await_start(child, failure.reader, words.front()));
    FileDescriptor process{static_cast<int>(::syscall(SYS_pidfd_open, child, 0))};
    if (!process.open()) {
        const auto error = errno;
        end(child);
        return fail(ErrorCode::io, "cannot follow " + words.front() + ": " + why(error));
    }
    auto guard = GroupGuard::start(child);
    if (!guard) {
        end(child);
        return std::move(guard).error();
    }
    return StartedChild{.id = child,
                        .process = std::move(process),
                        .output = std::move(output.reader),
                        .errors = std::move(errors.reader),
                        .guard = *std::move(guard)};
}

}  // namespace ogi::base
