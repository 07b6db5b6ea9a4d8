#include "daemon/web/pages.h"
#include "daemon/web/report_pages.h"
#include "tests/daemon/small_store.h"

#include <boost/json/parse.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

// Lists that a reader turns page by page while rows come and go.
class Lists : public testing::Test {
  protected:
    // The lines of a list from page to page, its lines named by `name_of`; `change` happens behind the first.
    template <class NameOf, class Change>
    std::vector<std::string> read_all(const PageKind& kind, PageRequest request, NameOf name_of,
                                      Change change) {
        std::vector<std::string> seen;
        for (int pages = 0; pages < 10; ++pages) {
            const auto rows = kind.rows(context_, request);
            EXPECT_TRUE(rows.has_value()) << (rows ? "" : rows.error().context);
            if (!rows) return seen;
            for (const auto& line : rows->lines) seen.push_back(name_of(boost::json::parse(line)));
            if (rows->after.empty()) return seen;
            std::erase_if(request.target.query, [](const auto& one) { return one.first == "after"; });
            request.target.query.emplace_back("after", rows->after);
            if (pages == 0) change(request);
        }
        ADD_FAILURE() << "no end";
        return seen;
    }

    SmallStore store_;
    boost::asio::io_context io_;
    Metrics metrics_;
    ApiContext context_{.store = store_.store(),
                        .rulings = nullptr,
                        .signal = nullptr,
                        .context = io_,
                        .metrics = metrics_,
                        .daemon = {}};
};

PageKind page_at(const std::vector<PageKind>& kinds, std::string_view pattern) {
    return *std::ranges::find(kinds, pattern, &PageKind::pattern);
}

constexpr int rows_kept = 450;
// In front of the reader's place; numbers that differ, so that a place by number would move.
constexpr int rows_gone = 20;
constexpr int rows_come = 7;

std::string numbered(int number) {
    return std::to_string(10'000 + number);
}

// What is told of the even numbers; then the first are gone and odd ones have come in their place.
template <class LineOf>
std::string told_of(LineOf line_of, bool later) {
    std::string lines;
    for (int i = later ? rows_gone : 0; i < rows_kept; ++i) lines += line_of(2 * i);
    for (int i = 0; later && i < rows_come; ++i) lines += line_of(2 * i + 1);
    return lines;
}

template <class NameOf>
std::vector<std::string> even(NameOf name_of) {
    std::vector<std::string> names;
    for (int i = 0; i < rows_kept; ++i) names.push_back(name_of(2 * i));
    return names;
}

std::string host_name(int number) {
    return "h" + numbered(number) + ".example:80";
}

std::string told_host(int number) {
    return "{\"host\":\"" + host_name(number) + "\",\"reason\":\"ready\"}\n";
}

TEST_F(Lists, HostsThatComeAndGoMoveNoOther) {
    PageRequest request;
    request.told = {told_of(told_host, false)};
    const auto seen = read_all(
        page_at(crawl_pages(), "/crawl"), request,
        [](const auto& line) { return std::string{line.at("host").as_string()}; },
        [](PageRequest& asked) { asked.told = {told_of(told_host, true)}; });
    EXPECT_EQ(seen, even(host_name));
}

std::string entry_name(int number) {
    return "源" + numbered(number / 4) + " http://a.example/" + numbered(number);
}

std::string told_entry(int number) {
    return "{\"source\":\"源" + numbered(number / 4) + "\",\"entry\":\"http://a.example/" + numbered(number) +
           "\"}\n";
}

TEST_F(Lists, SourcesThatComeAndGoMoveNoOther) {
    PageRequest request;
    request.told = {told_of(told_entry, false)};
    const auto seen = read_all(
        page_at(crawl_pages(), "/sources"), request,
        [](const auto& line) {
            return std::string{line.at("source").as_string()} + " " +
                   std::string{line.at("entry").as_string()};
        },
        [](PageRequest& asked) { asked.told = {told_of(told_entry, true)}; });
    EXPECT_EQ(seen, even(entry_name));
}

TEST_F(Lists, FiguresThatComeMoveNoOther) {
    constexpr int agencies = 250;
    const auto url = [](int number) { return "http://a.example/" + std::to_string(number); };
    // Ten of each figure: equal ones have an order, too.
    for (int i = 0; i < agencies; ++i) store_.report("县" + numbered(i), 2020, i / 10, url(i), "420500");
    PageRequest request;
    request.path = {{"region", "42"}};
    request.target.query = {{"cell", "requests.new_received.total"}, {"year", "2020"}};
    const auto seen = read_all(
        page_at(distribution_pages(), "/regions/{region}/distribution"), request,
        [](const auto& line) { return std::string{line.at("agency").as_string()}; },
        [&](PageRequest&) {
            for (int i = 0; i < rows_come; ++i)
                store_.report("新" + numbered(i), 2020, 1'000, url(1'000 + i), "420500");
        });
    EXPECT_EQ(seen.size(), std::size_t{agencies});
    EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), std::size_t{agencies});
}

TEST_F(Lists, APlaceThatNoLinkLeadsToIsRefused) {
    const std::pair<PageKind, std::vector<std::string>> cases[] = {
        {page_at(crawl_pages(), "/crawl"), {"200", "a.example", "a.example:80/", "A.example:80", ":80"}},
        {page_at(crawl_pages(), "/sources"), {"200", "/http://a.example/", "源/"}},
        {page_at(distribution_pages(), "/regions/{region}/distribution"),
         {"200", "7/", "x/县", "/", "nan/县", "7"}}};
    for (const auto& [kind, places] : cases) {
        for (const auto& place : places) {
            PageRequest request;
            request.told = {""};
            request.path = {{"region", "42"}};
            request.target.query = {{"year", "2020"}, {"after", place}};
            const auto rows = kind.rows(context_, request);
            ASSERT_FALSE(rows) << kind.pattern << " " << place;
            EXPECT_EQ(rows.error().context, bad_after);
        }
    }
}

}  // namespace
}  // namespace ogi::daemon
