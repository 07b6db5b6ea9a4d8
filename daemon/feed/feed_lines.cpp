#include "daemon/feed/feed_lines.h"

#include "base/digest.h"
#include "base/json_writer.h"
#include "model/change_json.h"
#include "model/revision_json.h"

namespace ogi::daemon {

using base::ErrorCode;
using base::fail;
using base::JsonWriter;
using base::Result;

namespace {

// Behind the bracket that closes the one at `begin`; npos where none does.
std::size_t end_of_array(std::string_view json, std::size_t begin) {
    int depth = 0;
    bool in_text = false;
    for (auto i = begin; i < json.size(); ++i) {
        const char c = json[i];
        if (in_text) {
            if (c == '\\') ++i;
            if (c == '"') in_text = false;
        } else if (c == '"') {
            in_text = true;
        } else if (c == '[') {
            ++depth;
        } else if (c == ']' && --depth == 0) {
            return i + 1;
        }
    }
    return std::string_view::npos;
}

std::string in_hex(const base::Sha256& digest) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    for (const auto byte : digest) hex += {digits[byte >> 4], digits[byte & 15]};
    return hex;
}

// What the store said of the report behind this entry.
Result<std::string> report_of(const storage::Store& store, const model::Change& change) {
    TRY(revision, store.revision(change.key, change.revision));
    if (!revision)
        return fail(ErrorCode::malformed, "entry " + std::to_string(change.sequence) +
                                              " of the feed names a revision that is not there");
    return model::to_json(*revision, model::state_after(change.key, model::timeline_entry(change)));
}

JsonWriter event(const storage::Store& store, std::string_view id, std::string_view type,
                 const std::string& cursor) {
    JsonWriter json;
    json.begin_object()
        .field("specversion", "1.0")
        .field("id", std::string{id} + "-" + cursor)
        .field("source", store.source_uri())
        .field("type", std::string{"cn.ogid.feed."} + std::string{type})
        .field("cursor", cursor);
    return json;
}

}  // namespace

std::string without_cells(std::string_view line) {
    // Quotes in texts are escaped: only the member itself is found.
    constexpr std::string_view member = "\"cells\":[";
    const auto begin = line.find(member);
    const auto end = begin == std::string_view::npos ? begin : end_of_array(line, begin + member.size() - 1);
    if (end == std::string_view::npos) return std::string{line};
    const bool comma = end < line.size() && line[end] == ',';
    return std::string{line.substr(0, begin)}.append(line.substr(end + (comma ? 1 : 0)));
}

Result<std::string> shaped(const storage::Store& store, std::string_view line, Include include) {
    if (include == Include::cells) return std::string{line};
    auto shape = include == Include::ref ? without_cells(line) : std::string{line};
    if (include == Include::report) {
        TRY(change, model::parse_change_json(line));
        TRY(report, report_of(store, change));
        shape.insert(shape.size() - 2, ",\"report\":" + report);
    }
    const auto data = shape.find(",\"data\":{");
    if (data == std::string::npos) return fail(ErrorCode::malformed, "a line of the feed without data");
    return shape.insert(data, ",\"linesha256\":\"" + base::sha256_hex(line) + "\"");
}

std::string position_line(const storage::Store& store, std::uint64_t sequence, std::string_view warning) {
    auto json = event(store, "position", "position", model::to_text({store.epoch(), sequence}));
    if (!warning.empty()) json.field("warning", warning);
    json.end_object();
    return json.take();
}

namespace {

void write_checkpoint(JsonWriter& json, const storage::Checkpoint& checkpoint) {
    json.begin_object()
        .field("cursor", model::to_text(checkpoint.cursor))
        .field("sequence", std::to_string(checkpoint.cursor.sequence))
        .field("chain", in_hex(checkpoint.chain))
        .field("reports", checkpoint.reports)
        .field("digest", in_hex(checkpoint.digest))
        .end_object();
}

}  // namespace

std::string checkpoint_object(const storage::Checkpoint& checkpoint) {
    JsonWriter json;
    write_checkpoint(json, checkpoint);
    return json.take();
}

std::string checkpoint_line(const storage::Store& store, const storage::Checkpoint& checkpoint,
                            std::string_view warning) {
    auto json = event(store, "checkpoint", "checkpoint", model::to_text(checkpoint.cursor));
    if (!warning.empty()) json.field("warning", warning);
    json.key("data");
    write_checkpoint(json, checkpoint);
    json.end_object();
    return json.take();
}

}  // namespace ogi::daemon
