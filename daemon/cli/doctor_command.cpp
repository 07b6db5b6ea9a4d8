#include "daemon/cli/doctor_command.h"

#include "base/json_writer.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/lines_output.h"
#include "daemon/doctor/examine.h"
#include "daemon/doctor/look.h"
#include "daemon/exit_code.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

namespace ogi::daemon {

namespace {

int run_doctor(const CommandLine& line) {
    const auto findings = examine(look_at_installation(line.config_file));
    LinesOutput output{line.format, std::cout, {"gravity", "check", "seen", "next"}};
    for (const auto& finding : findings) {
        base::JsonWriter json;
        json.begin_object().field("gravity", name_of(finding.gravity)).field("check", finding.check);
        json.field("seen", finding.seen).field("next", finding.next).end_object();
        output.line(json.take());
    }
    output.finish();
    const auto count = [&](Gravity gravity) {
        return std::ranges::count(findings, gravity, &Finding::gravity);
    };
    std::clog << "errors=" << count(Gravity::error) << " warnings=" << count(Gravity::warning)
              << " notes=" << count(Gravity::note) << '\n';
    return finish_output(count(Gravity::error) == 0 ? 0 : exit_failed);
}

}  // namespace

void add_doctor(CLI::App& app, CommandLine& line) {
    auto* command =
        add_command(app, "doctor", "What is wrong with this installation, and what to do about it",
                    "Looks at the configuration, the store (format, rights, lock, files, decisions file), room "
                    "on the disk, the clock, limits, the programs that read documents, certificates, the "
                    "daemon and its version, the address and tokens of the API, hosts that do not answer, "
                    "sinks and the systemd unit. It changes nothing and asks no site. The exit "
                    "status is 1 where "
                    "there is an error; warnings and notes leave it 0.\n"
                    "  ogi doctor\n"
                    "  ogi doctor -o json");
    command->group(group_care);
    add_format(command, line.format);
    on_given_alone(command, line, [&line] { return run_doctor(line); });
}

}  // namespace ogi::daemon
