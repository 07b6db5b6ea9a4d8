#include "daemon/api/api.h"
#include "daemon/api/error_codes.h"
#include "daemon/api/pending_answer.h"

#include <optional>
#include <variant>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using base::Result;

namespace {

// How often work that is waited for tells how far it is.
constexpr std::chrono::milliseconds progress_period{500};
// An order is waited for without end, in steps of this.
constexpr std::chrono::seconds order_patience{60};

using Watch = std::variant<std::shared_ptr<RecrawlWatch>, std::shared_ptr<ReplayWatch>>;

asio::awaitable<std::string> what_is_waited_for(const ApiContext& context, std::string url) {
    const auto parsed = base::Url::parse(url);
    if (!parsed) co_return std::string{};
    const auto pending = std::make_shared<PendingAnswer>(context.context);
    context.daemon.why(parsed->authority(), pending->taker());
    auto words = co_await PendingAnswer::wait(pending, progress_period);
    if (!words || !*words) co_return std::string{};
    co_return **std::move(words);
}

asio::awaitable<std::string> progress_line(const ApiContext& context, Watch watch) {
    if (const auto* replay = std::get_if<std::shared_ptr<ReplayWatch>>(&watch))
        co_return (*replay)->read().to_json() + "\n";
    auto progress = std::get<std::shared_ptr<RecrawlWatch>>(watch)->read();
    progress.waiting_for = co_await what_is_waited_for(context, progress.next);
    co_return progress.to_json() + "\n";
}

// Lines of progress, then the summary, or an error object where it came too late for a status.
asio::awaitable<void> give_progress(const ApiContext& context, Order order, Watch watch, HttpReply& reply) {
    const auto pending = std::make_shared<PendingAnswer>(context.context);
    context.daemon.carry_out(std::move(order), pending->taker());
    std::optional<Result<std::string>> answer;
    while (true) {
        answer = co_await PendingAnswer::wait(pending, progress_period);
        if (answer) break;
        if (!reply.begun()) co_await reply.begin(lines_type);
        auto line = co_await progress_line(context, watch);
        co_await reply.piece(std::move(line));
    }
    if (!*answer && !reply.begun()) {
        co_await reply.error(answer->error());
        co_return;
    }
    if (!reply.begun()) co_await reply.begin(lines_type);
    auto last = *answer ? **std::move(answer) : error_line(answer->error());
    co_await reply.piece(std::move(last));
    co_await reply.end();
}

// What tells how far an order is, where the asker wants to be told; it is put into the order too.
std::optional<Watch> watch_of(Order& order) {
    if (auto* recrawl = std::get_if<Recrawl>(&order); recrawl != nullptr && recrawl->wait == Wait::progress) {
        recrawl->watch = std::make_shared<RecrawlWatch>();
        return Watch{recrawl->watch};
    }
    if (auto* reparse = std::get_if<Reparse>(&order); reparse != nullptr && reparse->wait == Wait::progress) {
        reparse->watch = std::make_shared<ReplayWatch>();
        return Watch{reparse->watch};
    }
    return std::nullopt;
}

asio::awaitable<void> take_order(const ApiContext& context, const HttpCall& call, HttpReply& reply) {
    auto order = parse_order(call.target);
    if (!order) {
        co_await reply.error(order.error());
        co_return;
    }
    if (auto watch = watch_of(*order)) {
        co_await give_progress(context, *std::move(order), *std::move(watch), reply);
        co_return;
    }
    if (auto* import = std::get_if<ImportRoster>(&*order)) import->csv = call.body;
    if (auto* decisions = std::get_if<TakeDecisions>(&*order)) decisions->lines = call.body;
    const auto pending = std::make_shared<PendingAnswer>(context.context);
    context.daemon.carry_out(*std::move(order), pending->taker());
    std::optional<Result<std::string>> answer;
    while (!answer) answer = co_await PendingAnswer::wait(pending, order_patience);
    if (!*answer) {
        co_await reply.error(answer->error());
        co_return;
    }
    co_await reply.whole(http::status::ok, lines_type, **std::move(answer));
}

}  // namespace

void add_order_resources(Resources& resources, const ApiContext& context) {
    for (const auto path : order_paths())
        resources.add({.method = http::verb::post,
                       .pattern = path,
                       .who = Who::operators,
                       .answer = [&context](const ResourceCall& call, HttpReply& reply) {
                           return take_order(context, call.call, reply);
                       }});
}

}  // namespace ogi::daemon
