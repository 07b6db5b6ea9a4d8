#include "storage/records.h"

#include "base/utf8.h"
#include "model/host_json.h"
#include "model/revision_json.h"
#include "model/revision_record.h"
#include "storage/database.h"
#include "storage/frame.h"
#include "storage/revision_dictionary.h"

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

// The layout of both records, and the dictionary of the frame.
constexpr char revision_layout = 1;

// The layout, the length of the head (4 bytes, big-endian), the head, the frame.
constexpr std::size_t head_begin = 5;

std::string begin_value(const std::string& head) {
    const auto byte = [&](int shift) { return static_cast<char>(head.size() >> shift & 0xFF); };
    return std::string{revision_layout, byte(24), byte(16), byte(8), byte(0)} + head;
}

struct RevisionValue {
    std::string_view head;
    std::string_view frame;
};

Result<RevisionValue> split(std::string_view value) {
    if (value.size() < head_begin || value.front() != revision_layout)
        return fail(ErrorCode::malformed, "a revision of an unknown layout");
    std::size_t head_bytes = 0;
    for (const char byte : value.substr(1, head_begin - 1))
        head_bytes = head_bytes << 8 | static_cast<unsigned char>(byte);
    if (value.size() - head_begin < head_bytes)
        return fail(ErrorCode::malformed, "a revision that breaks off");
    return RevisionValue{value.substr(head_begin, head_bytes), value.substr(head_begin + head_bytes)};
}

Result<model::Revision> decode_revision(std::string_view value) {
    TRY(parts, split(value));
    TRY(revision, model::parse_head_record(parts.head));
    TRY(record, from_frame(parts.frame, revision_dictionary_content()));
    TRY(report, model::parse_report_record(record));
    revision.report = std::move(report);
    return revision;
}

// The record if it could be read and `belongs` under its key, else the error with the record's name in front.
template <class Record, class Belongs>
Result<Record> checked(Result<Record> record, const std::string& name, Belongs belongs) {
    if (!record) return in_record(std::move(record).error(), name);
    if (!belongs(*record)) return fail(ErrorCode::malformed, "the stored " + name + " is another record");
    return record;
}

}  // namespace

std::string report_name(const model::ReportKey& key) {
    return key.agency + "/" + std::to_string(key.year);
}

std::string revision_name(const model::ReportKey& key, int number) {
    return "revision " + std::to_string(number) + " of " + report_name(key);
}

Result<model::Report> read_report_head(const model::ReportKey& key, int number, std::string_view value) {
    const auto read = [&]() -> Result<model::Report> {
        TRY(parts, split(value));
        TRY(record, from_frame(parts.frame, revision_dictionary_content()));
        return model::parse_report_head(record);
    };
    return checked(read(), revision_name(key, number), [&](const model::Report& report) {
        return report.agency.name == key.agency && report.year == key.year;
    });
}

Result<model::Revision> read_revision_head(std::string_view value) {
    TRY(parts, split(value));
    return model::parse_head_record(parts.head);
}

Result<model::ReportState> read_state(const model::ReportKey& key, std::string_view value) {
    return checked(model::parse_report_state_json(value), "state of " + report_name(key),
                   [&](const model::ReportState& state) { return state.key == key; });
}

Result<model::Revision> read_revision(const model::ReportKey& key, int number, std::string_view value) {
    return checked(decode_revision(value), revision_name(key, number), [&](const model::Revision& revision) {
        return revision.number == number && revision.report.year == key.year &&
               revision.report.agency.name == key.agency;
    });
}

Result<model::Copy> read_copy(const model::ReportKey& key, std::string_view url, std::string_view value) {
    return checked(model::parse_copy_json(value), "copy " + std::string{url} + " of " + report_name(key),
                   [&](const model::Copy& copy) { return copy.key == key && copy.url == url; });
}

Result<std::string> pack_report(const model::Report& report) {
    return to_frame(model::to_record(report), &revision_dictionary());
}

Result<std::string> revision_value(const model::Revision& revision, std::string_view packed_report) {
    auto value = begin_value(model::head_record(revision));
    if (!packed_report.empty()) return value.append(packed_report);
    TRY(packed, pack_report(revision.report));
    return value + packed;
}

Result<model::HostRecord> read_host(std::string_view authority, std::string_view value) {
    auto host = model::parse_host_json(value);
    if (!host) return in_record(std::move(host).error(), "host " + std::string{authority});
    return host;
}

Result<model::RobotsRecord> read_robots(std::string_view authority, std::string_view value) {
    auto robots = model::parse_robots_record(value);
    if (!robots) return in_record(std::move(robots).error(), "robots.txt of " + std::string{authority});
    return robots;
}

std::string storable(std::string json) {
    return base::is_valid_utf8(json) ? std::move(json) : base::scrub_utf8(json);
}

}  // namespace ogi::storage
