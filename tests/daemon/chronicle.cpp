#include "chronicle.h"

#include "model/change_json.h"
#include "model/names.h"
#include "parser/compare.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <stdexcept>

namespace ogi::daemon {

namespace json = boost::json;

namespace {

constexpr std::string_view agency = "示例县财政局";

template <class T>
T must(base::Result<T> result) {
    if (!result) throw std::runtime_error{result.error().context};
    return *std::move(result);
}

std::string text_of(const json::object& object, std::string_view name) {
    const auto& value = object.at(name);
    return value.is_string() ? std::string{value.as_string()} : json::serialize(value);
}

Question about(About what, std::string_view as_of = {}) {
    Question question;
    question.about = what;
    question.agency = agency;
    question.year = 2020;
    question.as_of = as_of;
    return question;
}

}  // namespace

Chronicle::Chronicle() {
    settings.revisit.withdrawal_confirm = std::chrono::hours{24};
}

void Chronicle::visit(std::string_view text, crawler::Fetched fetched, std::optional<Ingested> ingested,
                      base::UtcTime now) {
    const auto url = url_of(text);
    if (!must(store().page(url))) small_.page(text, model::PageRole::report, now);
    const storage::DueRange ever{.until = storage::due_never};
    for (auto& due : must(store().next_batch(url.authority(), ever, 1'000, {})).pages) {
        if (due.page.url != url) continue;
        Visit visit;
        visit.visited.page = std::move(due.page);
        visit.visited.fetched = std::move(fetched);
        visit.visited.ingested = std::move(ingested);
        visit.stamp = due.stamp;
        if (visit.visited.fetched.snapshot) {
            if (!store().put_snapshot(*visit.visited.fetched.snapshot))
                throw std::runtime_error{"no snapshot"};
        }
        const auto recorded = must(record_visit(store(), std::move(visit), now, {settings, {}}));
        if (recorded.stale || !store().sync()) throw std::runtime_error{"not recorded"};
        return;
    }
    throw std::runtime_error{"the page has left the schedule: " + std::string{text}};
}

void Chronicle::shows(std::string_view url, model::Report report, base::UtcTime now) {
    const auto body = "<html>" + parser::content_digest(report) + "</html>";
    visit(url, changed_body(url, body), showing(std::move(report)), now);
}

void Chronicle::ends(std::string_view url, model::VisitOutcome outcome, base::UtcTime now) {
    visit(url, no_body(outcome), std::nullopt, now);
}

void Chronicle::stands_in(std::string_view url, std::optional<model::GoneReason> gone, base::UtcTime now) {
    auto ingested = showing_no_report("not an annual report");
    ingested.stand_in = {gone, "not the page that was asked for"};
    visit(url, changed_body(url, "<html>something else</html>"), std::move(ingested), now);
}

std::string Chronicle::feed() const {
    std::string told;
    const auto read = store().for_each_change(0, [&](std::uint64_t, std::string_view line) {
        const auto change = must(model::parse_change_json(line));
        told += (told.empty() ? "" : "; ") + std::string{model::name_of(change.type)} + " " +
                std::to_string(change.revision);
        if (change.reason) told += " " + std::string{model::name_of(*change.reason)};
        return true;
    });
    if (!read) throw std::runtime_error{read.error().context};
    return told;
}

std::vector<std::string> Chronicle::ask(Question question) const {
    std::vector<std::string> lines;
    must(answer(store(), std::move(question), [&](std::string_view line) {
        lines.emplace_back(line);
        return true;
    }));
    return lines;
}

std::string Chronicle::told(std::string_view as_of) const {
    const auto question = about(About::report, as_of);
    std::string line;
    const auto answered = answer(store(), question, [&](std::string_view said) {
        line = said;
        return true;
    });
    if (!answered)
        return answered.error().code == base::ErrorCode::not_found ? "unknown" : answered.error().context;
    const auto report = json::parse(line).as_object();
    const auto& cell = report.at("cells").at("requests.new_received.total").as_object();
    return text_of(report, "revision") + " " + text_of(cell, "value") +
           (report.at("withdrawn_at").is_null() ? " online" : " withdrawn");
}

std::string Chronicle::as_of(std::uint64_t sequence) const {
    return told(std::to_string(sequence));
}

std::string Chronicle::now() const {
    return told({});
}

std::vector<std::string> Chronicle::history() const {
    std::vector<std::string> lines;
    for (const auto& line : ask(about(About::history))) {
        const auto revision = json::parse(line).as_object();
        auto words = text_of(revision, "revision") + " " + text_of(revision, "type") + " " +
                     text_of(revision, "class");
        for (const auto& value : revision.at("cells").as_array()) {
            const auto& cell = value.as_object();
            words += " " + text_of(cell, "old") + "→" + text_of(cell, "new");
        }
        for (const auto& event : revision.at("events").as_array())
            words += ", " + text_of(event.as_object(), "type");
        lines.push_back(std::move(words));
    }
    return lines;
}

model::Page Chronicle::page(std::string_view url) const {
    return must(store().page(url_of(url))).value();
}

}  // namespace ogi::daemon
