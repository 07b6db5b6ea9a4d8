#include "daemon/cli/recrawl_command.h"

#include "base/counted.h"
#include "daemon/cli/client.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/option_checks.h"
#include "daemon/cli/progress_bar.h"
#include "daemon/control/order.h"
#include "daemon/exit_code.h"
#include "daemon/open_store.h"
#include "daemon/service.h"
#include "storage/store.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <iostream>
#include <memory>
#include <string>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

Result<RecrawlSummary> ask_daemon(Client& client, const RecrawlSelector& selector, bool wait) {
    ProgressBar bar;
    const auto how = !wait ? Wait::no : bar.visible() ? Wait::progress : Wait::to_end;
    std::string answer;
    TRY_VOID(client.ask("POST", to_target(Recrawl{selector, how}), [&](std::string_view line) {
        if (const auto progress = RecrawlProgress::parse(line)) {
            bar.show(*progress);
        } else {
            answer = line;
        }
        return true;
    }));
    return RecrawlSummary::parse(answer);
}

}  // namespace

Result<Recrawled> recrawl(const Config& config, const RecrawlSelector& selector, bool wait) {
    TRY(client, Client::connect(config.control_socket()));
    if (client) {
        TRY(summary, ask_daemon(*client, selector, wait));
        return Recrawled{.summary = summary};
    }

    TRY_VOID(check_there_is_a_store(config));
    if (!wait) {
        TRY(store, open_for_writing(config));
        TRY(asked, request_recrawl(*store, SourceScope{config.sources}, selector));
        return Recrawled{.summary = {.asked = asked, .waited = false, .totals = {}}};
    }
    TRY(service, Service::start(config));
    const auto watch = std::make_shared<RecrawlWatch>();
    TRY(asked, service->make_due(selector, watch));
    const ProgressThread shown{std::shared_ptr<const RecrawlWatch>{watch}};
    const auto totals = service->run_once(Due::on_demand);
    const RecrawlSummary summary{.asked = asked, .waited = true, .totals = watch->read().totals};
    if (const int signal = service->stopped_by(); signal != 0)
        return Recrawled{.summary = summary, .ended_by = signal};
    if (!totals) return totals.error();
    if (const auto left = watch->read().open; left != 0 && !service->paused().empty()) {
        return base::fail(ErrorCode::busy, base::counted(left, "page") +
                                               " could not be visited while hosts are paused; "
                                               "ogi resume lets them go on");
    }
    return Recrawled{.summary = {.asked = asked, .waited = true, .totals = *totals}};
}

namespace {

// By then the store is closed, and all that was visited lies in it.
int tell_interruption(const Recrawled& recrawled) {
    const bool interrupted = recrawled.ended_by == SIGINT;
    std::cerr << "ogi: ended by " << (interrupted ? "SIGINT" : "SIGTERM")
              << " before all pages were visited (" << recrawled.summary.totals.text()
              << "); what was visited is stored, the others stay due: run it again, or start ogid\n";
    return interrupted ? exit_interrupted : exit_terminated;
}

}  // namespace

void add_recrawl(CLI::App& app, CommandLine& line) {
    struct Options {
        RecrawlSelector selector{};
        bool wait = false;
    };
    const auto options = std::make_shared<Options>();
    auto& selector = options->selector;
    auto* command = add_command(
        app, "recrawl", "Visit known pages now; without a selector, all of them",
        "They come ahead of everything else. A URL that is not known is taken where it lies on the site of a "
        "source. Where no daemon runs the pages are marked, and with --wait visited by ogi itself.\n"
        "  ogi recrawl --wait --agency 渝北 --year 2020");
    command->group(group_crawl);
    add_agency_part(command, selector.agency, "Pages with reports of this agency");
    add_year(command, selector.year, "Pages with reports for this year");
    command->add_option("--source", selector.source, "Pages of this source of the configuration")
        ->option_text("NAME")
        ->check(not_empty());
    command->add_option("--url", selector.url, "This page; a new one if it is on the site of a source")
        ->option_text("URL")
        ->check(not_empty());
    command->add_flag("--wait", options->wait,
                      "Return when the pages, and what they led to, have been visited");
    add_format(command, line.format);
    on_given(command, line, [options, &line](const Config& config) {
        set_up_messages(config.log_level);
        const auto recrawled = recrawl(config, options->selector, options->wait);
        if (!recrawled) return give_up(recrawled.error());
        if (recrawled->ended_by != 0) return tell_interruption(*recrawled);
        const auto& summary = recrawled->summary;
        write_outcome(summary.to_json(), line.format, std::cout,
                      "asked=" + std::to_string(summary.asked) + " " +
                          (summary.waited ? summary.totals.text() : "(due now; --wait waits for them)"));
        return finish_output();
    });
}

}  // namespace ogi::daemon
