#pragma once

#include "archive/capture_reader.h"
#include "base/result.h"
#include "crawler/body_decoder.h"
#include "model/snapshot.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::daemon {

struct UnpackLimits {
    std::size_t body_bytes_max = std::size_t{8} << 20;
    std::size_t inflate_ratio_max = 200;
};

// What of a capture there is to import.
enum class Unpacked {
    snapshot,
    no_page,     // A redirect, an error, an answer to another method, no document, no web address.
    damaged,     // The bytes are not those that were archived, or break off, or are too many.
    unresolved,  // What it says is the same as before is nowhere.
};

struct UnpackedCapture {
    Unpacked what = Unpacked::no_page;
    model::Snapshot snapshot{};  // Set where it is one.
    std::string words{};         // Else why not.
};

// Gives the body of an earlier capture that a "revisit" record refers to; nothing where it is not known.
using FindBody = std::function<base::Result<std::optional<model::Snapshot>>(const archive::Record& revisit)>;

// A capture as the crawler would have stored it: without transfer and content coding. Fails as `find` does.
base::Result<UnpackedCapture> unpack(const archive::Capture& capture, const UnpackLimits& limits,
                                     const FindBody& find);

}  // namespace ogi::daemon
