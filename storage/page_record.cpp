#include "storage/page_record.h"

#include "model/names.h"
#include "model/record_reader.h"
#include "model/record_writer.h"

#include <functional>
#include <limits>

namespace ogi::storage {

using base::ErrorCode;
using base::Result;

namespace {

// The head: version (1), due_at (8), mark of the URL (8).
constexpr char version = 1;
// Added to it, a bit for each of what most pages do not have.
constexpr char has_suspect = 1;
constexpr char has_marks = 2;
constexpr char has_carrier = 4;
constexpr char has_attachments = 8;
constexpr char has_memory = 16;  // Page::earlier, Page::refused, SuspectCapture::parts.
constexpr char version_max =
    version + has_suspect + has_marks + has_carrier + has_attachments + has_memory;
constexpr std::size_t due_begin = 1;
constexpr std::size_t mark_begin = due_begin + sizeof(std::uint64_t);
constexpr std::size_t head_size = mark_begin + sizeof(std::uint64_t);

std::uint64_t number_at(std::string_view record, std::size_t begin) {
    std::uint64_t number = 0;
    for (const char c : record.substr(begin, sizeof number))
        number = number << 8 | static_cast<unsigned char>(c);
    return number;
}

std::string bytes_of(std::uint64_t number) {
    std::string bytes(sizeof number, '\0');
    for (std::size_t i = bytes.size(); i-- > 0; number >>= 8) bytes[i] = static_cast<char>(number & 0xFF);
    return bytes;
}

std::string bytes_of(base::UtcTime time) {
    return bytes_of(static_cast<std::uint64_t>(time.time_since_epoch().count()));
}

// FNV-1a. The key has the URL; the record only says that it is that one's.
std::uint64_t mark_of(std::string_view url) {
    std::uint64_t mark = 0xCBF29CE484222325;
    for (const char c : url) mark = (mark ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    return mark;
}

int integer(model::RecordReader& record) {
    return static_cast<int>(record.signed_number());
}

void put_time(model::RecordWriter& record, const std::optional<base::UtcTime>& time) {
    record.flag(time.has_value());
    if (time) record.signed_number(time->time_since_epoch().count());
}

std::optional<base::UtcTime> take_time(model::RecordReader& record) {
    if (!record.flag()) return std::nullopt;
    return base::UtcTime{std::chrono::milliseconds{record.signed_number()}};
}

template <class Enum>
void put_name(model::RecordWriter& record, const std::optional<Enum>& value) {
    record.text(value ? model::name_of(*value) : std::string_view{});
}

// Empty: none. A word that is not ours makes the record a foreign one.
template <class Enum>
std::optional<Enum> take_name(model::RecordReader& record) {
    const auto word = record.text();
    if (word.empty()) return std::nullopt;
    const auto value = model::from_name<Enum>(word);
    if (!value) record.refuse();
    return value;
}

void put_keys(model::RecordWriter& record, const std::vector<model::ReportKey>& keys) {
    record.number(keys.size());
    for (const auto& key : keys) {
        record.text(key.agency);
        record.signed_number(key.year);
    }
}

std::vector<model::ReportKey> take_keys(model::RecordReader& record) {
    std::vector<model::ReportKey> keys(record.count());
    for (auto& key : keys) {
        key.agency = record.text();
        key.year = integer(record);
    }
    return keys;
}

void put_history(model::RecordWriter& record, const model::ChangeHistory& history) {
    record.signed_number(history.looks);
    record.signed_number(history.changes_milli);
    record.signed_number(history.quiet_s);
    record.signed_number(history.lively_s);
}

model::ChangeHistory take_history(model::RecordReader& record) {
    model::ChangeHistory history;
    history.looks = integer(record);
    history.changes_milli = integer(record);
    history.quiet_s = record.signed_number();
    history.lively_s = record.signed_number();
    return history;
}

void put_parts(model::RecordWriter& record, const std::vector<model::PagePart>& parts) {
    record.number(parts.size());
    for (const auto& part : parts) {
        for (const auto* text : {&part.url, &part.etag, &part.last_modified, &part.snapshot})
            record.text(*text);
    }
}

std::vector<model::PagePart> take_parts(model::RecordReader& record) {
    std::vector<model::PagePart> parts(record.count());
    for (auto& part : parts) {
        for (auto* text : {&part.url, &part.etag, &part.last_modified, &part.snapshot}) *text = record.text();
    }
    return parts;
}

void put_suspect(model::RecordWriter& record, const model::SuspectCapture& suspect) {
    record.number(suspect.doubts.size());
    for (const auto doubt : suspect.doubts) record.text(model::name_of(doubt));
    record.text(suspect.content);
    record.text(suspect.snapshot);
    record.signed_number(suspect.since.time_since_epoch().count());
    record.signed_number(suspect.same_since.time_since_epoch().count());
    record.signed_number(suspect.looks);
    record.signed_number(suspect.looks_in_doubt);
}

model::SuspectCapture take_suspect(model::RecordReader& record) {
    model::SuspectCapture suspect;
    suspect.doubts.resize(record.count());
    for (auto& doubt : suspect.doubts) {
        const auto named = take_name<model::Doubt>(record);
        if (!named) record.refuse();
        doubt = named.value_or(model::Doubt::away);
    }
    suspect.content = record.text();
    suspect.snapshot = record.text();
    suspect.since = base::UtcTime{std::chrono::milliseconds{record.signed_number()}};
    suspect.same_since = base::UtcTime{std::chrono::milliseconds{record.signed_number()}};
    suspect.looks = integer(record);
    suspect.looks_in_doubt = integer(record);
    return suspect;
}

void put_marks(model::RecordWriter& record, const model::Page& page) {
    put_name(record, page.change_class);
    record.flag(page.marks.has_value());
    if (!page.marks) return;
    for (const auto mark : {page.marks->text, page.marks->structure, page.marks->values}) record.number(mark);
}

void take_marks(model::RecordReader& record, model::Page& page) {
    page.change_class = take_name<model::ChangeClass>(record);
    if (!record.flag()) return;
    auto& marks = page.marks.emplace();
    for (auto* mark : {&marks.text, &marks.structure, &marks.values})
        *mark = static_cast<std::uint32_t>(record.number(std::numeric_limits<std::uint32_t>::max()));
}

void put_carrier(model::RecordWriter& record, const model::Carrier& carrier) {
    for (const auto* text : {&carrier.url, &carrier.title, &carrier.agency}) record.text(*text);
    record.signed_number(carrier.year);
    record.flag(carrier.links);
    record.flag(carrier.published.has_value());
    if (carrier.published)
        record.signed_number(std::chrono::sys_days{*carrier.published}.time_since_epoch().count());
}

model::Carrier take_carrier(model::RecordReader& record) {
    model::Carrier carrier;
    for (auto* text : {&carrier.url, &carrier.title, &carrier.agency}) *text = record.text();
    carrier.year = integer(record);
    carrier.links = record.flag();
    if (record.flag())
        carrier.published =
            std::chrono::sys_days{std::chrono::days{static_cast<int>(record.signed_number())}};
    return carrier;
}

bool has_a_memory(const model::Page& page) {
    return !page.earlier.empty() || !page.refused.empty() || (page.suspect && !page.suspect->parts.empty());
}

void put_memory(model::RecordWriter& record, const model::Page& page) {
    record.number(page.earlier.size());
    for (const auto& earlier : page.earlier) {
        record.text(earlier.content);
        record.signed_number(earlier.until.time_since_epoch().count());
    }
    record.number(page.refused.size());
    for (const auto& content : page.refused) record.text(content);
    if (page.suspect) put_parts(record, page.suspect->parts);
}

void take_memory(model::RecordReader& record, model::Page& page) {
    page.earlier.resize(record.count());
    for (auto& earlier : page.earlier) {
        earlier.content = record.text();
        earlier.until = base::UtcTime{std::chrono::milliseconds{record.signed_number()}};
    }
    page.refused.resize(record.count());
    for (auto& content : page.refused) content = record.text();
    if (page.suspect) page.suspect->parts = take_parts(record);
}

char version_of(const model::Page& page) {
    int bits = version;
    if (page.suspect) bits += has_suspect;
    if (page.marks || page.change_class) bits += has_marks;
    if (page.carrier) bits += has_carrier;
    if (!page.attachments.empty()) bits += has_attachments;
    if (has_a_memory(page)) bits += has_memory;
    return static_cast<char>(bits);
}

// Of a record that due_in can read.
bool holds(std::string_view record, char what) {
    return ((record.front() - version) & what) != 0;
}

base::Error foreign(std::string_view url) {
    return base::fail(ErrorCode::malformed,
                      "the stored page " + std::string{url} + ": its record is damaged, or another page's");
}

}  // namespace

// Members in the order of model::Page.
std::string page_record(const model::Page& page) {
    model::RecordWriter record;
    record.text(page.form);
    record.text(page.source);
    record.text(page.agency);
    record.text(model::name_of(page.role));
    record.signed_number(page.depth);
    record.text(page.found_on);
    record.text(page.link_text);
    put_time(record, page.visited_at);
    put_name(record, page.outcome);
    put_name(record, page.reason);
    put_name(record, page.gone_reason);
    record.text(page.outcome_note);
    record.signed_number(page.failures);
    record.signed_number(page.unchanged);
    put_time(record, page.seen_at);
    record.text(page.content);
    record.text(page.content_before);
    record.signed_number(page.flips);
    put_history(record, page.history);
    record.text(page.etag);
    record.text(page.last_modified);
    record.text(page.snapshot);
    put_parts(record, page.parts);
    put_keys(record, page.reports);
    put_keys(record, page.replaced);
    put_time(record, page.flipped_at);
    if (page.marks || page.change_class) put_marks(record, page);
    if (page.suspect) put_suspect(record, *page.suspect);
    if (page.carrier) put_carrier(record, *page.carrier);
    if (!page.attachments.empty()) {
        record.number(page.attachments.size());
        for (const auto& attachment : page.attachments) record.text(attachment);
    }
    if (has_a_memory(page)) put_memory(record, page);
    return version_of(page) + bytes_of(page.due_at) + bytes_of(mark_of(page.url.text())) + record.bytes();
}

Result<model::Page> read_page(std::string_view url, std::string_view bytes) {
    const auto due_at = due_in(bytes);
    if (!due_at || number_at(bytes, mark_begin) != mark_of(url)) return foreign(url);
    model::RecordReader record{bytes.substr(head_size)};
    model::Page page;
    page.due_at = *due_at;
    page.form = record.text();
    page.source = record.text();
    page.agency = record.text();
    const auto role = take_name<model::PageRole>(record);
    page.depth = integer(record);
    page.found_on = record.text();
    page.link_text = record.text();
    page.visited_at = take_time(record);
    page.outcome = take_name<model::VisitOutcome>(record);
    page.reason = take_name<model::FailureReason>(record);
    page.gone_reason = take_name<model::GoneReason>(record);
    page.outcome_note = record.text();
    page.failures = integer(record);
    page.unchanged = integer(record);
    page.seen_at = take_time(record);
    page.content = record.text();
    page.content_before = record.text();
    page.flips = integer(record);
    page.history = take_history(record);
    page.etag = record.text();
    page.last_modified = record.text();
    page.snapshot = record.text();
    page.parts = take_parts(record);
    page.reports = take_keys(record);
    page.replaced = take_keys(record);
    page.flipped_at = take_time(record);
    if (holds(bytes, has_marks)) take_marks(record, page);
    if (holds(bytes, has_suspect)) page.suspect = take_suspect(record);
    if (holds(bytes, has_carrier)) page.carrier = take_carrier(record);
    if (holds(bytes, has_attachments)) {
        page.attachments.resize(record.count());
        for (auto& attachment : page.attachments) attachment = record.text();
    }
    if (holds(bytes, has_memory)) take_memory(record, page);
    auto parsed = base::Url::parse(url);
    if (!record.outcome() || !role || !parsed || parsed->text() != url) return foreign(url);
    page.role = *role;
    page.url = *std::move(parsed);
    return page;
}

std::optional<base::UtcTime> due_in(std::string_view record) {
    if (record.size() < head_size) return std::nullopt;
    if (record.front() < version || record.front() > version_max) return std::nullopt;
    const auto count = static_cast<std::int64_t>(number_at(record, due_begin));
    return base::UtcTime{std::chrono::milliseconds{count}};
}

bool is_suspect_in(std::string_view record) {
    return due_in(record) && holds(record, has_suspect);
}

std::string with_due(std::string record, base::UtcTime due_at) {
    record.replace(due_begin, sizeof(std::uint64_t), bytes_of(due_at));
    return record;
}

std::uint64_t stamp_of(std::string_view record) {
    return std::hash<std::string_view>{}(record);
}

}  // namespace ogi::storage
