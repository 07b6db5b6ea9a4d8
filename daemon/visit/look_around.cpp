#include "daemon/visit/look_around.h"

#include "base/digest.h"
#include "daemon/answers/trouble.h"
#include "daemon/run_call.h"
#include "extract/discovery/aliases.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace ogi::daemon {

namespace asio = boost::asio;
using base::Result;
using model::GoneReason;
using model::VisitOutcome;
using Steady = std::chrono::steady_clock;

namespace {

// A page that nobody has made, in the topmost folder of this one and with its extension: one for all pages
// that the same program of the host answers, and the same every time.
Result<base::Url> url_of_nowhere(const base::Url& page) {
    const auto path = page.path();
    const auto folder = path.substr(0, path.find('/', 1) + 1);
    const auto file = path.substr(path.rfind('/') + 1);
    const auto dot = file.rfind('.');
    const auto extension = dot == std::string_view::npos ? std::string_view{} : file.substr(dot);
    constexpr std::size_t name_digits = 16;
    const auto name = "ogid-" + base::sha256_hex(page.root()).substr(0, name_digits) + std::string{extension};
    return page.resolve((folder.empty() ? "/" : std::string{folder}) + name);
}

// Lists and error pages are HTML.
const extract::Programs no_programs;

bool is_same_page(const base::Url& link, const base::Url& page) {
    const auto forms = extract::other_forms(link);
    return link == page || std::ranges::find(forms, page) != forms.end();
}

// What a list said of the page when it was last read. One that led to it and names no report at all may be
// out of service, and one that shows what the page shows is none: its host answers everything alike.
Result<Named> named_by(const storage::Store& store, const model::Page& list, const Visited& visited) {
    const auto& page = visited.page;
    const bool there = list.outcome == VisitOutcome::changed || list.outcome == VisitOutcome::unchanged;
    if (!there || list.snapshot.empty()) return Named::unknown;
    TRY(snapshot, store.snapshot(list.url, list.snapshot));
    if (!snapshot) return Named::unknown;
    const auto read = ingest(*snapshot, list, no_programs);
    if (!read || !read->limits.empty()) return Named::unknown;
    const auto leads_to_report = [](const extract::Discovered& link) {
        return link.role == model::PageRole::report;
    };
    if (list.url.text() == page.found_on && std::ranges::none_of(read->links, leads_to_report))
        return Named::unknown;
    if (!read->shape.empty() && read->shape == visited.ingested->shape) return Named::unknown;
    const bool named = std::ranges::any_of(
        read->links, [&](const extract::Discovered& link) { return is_same_page(link.url, page.url); });
    return named ? Named::yes : Named::no;
}

// Pages that speak of a report may look alike for good reason, with their reports in attachments.
bool shows_the_same(const model::Page& other, const Visited& visited) {
    if (visited.ingested->names_a_report || visited.ingested->shape.empty()) return false;
    const auto& shape = visited.ingested->shape;
    const bool away_for_good = other.outcome == VisitOutcome::gone && other.content == shape;
    return away_for_good || (other.suspect && other.suspect->content == shape && !other.reports.empty());
}

// What is known of a page's host.
struct Neighbours {
    std::vector<model::Page> lists{};  // The one that led to it in front.
    bool all = true;                   // No list was left out.
    std::optional<base::Url> like{};   // Another page that lost its reports and shows the same.
};

Result<Neighbours> find_neighbours(const storage::Store& store, const Visited& visited) {
    const auto& page = visited.page;
    Neighbours found;
    if (const auto url = base::Url::parse(page.found_on)) {
        TRY(list, store.page(*url));
        if (list) found.lists.push_back(*std::move(list));
    }
    const auto host = page.url.root();
    std::size_t records = 0;
    TRY_VOID(past_damage(store.for_each_page(
        [&](const model::Page& other) {
            if (!other.url.text().starts_with(host)) return false;
            const bool is_list = other.role != model::PageRole::report && other.visited_at;
            if (is_list && other.url.text() != page.found_on) found.lists.push_back(other);
            if (!found.like && other.url != page.url && shows_the_same(other, visited))
                found.like = other.url;
            found.all = found.lists.size() <= lists_looked_at_max && ++records < list_records_max;
            return found.all;
        },
        host)));
    return found;
}

Result<Named> named_by_lists(const storage::Store& store, const Neighbours& neighbours,
                             const Visited& visited) {
    const auto& page = visited.page;
    // Nothing led to an entry, so nothing need name it.
    if (page.found_on.empty() || page.role == model::PageRole::entry) return Named::unknown;
    bool certain = neighbours.all && !neighbours.lists.empty();
    for (const auto& list : neighbours.lists) {
        TRY(named, named_by(store, list, visited));
        if (named == Named::yes) return Named::yes;
        certain = certain && named == Named::no;
    }
    return certain ? Named::no : Named::unknown;
}

// What is known without asking anybody: sets Visited::named, and gives a page that shows the same. One turn
// of a worker.
Result<std::optional<base::Url>> look_into_store(const storage::Store& store, Visited& visited) {
    TRY(neighbours, find_neighbours(store, visited));
    TRY(named, named_by_lists(store, neighbours, visited));
    visited.named = named;
    return std::move(neighbours.like);
}

// Pages may meet a wall or an outage in words that we do not know, and a list may name the newest reports
// only; not for ever.
bool has_lasted(const Visited& visited) {
    const auto& page = visited.page;
    if (page.outcome == VisitOutcome::gone && page.content == visited.ingested->shape) return true;
    return page.suspect && visited.fetched.snapshot->fetched_at - page.suspect->since >= alike_patience;
}

}  // namespace

bool lost_its_reports(const Visited& visited) {
    return visited.ingested && visited.ingested->reports.empty() && !visited.page.reports.empty();
}

const std::string* HostAnswers::find(const std::string& url, base::SteadyTime now) {
    std::erase_if(answers_, [&](const auto& known) { return now - known.second.at >= kept; });
    const auto found = answers_.find(url);
    return found == answers_.end() ? nullptr : &found->second.shape;
}

void HostAnswers::put(const std::string& url, std::string shape, base::SteadyTime now) {
    if (answers_.size() < answers_max) answers_[url] = {std::move(shape), now};
}

namespace {

// The shape of what the host answers to a URL, empty where it answers no page. On the network thread.
asio::awaitable<std::string> shape_at(model::Page asked, crawler::Fetcher& fetcher,
                                      asio::thread_pool& workers, HostAnswers& answers) {
    const auto url = asked.url.text();
    if (const auto* known = answers.find(url, Steady::now())) co_return *known;
    std::string shape;
    auto fetched = co_await fetcher.fetch(asked);
    if (fetched.snapshot) {
        auto read = [&] { return ingest(*fetched.snapshot, asked, no_programs); };
        auto reading = run_call(read);
        auto answer = co_await asio::co_spawn(workers, std::move(reading), asio::use_awaitable);
        if (answer) shape = std::move(answer->shape);
    }
    answers.put(url, shape, Steady::now());
    co_return shape;
}

}  // namespace

asio::awaitable<Result<void>> look_around(Visited& visited, const storage::Store& store,
                                          crawler::Fetcher& fetcher, asio::thread_pool& workers,
                                          HostAnswers& answers) {
    auto look = [&] { return look_into_store(store, visited); };
    auto looking = run_call(look);
    const auto like = co_await asio::co_spawn(workers, std::move(looking), asio::use_awaitable);
    if (!like) co_return like.error();
    auto& ingested = *visited.ingested;
    if (ingested.stand_in) co_return Result<void>{};

    struct Place {
        Result<base::Url> url;
        GoneReason reason;
        std::string_view words;
    };
    // Hosts that answer everything with HTTP 200 answer a page that is gone and one that never was alike.
    std::vector<Place> places;
    places.push_back(
        {url_of_nowhere(visited.page.url), GoneReason::error_page, ", which cannot exist, alike"});
    places.push_back({visited.page.url.resolve("/"), GoneReason::sent_home, ", its home page, alike"});
    for (const auto& place : places) {
        if (ingested.shape.empty() || !place.url || *place.url == visited.page.url) continue;
        model::Page asked{.url = *place.url, .role = visited.page.role};
        const auto shape = co_await shape_at(std::move(asked), fetcher, workers, answers);
        if (shape != ingested.shape) continue;
        ingested.stand_in = {place.reason,
                             "the host answers " + place.url->text() + std::string{place.words}};
        co_return Result<void>{};
    }
    if (!has_lasted(visited)) co_return Result<void>{};
    if (*like) {
        ingested.stand_in = {GoneReason::error_page,
                             "it shows what " + (*like)->text() + " shows in place of its report"};
    } else if (visited.named == Named::no) {
        ingested.stand_in = {GoneReason::unlisted, "it shows no report, and no list of its host names it"};
    }
    co_return Result<void>{};
}

}  // namespace ogi::daemon
