#include "base/child_process.h"

#include "base/file_descriptor.h"
#include "tests/temporary_folder.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace ogi::base {
namespace {

using namespace std::chrono_literals;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

ChildOutcome run(const ChildTask& task) {
    auto outcome = run_child(task);
    EXPECT_TRUE(outcome) << outcome.error().context;
    return outcome ? *std::move(outcome) : ChildOutcome{};
}

ChildOutcome run_script(std::string script, ChildLimits limits = {}, std::string_view input = {}) {
    return run(
        {.program = "/bin/sh", .arguments = {"-c", std::move(script)}, .input = input, .limits = limits});
}

ChildOutcome run_python(std::string program, ChildLimits limits = {}) {
    return run({.program = "/usr/bin/python3", .arguments = {"-c", std::move(program)}, .limits = limits});
}

// Whether a process that is nobody's child of ours has ended, or does within a moment.
bool is_gone(pid_t process) {
    const FileDescriptor watched{static_cast<int>(::syscall(SYS_pidfd_open, process, 0))};
    if (!watched.open()) return errno == ESRCH;
    pollfd event{.fd = watched.get(), .events = POLLIN, .revents = 0};
    return ::poll(&event, 1, 10'000) == 1;
}

struct Ending {
    std::string_view script;
    ChildEnd end;
    int status;
    std::string_view told;
};

TEST(ChildProcess, SaysHowItEnded) {
    ChildLimits limits;
    limits.wall_max = 20s;
    limits.cpu_max = 1s;
    limits.file_bytes_max = 4096;
    limits.output_bytes_max = 1000;
    const Ending endings[] = {
        {"exit 0", ChildEnd::exited, 0, "ended with status 0"},
        {"exit 3", ChildEnd::exited, 3, "ended with status 3"},
        {"echo first >&2; echo 'no such page' >&2; exit 4", ChildEnd::exited, 4,
         "ended with status 4: no such page"},
        {"kill -SEGV $$", ChildEnd::signalled, SIGSEGV, "ended by signal 11"},
        {"exit 12", ChildEnd::out_of_memory, 12, "needed more memory than"},
        {"while :; do :; done", ChildEnd::out_of_time, SIGXCPU, "or 1 s of computing (cpu_max)"},
        {"exec head -c 5000 /dev/zero > big", ChildEnd::file_too_large, SIGXFSZ,
         "more than 4096 bytes (file_bytes_max)"},
        {"head -c 1001 /dev/zero; sleep 60", ChildEnd::output_too_large, SIGKILL,
         "gave more than 1000 bytes"},
    };
    for (const auto& [script, end, status, told] : endings) {
        const auto outcome = run_script(std::string{script}, limits);
        EXPECT_EQ(outcome.end, end) << script;
        EXPECT_EQ(outcome.status, status) << script;
        EXPECT_EQ(outcome.succeeded(), script == "exit 0") << script;
        EXPECT_NE(describe(outcome, limits).find(told), std::string::npos) << describe(outcome, limits);
    }
}

// In a process of its own: after it no child runs there.
int end_while_one_runs() {
    const TemporaryFolder folder;
    const auto begin = std::chrono::steady_clock::now();
    ChildOutcome ended;
    std::jthread running{[&] {
        ended = run(
            {.program = "/bin/sh", .arguments = {"-c", ": > up; sleep 60 & wait"}, .folder = folder.path()});
    }};
    while (!std::filesystem::exists(folder.path() / "up")) std::this_thread::yield();
    end_children();
    running.join();
    const auto late = run_script("echo late");
    const bool well = ended.end == ChildEnd::broken_off && late.end == ChildEnd::broken_off &&
                      late.output.empty() && !late.succeeded() &&
                      std::chrono::steady_clock::now() - begin < 30s;
    return well ? 0 : 1;
}

TEST(ChildProcess, EndsWithTheProgramThatIsAboutToLeave) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(::_exit(end_while_one_runs()), testing::ExitedWithCode(0), "");
}

TEST(ChildProcess, CannotOutliveItsDeadline) {
    ChildLimits limits;
    limits.wall_max = 100ms;
    const auto begin = std::chrono::steady_clock::now();
    const auto outcome = run_script("echo early; sleep 60", limits);
    EXPECT_EQ(outcome.end, ChildEnd::out_of_time);
    EXPECT_EQ(outcome.output, "early\n");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 30s);
}

TEST(ChildProcess, TakesWhatItStartedWithIt) {
    // The grandchild would hold the pipe open for a minute and write its file after a moment.
    const TemporaryFolder folder;
    const auto begin = std::chrono::steady_clock::now();
    const auto outcome = run({.program = "/bin/sh",
                              .arguments = {"-c", "(sleep 60; touch late) & echo $!"},
                              .folder = folder.path()});
    EXPECT_TRUE(outcome.succeeded());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 30s);
    EXPECT_TRUE(is_gone(std::stoi(outcome.output)));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "late"));
}

// What `script` writes into `file` of its folder, which it does whole: by renaming.
std::string await_file(const std::filesystem::path& file) {
    while (!std::filesystem::exists(file)) std::this_thread::yield();
    std::string line;
    std::getline(std::ifstream{file} >> std::ws, line);
    return line;
}

TEST(ChildProcess, TakesWhatItStartedWithItWhereThisProgramIsKilled) {
    const TemporaryFolder folder;
    const pid_t program = ::fork();
    ASSERT_NE(program, -1);
    if (program == 0) {
        run_script("cd " + folder.path().string() + "; sleep 60 & echo $! > a; mv a started; wait");
        ::_exit(1);
    }
    const auto grandchild = std::stoi(await_file(folder.path() / "started"));
    EXPECT_EQ(::kill(grandchild, 0), 0);
    EXPECT_EQ(::kill(program, SIGKILL), 0);
    int status = 0;
    EXPECT_EQ(::waitpid(program, &status, 0), program);
    EXPECT_TRUE(WIFSIGNALED(status));
    EXPECT_TRUE(is_gone(grandchild));
}

TEST(ChildProcess, CannotLeaveItsGroupOrOpenASocket) {
    const auto outcome = run_python(R"(
import os, socket
def attempt(what):
    try: what(); return 'done'
    except OSError as error: return error.strerror
def leave():
    if os.fork(): os.wait(); return
    try: os.setsid(); print('left')
    except OSError as error: print('setsid', error.strerror)
    finally: os.sys.stdout.flush(); os._exit(0)
leave()
for family in 'AF_INET', 'AF_INET6', 'AF_UNIX', 'AF_NETLINK', 'AF_PACKET':
    print(family, attempt(lambda: socket.socket(getattr(socket, family), socket.SOCK_DGRAM)))
)");
    EXPECT_EQ(outcome.output,
              "setsid Permission denied\n"
              "AF_INET Permission denied\nAF_INET6 Permission denied\nAF_UNIX Permission denied\n"
              "AF_NETLINK Permission denied\nAF_PACKET Permission denied\n")
        << outcome.errors;
}

TEST(ChildProcess, MayListenWhereItsTaskSaysSoButReachesNobody) {
    const auto outcome = run({.program = "/usr/bin/python3",
                              .arguments = {"-c", R"(
import socket
listening = socket.socket(socket.AF_UNIX)
listening.bind('here'); listening.listen()
for family, type, what in (socket.AF_UNIX, socket.SOCK_STREAM, lambda s: s.connect('here')), (
        socket.AF_UNIX, socket.SOCK_DGRAM, lambda s: s.sendto(b'', 'here')), (
        socket.AF_INET, socket.SOCK_STREAM, lambda s: None):
    try: what(socket.socket(family, type)); print('done')
    except OSError as error: print(error.strerror)
)"},
                              .sockets = Sockets::listening_within_this_machine});
    EXPECT_EQ(outcome.output, "Permission denied\nPermission denied\nPermission denied\n") << outcome.errors;
}

TEST(ChildProcess, HasNoMoreMemoryThanItIsGiven) {
    if (sanitized) GTEST_SKIP() << "the limit is not kept under a sanitizer";
    ChildLimits limits;
    limits.address_space_bytes_max = 200u << 20;
    EXPECT_EQ(run_python("print(len(bytearray(64 << 20)))", limits).output, "67108864\n");
    const auto outcome = run_python(R"(
try: bytearray(400 << 20)
except MemoryError: exit(12))",
                                    limits);
    EXPECT_EQ(outcome.end, ChildEnd::out_of_memory);
    EXPECT_NE(describe(outcome, limits).find("(address_space_bytes_max)"), std::string::npos);
}

TEST(ChildProcess, TellsWhatItUsed) {
    const auto outcome = run_python("sum(range(1000000)); held = b'x' * (50 << 20)");
    EXPECT_GT(outcome.cpu, 1ms);
    EXPECT_GT(outcome.memory_bytes_peak, 50u << 20);
}

TEST(ChildProcess, ReadsAndWritesMoreThanAPipeHolds) {
    const std::string input(5'000'000, 'a');
    EXPECT_EQ(run_script("cat", {}, input).output, input);
    // One that never looks at its input, and one that says as much as it reads.
    EXPECT_EQ(run_script("echo done", {}, input).output, "done\n");
    const auto loud = run_script("tee /dev/stderr", {}, input);
    EXPECT_EQ(loud.output, input);
    EXPECT_EQ(loud.errors.size(), ChildLimits{}.error_bytes_kept);
}

TEST(ChildProcess, StartsCleanInAFolderOfItsOwn) {
    ASSERT_EQ(::setenv("OGI_TEST_SECRET", "1", 1), 0);
    const auto outcome =
        run({.program = "/bin/sh",
             .arguments = {"-c", "env | sort; ls /proc/self/fd | wc -l; pwd; touch file; ls -A"},
             .environment = {"EXTRA=2"}});
    const auto at = outcome.output.find("\nHOME=");
    ASSERT_NE(at, std::string::npos) << outcome.output;
    const auto folder = outcome.output.substr(at + 6, outcome.output.find('\n', at + 1) - at - 6);
    // 0, 1, 2 and the one by which ls reads the folder.
    EXPECT_EQ(outcome.output, "EXTRA=2\nHOME=" + folder +
                                  "\nLANG=C.UTF-8\nPATH=/usr/local/bin:/usr/bin:/bin\nPWD=" + folder +
                                  "\nTMPDIR=" + folder + "\n4\n" + folder + "\nfile\n");
    EXPECT_FALSE(std::filesystem::exists(folder));
    ::unsetenv("OGI_TEST_SECRET");
}

TEST(ChildProcess, IsStartedWithTheSignalsOfAFreshProgram) {
    const auto before = ::signal(SIGPIPE, SIG_IGN);
    EXPECT_EQ(run_script("grep -E '^Sig(Ign|Blk)' /proc/self/status | grep -vc 0000000000000000").output,
              "0\n");
    ::signal(SIGPIPE, before);
}

TEST(ChildProcess, SaysWhatCannotBeRun) {
    const TemporaryFolder folder;
    const auto text = folder.write("text", "not a program");
    const auto code = [](std::filesystem::path program) {
        return run_child({.program = std::move(program)}).error().code;
    };
    EXPECT_EQ(code("/nowhere/program"), ErrorCode::not_found);
    EXPECT_EQ(code("sh"), ErrorCode::usage);
    EXPECT_EQ(code(text), ErrorCode::io);
    EXPECT_EQ(run_child({.program = "/bin/sh", .folder = "/nowhere"}).error().code, ErrorCode::io);
    EXPECT_EQ(run_child({.program = "/nowhere/program"}).error().context,
              "cannot run /nowhere/program: No such file or directory");
}

TEST(ChildProcess, WaitsWhereSoManyRunAlready) {
    const TemporaryFolder folder;
    // Each says that it is there, and stays until it is told to go.
    const auto script = "cd " + folder.path().string() +
                        "; : > up.$$; while [ ! -e go ]; do sleep 0.01; done; ls | grep -c up; rm up.$$";
    std::vector<int> seen(children_max + 4);
    std::vector<std::jthread> running;
    for (auto& count : seen)
        running.emplace_back([&count, &script] { count = std::stoi(run_script(script).output); });
    const auto up = [&] {
        return std::distance(std::filesystem::directory_iterator{folder.path()},
                             std::filesystem::directory_iterator{});
    };
    while (up() < children_max) std::this_thread::yield();
    std::ofstream{folder.path() / "go"};
    running.clear();
    for (const auto count : seen) EXPECT_LE(count, children_max);
}

TEST(ChildProcess, RunsFromManyThreadsAtOnceAndLeavesNone) {
    constexpr int threads = 32;
    std::vector<std::string> outputs(threads);
    {
        std::vector<std::jthread> running;
        for (int i = 0; i < threads; ++i) {
            running.emplace_back([i, &outputs] {
                const std::string input(100'000, static_cast<char>('a' + i % 26));
                outputs[static_cast<std::size_t>(i)] = run_script("cat", {}, input).output;
            });
        }
    }
    for (int i = 0; i < threads; ++i)
        EXPECT_EQ(outputs[static_cast<std::size_t>(i)],
                  std::string(100'000, static_cast<char>('a' + i % 26)));
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
}

}  // namespace
}  // namespace ogi::base
