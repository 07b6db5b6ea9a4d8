#include "daemon/web/found_page.h"

#include "base/json_writer.h"
#include "daemon/answers/source_lines.h"
#include "daemon/columns/column_makers.h"
#include "daemon/web/coverage_rows.h"
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
#include <functional>

namespace ogi::daemon {

using base::Result;

namespace {

constexpr std::size_t sources_kept = 8;

std::string found_line(std::string_view source, const model::ReportState& state, const KnownVerdict& known) {
    base::JsonWriter json;
    json.begin_object().field("source", source).field("agency", state.key.agency);
    json.field("agency_id", state.agency_id).field("year", state.key.year);
    json.field("state", model::name_of(known.verdict)).field("revision", state.revision);
    json.field("source_url", state.source_url).end_object();
    return json.take();
}

// The reports of a source that are online, in order of agency and year. Each one's page is looked up, which
// is dear in a large store: the last few answers are kept.
Result<std::vector<std::string>> found_lines(const ApiContext& context, const std::string& source) {
    static Recent<std::vector<std::string>> recent{sources_kept};
    TRY(last, context.store.last_sequence());
    const auto name = std::to_string(last) + " " + source;
    if (const auto held = recent.find(name)) return *held;
    std::vector<std::string> lines;
    Result<void> outcome;
    TRY_VOID(context.verdicts->for_each(context.store,
                                        [&](const model::ReportState& state, const KnownVerdict& known) {
                                            if (!outcome) return;
                                            const auto of = found_under(context.store, state);
                                            if (!of) outcome = of.error();
                                            if (of && *of == source)
                                                lines.push_back(found_line(source, state, known));
                                        }));
    TRY_VOID(outcome);
    recent.keep(name, lines);
    return lines;
}

// A source of the configuration, or one that was there once and whose reports still are.
Result<std::vector<std::string>> lines_of_source(const ApiContext& context, const PageRequest& request) {
    const std::string source{request.part("source")};
    TRY(lines, found_lines(context, source));
    const auto told = split_lines(request.told.at(0));
    const auto is_it = [&](const std::string& line) {
        return text_at(json::parse(line).as_object(), "source") == source;
    };
    if (lines.empty() && std::ranges::none_of(told, is_it))
        return base::fail(base::ErrorCode::not_found, "there is no source \"" + source + "\"");
    return lines;
}

Result<Rows> found_rows(const ApiContext& context, const PageRequest& request) {
    TRY(lines, lines_of_source(context, request));
    const auto key = [](const std::string& line) {
        const auto read = json::parse(line);
        return text_at(read.as_object(), "agency") + "/" + text_at(read.as_object(), "year");
    };
    return rows_behind(request, lines, key, std::identity{});
}

std::vector<Column> found_columns() {
    std::vector<Column> columns;
    for (const auto* name : {"source", "agency", "agency_id", "year", "state", "revision", "source_url"})
        columns.push_back(at(name, name));
    return columns;
}

Result<Sheet> found_sheet(const ApiContext& context, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    const auto source = request.part("source");
    TRY(all, lines_of_source(context, request));
    Sheet sheet{.title = std::string{say(language, Word::source)} + " · " + std::string{source},
                .lead = std::string{say(language, Word::found_lead)}};
    auto& html = sheet.main;
    html.raw("<dl class=\"figures\"><div>").element("dt", say(language, Word::reports));
    html.element("dd", number_text(static_cast<std::int64_t>(all.size()))).raw("</div></dl>");
    const TableColumn state{Word::state, [language](Html& out, const json::object& line) {
                                write_state(out, language, text_at(line, "state"));
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
