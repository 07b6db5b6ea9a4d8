#include "daemon/cli/feed_commands.h"

#include "daemon/cli/client.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/lines_output.h"
#include "daemon/cli/option_checks.h"
#include "daemon/cli/order_command.h"
#include "daemon/cli/query.h"
#include "daemon/feed/asked_place.h"
#include "daemon/feed/consumer_resources.h"
#include "daemon/feed/feed_lines.h"
#include "daemon/feed/snapshot_resource.h"
#include "daemon/open_store.h"

#include <iostream>
#include <memory>

namespace ogi::daemon {

using base::ErrorCode;
using base::fail;
using base::Result;
using storage::Store;

namespace {

// From the running daemon, or from the store itself.
Result<void> ask(const Config& config, const std::string& method, const std::string& target,
                 storage::OpenMode mode, const LineSink& sink,
                 const std::function<Result<void>(Store&)>& here) {
    TRY(client, Client::connect(config.control_socket()));
    if (client) return client->ask(method, target, sink);
    TRY_VOID(check_there_is_a_store(config));
    if (mode == storage::OpenMode::read_write) {
        TRY(store, open_for_writing(config));
        return here(*store);
    }
    TRY(store, open_for_reading(config));
    return here(*store);
}

// Empty: the end of the log.
Result<model::Cursor> place_named(const Store& store, const std::string& text) {
    std::optional<model::GivenCursor> at;
    if (!text.empty()) {
        TRY(cursor, read_cursor("the cursor", text));
        at = cursor;
    }
    TRY(place, find_place(store, at));
    if (!place.fault) return place.cursor;
    return fail(ErrorCode::usage, "cursor " + text + ": " + std::string{words_for(*place.fault)} +
                                      "; begin again with ogi snapshot, or read the log from --since 0");
}

bool is_position(std::string_view line) {
    return line.find("\"type\":\"cn.ogid.feed.position\"") != std::string_view::npos;
}

Result<void> changes(const Config& config, const FeedCommand& options) {
    auto output = make_output(options.format, About::changes, std::cout);
    const auto limit = options.limit == 0 ? std::string{} : std::to_string(options.limit);
    const auto target =
        "/v1/changes" +
        query_of({{"since", options.since}, {"limit", limit}, {"feed", options.follow ? "continuous" : ""}});
    const auto print = [&](std::string_view line) {
        if (is_position(line)) return true;
        const bool more = output->line(line);
        if (options.follow) std::cout.flush();
        return more && static_cast<bool>(std::cout);
    };
    const auto here = [&](const Store& store) -> Result<void> {
        if (options.follow) return no_daemon(config, "only a running one has changes to follow");
        TRY(since, place_named(store, options.since));
        auto left = options.limit;
        return store.for_each_change(since.sequence, [&](std::uint64_t, std::string_view line) {
            return print(line) && (options.limit == 0 || --left != 0);
        });
    };
    auto done = ask(config, "GET", target, storage::OpenMode::read_only, print, here);
    // What could be read is printed, and what could not be is told behind it.
    if (done || done.error().code == ErrorCode::malformed) output->finish();
    return done;
}

Result<void> checkpoint(const Config& config, const FeedCommand& options) {
    LinesOutput output{options.format, std::cout};
    const auto print = [&](std::string_view line) { return output.line(line); };
    const auto here = [&](const Store& store) -> Result<void> {
        TRY(at, place_named(store, options.at));
        TRY(checkpoint, checkpoint_of(store, at));
        print(checkpoint_object(checkpoint));
        return {};
    };
    TRY_VOID(ask(config, "GET", "/v1/checkpoint" + query_of({{"at", options.at}}),
                 storage::OpenMode::read_only, print, here));
    output.finish();
    return {};
}

Result<void> snapshot(const Config& config, const FeedCommand& options) {
    const auto print = [](std::string_view line) {
        std::cout << line << '\n';
        return static_cast<bool>(std::cout);
    };
    const auto query = query_of({{"at", options.at}, {"after", options.after}, {"include", options.include}});
    const auto here = [&](const Store& store) -> Result<void> {
        TRY(target, read_request_target("/v1/snapshot" + query));
        TRY(request, parse_snapshot_request(target));
        TRY(at, place_named(store, options.at));
        FeedReader reader{store};
        return write_snapshot(reader, request, at, print);
    };
    return ask(config, "GET", "/v1/snapshot" + query, storage::OpenMode::read_only, print, here);
}

std::vector<std::string> consumer_titles() {
    return {"name", "cursor", "sequence", "lag", "good", "parked_at"};
}

Result<void> list_consumers(const Config& config, const FeedCommand& options) {
    LinesOutput output{options.format, std::cout, consumer_titles()};
    const auto print = [&](std::string_view line) { return output.line(line); };
    const auto here = [&](const Store& store) -> Result<void> {
        TRY(all, store.consumers());
        for (const auto& consumer : all) print(consumer_line(store, consumer));
        return {};
    };
    TRY_VOID(ask(config, "GET", "/v1/consumers", storage::OpenMode::read_only, print, here));
    output.finish();
    return {};
}

Result<void> park(const Config& config, const FeedCommand& options) {
    LinesOutput output{options.format, std::cout};
    const auto print = [&](std::string_view line) { return output.line(line); };
    const auto target = "/v1/consumers/" + encoded(options.name) +
                        query_of({{"cursor", options.cursor}, {"expected", options.expected}});
    const auto here = [&](Store& store) -> Result<void> {
        TRY_VOID(place_named(store, options.cursor));
        const auto cursor = model::parse_cursor(options.cursor);
        const auto expected = model::parse_cursor(options.expected);
        if (!cursor || !cursor->epoch || (!options.expected.empty() && (!expected || !expected->epoch)))
            return fail(ErrorCode::usage, "a consumer's cursor must be EPOCH-SEQUENCE");
        const auto place =
            expected ? std::optional{model::Cursor{*expected->epoch, expected->sequence}} : std::nullopt;
        const storage::Consumer wanted{options.name, {*cursor->epoch, cursor->sequence}, base::utc_now()};
        TRY(parked, store.park_consumer(wanted, place));
        if (parked.outcome != storage::Parked::Outcome::done)
            return fail(ErrorCode::usage, conflict_words(parked));
        print(consumer_line(store, wanted));
        return {};
    };
    TRY_VOID(ask(config, "PUT", target, storage::OpenMode::read_write, print, here));
    output.finish();
    return {};
}

Result<void> remove(const Config& config, const FeedCommand& options) {
    const auto here = [&](Store& store) -> Result<void> {
        TRY(removed, store.remove_consumer(options.name));
        if (!removed) return fail(ErrorCode::not_found, no_consumer(options.name));
        return {};
    };
    const auto nothing = [](std::string_view) { return true; };
    return ask(config, "DELETE", "/v1/consumers/" + encoded(options.name), storage::OpenMode::read_write,
               nothing, here);
}

using Run = Result<void> (*)(const Config&, const FeedCommand&);

using Options = std::shared_ptr<FeedCommand>;

void on_asked(CLI::App* command, CommandLine& line, const Options& options, Run run) {
    on_given(command, line, [options, run](const Config& config) { return end_with(run(config, *options)); });
}

CLI::Validator cursor_of_the_feed() {
    return CLI::Validator{[](std::string& text) {
                              return model::parse_cursor(text)
                                         ? std::string{}
                                         : "\"" + text +
                                               "\" is no cursor of the feed (EPOCH-SEQUENCE) and no sequence";
                          },
                          ""};
}

void add_consumers(CLI::App& app, CommandLine& line, const Options& options) {
    auto* consumers =
        add_command(app, "consumers", "Readers that keep their place in the feed here, and how far they are");
    consumers->group(group_changes);
    add_format(consumers, options->format);
    on_asked(consumers, line, options, list_consumers);
    auto* place =
        add_command(*consumers, "park", "Move a consumer to where it is now, or make it",
                    "It is moved if it stands at the expected cursor, and made where none is given.\n"
                    "  ogi consumers park index 1-118 --expected 1-44");
    add_format(place, options->format);
    add_word(place, "NAME", options->name, "Of the consumer");
    add_word(place, "CURSOR", options->cursor, "Of the last entry it has handled")
        ->check(cursor_of_the_feed());
    place->add_option("--expected", options->expected, "Only if it stands there; left out: only if it is new")
        ->option_text("CURSOR")
        ->check(cursor_of_the_feed());
    on_asked(place, line, options, park);
    auto* gone = add_command(*consumers, "remove", "Forget a consumer");
    add_word(gone, "NAME", options->name, "Of the consumer");
    on_asked(gone, line, options, remove);
}

void add_changes(CLI::App& app, CommandLine& line, const Options& options) {
    auto* feed =
        add_command(app, "changes", "The change feed",
                    "With --follow it goes on with what comes. A cursor is EPOCH-SEQUENCE, as each line "
                    "has it, or a sequence alone.\n"
                    "  ogi changes --since 44 -o ndjson");
    feed->group(group_changes);
    add_format(feed, options->format);
    feed->add_option("--since", options->since, "Only entries after this cursor")
        ->option_text("CURSOR")
        ->check(cursor_of_the_feed());
    feed->add_option("--limit", options->limit, "So many lines at most (default: no limit)")
        ->option_text("N")
        ->check(whole_number(1));
    feed->add_flag("--follow", options->follow, "Go on with what comes, until interrupted");
    on_asked(feed, line, options, changes);
}

}  // namespace

void add_feed_commands(CLI::App& app, CommandLine& line) {
    const auto options = std::make_shared<FeedCommand>();
    add_changes(app, line, options);
    auto* proof =
        add_command(app, "checkpoint", "What the feed adds up to, for a consumer to prove that it is equal",
                    "A hash chain over its lines, and the sum of the newest lines of all reports.");
    proof->group(group_changes);
    add_format(proof, options->format);
    proof->add_option("--at", options->at, "Behind this entry (default: the newest)")
        ->option_text("CURSOR")
        ->check(cursor_of_the_feed());
    on_asked(proof, line, options, checkpoint);
    auto* bulk =
        add_command(app, "snapshot", "The newest line of the feed of every report, then a checkpoint",
                    "To begin a copy with. Always NDJSON.\n"
                    "  ogi snapshot --include ref > begin.ndjson");
    bulk->group(group_changes);
    bulk->add_option("--at", options->at, "As the feed stood at this entry (default: the newest)")
        ->option_text("CURSOR")
        ->check(cursor_of_the_feed());
    bulk->add_option("--after", options->after,
                     "Only reports behind this one, where an earlier run broke off")
        ->option_text("AGENCY/YEAR")
        ->check(not_empty());
    bulk->add_option("--include", options->include, "How much of each report (default: cells)")
        ->option_text("ref|cells|report")
        ->check(CLI::IsMember({"ref", "cells", "report"}));
    on_asked(bulk, line, options, snapshot);
    add_consumers(app, line, options);
}

}  // namespace ogi::daemon
