#pragma once

#include "daemon/columns/columns.h"
#include "daemon/web/pages.h"

#include <string>
#include <string_view>
#include <vector>

// The rows of a page as data.
namespace ogi::daemon {

enum class Form { html, json, csv };

// Takes ".json" or ".csv" from the end of a segment and says which it was.
Form take_ending(std::string& segment);
std::string_view ending_of(Form form);
std::string_view content_type_of(Form form);

// An array of JSON, a line each.
std::string json_twin(const Rows& rows);
// With a byte order mark, for spreadsheets; formulas are guarded (csv_text.h).
std::string csv_twin(const Rows& rows, const std::vector<Column>& columns);

}  // namespace ogi::daemon
