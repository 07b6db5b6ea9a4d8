#include "daemon/imports/export_warc.h"

#include "archive/record_writer.h"
#include "archive/snapshot_records.h"
#include "base/version.h"
#include "daemon/answers/trouble.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace ogi::daemon {

using base::Result;

namespace {

// The URLs whose captures are wanted; nothing: those of every URL.
class Selection {
  public:
    static Result<Selection> make(const storage::Store& store, const ExportSelector& selector) {
        Selection selection;
        selection.since_ = selector.since;
        if (!selector.url.empty()) {
            auto url = base::Url::parse(selector.url);
            if (!url) return base::fail(base::ErrorCode::usage, "\"" + selector.url + "\" is no URL");
            selection.urls_.emplace();
            TRY_VOID(selection.add_page(store, *url));
        } else if (!selector.agency.empty() || selector.year != 0) {
            selection.urls_.emplace();
            TRY_VOID(selection.add_reports(store, selector));
        }
        return selection;
    }

    const Trouble& trouble() const { return trouble_; }

    bool has(const model::Snapshot& capture) const {
        if (since_ && capture.fetched_at < *since_) return false;
        return !urls_ || urls_->contains(capture.url.text());
    }

  private:
    // A page with the pages that its report goes on in.
    Result<void> add_page(const storage::Store& store, const base::Url& url) {
        urls_->insert(url.text());
        const auto page = store.page(url);
        if (!page) return note(page.error());
        if (!*page) return {};
        for (const auto& part : (*page)->parts) urls_->insert(part.url);
        return {};
    }

    Result<void> add_reports(const storage::Store& store, const ExportSelector& selector) {
        const auto wanted = [&](const model::ReportKey& key) {
            return key.agency.find(selector.agency) != std::string::npos &&
                   (selector.year == 0 || key.year == selector.year);
        };
        std::vector<model::ReportKey> keys;
        TRY_VOID(note(store.for_each_state([&](const model::ReportState& state) {
            if (wanted(state.key)) keys.push_back(state.key);
            return true;
        })));
        std::set<std::string> pages;
        for (const auto& key : keys) {
            const auto revisions = store.history(key);
            if (!revisions) TRY_VOID(note(revisions.error()));
            for (const auto& revision : revisions ? *revisions : std::vector<model::Revision>{})
                pages.insert(revision.source_url);
            const auto copies = store.copies(key);
            if (!copies) TRY_VOID(note(copies.error()));
            for (const auto& copy : copies ? *copies : std::vector<model::Copy>{}) pages.insert(copy.url);
        }
        for (const auto& text : pages) {
            if (const auto url = base::Url::parse(text)) TRY_VOID(add_page(store, *url));
        }
        return {};
    }

    // What is damaged is told at the end and does not stop the rest.
    Result<void> note(Result<void> read) {
        if (read || read.error().code != base::ErrorCode::malformed) return read;
        trouble_ = with_trouble(trouble_, read.error());
        return {};
    }

    std::optional<std::set<std::string, std::less<>>> urls_;
    Trouble trouble_;
    std::optional<base::UtcTime> since_;
};

class Export {
  public:
    Export(const storage::Store& store, std::ostream& out, WarcCompression compression)
        : store_{store},
          writer_{out, compression == WarcCompression::gzip ? archive::RecordWriter::Compression::gzip
                                                            : archive::RecordWriter::Compression::none} {}

    Result<void> write_info(std::string_view name, base::UtcTime now) {
        archive::Record info{.type = "warcinfo", .date = now, .content_type = "application/warc-fields"};
        info.block = "software: ogid/" + std::string{base::version} +
                     "\r\nformat: WARC File Format 1.1\r\nconformsTo: "
                     "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
                     "isPartOf: " +
                     store_.source_uri() + "\r\n";
        if (!name.empty()) info.fields.emplace_back("WARC-Filename", name);
        info.id = archive::record_id(info);
        info_id_ = info.id;
        return writer_.write(info);
    }

    // Captures of one URL, newest first.
    Result<void> write_url(const std::vector<model::Snapshot>& captures) {
        for (auto capture = captures.rbegin(); capture != captures.rend(); ++capture)
            TRY_VOID(write(*capture));
        return {};
    }

    const ExportSummary& summary() const { return summary_; }

  private:
    Result<void> write(model::Snapshot capture) {
        auto body = store_.body(capture.digest);
        if (!body && body.error().code != base::ErrorCode::malformed) return std::move(body).error();
        if (!body || !*body) {
            // One that is damaged does not stop the rest.
            ++(body ? summary_.without_body : summary_.damaged);
            return {};
        }
        capture.body = **std::move(body);
        ++summary_.captures;
        summary_.without_head += capture.head.empty() ? 1 : 0;
        const auto earlier = written_.find(capture.digest);
        const bool known = earlier != written_.end() && !capture.head.empty();
        summary_.revisits += known ? 1 : 0;
        auto record = known ? archive::revisit_of(capture, earlier->second) : archive::record_of(capture);
        TRY_VOID(write_record(record));
        if (auto request = archive::request_of(capture, record)) TRY_VOID(write_record(*request));
        if (known || capture.head.empty()) return {};
        if (written_.size() >= export_bodies_remembered) written_.clear();
        written_.emplace(capture.digest, archive::Record{.id = std::move(record.id),
                                                         .target_uri = std::move(record.target_uri),
                                                         .date = record.date});
        return {};
    }

    Result<void> write_record(archive::Record& record) {
        record.fields.emplace_back("WARC-Warcinfo-ID", info_id_);
        return writer_.write(record);
    }

    const storage::Store& store_;
    archive::RecordWriter writer_;
    std::string info_id_;
    std::unordered_map<std::string, archive::Record> written_;  // By the body's digest; without block.
    ExportSummary summary_;
};

}  // namespace

Result<ExportSummary> export_warc(const storage::Store& store, const ExportSelector& selector,
                                  std::ostream& out, WarcCompression compression, std::string_view name,
                                  base::UtcTime now) {
    TRY(selection, Selection::make(store, selector));
    Export file{store, out, compression};
    TRY_VOID(file.write_info(name, now));
    std::vector<model::Snapshot> of_url;
    Result<void> written;
    const auto flush = [&] {
        written = file.write_url(of_url);
        of_url.clear();
        return written.has_value();
    };
    const auto read = store.for_each_capture([&](const model::Snapshot& capture) {
        if (!selection.has(capture)) return true;
        if (!of_url.empty() && of_url.front().url != capture.url && !flush()) return false;
        of_url.push_back(capture);
        return true;
    });
    TRY_VOID(std::move(written));
    if (!flush()) return std::move(written).error();
    auto trouble = selection.trouble();
    if (!read && read.error().code != base::ErrorCode::malformed) return read.error();
    if (!read) trouble = with_trouble(trouble, read.error());
    auto summary = file.summary();
    if (trouble) summary.damage = trouble->context;
    return summary;
}

}  // namespace ogi::daemon
