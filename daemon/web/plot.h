#pragma once

#include "daemon/web/html.h"
#include "daemon/web/words.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Plots as SVG. Each stands beside a table with the same figures.
namespace ogi::daemon {

struct YearPoint {
    int year = 0;
    std::optional<double> value{};  // Not set: nothing comparable was published.
    std::string text{};             // The exact figure, with its sign.
    bool withdrawn = false;         // Published and taken down: no value, and said so.
};

// A figure over the years, in order. Points of neighbouring years are joined; a year without one parts them.
void write_years_plot(Html& html, Language language, std::string_view title,
                      const std::vector<YearPoint>& points);

struct Quartiles {
    double least = 0;
    double lower = 0;
    double median = 0;
    double upper = 0;
    double most = 0;
};
// Of values in ascending order, at least one: those between two values are interpolated (Hyndman and Fan,
// type 7).
Quartiles quartiles_of(const std::vector<double>& values);

// How values spread: a box of the quartiles above columns of how many there are, on a scale by powers of ten
// on either side of nothing. Ascending order, at least one.
void write_spread_plot(Html& html, Language language, std::string_view title,
                       const std::vector<double>& values);

// "1,204", "0.5", "8,616.5": as it is, down to millionths.
std::string plain_number(double value);

}  // namespace ogi::daemon
