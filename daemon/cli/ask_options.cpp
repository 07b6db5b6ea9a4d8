#include "daemon/cli/ask_options.h"

#include "daemon/cli/option_checks.h"

#include <CLI/CLI.hpp>

#include <map>

namespace ogi::daemon {

void add_format(CLI::App* command, OutputFormat& format) {
    static const std::map<std::string, OutputFormat> formats = {{"table", OutputFormat::table},
                                                                {"json", OutputFormat::json},
                                                                {"ndjson", OutputFormat::ndjson},
                                                                {"csv", OutputFormat::csv}};
    command->add_option("-o,--output", format, "table, json, ndjson or csv")
        ->transform(one_of(formats))
        ->option_text("FORMAT");
}

CLI::App* add_question(CLI::App& app, AskOptions& options, About about, const std::string& name,
                       const std::string& words) {
    auto* command = app.add_subcommand(name, words);
    add_format(command, options.format);
    command->callback([&options, about] { options.question.about = about; });
    return command;
}

void add_limit(CLI::App* command, AskOptions& options) {
    command->add_option("--limit", options.question.limit, "Lines at most (default: all)")
        ->option_text("N")
        ->check(whole_number(0));
}

}  // namespace ogi::daemon
