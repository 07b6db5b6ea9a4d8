#pragma once

#include <string>
#include <string_view>

namespace ogi::daemon {

// A strong tag of these bytes: the same bytes have the same one, in quotes.
std::string etag_of(std::string_view body);

// Whether an If-None-Match header names the tag (RFC 9110 §13.1.2: compared weakly), in any of the codings
// in which we send it.
bool names_etag(std::string_view if_none_match, std::string_view etag);

// The tag of the same content in another coding: "abc" → "abc-gzip".
std::string coded_etag(std::string_view etag, std::string_view coding);

}  // namespace ogi::daemon
