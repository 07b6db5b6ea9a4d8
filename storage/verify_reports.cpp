#include "storage/in_parallel.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/verify_parts.h"

#include <algorithm>

namespace ogi::storage {

using base::Result;

namespace {

// Revisions read in one go, by several threads.
constexpr std::size_t revisions_a_batch = 256;

// Reads revisions on several threads and tells of those that cannot be read.
class RevisionBatch {
  public:
    explicit RevisionBatch(const Looking& looking) : looking_{looking} {}

    void add(RevisionKey key, std::string_view value) {
        waiting_.emplace_back(std::move(key), std::string{value});
        if (waiting_.size() >= revisions_a_batch) read();
    }
    void read() {
        in_parallel(looking_.options.threads, waiting_.size(), [this](std::size_t i) {
            const auto& [key, value] = waiting_[i];
            const auto name = revision_name(key.report, key.number);
            const auto revision = read_revision(key.report, key.number, value);
            if (!revision) {
                looking_.findings.add(Fault::unreadable_record, name, revision.error().context);
            } else if (const auto& check = looking_.options.check_revision) {
                if (auto wrong = check(*revision))
                    looking_.findings.add(Fault::wrong_content, name, *std::move(wrong));
            }
        });
        waiting_.clear();
    }

  private:
    const Looking& looking_;
    std::vector<std::pair<RevisionKey, std::string>> waiting_;
};

// A report as the walks over its records meet it.
class ReportWalk {
  public:
    explicit ReportWalk(const Looking& looking)
        : looking_{looking}, batch_{looking}, unread_{looking, Family::revisions} {}

    Result<void> states();
    Result<void> revisions();
    Result<void> copies();

  private:
    void look_at_revision(std::string_view key_bytes, std::string_view value);
    // To the next record, in the order of the keys.
    void step_to(const RevisionKey& key);
    void end_report();
    void tell(Fault fault, std::string where, std::string what = {}) const {
        looking_.findings.add(fault, std::move(where), std::move(what));
    }

    const Looking& looking_;
    RevisionBatch batch_;
    Unread unread_;
    model::ReportKey report_;
    int last_ = 0;
};

Result<void> ReportWalk::states() {
    Scan scan{looking_.database, Family::report_states};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next(), ++records) {
        const auto key = decode_report_key(scan.key());
        if (!key) {
            tell(Fault::unreadable_record, "state of " + readable(scan.key()), key.error().context);
            continue;
        }
        const auto state = read_state(*key, scan.value());
        if (!state) {
            tell(Fault::unreadable_record, "state of " + report_name(*key), state.error().context);
            continue;
        }
        const auto revision_key = encode(RevisionKey{*key, state->revision});
        const auto known =
            revision_key ? looking_.database.has(Family::revisions, *revision_key) : Result<bool>{false};
        if (known && !*known)
            tell(Fault::missing_revision, revision_name(*key, state->revision), "it is the current one");
    }
    looking_.count(Family::report_states, records);
    return looking_.walked(scan, Family::report_states);
}

Result<void> ReportWalk::revisions() {
    Scan scan{looking_.database, Family::revisions};
    std::uint64_t records = 0;
    // It is there all the same: no gap in the numbers.
    scan.tell_unread([&](std::string_view key_bytes, const base::Error&) {
        const auto key = decode_revision_key(key_bytes);
        const auto name =
            key ? revision_name(key->report, key->number) : "revision of " + readable(key_bytes);
        const auto value = unread_.read_anew(key_bytes, name);
        if (value) {
            look_at_revision(key_bytes, *value);
        } else if (key) {
            step_to(*key);
        }
        ++records;
    });
    for (scan.seek({}); scan.valid(); scan.next(), ++records) look_at_revision(scan.key(), scan.value());
    end_report();
    batch_.read();
    unread_.finish();
    looking_.count(Family::revisions, records);
    return looking_.walked(scan, Family::revisions);
}

void ReportWalk::look_at_revision(std::string_view key_bytes, std::string_view value) {
    auto key = decode_revision_key(key_bytes);
    if (!key)
        return tell(Fault::unreadable_record, "revision of " + readable(key_bytes), key.error().context);
    step_to(*key);
    batch_.add(*std::move(key), value);
}

void ReportWalk::step_to(const RevisionKey& key) {
    if (key.report != report_) {
        end_report();
        report_ = key.report;
    }
    for (++last_; last_ < key.number; ++last_)
        if (looking_.whole(Family::revisions))
            tell(Fault::missing_revision, revision_name(report_, last_), "the one after it is there");
}

void ReportWalk::end_report() {
    if (last_ > 0) {
        const auto key = encode_report_key(report_);
        const auto state = key ? looking_.database.has(Family::report_states, *key) : Result<bool>{false};
        if (state && !*state) tell(Fault::stray_revision, report_name(report_), "it has no state");
    }
    last_ = 0;
}

Result<void> ReportWalk::copies() {
    Scan scan{looking_.database, Family::copies};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next(), ++records) {
        const auto key = decode_copy_key(scan.key());
        if (!key) {
            tell(Fault::unreadable_record, "copy " + readable(scan.key()), key.error().context);
            continue;
        }
        const auto name = "copy " + key->url + " of " + report_name(key->report);
        if (const auto copy = read_copy(key->report, key->url, scan.value()); !copy)
            tell(Fault::unreadable_record, name, copy.error().context);
        const auto page = looking_.database.has(Family::pages, key->url);
        if (page && !*page) tell(Fault::missing_copy, name, "its page is not known");
        const auto report_key = encode_report_key(key->report);
        const auto state =
            report_key ? looking_.database.has(Family::report_states, *report_key) : Result<bool>{false};
        if (state && !*state) tell(Fault::missing_copy, name, "its report is not known");
    }
    looking_.count(Family::copies, records);
    return looking_.walked(scan, Family::copies);
}

}  // namespace

Result<void> verify_reports(const Looking& looking) {
    ReportWalk walk{looking};
    TRY_VOID(walk.states());
    TRY_VOID(walk.revisions());
    return walk.copies();
}

}  // namespace ogi::storage
