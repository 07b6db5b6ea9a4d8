// Makes pages of the manual from their templates and what the programs say of themselves
// (tools/make_manual.py).
#include "daemon/cli/commands.h"
#include "daemon/cli/manual.h"
#include "daemon/ogid_options.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string_view>

using namespace ogi::daemon;

namespace {

CommandText commands_of_ogi() {
    CLI::App app;
    CommandLine line;
    add_commands(app, line);
    return read_commands(app);
}

CommandText options_of_ogid() {
    CLI::App app;
    OgidOptions options;
    add_ogid_options(app, options);
    return read_commands(app);
}

}  // namespace

// ogi-manual ogi.1|ogid.8|ogid.toml.5|cli.md < template > page
int main(int argc, char** argv) {
    const std::string_view page = argc == 2 ? argv[1] : "";
    const std::string text{std::istreambuf_iterator<char>{std::cin}, {}};
    try {
        if (page == "cli.md") {
            std::cout << commands_page(text, commands_of_ogi());
        } else {
            std::cout << manual_page(text, page == "ogid.8" ? options_of_ogid() : commands_of_ogi());
        }
    } catch (const std::invalid_argument& error) {
        std::cerr << "ogi-manual: " << page << ": " << error.what() << '\n';
        return 1;
    }
    return 0;
}
