#include "examples.h"

#include "base/digest.h"

#include <cstdlib>
#include <stdexcept>

namespace ogi::storage {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
    auto pattern = (fs::temp_directory_path() / "ogi-storage-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::unique_ptr<Store> open_store(const fs::path& folder, OpenMode mode) {
    auto opened = Store::open(folder, mode);
    if (!opened) throw std::runtime_error{opened.error().context};
    return *std::move(opened);
}

base::Result<std::vector<std::string>> due_hosts(const Store& store, base::UtcTime now) {
    std::vector<std::string> known;
    TRY_VOID(store.for_each_host([&](std::string_view authority, const model::HostRecord&) {
        known.emplace_back(authority);
        return true;
    }));
    std::vector<std::string> due;
    for (auto& authority : known) {
        TRY(batch, store.next_batch(authority, {.until = now}, 1, {}));
        if (!batch.pages.empty() || !batch.damage) due.push_back(std::move(authority));
    }
    return due;
}

base::Result<std::vector<model::Page>> due_pages(const Store& store, std::string_view authority,
                                                 base::UtcTime now, std::size_t limit) {
    TRY(batch, store.next_batch(authority, {.until = now}, limit, {}));
    if (batch.pages.empty()) TRY_VOID(batch.damage);
    std::vector<model::Page> pages;
    for (auto& due : batch.pages) pages.push_back(std::move(due.page));
    return pages;
}

base::UtcTime at(std::int64_t seconds) {
    return base::UtcTime{std::chrono::seconds{seconds}};
}

base::Url url(std::string_view text) {
    return base::Url::parse(text).value();
}

model::Page page(std::string_view text, base::UtcTime due_at) {
    model::Page made;
    made.url = url(text);
    made.source = "example county";
    made.due_at = due_at;
    return made;
}

model::Snapshot snapshot(std::string_view text, std::string_view body, base::UtcTime fetched_at) {
    model::Snapshot made;
    made.url = url(text);
    made.final_url = made.url;
    made.fetched_at = fetched_at;
    made.content_type = "text/html; charset=gbk";
    made.etag = "\"1-2\"";
    made.last_modified = "Sun, 31 Jan 2021 00:00:00 GMT";
    made.body = body;
    made.digest = base::sha256_hex(body);
    return made;
}

model::Revision revision(std::string_view agency, int year, int number, int figure, int cells) {
    model::Revision made;
    made.number = number;
    made.observed_at = at(1'600'000'000 + number);
    made.source_url = "http://a.example/" + std::to_string(year);
    made.snapshot = base::sha256_hex(made.source_url);
    made.parser_version = "1";
    made.content_digest = base::sha256_hex(std::to_string(figure));
    made.report.is_report = true;
    made.report.agency.name = agency;
    made.report.year = year;
    for (int i = 0; i < cells; ++i) {
        model::Cell cell;
        cell.kind = model::CellKind::number;
        cell.value = model::Decimal::whole(i == 0 ? figure : i);
        cell.raw = cell.value->text();
        made.report.cells.emplace("cell." + std::to_string(1000 + i), cell);
    }
    return made;
}

model::ReportState state(const model::Revision& current) {
    return {{current.report.agency.name, current.report.year}, current.number, current.source_url, {}};
}

model::Copy copy(const model::Revision& shown, std::string_view text) {
    return {{shown.report.agency.name, shown.report.year}, std::string{text}, shown.content_digest, {}};
}

model::Change change(const model::Revision& to, model::ChangeType type) {
    model::Change made;
    made.type = type;
    made.key = {to.report.agency.name, to.report.year};
    made.observed_at = to.observed_at;
    made.source_url = to.source_url;
    made.revision = to.number;
    return made;
}

Commit first_look(std::string_view agency, int year) {
    const auto first = revision(agency, year);
    Commit commit;
    commit.pages = {page(first.source_url, at(1'700'000'000))};
    commit.revisions = {first};
    commit.states = {state(first)};
    commit.copies = {copy(first, first.source_url)};
    commit.changes = {change(first)};
    return commit;
}

Commit nth_look(int n) {
    const auto agency = "agency " + std::to_string(n / 10);
    const int number = n % 10 + 1;
    const auto seen = revision(agency, 2020, number, n);
    Commit commit;
    commit.pages = {page("http://a.example/" + std::to_string(n), at(n))};
    commit.revisions = {seen};
    commit.states = {state(seen)};
    commit.changes = {change(seen, number == 1 ? model::ChangeType::added : model::ChangeType::revised)};
    return commit;
}

}  // namespace ogi::storage
