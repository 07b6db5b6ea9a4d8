#include "base/url.h"
#include "extract/declared_charset.h"
#include "extract/query_encoder.h"
#include "tests/conformance/known_failures.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <iostream>

// The tests of the WHATWG URL standard as web-platform-tests and ada have them, for the schemes http and
// https: what is expected without fragment, user name and password, which a Url does not keep. Where they
// expect a URL of another scheme, it must be refused.
namespace ogi::conformance {
namespace {

using base::ErrorCode;
using base::Result;
using base::Url;

bool is_web(std::string_view url) {
    return url.starts_with("http:") || url.starts_with("https:");
}

std::string member(const boost::json::object& one, std::string_view name) {
    const auto* const value = one.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

// "http://user:secret@host/p#f" as "http://host/p".
std::string without_fragment_and_credentials(std::string href) {
    href = href.substr(0, href.find('#'));
    const auto begin = href.find("//") + 2;
    const auto at = href.find('@');
    if (at < href.find('/', begin)) href.erase(begin, at + 1 - begin);
    return href;
}

// Halves of surrogate pairs, of which Boost.JSON takes none, as the URL interface takes them: U+FFFD.
boost::json::array read_cases(const std::filesystem::path& path) {
    auto text = file_text(path);
    const auto unit_at = [&](std::size_t at) -> unsigned long {
        const bool is_escape = text.compare(at, 2, "\\u") == 0;
        return is_escape ? std::stoul(text.substr(at + 2, 4), nullptr, 16) : 0;
    };
    for (std::size_t at = 0; at + 6 <= text.size(); ++at) {
        if (text[at] != '\\') continue;
        const auto unit = unit_at(at) & 0xFC00U;
        const bool is_pair = unit == 0xD800 && (unit_at(at + 6) & 0xFC00U) == 0xDC00;
        if ((unit == 0xD800 && !is_pair) || unit == 0xDC00) text.replace(at, 6, "\\ufffd");
        at += is_pair ? 11 : 1;
    }
    return boost::json::parse(text).as_array();
}

// Whatever is not of the web is no base of ours: then only what is absolute can be read.
Result<Url> read(const std::string& input, const std::string& base) {
    if (!is_web(base)) return Url::parse(input);
    const auto page = Url::parse(base);
    return page ? page->resolve(input) : page;
}

std::string port_of(const Url& url) {
    return url.port() == (url.is_https() ? 443 : 80) ? "" : std::to_string(url.port());
}

bool parts_agree(const Url& url, const boost::json::object& one) {
    const auto search = member(one, "search");
    return url.text() == without_fragment_and_credentials(member(one, "href")) &&
           (!one.contains("hostname") || url.host() == member(one, "hostname")) &&
           (!one.contains("port") || port_of(url) == member(one, "port")) &&
           (!one.contains("pathname") || url.path() == member(one, "pathname")) &&
           (!one.contains("search") || url.query() == search.substr(search.empty() ? 0 : 1));
}

struct Score {
    std::set<std::string> failed;
    std::size_t total = 0;
    std::size_t web = 0;  // Cases whose result, or whose failing input, is of the web.
    std::size_t web_failed = 0;

    void count(const std::string& name, bool is_of_web, bool passes, const std::string& detail) {
        ++total, web += is_of_web;
        if (passes) return;
        failed.insert(name);
        web_failed += is_of_web;
        if (std::getenv("OGI_SHOW") != nullptr) std::cout << name << ": " << detail << '\n';
    }
};

std::string said_of(const Result<Url>& url) {
    return url ? url->text() : url.error().context;
}

void run_url_cases(const std::filesystem::path& folder, const std::string& file, Score& score) {
    const auto cases = read_cases(folder / (file + ".json"));
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (!cases[i].is_object()) continue;
        const auto& one = cases[i].as_object();
        const auto input = member(one, "input");
        const auto base = member(one, "base");
        const auto href = member(one, "href");
        const auto url = read(input, base);
        const bool expects_url = is_web(href);
        const bool passes =
            expects_url ? url && parts_agree(*url, one) : !url && url.error().code == ErrorCode::malformed;
        const bool is_of_web = expects_url || (href.empty() && (is_web(base) || is_web(input)));
        score.count(file + ":" + std::to_string(i), is_of_web, passes,
                    input + " on " + base + " gives " + said_of(url) + " for " + href);
    }
}

// {"input": host, "output": host or null}.
void run_host_cases(const std::filesystem::path& folder, const std::string& file, Score& score) {
    const auto cases = read_cases(folder / (file + ".json"));
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (!cases[i].is_object()) continue;
        const auto& one = cases[i].as_object();
        const auto url = Url::parse("https://" + member(one, "input") + "/x");
        const bool passes = one.at("output").is_null()
                                ? !url && url.error().code == ErrorCode::malformed
                                : url && url->text() == "https://" + member(one, "output") + "/x";
        score.count(file + ":" + std::to_string(i), true, passes,
                    member(one, "input") + " gives " + said_of(url) + " for " + member(one, "output"));
    }
}

// {"input": text, "output": {charset: its query on a page in that charset}}.
void run_query_cases(const std::filesystem::path& folder, const std::string& file, Score& score) {
    const auto page = Url::parse("http://a.example/").value();
    const auto cases = read_cases(folder / (file + ".json"));
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (!cases[i].is_object()) continue;
        const auto& one = cases[i].as_object();
        for (const auto& [label, output] : one.at("output").as_object()) {
            const extract::QueryEncoder queries{extract::charset_of_label(label)};
            const auto query = "?" + member(one, "input");
            const auto url = page.resolve(queries.encode(query).value_or(query));
            score.count(file + ":" + std::to_string(i) + ":" + std::string{label}, true,
                        url && url->query() == std::string_view{output.as_string()},
                        member(one, "input") + " gives " + said_of(url));
        }
    }
}

std::optional<std::filesystem::path> folder_of_suite() {
    const auto folder = suite("wpt-url");
    return folder ? std::optional{*folder / "tests/wpt"} : std::nullopt;
}

TEST(WebPlatformTests, OfUrlsOfTheWebPass) {
    const auto folder = folder_of_suite();
    if (!folder) GTEST_SKIP() << "the tests of the URL standard are not on this machine";
    Score score;
    run_url_cases(*folder, "urltestdata", score);
    run_url_cases(*folder, "ada_extra_urltestdata", score);
    run_url_cases(*folder, "ada_long_urltestdata", score);
    EXPECT_GT(score.web, 400U);
    EXPECT_GE(static_cast<double>(score.web - score.web_failed), 0.98 * static_cast<double>(score.web));
    std::cout << "of the web: " << score.web - score.web_failed << " of " << score.web << '\n';
    expect_known_failures(score.failed, score.total, no_failures);
}

TEST(WebPlatformTests, OfHostsInOtherScriptsPass) {
    const auto folder = folder_of_suite();
    if (!folder) GTEST_SKIP() << "the tests of the URL standard are not on this machine";
    Score score;
    run_host_cases(*folder, "toascii", score);
    run_host_cases(*folder, "IdnaTestV2", score);
    run_host_cases(*folder, "IdnaTestV2-removed", score);
    EXPECT_GT(score.total, 2'500U);
    expect_known_failures(score.failed, score.total, "url_host.known");
}

TEST(WebPlatformTests, OfQueriesInOtherCharsetsPass) {
    const auto folder = folder_of_suite();
    if (!folder) GTEST_SKIP() << "the tests of the URL standard are not on this machine";
    Score score;
    run_query_cases(*folder, "percent-encoding", score);
    EXPECT_GT(score.total, 10U);
    expect_known_failures(score.failed, score.total, "url_query.known");
}

}  // namespace
}  // namespace ogi::conformance
