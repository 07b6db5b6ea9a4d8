#pragma once

#include "daemon/web/html.h"
#include "daemon/web/pages.h"

#include <string>
#include <string_view>
#include <vector>

// The filters of a page: a form that asks for the same page with other parameters.
namespace ogi::daemon {

struct Choice {
    std::string value;  // "" for all.
    std::string text;
};

struct FilterField {
    std::string_view name;  // Of the parameter.
    Word label;
    std::vector<Choice> choices{};  // Empty: a text is typed.
};

void write_filter(Html& html, const PageRequest& request, std::string_view path,
                  const std::vector<FilterField>& fields);

// Lists of fewer rows are looked through faster than narrowed.
inline constexpr std::size_t narrowed_rows_min = 8;
// A field that narrows the rows of the table behind it to those with what is typed. A script's (page.js):
// hidden without one, for the filters above do the same with an answer of the daemon.
void write_narrow(Html& html, Language language, std::size_t rows);

// The provinces, with "all" before them.
std::vector<Choice> region_choices(Language language);
// These words of data, with "all" before them.
std::vector<Choice> name_choices(Language language, const std::vector<std::string_view>& names);
// From the newest year that reports can be on down to the first, with "all" before them.
std::vector<Choice> year_choices(Language language);

// A link to the rows behind these, where there are any.
void write_next(Html& html, const PageRequest& request, std::string_view path, const Rows& rows);

}  // namespace ogi::daemon
