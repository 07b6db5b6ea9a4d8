#pragma once

#include "daemon/answers/question.h"
#include "daemon/cli/output.h"

#include <string>

namespace CLI {
class App;
}

namespace ogi::daemon {

// What a command that reads asks, and how the answer is printed.
struct AskOptions {
    OutputFormat format = OutputFormat::table;
    Question question{};
};

// -o of a command.
void add_format(CLI::App* command, OutputFormat& format);
// A question's command line: its options and what it is about. `options` must outlive `app`.
CLI::App* add_question(CLI::App& app, AskOptions& options, About about, const std::string& name,
                       const std::string& words);
// --limit of a command.
void add_limit(CLI::App* command, AskOptions& options);

}  // namespace ogi::daemon
