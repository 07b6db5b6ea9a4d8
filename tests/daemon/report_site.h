#pragma once

#include "daemon/crawl/due.h"
#include "paper_crawl.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

inline constexpr int first_year = 2018;
inline constexpr int last_year = 2023;
inline const std::string host = "http://a.example";

std::string url_of_year(int year);
std::string page_of(std::string_view title, std::string_view body);
// One with so many regulations issued, and five more figures.
std::string report_page(int year, int regulations);
std::string home_page();

using News = std::vector<std::string>;

// A bureau's site with a list and a report a year, crawled once.
class ReportSite : public testing::Test {
  protected:
    explicit ReportSite(int first = first_year) : paper_{host + "/zfxxgknb/index.html"} {
        for (int year = first; year <= last_year; ++year)
            site().answer(url_of_year(year), 200, report_page(year, 3));
        list(first, last_year);
        site().answer(host + "/", 200, home_page());
        EXPECT_TRUE(paper_.crawl());
        known_ = paper_.changes().size();
        EXPECT_EQ(known_, static_cast<std::size_t>(last_year - first + 1));
    }

    // The list names these years, but one.
    void list(int first, int last, int without = 0) {
        std::string items;
        for (int year = first; year <= last; ++year) {
            if (year != without)
                items += "<li><a href=\"" + url_of_year(year) + "\">示例县财政局" + std::to_string(year) +
                         "年政府信息公开工作年度报告</a></li>";
        }
        site().answer(host + "/zfxxgknb/index.html", 200,
                      page_of("政府信息公开年报", "<ul>" + items + "</ul>"));
    }

    crawler::PaperTransport& site() { return paper_.site; }
    // Every page falls due and is visited, with whatever that leads to.
    News news_after(std::chrono::hours pause = std::chrono::days{200}) {
        paper_.after(pause);
        EXPECT_TRUE(paper_.crawl());
        auto all = paper_.changes();
        News news{all.begin() + static_cast<std::ptrdiff_t>(known_), all.end()};
        known_ = all.size();
        std::ranges::sort(news);
        return news;
    }
    // This page alone is asked for.
    News news_of_look(int year, std::chrono::hours pause) {
        const auto url = base::Url::parse(url_of_year(year)).value();
        EXPECT_TRUE(paper_.small.store().mark_due({url}, due_on_demand));
        return news_after(pause);
    }
    model::Page page(int year) { return paper_.page(url_of_year(year)); }

    PaperCrawl paper_;
    std::size_t known_ = 0;
};

}  // namespace ogi::daemon
