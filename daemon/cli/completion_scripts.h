#pragma once

#include "daemon/cli/command_texts.h"

#include <span>
#include <string>
#include <string_view>

// The scripts of completion.h, one a shell.
namespace ogi::daemon {

// Of a value: a file's name, one of some words, a cell's id, or anything.
enum class Completes { nothing, files, choices, cells };
Completes completes(const OptionText& value);

// Calls `visit` for a command and all that is below it.
template <class Visit>
void for_each_command(const CommandText& command, const Visit& visit) {
    visit(command);
    for (const auto& below : command.commands) for_each_command(below, visit);
}

// Joined by blanks.
std::string joined_words(std::span<const std::string> words);

std::string bash_completion(const CommandText& program, std::span<const std::string> cells);
std::string zsh_completion(const CommandText& program, std::span<const std::string> cells);
std::string fish_completion(const CommandText& program, std::span<const std::string> cells);

}  // namespace ogi::daemon
