#include "archive/record_reader.h"

#include "archive/record_date.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::archive {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

constexpr std::string_view warc_mark = "WARC/";
constexpr std::string_view arc_file_mark = "filedesc:";
constexpr std::size_t arc_fields = 5;  // URL, address, date, content type, length.

std::optional<std::uint64_t> parse_length(std::string_view text) {
    std::uint64_t length = 0;
    const auto [end, wrong] = std::from_chars(text.begin(), text.end(), length);
    if (text.empty() || wrong != std::errc{} || end != text.end()) return std::nullopt;
    return length;
}

std::string_view without_brackets(std::string_view uri) {
    return uri.starts_with('<') && uri.ends_with('>') && uri.size() > 2 ? uri.substr(1, uri.size() - 2) : uri;
}

// The fields of an ARC record's line. The address may hold blanks, what follows it may not.
std::vector<std::string_view> split_arc_line(std::string_view line) {
    std::vector<std::string_view> fields;
    while (fields.size() + 1 < arc_fields) {
        const auto blank = line.rfind(' ');
        if (blank == std::string_view::npos) break;
        fields.insert(fields.begin(), line.substr(blank + 1));
        line = line.substr(0, blank);
    }
    fields.insert(fields.begin(), line);
    return fields;
}

bool may_be_arc(std::string_view line) {
    const auto fields = split_arc_line(line);
    return fields.size() == arc_fields && fields[0].find(':') != std::string_view::npos &&
           parse_arc_date(fields[2]);
}

}  // namespace

// A record without its block.
struct RecordReader::Head {
    Record record;
    std::uint64_t length = 0;
};

base::Error RecordReader::broken(std::string_view what) const {
    return fail(ErrorCode::malformed, "record at byte " + std::to_string(offset_) + ": " + std::string{what});
}

Result<std::optional<Record>> RecordReader::next() {
    auto head = read_head();
    if (!head) {
        find_next_head();
        return std::move(head).error();
    }
    if (!*head) return std::optional<Record>{};
    auto record = read_block(**std::move(head));
    if (!record) {
        if (bytes_.damaged()) {
            bytes_.resume();
        } else if (record.error().code == ErrorCode::malformed) {
            find_next_head();  // A length that is too great must not take the records behind it along.
        }
        return std::move(record).error();
    }
    return std::optional{*std::move(record)};
}

Result<std::optional<RecordReader::Head>> RecordReader::read_head() {
    // Records are set apart by empty lines, and by more of them than there should be.
    while (true) {
        const auto ahead = bytes_.peek(1);
        const auto blank = std::min(ahead.find_first_not_of("\r\n"), ahead.size());
        if (blank == 0) break;
        bytes_.skip(blank);
    }
    offset_ = bytes_.offset();
    const auto ahead = bytes_.peek(head_bytes_max);
    if (ahead.empty()) {
        if (bytes_.damaged()) return broken("its compression is damaged or breaks off");
        return std::optional<Head>{};
    }
    auto head = ahead.starts_with(warc_mark) ? read_warc_head() : read_arc_head();
    if (!head) return std::move(head).error();
    return std::optional{*std::move(head)};
}

Result<RecordReader::Head> RecordReader::read_warc_head() {
    const auto ahead = bytes_.peek(head_bytes_max);
    const auto end = end_of_head(ahead.substr(0, head_bytes_max));
    if (!end && ahead.size() >= head_bytes_max)
        return fail(ErrorCode::too_large, "record at byte " + std::to_string(offset_) +
                                              ": its head is longer than head_bytes_max, " +
                                              std::to_string(head_bytes_max) + " bytes");
    if (!end) return broken("its head breaks off");
    auto lines = ahead.substr(0, *end);
    take_line(lines);
    Head head;
    auto& record = head.record;
    record.fields = parse_fields(lines);
    record.offset = offset_;
    record.type = record.field("WARC-Type");
    record.id = record.field("WARC-Record-ID");
    record.target_uri = without_brackets(record.field("WARC-Target-URI"));
    record.content_type = record.field("Content-Type");
    const auto length = parse_length(record.field("Content-Length"));
    if (!length) return broken("it has no Content-Length that is a number");
    const auto date = parse_warc_date(record.field("WARC-Date"));
    if (!date) return broken(date.error().context);
    if (record.type.empty()) return broken("it has no WARC-Type");
    head.length = *length;
    record.date = *date;
    bytes_.skip(*end);
    return head;
}

Result<RecordReader::Head> RecordReader::read_arc_head() {
    auto ahead = bytes_.peek(head_bytes_max).substr(0, head_bytes_max);
    const auto before = ahead.size();
    const auto line = take_line(ahead);
    const auto fields = split_arc_line(line);
    if (!may_be_arc(line)) return broken("it begins neither as a WARC nor as an ARC record");
    const auto length = parse_length(fields[4]);
    if (!length) return broken("it has no length that is a number");
    Head head{.record = {}, .length = *length};
    auto& record = head.record;
    record.offset = offset_;
    record.target_uri = fields[0];
    record.date = parse_arc_date(fields[2]).value();
    record.type = record.target_uri.starts_with(arc_file_mark) ? "warcinfo" : "response";
    record.content_type = fields[3];
    bytes_.skip(before - ahead.size());
    return head;
}

Result<Record> RecordReader::read_block(Head head) {
    auto& record = head.record;
    if (head.length > block_bytes_max_) {
        bytes_.skip(head.length);
        return fail(ErrorCode::too_large, "record at byte " + std::to_string(offset_) + " (" +
                                              record.target_uri + "): " + std::to_string(head.length) +
                                              " bytes are more than block_bytes_max, " +
                                              std::to_string(block_bytes_max_));
    }
    const auto ahead = bytes_.peek(head.length);
    if (ahead.size() < head.length) {
        return broken("it breaks off after " + std::to_string(ahead.size()) + " of " +
                      std::to_string(head.length) + " bytes (" + record.target_uri + ")");
    }
    record.block = ahead.substr(0, head.length);
    bytes_.skip(head.length);
    // What an ARC file keeps of a capture may be the answer with its head, or the body alone.
    if (record.fields.empty() && record.type == "response" && !record.block.starts_with("HTTP/"))
        record.type = "resource";
    return std::move(record);
}

// Goes to the line where a record may begin, beyond the first byte.
void RecordReader::find_next_head() {
    while (true) {
        if (bytes_.peek(0).empty() && bytes_.peek(1).empty()) {
            if (!bytes_.damaged()) return;
            bytes_.resume();
            return;
        }
        auto ahead = bytes_.peek(head_bytes_max);
        const auto before = ahead.size();
        take_line(ahead);
        bytes_.skip(std::max<std::size_t>(before - ahead.size(), 1));
        auto next = bytes_.peek(head_bytes_max);
        if (next.starts_with(warc_mark) || may_be_arc(take_line(next))) return;
    }
}

}  // namespace ogi::archive
