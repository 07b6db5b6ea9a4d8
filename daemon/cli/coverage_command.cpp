#include "daemon/cli/coverage_command.h"

#include "daemon/answers/coverage_lines.h"
#include "daemon/answers/shown_states.h"
#include "daemon/cli/client.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/lines_output.h"
#include "daemon/cli/option_checks.h"
#include "daemon/cli/query.h"
#include "daemon/columns/columns.h"
#include "daemon/exports/region.h"
#include "daemon/open_store.h"
#include "daemon/split_lines.h"

#include <boost/json/parse.hpp>

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
    const auto year = asked.year == 0 ? std::string{} : std::to_string(asked.year);
    return "/v1/coverage" + query_of({{"by", asked.by},
                                      {"agency", asked.agency},
                                      {"region", asked.region},
                                      {"at", asked.at},
                                      {"year", year}});
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
    return split_lines(text);
}

void write_map(const std::vector<json::object>& lines, std::ostream& out) {
    std::vector<std::map<int, std::string_view>> states;
    std::set<int> years;
    for (const auto& line : lines) {
        states.push_back(shown_states(line));
        for (const auto& [year, state] : states.back()) years.insert(year);
    }
    const int first = years.empty() ? 0 : *years.begin(), last = years.empty() ? -1 : *years.rbegin();
    std::string heads;
    for (int year = first; year <= last; ++year) {
        const auto text = std::to_string(year);
        heads +=
            (year == first ? "" : " ") + text.substr(text.size() - std::min<std::size_t>(2, text.size()));
    }
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::string signs;
        for (int year = first; year <= last; ++year) {
            const auto state = states[i].find(year);
            signs += year == first ? " " : "  ";
            signs += state == states[i].end() ? " " : sign_of(state->second);
        }
        rows.push_back({text_at(lines[i], "agency"), text_at(lines[i], "division"), std::move(signs)});
    }
    write_table(out, {"AGENCY", "DIVISION", heads}, std::move(rows));
}

void write_records(const std::vector<json::object>& lines, OutputFormat format, std::ostream& out) {
    write_record(out, format, {"agency", "agency_id", "division", "year", "state", "in_doubt"});
    for (const auto& line : lines) {
        const auto write = [&](std::string_view year, std::string_view state, bool in_doubt) {
            write_record(out, format,
                         {text_at(line, "agency"), text_at(line, "agency_id"), text_at(line, "division"),
                          std::string{year}, std::string{state}, in_doubt ? "true" : "false"});
        };
        const auto& doubted = line.at("in_doubt").as_array();
        for (const auto& [year, state] : line.at("years").as_object()) {
            const bool in_doubt = std::ranges::any_of(doubted, [&](const auto& one) {
                return std::to_string(one.as_int64()) == std::string_view{year};
            });
            write(year, state.as_string(), in_doubt);
        }
        for (const auto& year : line.at("not_due").as_array())
            write(std::to_string(year.as_int64()), "not_due", false);
    }
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
    std::vector<json::object> read;
    for (const auto& line : lines) read.push_back(json::parse(line).as_object());
    if (format == OutputFormat::table) {
        write_map(read, out);
    } else {
        write_records(read, format, out);
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
