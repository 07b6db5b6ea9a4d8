#include "base/url.h"
#include "tests/fuzz/promise.h"

#include <algorithm>

// A line that is read as a URL and as a reference on a page, whose own URL may be the line before: what comes
// out is in normal form, which is its own normal form.

using namespace ogi;
using base::Result;
using base::Url;

namespace {

void promise_normal(const Result<Url>& url) {
    if (!url) {
        const bool named =
            url.error().code == base::ErrorCode::malformed || url.error().code == base::ErrorCode::too_large;
        fuzz::promise(named && !url.error().context.empty(), "a refusal says why");
        return;
    }
    const auto& text = url->text();
    fuzz::promise(text.size() <= Url::length_max, "a URL is no longer than length_max");
    fuzz::promise(std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; }), "a URL is ASCII");
    fuzz::promise(text.find('#') == std::string::npos, "a URL has no fragment");
    fuzz::promise(!url->host().empty(), "a URL has a host");
    fuzz::promise(url->host().find('@') == std::string_view::npos, "a URL has no user name");
    fuzz::promise(url->path().starts_with('/'), "a path begins with a slash");
    fuzz::promise((std::string{url->path()} + "/").find("/../") == std::string::npos, "a path has no dots");
    const auto start = std::string{url->is_https() ? "https://" : "http://"};
    fuzz::promise(text.starts_with(start + std::string{url->host()}) &&
                      text.ends_with(url->path_and_query()) && url->path_and_query().starts_with(url->path()),
                  "the parts are those of the text");
    const auto again = Url::parse(text);
    fuzz::promise(again && *again == *url, "a normal form is its own");
    fuzz::promise(again->host() == url->host() && again->port() == url->port() &&
                      again->path() == url->path() && again->query() == url->query(),
                  "a normal form has the same parts");
    fuzz::promise(url->same_site(*again), "a URL is on its own site");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::as_text(data, size);
    const auto end = std::min(text.find('\n'), text.size());
    const auto reference = text.substr(std::min(end + 1, size));
    static const auto fixed = Url::parse("http://www.example.gov.cn/zwgk/ndbg/list.jsp?page=2").value();
    const auto page = Url::parse(text.substr(0, end));
    promise_normal(page);
    promise_normal(Url::parse(reference));
    for (const auto& base : {Result<Url>{fixed}, page}) {
        if (!base) continue;
        const auto resolved = base->resolve(reference);
        promise_normal(resolved);
        if (!resolved) continue;
        const auto absolute = base->resolve(resolved->text());
        fuzz::promise(absolute && *absolute == *resolved, "an absolute URL leads to itself");
    }
    return 0;
}
