#include "daemon/cli/explain_command.h"

#include "base/json_writer.h"
#include "daemon/answers/explain.h"
#include "daemon/answers/find_report.h"
#include "daemon/answers/year_checks.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/explain_text.h"
#include "daemon/cli/report_file.h"
#include "daemon/config/programs.h"
#include "daemon/decisions/known_decisions.h"
#include "daemon/decisions/rulings.h"
#include "daemon/exit_code.h"
#include "daemon/open_store.h"
#include "daemon/visit/reread.h"
#include "model/names.h"

#include <boost/json/parse.hpp>

#include <iostream>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

void write_source(base::JsonWriter& json, const model::Revision& revision) {
    json.key("source").begin_object().field("url", revision.source_url).field("snapshot", revision.snapshot);
    json.field("observed_at", base::to_iso(revision.observed_at));
    json.field("format", model::name_of(revision.report.format));
    json.field("read_by", revision.parser_version).end_object();
}

// What this version's parser makes of the bytes of a revision; why it makes nothing, where it does not.
struct Again {
    parser::Trace trace{};
    std::optional<Reading> reading{};
    std::string problem{};
};

Result<Again> read_again(const storage::Store& store, const Config& config, const model::Revision& revision,
                         const model::ReportKey& key) {
    Again again;
    TRY(decided, known_decisions(store, config.decisions_file()));
    const Rulings rulings{std::move(decided.decisions)};
    const RereadWith with{.programs = find_programs(config.programs), .rulings = &rulings};
    const parser::Tracing tracing{again.trace};
    TRY(read, reread_revision(store, revision, with));
    again.reading = reading_of_revision(read, revision, key, parser::parser_version);
    again.problem = read.problem.empty() ? "it does not show the report any more" : read.problem;
    return again;
}

// Whether today's parser says of the cell what the store does.
std::string today(const Again& again, const model::Report& stored, const std::string& cell) {
    if (!again.reading) return "not read again: " + again.problem;
    const auto before = stored.cells.find(cell), now = again.reading->report.cells.find(cell);
    const bool same = before != stored.cells.end() && now != again.reading->report.cells.end() &&
                      before->second.kind == now->second.kind && before->second.value == now->second.value;
    return same ? "the same" : "otherwise: ogi reparse --dry-run tells what would change";
}

Result<std::string> explain(const Config& config, const Question& question, const std::string& cell) {
    TRY(store, open_for_reading(config));
    TRY(state, find_report(*store, question.agency, question.year));
    TRY(revision, revision_of(*store, state.key, state.revision));
    TRY(previous, store->state({state.key.agency, state.key.year - 1}));
    TRY_VOID(add_year_checks(*store, previous, revision.report));
    TRY(again, read_again(*store, config, revision, state.key));
    base::JsonWriter json;
    json.begin_object().field("agency", state.key.agency).field("year", state.key.year);
    json.field("revision", revision.number);
    TRY_VOID(explain_cell(json, revision.report, again.trace, cell));
    write_source(json, revision);
    json.field("today", today(again, revision.report, cell)).end_object();
    return json.take();
}

int print(const Result<std::string>& told, OutputFormat format) {
    if (!told) return give_up(told.error());
    if (format == OutputFormat::table) {
        write_explanation(std::cout, boost::json::parse(*told).as_object());
    } else {
        write_outcome(*told, format, std::cout);
    }
    return finish_output();
}

}  // namespace

int explain_stored(const Config& config, const CommandLine& line, const std::string& cell) {
    return print(explain(config, line.question, cell), line.format);
}

int explain_file(const std::string& file, const parser::Hints& hints, const std::string& cell,
                 OutputFormat format) {
    parser::Trace trace;
    const auto told = [&]() -> Result<std::string> {
        const parser::Tracing tracing{trace};
        TRY(reports, read_report_file(file, hints, std::cin, find_programs({})));
        const auto& report = reports.front();
        if (!report.is_report)
            return base::fail(ErrorCode::usage, file + " is not a report: " + report.reason);
        base::JsonWriter json;
        json.begin_object().field("agency", report.agency.name).field("year", report.year);
        TRY_VOID(explain_cell(json, report, trace, cell));
        json.key("source").begin_object().field("file", file);
        json.field("format", model::name_of(report.format)).end_object().end_object();
        return json.take();
    }();
    if (!told && told.error().code == ErrorCode::usage) {
        give_up(told.error());
        return exit_not_a_report;
    }
    return print(told, format);
}

}  // namespace ogi::daemon
