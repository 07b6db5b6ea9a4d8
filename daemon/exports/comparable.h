#pragma once

#include "model/report.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Which figures of different forms may stand in one time series.
namespace ogi::daemon {

enum class Comparable {
    yes,
    sum_of,  // Only the sum of the terms is.
    no,
};
std::string_view name_of(Comparable);

// How a form tells what a cell of another (or the same) form tells.
struct InForm {
    Comparable how = Comparable::no;
    std::vector<std::string> terms{};  // Cells of the form; one for `yes`, none for `no`.
    std::string statement{};           // Of the prose, where the cells do not say it; empty: none does.
    std::string note{};                // Why, in Chinese; empty where nothing is to be said.
};

// `cell`: an id of the catalogue. `form`: not `mixed`, which has no form of its own.
InForm in_form(std::string_view cell, model::Generation form);

// A figure of a report as a point of the series of `cell`.
struct Point {
    Comparable how = Comparable::no;
    std::optional<model::Decimal> value{};
    std::optional<model::CellKind> kind{};  // Not set: nothing of the report says it.
    std::string unit{};
    std::string terms{};  // What it was read from: ids with + between; "statement …" of the prose.
    std::string note{};
    std::string corrected_by{};  // Who put it or a term of it right; several with "；" between.
    std::string suspect{};       // Terms that checks point at, with + between.
};

// The sum of terms of which one is no figure has none: blank is not zero. In a mixed report the form whose
// terms are there counts. Of the prose that counts which said_once() takes.
Point point_of(const model::Report& report, std::string_view cell);

}  // namespace ogi::daemon
