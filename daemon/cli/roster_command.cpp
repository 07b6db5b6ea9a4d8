#include "daemon/cli/roster_command.h"

#include "base/counted.h"
#include "daemon/cli/client.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/option_checks.h"
#include "daemon/control/order.h"
#include "daemon/open_store.h"
#include "daemon/roster/roster.h"
#include "daemon/roster/roster_csv.h"
#include "storage/store.h"

#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <vector>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

// One byte more than may be read tells that there are more.
std::string read_all(std::istream& input) {
    std::vector<char> bytes(roster_bytes_max + 1);
    input.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return {bytes.data(), static_cast<std::size_t>(input.gcount())};
}

Result<std::size_t> import_csv(const Config& config, std::string csv) {
    TRY(client, Client::connect(config.control_socket()));
    if (!client) {
        TRY(store, open_for_writing(config));
        return import_roster(*store, csv);
    }
    // The daemon would not even read it.
    if (csv.size() > roster_bytes_max) return too_large_roster();
    std::string answer;
    TRY_VOID(client->ask(
        "POST", to_target(ImportRoster{}),
        [&](std::string_view line) {
            answer = line;
            return true;
        },
        std::move(csv)));
    return read_imported(answer);
}

void add_import_of_roster(CLI::App& roster, CommandLine& line) {
    const auto file = std::make_shared<std::string>();
    auto* command = add_command(
        roster, "import", "Put the agencies of a CSV table on the roster",
        "A table in UTF-8 whose first line names its columns: `name`, and any of `level`, `kind`, "
        "`division`, "
        "`parent`, `valid_from`, `valid_to` and `deadline`. All of it or, where a line is wrong, nothing.\n"
        "  ogi roster -o csv > roster.csv\n"
        "  ogi roster import roster.csv");
    add_word(command, "FILE", *file, "The table; - for standard input");
    add_format(command, line.format);
    on_given(command, line, [&line, file](const Config& config) {
        set_up_messages(config.log_level);
        const auto imported = import_roster_file(config, *file, std::cin);
        if (!imported) return give_up(imported.error());
        write_outcome(imported_line(*imported), line.format, std::cout,
                      "imported " + base::counted(*imported, "agency", "agencies"));
        return finish_output();
    });
}

void add_overdue(CLI::App& app, CommandLine& line) {
    auto* overdue = add_question(
        app, line, About::overdue, "overdue",
        "Reports that should have been published by a day and were not seen, or are gone",
        "With what is known now: missing is not seen here, which does not say that it was not published. "
        "31 January for departments, 31 March for governments and for "
        "whoever cannot be told, unless the roster has a deadline.\n"
        "  ogi overdue --year 2024 -o csv");
    overdue->group(group_agencies);
    add_agency_part(overdue, line.question.agency);
    add_year(overdue, line.question.year);
    overdue->add_option("--at", line.question.at, "On this day (default: today)")
        ->option_text("YYYY-MM-DD")
        ->check(iso_day());
    add_limit(overdue, line);
}

}  // namespace

void add_roster(CLI::App& app, CommandLine& line) {
    auto* roster = add_question(app, line, About::roster, "roster", "Every agency that owes reports");
    roster->group(group_agencies);
    add_agency_part(roster, line.question.agency);
    add_limit(roster, line);
    add_import_of_roster(*roster, line);
    add_overdue(app, line);
}

Result<std::size_t> import_roster_file(const Config& config, const std::string& file,
                                       std::istream& standard_input) {
    std::string csv;
    if (file == "-") {
        csv = read_all(standard_input);
    } else {
        std::ifstream input{file, std::ios::binary};
        if (!input) return base::fail(ErrorCode::not_found, file + ": " + std::strerror(errno));
        csv = read_all(input);
        if (input.bad()) return base::fail(ErrorCode::io, file + " cannot be read");
    }
    auto imported = import_csv(config, std::move(csv));
    if (imported || imported.error().code != ErrorCode::malformed) return imported;
    return base::fail(ErrorCode::malformed, file + ": " + imported.error().context);
}

}  // namespace ogi::daemon
