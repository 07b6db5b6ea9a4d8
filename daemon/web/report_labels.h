#pragma once

#include "daemon/web/html.h"
#include "daemon/web/words.h"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

// What tables, rows, columns and checks of the forms are called, for a reader of either language.
namespace ogi::daemon {

// A part of a cell's id, "requests.granted" or ".total", in English; empty where it has no word.
std::string_view english_label(std::string_view part);

// A label as the form prints it, and on English pages in English below it. `part`: as for english_label.
void write_label(Html& html, Language language, std::string_view printed, std::string_view part);

// What a form prints above several rows or columns, or as a unit, in English (form_headings.inc); empty where
// it has no word.
std::string_view english_heading(std::string_view printed);

// Such a heading as the form prints it, and on English pages in English before it.
void write_heading(Html& html, Language language, std::string_view printed);

// A cell in one line: "（一）予以公开 · 总计", "Outcome 1: granted – total".
std::string cell_name(Language language, std::string_view cell);

// What a changed cell of a line of changes or of a diff says on one side ("old", "new"): the figure, what is
// printed in its place, or what kind of cell it is.
std::string changed_side(Language language, const boost::json::object& change, const std::string& side);

// What a figure of the prose is called, by the row or table of the forms that it belongs to; its name where
// it has none.
std::string statement_name(Language language, std::string_view name);

// What a check compares: "“总计”列:一 + 二 = 三（七）+ 四". An id that no rule knows is given as it is.
std::string check_name(Language language, std::string_view id);

// The form of a report on that year, in words; `generation` as a record has it. Empty for none.
std::string form_name(Language language, std::string_view generation, int year);

}  // namespace ogi::daemon
