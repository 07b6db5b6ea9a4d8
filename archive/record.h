#pragma once

#include "archive/fields.h"
#include "base/time.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ogi::archive {

// One record of a WARC file (ISO 28500:2017 and the versions before it). A record of an ARC file is told in
// the same terms: a capture is a "response", or a "resource" where no HTTP head was kept.
struct Record {
    std::string type{};          // "response", "resource", "revisit", "request", "warcinfo", "metadata", …
    std::string id{};            // "<urn:uuid:…>"; empty in ARC files.
    std::string target_uri{};    // Without the angle brackets that some programs put around it.
    base::UtcTime date{};        // Of the capture.
    std::string content_type{};  // Of the block, not of the payload.
    std::string block{};
    Fields fields{};           // Every named field, as written.
    std::uint64_t offset = 0;  // In the file; compressed, of the gzip member.

    std::string_view field(std::string_view name) const { return find_field(fields, name); }
};

}  // namespace ogi::archive
