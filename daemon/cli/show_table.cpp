#include "daemon/cli/show_table.h"

#include "base/utf8.h"
#include "daemon/cli/output.h"
#include "daemon/columns/columns.h"
#include "parser/catalogue.h"
#include "parser/form.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <ostream>

namespace ogi::daemon {

namespace json = boost::json;

namespace {

std::string utf8_of(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) base::append_utf8(out, c);
    return out;
}

const json::object* cell_of(const json::object& report, const std::string& id) {
    const auto* cells = report.if_contains("cells");
    if (cells == nullptr || !cells->is_object()) return nullptr;
    const auto* cell = cells->as_object().if_contains(id);
    return cell == nullptr ? nullptr : &cell->as_object();
}

// The figure; a blank as nothing, other signs as printed, what is not there as "·". What a person put right
// has a star.
std::string shown(const json::object& cell) {
    const auto kind = text_at(cell, "kind");
    if (cell.contains("corrected")) return (kind == "number" ? text_at(cell, "value") : kind) + "*";
    if (kind == "number") return text_at(cell, "value");
    if (kind == "absent") return "·";
    return kind == "unreadable" ? "?" : text_at(cell, "raw");
}

void write_facts(std::ostream& out, const json::object& report) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> facts = {
        {{"agency", "agency.name"},
         {"agency id", "agency_id"},
         {"stands as", "filed_as"},
         {"division", "agency.division"},
         {"year", "year"},
         {"title", "title"},
         {"published", "published"},
         {"form", "generation"},
         {"source", "source_url"},
         {"observed", "observed_at"},
         {"withdrawn", "withdrawn_at"}}};
    for (const auto& [name, path] : facts) {
        const auto text = on_one_line(text_at(report, path));
        if (!text.empty()) out << name << std::string(11 - name.size(), ' ') << text << '\n';
    }
    const auto figures = text_at(report, "copies_with_other_figures");
    const auto words = text_at(report, "copies_with_other_words");
    if (figures + words != "00" && !(figures + words).empty()) {
        out << "copies     " << text_at(report, "copies") << ", of which " << figures
            << " with other figures, " << words << " with other words (ogi copies)\n";
    }
    out << "revision   " << text_at(report, "revision") << "\nverdict    " << text_at(report, "verdict")
        << '\n';
}

void write_disclosure(std::ostream& out, const json::object& report) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& entry : parser::form_cells()) {
        if (!entry.id.starts_with("disclosure.")) continue;
        const auto* cell = cell_of(report, entry.id);
        if (cell != nullptr)
            rows.push_back({entry.id.substr(entry.id.find('.') + 1), shown(*cell), text_at(*cell, "unit")});
    }
    if (rows.empty()) return;
    out << "\n主动公开政府信息情况\n";
    write_table(out, {"", "", ""}, rows);
}

void write_requests(std::ostream& out, const json::object& report) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& row : parser::request_rows()) {
        std::vector<std::string> line{utf8_of(row.label)};
        for (const auto applicant : parser::applicants()) {
            const auto* cell = cell_of(report, parser::request_id(row.name, applicant));
            if (cell == nullptr) break;
            line.push_back(shown(*cell));
        }
        if (line.size() == parser::applicant_count + 1) rows.push_back(std::move(line));
    }
    if (rows.empty()) return;
    out << "\n收到和处理政府信息公开申请情况\n";
    write_table(out, {"", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"},
                rows);
}

void write_disputes(std::ostream& out, const json::object& report) {
    static constexpr std::array<std::string_view, 3> labels = {"行政复议", "未经复议直接起诉", "复议后起诉"};
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        std::vector<std::string> line{std::string{labels[i]}};
        for (const auto outcome : parser::dispute_outcomes()) {
            const auto* cell = cell_of(report, parser::dispute_id(parser::disputes()[i], outcome));
            if (cell == nullptr) return;
            line.push_back(shown(*cell));
        }
        rows.push_back(std::move(line));
    }
    out << "\n政府信息公开行政复议、行政诉讼情况\n";
    write_table(out, {"", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}, rows);
}

void write_checks(std::ostream& out, const json::object& report) {
    std::size_t held = 0, open = 0;
    std::vector<std::vector<std::string>> violated, soft;
    for (const auto& value : report.at("checks").as_array()) {
        const auto& check = value.as_object();
        const auto outcome = text_at(check, "outcome");
        if (outcome == "violated") {
            violated.push_back({text_at(check, "id"),
                                text_at(check, "left") + " ≠ " + text_at(check, "right"),
                                text_at(check, "note")});
        } else {
            ++(outcome == "holds" ? held : open);
            const auto note = text_at(check, "note");
            if (note.starts_with("soft:")) soft.push_back({text_at(check, "id"), note});
        }
    }
    out << "\nchecks     " << held << " hold, " << violated.size() << " violated, " << open
        << " not assessable\n";
    if (!violated.empty()) write_table(out, {"", "", ""}, violated);
    if (!soft.empty()) write_table(out, {"", ""}, soft);
}

void write_corrections(std::ostream& out, const json::object& report) {
    const auto* cells = report.if_contains("cells");
    if (cells == nullptr || !cells->is_object()) return;
    std::vector<std::vector<std::string>> rows;
    for (const auto& [id, value] : cells->as_object()) {
        const auto& cell = value.as_object();
        if (!cell.contains("corrected")) continue;
        const auto& corrected = cell.at("corrected").as_object();
        const auto was = text_at(corrected, "was");
        rows.push_back({"  " + std::string{id},
                        "printed " + (was.empty() ? text_at(corrected, "was_kind") : was),
                        text_at(corrected, "by") + ": " + text_at(corrected, "reason")});
    }
    if (rows.empty()) return;
    out << "\n* put right by a person\n";
    write_table(out, {"", "", ""}, rows);
}

void write_confirmations(std::ostream& out, const json::object& report) {
    if (!report.contains("confirmed")) return;
    std::vector<std::vector<std::string>> rows;
    for (const auto& value : report.at("confirmed").as_array()) {
        const auto& one = value.as_object();
        rows.push_back({"  " + text_at(one, one.contains("cell") ? "cell" : "check"),
                        text_at(one, "by") + ": " + text_at(one, "reason")});
    }
    out << "\nas the page prints it, a person says\n";
    write_table(out, {"", ""}, rows);
}

// Whether a person said of a cell that it is as printed.
bool is_confirmed(const json::object& report, const std::string& cell) {
    if (!report.contains("confirmed")) return false;
    return std::ranges::any_of(report.at("confirmed").as_array(), [&](const json::value& value) {
        return text_at(value.as_object(), "cell") == cell;
    });
}

void write_list(std::ostream& out, const json::object& report, std::string_view member,
                std::string_view title, std::string_view name, std::string_view words) {
    const auto* list = report.if_contains(member);
    if (list == nullptr || !list->is_array() || list->as_array().empty()) return;
    std::vector<std::vector<std::string>> rows;
    for (const auto& value : list->as_array()) {
        const auto& item = value.as_object();
        if (is_confirmed(report, text_at(item, "cell"))) continue;
        rows.push_back({"  " + text_at(item, name), text_at(item, "value"), text_at(item, words)});
    }
    if (rows.empty()) return;
    out << '\n' << title << '\n';
    write_table(out, {"", "", ""}, rows);
}

}  // namespace

void write_report(std::ostream& out, const json::object& report) {
    write_facts(out, report);
    write_disclosure(out, report);
    write_requests(out, report);
    write_disputes(out, report);
    write_corrections(out, report);
    write_checks(out, report);
    write_confirmations(out, report);
    write_list(out, report, "suspects", "suspect cells: as printed, and what would satisfy the checks",
               "cell", "implied");
    write_list(out, report, "statements", "figures in the text", "name", "quote");
    write_list(out, report, "anomalies", "remarks", "code", "quote");
}

}  // namespace ogi::daemon
