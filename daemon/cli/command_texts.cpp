#include "daemon/cli/command_texts.h"

#include "daemon/logging/log_levels.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace ogi::daemon {

namespace {

OptionText read_option(const CLI::Option& option) {
    OptionText text{.words = option.get_description(),
                    .required = option.get_required(),
                    .many = option.get_expected_max() >= CLI::detail::expected_max_vector_size};
    if (option.get_positional()) {
        text.value = option.get_name(true, false);
        return text;
    }
    for (const auto& name : option.get_snames()) text.flags.push_back("-" + name);
    for (const auto& name : option.get_lnames()) text.flags.push_back("--" + name);
    if (option.get_type_size() != 0) text.value = option.get_option_text();
    if (!option.get_needs().empty()) text.needs = (*option.get_needs().begin())->get_name();
    return text;
}

void read_below(const CLI::App& app, CommandText& text) {
    for (const auto* option : app.get_options()) {
        if (option == app.get_help_ptr() || option->get_group().empty()) continue;
        (option->get_positional() ? text.operands : text.options).push_back(read_option(*option));
    }
    for (const auto* below : app.get_subcommands({})) {
        if (below->get_group().empty()) continue;
        CommandText command{.path = text.path,
                            .words = below->get_description(),
                            .more = below->get_footer(),
                            .group = below->get_group(),
                            .needs_command = below->get_require_subcommand_min() > 0};
        command.path.push_back(below->get_name());
        read_below(*below, command);
        text.commands.push_back(std::move(command));
    }
}

std::string in_brackets(const std::string& text, bool required) {
    return required ? text : "[" + text + "]";
}

std::string with_value(const OptionText& option) {
    return option.flags.front() + (option.value.empty() ? std::string{} : " " + option.value);
}

// An option, and within its brackets those that are allowed beside it only.
std::string with_those_that_need(const OptionText& option, const std::vector<OptionText>& all) {
    auto text = with_value(option);
    for (const auto& other : all)
        if (std::ranges::find(option.flags, other.needs) != option.flags.end())
            text += " " + in_brackets(with_value(other), other.required);
    return in_brackets(text, option.required);
}

}  // namespace

std::vector<std::string> OptionText::choices() const {
    if (value == "LEVEL") return log_level_names();
    std::vector<std::string> found;
    if (value.find('|') == std::string::npos) return found;
    std::size_t begin = 0;
    for (auto end = value.find('|'); end != std::string::npos; end = value.find('|', begin)) {
        found.push_back(value.substr(begin, end - begin));
        begin = end + 1;
    }
    found.push_back(value.substr(begin));
    return found;
}

std::string CommandText::below_program() const {
    std::string words_of_path;
    for (std::size_t i = 1; i < path.size(); ++i) words_of_path += (i == 1 ? "" : " ") + path[i];
    return words_of_path;
}

CommandText read_commands(const CLI::App& app) {
    CommandText text{.path = {app.get_name()}, .words = app.get_description(), .more = app.get_footer()};
    text.needs_command = app.get_require_subcommand_min() > 0;
    read_below(app, text);
    return text;
}

std::string arguments_of(const CommandText& command) {
    std::string line;
    const auto add = [&](const std::string& word) { line += (line.empty() ? "" : " ") + word; };
    for (const auto& option : command.options)
        if (option.needs.empty()) add(with_those_that_need(option, command.options));
    for (const auto& operand : command.operands)
        add(in_brackets(operand.value + (operand.many ? "…" : ""), operand.required));
    return line;
}

}  // namespace ogi::daemon
