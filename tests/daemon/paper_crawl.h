#pragma once

#include "daemon/crawl/crawl.h"
#include "daemon/crawl/crawl_totals.h"
#include "model/source.h"
#include "small_store.h"
#include "tests/crawler/paper_transport.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// A store, a crawl and a site on paper. Time stands still until a test moves it.
class PaperCrawl {
  public:
    explicit PaperCrawl(std::string_view entry);

    // One run until nothing is due.
    base::Result<void> crawl();
    void after(std::chrono::hours pause) { now_ += pause; }
    base::UtcTime now() const { return now_; }
    // "added 示例县财政局/2021", as the feed has them.
    std::vector<std::string> changes() const;
    // What is known of a page.
    model::Page page(std::string_view url) const;

    SmallStore small;
    std::vector<model::Source> sources;  // Of the next run.
    crawler::PaperTransport site;
    CrawlTotals totals;
    std::string abandon_at{};         // When this URL is asked for, the run is abandoned as by a kill.
    std::vector<std::string> led_to;  // VisitRecord::led_to of all visits.
    crawler::FetchSettings fetch;
    CrawlSettings settings;

  private:
    base::UtcTime now_{std::chrono::hours{24} * 20'000};
};

}  // namespace ogi::daemon
