#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ogi::daemon {

inline constexpr std::size_t nats_prefix_bytes_max = 128;
inline constexpr std::size_t nats_stream_bytes_max = 32;  // The server makes a folder of it.

// One token of a NATS subject: what may not stand in one (space, '.', '*', '>', control characters), and '%',
// as '%' and two hexadecimal digits. An empty text is "_", and a text "_" is "%5F".
std::string nats_token(std::string_view text);

// PREFIX.AGENCY.YEAR, the subject of the feed in tokens: one a report, so that a stream that keeps one
// message a subject keeps the newest state of every report.
std::string nats_subject(std::string_view prefix, std::string_view agency, int year);

// Whether a prefix can begin subjects: tokens parted by '.', none empty or with a wildcard, and not the
// server's own.
bool is_nats_prefix(std::string_view text);
bool is_nats_stream(std::string_view text);

}  // namespace ogi::daemon
