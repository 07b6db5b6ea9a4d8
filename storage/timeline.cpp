#include "storage/timeline.h"

#include "model/change_json.h"
#include "model/names.h"
#include "model/record_reader.h"
#include "model/record_writer.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/store.h"

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;
using model::TimelineEntry;

namespace {

constexpr std::uint64_t timeline_layout = 1;

std::int64_t count_of(base::UtcTime time) {
    return time.time_since_epoch().count();
}

base::UtcTime time_of(std::int64_t count) {
    return base::UtcTime{std::chrono::milliseconds{count}};
}

template <class Enum>
std::optional<Enum> take_word(model::RecordReader& record) {
    const auto word = record.text();
    if (word.empty()) return std::nullopt;
    const auto value = model::from_name<Enum>(word);
    if (!value) record.refuse();
    return value;
}

template <class Enum>
void put_word(model::RecordWriter& record, const std::optional<Enum>& value) {
    record.text(value ? model::name_of(*value) : std::string_view{});
}

// One place of the walk: whose, and what.
struct Walked {
    TimelineKey key;
    TimelineEntry entry;
};

Result<Walked> read_entry(const Scan& scan) {
    TRY(key, decode_timeline_key(scan.key()));
    auto entry = read_timeline_value(scan.value());
    if (!entry) {
        return in_record(std::move(entry).error(), "entry " + std::to_string(key.sequence) + " of " +
                                                       key.report.agency + "/" +
                                                       std::to_string(key.report.year));
    }
    entry->sequence = key.sequence;
    return Walked{std::move(key), *std::move(entry)};
}

}  // namespace

std::string timeline_value(const TimelineEntry& entry) {
    model::RecordWriter record;
    record.number(timeline_layout);
    record.text(model::name_of(entry.type));
    record.text(model::name_of(entry.cause));
    put_word(record, entry.change_class);
    put_word(record, entry.reason);
    record.signed_number(entry.revision);
    record.text(entry.source_url);
    record.signed_number(count_of(entry.observed_at));
    record.signed_number(count_of(entry.recorded_at));
    return record.take();
}

Result<TimelineEntry> read_timeline_value(std::string_view value) {
    model::RecordReader record{value};
    if (record.number() != timeline_layout) return fail(ErrorCode::malformed, "a layout that is not known");
    TimelineEntry entry;
    const auto type = take_word<model::ChangeType>(record);
    const auto cause = take_word<model::Cause>(record);
    entry.change_class = take_word<model::ChangeClass>(record);
    entry.reason = take_word<model::GoneReason>(record);
    entry.revision = static_cast<int>(record.signed_number());
    entry.source_url = record.text();
    entry.observed_at = time_of(record.signed_number());
    entry.recorded_at = time_of(record.signed_number());
    if (!type || !cause) record.refuse();
    TRY_VOID(record.outcome());
    entry.type = *type;
    entry.cause = *cause;
    return entry;
}

Result<TimelineRecord> timeline_record(const model::Change& change) {
    TRY(key, encode(TimelineKey{change.key, change.sequence}));
    return TimelineRecord{std::move(key), timeline_value(model::timeline_entry(change))};
}

Result<TimelineRecord> timeline_record_of_line(std::string_view feed_line) {
    TRY(change, model::parse_change_json(feed_line));
    return timeline_record(change);
}

Result<std::vector<TimelineEntry>> Store::timeline(const model::ReportKey& key) const {
    TRY(first, encode_report_key(key));
    const auto durable = db_->durable_sequence();
    std::vector<TimelineEntry> entries;
    Scan scan{*db_, Family::timeline, prefix_end(first)};
    for (scan.seek(first); scan.valid(); scan.next()) {
        TRY(walked, read_entry(scan));
        if (walked.entry.sequence <= durable) entries.push_back(std::move(walked.entry));
    }
    TRY_VOID(scan.outcome());
    return entries;
}

Result<std::optional<TimelineEntry>> Store::entry_as_of(const model::ReportKey& key,
                                                        const model::AsOf& as_of) const {
    TRY(entries, timeline(key));
    std::optional<TimelineEntry> last;
    for (auto& entry : entries) {
        if (as_of.includes(entry)) last = std::move(entry);
    }
    return last;
}

Result<void> Store::for_each_report_as_of(
    const model::AsOf& as_of,
    const std::function<bool(const model::ReportState&, const model::Revision&)>& visit,
    const model::ReportKey& after) const {
    Failures failure;
    const auto durable = db_->durable_sequence();
    std::string from;
    if (!after.empty()) {
        TRY(after_key, encode_report_key(after));
        from = prefix_end(after_key);
    }
    bool more = true;
    // The entry that holds of the report under way.
    std::optional<Walked> last;
    const auto give = [&] {
        if (!last) return;
        const auto walked = *std::exchange(last, std::nullopt);
        const auto& key = walked.key.report;
        auto current = revision(key, walked.entry.revision);
        if (!current) {
            failure.note(std::move(current).error());
        } else if (!*current) {
            failure.note(fail(ErrorCode::malformed, "the timeline of " + key.agency + "/" +
                                                        std::to_string(key.year) + " names revision " +
                                                        std::to_string(walked.entry.revision) +
                                                        ", which is not there"));
        } else {
            more = visit(model::state_after(key, walked.entry), **current);
        }
    };
    Scan scan{*db_, Family::timeline};
    for (scan.seek(from); more && scan.valid(); scan.next()) {
        auto walked = read_entry(scan);
        if (!walked) {
            failure.note(std::move(walked).error());
            continue;
        }
        if (last && last->key.report != walked->key.report) give();
        if (walked->entry.sequence <= durable && as_of.includes(walked->entry)) last = *std::move(walked);
    }
    if (more) give();
    TRY_VOID(scan.outcome());
    return failure.outcome();
}

}  // namespace ogi::storage
