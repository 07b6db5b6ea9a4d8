#include "daemon/web/web.h"

#include "daemon/pool_threads.h"
#include "daemon/run_call.h"
#include "daemon/web/assets.h"
#include "daemon/web/filter_check.h"
#include "daemon/web/frame.h"
#include "daemon/web/links.h"
#include "daemon/web/page_paths.h"
#include "daemon/web/pages.h"
#include "daemon/web/refusals.h"
#include "daemon/web/report_pages.h"
#include "daemon/web/told_memory.h"
#include "daemon/web/twins.h"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <atomic>
#include <memory>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using base::ErrorCode;
using base::Result;

namespace {

// Pages are made on so many threads of their own: they walk through the store, and the API's thread is for
// those who wait for the feed.
constexpr int makers = 2;

constexpr std::string_view frames_too = "; frame-src 'self'";
constexpr std::string_view kept_for_ever = "public, max-age=31536000, immutable";

// A response that is made away from the API's thread.
struct Made {
    std::string content_type{};
    std::string body{};
    std::string policy{};
    std::string disposition{};
    std::string link{};
};

class Pages {
  public:
    explicit Pages(const ApiContext& context) : context_{context}, told_{context} {
        for (const auto& group : {overview_pages(), coverage_pages(), agency_pages(), roster_pages(),
                                  change_pages(), review_pages(), crawl_pages(), report_pages(),
                                  source_pages(), history_pages(), series_pages(), distribution_pages()})
            pages_.insert(pages_.end(), group.begin(), group.end());
        bytes_ = source_bytes_kinds();
        asio::post(*makers_, [this] { context_.verdicts->read_ahead(context_.store, ended_); });
    }
    ~Pages() { ended_ = true; }
    Pages(const Pages&) = delete;
    Pages& operator=(const Pages&) = delete;

    asio::awaitable<void> handle(const HttpCall& call, HttpReply& reply);

  private:
    std::optional<Wanted> find(const RequestTarget& target) const;
    // Whether an address without a language is one of a page where a language stands in front.
    bool is_page_below_a_language(std::string_view target) const;
    asio::awaitable<void> give(const HttpCall& call, Wanted wanted, HttpReply& reply);
    Result<Made> make(const Wanted& wanted) const;

    const ApiContext& context_;
    ToldMemory told_;
    std::vector<PageKind> pages_;
    std::vector<BytesKind> bytes_;
    std::atomic<bool> ended_ = false;
    std::shared_ptr<asio::thread_pool> makers_ = make_pool(makers, "pages");
};

Result<void> allow_parameters(const RequestTarget& target, const std::vector<std::string_view>& allowed) {
    for (const auto& [name, value] : target.query) {
        if (std::ranges::find(allowed, name) == allowed.end())
            return base::fail(ErrorCode::usage, "there is no parameter \"" + name + "\" here");
        if (std::ranges::count(target.query, name, &std::pair<std::string, std::string>::first) > 1)
            return base::fail(ErrorCode::usage, "\"" + name + "\" stands there twice");
    }
    return {};
}

asio::awaitable<void> send_to(std::string target, http::status status, HttpReply& reply) {
    reply.set("Location", target);
    co_await reply.whole(status, "text/plain; charset=utf-8", std::move(target));
}

std::optional<Wanted> Pages::find(const RequestTarget& target) const {
    Wanted wanted;
    wanted.request.language = *language_of(target);
    wanted.request.target = target;
    const std::vector<std::string> whole{target.path.begin() + 1, target.path.end()};
    for (const auto& kind : bytes_) {
        auto parts = match_path(kind.pattern, whole);
        if (!parts) continue;
        wanted.bytes = &kind, wanted.request.path = *std::move(parts);
        return wanted;
    }
    const auto [path, form] = path_and_form(target);
    for (const auto& kind : pages_) {
        auto parts = match_path(kind.pattern, path);
        if (!parts) continue;
        wanted.page = &kind, wanted.form = form, wanted.request.path = *std::move(parts);
        return wanted;
    }
    return std::nullopt;
}

bool Pages::is_page_below_a_language(std::string_view target) const {
    const auto whole = page_link(Language::zh, target);
    const auto read = read_request_target(whole);
    return read && (find(*read) || list_at(*read, whole));
}

Result<Made> Pages::make(const Wanted& wanted) const {
    const auto& request = wanted.request;
    if (wanted.bytes != nullptr) {
        TRY_VOID(allow_parameters(request.target, wanted.bytes->parameters));
        TRY(served, wanted.bytes->bytes(context_, request));
        return Made{.content_type = std::move(served.content_type),
                    .body = std::move(served.bytes),
                    .policy = std::move(served.policy),
                    .disposition = std::move(served.disposition)};
    }
    const auto& kind = *wanted.page;
    TRY_VOID(allow_parameters(request.target, kind.parameters));
    TRY_VOID(check_filter(kind, request));
    TRY(rows, kind.rows(context_, request));
    Made made;
    const auto path = path_and_form(request.target).first;
    if (!rows.after.empty()) {
        const auto next = page_link(request.language, path_text(path)) + std::string{ending_of(wanted.form)} +
                          request.query_with("after", rows.after);
        made.link = "<" + next + ">; rel=\"next\"";
    }
    made.content_type = content_type_of(wanted.form);
    if (wanted.form != Form::html) {
        made.body = wanted.form == Form::json ? json_twin(rows) : csv_twin(rows, kind.columns());
        return made;
    }
    TRY(sheet, kind.sheet(context_, request, rows));
    const Frame frame{.language = request.language,
                      .title = std::move(sheet.title),
                      .lead = std::move(sheet.lead),
                      .path = path_text(path),
                      .query = request.query_with("", "")};
    made.body = whole_page(frame, sheet.main);
    made.policy = std::string{page_policy} + std::string{sheet.frames ? frames_too : ""};
    return made;
}

asio::awaitable<void> Pages::give(const HttpCall& call, Wanted wanted, HttpReply& reply) {
    if (wanted.page != nullptr) {
        for (const auto about : wanted.page->told) {
            auto told = co_await ToldMemory::ask(told_, about);
            if (!told) {
                auto refusal = refusal_of(told.error());
                co_await refuse(call, wanted.request.language, std::move(refusal), &wanted, reply);
                co_return;
            }
            wanted.request.told.push_back(*std::move(told));
        }
    }
    auto work = [&] { return make(wanted); };
    auto job = call_on(*makers_, work);
    auto made = co_await std::move(job);
    if (!made) {
        auto refusal = refusal_of(made.error());
        co_await refuse(call, wanted.request.language, std::move(refusal), &wanted, reply);
        co_return;
    }
    if (!made->policy.empty()) reply.set("Content-Security-Policy", made->policy);
    if (!made->disposition.empty()) reply.set("Content-Disposition", made->disposition);
    if (!made->link.empty()) reply.set("Link", made->link);
    reply.set("Referrer-Policy", "same-origin");
    co_await reply.whole(http::status::ok, made->content_type, std::move(made->body));
}

asio::awaitable<void> Pages::handle(const HttpCall& call, HttpReply& reply) {
    const auto target = read_request_target(call.target);
    if (!target && (call.target == "/zh/" || call.target == "/en/")) {
        co_await send_to(call.target + "overview", http::status::found, reply);
        co_return;
    }
    if (!target) {
        auto refusal = refusal_of(target.error());
        co_await refuse(call, language_of(call.target), std::move(refusal), nullptr, reply);
        co_return;
    }
    const auto language = language_of(*target);
    const bool reads = call.method == http::verb::get || call.method == http::verb::head;
    const auto asset = find_asset(std::string_view{call.target}.substr(0, call.target.find('?')));
    const bool home =
        target->query.empty() && (target->path.empty() || (language && target->path.size() == 1));
    auto wanted = language && !home ? find(*target) : std::nullopt;
    if (auto list = reads ? list_at(*target, call.target) : std::nullopt) {
        co_await send_to(*std::move(list), http::status::permanent_redirect, reply);
        co_return;
    }
    if (reads && !language && !home && !asset && is_page_below_a_language(call.target)) {
        reply.set("Vary", "Accept-Language");
        auto to = page_link(language_for(call.header("accept-language")), call.target);
        co_await send_to(std::move(to), http::status::found, reply);
        co_return;
    }
    if (!home && !asset && !wanted) {
        auto refusal = refusal_of({ErrorCode::not_found, "there is nothing at this address"});
        co_await refuse(call, language, std::move(refusal), nullptr, reply);
    } else if (!reads) {
        reply.set("Allow", "GET, HEAD");
        Refusal refusal{http::status::method_not_allowed, "method_not_allowed",
                        "the method is not one of GET, HEAD"};
        co_await refuse(call, language, std::move(refusal), nullptr, reply);
    } else if (asset) {
        reply.set_resource("/assets");
        reply.set("Cache-Control", kept_for_ever);
        co_await reply.whole(http::status::ok, asset->content_type, std::string{asset->bytes});
    } else if (home) {
        reply.set_resource("/");
        reply.set("Vary", "Accept-Language");
        auto to = page_link(language.value_or(language_for(call.header("accept-language"))), "/overview");
        co_await send_to(std::move(to), http::status::found, reply);
    } else {
        reply.set_resource(wanted->page != nullptr ? wanted->page->pattern : wanted->bytes->pattern);
        co_await give(call, *std::move(wanted), reply);
    }
}

}  // namespace

void add_web_resources(Resources& resources, const ApiContext& context) {
    const auto pages = std::make_shared<Pages>(context);
    resources.set_otherwise(
        [pages](const HttpCall& call, HttpReply& reply) { return pages->handle(call, reply); });
}

}  // namespace ogi::daemon
