#include "small_store.h"

#include "base/digest.h"
#include "daemon/decisions/agency_names.h"
#include "parser/compare.h"
#include "tests/storage/raw_store.h"

#include <stdexcept>

namespace ogi::daemon {

namespace {

constexpr base::UtcTime new_year{std::chrono::hours{24} * 20'454};  // 2026-01-01.

template <class T>
T must(base::Result<T> result) {
    if (!result) throw std::runtime_error{result.error().context};
    return *std::move(result);
}

}  // namespace

SmallStore::SmallStore() {
    open();
    // As an older store: a new one draws its epoch, and tests name cursors.
    close();
    storage::raw_put(folder(), "meta", "epoch", "1");
    open();
}

void SmallStore::open() {
    store_ = must(storage::Store::open(folder(), storage::OpenMode::read_write));
}

void SmallStore::make_read_only() {
    store_.reset();
    store_ = must(storage::Store::open(folder(), storage::OpenMode::read_only));
}

void SmallStore::report(std::string_view agency, int year, int figure, std::string_view url,
                        std::string_view division) {
    const model::ReportKey key{std::string{agency}, year};
    const auto known = must(store_->state(key));
    model::Revision revision;
    revision.number = known ? known->revision + 1 : 1;
    revision.observed_at = new_year + std::chrono::hours{revision.number};
    revision.source_url = url;
    revision.snapshot = base::sha256_hex(url);
    revision.parser_version = "1";
    auto& report = revision.report;
    report.is_report = true;
    report.agency.name = agency;
    report.agency.division = division;
    report.agency.as_written = "本" + std::string{agency};
    report.year = year;
    report.generation = model::Generation::form_2021;
    report.verdict = model::Verdict::consistent;
    report.cells.emplace(
        "requests.new_received.total",
        model::Cell{
            model::CellKind::number, model::Decimal::whole(figure), std::to_string(figure), "件", {}});
    report.cells.emplace(
        "disclosure.fee.amount",
        model::Cell{model::CellKind::number, model::Decimal::parse("57.8374"), "57.8374", "万元", {}});
    revision.content_digest = parser::content_digest(report);

    model::Change change;
    change.type = known ? model::ChangeType::revised : model::ChangeType::added;
    change.key = key;
    change.observed_at = revision.observed_at;
    change.source_url = url;
    change.revision = revision.number;
    if (known) {
        const auto before = must(store_->revision(key, known->revision));
        change.cells = parser::compare_reports(before->report, report).cells;
    }
    storage::Commit commit;
    commit.states.push_back({key, revision.number, std::string{url}, {}});
    commit.copies.push_back({key, std::string{url}, revision.content_digest, {}});
    commit.revisions.push_back(std::move(revision));
    commit.changes.push_back(std::move(change));
    must(store_->commit(std::move(commit)));
}

std::string SmallStore::moved(std::string_view agency, int year, std::string_view to) {
    model::Change change;
    change.key = {std::string{agency}, year};
    change.type = model::ChangeType::withdrawn;
    change.revision = 1;
    change.filed_as = to;
    change.agency_id = agency_id_of(to);
    storage::Commit commit;
    commit.changes = {change};
    must(store_->commit(std::move(commit)));
    return change.agency_id;
}

void SmallStore::page(std::string_view url, model::PageRole role, base::UtcTime due_at) {
    storage::Commit commit;
    commit.pages.push_back(
        {.url = base::Url::parse(url).value(), .source = "s", .role = role, .due_at = due_at});
    must(store_->commit(std::move(commit)));
}

}  // namespace ogi::daemon
