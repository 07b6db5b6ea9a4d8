#include "daemon/imports/import_captures.h"

#include "archive/record_date.h"
#include "base/utf8.h"

#include <algorithm>

namespace ogi::daemon {

using base::Result;

Result<void> CaptureStaging::add_archive(std::istream& file, const std::string& name,
                                         const std::function<bool()>& stopped) {
    archive::CaptureReader reader{file};
    payloads_.clear();
    while (true) {
        if (stopped()) return base::fail(base::ErrorCode::busy, "stopped; run it again to go on");
        const auto capture = reader.next();
        if (!capture) {
            ++summary_.damaged;
            summary_.tell(name + ": " + capture.error().context);
            continue;
        }
        if (!*capture) return {};
        TRY_VOID(add(**capture, name));
    }
}

Result<void> CaptureStaging::add(const archive::Capture& capture, const std::string& name) {
    const auto& record = capture.record;
    const auto place = name + ": record at byte " + std::to_string(record.offset) + " (" +
                       base::scrub_utf8(record.target_uri) + "): ";
    TRY(unpacked,
        unpack(capture, limits_, [this](const archive::Record& revisit) { return find_earlier(revisit); }));
    switch (unpacked.what) {
        case Unpacked::no_page:
            ++summary_.no_page;
            return {};
        case Unpacked::damaged:
            ++summary_.damaged;
            summary_.tell(place + unpacked.words);
            return {};
        case Unpacked::unresolved:
            ++summary_.unresolved;
            summary_.tell(place + unpacked.words);
            return {};
        case Unpacked::snapshot:
            break;
    }
    auto& snapshot = unpacked.snapshot;
    if (snapshot.fetched_at > now_ + future_max) {
        ++summary_.damaged;
        summary_.tell(place + "its date lies in the future");
        return {};
    }
    snapshot.origin = base::scrub_utf8(name);
    TRY_VOID(keep(snapshot));
    if (const auto digest = record.field("WARC-Payload-Digest"); !digest.empty()) {
        if (payloads_.size() >= digests_max) payloads_.clear();
        payloads_.insert_or_assign(std::string{digest}, Payload{snapshot.url, snapshot.digest});
    }
    return {};
}

Result<std::optional<model::Snapshot>> CaptureStaging::find_earlier(const archive::Record& revisit) const {
    const auto payload = payloads_.find(std::string{revisit.field("WARC-Payload-Digest")});
    if (payload != payloads_.end()) return store_.snapshot(payload->second.url, payload->second.digest);
    auto uri = revisit.field("WARC-Refers-To-Target-URI");
    if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
    const auto url = base::Url::parse(uri.empty() ? std::string_view{revisit.target_uri} : uri);
    const auto date = archive::parse_warc_date(revisit.field("WARC-Refers-To-Date"));
    if (!url || !date) return std::optional<model::Snapshot>{};
    TRY(captures, store_.captures(*url));
    const auto found = std::ranges::find(captures, *date, &model::Snapshot::fetched_at);
    if (found == captures.end()) return std::optional<model::Snapshot>{};
    return store_.snapshot(*url, found->digest);
}

Result<void> CaptureStaging::add_document(ImportedDocument document) {
    if (document.snapshot.fetched_at > now_ + future_max) {
        ++summary_.damaged;
        summary_.tell(document.name + ": its date lies in the future");
        return {};
    }
    TRY_VOID(keep(document.snapshot));
    staged_.said[stage(document.snapshot)] = {std::move(document.name), std::move(document.agency),
                                              document.year};
    return {};
}

// What we fetched ourselves was understood when it came. Two captures of one moment, as archives with whole
// seconds have them, lie a millisecond apart.
Result<void> CaptureStaging::keep(model::Snapshot& snapshot) {
    TRY(captures, store_.captures(snapshot.url));
    while (true) {
        const auto held = std::ranges::find(captures, snapshot.fetched_at, &model::Snapshot::fetched_at);
        if (held == captures.end()) break;
        if (held->digest == snapshot.digest) {
            ++summary_.known;
            if (!held->origin.empty()) staged_.captures.push_back({snapshot.fetched_at, stage(snapshot)});
            return {};
        }
        snapshot.fetched_at += std::chrono::milliseconds{1};
    }
    TRY_VOID(store_.put_snapshot(snapshot));
    ++summary_.captures;
    staged_.captures.push_back({snapshot.fetched_at, stage(snapshot)});
    return {};
}

std::uint32_t CaptureStaging::stage(const model::Snapshot& snapshot) {
    const auto [known, added] =
        index_.emplace(snapshot.url.text(), static_cast<std::uint32_t>(staged_.urls.size()));
    if (added) staged_.urls.push_back(snapshot.url.text());
    return known->second;
}

}  // namespace ogi::daemon
