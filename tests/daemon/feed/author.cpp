#include "tests/daemon/feed/author.h"

#include "base/digest.h"

#include <algorithm>
#include <stdexcept>

namespace ogi::daemon {

namespace {

constexpr std::string_view figure_id = "requests.new_received.total";

model::Cell cell_of(int figure) {
    return {model::CellKind::number, model::Decimal::whole(figure), std::to_string(figure), "件", {}};
}

std::string url_of(const model::ReportKey& key) {
    return "http://www" + std::to_string(agency_number(key.agency)) + ".gov.example/" +
           std::to_string(key.year) + ".html";
}

model::Revision revision_of(const model::ReportKey& key, int number, int figure, base::UtcTime now) {
    model::Revision revision;
    revision.number = number;
    revision.observed_at = now;
    revision.source_url = url_of(key);
    revision.snapshot = base::sha256_hex(revision.source_url);
    revision.parser_version = "1";
    revision.content_digest = base::sha256_hex(std::to_string(figure));
    auto& report = revision.report;
    report.is_report = true;
    report.agency.name = key.agency;
    report.agency.as_written = key.agency;
    report.agency.division = agency_division(agency_number(key.agency));
    report.year = key.year;
    report.generation = model::Generation::form_2021;
    report.cells.emplace(figure_id, cell_of(figure));
    return revision;
}

}  // namespace

std::string agency_name(std::size_t number) {
    constexpr std::string_view names[authors_agencies] = {"重庆市公安局渝北区分局", "某省某市财政局",
                                                          "某省某市教育局", "某省某县人民政府",
                                                          "某省人民政府办公厅"};
    return std::string{names[number]};
}

std::string agency_division(std::size_t number) {
    constexpr std::string_view divisions[authors_agencies] = {"500112", "370100", "370100", "370124",
                                                              "370000"};
    return std::string{divisions[number]};
}

std::string agency_id(std::size_t number) {
    return "a" + std::to_string(number);
}

std::size_t agency_number(std::string_view name) {
    for (std::size_t number = 0; number < authors_agencies; ++number)
        if (agency_name(number) == name) return number;
    throw std::out_of_range{"an agency that nobody wrote of"};
}

void Author::read(const storage::Store& store) {
    reports_.clear();
    const auto walked = store.for_each_report([&](const auto& state, const auto& current) {
        const auto& cell = current.report.cells.at(std::string{figure_id});
        reports_[state.key] = {state.revision, std::stoi(cell.raw), state.withdrawn_at.has_value()};
        return true;
    });
    if (!walked) throw std::runtime_error{walked.error().context};
}

storage::Commit Author::write(Chance& chance) {
    storage::Commit commit;
    now_ += std::chrono::seconds{1};
    commit.recorded_at = now_;
    for (auto things = 1 + chance.below(3); things > 0; --things) {
        happen({agency_name(chance.below(authors_agencies)),
                authors_first_year + static_cast<int>(chance.below(authors_years))},
               chance, commit);
    }
    return commit;
}

void Author::happen(const model::ReportKey& key, Chance& chance, storage::Commit& commit) {
    using enum model::ChangeType;
    const int figure = static_cast<int>(chance.below(1000));
    const auto known = reports_.find(key);
    if (known == reports_.end()) {
        revise(key, added, figure, commit);
        return;
    }
    const auto dice = chance.below(10);
    if (known->second.gone) {
        if (dice < 4) {
            come_back(key, commit);
        } else if (dice < 7) {
            revise(key, restored, figure, commit);
        } else {
            revise(key, reinterpreted, figure, commit);
        }
    } else if (dice < 5) {
        revise(key, revised, figure, commit);
    } else if (dice < 7) {
        withdraw(key, model::GoneReason::not_found, {}, commit);
    } else if (dice < 9) {
        revise(key, reinterpreted, figure, commit);
    } else {
        // A person says that it is another agency's.
        const auto to = agency_name((agency_number(key.agency) + 1) % authors_agencies);
        withdraw(key, model::GoneReason::reattributed, to, commit);
        const model::ReportKey moved{to, key.year};
        revise(moved, reports_.contains(moved) ? reinterpreted : added, figure, commit);
    }
}

void Author::revise(const model::ReportKey& key, model::ChangeType type, int figure,
                    storage::Commit& commit) {
    auto& known = reports_[key];
    auto change = change_of(key, type);
    if (type != model::ChangeType::added) {
        change.cells.push_back({std::string{figure_id}, cell_of(known.figure), cell_of(figure)});
        change.change_class = model::ChangeClass::value;
    }
    if (type == model::ChangeType::reinterpreted) change.cause = model::Cause::reparse;
    if (type != model::ChangeType::reinterpreted) known.gone = false;
    known.figure = figure;
    change.revision = ++known.revision;
    commit.revisions.push_back(revision_of(key, known.revision, figure, now_));
    commit.changes.push_back(std::move(change));
    put_state(key, commit);
}

void Author::withdraw(const model::ReportKey& key, model::GoneReason reason, const std::string& filed_as,
                      storage::Commit& commit) {
    reports_[key].gone = true;
    auto change = change_of(key, model::ChangeType::withdrawn);
    change.change_class = model::ChangeClass::withdrawn;
    change.reason = reason;
    change.filed_as = filed_as;
    commit.changes.push_back(std::move(change));
    put_state(key, commit, filed_as);
}

void Author::come_back(const model::ReportKey& key, storage::Commit& commit) {
    reports_[key].gone = false;
    auto change = change_of(key, model::ChangeType::restored);
    change.change_class = model::ChangeClass::restored;
    commit.changes.push_back(std::move(change));
    put_state(key, commit);
}

void Author::put_state(const model::ReportKey& key, storage::Commit& commit, const std::string& filed_as) {
    const auto& known = reports_[key];
    std::erase_if(commit.states, [&](const auto& state) { return state.key == key; });
    model::ReportState state{key, known.revision, url_of(key), {}};
    if (known.gone) state.withdrawn_at = now_;
    state.agency_id = agency_id(agency_number(key.agency));
    state.filed_as = filed_as;
    commit.states.push_back(std::move(state));
}

model::Change Author::change_of(const model::ReportKey& key, model::ChangeType type) const {
    model::Change change;
    change.type = type;
    change.key = key;
    change.observed_at = now_;
    change.source_url = url_of(key);
    change.revision = reports_.at(key).revision;
    change.agency_id = agency_id(agency_number(key.agency));
    return change;
}

}  // namespace ogi::daemon
