#include "daemon/cli/completion_scripts.h"

namespace ogi::daemon {

namespace {

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

std::string values_of(const OptionText& option) {
    switch (completes(option)) {
        case Completes::choices: {
            const auto choices = option.choices();
            return " -x -a " + quoted(joined_words(choices));
        }
        case Completes::files:
            return " -r -F";
        case Completes::cells:
            return " -x -a \"$__ogi_cells\"";
        case Completes::nothing:
            return " -x";
    }
    return {};
}

std::string lines_of(const CommandText& command) {
    const auto begin = "complete -c ogi -n " + quoted("__ogi_at " + quoted(command.below_program()));
    std::string lines;
    for (const auto& below : command.commands)
        lines += begin + " -a " + below.name() + " -d " + quoted(below.words) + "\n";
    for (const auto& option : command.options) {
        lines += begin;
        for (const auto& flag : option.flags)
            lines += flag.starts_with("--") ? " -l " + flag.substr(2) : " -s " + flag.substr(1);
        lines += (option.value.empty() ? "" : values_of(option)) + " -d " + quoted(option.words) + "\n";
    }
    for (const auto& operand : command.operands) {
        const auto values = values_of(operand);
        if (values == " -r -F") lines += begin + " -F\n";
        if (const auto words = values.find(" -a "); words != std::string::npos)
            lines += begin + values.substr(words) + "\n";
    }
    return lines;
}

// The options of a command that take a value, for stepping over it.
std::string takers_of(const CommandText& command) {
    std::string takers;
    for (const auto& option : command.options)
        for (const auto& flag : option.flags)
            if (!option.value.empty()) takers += " " + flag;
    return takers;
}

}  // namespace

std::string fish_completion(const CommandText& program, std::span<const std::string> cells) {
    std::string script =
        "# Completion of ogi for fish.\n\nset -g __ogi_cells " + quoted(joined_words(cells)) + R"(

function __ogi_facts
    set -g __ogi_commands
    set -g __ogi_takers
    switch "$argv[1]"
)";
    for_each_command(program, [&](const CommandText& command) {
        std::string below;
        for (const auto& one : command.commands) below += " " + one.name();
        script += "        case " + quoted(command.below_program()) + "\n            set -g __ogi_commands" +
                  below + "\n            set -g __ogi_takers" + takers_of(command) + "\n";
    });
    script += R"(    end
end

# Whether these are the commands that were typed.
function __ogi_at
    set -l path
    set -l skip
    __ogi_facts ''
    for word in (commandline -opc)[2..-1]
        if test -n "$skip"
            set skip
        else if string match -q -- '-*' $word
            contains -- $word $__ogi_takers; and set skip yes
        else if contains -- $word $__ogi_commands
            set -a path $word
            __ogi_facts "$path"
        end
    end
    test "$path" = "$argv[1]"
end

complete -c ogi -f
complete -c ogi -l help -s h -d 'Print the options and exit'
)";
    for_each_command(program, [&](const CommandText& command) { script += lines_of(command); });
    return script;
}

}  // namespace ogi::daemon
