#include "archive/snapshot_records.h"

#include "archive/record_digest.h"
#include "archive/record_writer.h"

#include <algorithm>
#include <array>

namespace ogi::archive {

namespace {

constexpr std::string_view response_type = "application/http; msgtype=response";
constexpr std::string_view request_type = "application/http; msgtype=request";
constexpr std::string_view form_type = "application/x-www-form-urlencoded";
constexpr std::string_view same_payload_profile =
    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
constexpr std::string_view replaced_prefix = "X-Crawler-";
constexpr std::string_view length_name = "Content-Length";
constexpr std::array<std::string_view, 3> replaced_names = {"Content-Encoding", "Transfer-Encoding",
                                                            length_name};

std::string_view name_of(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return {};
    return line.substr(0, line.find_last_not_of(" \t", colon - 1) + 1);
}

bool is_replaced(std::string_view name) {
    return std::ranges::any_of(replaced_names, [&](auto known) { return same_name(name, known); });
}

// The first line of `text` with what ends it.
std::string_view take_whole_line(std::string_view& text) {
    const auto line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
    text.remove_prefix(line.size());
    return line;
}

// The head as it stands before this body, with its empty line.
std::string head_for(std::string_view head, std::size_t body_bytes) {
    const auto length = std::string{length_name} + ": " + std::to_string(body_bytes);
    std::string written;
    bool has_length = false;
    while (!head.empty()) {
        const auto line = take_whole_line(head);
        auto words = line;
        if (take_line(words) == length && !has_length) {
            has_length = true;
        } else if (is_replaced(name_of(line))) {
            written += replaced_prefix;
        }
        written += line;
    }
    if (!written.ends_with('\n')) written += "\r\n";
    if (!has_length) written += length + "\r\n";
    return written + "\r\n";
}

// Whether no header line follows.
bool is_last_field(std::string_view rest) {
    return take_line(rest).empty();
}

Record begin_record(std::string_view type, const model::Snapshot& snapshot) {
    Record record;
    record.type = type;
    record.date = snapshot.fetched_at;
    const auto& target = snapshot.final_url.empty() ? snapshot.url : snapshot.final_url;
    record.target_uri = target.text();
    record.fields.emplace_back("WARC-Payload-Digest", warc_digest(snapshot.body));
    if (target != snapshot.url) record.fields.emplace_back(requested_field, snapshot.url.text());
    if (snapshot.took.count() > 0)
        record.fields.emplace_back(took_field, std::to_string(snapshot.took.count()));
    return record;
}

}  // namespace

Record record_of(const model::Snapshot& snapshot) {
    auto record = begin_record(snapshot.head.empty() ? "resource" : "response", snapshot);
    if (snapshot.head.empty()) {
        record.content_type = snapshot.content_type;
        record.block = snapshot.body;
    } else {
        record.content_type = response_type;
        record.block = head_for(snapshot.head, snapshot.body.size()) + snapshot.body;
    }
    record.id = record_id(record);
    return record;
}

Record revisit_of(const model::Snapshot& snapshot, const Record& earlier) {
    auto record = begin_record("revisit", snapshot);
    record.content_type = response_type;
    record.block = head_for(snapshot.head, snapshot.body.size());
    record.fields.emplace_back("WARC-Profile", same_payload_profile);
    record.fields.emplace_back("WARC-Refers-To", earlier.id);
    record.fields.emplace_back("WARC-Refers-To-Target-URI", earlier.target_uri);
    record.fields.emplace_back("WARC-Refers-To-Date", base::to_iso(earlier.date));
    record.id = record_id(record);
    return record;
}

std::optional<Record> request_of(const model::Snapshot& snapshot, const Record& answer) {
    if (snapshot.form.empty()) return std::nullopt;
    Record record;
    record.type = "request";
    record.date = answer.date;
    record.target_uri = snapshot.url.text();
    record.content_type = request_type;
    record.fields.emplace_back("WARC-Concurrent-To", answer.id);
    std::string_view host = snapshot.url.text();
    host = host.substr(host.find("//") + 2);
    host = host.substr(0, host.find('/'));
    record.block.append("POST ").append(snapshot.url.path_and_query()).append(" HTTP/1.1\r\nHost: ");
    record.block.append(host).append("\r\nContent-Type: ").append(form_type).append("\r\n");
    record.block.append(length_name).append(": ").append(std::to_string(snapshot.form.size()));
    record.block.append("\r\n\r\n").append(snapshot.form);
    record.id = record_id(record);
    return record;
}

std::string original_head(std::string_view head) {
    const auto is_kept_aside = [](std::string_view name) {
        return name.starts_with(replaced_prefix) && is_replaced(name.substr(replaced_prefix.size()));
    };
    std::string original;
    std::string
        added;  // The length of the body as it stands in the archive, unless nothing else was changed.
    bool replaced = false;
    while (!head.empty()) {
        auto line = take_whole_line(head);
        const auto name = name_of(line);
        if (is_kept_aside(name)) {
            replaced = true;
            line.remove_prefix(replaced_prefix.size());
        } else if (same_name(name, length_name) && is_last_field(head)) {
            added = line;
            continue;
        }
        original += line;
    }
    return replaced ? original : original + added;
}

}  // namespace ogi::archive
