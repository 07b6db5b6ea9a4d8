#include "daemon/cli/recrawl_command.h"

#include "daemon/cli/client.h"
#include "daemon/cli/progress_bar.h"
#include "daemon/control/order.h"
#include "daemon/open_store.h"
#include "daemon/service.h"
#include "storage/store.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <ostream>
#include <string>
#include <vector>

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

Result<RecrawlSummary> recrawl(const Config& config, const RecrawlSelector& selector, bool wait) {
    TRY(client, Client::connect(config.control_socket()));
    if (client) return ask_daemon(*client, selector, wait);

    TRY_VOID(check_there_is_a_store(config));
    if (!wait) {
        TRY(store, open_for_writing(config));
        TRY(asked, request_recrawl(*store, SourceScope{config.sources}, selector));
        return RecrawlSummary{.asked = asked, .waited = false, .totals = {}};
    }
    TRY(service, Service::start(config));
    const auto watch = std::make_shared<RecrawlWatch>();
    TRY(asked, service->make_due(selector, watch));
    const ProgressThread shown{std::shared_ptr<const RecrawlWatch>{watch}};
    TRY(totals, service->run_once(Due::on_demand));
    if (const auto left = watch->read().open; left != 0 && !service->paused().empty()) {
        return base::fail(ErrorCode::busy, std::to_string(left) +
                                               " pages were not visited, because their hosts are paused; "
                                               "ogi resume lets them go on");
    }
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
        case OutputFormat::json_patch:
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
