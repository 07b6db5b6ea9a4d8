#include "daemon/cli/sources_command.h"

#include "base/json_writer.h"
#include "crawler/curl_transport.h"
#include "crawler/fetcher.h"
#include "crawler/shell.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/option_checks.h"
#include "daemon/cli/report_file.h"
#include "daemon/config/programs.h"
#include "daemon/exit_code.h"
#include "daemon/visit/ingest.h"
#include "daemon/visit/visited.h"
#include "extract/discovery/families/family.h"
#include "extract/read_document.h"
#include "model/names.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <ostream>

namespace ogi::daemon {

namespace asio = boost::asio;

namespace {

// One page, as a crawl would see it.
struct CheckedPage {
    std::string url{};
    std::string final_url{};
    std::string outcome{};
    std::string note{};
    std::vector<std::string> families{};
    bool is_column = false;
    std::vector<model::ReportKey> reports{};
    std::vector<extract::JudgedLink> links{};  // Followed ones first.
    std::vector<std::string> limits{};
    std::vector<std::string> sitemaps{};  // That robots.txt names.
};

crawler::Fetched fetch(const Config& config, const base::Url& url) {
    asio::io_context network{1};
    crawler::CurlTransport transport{network.get_executor(), config.transport};
    crawler::Fetcher fetcher{transport, config.fetch, base::utc_now};
    crawler::Fetched fetched;
    asio::co_spawn(network, fetcher.fetch({.url = url, .role = model::PageRole::entry}),
                   [&](std::exception_ptr bug, crawler::Fetched answer) {
                       if (bug) std::rethrow_exception(bug);
                       fetched = std::move(answer);
                       network.stop();
                   });
    network.run();
    return fetched;
}

void read_links(const model::Snapshot& snapshot, const extract::Programs& programs, CheckedPage& checked) {
    const auto listing = extract::read_list(snapshot);
    model::Document document;
    if (!listing.is_answer) {
        auto read = extract::read_document(snapshot, {}, extract::HtmlParser::quickest, programs);
        if (!read) {
            checked.note = "not read: " + read.error().context;
            return;
        }
        document = *std::move(read);
    }
    const auto page = linking_page(snapshot, document, listing, model::PageRole::entry, 0);
    checked.is_column = extract::is_annual_column(page);
    checked.links = extract::judge_links(page);
    checked.limits = listing.is_answer ? listing.limits : document.limits;
    for (const auto family : listing.families) checked.families.emplace_back(family);
    // The system is told by the page's own address or, of a home page, by what it leads to.
    const auto add = [&](std::string_view name) {
        if (!name.empty() && std::ranges::find(checked.families, name) == checked.families.end())
            checked.families.emplace_back(name);
    };
    add(extract::made_by(snapshot.final_url));
    for (const auto& link : checked.links) {
        const auto url = base::Url::parse(link.url);
        if (link.role && url) add(extract::made_by(*url));
    }
}

std::size_t count_followed(const CheckedPage& checked) {
    return static_cast<std::size_t>(
        std::ranges::count_if(checked.links, [](const auto& link) { return link.role.has_value(); }));
}

void understand(const model::Snapshot& snapshot, const extract::Programs& programs, CheckedPage& checked) {
    checked.final_url = snapshot.final_url.text();
    std::optional<Ingested> understood;
    if (auto ingested = ingest(snapshot, {.url = snapshot.url, .role = model::PageRole::entry}, programs))
        understood = *std::move(ingested);
    checked.reports = report_keys(understood);
    read_links(snapshot, programs, checked);
    const bool found = !checked.reports.empty() || count_followed(checked) > 0;
    if (!found && checked.note.empty() && crawler::is_unread_shell(snapshot.body, snapshot.final_url))
        checked.note = crawler::unread_shell_words;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
    return out.empty() ? "-" : out;
}

void write_text(std::ostream& out, const CheckedPage& checked) {
    const auto followed = count_followed(checked);
    out << "page      " << checked.url << '\n';
    if (checked.final_url != checked.url) out << "leads to  " << checked.final_url << '\n';
    out << "outcome   " << checked.outcome << (checked.note.empty() ? "" : ": ") << on_one_line(checked.note)
        << '\n';
    out << "systems   " << joined(checked.families) << '\n';
    out << "column    " << (checked.is_column ? "of annual reports" : "no") << '\n';
    for (const auto& report : checked.reports)
        out << "shows     " << on_one_line(report.agency) << ' ' << report.year << '\n';
    for (const auto& sitemap : checked.sitemaps) out << "sitemap   " << on_one_line(sitemap) << '\n';
    if (!checked.limits.empty()) out << "limits    " << joined(checked.limits) << '\n';
    out << "followed  " << followed << " of " << checked.links.size() << " links\n\n";
    std::vector<std::vector<std::string>> rows;
    for (const auto& link : checked.links) {
        const auto role = link.role ? std::string{model::name_of(*link.role)} : "-";
        auto address = link.url + (link.form.empty() ? "" : " POST " + link.form);
        rows.push_back({role, std::string{extract::name_of(link.reason)}, link.text, std::move(address)});
    }
    write_table(out, {"FOLLOWED AS", "WHY", "TEXT", "URL"}, std::move(rows));
}

// The links alone, a record each.
void write_links(std::ostream& out, OutputFormat format, const CheckedPage& checked) {
    write_record(out, format, {"role", "reason", "text", "url", "form"});
    for (const auto& link : checked.links)
        write_record(out, format,
                     {link.role ? std::string{model::name_of(*link.role)} : std::string{},
                      std::string{extract::name_of(link.reason)}, link.text, link.url, link.form});
}

void write_json(std::ostream& out, const CheckedPage& checked) {
    base::JsonWriter json;
    json.begin_object()
        .field("url", checked.url)
        .field("final_url", checked.final_url)
        .field("outcome", checked.outcome)
        .field("note", checked.note)
        .field("is_column", checked.is_column)
        .field("followed", static_cast<std::uint64_t>(count_followed(checked)));
    const auto write_list = [&](std::string_view name, const std::vector<std::string>& words) {
        json.key(name).begin_array();
        for (const auto& word : words) json.value(word);
        json.end_array();
    };
    write_list("systems", checked.families);
    write_list("limits", checked.limits);
    write_list("sitemaps", checked.sitemaps);
    json.key("reports").begin_array();
    for (const auto& report : checked.reports)
        json.begin_object().field("agency", report.agency).field("year", report.year).end_object();
    json.end_array().key("links").begin_array();
    for (const auto& link : checked.links) {
        json.begin_object().key("role");
        link.role ? json.value(model::name_of(*link.role)) : json.null();
        json.field("reason", extract::name_of(link.reason))
            .field("text", link.text)
            .field("url", link.url)
            .field("form", link.form)
            .end_object();
    }
    json.end_array().end_object();
    out << json.text() << '\n';
}

void write(std::ostream& out, OutputFormat format, const CheckedPage& checked) {
    switch (format) {
        case OutputFormat::table:
            write_text(out, checked);
            return;
        case OutputFormat::csv:
        case OutputFormat::tsv:
            write_links(out, format, checked);
            return;
        case OutputFormat::json:
        case OutputFormat::ndjson:
        case OutputFormat::json_patch:
            write_json(out, checked);
            return;
    }
}

// Without a configuration the defaults hold.
int run_check(const CommandLine& line, const SourcesCheck& check) {
    Config config;
    // Works without one; where there is one, its proxy, policy and name are those that the daemon has.
    std::error_code unknown;
    if (line.configured || std::filesystem::exists(line.config_file, unknown)) {
        auto loaded = load_config(line.config_file);
        if (!loaded) {
            give_up(loaded.error());
            return exit_usage;
        }
        config = *std::move(loaded);
    }
    return finish_output(check_source(config, check, std::cin, std::cout, std::cerr));
}

int exit_code_for(const CheckedPage& checked, model::VisitOutcome outcome) {
    switch (outcome) {
        case model::VisitOutcome::changed:
        case model::VisitOutcome::unchanged:
            return count_followed(checked) > 0 || !checked.reports.empty() ? 0 : exit_not_found;
        case model::VisitOutcome::gone:
            return exit_not_found;
        case model::VisitOutcome::challenged:
        case model::VisitOutcome::disallowed:
        case model::VisitOutcome::failed:
            return exit_network;
    }
    return exit_failed;
}

}  // namespace

int check_source(const Config& config, const SourcesCheck& check, std::istream& in, std::ostream& out,
                 std::ostream& err) {
    const auto url = base::Url::parse(check.url);
    if (!url) {
        err << "ogi: " << check.url << ": " << url.error().context << '\n';
        return exit_usage;
    }
    crawler::Fetched fetched;
    if (check.file.empty()) {
        fetched = fetch(config, *url);
    } else {
        auto bytes = read_file_bytes(check.file, in);
        if (!bytes) {
            err << "ogi: " << bytes.error().context << '\n';
            return exit_failed;
        }
        fetched.outcome = model::VisitOutcome::changed;
        fetched.snapshot.emplace();
        fetched.snapshot->url = fetched.snapshot->final_url = *url;
        fetched.snapshot->fetched_at = base::utc_now();
        fetched.snapshot->body = *std::move(bytes);
    }
    CheckedPage checked{
        .url = url->text(), .final_url = url->text(), .note = fetched.note, .sitemaps = fetched.sitemaps};
    // Nobody knew the page before, so that it changed says nothing.
    const bool read = fetched.outcome == model::VisitOutcome::changed;
    checked.outcome = read ? "read" : std::string{model::name_of(fetched.outcome)};
    if (fetched.snapshot) understand(*fetched.snapshot, find_programs(config.programs), checked);
    write(out, check.format, checked);
    return exit_code_for(checked, fetched.outcome);
}

void add_sources(CLI::App& app, CommandLine& line) {
    auto* sources =
        add_command(app, "sources", "The sources of the configuration, and what a page would lead to");
    sources->group(group_crawl)->require_subcommand(1);
    add_question(
        *sources, line, About::sources, "list",
        "Every source: its entry pages, what was found there, when they are visited",
        "What each entry page is, how many reports of how many agencies were found under the source, "
        "the last visit and the next.");
    auto* command = add_command(*sources, "check", "What an entry page would lead to, and why",
                                "Which links would be followed, which not, and why. Asks for that page "
                                "alone, or reads it from a file, "
                                "and needs no store. CSV and TSV have the links alone.\n"
                                "  ogi sources check http://www.example.gov.cn/zwgk/zfxxgknb/");
    const auto check = std::make_shared<SourcesCheck>();
    add_word(command, "URL", check->url, "The entry page; only this page is asked for");
    command->add_option("--file", check->file, "Read the page from here instead; - for standard input")
        ->option_text("PAGE");
    add_format(command, check->format);
    on_given_alone(command, line, [&line, check] { return run_check(line, *check); });
}

}  // namespace ogi::daemon
