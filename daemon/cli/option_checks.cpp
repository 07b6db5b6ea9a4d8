#include "daemon/cli/option_checks.h"

#include "base/time.h"
#include "base/url.h"
#include "daemon/answers/as_of.h"
#include "daemon/cli/ending.h"
#include "daemon/exit_code.h"
#include "daemon/near_words.h"

#include <charconv>
#include <iostream>

namespace ogi::daemon {

CLI::Validator whole_number(std::uint64_t least) {
    return CLI::Validator{[least](std::string& text) -> std::string {
                              std::uint64_t number = 0;
                              const auto* const end = text.data() + text.size();
                              const auto [read, problem] = std::from_chars(text.data(), end, number);
                              if (problem == std::errc{} && read == end && number >= least) return {};
                              return "\"" + text + "\" is no whole number from " + std::to_string(least) +
                                     " on";
                          },
                          ""};
}

CLI::Validator not_empty() {
    return CLI::Validator{[](std::string& text) {
                              return text.empty() ? std::string{"is empty; leave it out for all"}
                                                  : std::string{};
                          },
                          ""};
}

CLI::Validator moment() {
    return CLI::Validator{[](std::string& text) {
                              const auto read = parse_as_of(text);
                              return read ? std::string{} : read.error().context;
                          },
                          ""};
}

CLI::Validator iso_day() {
    return CLI::Validator{[](std::string& day) {
                              return base::parse_iso_date(day) ? std::string{}
                                                               : "must be a day as in 2026-02-01";
                          },
                          ""};
}

CLI::Validator region_code() {
    return CLI::Validator{[](std::string& code) {
                              const bool digits = code.find_first_not_of("0123456789") == std::string::npos;
                              return digits && code.size() >= 2 && code.size() <= 6
                                         ? std::string{}
                                         : "must be the first 2 to 6 digits of a division's code, as in 42";
                          },
                          ""};
}

CLI::Validator web_address() {
    return CLI::Validator{[](std::string& text) {
                              const auto read = base::Url::parse(text);
                              return read ? std::string{} : read.error().context;
                          },
                          ""};
}

int leave_by(const CLI::ParseError& error, const CLI::App& app) {
    if (error.get_exit_code() == 0) return finish_output(app.exit(error), app.get_name());
    // The innermost command that was understood.
    const auto* at = &app;
    auto words = app.get_name();
    for (auto below = at->get_subcommands(); !below.empty(); below = at->get_subcommands()) {
        at = below.front();
        words += " " + at->get_name();
    }
    const auto unknown = at->remaining();
    const bool lacks_command = at->get_require_subcommand_min() > 0;
    std::cerr << app.get_name() << ": ";
    if (lacks_command && !unknown.empty()) {
        std::vector<std::string> known;
        for (const auto* command : at->get_subcommands([](const CLI::App*) { return true; }))
            known.push_back(command->get_name());
        std::cerr << "there is no command \"" << unknown.front() << '"'
                  << did_you_mean(unknown.front(), known);
    } else if (lacks_command) {
        std::cerr << "which command?";
    } else {
        std::cerr << error.what();
    }
    std::cerr << "\nSee " << words << " --help\n";
    return exit_usage;
}

}  // namespace ogi::daemon
