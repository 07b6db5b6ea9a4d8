#include "daemon/web/refusals.h"

#include "daemon/api/error_codes.h"
#include "daemon/web/details.h"
#include "daemon/web/filter_check.h"
#include "daemon/web/frame.h"
#include "daemon/web/links.h"
#include "daemon/web/page_paths.h"

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

Word title_of(http::status status) {
    switch (status) {
        case http::status::not_found:
            return Word::error_not_found;
        case http::status::bad_request:
            return Word::error_usage;
        case http::status::method_not_allowed:
            return Word::error_method;
        default:
            return Word::error_other;
    }
}

// `wanted`: the page that was asked for, where there is one.
std::string refusing_page(Language language, const Refusal& refusal, const Wanted* wanted) {
    Html main;
    main.raw("<p>");
    write_detail(main, language, refusal.detail);
    main.raw("</p>");
    Frame frame{.language = language,
                .title = std::string{say(language, title_of(refusal.status))},
                .path = "/overview",
                .twins = Twins::none};
    if (wanted != nullptr && wanted->page != nullptr) {
        frame.path = path_text(path_and_form(wanted->request.target).first);
        frame.query = wanted->request.query_with("", "");
        if (refusal.status == http::status::bad_request)
            write_filter_choices(main, *wanted->page, wanted->request);
    }
    main.raw("<p>").link(page_link(language, "/overview"), say(language, Word::error_back)).raw("</p>");
    const auto agency = wanted != nullptr ? wanted->request.part("agency") : std::string_view{};
    if (refusal.status == http::status::not_found && !agency.empty()) {
        const auto search = page_link(language, "/search") + Query{}.add("q", agency).text();
        main.raw("<p>")
            .link(search, std::string{say(language, Word::search)} + ": " + std::string{agency})
            .raw("</p>");
    }
    return whole_page(frame, main);
}

}  // namespace

Refusal refusal_of(const base::Error& error) {
    return {status_of(error.code), std::string{name_of(error.code)}, error.context};
}

asio::awaitable<void> refuse(const HttpCall& call, std::optional<Language> language, Refusal refusal,
                             const Wanted* wanted, HttpReply& reply) {
    // Who asks for data is told in data, also in a browser.
    const bool is_twin = wanted != nullptr && wanted->form != Form::html;
    if (is_twin || call.header("accept").find("text/html") == std::string_view::npos) {
        co_await reply.refuse(refusal.status, refusal.code, refusal.detail);
        co_return;
    }
    const auto in = language.value_or(language_for(call.header("accept-language")));
    auto page = refusing_page(in, refusal, wanted);
    reply.set("Content-Security-Policy", page_policy);
    reply.set("Referrer-Policy", "same-origin");
    co_await reply.whole(refusal.status, html_type, std::move(page));
}

}  // namespace ogi::daemon
