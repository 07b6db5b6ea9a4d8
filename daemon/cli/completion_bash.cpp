#include "daemon/cli/completion_scripts.h"

namespace ogi::daemon {

namespace {

// What a value is completed by, as the script has it: choices with bars between, "FILE", "CELL" or "-".
std::string what_of(const OptionText& option) {
    switch (completes(option)) {
        case Completes::choices:
            return option.value;
        case Completes::files:
            return "FILE";
        case Completes::cells:
            return "CELL";
        case Completes::nothing:
            return "-";
    }
    return "-";
}

std::string facts_of(const CommandText& command) {
    std::string commands, options = "--help", values, operands;
    const auto add = [](std::string& list, const std::string& word) {
        list += (list.empty() ? "" : " ") + word;
    };
    for (const auto& below : command.commands) add(commands, below.name());
    for (const auto& option : command.options) {
        for (const auto& flag : option.flags) {
            add(options, flag);
            if (!option.value.empty()) add(values, flag + "=" + what_of(option));
        }
    }
    for (const auto& operand : command.operands) add(operands, what_of(operand));
    return "        '" + command.below_program() + "')\n            commands='" + commands +
           "'\n            options='" + options + "'\n            values='" + values +
           "'\n            operands='" + operands + "' ;;\n";
}

}  // namespace

std::string bash_completion(const CommandText& program, std::span<const std::string> cells) {
    const auto& name = program.name();
    std::string script =
        "# Completion of " + name + " for bash.\n\n_" + name + "_facts() {\n    case $1 in\n";
    for_each_command(program, [&](const CommandText& command) { script += facts_of(command); });
    script += "    esac\n}\n\n_" + name + "_cells='" + joined_words(cells) + "'\n\n";
    script += "_" + name + R"(() {
    local word entry path='' value='' commands='' options='' values='' operands='' count=0 i
    COMPREPLY=()
    _NAME_facts "$path"
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ -n $value ]]; then value=''; continue; fi
        if [[ $word == -* ]]; then
            for entry in $values; do
                [[ $entry == "$word="* ]] && value=${entry#*=}
            done
        elif [[ " $commands " == *" $word "* && $count == 0 ]]; then
            path+=${path:+ }$word
            _NAME_facts "$path"
        else
            ((count++))
        fi
    done
    word=${COMP_WORDS[COMP_CWORD]}
    if [[ -z $value && $word == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$word"))
        return
    fi
    if [[ -z $value ]]; then
        [[ $count == 0 ]] && COMPREPLY=($(compgen -W "$commands" -- "$word"))
        set -- $operands
        if (($# > 0)); then
            ((count < $#)) || count=$(($# - 1))
            shift "$count"
            value=$1
        fi
    fi
    case $value in
        FILE) compopt -o filenames 2>/dev/null
            local IFS=$'\n'
            COMPREPLY+=($(compgen -f -- "$word")) ;;
        CELL) COMPREPLY+=($(compgen -W "$_NAME_cells" -- "$word")) ;;
        *'|'*) COMPREPLY+=($(compgen -W "${value//|/ }" -- "$word")) ;;
    esac
}
complete -F _NAME NAME
)";
    for (std::size_t at = script.find("NAME"); at != std::string::npos; at = script.find("NAME", at))
        script.replace(at, 4, name);
    return script;
}

}  // namespace ogi::daemon
