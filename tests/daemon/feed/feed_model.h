#pragma once

#include "tests/daemon/feed/faults.h"
#include "tests/daemon/feed/follower.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A model of the feed: a real store, whose reports change at random, which is killed, loses power and is put
// back, and followers of every kind, who die at any point. What each of them must be given is worked out
// beside it (Ledger); what each of them then has is proved by what the store says of itself.
namespace ogi::daemon {

enum class StepKind : std::uint8_t {
    write,
    write_unsynced,  // Shown by the feed after the next sync.
    sync,
    follow,       // A turn of one of the followers.
    follow_pair,  // A turn of the two that share a cursor.
    reopen,
    kill,
    lose_power,
    back_up,
    restore,
    settle,  // Everybody reads to the end and holds what the store holds.
};
inline constexpr std::size_t step_kinds = 11;

// All that is left to chance within a step comes from its own number: the others stay what they are when one
// is left out.
struct Step {
    StepKind kind = StepKind::follow;
    std::uint64_t chance = 0;
};

// `count` steps, the last of them to settle.
std::vector<Step> steps_of(std::uint64_t seed, std::size_t count);

struct Finding {
    std::size_t step = 0;  // At which it was found.
    std::string words;
};

struct ModelRun {
    std::optional<Finding> finding{};
    std::array<std::uint64_t, step_kinds> steps{};  // Done, by kind.
    std::uint64_t entries = 0;                      // Of the feed, at the end.
};

ModelRun run_model(const std::vector<Step>& steps, Fault fault = Fault::none, Watch watch = Watch::ledger);

// Fewer steps that find something as well; so many runs at most.
std::vector<Step> shrink(std::vector<Step> steps, Fault fault, Watch watch, int runs_max);
// A line a step, for people.
std::string to_text(const std::vector<Step>& steps);

}  // namespace ogi::daemon
