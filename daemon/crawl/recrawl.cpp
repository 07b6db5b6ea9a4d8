#include "daemon/crawl/recrawl.h"

#include "base/json_writer.h"
#include "daemon/crawl/due.h"

#include <boost/json/parse.hpp>

namespace ogi::daemon {

std::string RecrawlSummary::to_json() const {
    base::JsonWriter json;
    json.begin_object().field("asked", static_cast<std::uint64_t>(asked)).field("waited", waited);
    totals.write_members(json);
    json.end_object();
    return json.take();
}

base::Result<RecrawlSummary> RecrawlSummary::parse(std::string_view text) {
    boost::system::error_code problem;
    const auto value = boost::json::parse(text, problem);
    if (problem || !value.is_object())
        return base::fail(base::ErrorCode::malformed, "not a recrawl's summary");
    RecrawlSummary summary;
    const auto& object = value.as_object();
    if (const auto* asked = object.if_contains("asked")) summary.asked = asked->to_number<std::size_t>();
    if (const auto* waited = object.if_contains("waited"))
        summary.waited = waited->is_bool() && waited->as_bool();
    summary.totals = CrawlTotals::read_members(object);
    return summary;
}

std::string RecrawlProgress::to_json() const {
    base::JsonWriter json;
    json.begin_object().field("asked", static_cast<std::uint64_t>(asked));
    json.field("open", static_cast<std::uint64_t>(open));
    totals.write_members(json);
    json.field("next", next).field("waiting_for", waiting_for).end_object();
    return json.take();
}

std::optional<RecrawlProgress> RecrawlProgress::parse(std::string_view text) {
    boost::system::error_code problem;
    const auto value = boost::json::parse(text, problem);
    if (problem || !value.is_object()) return std::nullopt;
    const auto& object = value.as_object();
    const auto number = [&](std::string_view name) -> std::optional<std::size_t> {
        const auto* member = object.if_contains(name);
        if (member == nullptr || !member->is_number()) return std::nullopt;
        return member->to_number<std::size_t>();
    };
    const auto words = [&](std::string_view name) {
        const auto* member = object.if_contains(name);
        if (member == nullptr || !member->is_string()) return std::string{};
        return std::string{member->as_string().data(), member->as_string().size()};
    };
    const auto asked = number("asked"), open = number("open");
    if (!asked || !open) return std::nullopt;
    return RecrawlProgress{.asked = *asked,
                           .open = *open,
                           .totals = CrawlTotals::read_members(object),
                           .next = words("next"),
                           .waiting_for = words("waiting_for")};
}

void RecrawlDesk::Waiting::tell_watch() const {
    if (watch == nullptr) return;
    watch->write({.asked = summary.asked,
                  .open = open.size(),
                  .totals = summary.totals,
                  .next = open.empty() ? std::string{} : *open.begin()});
}

void RecrawlDesk::request(const RecrawlSelector& selector, bool wait, Done done,
                          std::shared_ptr<RecrawlWatch> watch) {
    if (closed_) return done(base::fail(base::ErrorCode::busy, "the daemon is shutting down"));
    Waiting waiting{{}, {.asked = 0, .waited = wait, .totals = {}}, std::move(done), std::move(watch)};
    AskedFor open;  // Who does not wait needs no list of what is open.
    if (wait) open = [&](const base::Url& url) { waiting.open.insert(url.text()); };
    auto asked = request_recrawl(store_, *scope_, selector, open);
    if (!asked) return waiting.done(std::move(asked).error());
    waiting.summary.asked = *asked;
    if (!wait || *asked == 0) return waiting.done(waiting.summary);
    waiting.tell_watch();
    waiting_.push_back(std::move(waiting));
}

base::Result<void> RecrawlDesk::visited(const VisitRecord& record) {
    const auto& url = record.page.url.text();
    bool too_early = false;
    for (auto waiting = waiting_.begin(); waiting != waiting_.end();) {
        const auto open = waiting->open.find(url);
        if (open == waiting->open.end()) {
            ++waiting;
            continue;
        }
        if (record.visited && !record.asked_for) {
            too_early = true;
            ++waiting;
            continue;
        }
        if (record.visited) waiting->summary.totals.count(record.page, record.changes);
        // A page that was gone is looked at a second time as a part of the same request.
        if (record.page.due_at > due_on_demand_last) waiting->open.erase(open);
        waiting->open.insert(record.led_to.begin(), record.led_to.end());
        waiting->tell_watch();
        if (!waiting->open.empty()) {
            ++waiting;
            continue;
        }
        waiting->done(waiting->summary);
        waiting = waiting_.erase(waiting);
    }
    if (too_early) TRY_VOID(store_.mark_due({record.page.url}, due_on_demand));
    return {};
}

void RecrawlDesk::close() {
    closed_ = true;
    for (auto& waiting : waiting_) {
        waiting.done(base::fail(base::ErrorCode::busy,
                                "the daemon was stopped before all pages were visited; they "
                                "stay asked for and go first when it runs again"));
    }
    waiting_.clear();
}

}  // namespace ogi::daemon
