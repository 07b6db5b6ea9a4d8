#pragma once

#include "base/result.h"
#include "daemon/api/http_reply.h"
#include "daemon/api/resources.h"
#include "daemon/web/pages.h"
#include "daemon/web/twins.h"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ogi::daemon {

inline constexpr std::string_view html_type = "text/html; charset=utf-8";
// Nothing runs and nothing is fetched that is not ours; no site may frame a page.
inline constexpr std::string_view page_policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// What is found below a language: one of the two, and how it is wanted.
struct Wanted {
    const PageKind* page = nullptr;
    const BytesKind* bytes = nullptr;
    Form form = Form::html;
    PageRequest request{};
};

// Why a request is refused.
struct Refusal {
    boost::beast::http::status status;
    std::string code;
    std::string detail;
};
Refusal refusal_of(const base::Error& error);

// To a browser as a page, to everybody else as a problem document. `wanted`: the page that was asked for,
// where there is one.
boost::asio::awaitable<void> refuse(const HttpCall& call, std::optional<Language> language, Refusal refusal,
                                    const Wanted* wanted, HttpReply& reply);

}  // namespace ogi::daemon
