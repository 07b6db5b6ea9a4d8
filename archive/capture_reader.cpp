#include "archive/capture_reader.h"

#include <algorithm>
#include <utility>

namespace ogi::archive {

using base::Result;

namespace {

std::vector<std::string> concurrent_to(const Record& record) {
    std::vector<std::string> ids;
    for (const auto& [name, value] : record.fields) {
        if (same_name(name, "WARC-Concurrent-To")) ids.push_back(value);
    }
    return ids;
}

bool contains(const std::vector<std::string>& ids, const std::string& id) {
    return std::ranges::find(ids, id) != ids.end();
}

bool holds_a_capture(const Record& record) {
    return record.type == "response" || record.type == "resource" || record.type == "revisit";
}

}  // namespace

Result<std::optional<Capture>> CaptureReader::next() {
    while (true) {
        auto read = records_.next();
        if (!read) return std::move(read).error();
        if (!*read) {
            if (!pending_) return std::optional<Capture>{};
            return std::optional{finish(*std::exchange(pending_, std::nullopt))};
        }
        auto& record = **read;
        if (record.type == "request") note_request(record);
        if (!holds_a_capture(record)) continue;
        auto before = std::exchange(pending_, std::move(record));
        if (before) return std::optional{finish(*std::move(before))};
    }
}

void CaptureReader::note_request(const Record& record) {
    Request request{.id = record.id,
                    .target_uri = record.target_uri,
                    .date = record.date,
                    .belongs_to = concurrent_to(record),
                    .method = record.block.substr(0, record.block.find(' ')),
                    .body = {}};
    if (const auto end = end_of_head(record.block)) request.body = record.block.substr(*end);
    if (requests_.size() >= requests_max) requests_.pop_front();
    requests_.push_back(std::move(request));
}

Capture CaptureReader::finish(Record record) {
    const auto others = concurrent_to(record);
    const auto belongs = [&](const Request& request) {
        if (contains(request.belongs_to, record.id) || contains(others, request.id)) return true;
        const bool unnamed = request.belongs_to.empty() && others.empty();
        return unnamed && request.target_uri == record.target_uri && request.date == record.date;
    };
    const auto request = std::ranges::find_if(requests_, belongs);
    Capture capture{.record = std::move(record)};
    if (request == requests_.end()) return capture;
    capture.method = std::move(request->method);
    capture.form = std::move(request->body);
    requests_.erase(request);
    return capture;
}

}  // namespace ogi::archive
