#pragma once

#include "base/result.h"
#include "base/system_call_filter.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::base {

// What one child may cost. Reaching a bound ends it and all it has started, and the outcome names the bound.
struct ChildLimits {
    std::chrono::milliseconds wall_max{30'000};
    std::chrono::seconds cpu_max{30};                // Of one process.
    std::size_t address_space_bytes_max = 1u << 30;  // Of one process. Not kept under a sanitizer.
    std::size_t file_bytes_max = 64u << 20;          // Of one file that it writes.
    std::size_t open_files_max = 64;
    std::size_t output_bytes_max = 64u << 20;
    std::size_t error_bytes_kept = 4096;  // The end of what it says on standard error.
};

// A program run as a child: bytes in at standard input, bytes out at standard output. It has no network
// (system_call_filter.h), no files of ours but these, an environment of PATH, LANG, HOME and TMPDIR, and dies
// with the thread that runs it; all it has started dies with this process at the latest.
struct ChildTask {
    std::filesystem::path program;           // Absolute; no folder is searched.
    std::vector<std::string> arguments{};    // Without the program's name.
    std::string_view input{};                // Its standard input is a file that holds this.
    std::vector<std::string> environment{};  // "NAME=value", beside those above.
    // Its working folder, HOME and TMPDIR; empty: one is made for it, and removed afterwards.
    std::filesystem::path folder{};
    ChildLimits limits{};
    Sockets sockets = Sockets::none;
};

enum class ChildEnd {
    exited,            // `status` says how.
    signalled,         // `status` is the signal: it crashed.
    out_of_time,       // wall_max or cpu_max.
    out_of_memory,     // It said so itself, by out_of_memory_status.
    output_too_large,  // output_bytes_max.
    file_too_large,    // file_bytes_max.
    broken_off,        // end_children.
};

// The exit status by which a program of ours says that it had no memory left.
inline constexpr int out_of_memory_status = 12;

struct ChildOutcome {
    ChildEnd end = ChildEnd::exited;
    int status = 0;
    std::string output;               // Of no use unless it exited with 0.
    std::string errors;               // The end of what it said on standard error.
    std::chrono::microseconds cpu{};  // What it used, with those of its children that it waited for.
    std::size_t memory_bytes_peak = 0;

    bool succeeded() const { return end == ChildEnd::exited && status == 0; }
};

// So many run at once in this process; whoever wants more waits. Each may take a core and a gigabyte.
inline constexpr std::ptrdiff_t children_max = 8;

// Runs a program to its end; when this returns neither it nor anything that it has started is left. May be
// called from any thread, and by many at once. Fails with `not_found` (no such program), `io` (no process,
// pipe or folder to be had) and `usage` (the program's path is not absolute).
Result<ChildOutcome> run_child(const ChildTask& task);

// Ends every child that runs, with all it has started, and lets no other begin: the program is about to
// leave. May be called from any thread, for good.
void end_children();

// How it ended, for a person: "took longer than 30000 ms (wall_max)", "ended with status 3: bad header".
std::string describe(const ChildOutcome& outcome, const ChildLimits& limits);

}  // namespace ogi::base
