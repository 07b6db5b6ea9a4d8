#include "daemon/imports/archived_snapshot.h"

#include "archive/http_message.h"
#include "archive/record_digest.h"
#include "archive/snapshot_records.h"
#include "base/digest.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace ogi::daemon {

using archive::DigestOutcome;
using base::Result;

namespace {

constexpr std::string_view gzip_magic = "\x1f\x8b";

// What no report is written in.
constexpr std::array<std::string_view, 8> other_types = {"image/",
                                                         "audio/",
                                                         "video/",
                                                         "font/",
                                                         "text/css",
                                                         "text/javascript",
                                                         "application/javascript",
                                                         "application/x-javascript"};

UnpackedCapture left_out(Unpacked what, std::string words) {
    return {.what = what, .words = std::move(words)};
}

bool is_other_type(std::string_view content_type) {
    return std::ranges::any_of(other_types, [&](auto type) {
        return archive::same_name(content_type.substr(0, type.size()), type);
    });
}

class Bounded : public crawler::ByteSink {
  public:
    explicit Bounded(std::size_t bytes_max) : bytes_max_{bytes_max} {}
    bool take(std::string_view bytes) override {
        if (text.size() + bytes.size() > bytes_max_) return false;
        text += bytes;
        return true;
    }
    std::string text;

  private:
    std::size_t bytes_max_;
};

// The body without its content coding; why there is none. Archives hold bodies that were decoded and still
// say how they were coded: those stand as they are.
std::optional<std::string> decode_body(std::string& body, std::string_view coding,
                                       const UnpackLimits& limits) {
    const bool zipped = coding.find("gzip") == std::string_view::npos || body.starts_with(gzip_magic);
    if (!coding.empty() && zipped) {
        Bounded sink{limits.body_bytes_max};
        auto decoder = crawler::BodyDecoder::make(coding, {.ratio_max = limits.inflate_ratio_max}, sink);
        if (!decoder) return "its Content-Encoding is not known: " + base::scrub_utf8(coding);
        switch (decoder->take(body)) {
            case crawler::BodyDecoder::Outcome::going_on:
                if (!decoder->whole()) return "its compressed body breaks off";
                body = std::move(sink.text);
                break;
            case crawler::BodyDecoder::Outcome::damaged:
                if (sink.text.empty() && base::is_valid_utf8(body)) break;
                return "its body does not follow its Content-Encoding";
            case crawler::BodyDecoder::Outcome::inflates_too_far:
                return "its body inflates more than inflate_ratio_max times";
            case crawler::BodyDecoder::Outcome::refused:
                return "its body is longer than body_bytes_max";
        }
    }
    if (body.size() > limits.body_bytes_max) return "its body is longer than body_bytes_max";
    return std::nullopt;
}

// Programs differ in whether the payload's digest was taken before or after its chunks were joined.
bool is_as_archived(const archive::Record& record, std::string_view payload) {
    const auto of_block = archive::check_digest(record.field("WARC-Block-Digest"), record.block);
    if (of_block == DigestOutcome::right) return true;
    if (of_block == DigestOutcome::wrong) return false;
    const auto digest = record.field("WARC-Payload-Digest");
    const auto begin = record.type == "response" ? archive::end_of_head(record.block).value_or(0) : 0;
    return archive::check_digest(digest, payload) != DigestOutcome::wrong ||
           archive::check_digest(digest, std::string_view{record.block}.substr(begin)) !=
               DigestOutcome::wrong;
}

// Whether the server announced more than was archived. Chunks that were joined, or a coding that was taken
// off, make a body longer than its head says, never shorter.
bool is_cut(const archive::HttpMessage& message, std::string_view body) {
    const auto length = message.header("Content-Length");
    std::uint64_t announced = 0;
    const auto [end, wrong] = std::from_chars(length.begin(), length.end(), announced);
    return wrong == std::errc{} && end == length.end() && body.size() < announced;
}

void read_head(model::Snapshot& snapshot, const archive::HttpMessage& message, std::string_view block) {
    const auto end = archive::end_of_head(block).value_or(block.size());
    auto head = block.substr(0, end);
    if (head.ends_with("\r\n\r\n")) head.remove_suffix(2);
    if (head.ends_with("\n\n")) head.remove_suffix(1);
    snapshot.head = archive::original_head(head);
    snapshot.http_status = static_cast<std::uint16_t>(message.status);
    snapshot.content_type = message.header("Content-Type");
    snapshot.etag = message.header("ETag");
    snapshot.last_modified = message.header("Last-Modified");
}

void read_own_fields(model::Snapshot& snapshot, const archive::Record& record) {
    if (auto asked = base::Url::parse(record.field(archive::requested_field)))
        snapshot.url = *std::move(asked);
    const auto took = record.field(archive::took_field);
    std::int64_t count = 0;
    const auto [end, wrong] = std::from_chars(took.begin(), took.end(), count);
    if (wrong == std::errc{} && end == took.end() && count > 0)
        snapshot.took = std::chrono::milliseconds{count};
}

Result<UnpackedCapture> unpack_revisit(model::Snapshot snapshot, const archive::Record& record,
                                       const FindBody& find) {
    TRY(earlier, find(record));
    if (!earlier) return left_out(Unpacked::unresolved, "the earlier capture that it refers to is not there");
    snapshot.body = std::move(earlier->body);
    snapshot.digest = std::move(earlier->digest);
    if (const auto message = archive::parse_http_message(record.block)) {
        // A 304 says so of the page as it was.
        if (message->status != 304) read_head(snapshot, *message, record.block);
    }
    if (snapshot.head.empty()) {
        snapshot.head = std::move(earlier->head);
        snapshot.content_type = std::move(earlier->content_type);
    }
    return UnpackedCapture{.what = Unpacked::snapshot, .snapshot = std::move(snapshot)};
}

UnpackedCapture unpack_response(model::Snapshot snapshot, const archive::Record& record,
                                const UnpackLimits& limits) {
    auto message = archive::parse_http_message(record.block);
    if (!message) return left_out(Unpacked::damaged, message.error().context);
    if (!is_as_archived(record, message->payload))
        return left_out(Unpacked::damaged, "its bytes are not those that were archived (digest)");
    if (message->status != 200 && message->status != 203)
        return left_out(Unpacked::no_page, "HTTP " + std::to_string(message->status));
    read_head(snapshot, *message, record.block);
    snapshot.body = std::move(message->payload);
    if (is_cut(*message, snapshot.body))
        return left_out(Unpacked::damaged, "its body is shorter than its Content-Length");
    if (auto fault = decode_body(snapshot.body, message->header("Content-Encoding"), limits))
        return left_out(Unpacked::damaged, *std::move(fault));
    return {.what = Unpacked::snapshot, .snapshot = std::move(snapshot)};
}

UnpackedCapture unpack_resource(model::Snapshot snapshot, const archive::Record& record,
                                const UnpackLimits& limits) {
    if (!is_as_archived(record, record.block))
        return left_out(Unpacked::damaged, "its bytes are not those that were archived (digest)");
    if (record.block.size() > limits.body_bytes_max)
        return left_out(Unpacked::damaged, "its body is longer than body_bytes_max");
    snapshot.content_type = record.content_type;
    snapshot.body = record.block;
    return {.what = Unpacked::snapshot, .snapshot = std::move(snapshot)};
}

bool is_a_part(const archive::Record& record) {
    const auto segment = record.field("WARC-Segment-Number");
    return (!segment.empty() && segment != "0") ||
           (record.type != "revisit" && !record.field("WARC-Truncated").empty());
}

}  // namespace

Result<UnpackedCapture> unpack(const archive::Capture& capture, const UnpackLimits& limits,
                               const FindBody& find) {
    const auto& record = capture.record;
    auto url = base::Url::parse(record.target_uri);
    if (!url) return left_out(Unpacked::no_page, "no address on the web");
    if (is_a_part(record)) return left_out(Unpacked::damaged, "it holds a part of the body only");
    if (capture.method != "GET" && (capture.method != "POST" || capture.form.empty()))
        return left_out(Unpacked::no_page, "an answer to " + base::scrub_utf8(capture.method));
    model::Snapshot snapshot;
    snapshot.url = snapshot.final_url = *std::move(url);
    snapshot.fetched_at = record.date;
    read_own_fields(snapshot, record);
    if (capture.method == "POST") snapshot.form = base::scrub_utf8(capture.form);
    UnpackedCapture unpacked;
    if (record.type == "revisit") {
        TRY(found, unpack_revisit(std::move(snapshot), record, find));
        unpacked = std::move(found);
    } else {
        unpacked = record.type == "response" ? unpack_response(std::move(snapshot), record, limits)
                                             : unpack_resource(std::move(snapshot), record, limits);
    }
    if (unpacked.what != Unpacked::snapshot) return unpacked;
    auto& made = unpacked.snapshot;
    if (is_other_type(made.content_type) || made.body.empty())
        return left_out(Unpacked::no_page, "no document (" + base::scrub_utf8(made.content_type) + ")");
    if (made.digest.empty()) made.digest = base::sha256_hex(made.body);
    return unpacked;
}

}  // namespace ogi::daemon
