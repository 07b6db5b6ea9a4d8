#include "daemon/cli/coverage_command.h"

#include "daemon/answers/coverage_lines.h"
#include "daemon/cli/client.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/lines_output.h"
#include "daemon/cli/option_checks.h"
#include "daemon/exports/region.h"
#include "daemon/open_store.h"

#include <boost/json/parse.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <memory>
#include <set>

namespace ogi::daemon {

namespace json = boost::json;
using base::Result;

namespace {

struct CoverageCommand {
    std::string by = "agency";
    std::string agency{};
    std::string region{};
    std::string at{};
    int year = 0;
};

std::string target_of(const CoverageCommand& asked) {
    std::string target = "/v1/coverage?by=" + asked.by;
    const auto add = [&](std::string_view name, const std::string& value) {
        if (value.empty()) return;
        target += "&" + std::string{name} + "=" + boost::urls::encode(value, boost::urls::unreserved_chars);
    };
    add("agency", asked.agency);
    add("region", asked.region);
    add("at", asked.at);
    if (asked.year != 0) add("year", std::to_string(asked.year));
    return target;
}

Result<std::string> read_here(const Config& config, const CoverageCommand& asked) {
    CoverageQuestion question{.by = asked.by == "region" ? CoverageBy::region : CoverageBy::agency,
                              .agency = asked.agency,
                              .year = asked.year,
                              .at = base::shanghai_date(base::utc_now())};
    if (!asked.region.empty()) {
        TRY(region, read_region(asked.region));
        question.region = std::move(region);
    }
    if (!asked.at.empty()) {
        TRY(day, base::parse_iso_date(asked.at));
        question.at = day;
    }
    TRY(store, open_for_reading(config));
    VerdictMemory verdicts;
    return coverage_lines(*store, question, verdicts);
}

Result<std::vector<std::string>> read_lines(const Config& config, const CoverageCommand& asked) {
    std::vector<std::string> lines;
    TRY(client, Client::connect(config.control_socket()));
    if (client) {
        TRY_VOID(client->ask("GET", target_of(asked), [&](std::string_view line) {
            lines.emplace_back(line);
            return true;
        }));
        return lines;
    }
    TRY(text, read_here(config, asked));
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

// What is known of an agency's report on each year, by the sign of the pages. A doubt hides the verdict.
struct Row {
    std::string agency, agency_id, division;
    std::map<int, std::string> states{};
    std::set<int> in_doubt{};
};

std::string text_or_nothing(const json::object& line, std::string_view name) {
    const auto& value = line.at(name);
    return value.is_string() ? std::string{value.as_string()} : std::string{};
}

Row row_of(const std::string& text) {
    const auto read = json::parse(text);
    const auto& line = read.as_object();
    Row row{text_or_nothing(line, "agency"), text_or_nothing(line, "agency_id"),
            text_or_nothing(line, "division")};
    for (const auto& [year, state] : line.at("years").as_object())
        row.states[std::stoi(std::string{year})] = std::string{state.as_string()};
    for (const auto& year : line.at("not_due").as_array())
        row.states[static_cast<int>(year.as_int64())] = "not_due";
    for (const auto& year : line.at("in_doubt").as_array())
        row.in_doubt.insert(static_cast<int>(year.as_int64()));
    return row;
}

std::string sign_in(const Row& row, int year) {
    const auto state = row.states.find(year);
    if (state == row.states.end()) return " ";
    return std::string{sign_of(row.in_doubt.contains(year) ? "in_doubt" : state->second)};
}

void write_map(const std::vector<Row>& rows, std::ostream& out) {
    std::set<int> years;
    for (const auto& row : rows)
        for (const auto& [year, state] : row.states) years.insert(year);
    std::vector<std::string> titles{"AGENCY", "DIVISION", ""};
    const int first = years.empty() ? 0 : *years.begin(), last = years.empty() ? -1 : *years.rbegin();
    for (int year = first; year <= last; ++year) {
        const auto text = std::to_string(year);
        titles.back() +=
            (year == first ? "" : " ") + text.substr(text.size() - std::min<std::size_t>(2, text.size()));
    }
    std::vector<std::vector<std::string>> cells;
    for (const auto& row : rows) {
        std::string signs;
        for (int year = first; year <= last; ++year)
            signs += (year == first ? " " : "  ") + sign_in(row, year);
        cells.push_back({row.agency, row.division, std::move(signs)});
    }
    write_table(out, titles, std::move(cells));
}

void write_records(const std::vector<Row>& rows, OutputFormat format, std::ostream& out) {
    write_record(out, format, {"agency", "agency_id", "division", "year", "state", "in_doubt"});
    for (const auto& row : rows)
        for (const auto& [year, state] : row.states)
            write_record(out, format,
                         {row.agency, row.agency_id, row.division, std::to_string(year), state,
                          row.in_doubt.contains(year) ? "true" : "false"});
}

// What the signs mean is told beside the data.
void tell_signs() {
    std::string text;
    for (const auto& [state, sign] : coverage_signs)
        text += (text.empty() ? "" : "  ") + std::string{sign} + " " + std::string{state};
    std::clog << text << "  blank: no report was seen, and none is known to be owed\n";
}

int run_coverage(const Config& config, const CoverageCommand& asked, OutputFormat format) {
    const auto lines = read_lines(config, asked);
    if (!lines) return give_up(lines.error());
    if (asked.by == "agency") {
        write_coverage(*lines, format, std::cout);
        if (format == OutputFormat::table && !lines->empty()) tell_signs();
    } else {
        LinesOutput output{format, std::cout, coverage_by_region_titles()};
        for (const auto& line : *lines) output.line(line);
        output.finish();
    }
    return finish_output();
}

}  // namespace

void write_coverage(const std::vector<std::string>& lines, OutputFormat format, std::ostream& out) {
    if (format == OutputFormat::json || format == OutputFormat::ndjson) {
        LinesOutput output{format, out};
        for (const auto& line : lines) output.line(line);
        output.finish();
        return;
    }
    std::vector<Row> rows;
    for (const auto& line : lines) rows.push_back(row_of(line));
    if (format == OutputFormat::table) {
        write_map(rows, out);
    } else {
        write_records(rows, format, out);
    }
}

void add_coverage(CLI::App& app, CommandLine& line) {
    auto* command = add_command(
        app, "coverage",
        "Which reports there are, and how each stands: agencies by years, or sums of regions",
        "A sign a year; what the signs mean is told on standard error. As CSV a record an agency and year. "
        "Missing is not seen here, which does not say that it was not published.\n"
        "  ogi coverage --region 42 --year 2024\n"
        "  ogi coverage --by region -o csv");
    command->group(group_agencies);
    const auto asked = std::make_shared<CoverageCommand>();
    command->add_option("--by", asked->by, "A row an agency (default), or a region and year with its sums")
        ->option_text("agency|region")
        ->check(CLI::IsMember({"agency", "region"}));
    add_agency_part(command, asked->agency, "Only agencies with this in their name");
    command->add_option("--region", asked->region, "Only of the division with this code, and all in it")
        ->option_text("CODE")
        ->check(region_code());
    add_year(command, asked->year, "Only this year");
    command->add_option("--at", asked->at, "What is missing on this day (default: today)")
        ->option_text("YYYY-MM-DD")
        ->check(iso_day());
    add_format(command, line.format);
    on_given(command, line,
             [&line, asked](const Config& config) { return run_coverage(config, *asked, line.format); });
}

}  // namespace ogi::daemon
