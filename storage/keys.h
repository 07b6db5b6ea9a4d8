#pragma once

#include "base/result.h"
#include "base/time.h"
#include "base/url.h"
#include "model/revision.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// Keys of every column family. RocksDB sorts keys as bytes, so each codec keeps the order of the values it
// encodes. The formats are on disk (docs/formats.md): change one only together with store_format.
//
// Numbers are big-endian. A text in front of something else ends with 0x00, which neither a URL, an authority
// nor an agency's name can contain, so no text's range runs into another's.
namespace ogi::storage {

// Longest agency name that can be a key, in bytes. Real ones have fewer than 200.
inline constexpr std::size_t agency_bytes_max = 1024;
inline constexpr int year_max = 9999;

// pages: the URL's text, nothing else.

// hosts, robots: the authority, nothing else.

// The first half of a URL's SHA-256: two pages of one host that are due at one time keep apart.
using UrlHash = std::array<unsigned char, 16>;
UrlHash hash_of(const base::Url& url);

// schedule: host id (4) · due_at (8) · URL hash (16). Earliest first within a host; the value is the URL.
struct ScheduleKey {
    std::uint32_t host = 0;  // model::HostRecord::id.
    base::UtcTime due_at{};
    UrlHash url{};

    bool operator==(const ScheduleKey&) const = default;
};
std::string encode(const ScheduleKey& key);
base::Result<ScheduleKey> decode_schedule_key(std::string_view bytes);
// The first possible key of a host, and of a page of it that is due at `due_at`.
std::string first_schedule_key(std::uint32_t host);
std::string first_schedule_key(std::uint32_t host, base::UtcTime due_at);
// Behind every key of the host, and of its pages due at or before `due_at`; empty where nothing can be.
std::string schedule_key_after(std::uint32_t host);
std::string schedule_key_after(std::uint32_t host, base::UtcTime due_at);

// prefixes: host id (4) · first directory of the path.
std::string encode_prefix_key(std::uint32_t host, std::string_view prefix);

// captures: URL · 0x00 · fetched_at, newest first.
struct CaptureKey {
    std::string url;
    base::UtcTime fetched_at{};

    bool operator==(const CaptureKey&) const = default;
};
std::string encode(const CaptureKey& key);
base::Result<CaptureKey> decode_capture_key(std::string_view bytes);
// A Seek to it lands on the newest capture of `url`.
std::string first_capture_key(const base::Url& url);

// bodies, bases: the 32 bytes of a SHA-256. Fails with `malformed` for anything but 64 lower-case hexadecimal
// digits.
inline constexpr std::size_t body_key_bytes = 32;
base::Result<std::string> encode_body_key(std::string_view digest_hex);
// The digest as 64 hexadecimal digits.
std::string decode_body_key(std::string_view bytes);

// report_states: agency · 0x00 · year (2 bytes).
//
// Fails with `malformed` for an agency that is empty, holds a 0x00 or is not UTF-8, or a year outside 1 …
// year_max, with `too_large` for a name longer than agency_bytes_max.
base::Result<std::string> encode_report_key(const model::ReportKey& key);
base::Result<model::ReportKey> decode_report_key(std::string_view bytes);
// What every report key of an agency begins with. Fails like encode_report_key.
base::Result<std::string> encode_agency_prefix(std::string_view agency);

// revisions: report key · number (4 bytes). Fails like encode_report_key, and for a number below 1.
struct RevisionKey {
    model::ReportKey report;
    int number = 1;

    bool operator==(const RevisionKey&) const = default;
};
base::Result<std::string> encode(const RevisionKey& key);
base::Result<RevisionKey> decode_revision_key(std::string_view bytes);

// timeline: report key · sequence (8 bytes). Fails like encode_report_key, and for sequence 0.
struct TimelineKey {
    model::ReportKey report;
    std::uint64_t sequence = 0;

    bool operator==(const TimelineKey&) const = default;
};
base::Result<std::string> encode(const TimelineKey& key);
base::Result<TimelineKey> decode_timeline_key(std::string_view bytes);

// copies: report key · URL. Fails like encode_report_key, and for an empty URL.
struct CopyKey {
    model::ReportKey report;
    std::string url;

    bool operator==(const CopyKey&) const = default;
};
base::Result<std::string> encode(const CopyKey& key);
base::Result<CopyKey> decode_copy_key(std::string_view bytes);

// suspects: the URL's text, nothing else.

// agencies: the name, nothing else. Fails like encode_report_key.
base::Result<std::string> encode_agency_key(std::string_view name);

// changes: sequence number (8 bytes). A feed's cursor is the last one seen.
std::string encode_change_key(std::uint64_t sequence);
base::Result<std::uint64_t> decode_change_key(std::string_view bytes);

// The first key that does not start with `prefix`; empty where there is none (only bytes 0xFF).
std::string prefix_end(std::string prefix);

}  // namespace ogi::storage
