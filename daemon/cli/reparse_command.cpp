#include "daemon/cli/reparse_command.h"

#include "daemon/cli/client.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/progress_bar.h"
#include "daemon/control/order.h"
#include "daemon/decisions/decision_desk.h"
#include "daemon/decisions/known_decisions.h"
#include "daemon/exit_code.h"
#include "daemon/open_store.h"
#include "daemon/replay/replay_run.h"
#include "model/change_json.h"
#include "storage/store.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace ogi::daemon {

using base::Result;

namespace {

Result<ReplaySummary> ask_daemon(Client& client, const ReplaySelector& selector) {
    ProgressBar bar;
    std::string answer;
    const Reparse order{.selector = selector, .wait = bar.visible() ? Wait::progress : Wait::to_end};
    TRY_VOID(client.ask("POST", to_target(order), [&](std::string_view line) {
        if (const auto progress = ReplayProgress::parse(line)) {
            bar.show(*progress);
        } else {
            answer = line;
        }
        return true;
    }));
    return ReplaySummary::parse(answer);
}

Result<ReplaySummary> run_here(storage::Store& store, ReplayRunSettings settings, ReplayRunHooks hooks) {
    const auto watch = std::make_shared<ReplayWatch>();
    hooks.watch = watch;
    const ProgressThread shown{std::shared_ptr<const ReplayWatch>{watch}};
    return ReplayRun{store, std::move(settings), std::move(hooks)}.run();
}

}  // namespace

Result<ReplaySummary> reparse(const Config& config, const ReplaySelector& selector) {
    TRY(client, Client::connect(config.control_socket()));
    if (client) return ask_daemon(*client, selector);
    TRY_VOID(check_there_is_a_store(config));
    TRY(store, open_for_writing(config));
    TRY(decisions, DecisionDesk::open(*store, config.decisions_file(), base::utc_now()));
    return run_here(
        *store,
        {.selector = selector, .rulings = decisions->book(), .programs = find_programs(config.programs)},
        {.on_writer = [](const std::function<void()>& work) { work(); }});
}

Result<ReplaySummary> try_reparse(const Config& config, const ReplaySelector& selector,
                                  const LineSink& sink) {
    TRY_VOID(check_there_is_a_store(config));
    TRY(store, storage::Store::open(config.store_path, storage::OpenMode::read_only));
    TRY(decided, known_decisions(*store, config.decisions_file()));
    const auto book = std::make_shared<RulingBook>();
    book->write(std::make_shared<const Rulings>(std::move(decided.decisions)));
    const auto& source = store->source_uri();
    return run_here(
        *store,
        {.selector = selector, .dry_run = true, .rulings = book, .programs = find_programs(config.programs)},
        {.would_tell = [&](const model::Change& change) { sink(model::to_json(change, source)); }});
}

void write_notes(const ReplaySummary& summary, std::ostream& out) {
    for (const auto& note : summary.notes) out << "ogi: " << on_one_line(note.text()) << '\n';
    const auto all = summary.totals.kept + summary.totals.unread;
    if (all > summary.notes.size()) out << "ogi: and " << all - summary.notes.size() << " more like these\n";
}

void add_reparse(CLI::App& app, CommandLine& line) {
    const auto options = std::make_shared<ReparseOptions>();
    auto* command = add_command(
        app, "reparse", "Read what is held again from the stored pages, with this version's parser",
        "Without a selection all of it; no site is asked for anything. Without a daemon ogi does it itself. "
        "Broken off, the next one goes on where it was. What is read otherwise is told as reinterpreted. The "
        "exit status is 1 where a stored page could not be read.\n"
        "  ogi reparse --dry-run --year 2023 -o ndjson");
    command->group(group_crawl);
    add_agency_part(command, options->selector.agency, "Reports of this agency");
    add_year(command, options->selector.year, "Reports for this year");
    command->add_flag("--dry-run", options->dry_run, "Say what would change, and change nothing");
    add_format(command, options->format);
    on_given(command, line,
             [options](const Config& config) { return run_reparse(config, *options, std::cout); });
}

int run_reparse(const Config& config, const ReparseOptions& options, std::ostream& out) {
    set_up_messages(config.log_level);
    const auto lines = make_output(options.format, About::changes, out);
    const auto summary =
        options.dry_run
            ? try_reparse(config, options.selector, [&](std::string_view line) { return lines->line(line); })
            : reparse(config, options.selector);
    if (!summary) return give_up(summary.error());
    write_notes(*summary, std::cerr);
    if (options.dry_run) lines->finish();
    write_outcome(summary->to_json(), options.format, options.dry_run ? std::clog : out, summary->text());
    return finish_output(summary->totals.unread == 0 ? 0 : exit_failed);
}

}  // namespace ogi::daemon
