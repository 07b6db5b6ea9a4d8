#pragma once

#include "daemon/answers/question.h"
#include "daemon/cli/output.h"
#include "daemon/config/config.h"

#include <functional>
#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

// What every command is made of: its options, and what it does. The help of a command, its manual page and
// its completions are made from what is said here and in the commands' files, so each thing is said once: a
// line of description, and `more` behind it. A line of `more` that begins with two blanks is an example, as
// typed.
namespace ogi::daemon {

// What the command line asks for; filled while it is read, by the command that was given.
struct CommandLine {
    std::string config_file = "/etc/ogid/ogid.toml";
    bool configured = false;  // --config was given.
    OutputFormat format = OutputFormat::table;
    Question question{};
    std::function<int(const Config&)> run{};  // Returns the exit status.
    std::function<int()> run_alone{};         // Instead, of a command that needs no configuration.
};

// The groups in which --help and ogi(1) list the commands.
inline constexpr auto group_files = "Reports in files";
inline constexpr auto group_reports = "What was collected";
inline constexpr auto group_changes = "What changed";
inline constexpr auto group_agencies = "Agencies";
inline constexpr auto group_decisions = "Decisions";
inline constexpr auto group_crawl = "The crawl";
inline constexpr auto group_data = "In and out";
inline constexpr auto group_care = "Care of the installation";

CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& words,
                      const std::string& more = {});

// Has `line` run this where the command was given, and none of its own commands. All but `app` itself must
// outlive the reading of the command line.
void on_given(CLI::App* command, CommandLine& line, std::function<int(const Config&)> run);
void on_given_alone(CLI::App* command, CommandLine& line, std::function<int()> run);

// A command that asks a question and prints the answer, with -o.
CLI::App* add_question(CLI::App& app, CommandLine& line, About about, const std::string& name,
                       const std::string& words, const std::string& more = {});

// Asks the question of `line` and prints the answer. Returns the exit status.
int run_question(const Config& config, const CommandLine& line, std::string_view where_nothing = {});

// -o of a command.
void add_format(CLI::App* command, OutputFormat& format);
// --limit of a command.
void add_limit(CLI::App* command, CommandLine& line);
// --agency, --year: only what fits.
void add_agency_part(CLI::App* command, std::string& agency,
                     const std::string& words = "Only agencies with this in their name");
CLI::Option* add_year(CLI::App* command, int& year, const std::string& words = "Only this year");
// AGENCY YEAR, both needed.
void add_report_name(CLI::App* command, std::string& agency, int& year);
// A word that is needed, without a flag.
CLI::Option* add_word(CLI::App* command, const std::string& name, std::string& word,
                      const std::string& words);

}  // namespace ogi::daemon
