#pragma once

#include "archive/fields.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace ogi::archive {

// An HTTP response as an archive keeps it.
struct HttpMessage {
    int status = 0;
    Fields headers;
    std::string payload;  // Without the transfer coding, with the content coding.

    std::string_view header(std::string_view name) const { return find_field(headers, name); }
};

// Reads the block of a "response" record. Archives hold bodies that are called chunked and are not: those are
// taken as they stand. Fails with `malformed` where there is no status line, or a chunked body breaks off or
// loses its step.
base::Result<HttpMessage> parse_http_message(std::string_view block);

}  // namespace ogi::archive
