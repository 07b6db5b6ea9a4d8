#include "storage/keys.h"

#include "base/digest.h"
#include "base/utf8.h"

#include <algorithm>
#include <concepts>
#include <limits>

namespace ogi::storage {

using base::ErrorCode;
using base::fail;

namespace {

constexpr char end_of_text = '\0';
constexpr std::size_t time_size = sizeof(std::uint64_t);
constexpr std::size_t host_size = sizeof(std::uint32_t);
constexpr std::size_t year_size = sizeof(std::uint16_t);
constexpr std::size_t number_size = sizeof(std::uint32_t);

template <std::unsigned_integral Number>
void append_big_endian(std::string& out, Number number) {
    for (std::size_t i = sizeof(Number); i-- > 0;) {
        out.push_back(static_cast<char>(static_cast<unsigned char>(number >> (8 * i))));
    }
}

// `bytes` must be exactly as long as the number.
template <std::unsigned_integral Number>
Number read_big_endian(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char c : bytes) number = (number << 8) | static_cast<unsigned char>(c);
    return static_cast<Number>(number);
}

// Signed milliseconds as unsigned ones that sort alike: 1970 becomes 2^63.
constexpr std::uint64_t time_offset = std::uint64_t{1} << 63;

std::uint64_t sortable(base::UtcTime time) {
    return static_cast<std::uint64_t>(time.time_since_epoch().count()) ^ time_offset;
}

base::UtcTime from_sortable(std::uint64_t number) {
    const auto count = static_cast<std::int64_t>(number ^ time_offset);
    return base::UtcTime{std::chrono::milliseconds{count}};
}

base::Error foreign(std::string_view family) {
    return fail(ErrorCode::malformed, "a key in " + std::string{family} + " that ogid did not write");
}

std::string_view remove_back(std::string_view& bytes, std::size_t size) {
    const auto back = bytes.substr(bytes.size() - size);
    bytes.remove_suffix(size);
    return back;
}

// Splits a report key off the front of `bytes`; what follows it stays.
base::Result<model::ReportKey> take_report_key(std::string_view& bytes, std::string_view family) {
    const auto end = bytes.find(end_of_text);
    if (end == std::string_view::npos || bytes.size() - end - 1 < year_size) return foreign(family);
    model::ReportKey key{std::string{bytes.substr(0, end)},
                         read_big_endian<std::uint16_t>(bytes.substr(end + 1, year_size))};
    if (!encode_report_key(key)) return foreign(family);
    bytes.remove_prefix(end + 1 + year_size);
    return key;
}

}  // namespace

UrlHash hash_of(const base::Url& url) {
    const auto digest = base::sha256(url.text());
    UrlHash hash{};
    std::ranges::copy_n(digest.begin(), hash.size(), hash.begin());
    return hash;
}

std::string encode(const ScheduleKey& key) {
    auto bytes = first_schedule_key(key.host, key.due_at);
    return bytes.append(key.url.begin(), key.url.end());
}

base::Result<ScheduleKey> decode_schedule_key(std::string_view bytes) {
    ScheduleKey key;
    if (bytes.size() != host_size + time_size + key.url.size()) return foreign("schedule");
    key.host = read_big_endian<std::uint32_t>(bytes.substr(0, host_size));
    key.due_at = from_sortable(read_big_endian<std::uint64_t>(bytes.substr(host_size, time_size)));
    std::ranges::copy(bytes.substr(host_size + time_size), key.url.begin());
    return key;
}

std::string first_schedule_key(std::uint32_t host) {
    std::string bytes;
    append_big_endian(bytes, host);
    return bytes;
}

std::string first_schedule_key(std::uint32_t host, base::UtcTime due_at) {
    auto bytes = first_schedule_key(host);
    append_big_endian(bytes, sortable(due_at));
    return bytes;
}

std::string schedule_key_after(std::uint32_t host) {
    return prefix_end(first_schedule_key(host));
}

std::string schedule_key_after(std::uint32_t host, base::UtcTime due_at) {
    return prefix_end(first_schedule_key(host, due_at));
}

std::string encode_prefix_key(std::uint32_t host, std::string_view prefix) {
    return first_schedule_key(host).append(prefix);
}

std::string encode(const CaptureKey& key) {
    std::string bytes{key.url};
    bytes.push_back(end_of_text);
    append_big_endian(bytes, ~sortable(key.fetched_at));
    return bytes;
}

base::Result<CaptureKey> decode_capture_key(std::string_view bytes) {
    const auto end = bytes.find(end_of_text);
    if (end == std::string_view::npos || end == 0) return foreign("captures");
    if (bytes.size() - end - 1 != time_size) return foreign("captures");
    return CaptureKey{std::string{bytes.substr(0, end)},
                      from_sortable(~read_big_endian<std::uint64_t>(bytes.substr(end + 1)))};
}

std::string first_capture_key(const base::Url& url) {
    std::string bytes{url.text()};
    bytes.push_back(end_of_text);
    return bytes;
}

base::Result<std::string> encode_body_key(std::string_view digest_hex) {
    const auto refused = [&] {
        return fail(ErrorCode::malformed, "not a SHA-256 digest: " + std::string{digest_hex.substr(0, 80)});
    };
    if (digest_hex.size() != 2 * body_key_bytes) return refused();
    std::string bytes;
    unsigned byte = 0;
    for (std::size_t i = 0; i < digest_hex.size(); ++i) {
        const auto digit = std::string_view{"0123456789abcdef"}.find(digest_hex[i]);
        if (digit == std::string_view::npos) return refused();
        byte = (byte << 4 | static_cast<unsigned>(digit)) & 0xFF;
        if (i % 2 == 1) bytes.push_back(static_cast<char>(byte));
    }
    return bytes;
}

std::string decode_body_key(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        hex.push_back(digits[byte >> 4]);
        hex.push_back(digits[byte & 0xF]);
    }
    return hex;
}

base::Result<std::string> encode_agency_key(std::string_view name) {
    if (name.size() > agency_bytes_max) {
        return fail(ErrorCode::too_large,
                    "an agency's name is longer than " + std::to_string(agency_bytes_max) + " bytes");
    }
    if (name.empty() || name.find(end_of_text) != std::string::npos || !base::is_valid_utf8(name)) {
        return fail(ErrorCode::malformed, "an agency's name is empty or not plain UTF-8 text");
    }
    return std::string{name};
}

base::Result<std::string> encode_agency_prefix(std::string_view agency) {
    TRY(bytes, encode_agency_key(agency));
    bytes.push_back(end_of_text);
    return bytes;
}

base::Result<std::string> encode_report_key(const model::ReportKey& key) {
    TRY(bytes, encode_agency_prefix(key.agency));
    if (key.year < 1 || key.year > year_max) {
        return fail(ErrorCode::malformed, "year " + std::to_string(key.year) + " of " + key.agency);
    }
    append_big_endian(bytes, static_cast<std::uint16_t>(key.year));
    return bytes;
}

base::Result<model::ReportKey> decode_report_key(std::string_view bytes) {
    TRY(key, take_report_key(bytes, "report_states"));
    if (!bytes.empty()) return foreign("report_states");
    return key;
}

base::Result<std::string> encode(const RevisionKey& key) {
    TRY(bytes, encode_report_key(key.report));
    if (key.number < 1) {
        return fail(ErrorCode::malformed,
                    "revision " + std::to_string(key.number) + " of " + key.report.agency);
    }
    append_big_endian(bytes, static_cast<std::uint32_t>(key.number));
    return bytes;
}

base::Result<RevisionKey> decode_revision_key(std::string_view bytes) {
    if (bytes.size() < number_size) return foreign("revisions");
    const auto number = read_big_endian<std::uint32_t>(remove_back(bytes, number_size));
    if (number < 1 || number > std::numeric_limits<std::int32_t>::max()) return foreign("revisions");
    TRY(report, take_report_key(bytes, "revisions"));
    if (!bytes.empty()) return foreign("revisions");
    return RevisionKey{std::move(report), static_cast<int>(number)};
}

base::Result<std::string> encode(const TimelineKey& key) {
    TRY(bytes, encode_report_key(key.report));
    if (key.sequence == 0)
        return fail(ErrorCode::malformed, "an entry of " + key.report.agency + " without a sequence");
    append_big_endian(bytes, key.sequence);
    return bytes;
}

base::Result<TimelineKey> decode_timeline_key(std::string_view bytes) {
    if (bytes.size() < sizeof(std::uint64_t)) return foreign("timeline");
    const auto sequence = read_big_endian<std::uint64_t>(remove_back(bytes, sizeof(std::uint64_t)));
    TRY(report, take_report_key(bytes, "timeline"));
    if (!bytes.empty() || sequence == 0) return foreign("timeline");
    return TimelineKey{std::move(report), sequence};
}

base::Result<std::string> encode(const CopyKey& key) {
    TRY(bytes, encode_report_key(key.report));
    if (key.url.empty()) return fail(ErrorCode::malformed, "a copy of " + key.report.agency + " without URL");
    return bytes += key.url;
}

base::Result<CopyKey> decode_copy_key(std::string_view bytes) {
    TRY(report, take_report_key(bytes, "copies"));
    if (bytes.empty()) return foreign("copies");
    return CopyKey{std::move(report), std::string{bytes}};
}

std::string encode_change_key(std::uint64_t sequence) {
    std::string bytes;
    append_big_endian(bytes, sequence);
    return bytes;
}

base::Result<std::uint64_t> decode_change_key(std::string_view bytes) {
    if (bytes.size() != sizeof(std::uint64_t)) return foreign("changes");
    return read_big_endian<std::uint64_t>(bytes);
}

std::string prefix_end(std::string prefix) {
    while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xFF) prefix.pop_back();
    if (!prefix.empty()) prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
    return prefix;
}

}  // namespace ogi::storage
