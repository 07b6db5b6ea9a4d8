#include "base/json_writer.h"
#include "daemon/answers/question_path.h"
#include "daemon/api/api.h"
#include "daemon/api/give_question.h"
#include "daemon/api/parameters.h"
#include "daemon/api/pending_answer.h"
#include "daemon/api/status_figures.h"

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

// An answer of the daemon itself that takes longer is not waited for.
constexpr std::chrono::seconds told_patience{60};

// How long the crawl's thread may take to say that it is there.
constexpr std::chrono::seconds ready_patience{2};

// The answer of the daemon itself, or why there is none.
asio::awaitable<base::Result<std::string>> ask_daemon(const ApiContext& context, About about,
                                                      std::chrono::seconds patience) {
    const auto pending = std::make_shared<PendingAnswer>(context.context);
    context.daemon.tell(about, pending->taker());
    auto answer = co_await PendingAnswer::wait(pending, patience);
    if (!answer) answer = base::fail(base::ErrorCode::busy, "the daemon did not answer in time");
    co_return *std::move(answer);
}

asio::awaitable<void> give_told(const ApiContext& context, About about, const ResourceCall& call,
                                HttpReply& reply) {
    const auto known = allow_parameters(call, {});
    if (!known) {
        co_await reply.error(known.error());
        co_return;
    }
    auto answer = co_await ask_daemon(context, about, told_patience);
    if (!answer) {
        co_await reply.error(answer.error());
        co_return;
    }
    co_await reply.whole(http::status::ok, lines_type, *std::move(answer));
}

Resource told_resource(const ApiContext& context, About about, Who who) {
    return {.pattern = path_pattern_of(about),
            .who = who,
            .answer = [&context, about](const ResourceCall& call, HttpReply& reply) {
                return give_told(context, about, call, reply);
            }};
}

#include "daemon/openapi.inc"

// Whether it is worth sending requests here: the store takes what is written, and the crawl's thread answers.
asio::awaitable<void> give_readiness(const ApiContext& context, HttpReply& reply) {
    base::JsonWriter reasons;
    reasons.begin_array();
    const auto writable = context.daemon.writable ? context.daemon.writable() : base::Result<void>{};
    if (!writable) reasons.value(writable.error().context);
    const auto alive = co_await ask_daemon(context, About::status, ready_patience);
    if (!alive) reasons.value("the crawl: " + alive.error().context);
    reasons.end_array();
    const bool ready = writable && alive;
    auto body =
        "{\"ready\":" + std::string{ready ? "true" : "false"} + ",\"reasons\":" + reasons.take() + "}\n";
    co_await reply.whole(ready ? http::status::ok : http::status::service_unavailable, json_type,
                         std::move(body));
}

asio::awaitable<void> give_metrics(const ApiContext& context, HttpReply& reply) {
    const auto status = co_await ask_daemon(context, About::status, ready_patience);
    auto text = (status ? status_figures(*status) : std::string{}) + context.metrics.text();
    co_await reply.whole(http::status::ok, "text/plain; version=0.0.4; charset=utf-8", std::move(text));
}

asio::awaitable<void> give_openapi(HttpReply& reply) {
    auto body = std::string{openapi_document};
    co_await reply.whole(http::status::ok, json_type, std::move(body));
}

asio::awaitable<void> give_health(HttpReply& reply) {
    auto body = std::string{"ok\n"};
    co_await reply.whole(http::status::ok, "text/plain", std::move(body));
}

}  // namespace

void add_status_resources(Resources& resources, const ApiContext& context) {
    resources.add({.pattern = "/healthz",
                   .answer = [](const ResourceCall&, HttpReply& reply) { return give_health(reply); }});
    resources.add({.pattern = "/readyz", .answer = [&context](const ResourceCall&, HttpReply& reply) {
                       return give_readiness(context, reply);
                   }});
    resources.add({.pattern = "/metrics", .answer = [&context](const ResourceCall&, HttpReply& reply) {
                       return give_metrics(context, reply);
                   }});
    resources.add({.pattern = "/v1/openapi.json",
                   .answer = [](const ResourceCall&, HttpReply& reply) { return give_openapi(reply); }});
    resources.add(told_resource(context, About::status, Who::anyone));
    for (const auto about : {About::hosts, About::limits, About::sources})
        resources.add(told_resource(context, about, Who::operators));
    const auto walker = make_walker();
    for (const auto about : {About::paused, About::pages, About::suspects, About::captures})
        resources.add(question_resource(context, about, walker));
}

}  // namespace ogi::daemon
