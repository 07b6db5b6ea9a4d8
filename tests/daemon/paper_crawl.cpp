#include "paper_crawl.h"

#include "daemon/crawl/seed.h"

#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

namespace ogi::daemon {

namespace asio = boost::asio;

PaperCrawl::PaperCrawl(std::string_view entry) {
    sources = {{"s", {base::Url::parse(entry).value()}, ""}};
    EXPECT_EQ(seed_sources(small.store(), SourceScope{sources}, now_).value().new_entries, 1U);
    fetch.host_delay = std::chrono::milliseconds{0};
    settings.decide.revisit.withdrawal_confirm = std::chrono::seconds{0};
}

base::Result<void> PaperCrawl::crawl() {
    totals = {};
    asio::io_context network{1};
    crawler::Fetcher fetcher{site, fetch, [this] { return now_; }};
    settings.wants = [scope = SourceScope{sources}](const model::Page& page) { return scope.wants(page); };
    Crawl crawl{small.store(),
                fetcher,
                network,
                settings,
                [this] { return now_; },
                [this](const VisitRecord& visit) {
                    if (visit.visited) totals.count(visit.page, visit.changes);
                    led_to.insert(led_to.end(), visit.led_to.begin(), visit.led_to.end());
                }};
    site.on_asked = [&](const std::string& url) {
        if (url == abandon_at) crawl.abandon();
    };
    auto done = asio::co_spawn(network, crawl.run_until_idle(Due::by_now), asio::use_future);
    network.run();
    site.on_asked = {};
    return done.get();
}

std::vector<std::string> PaperCrawl::changes() const {
    std::vector<std::string> types;
    EXPECT_TRUE(small.store().for_each_change(0, [&](std::uint64_t, std::string_view line) {
        const auto begin = line.find("cn.ogid.report.") + 15;
        const auto subject = line.find("\"subject\":\"") + 11;
        types.push_back(std::string{line.substr(begin, line.find('"', begin) - begin)} + " " +
                        std::string{line.substr(subject, line.find('"', subject) - subject)});
        return true;
    }));
    return types;
}

model::Page PaperCrawl::page(std::string_view url) const {
    return small.store().page(base::Url::parse(url).value()).value().value();
}

}  // namespace ogi::daemon
