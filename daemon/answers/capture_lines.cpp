#include "daemon/answers/capture_lines.h"

#include "base/json_writer.h"
#include "daemon/visit/capture_class.h"
#include "daemon/visit/reread.h"
#include "model/names.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

// A capture with what its body says.
struct Read {
    model::Snapshot capture;  // Without its body.
    std::optional<std::uint64_t> bytes{};
    Levels levels{};
    std::string problem{};
};

class CaptureReader {
  public:
    CaptureReader(const storage::Store& store, model::Page page, const extract::Programs& programs)
        : store_{store}, page_{std::move(page)}, programs_{programs} {
        const auto add = [&](const std::vector<model::PagePart>& parts) {
            for (const auto& part : parts) {
                if (!part.snapshot.empty()) parts_.push_back(part.snapshot);
            }
        };
        add(page_.parts);
        if (page_.suspect) add(page_.suspect->parts);
    }

    Result<Read> read(model::Snapshot capture) const {
        Read read{.capture = std::move(capture)};
        if (const auto body = store_.body(read.capture.digest); body && *body) read.bytes = (*body)->size();
        TRY(again, reread(store_, page_, read.capture.digest, parts_, {}, {.programs = programs_}));
        read.problem = std::move(again.problem);
        if (again.ingested) read.levels = {again.ingested->marks, again.ingested->content};
        return read;
    }

    std::string line(const Read& read, const Read* before) const {
        const auto& capture = read.capture;
        const bool same = before != nullptr && before->capture.digest == capture.digest;
        const auto depth =
            before == nullptr || same ? std::nullopt : class_between(before->levels, read.levels);
        base::JsonWriter json;
        json.begin_object().field("url", capture.url.text());
        json.field("fetched_at", base::to_iso(capture.fetched_at)).field("http_status", capture.http_status);
        json.key("class");
        depth ? json.value(model::name_of(*depth)) : json.null();
        json.key("bytes");
        read.bytes ? json.value(*read.bytes) : json.null();
        json.key("held_as").value_or_null(held_as(capture));
        json.field("digest", capture.digest).field("content_type", capture.content_type);
        json.field("final_url", capture.final_url.text()).field("origin", capture.origin);
        json.field("note", !read.problem.empty() ? read.problem : same ? "the same bytes as before" : "");
        return json.end_object().take();
    }

  private:
    std::optional<std::string> held_as(const model::Snapshot& capture) const {
        if (page_.suspect && page_.suspect->snapshot == capture.digest) return "suspect";
        if (page_.snapshot == capture.digest) return "newest";
        return std::nullopt;
    }

    const storage::Store& store_;
    model::Page page_;
    const extract::Programs& programs_;
    std::vector<std::string> parts_;
};

}  // namespace

Result<void> tell_captures(const storage::Store& store, std::string_view text, const LineSink& sink,
                           const extract::Programs& programs, std::uint64_t limit) {
    if (text.empty()) return base::fail(ErrorCode::usage, "url must be given");
    TRY(url, base::Url::parse(text));
    TRY(page, store.page(url));
    TRY(captures, store.captures(url));
    if (captures.empty())
        return base::fail(ErrorCode::not_found, "no capture of " + url.text() + " is in the store");
    const CaptureReader reader{store, page ? *std::move(page) : model::Page{.url = url}, programs};
    TRY(current, reader.read(std::move(captures.front())));
    for (std::size_t i = 1; i < captures.size(); ++i) {
        TRY(before, reader.read(std::move(captures[i])));
        if (!sink(reader.line(current, &before)) || i == limit) return {};
        current = std::move(before);
    }
    sink(reader.line(current, nullptr));
    return {};
}

}  // namespace ogi::daemon
