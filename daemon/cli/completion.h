#pragma once

#include "daemon/cli/command_line.h"
#include "daemon/cli/command_texts.h"

#include <span>
#include <string>
#include <string_view>

// Completions for shells, made from what the commands say of themselves.
namespace ogi::daemon {

enum class Shell { bash, zsh, fish };

// A script that completes the program's commands, options and the values that are known: choices, files, and
// `cells` where an id of a cell is wanted. It runs no program.
std::string completion_for(Shell shell, const CommandText& program, std::span<const std::string> cells);

// ogi completion bash|zsh|fish. `line` must outlive `app`.
void add_completion(CLI::App& app, CommandLine& line);

}  // namespace ogi::daemon
