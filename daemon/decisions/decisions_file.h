#pragma once

#include "base/result.h"
#include "model/decision.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// More than a million decisions; a larger file is not one of ours.
inline constexpr std::size_t decisions_bytes_max = std::size_t{512} << 20;

struct ReadDecisions {
    std::vector<model::Decision> decisions;  // In the order of the file.
    std::string torn;                        // What stands behind the last line end; a write that broke off.
    std::string digest;                      // Of the whole lines; of nothing, where there is no file.
};

// The decisions of a text, a line each; empty lines are passed over. Fails with `malformed`, naming the line:
// a decision that cannot be read might revoke another one. `torn` is not read.
base::Result<ReadDecisions> parse_decisions(std::string_view text);

// The same of a file; none where it is not there. Fails with `io`, `too_large`, and as parse_decisions with
// the file's name in front.
base::Result<ReadDecisions> read_decisions(const std::filesystem::path& file);

// Puts whole lines behind the file's, on the disk when it returns, or nothing of them. Makes the file where
// there is none. What a write that broke off left behind the last line end is taken away first. One process
// at a time: the one that has the store open for writing. Fails with `io`.
base::Result<void> append_decisions(const std::filesystem::path& file, std::string_view lines);

}  // namespace ogi::daemon
