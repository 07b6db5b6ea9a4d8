#pragma once

#include "base/result.h"
#include "storage/database.h"

#include <functional>
#include <string>
#include <string_view>

// What refers to bodies. A body that something here names is never taken away.
namespace ogi::storage {

struct Reference {
    std::string_view digest;  // 64 hexadecimal digits.
    std::string_view from;    // What names it, for people.
};
using ReferenceSink = std::function<void(const Reference&)>;

// Records that cannot be read: their key, and why. What they refer to is not known.
using DamageSink = std::function<void(std::string_view record, const base::Error& why)>;

// Everything but captures: pages with their parts and suspects, revisions and copies with their parts, bases.
base::Result<void> for_each_pin(const Database& database, const rocksdb::Snapshot* moment,
                                const ReferenceSink& pin, const DamageSink& damaged);
// Captures: newest first within a URL.
base::Result<void> for_each_capture(const Database& database, const rocksdb::Snapshot* moment,
                                    const ReferenceSink& capture, const DamageSink& damaged);

}  // namespace ogi::storage
