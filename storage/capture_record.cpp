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

}  // namespace

std::string encode_capture(const model::Snapshot& snapshot) {
    base::JsonWriter json;
    json.begin_object()
        .field("final_url", snapshot.final_url.text())
        .field("http_status", static_cast<int>(snapshot.http_status))
        .field("content_type", base::scrub_utf8(snapshot.content_type))
        .field("etag", base::scrub_utf8(snapshot.etag))
        .field("last_modified", base::scrub_utf8(snapshot.last_modified))
        .field("digest", snapshot.digest)
        .end_object();
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
    return snapshot;
}

}  // namespace ogi::storage
