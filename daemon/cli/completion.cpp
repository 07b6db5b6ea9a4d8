#include "daemon/cli/completion.h"

#include "daemon/cli/completion_scripts.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/option_checks.h"
#include "parser/catalogue.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <iostream>
#include <memory>
#include <vector>

namespace ogi::daemon {

Completes completes(const OptionText& value) {
    constexpr std::array<std::string_view, 4> files = {"FILE", "FOLDER", "PATH", "PAGE"};
    if (!value.choices().empty()) return Completes::choices;
    if (value.value == "CELL") return Completes::cells;
    return std::ranges::find(files, value.value) == files.end() ? Completes::nothing : Completes::files;
}

std::string joined_words(std::span<const std::string> words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string completion_for(Shell shell, const CommandText& program, std::span<const std::string> cells) {
    switch (shell) {
        case Shell::bash:
            return bash_completion(program, cells);
        case Shell::zsh:
            return zsh_completion(program, cells);
        case Shell::fish:
            return fish_completion(program, cells);
    }
    return {};
}

void add_completion(CLI::App& app, CommandLine& line) {
    auto* command = add_command(app, "completion", "The completion of these commands for a shell",
                                "The Debian package has them in place.\n"
                                "  source <(ogi completion bash)\n"
                                "  ogi completion zsh > ~/.zfunc/_ogi\n"
                                "  ogi completion fish > ~/.config/fish/completions/ogi.fish");
    command->group(group_care);
    const auto shell = std::make_shared<Shell>(Shell::bash);
    static const std::map<std::string, Shell> shells = {
        {"bash", Shell::bash}, {"zsh", Shell::zsh}, {"fish", Shell::fish}};
    command->add_option("bash|zsh|fish", *shell, "Of which shell")
        ->option_text(" ")
        ->required()
        ->transform(one_of(shells));
    on_given_alone(command, line, [&app, shell] {
        std::vector<std::string> cells;
        for (const auto& cell : parser::form_cells()) cells.push_back(cell.id);
        std::cout << completion_for(*shell, read_commands(app), cells);
        return finish_output();
    });
}

}  // namespace ogi::daemon
