#pragma once

#include "base/result.h"
#include "daemon/control/store_care.h"
#include "daemon/crawl/recrawl.h"
#include "daemon/crawl/seed.h"
#include "daemon/decisions/rule_suspect.h"
#include "daemon/replay/replay_summary.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// What a running daemon can be told to do, over its control socket.
namespace ogi::daemon {

enum class Wait {
    no,        // The answer comes at once.
    to_end,    // The answer comes when everything was visited.
    progress,  // The same, with a line about it now and then.
};

struct Recrawl {
    RecrawlSelector selector{};
    Wait wait = Wait::no;
    std::shared_ptr<RecrawlWatch> watch = nullptr;  // Not part of a target.
};

// Reads what is held again from the stored bodies (replay_run.h). Its answer comes at the end.
struct Reparse {
    ReplaySelector selector{};
    Wait wait = Wait::to_end;
    std::shared_ptr<ReplayWatch> watch = nullptr;  // Not part of a target.
};

// The names as Paused::name_of gives them; empty: everything.
struct Pause {
    std::string host{};
};
struct Resume {
    std::string host{};
};

struct SetLimits {
    std::vector<std::pair<std::string, std::string>> values{};  // Key, value.
};

struct Reload {};

// Puts the agencies of a table on the roster (roster.h).
struct ImportRoster {
    std::string csv{};  // The request's body, not part of a target.
};

// Reads archives, tables and documents into the store (import.h).
struct ImportFiles {
    std::vector<std::string> files{};  // Absolute.
    std::string agency{};
    std::vector<std::string> marks{};  // Of each file, as who asks sees it (place.h); empty: not told.
};

// Takes what a person decided, or what stands in another decisions file (decision_desk.h).
struct TakeDecisions {
    std::string lines{};  // The request's body, not part of a target.
};

// Says of what a page shows and is held back whether it is believed (rule_suspect.h).
struct RuleSuspect {
    std::string url{};
    SuspectRuling ruling = SuspectRuling::accept;
};

using Order = std::variant<Recrawl, Pause, Resume, SetLimits, Reload, ImportRoster, TakeDecisions, Backup,
                           Compact, Prune, ImportFiles, Reparse, RuleSuspect>;

// "/v1/pause?host=www.example.gov.cn", and back. parse_order fails with `usage`, naming what it does not
// understand, and with `not_found` where the path is no order's.
std::string to_target(const Order& order);
base::Result<Order> parse_order(std::string_view target);
// "/v1/pause", of each.
std::vector<std::string_view> order_paths();

}  // namespace ogi::daemon
