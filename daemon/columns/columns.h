#pragma once

#include "daemon/answers/question.h"

#include <boost/json/object.hpp>

#include <functional>
#include <string>
#include <vector>

namespace ogi::daemon {

// A column of a table or a CSV file, filled from one line of an answer.
struct Column {
    std::string title;
    std::function<std::string(const boost::json::object& line)> text;
};

// What a person reads on a terminal.
std::vector<Column> table_columns(About about);

// Everything of a line that fits into columns; reports have a column for every cell of the catalogue.
std::vector<Column> csv_columns(About about);

// A report line's cells, one row each: id, value, kind, as printed, unit.
std::vector<std::vector<std::string>> cell_rows(const boost::json::object& report);
std::vector<std::string> cell_row_titles();

// The member at a path such as "agency.name" in words; numbers with their exact digits, null as "".
std::string text_at(const boost::json::object& line, std::string_view path);

}  // namespace ogi::daemon
