#include "storage/capture_record.h"

#include "base/json_writer.h"
#include "base/utf8.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <limits>

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
namespace json = boost::json;

namespace {

base::Error damaged(std::string_view what) {
    return fail(ErrorCode::malformed, "a capture record with no usable " + std::string{what});
}

base::Result<std::string> text_of(const json::object& object, std::string_view name) {
    const auto* member = object.if_contains(name);
    if (member == nullptr || !member->is_string()) return damaged(name);
    return std::string{std::string_view{member->get_string()}};
}

// Bytes that are no UTF-8 as the characters U+0000 to U+00FF, and back.
std::string text_of_bytes(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xC0 | byte >> 6);
            text += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    return text;
}

base::Result<std::string> bytes_of_text(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            bytes += text[i];
            continue;
        }
        if ((byte & 0xFC) != 0xC0 || ++i == text.size()) return damaged("head_bytes");
        bytes += static_cast<char>(byte << 6 | (static_cast<unsigned char>(text[i]) & 0x3F));
    }
    return bytes;
}

// Members of later formats, or that most captures have nothing for.
base::Result<void> read_optional(const json::object& object, model::Snapshot& snapshot) {
    if (object.contains("head")) {
        TRY(head, text_of(object, "head"));
        snapshot.head = std::move(head);
    } else if (object.contains("head_bytes")) {
        TRY(text, text_of(object, "head_bytes"));
        TRY(head, bytes_of_text(text));
        snapshot.head = std::move(head);
    }
    if (object.contains("form")) {
        TRY(form, text_of(object, "form"));
        snapshot.form = std::move(form);
    }
    if (const auto* took = object.if_contains("took_ms")) {
        if (!took->is_int64() || took->get_int64() < 0) return damaged("took_ms");
        snapshot.took = std::chrono::milliseconds{took->get_int64()};
    }
    if (object.contains("origin")) {
        TRY(origin, text_of(object, "origin"));
        snapshot.origin = std::move(origin);
    }
    return {};
}

void write_optional(base::JsonWriter& json, const model::Snapshot& snapshot) {
    if (!snapshot.head.empty()) {
        if (base::is_valid_utf8(snapshot.head)) {
            json.field("head", snapshot.head);
        } else {
            json.field("head_bytes", text_of_bytes(snapshot.head));
        }
    }
    if (!snapshot.form.empty()) json.field("form", base::scrub_utf8(snapshot.form));
    if (snapshot.took.count() > 0) json.field("took_ms", static_cast<std::int64_t>(snapshot.took.count()));
    if (!snapshot.origin.empty()) json.field("origin", base::scrub_utf8(snapshot.origin));
}

}  // namespace

std::string encode_capture(const model::Snapshot& snapshot) {
    base::JsonWriter json;
    json.begin_object()
        .field("final_url", snapshot.final_url.text())
        .field("http_status", static_cast<int>(snapshot.http_status))
        .field("content_type", base::scrub_utf8(snapshot.content_type))
        .field("etag", base::scrub_utf8(snapshot.etag))
        .field("last_modified", base::scrub_utf8(snapshot.last_modified))
        .field("digest", snapshot.digest);
    write_optional(json, snapshot);
    json.end_object();
    return json.take();
}

base::Result<model::Snapshot> decode_capture(std::string_view record) {
    boost::system::error_code error;
    const auto parsed = json::parse(record, error);
    if (error || !parsed.is_object()) return damaged("JSON");
    const auto& object = parsed.get_object();

    const auto* status = object.if_contains("http_status");
    if (status == nullptr || !status->is_int64()) return damaged("http_status");
    const auto number = status->get_int64();
    if (number < 0 || number > std::numeric_limits<std::uint16_t>::max()) return damaged("http_status");

    model::Snapshot snapshot;
    snapshot.http_status = static_cast<std::uint16_t>(number);
    TRY(final_url, text_of(object, "final_url"));
    if (!final_url.empty()) {
        TRY(url, base::Url::parse(final_url));
        snapshot.final_url = std::move(url);
    }
    TRY(content_type, text_of(object, "content_type"));
    TRY(etag, text_of(object, "etag"));
    TRY(last_modified, text_of(object, "last_modified"));
    TRY(digest, text_of(object, "digest"));
    snapshot.content_type = std::move(content_type);
    snapshot.etag = std::move(etag);
    snapshot.last_modified = std::move(last_modified);
    snapshot.digest = std::move(digest);
    TRY_VOID(read_optional(object, snapshot));
    return snapshot;
}

}  // namespace ogi::storage
