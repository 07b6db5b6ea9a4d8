#include "daemon/cli/explain_text.h"

#include "daemon/cli/output.h"
#include "daemon/columns/columns.h"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>

namespace ogi::daemon {

namespace json = boost::json;

namespace {

struct Words {
    std::string_view word;
    std::string_view text;
};

constexpr std::array<Words, 10> rules = {
    {{"plain", "as many cells of digits as the form has columns, beside the label"},
     {"in_line", "one place a column, in one line"},
     {"in_column", "one value a line, in the order of the columns"},
     {"over_lines", "broken over lines; nothing of it is empty, and its total proves it"},
     {"below_header", "those below the words of the header, which has more columns than the form"},
     {"merged", "the first and the last are in place, cells between them are merged"},
     {"spread", "one cell merged over all columns says the same of each"},
     {"taken_apart", "digits without separators, which its total or its zeros take apart in one way only"},
     {"empty", "nothing stands in the row"},
     {"none", "it cannot be told with certainty which value is which column's"}}};

constexpr std::array<Words, 3> columns = {
    {{"by_heads", "their heads, by the words above them"},
     {"as_in_form", "the order of the form, which the words of the heads do not contradict"},
     {"uncertain", "nothing certain: the heads are not the form's"}}};

constexpr std::array<Words, 9> steps = {
    {{"plain_digits", "digits and nothing else"},
     {"folded", "full-width signs made plain, white space and notes taken out"},
     {"sign", "a sign, or a word for more or less"},
     {"grouped", "groups of three digits joined"},
     {"fraction", "with decimals"},
     {"unit", "the unit is taken from the cell"},
     {"nothing_written", "no digit: blank, a slash or a dash is not zero"},
     {"words", "words, no figure"},
     {"not_certain", "which number is meant is not certain, so none is told"}}};

template <std::size_t N>
std::string said(const std::array<Words, N>& table, std::string_view word) {
    const auto found = std::ranges::find(table, word, &Words::word);
    return std::string{found == table.end() ? word : found->text};
}

// "name       words", the name once.
class Lines {
  public:
    explicit Lines(std::ostream& out) : out_{out} {}

    void add(std::string_view name, const std::string& words) {
        if (words.empty()) return;
        out_ << name << std::string(std::max<std::size_t>(name.size() + 1, 12) - name.size(), ' ')
             << on_one_line(words) << '\n';
    }

  private:
    std::ostream& out_;
};

std::string joined(const json::array& words, std::string_view between) {
    std::string text;
    for (const auto& word : words) {
        if (!text.empty()) text += between;
        text += word.as_string();
    }
    return text;
}

std::string value_of(const json::object& cell) {
    const auto kind = text_at(cell, "kind");
    const auto unit = text_at(cell, "unit");
    return kind == "number" ? text_at(cell, "value") + (unit.empty() ? "" : " " + unit) : kind;
}

std::string place_of(const json::object& cell) {
    const auto* at = cell.if_contains("at");
    if (at == nullptr || !at->is_object()) return {};
    const auto& place = at->as_object();
    if (place.contains("page"))
        return "page " + text_at(place, "page") + ", box " + json::serialize(place.at("box"));
    if (!place.contains("bytes")) return {};
    const auto& bytes = place.at("bytes").as_array();
    return "bytes " + json::serialize(bytes[0]) + " to " + json::serialize(bytes[1]);
}

void write_source(Lines& lines, const json::object& told) {
    const auto& source = told.at("source").as_object();
    lines.add("source", text_at(source, source.contains("url") ? "url" : "file"));
    lines.add("snapshot", text_at(source, "snapshot"));
    lines.add("observed", text_at(source, "observed_at"));
    const auto place = place_of(told.at("cell").as_object());
    lines.add("place", text_at(source, "format") + (place.empty() ? "" : ", " + place));
    if (!told.at("table").is_object()) return;
    const auto& table = told.at("table").as_object();
    lines.add("table", "number " + text_at(table, "number") + " of " + text_at(table, "rows") + " rows and " +
                           text_at(table, "columns") + " columns; row " + text_at(table, "row") +
                           ", column " + text_at(table, "column"));
    lines.add("caption", text_at(table, "caption"));
    lines.add("beside", joined(table.at("beside").as_array(), " | "));
    lines.add("above", joined(table.at("above").as_array(), " | "));
}

void write_row(Lines& lines, const json::object& told) {
    if (!told.at("row").is_object()) return;
    const auto& row = told.at("row").as_object();
    const auto printed = text_at(row, "printed");
    lines.add("row", printed.empty()
                         ? "told by its place in the table"
                         : printed + " — stands for the form's “" + text_at(row, "stands_for") + "”");
    lines.add("values", joined(row.at("values").as_array(), " | "));
    lines.add("told apart", said(rules, text_at(row, "rule")));
    lines.add("columns by", said(columns, text_at(row, "columns")));
}

void write_rejected(Lines& lines, const json::object& told) {
    for (const auto& value : told.at("rejected").as_array()) {
        const auto& one = value.as_object();
        const auto& cell = one.at("cell").as_object();
        const bool doubted = text_at(one, "why") == "doubted";
        lines.add("rejected", value_of(cell) + " (printed “" + text_at(cell, "raw") + "”)" +
                                  (doubted ? ": other readings, or the checks of the table, say otherwise"
                                           : " in another row: " + text_at(one, "printed") +
                                                 (place_of(cell).empty() ? "" : ", " + place_of(cell))));
    }
}

void write_checks(Lines& lines, const json::object& told) {
    for (const auto& value : told.at("checks").as_array()) {
        const auto& check = value.as_object();
        const auto outcome = text_at(check, "outcome");
        const bool assessed = outcome != "not_assessable";
        const auto note = text_at(check, "note");
        lines.add("check",
                  text_at(check, "id") + " " + outcome +
                      (assessed ? ": " + text_at(check, "left") + " and " + text_at(check, "right") : "") +
                      (note.empty() ? "" : " (" + note + ")"));
    }
}

}  // namespace

void write_explanation(std::ostream& out, const json::object& told) {
    Lines lines{out};
    const auto& cell = told.at("cell").as_object();
    const auto& form = told.at("form").as_object();
    lines.add("cell", text_at(told, "id") + " = " + value_of(cell));
    lines.add("report", text_at(told, "agency") + " " + text_at(told, "year") +
                            (told.contains("revision") ? ", revision " + text_at(told, "revision") : ""));
    lines.add("form", text_at(form, "table") + " " + text_at(form, "row") + " " + text_at(form, "column"));
    write_source(lines, told);
    write_row(lines, told);
    const auto raw = text_at(cell, "raw");
    if (text_at(cell, "kind") == "absent") {
        lines.add("printed", "no row of the source was taken for it");
    } else {
        lines.add("printed", "“" + raw + "”");
    }
    for (const auto& step : told.at("figure").as_array()) lines.add("figure", said(steps, step.as_string()));
    write_rejected(lines, told);
    if (told.at("corrected").is_object()) {
        const auto& corrected = told.at("corrected").as_object();
        const auto printed = text_at(corrected, "printed");
        lines.add("corrected", "from " + (printed.empty() ? text_at(corrected, "printed_kind") : printed) +
                                   " by " + text_at(corrected, "by") + ": " + text_at(corrected, "reason"));
    }
    write_checks(lines, told);
    for (const auto& value : told.at("remarks").as_array())
        lines.add("remark", text_at(value.as_object(), "code") + ": " + text_at(value.as_object(), "quote"));
    lines.add("read today", text_at(told, "today"));
}

}  // namespace ogi::daemon
