#include "daemon/answers/shown_states.h"

#include "daemon/answers/coverage_lines.h"

#include <boost/json/array.hpp>

#include <algorithm>
#include <charconv>

namespace ogi::daemon {

namespace {

// As it stands in coverage_signs; empty where it does not.
std::string_view known_state(std::string_view state) {
    const auto found = std::ranges::find(coverage_signs, state, &CoverageSign::state);
    return found == coverage_signs.end() ? std::string_view{} : found->state;
}

}  // namespace

std::map<int, std::string_view> shown_states(const boost::json::object& line) {
    std::map<int, std::string_view> states;
    for (const auto& [year, state] : line.at("years").as_object()) {
        int number = 0;
        std::from_chars(year.data(), year.data() + year.size(), number);
        states[number] = known_state(std::string_view{state.as_string()});
    }
    for (const std::string_view above : {"not_due", "in_doubt"})
        for (const auto& year : line.at(above).as_array())
            states[static_cast<int>(year.as_int64())] = known_state(above);
    return states;
}

}  // namespace ogi::daemon
