#include "daemon/cli/completion_scripts.h"

namespace ogi::daemon {

namespace {

// Within single quotes; _describe and _arguments part a word from its description by a colon.
std::string quoted(const std::string& text, bool escape_colons) {
    std::string out;
    for (const char c : text) {
        if (c == '\'') {
            out += "'\\''";
            continue;
        }
        if (escape_colons && (c == ':' || c == '[' || c == ']' || c == '\\')) out += '\\';
        out += c;
    }
    return "'" + out + "'";
}

// The action of _arguments: ":message:action".
std::string action_of(const OptionText& option) {
    switch (completes(option)) {
        case Completes::choices: {
            const auto choices = option.choices();
            return ":value:(" + joined_words(choices) + ")";
        }
        case Completes::files:
            return ":file:_files";
        case Completes::cells:
            return ":cell:($_NAME_cells)";
        case Completes::nothing:
            return ":" + option.value + ": ";
    }
    return {};
}

std::string spec_of(const OptionText& option, const std::string& flag) {
    const auto words = quoted(option.words, true);
    const auto action = option.value.empty() ? std::string{} : action_of(option);
    return quoted(flag, false) + quoted("[", false) + words + quoted("]", false) +
           (action.empty() ? "" : "\"" + action + "\"");
}

std::string function_name(const CommandText& command) {
    std::string name = "_" + command.path.front();
    for (std::size_t i = 1; i < command.path.size(); ++i) name += "_" + command.path[i];
    return name;
}

std::string function_of(const CommandText& command) {
    std::string text = function_name(command) + "() {\n    local state line\n    _arguments -C -s";
    const auto add = [&](const std::string& spec) { text += " \\\n        " + spec; };
    add("'--help[Print the options and exit]'");
    for (const auto& option : command.options)
        for (const auto& flag : option.flags) add(spec_of(option, flag));
    if (!command.commands.empty()) {
        add("'1: :->commands'");
        add("'*:: :->below'");
    } else {
        for (const auto& operand : command.operands)
            add("\"" + std::string{operand.many ? "*" : ""} + action_of(operand) + "\"");
    }
    text += "\n";
    if (command.commands.empty()) return text + "}\n\n";
    text += "    case $state in\n        commands)\n            local -a commands=(\n";
    for (const auto& below : command.commands)
        text += "                " + quoted(below.name() + ":" + below.words, false) + "\n";
    text +=
        "            )\n            _describe command commands ;;\n        below)\n            case $line[1] "
        "in\n";
    for (const auto& below : command.commands)
        text += "                " + below.name() + ") " + function_name(below) + " ;;\n";
    return text + "            esac ;;\n    esac\n}\n\n";
}

}  // namespace

std::string zsh_completion(const CommandText& program, std::span<const std::string> cells) {
    const auto& name = program.name();
    auto script = "#compdef " + name + "\n# Completion of " + name + " for zsh.\n\n";
    script += "_NAME_cells='" + joined_words(cells) + "'\n\n";
    for_each_command(program, [&](const CommandText& command) { script += function_of(command); });
    // Loaded from fpath the file is the function; sourced, it has to be made known.
    script += "if [ \"$funcstack[1]\" = _NAME ]; then\n    _NAME \"$@\"\nelse\n    compdef _NAME NAME\nfi\n";
    for (std::size_t at = script.find("_NAME"); at != std::string::npos; at = script.find("_NAME", at))
        script.replace(at, 5, "_" + name);
    const auto last = script.rfind(" NAME\n");
    return script.replace(last, 6, " " + name + "\n");
}

}  // namespace ogi::daemon
