#include "daemon/recrawl.h"

#include "base/json_writer.h"
#include "daemon/due.h"

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

void RecrawlDesk::request(const RecrawlSelector& selector, bool wait, Done done) {
    if (closed_) return done(base::fail(base::ErrorCode::busy, "the daemon is shutting down"));
    auto urls = request_recrawl(store_, selector);
    if (!urls) return done(std::move(urls).error());
    Waiting waiting{{}, {.asked = urls->size(), .waited = wait, .totals = {}}, std::move(done)};
    if (!wait || urls->empty()) return waiting.done(waiting.summary);
    for (const auto& url : *urls) waiting.pending.insert(url.text());
    waiting_.push_back(std::move(waiting));
}

void RecrawlDesk::visited(const model::Page& page, std::size_t changes) {
    for (auto waiting = waiting_.begin(); waiting != waiting_.end();) {
        waiting->summary.totals.count(page, changes);
        waiting->pending.erase(page.url.text());
        if (!finished(*waiting)) {
            ++waiting;
            continue;
        }
        waiting->done(waiting->summary);
        waiting = waiting_.erase(waiting);
    }
}

bool RecrawlDesk::finished(const Waiting& waiting) const {
    if (!waiting.pending.empty()) return false;
    // Pages asked for by a person, and what they led to, are due at time zero until they are visited.
    const auto due = store_.due_hosts(due_on_demand_last);
    return !due || due->empty();
}

void RecrawlDesk::close() {
    closed_ = true;
    for (auto& waiting : waiting_) {
        waiting.done(
            base::fail(base::ErrorCode::busy, "the daemon was stopped before all pages were visited"));
    }
    waiting_.clear();
}

}  // namespace ogi::daemon
