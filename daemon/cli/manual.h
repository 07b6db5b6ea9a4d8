#pragma once

#include "daemon/cli/command_texts.h"

#include <span>
#include <string>
#include <string_view>

// Pages of the manual. Their prose is written by hand in docs/man/*.in; a line "@…@" there stands for what
// the programs know themselves:
//   @options@       the program's own options
//   @commands@      every command, under the headings of their groups
//   @exit_status@   the exit codes
//   @key crawl.host_delay_ms@   the head of a configuration key's item: its name, range and default
namespace ogi::daemon {

// A template with its lines filled in, as mdoc(7). Throws std::invalid_argument where a line is not known.
std::string manual_page(std::string_view page, const CommandText& program);

// docs/cli.md with what stands between "<!-- begin NAME -->" and "<!-- end NAME -->" made anew, where NAME is
// `commands` or `exit_status`.
std::string commands_page(std::string_view page, const CommandText& ogi);

}  // namespace ogi::daemon
