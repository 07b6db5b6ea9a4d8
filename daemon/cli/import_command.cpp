#include "daemon/cli/import_command.h"

#include "daemon/cli/client.h"
#include "daemon/config/source_scope.h"
#include "daemon/control/order.h"
#include "daemon/decisions/decision_desk.h"
#include "daemon/exit_code.h"
#include "daemon/open_store.h"
#include "storage/store.h"

#include <CLI/CLI.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <filesystem>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

Result<ImportSummary> ask_daemon(Client& client, const ImportWish& wish) {
    ImportFiles order{.agency = wish.agency};
    for (const auto& file : wish.files) order.files.push_back(file.string());
    std::string answer;
    TRY_VOID(client.ask("POST", to_target(order), [&](std::string_view line) {
        answer = line;
        return true;
    }));
    return ImportSummary::parse(answer);
}

}  // namespace

CLI::App* add_import(CLI::App& app, ImportOptions& options) {
    auto* command =
        app.add_subcommand("import", "Take in what others collected: WARC and ARC files, folders, tables");
    command
        ->add_option("FILE", options.files,
                     "A WARC or ARC file, a folder of documents, a table of them (.csv: file, url, agency, "
                     "year, date), or a document")
        ->option_text(" ")
        ->required();
    command->add_option("--agency", options.agency, "Who published the documents, where they do not say")
        ->option_text("NAME");
    return command;
}

Result<ImportSummary> import_to_store(const Config& config, const ImportOptions& options) {
    ImportWish wish{.files = {}, .agency = options.agency};
    for (const auto& file : options.files) {
        std::error_code problem;
        auto path = std::filesystem::absolute(file, problem);
        if (problem || !std::filesystem::exists(path, problem))
            return base::fail(ErrorCode::not_found, file + ": there is no such file");
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
                                           decisions->book()},
                              .write = [](const auto& work) { return work(); },
                              .stopped = [] { return false; }};
    return import_files(ground, wish, {config.transport.body_bytes_max, config.transport.inflate_ratio_max},
                        base::utc_now());
}

int tell_import(const ImportSummary& summary, OutputFormat format, std::ostream& out, std::ostream& err) {
    const auto text = summary.to_json();
    if (format == OutputFormat::json || format == OutputFormat::ndjson) {
        out << text << '\n';
    } else {
        for (const auto& problem : summary.problems) err << "ogi: " << on_one_line(problem) << '\n';
        std::vector<std::string> titles, values;
        const auto members = boost::json::parse(text).as_object();
        for (const auto& [name, value] : members) {
            if (value.is_array()) continue;
            titles.emplace_back(name);
            values.push_back(boost::json::serialize(value));
        }
        if (format == OutputFormat::csv) {
            write_csv_row(out, titles);
            write_csv_row(out, values);
        } else {
            for (std::size_t i = 0; i < titles.size(); ++i)
                out << (i == 0 ? "" : " ") << titles[i] << '=' << values[i];
            out << '\n';
        }
    }
    return summary.damaged == 0 ? 0 : exit_failed;
}

}  // namespace ogi::daemon
