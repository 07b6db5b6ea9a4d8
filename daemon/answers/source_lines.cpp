#include "daemon/answers/source_lines.h"

#include "base/json_writer.h"
#include "daemon/answers/trouble.h"
#include "daemon/crawl/due.h"
#include "extract/discovery/families/family.h"
#include "extract/discovery/words.h"
#include "model/names.h"

#include <map>
#include <set>
#include <string>

namespace ogi::daemon {

using base::Result;

namespace {

// What is online of what was found under a source.
struct Found {
    std::set<std::string> agencies{};
    std::uint64_t reports = 0;
};

using FoundBySource = std::map<std::string, Found, std::less<>>;

Result<FoundBySource> count_reports(const storage::Store& store) {
    FoundBySource found;
    Result<void> outcome;
    TRY_VOID(past_damage(store.for_each_state([&](const model::ReportState& state) {
        const auto source = found_under(store, state);
        if (!source) outcome = source.error();
        if (!source || source->empty()) return outcome.has_value();
        auto& of_source = found[*source];
        of_source.agencies.insert(state.key.agency);
        ++of_source.reports;
        return true;
    })));
    TRY_VOID(outcome);
    return found;
}

// What an entry is, as far as its address or what was found there tells.
std::string_view kind_of(const base::Url& entry, const std::optional<model::Page>& page) {
    if (page && !page->reports.empty()) return "report";
    const auto role = extract::role_by_address(entry);
    if (role == model::PageRole::report) return "report";
    const bool has_query = !entry.query().empty();
    const auto path = entry.path();
    const bool top = path.find('/', 1) == std::string_view::npos;
    if (!role && top && !has_query && extract::is_index_path(path)) return "home";
    return role || extract::is_index_path(path) || extract::path_says(path) != extract::PathSays::nothing
               ? "list"
               : "page";
}

std::string source_line(const model::Source& source, const base::Url& entry, const Found& found,
                        const std::optional<model::Page>& page) {
    base::JsonWriter json;
    json.begin_object().field("source", source.name).field("kind", kind_of(entry, page));
    json.field("system", extract::made_by(entry)).field("entry", entry.text()).field("agency", source.agency);
    json.field("agencies", static_cast<std::uint64_t>(found.agencies.size())).field("reports", found.reports);
    json.key("visited_at").value_or_null(page ? base::to_iso(page->visited_at) : std::nullopt);
    json.key("outcome");
    page && page->outcome ? json.value(model::name_of(*page->outcome)) : json.null();
    std::optional<base::UtcTime> due;
    if (page) due = page->due_at;
    json.key("due_at")
        .value_or_null(base::to_iso(told_due(due, base::utc_now())))
        .field("asked_for", is_asked_for(due));
    json.end_object();
    return json.take();
}

}  // namespace

Result<void> tell_sources(const storage::Store* store, const SourceScope& scope, const LineSink& sink) {
    FoundBySource found;
    if (store != nullptr) {
        TRY(counted, count_reports(*store));
        found = std::move(counted);
    }
    for (const auto& source : scope.sources()) {
        for (const auto& entry : source.entry) {
            std::optional<model::Page> page;
            if (store != nullptr) {
                auto known = store->page(entry);
                if (!known) TRY_VOID(past_damage(known.error()));
                if (known) page = *std::move(known);
            }
            if (!sink(source_line(source, entry, found[source.name], page))) return {};
        }
    }
    return {};
}

Result<std::string> found_under(const storage::Store& store, const model::ReportState& state) {
    const auto url = base::Url::parse(state.source_url);
    if (state.withdrawn_at || !url) return std::string{};
    const auto page = store.page(*url);
    if (!page) TRY_VOID(past_damage(page.error()));
    return page && *page ? (*page)->source : std::string{};
}

base::Result<std::string> sources_text(const storage::Store* store, const SourceScope& scope) {
    std::string lines;
    TRY_VOID(tell_sources(store, scope, [&](std::string_view line) {
        lines += std::string{line} + "\n";
        return true;
    }));
    return lines;
}

}  // namespace ogi::daemon
