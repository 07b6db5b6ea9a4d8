#include "daemon/web/twins.h"

#include "daemon/exports/csv_text.h"

#include <boost/json/parse.hpp>

namespace ogi::daemon {

namespace json = boost::json;

Form take_ending(std::string& segment) {
    for (const auto form : {Form::json, Form::csv}) {
        const auto ending = ending_of(form);
        if (segment.size() <= ending.size() || !segment.ends_with(ending)) continue;
        segment.resize(segment.size() - ending.size());
        return form;
    }
    return Form::html;
}

std::string_view ending_of(Form form) {
    switch (form) {
        case Form::html:
            return "";
        case Form::json:
            return ".json";
        case Form::csv:
            return ".csv";
    }
    return {};
}

std::string_view content_type_of(Form form) {
    switch (form) {
        case Form::html:
            return "text/html; charset=utf-8";
        case Form::json:
            return "application/json";
        case Form::csv:
            return "text/csv; charset=utf-8";
    }
    return {};
}

namespace {

// A number stays one, also where a minus stands before it: no formula needs a guard there.
bool is_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::string json_twin(const Rows& rows) {
    std::string text = "[";
    for (const auto& line : rows.lines) text += (text.size() == 1 ? "\n" : ",\n") + line;
    return text + "\n]\n";
}

std::string csv_twin(const Rows& rows, const std::vector<Column>& columns) {
    std::string text{byte_order_mark};
    Row head;
    for (const auto& column : columns) head.emplace_back(column.title);
    append_csv_row(text, head, Formulas::plain);
    for (const auto& line : rows.lines) {
        const auto read = json::parse(line);
        Row row;
        for (const auto& column : columns) {
            auto value = column.text(read.as_object());
            row.push_back(text_or_nothing(is_number(value) ? value : guard_formula(std::move(value))));
        }
        append_csv_row(text, row, Formulas::plain);
    }
    return text;
}

}  // namespace ogi::daemon
