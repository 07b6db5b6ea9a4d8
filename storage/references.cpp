#include "storage/references.h"

#include "storage/capture_record.h"
#include "storage/keys.h"
#include "storage/page_record.h"
#include "storage/records.h"

namespace ogi::storage {

using base::Result;

namespace {

Result<void> pages(const Database& database, const rocksdb::Snapshot* moment, const ReferenceSink& pin,
                   const DamageSink& damaged) {
    Scan scan{database, Family::pages, {}, moment};
    for (scan.seek({}); scan.valid(); scan.next()) {
        const auto page = read_page(scan.key(), scan.value());
        const auto name = "page " + std::string{scan.key()};
        if (!page) {
            damaged(name, page.error());
            continue;
        }
        const auto refer = [&](std::string_view digest) {
            if (!digest.empty()) pin({digest, name});
        };
        refer(page->snapshot);
        for (const auto& part : page->parts) refer(part.snapshot);
        if (!page->suspect) continue;
        refer(page->suspect->snapshot);
        for (const auto& part : page->suspect->parts) refer(part.snapshot);
    }
    return scan.outcome();
}

Result<void> revisions(const Database& database, const rocksdb::Snapshot* moment, const ReferenceSink& pin,
                       const DamageSink& damaged) {
    Scan scan{database, Family::revisions, {}, moment};
    for (scan.seek({}); scan.valid(); scan.next()) {
        const auto key = decode_revision_key(scan.key());
        const auto head = read_revision_head(scan.value());
        const auto name = key ? revision_name(key->report, key->number) : "revision of an unreadable key";
        if (!key || !head) {
            damaged(name, key ? head.error() : key.error());
            continue;
        }
        if (!head->snapshot.empty()) pin({head->snapshot, name});
        for (const auto& part : head->parts) pin({part, name});
    }
    return scan.outcome();
}

Result<void> copies(const Database& database, const rocksdb::Snapshot* moment, const ReferenceSink& pin,
                    const DamageSink& damaged) {
    Scan scan{database, Family::copies, {}, moment};
    for (scan.seek({}); scan.valid(); scan.next()) {
        const auto key = decode_copy_key(scan.key());
        const auto name =
            "copy " + (key ? key->url + " of " + report_name(key->report) : readable(scan.key()));
        const auto copy =
            key ? read_copy(key->report, key->url, scan.value()) : Result<model::Copy>{key.error()};
        if (!copy) {
            damaged(name, copy.error());
            continue;
        }
        if (!copy->evidence) continue;
        if (!copy->evidence->snapshot.empty()) pin({copy->evidence->snapshot, name});
        for (const auto& part : copy->evidence->parts) pin({part, name});
    }
    return scan.outcome();
}

Result<void> bases(const Database& database, const rocksdb::Snapshot* moment, const ReferenceSink& pin,
                   const DamageSink& damaged) {
    Scan scan{database, Family::bases, {}, moment};
    for (scan.seek({}); scan.valid(); scan.next()) {
        if (scan.key().size() != body_key_bytes) {
            damaged("base", base::fail(base::ErrorCode::malformed, "its key has another length than 32"));
            continue;
        }
        pin({decode_body_key(scan.key()), "base of " + std::string{scan.value()}});
    }
    return scan.outcome();
}

}  // namespace

Result<void> for_each_pin(const Database& database, const rocksdb::Snapshot* moment, const ReferenceSink& pin,
                          const DamageSink& damaged) {
    TRY_VOID(pages(database, moment, pin, damaged));
    TRY_VOID(revisions(database, moment, pin, damaged));
    TRY_VOID(copies(database, moment, pin, damaged));
    return bases(database, moment, pin, damaged);
}

Result<void> for_each_capture(const Database& database, const rocksdb::Snapshot* moment,
                              const ReferenceSink& capture, const DamageSink& damaged) {
    Scan scan{database, Family::captures, {}, moment};
    for (scan.seek({}); scan.valid(); scan.next()) {
        const auto key = decode_capture_key(scan.key());
        const auto record = decode_capture(scan.value());
        const auto name = "capture of " + (key ? key->url : std::string{"an unreadable key"});
        if (!key || !record) {
            damaged(name, key ? record.error() : key.error());
        } else {
            capture({record->digest, name});
        }
    }
    return scan.outcome();
}

}  // namespace ogi::storage
