#pragma once

#include "base/result.h"
#include "model/revision.h"
#include "storage/store.h"
#include "storage/violation.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ogi::storage {

struct VerifyOptions {
    unsigned threads = 2;
    // What is wrong with a revision that was read well, in words; nullopt: nothing. From any thread.
    std::function<std::optional<std::string>(const model::Revision&)> check_revision{};
    // Before each part: what is looked at now.
    std::function<void(std::string_view part)> progress{};
};

struct Verified {
    struct FamilyCount {
        std::string_view family;
        std::uint64_t records = 0;
    };
    std::vector<FamilyCount> families{};
    std::uint64_t violations = 0;
};

// Holds every key, value and digest of a store, and all that the one says of the other, against
// docs/formats.md. Violations are told to `sink` as they are found, one after the other; one does not hide
// another. The store should be open for reading only, or idle. Memory holds an entry a host, and of
// everything else a bounded slice. Fails with `io` or `busy` where the store could not be read to its end.
base::Result<Verified> verify(const Store& store, const VerifyOptions& options, Findings::Sink sink);

}  // namespace ogi::storage
