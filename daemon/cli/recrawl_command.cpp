#include "daemon/cli/recrawl_command.h"

#include "daemon/cli/client.h"
#include "daemon/service.h"
#include "storage/store.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

std::string target_of(const RecrawlSelector& selector, bool wait) {
    std::string target = std::string{"/v1/recrawl?wait="} + (wait ? "1" : "0");
    const auto add = [&](std::string_view name, const std::string& value) {
        if (value.empty()) return;
        target += "&" + std::string{name} + "=" + boost::urls::encode(value, boost::urls::unreserved_chars);
    };
    add("agency", selector.agency);
    add("url", selector.url);
    add("year", selector.year == 0 ? "" : std::to_string(selector.year));
    return target;
}

Result<RecrawlSummary> ask_daemon(Client& client, const RecrawlSelector& selector, bool wait) {
    std::string answer;
    TRY_VOID(client.ask("POST", target_of(selector, wait), [&](std::string_view line) {
        answer = line;
        return true;
    }));
    return RecrawlSummary::parse(answer);
}

}  // namespace

Result<RecrawlSummary> recrawl(const Config& config, const RecrawlSelector& selector, bool wait) {
    TRY(client, Client::connect(config.control_socket()));
    if (client) return ask_daemon(*client, selector, wait);

    // A recrawl is about pages that are known; it is not the command that makes a store.
    std::error_code problem;
    if (!std::filesystem::exists(config.store_path / "CURRENT", problem)) {
        return base::fail(ErrorCode::not_found,
                          "no store at " + config.store_path.string() + "; run ogid first");
    }
    if (!wait) {
        TRY(store, storage::Store::open(config.store_path, storage::OpenMode::read_write));
        TRY(urls, request_recrawl(*store, selector));
        return RecrawlSummary{.asked = urls.size(), .waited = false, .totals = {}};
    }
    TRY(service, Service::start(config));
    TRY(asked, service->make_due(selector));
    TRY(totals, service->run_once(Due::on_demand));
    return RecrawlSummary{.asked = asked, .waited = true, .totals = totals};
}

void write_summary(const RecrawlSummary& summary, OutputFormat format, std::ostream& out) {
    switch (format) {
        case OutputFormat::table:
            out << "asked=" << summary.asked << ' '
                << (summary.waited ? summary.totals.text() : "(due now; --wait waits for them)") << '\n';
            return;
        case OutputFormat::json:
        case OutputFormat::ndjson:
            out << summary.to_json() << '\n';
            return;
        case OutputFormat::csv:
            break;
    }
    std::vector<std::string> titles, values;
    const auto members = boost::json::parse(summary.to_json()).as_object();
    for (const auto& [name, value] : members) {
        titles.emplace_back(name);
        values.push_back(boost::json::serialize(value));
    }
    write_csv_row(out, titles);
    write_csv_row(out, values);
}

}  // namespace ogi::daemon
