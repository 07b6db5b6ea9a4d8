#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <map>
#include <string>

// What a word on the command line must be, told in words where it is not.
namespace ogi::daemon {

// A whole number from `least` on.
CLI::Validator whole_number(std::uint64_t least);

// One of these words; the option holds its value.
template <class Enum>
CLI::Validator one_of(std::map<std::string, Enum> words) {
    return CLI::Validator{[words = std::move(words)](std::string& text) -> std::string {
                              const auto found = words.find(text);
                              if (found != words.end()) {
                                  text = std::to_string(static_cast<int>(found->second));
                                  return {};
                              }
                              std::string allowed;
                              for (const auto& [word, value] : words)
                                  allowed += (allowed.empty() ? "" : ", ") + word;
                              return "\"" + text + "\" is none of " + allowed;
                          },
                          ""};
}

// A word that says something: an empty one would choose everything, or a default, where a script's variable
// is not set.
CLI::Validator not_empty();

// A moment as parse_as_of reads it.
CLI::Validator moment();

// A day as in 2026-02-01.
CLI::Validator iso_day();

// The code of a division, or its first digits.
CLI::Validator region_code();

// An address of the web.
CLI::Validator web_address();

// Tells on standard error why a command line is not understood and where help is; on standard output the help
// that was asked for. Returns the exit status.
int leave_by(const CLI::ParseError& error, const CLI::App& app);

}  // namespace ogi::daemon
