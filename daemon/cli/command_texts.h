#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

// What the commands say of themselves, for whatever tells of them: manual pages, docs, completions.
namespace ogi::daemon {

struct OptionText {
    std::vector<std::string> flags{};  // "-o", "--output"; empty of a word without a flag.
    std::string value{};               // "FILE", "csv|tsv", or the word's name; empty of a flag alone.
    std::string words{};
    bool required = false;
    bool many = false;
    std::string needs{};               // The option that it is allowed beside, as in "--explain"; may be empty.

    // The words of "csv|tsv"; empty where any value will do.
    std::vector<std::string> choices() const;
};

struct CommandText {
    std::vector<std::string> path{};  // "ogi", "store", "verify".
    std::string words{};
    std::string more{};
    std::string group{};
    bool needs_command = false;  // Does nothing by itself.
    std::vector<OptionText> options{};
    std::vector<OptionText> operands{};
    std::vector<CommandText> commands{};

    const std::string& name() const { return path.back(); }
    // "store verify": the words behind the program.
    std::string below_program() const;
};

// Of `app` and all that is below it. --help is left out, every command has it; hidden ones are, too.
CommandText read_commands(const CLI::App& app);

// "[--year YEAR] [-o table|json] AGENCY": what stands behind a command.
std::string arguments_of(const CommandText& command);

}  // namespace ogi::daemon
