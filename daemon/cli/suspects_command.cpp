#include "daemon/cli/suspects_command.h"

#include "daemon/cli/client.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/lines_output.h"
#include "daemon/cli/option_checks.h"
#include "daemon/config/programs.h"
#include "daemon/config/source_scope.h"
#include "daemon/control/control.h"
#include "daemon/control/order.h"
#include "daemon/decisions/decision_desk.h"
#include "daemon/open_store.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace ogi::daemon {

using base::Result;

namespace {

void add_ruling(CLI::App* suspects, CommandLine& line, SuspectRuling ruling, const std::string& name,
                const std::string& words) {
    const auto options = std::make_shared<RulingOptions>(RulingOptions{.ruling = ruling});
    auto* command = add_command(*suspects, name, words);
    add_format(command, line.format);
    add_word(command, "URL", options->url, "Of the page")->check(web_address());
    on_given(command, line, [&line, options](const Config& config) {
        set_up_messages(config.log_level);
        return end_with(rule_by_command(config, *options, line.format, std::cout));
    });
}

Result<std::string> rule_here(const Config& config, const base::Url& url, SuspectRuling ruling) {
    TRY_VOID(check_there_is_a_store(config));
    TRY(store, open_for_writing(config));
    const auto now = base::utc_now();
    TRY(decisions, DecisionDesk::open(*store, config.decisions_file(), now));
    const auto settings = crawl_settings_of(config, std::make_shared<SourceScope>(config.sources),
                                            decisions->book(), find_programs(config.programs));
    TRY(ruled, rule_on_suspect(*store, url, ruling,
                               {settings.decide, settings.bounds, settings.rulings, settings.programs}, now));
    return ruled.to_json();
}

}  // namespace

void add_suspects(CLI::App& app, CommandLine& line) {
    auto* suspects = add_question(app, line, About::suspects, "suspects",
                                  "Pages that show what is not believed yet, and why",
                                  "What was known of their reports goes on until a later look decides, or a "
                                  "person does.");
    suspects->group(group_decisions);
    add_limit(suspects, line);
    add_ruling(suspects, line, SuspectRuling::accept, "accept",
               "What the page shows is what the agency says: revisions and withdrawals follow at once");
    add_ruling(suspects, line, SuspectRuling::drop, "drop",
               "It is not: it is never believed, and the page is looked at anew");
    auto* captures =
        add_question(app, line, About::captures, "captures",
                     "The captures of a page that are kept, and how each differs from the one before");
    captures->group(group_crawl);
    add_word(captures, "URL", line.question.url, "Of the page")->check(web_address());
    add_limit(captures, line);
}

Result<void> rule_by_command(const Config& config, const RulingOptions& options, OutputFormat format,
                             std::ostream& out) {
    TRY(url, base::Url::parse(options.url));
    LinesOutput output{format, out};
    TRY(client, Client::connect(config.control_socket()));
    if (client) {
        const auto target = to_target(RuleSuspect{url.text(), options.ruling});
        TRY_VOID(client->ask("POST", target, [&](std::string_view line) { return output.line(line); }));
    } else {
        TRY(ruled, rule_here(config, url, options.ruling));
        output.line(ruled);
    }
    output.finish();
    return {};
}

}  // namespace ogi::daemon
