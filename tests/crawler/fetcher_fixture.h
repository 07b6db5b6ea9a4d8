#pragma once

#include "crawl_test_support.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace ogi::crawler {

inline FetchSettings without_delay() {
    FetchSettings settings;
    settings.host_delay = std::chrono::milliseconds{0};
    return settings;
}

// A Fetcher over the real transport, that asks servers on loopback without a pause.
struct FetcherFixture : testing::Test {
    boost::asio::io_context io;
    CurlTransport transport{io.get_executor(), loopback_settings()};
    Fetcher fetcher{transport, without_delay(), base::utc_now};

    Fetched fetch(model::Page page) { return run(io, fetcher.fetch(std::move(page))); }
    Fetched fetch(const std::string& url) { return fetch(page_at(url)); }
};

}  // namespace ogi::crawler
