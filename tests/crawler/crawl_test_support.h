#pragma once

#include "crawler/curl_transport.h"
#include "crawler/fetcher.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ogi::crawler {

inline base::Url url_of(std::string_view text) {
    return base::Url::parse(text).value();
}

// Runs a coroutine on `io` to its end and gives its result.
template <class T>
T run(boost::asio::io_context& io, boost::asio::awaitable<T> work) {
    auto result = boost::asio::co_spawn(io, std::move(work), boost::asio::use_future);
    io.restart();
    io.run();
    return result.get();
}

inline TransportSettings loopback_settings() {
    TransportSettings settings;
    settings.user_agent = "ogid-test (+http://localhost/)";
    settings.allow_private_addresses = true;
    return settings;
}

inline model::Page page_at(std::string_view url) {
    model::Page page;
    page.url = url_of(url);
    return page;
}

// `plain` as a gzip file.
std::string gzip(std::string_view plain);

}  // namespace ogi::crawler
