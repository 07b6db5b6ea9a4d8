#pragma once

#include "base/time.h"
#include "base/url.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace ogi::model {

// One response exactly as the server sent it. Immutable once stored: every
// Document, Report and Revision can be recomputed from Snapshots alone.
//
// Not a rocksdb::Snapshot, which never leaves storage/.
struct Snapshot {
    base::Url url;             // As requested, before redirects.
    base::Url final_url;       // After redirects; base for relative links.
    base::UtcTime fetched_at;  // When the last body byte arrived.
    std::uint16_t http_status = 200;
    std::string content_type;   // Header as sent; may lie about the charset.
    std::string etag;           // Empty if the server sent none.
    std::string last_modified;  // Empty if the server sent none.
    std::string body;           // After Content-Encoding, before charset decoding.
    std::string digest;         // SHA-256 of body, lower-case hexadecimal. Names it in the store.
    // Status line and header lines of the response that brought the body, as received: each ends in CR LF or
    // LF, without the empty line behind. Values of cookies are left out. Empty where there was no HTTP.
    std::string head{};
    std::string form{};                // Fields of the POST to `url`; empty: a GET.
    std::chrono::milliseconds took{};  // From that response's request to its last byte; 0: not known.
    std::string origin{};              // The file it was imported from; empty: our own request.

    bool operator==(const Snapshot&) const = default;
};

}  // namespace ogi::model
