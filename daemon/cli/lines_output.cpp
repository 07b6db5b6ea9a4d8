#include "daemon/cli/lines_output.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <ostream>

namespace ogi::daemon {

namespace {

std::string words_of(const boost::json::value& value) {
    if (value.is_string()) return value.as_string().c_str();
    return value.is_null() ? std::string{} : boost::json::serialize(value);
}

}  // namespace

bool LinesOutput::line(std::string_view json) {
    if (format_ == OutputFormat::ndjson) {
        out_ << json << '\n' << std::flush;
        return true;
    }
    if (format_ == OutputFormat::json) {
        array_.append(array_.empty() ? "" : ",\n").append(json);
        return true;
    }
    const auto object = boost::json::parse(json).as_object();
    std::vector<std::string> row;
    if (rows_.empty()) titles_.clear();
    for (const auto& [name, value] : object) {
        if (rows_.empty()) titles_.emplace_back(name);
        row.push_back(words_of(value));
    }
    rows_.push_back(std::move(row));
    return true;
}

void LinesOutput::finish() {
    if (format_ == OutputFormat::json) out_ << '[' << array_ << "]\n";
    if (titles_.empty() || (rows_.empty() && format_ == OutputFormat::table)) return;
    if (format_ == OutputFormat::csv || format_ == OutputFormat::tsv) {
        write_record(out_, format_, titles_);
        for (const auto& row : rows_) write_record(out_, format_, row);
    } else if (format_ == OutputFormat::table) {
        for (auto& title : titles_)
            std::ranges::transform(title, title.begin(), [](char c) {
                return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            });
        for (auto& row : rows_)
            for (auto& value : row) value = on_one_line(std::move(value));
        write_table(out_, titles_, std::move(rows_));
    }
}

}  // namespace ogi::daemon
