#include "daemon/web/diff_rows.h"

#include "base/json_writer.h"
#include "daemon/answers/find_report.h"
#include "daemon/columns/column_makers.h"
#include "model/change_json.h"

#include <boost/json/parse.hpp>

#include <set>

namespace ogi::daemon {

using base::Result;

namespace {

constexpr std::string_view same_op = "same";
constexpr std::string_view first_op = "first";

// nullopt: what is in front of a first revision.
Result<std::optional<model::Report>> report_before(const ApiContext& context, const Question& asked,
                                                   const model::ReportKey& key, int to) {
    auto state_key = key;
    int from = asked.from == 0 ? to - 1 : asked.from;
    if (asked.against != 0) {
        TRY(earlier, find_report(context.store, key.agency, asked.against));
        state_key = earlier.key;
        if (asked.from == 0) from = earlier.revision;
    }
    if (from == 0) return std::optional<model::Report>{};
    TRY(before, revision_of(context.store, state_key, from));
    return std::optional{std::move(before.report)};
}

std::string unchanged_line(const std::string& id, const model::Cell* before, const model::Cell& after) {
    base::JsonWriter json;
    json.begin_object().field("id", id);
    model::write_sides(json, before == nullptr ? model::Cell{} : *before, after);
    return json.field("op", before == nullptr ? first_op : same_op).end_object().take();
}

Result<void> add_unchanged(const ApiContext& context, const Question& asked, Rows& rows) {
    TRY(state, find_report(context.store, asked.agency, asked.year));
    const int to = asked.to == 0 ? state.revision : asked.to;
    TRY(after, revision_of(context.store, state.key, to));
    TRY(before, report_before(context, asked, state.key, to));
    std::set<std::string, std::less<>> changed;
    for (const auto& line : rows.lines) changed.insert(text_at(json::parse(line).as_object(), "id"));
    for (const auto& [id, cell] : after.report.cells) {
        if (changed.contains(id)) continue;
        const model::Cell* known = nullptr;
        if (before)
            if (const auto found = before->cells.find(id); found != before->cells.end())
                known = &found->second;
        // A cell that one form has and the other does not, and that says nothing, is no difference either.
        if (before && known == nullptr) continue;
        rows.lines.push_back(unchanged_line(id, known, cell));
    }
    return {};
}

}  // namespace

Result<Question> diff_question(const PageRequest& request) {
    Question question;
    question.about = About::diff, question.agency = std::string{request.part("agency")};
    TRY(year, request.number("year"));
    TRY(from, request.number("from"));
    TRY(to, request.number("to"));
    TRY(against, request.number("against"));
    question.year = year, question.from = from, question.to = to, question.against = against;
    return question;
}

Result<Rows> diff_rows(const ApiContext& context, const PageRequest& request) {
    TRY(question, diff_question(request));
    Rows rows;
    const auto take = [&](std::string_view line) {
        rows.lines.emplace_back(line);
        return true;
    };
    const auto rulings = context.rulings->read();
    TRY_VOID(answer(context.store, question, take, *rulings));
    if (!request.parameter("all").empty()) TRY_VOID(add_unchanged(context, question, rows));
    return rows;
}

bool is_unchanged_figure(const json::object& line) {
    const auto op = text_at(line, "op");
    return op == same_op || op == first_op;
}

}  // namespace ogi::daemon
