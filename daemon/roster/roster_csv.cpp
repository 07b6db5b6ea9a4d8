#include "daemon/roster/roster_csv.h"

#include "base/utf8.h"
#include "daemon/imports/csv_records.h"
#include "daemon/roster/classify_agency.h"
#include "model/agency_json.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace ogi::daemon {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t faults_max = 100;
constexpr std::size_t name_bytes_max = 1'024;
constexpr std::array<std::string_view, 8> columns = {"name",   "level",      "kind",     "division",
                                                     "parent", "valid_from", "valid_to", "deadline"};

class Reader {
  public:
    explicit Reader(std::string_view text) : cutter_{text} {}

    RosterCsv read() && {
        const auto head = cutter_.next();
        if (!head || !read_head(*head)) return std::move(roster_);
        while (auto record = cutter_.next()) {
            if (record->cells.size() == 1 && record->cells[0].empty()) continue;
            line_ = record->line;
            read_record(*record);
            if (roster_.faults.size() >= faults_max) {
                roster_.faults.emplace_back("and perhaps more");
                break;
            }
        }
        return std::move(roster_);
    }

  private:
    void fault(const std::string& words) {
        roster_.faults.push_back("line " + std::to_string(line_) + ": " + words);
    }

    bool read_head(const CsvRecord& head) {
        for (const auto& name : head.cells) {
            if (std::ranges::find(columns, name) == columns.end()) {
                fault("there is no column \"" + name +
                      "\"; the columns are name, level, kind, division, parent, "
                      "valid_from, valid_to, deadline");
            } else if (!column_.emplace(name, column_.size()).second) {
                fault("the column \"" + name + "\" stands there twice");
            }
        }
        if (!column_.contains("name")) fault("there is no column \"name\"");
        return roster_.faults.empty();
    }

    void read_record(const CsvRecord& record) {
        const auto faults_before = roster_.faults.size();
        if (record.unclosed) return fault("a quote is opened and never closed");
        if (record.cells.size() != column_.size()) {
            return fault(std::to_string(record.cells.size()) + " cells, but the first line names " +
                         std::to_string(column_.size()));
        }
        cells_ = &record.cells;
        const auto name = cell("name");
        if (name.empty()) return fault("an agency without name");
        if (!base::is_valid_utf8(name)) return fault("not UTF-8; save the table as UTF-8");
        if (name.size() > name_bytes_max || name.find('\0') != std::string::npos)
            return fault("no name of an agency: too long, or it holds a byte 0");
        auto agency = classify_agency(name, model::AgencyOrigin::roster);
        read_words(agency);
        read_dates(agency);
        if (const auto [first, fresh] = lines_.emplace(name, line_); !fresh)
            fault(name + " stands in line " + std::to_string(first->second) + " already");
        if (roster_.faults.size() == faults_before) roster_.agencies.push_back(std::move(agency));
    }

    void read_words(model::Agency& agency) {
        if (const auto word = cell("level"); !word.empty()) {
            if (const auto level = model::agency_level_of(word)) {
                agency.level = *level;
            } else {
                fault("level must be central, province, prefecture, county, township or unknown, not \"" +
                      word + "\"");
            }
        }
        if (const auto word = cell("kind"); !word.empty()) {
            if (const auto kind = model::agency_kind_of(word)) {
                agency.kind = *kind;
            } else {
                fault("kind must be government, department or unknown, not \"" + word + "\"");
            }
        }
        if (const auto code = cell("division"); !code.empty()) {
            const bool digits = std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
            if (!digits || code.size() != 6)
                fault("division must be six digits (GB/T 2260), not \"" + code + "\"");
            agency.division = code;
        }
        if (const auto parent = cell("parent"); !parent.empty()) {
            if (!base::is_valid_utf8(parent)) fault("not UTF-8; save the table as UTF-8");
            agency.parent = parent;
        }
    }

    void read_dates(model::Agency& agency) {
        agency.valid_from = date("valid_from");
        agency.valid_to = date("valid_to");
        if (agency.valid_from && agency.valid_to && *agency.valid_to < *agency.valid_from)
            fault("valid_to is before valid_from");
        const auto deadline = cell("deadline");
        if (deadline.empty()) return;
        agency.deadline = model::parse_month_day(deadline);
        if (!agency.deadline) fault("deadline must be MM-DD, not \"" + deadline + "\"");
    }

    std::optional<base::Date> date(std::string_view column) {
        const auto text = cell(column);
        if (text.empty()) return std::nullopt;
        const auto found = base::parse_iso_date(text);
        if (found) return *found;
        fault(std::string{column} + " must be a day as in 2019-03-01, not \"" + text + "\"");
        return std::nullopt;
    }

    std::string cell(std::string_view column) const {
        const auto at = column_.find(column);
        return at == column_.end() ? std::string{} : (*cells_)[at->second];
    }

    CsvCutter cutter_;
    RosterCsv roster_;
    std::map<std::string, std::size_t, std::less<>> column_;
    std::map<std::string, std::size_t> lines_;  // Of the names so far.
    const std::vector<std::string>* cells_ = nullptr;
    std::size_t line_ = 1;
};

}  // namespace

RosterCsv read_roster_csv(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (base::trim(text).empty()) return {.agencies = {}, .faults = {"the file is empty"}};
    return Reader{text}.read();
}

}  // namespace ogi::daemon
