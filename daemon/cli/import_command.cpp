#include "daemon/cli/import_command.h"

#include "daemon/cli/client.h"
#include "daemon/cli/ending.h"
#include "daemon/config/programs.h"
#include "daemon/config/source_scope.h"
#include "daemon/control/order.h"
#include "daemon/control/place.h"
#include "daemon/decisions/decision_desk.h"
#include "daemon/exit_code.h"
#include "daemon/open_store.h"
#include "storage/store.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

Result<ImportSummary> ask_daemon(Client& client, const ImportWish& wish) {
    ImportFiles order{.agency = wish.agency};
    for (const auto& file : wish.files) {
        order.files.push_back(file.string());
        order.marks.push_back(mark_of_place(file));
    }
    std::string answer;
    TRY_VOID(client.ask("POST", to_target(order), [&](std::string_view line) {
        answer = line;
        return true;
    }));
    return ImportSummary::parse(answer);
}

}  // namespace

void add_import(CLI::App& app, CommandLine& line) {
    const auto options = std::make_shared<ImportOptions>();
    auto* command = add_command(
        app, "import", "Take in what others collected: WARC and ARC files, folders, tables",
        "They are understood as if they had been fetched when they were captured. What is older than the own "
        "last look at a page changes nothing that is held of it. A running daemon reads the files itself, so "
        "they must lie where it may: as a service it sees neither /home nor /root, and has a /tmp of its "
        "own.\n"
        "  ogi import --agency 重庆市渝北区公安局 old-reports/");
    command->group(group_data);
    command
        ->add_option("FILE", options->files,
                     "A WARC or ARC file, a folder of documents, a table of them (.csv: file, url, agency, "
                     "year, date), or a document")
        ->option_text(" ")
        ->required();
    command->add_option("--agency", options->agency, "Who published the documents, where they do not say")
        ->option_text("NAME");
    add_format(command, line.format);
    on_given(command, line, [&line, options](const Config& config) {
        set_up_messages(config.log_level);
        const auto summary = import_to_store(config, *options);
        if (!summary) return give_up(summary.error());
        return finish_output(tell_import(*summary, line.format, std::cout, std::cerr));
    });
}

Result<ImportSummary> import_to_store(const Config& config, const ImportOptions& options) {
    ImportWish wish{.files = {}, .agency = options.agency};
    for (const auto& file : options.files) {
        std::error_code problem;
        auto path = std::filesystem::absolute(file, problem);
        if (problem || !std::filesystem::exists(path, problem))
            return base::fail(ErrorCode::io, file + ": there is no such file");
        wish.files.push_back(std::move(path));
    }
    TRY(client, Client::connect(config.control_socket()));
    if (client) return ask_daemon(*client, wish);
    TRY(store, open_for_writing(config));
    TRY(decisions, DecisionDesk::open(*store, config.decisions_file(), base::utc_now()));
    const SourceScope scope{config.sources};
    const ImportGround ground{.store = *store,
                              .scope = scope,
                              .settings = {{.revisit = config.revisit, .depth_max = config.depth_max},
                                           config.bounds,
                                           decisions->book(),
                                           find_programs(config.programs)},
                              .write = [](const auto& work) { return work(); },
                              .stopped = [] { return false; }};
    return import_files(ground, wish, {config.transport.body_bytes_max, config.transport.inflate_ratio_max},
                        base::utc_now());
}

int tell_import(const ImportSummary& summary, OutputFormat format, std::ostream& out, std::ostream& err) {
    // As JSON they are told with the rest.
    if (format != OutputFormat::json && format != OutputFormat::ndjson)
        for (const auto& problem : summary.problems) err << "ogi: " << on_one_line(problem) << '\n';
    write_outcome(summary.to_json(), format, out);
    return summary.damaged == 0 ? 0 : exit_failed;
}

}  // namespace ogi::daemon
