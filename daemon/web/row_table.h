#pragma once

#include "daemon/web/html.h"
#include "daemon/web/pages.h"

#include <boost/json/object.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

// Lines of an answer as a table of a page.
namespace ogi::daemon {

struct TableColumn {
    Word title;
    std::function<void(Html& html, const boost::json::object& line)> cell;
    std::string_view style = "text";  // Class of its cells: "name", "number", "nowrap", "url", "command".
};

// A row a line; the first column heads its row. `title` says in words what it shows, for those who cannot see
// it. Where there are no lines, it says so.
void write_row_table(Html& html, Language language, std::string_view title, const Rows& rows,
                     const std::vector<TableColumn>& columns);

// Columns for what stands at a path of the line (columns.h): as it is, as a day, as the word for a name, as a
// time, as an address that can be followed, as a number.
TableColumn text_column(Word title, std::string path);
TableColumn day_column(Word title, std::string path);
TableColumn name_column(Language language, Word title, std::string path);
TableColumn time_column(Word title, std::string path);
TableColumn address_column(Word title, std::string path);
TableColumn number_column(Word title, std::string path);

// The report that the line names by agency and year at these paths, as a link to its page.
TableColumn report_column(Language language, std::string agency, std::string year);
// Links to the reports of an array of {"agency":…,"year":…}.
TableColumn reports_column(Language language, std::string array);

// A command that a person may type, to be copied.
void write_command(Html& html, std::string_view command);
// For a shell: in single quotes.
std::string quoted_for_shell(std::string_view text);

}  // namespace ogi::daemon
