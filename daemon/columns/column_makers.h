#pragma once

#include "daemon/columns/columns.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <string_view>

// How the columns of tables and CSV files are filled.
namespace ogi::daemon {

namespace json = boost::json;

// The member of that name; nullptr where it is none of its type.
const json::object* object_in(const json::object& line, std::string_view name);
const json::array* array_in(const json::object& line, std::string_view name);

// What stands at a path (text_at); a time as a person reads it; when a page is due.
Column at(std::string title, std::string path);
Column time_at(std::string title, std::string path);
Column due_at(std::string title, std::string path);

// The rest says in words what a line has of something.
std::string due_pages(const json::object& line);
std::string last_outcome(const json::object& line);
std::string figures(const json::object& line);
std::string standing(const json::object& line);
std::string what_changed(const json::object& holder);
// "requests.granted.total put right by 王某 2026-02-01: 已电话核实; …": what people decided with a revision.
std::string what_people_put_right(const json::object& holder);
std::string what_befell(const json::object& holder);
std::string what_changed_in_feed(const json::object& line);
std::string why_no_page(const json::object& line);
std::string reports_shown(const json::object& line);
// The cells that a person put right, and those that checks point at; ids with a blank between.
std::string corrected_cells(const json::object& report);
std::string suspect_cells(const json::object& report);
// What would satisfy the checks that point at a cell; empty where none does.
std::string implied_figure(const json::object& report, std::string_view cell);
Column joined_at(std::string title, const char* object, const char* array);
std::string change_type(const json::object& line);
std::string diff_name(const json::object& line);
// "breaks requests.balance.total; heals …".
std::string turned_checks(const json::object& line);
std::string running_for(const json::object& line);
std::string mebibytes(const json::object& line);
// What a changed cell says on one side ("old", "new"), with its unit where that differs, too: "5万元" and
// "50000元" are one amount. Empty where no figure stands there.
std::string changed_figure(const json::object& change, const std::string& side);
Column side_column(std::string title, std::string name);

}  // namespace ogi::daemon
