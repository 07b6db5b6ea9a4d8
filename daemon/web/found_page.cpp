#include "daemon/web/found_page.h"

#include "base/json_writer.h"
#include "daemon/answers/source_lines.h"
#include "daemon/columns/column_makers.h"
#include "daemon/split_lines.h"
#include "daemon/web/filter_form.h"
#include "daemon/web/keyset.h"
#include "daemon/web/links.h"
#include "daemon/web/pages.h"
#include "daemon/web/recent.h"
#include "daemon/web/row_table.h"
#include "daemon/web/states.h"
#include "model/names.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <memory>
#include <set>
#include <vector>

namespace ogi::daemon {

using base::Result;

namespace {

constexpr std::size_t sources_kept = 8;

// A report that was found under a source.
struct FoundReport {
    model::ReportState state{};
    model::Verdict verdict{};
};
using FoundReports = std::vector<FoundReport>;

// Those that are online, in order of agency and year. Each one's page is looked up, which is dear in a large
// store: the last few answers are kept.
Result<std::shared_ptr<const FoundReports>> found_reports(const ApiContext& context,
                                                          const std::string& source) {
    static Recent<FoundReports> recent{sources_kept};
    TRY(last, context.store.last_sequence());
    const auto name = std::to_string(last) + " " + source;
    if (auto held = recent.find(name)) return held;
    FoundReports found;
    Result<void> outcome;
    const auto look_at = [&](const model::ReportState& state, const KnownVerdict& known) {
        if (!outcome) return;
        const auto under = found_under(context.store, state);
        if (!under) outcome = under.error();
        if (under && *under == source) found.push_back({state, known.verdict});
    };
    TRY_VOID(context.verdicts->for_each(context.store, look_at));
    TRY_VOID(outcome);
    return recent.keep(name, std::move(found));
}

// Of a source of the configuration, or of one that was there once and whose reports still are.
Result<std::shared_ptr<const FoundReports>> asked_reports(const ApiContext& context,
                                                          const PageRequest& request) {
    const std::string source{request.part("source")};
    TRY(found, found_reports(context, source));
    const auto told = split_lines(request.told.at(0));
    const auto is_it = [&](const std::string& line) {
        return text_at(json::parse(line).as_object(), "source") == source;
    };
    if (found->empty() && std::ranges::none_of(told, is_it))
        return base::fail(base::ErrorCode::not_found, "there is no source \"" + source + "\"");
    return found;
}

// Which reports are in doubt now: no entry of the feed tells of it.
Result<std::set<model::ReportKey>> reports_in_doubt(const ApiContext& context) {
    std::set<model::ReportKey> doubted;
    TRY_VOID(context.store.for_each_suspect([&](const model::Page& page) {
        doubted.insert(page.reports.begin(), page.reports.end());
        return true;
    }));
    return doubted;
}

std::string found_line(std::string_view source, const FoundReport& report, bool in_doubt) {
    const auto& state = report.state;
    base::JsonWriter json;
    json.begin_object().field("source", source).field("agency", state.key.agency);
    json.field("agency_id", state.agency_id).field("year", state.key.year);
    json.field("state", model::name_of(report.verdict)).field("in_doubt", in_doubt);
    json.field("revision", state.revision).field("source_url", state.source_url).end_object();
    return json.take();
}

Result<Rows> found_rows(const ApiContext& context, const PageRequest& request) {
    TRY(found, asked_reports(context, request));
    TRY(doubted, reports_in_doubt(context));
    const auto key = [](const FoundReport& report) {
        return report.state.key.agency + "/" + std::to_string(report.state.key.year);
    };
    const auto line = [&](const FoundReport& report) {
        return found_line(request.part("source"), report, doubted.contains(report.state.key));
    };
    return rows_behind(request, *found, key, line);
}

std::vector<Column> found_columns() {
    std::vector<Column> columns;
    for (const auto* name :
         {"source", "agency", "agency_id", "year", "state", "in_doubt", "revision", "source_url"})
        columns.push_back(at(name, name));
    return columns;
}

Result<Sheet> found_sheet(const ApiContext& context, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    const auto source = request.part("source");
    TRY(all, asked_reports(context, request));
    Sheet sheet{.title = std::string{say(language, Word::source)} + " · " + std::string{source},
                .lead = std::string{say(language, Word::found_lead)}};
    auto& html = sheet.main;
    html.raw("<dl class=\"figures\"><div>").element("dt", say(language, Word::reports));
    html.element("dd", number_text(static_cast<std::int64_t>(all->size()))).raw("</div></dl>");
    const TableColumn state{Word::state, [language](Html& out, const json::object& line) {
                                write_state(out, language, text_at(line, "state"));
                                if (text_at(line, "in_doubt") != "true") return;
                                out.raw(" ");
                                write_state(out, language, "in_doubt");
                            }};
    write_row_table(html, language, say(language, Word::reports), rows,
                    {report_column(language, "agency", "year"), state,
                     number_column(Word::revision, "revision"), address_column(Word::source, "source_url")});
    write_next(html, request, source_path(source), rows);
    return sheet;
}

}  // namespace

PageKind found_page() {
    return {.pattern = "/sources/{source}",
            .parameters = {"after"},
            .told = {About::sources},
            .rows = found_rows,
            .columns = found_columns,
            .sheet = found_sheet};
}

}  // namespace ogi::daemon
