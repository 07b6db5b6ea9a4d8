#include "daemon/imports/import_desk.h"

#include <spdlog/spdlog.h>

#include <future>

namespace ogi::daemon {

using base::Result;

void ImportDesk::start(ImportWish wish, Terms terms, Told told) {
    if (under_way_.exchange(true))
        return told(base::fail(base::ErrorCode::busy, "an import is under way; try again when it has ended"));
    if (thread_.joinable()) thread_.join();
    thread_ = std::jthread{[this, wish = std::move(wish), terms = std::move(terms), told = std::move(told)](
                               const std::stop_token& stop) { run(stop, wish, terms, told); }};
}

void ImportDesk::run(const std::stop_token& stop, const ImportWish& wish, const Terms& terms,
                     const Told& told) {
    const ImportGround ground{.store = store_,
                              .scope = *terms.scope,
                              .settings = terms.settings,
                              .write = [this](const auto& work) { return write(work); },
                              .stopped = [&] { return stop.stop_requested(); }};
    const auto summary = import_files(ground, wish, terms.limits, base::utc_now());
    told_changes_();
    under_way_ = false;
    if (!summary) {
        spdlog::error("import ended early reason=\"{}\"", summary.error().context);
        return told(summary.error());
    }
    spdlog::info("imported files={} captures={} reports={} changes={} damaged={}", wish.files.size(),
                 summary->captures, summary->reports, summary->changes, summary->damaged);
    told(summary->to_json() + "\n");
}

Result<void> ImportDesk::write(const std::function<Result<void>()>& work) {
    std::promise<Result<void>> done;
    auto result = done.get_future();
    crawl_.on_writer([&] { done.set_value(work()); });
    return result.get();
}

}  // namespace ogi::daemon
