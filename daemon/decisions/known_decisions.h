#pragma once

#include "base/result.h"
#include "model/decision.h"
#include "storage/store.h"

#include <filesystem>
#include <string>
#include <vector>

namespace ogi::daemon {

// What the store keeps of the decisions that it followed last.
struct FollowedDecisions {
    bool any_ever = false;
    std::string file_digest{};                 // ReadDecisions::digest then.
    std::vector<model::Decision> decisions{};  // Themselves: a file can be lost.
    std::vector<std::string> names{};          // That they speak of.
};

base::Result<FollowedDecisions> followed_decisions(const storage::Store& store);
base::Result<void> note_followed(storage::Store& store, const std::string& file_digest,
                                 const std::vector<model::Decision>& decisions);

// The decisions that hold: those of the file, and those that the store follows and the file has no more. A
// line is taken back by another line alone (`revoke`); a file that lacks some was lost, or is an older one.
struct KnownDecisions {
    FollowedDecisions followed{};
    std::vector<model::Decision> decisions{};  // All of them, `lacking` last.
    std::vector<model::Decision> lacking{};    // In the file.
    std::string torn{};                        // As ReadDecisions::torn.
    std::string file_digest{};
};

// Those of `wanted` whose ids are not among `there`.
std::vector<model::Decision> lacking_in(const std::vector<model::Decision>& there,
                                        const std::vector<model::Decision>& wanted);

// Fails as read_decisions and the store do.
base::Result<KnownDecisions> known_decisions(const storage::Store& store, const std::filesystem::path& file);

// How many are lacking and what comes of it, in words; empty where there are none.
std::string told_lacking(const KnownDecisions& known, const std::filesystem::path& file);

}  // namespace ogi::daemon
