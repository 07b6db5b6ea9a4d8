#include "daemon/cli/manual.h"

#include "daemon/cli/mdoc.h"
#include "daemon/config/key_rows.h"
#include "daemon/exit_code.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace ogi::daemon {

namespace {

// Of every command, told once at the head of the page.
bool is_of_all(const OptionText& option) {
    return option.flags.front() == "-o";
}

std::string flag_macro(const OptionText& option) {
    std::string text;
    for (const auto& flag : option.flags)
        text += (text.empty() ? "Fl " : " , Fl ") + mdoc_words(std::string_view{flag}.substr(1));
    return text + (option.value.empty() ? "" : " Ar " + mdoc_words(option.value));
}

// The program's own options, and --help, which every command has.
std::string option_list(const std::vector<OptionText>& options, const std::string& first = {}) {
    std::string list = first;
    for (const auto& option : options) {
        if (is_of_all(option)) continue;
        list += ".It " + flag_macro(option) + "\n" + mdoc_text(option.words + ".");
    }
    return list.empty() ? list : ".Bl -tag -width Ds\n" + list + ".El\n";
}

// The command line behind ".It Cm".
std::string item_of(const CommandText& command) {
    std::string item = ".It Cm " + command.below_program();
    for (const auto& option : command.options) {
        std::string macro = "Fl " + mdoc_words(std::string_view{option.flags.front()}.substr(1));
        if (!option.value.empty()) macro += " Ar " + mdoc_words(option.value);
        item += option.required ? " " + macro : " Oo " + macro + " Oc";
    }
    for (const auto& operand : command.operands) {
        const auto macro = "Ar " + mdoc_words(operand.value) + (operand.many ? " ..." : "");
        item += operand.required ? " " + macro : " Oo " + macro + " Oc";
    }
    return item + "\n";
}

std::string operand_words(const CommandText& command) {
    std::string list;
    for (const auto& operand : command.operands)
        list += ".It Ar " + mdoc_words(operand.value) + "\n" + mdoc_text(operand.words + ".");
    return list.empty() ? list : ".Bl -tag -width Ds\n" + list + ".El\n";
}

std::string commands_list(const CommandText& command) {
    std::string list;
    if (!command.needs_command) {
        list = item_of(command) + mdoc_text(command.words + ".") + mdoc_text(command.more) +
               operand_words(command) + option_list(command.options);
    }
    for (const auto& below : command.commands) list += commands_list(below);
    return list;
}

std::vector<std::string> groups_of(const CommandText& program) {
    std::vector<std::string> groups;
    for (const auto& command : program.commands)
        if (std::ranges::find(groups, command.group) == groups.end()) groups.push_back(command.group);
    return groups;
}

std::string all_commands(const CommandText& program) {
    std::string text;
    for (const auto& group : groups_of(program)) {
        text += ".Ss " + group + "\n.Bl -tag -width Ds\n";
        for (const auto& command : program.commands)
            if (command.group == group) text += commands_list(command);
        text += ".El\n";
    }
    return text;
}

std::string exit_status(const CommandText& program) {
    std::string text = ".Bl -tag -width Ds\n";
    for (const auto& code : exit_codes())
        if (code.ogid || program.name() == "ogi")
            text += ".It " + std::to_string(code.code) + "\n" + mdoc_text(code.words);
    return text + ".El\n";
}

// Its range and default, as the table of keys has them.
std::string key_item(std::string_view name) {
    for (const auto& row : key_rows(Config{})) {
        if (row.section + "." + row.name != name) continue;
        auto value = row.value == "\"\"" || row.value == "[]" ? "none" : row.value;
        std::erase(value, '"');
        return ".It Cm " + row.name + " Pq " + mdoc_words(row.form) + "; default " + mdoc_words(value) + "\n";
    }
    throw std::invalid_argument{"there is no key " + std::string{name}};
}

std::string filled(std::string_view word, const CommandText& program) {
    if (word == "options")
        return option_list(
            program.options,
            ".It Fl \\-help\nPrint the options and exit; behind a command of ogi, those of that command.\n");
    if (word == "commands") return all_commands(program);
    if (word == "exit_status") return exit_status(program);
    if (word.starts_with("key ")) return key_item(word.substr(4));
    throw std::invalid_argument{"nothing is known of @" + std::string{word} + "@"};
}

std::string plain_commands(const CommandText& command) {
    std::string text;
    if (!command.needs_command) {
        const auto arguments = arguments_of(command);
        text = "ogi " + command.below_program() + (arguments.empty() ? "" : " " + arguments) + "\n";
    }
    for (const auto& below : command.commands) text += plain_commands(below);
    return text;
}

std::string commands_block(const CommandText& ogi) {
    std::string text = "```\n";
    for (const auto& group : groups_of(ogi)) {
        text += (text.size() > 4 ? "\n# " : "# ") + group + "\n";
        for (const auto& command : ogi.commands)
            if (command.group == group) text += plain_commands(command);
    }
    return text + "```\n";
}

std::string exit_table() {
    std::string text = "| code | means |\n|---|---|\n";
    for (const auto& code : exit_codes())
        text += "| " + std::to_string(code.code) + " | " + std::string{code.words} + " |\n";
    return text;
}

std::string between(std::string_view page, std::string_view name, const std::string& made) {
    const auto begin = "<!-- begin " + std::string{name} + " -->\n";
    const auto end = "<!-- end " + std::string{name} + " -->\n";
    const auto from = page.find(begin), to = page.find(end);
    if (from == std::string_view::npos || to == std::string_view::npos)
        throw std::invalid_argument{"the page has no place for " + std::string{name}};
    return std::string{page.substr(0, from + begin.size())} + made + std::string{page.substr(to)};
}

}  // namespace

std::string manual_page(std::string_view page, const CommandText& program) {
    std::string text;
    while (!page.empty()) {
        const auto end = std::min(page.find('\n'), page.size());
        const auto line = page.substr(0, end);
        page.remove_prefix(std::min(page.size(), end + 1));
        const bool wanted = line.size() > 2 && line.starts_with('@') && line.ends_with('@');
        text += wanted ? filled(line.substr(1, line.size() - 2), program) : std::string{line} + "\n";
    }
    return text;
}

std::string commands_page(std::string_view page, const CommandText& ogi) {
    return between(between(page, "commands", commands_block(ogi)), "exit_status", exit_table());
}

}  // namespace ogi::daemon
