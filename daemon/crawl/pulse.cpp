#include "daemon/crawl/pulse.h"

#include <boost/asio/use_awaitable.hpp>

#include <spdlog/spdlog.h>

#include <utility>

namespace ogi::daemon {

namespace asio = boost::asio;

namespace {

base::SteadyTime steady_now() {
    return std::chrono::steady_clock::now();
}

double seconds(std::chrono::milliseconds time) {
    return static_cast<double>(time.count()) / 1000;
}

void log(const ClockNews& news) {
    switch (news.what) {
        case ClockNews::What::stood_still:
            spdlog::warn("stood still for_s={:.1f} meaning=\"what timed out in that time is asked again\"",
                         seconds(news.by));
            return;
        case ClockNews::What::set_ahead:
            spdlog::warn("clock set ahead by_s={:.1f} meaning=\"what is due by it is visited\"",
                         seconds(news.by));
            return;
        case ClockNews::What::set_back:
            spdlog::warn("clock set back by_s={:.1f} meaning=\"the schedule goes on by the old time\"",
                         seconds(news.by));
            return;
        case ClockNews::What::corrected_back:
            spdlog::warn(
                "clock set back by_s={:.1f} meaning=\"what was visited under the wrong time is "
                "visited again\"",
                seconds(news.by));
            return;
    }
}

}  // namespace

Pulse::Pulse(asio::io_context& network, OnNews on_news)
    : timer_{network}, on_news_{std::move(on_news)}, watch_{base::utc_now(), steady_now()} {}

asio::awaitable<void> Pulse::beat() {
    while (true) {
        timer_.expires_after(ClockWatch::beat);
        co_await timer_.async_wait(asio::use_awaitable);
        std::vector<ClockNews> news;
        {
            const std::scoped_lock lock{mutex_};
            news = watch_.look(base::utc_now(), steady_now());
        }
        for (const auto& each : news) {
            log(each);
            on_news_(each.what);
        }
    }
}

base::UtcTime Pulse::now() {
    const std::scoped_lock lock{mutex_};
    return watch_.now(base::utc_now(), steady_now());
}

}  // namespace ogi::daemon
