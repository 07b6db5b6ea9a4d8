#include "daemon/answers/question_path.h"
#include "daemon/api/api.h"
#include "daemon/api/give_question.h"
#include "daemon/api/pending_answer.h"

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

// An answer of the daemon itself that takes longer is not waited for.
constexpr std::chrono::seconds told_patience{60};

asio::awaitable<void> give_told(const ApiContext& context, About about, HttpReply& reply) {
    const auto pending = std::make_shared<PendingAnswer>(context.context);
    context.daemon.tell(about, pending->taker());
    auto answer = co_await PendingAnswer::wait(pending, told_patience);
    if (!answer) answer = base::fail(base::ErrorCode::busy, "the daemon did not answer in time");
    if (!*answer) {
        co_await reply.error(answer->error());
        co_return;
    }
    co_await reply.whole(http::status::ok, lines_type, **std::move(answer));
}

Resource told_resource(const ApiContext& context, About about, Who who) {
    return {.pattern = path_pattern_of(about),
            .who = who,
            .answer = [&context, about](const ResourceCall&, HttpReply& reply) {
                return give_told(context, about, reply);
            }};
}

asio::awaitable<void> give_health(HttpReply& reply) {
    auto body = std::string{"ok\n"};
    co_await reply.whole(http::status::ok, "text/plain", std::move(body));
}

}  // namespace

void add_status_resources(Resources& resources, const ApiContext& context) {
    resources.add({.pattern = "/healthz",
                   .answer = [](const ResourceCall&, HttpReply& reply) { return give_health(reply); }});
    resources.add(told_resource(context, About::status, Who::anyone));
    for (const auto about : {About::hosts, About::limits, About::sources})
        resources.add(told_resource(context, about, Who::operators));
    for (const auto about : {About::paused, About::pages, About::suspects, About::captures})
        resources.add(question_resource(context, about));
}

}  // namespace ogi::daemon
