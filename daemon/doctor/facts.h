#pragma once

#include "base/result.h"
#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What was seen of an installation; what to think of it says examine.h.
namespace ogi::daemon {

struct StoreFacts {
    std::string folder{};
    bool is_there = false;
    std::string cannot_be_made{};           // Why, where it is not there.
    std::optional<base::Error> problem{};   // Why it cannot be opened for reading.
    bool writable = true;                   // By whoever asks.
    bool shut_to_owner = false;             // Its owner has no right to write there.
    bool read_only = false;                 // So is the file system.
    std::string owner{};                    // Of the folder.
    int locked_by = 0;                      // A process; 0: nobody has it for writing.
    bool lock_is_no_file = false;           // Something else has the name LOCK.
    std::optional<base::UtcTime> newest{};  // Of the feed's newest entry, or of the last start if later.
    std::uint64_t suspects = 0;
    bool roster_is_empty = false;
    std::optional<base::Error> decisions_problem{};  // Why the decisions file cannot be read.
    std::string decisions_lacking{};                 // What it has lost.
    std::string damaged_table{};                     // What is wrong with a table of the store.
    std::uint64_t unchecked_table_bytes = 0;         // More than tables_bytes_max: they were not read.
    std::size_t damaged_files = 0;                   // Of bodies and revisions.
    std::string damaged_file{};                      // One of them, and what is wrong with it.
    std::size_t foreign_files = 0;                   // That belong to another user than the folder.
    std::string foreign_file{};                      // One of them, and whose it is.
};

struct DiskFacts {
    std::uint64_t bytes_free = 0;
    std::uint64_t bytes = 0;
    std::uint64_t inodes_free = 0;
    std::uint64_t inodes = 0;  // 0: the file system does not count them.
};

// A program or model that reads documents.
struct ProgramFacts {
    std::string name{};
    std::string reads{};
    std::string package{};  // That has it; empty: ours.
    bool is_there = false;
    bool is_wanted = true;  // False where the configuration switches it off.
    std::string version{};  // Of ours; empty: it told none.
};

struct DaemonFacts {
    enum class Socket {
        none,
        impossible,  // There can be none; `problem` says why.
        stale,       // Nobody listens behind it.
        blocked,     // Something that is no socket has its name.
        refused,
        silent,
        answers
    };
    Socket socket = Socket::none;
    bool is_running() const { return socket == Socket::silent || socket == Socket::answers; }
    std::string path{};
    std::string problem{};  // Of a socket that refused us, or behind which nobody answers.
    std::string version{};
    std::vector<std::string> needs_restart{};  // Keys that were changed and wait for one.
};

// Whether https can be spoken, and whom to believe.
struct TlsFacts {
    bool speaks_https = true;
    bool has_certificates = true;
    std::string certificates{};  // The file or folder that should have them.
};

// The address of the API, tried where no daemon runs.
struct ApiFacts {
    std::string listen{};  // Empty: none.
    int bind_errno = 0;
    std::string tokens_problem{};  // Why the token file cannot be used.
};

struct NamedState {
    std::string name{};
    std::string state{};
    std::string why{};
};

// A source of which no page that it begins with could be read.
struct UnreadSource {
    std::string name{};
    std::string entry{};    // One of them.
    std::string outcome{};  // Of its last visit.
};

struct Facts {
    std::string version{};  // Of who asks.
    base::UtcTime now{};
    std::string user{};  // Who asks.
    std::string config_file{};
    std::string config_problem{};  // Why the configuration cannot be used; then only these are known.
    std::string user_agent_doubt{};
    std::size_t sources = 0;
    std::string empty_sources_folder{};  // Named by the configuration, and without a file of sources.
    std::vector<UnreadSource> unread_sources{};
    std::vector<std::string> open_to_all{};  // What every user of the machine may write.
    std::string shut_out{};  // What may not even be looked at by who asks; then no more is known.
    StoreFacts store{};
    DiskFacts disk{};
    std::uint64_t files_max = 0;  // That a process may open; 0: not known.
    std::uint64_t files_needed = 0;
    std::vector<ProgramFacts> programs{};
    DaemonFacts daemon{};
    ApiFacts api{};
    TlsFacts tls{};
    std::vector<NamedState> hosts{};   // What they wait for, only those with a reason to be told of.
    std::vector<NamedState> sinks{};   // Likewise.
    std::optional<NamedState> unit{};  // Of systemd, where that runs and knows it: ActiveState, Result.
    bool unit_is_enabled = true;       // Begins when the machine does.
};

}  // namespace ogi::daemon
