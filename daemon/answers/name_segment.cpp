#include "daemon/answers/name_segment.h"

#include <algorithm>
#include <array>

namespace ogi::daemon {

namespace {

constexpr char mark = '~';
constexpr std::array<std::string_view, 2> data_endings = {".json", ".csv"};

// Whether a name, whatever number of marks stands behind it, needs one more to be told from what it looks
// like.
bool needs_mark(std::string_view name) {
    const auto plain = name.substr(0, name.find_last_not_of(mark) + 1);
    const auto is_data = [&](std::string_view ending) {
        return plain.size() > ending.size() && plain.ends_with(ending);
    };
    return plain == "." || plain == ".." || std::ranges::any_of(data_endings, is_data);
}

}  // namespace

std::string segment_of(std::string_view name) {
    std::string segment{name};
    if (needs_mark(name)) segment += mark;
    return segment;
}

std::string name_in_segment(std::string_view segment) {
    if (segment.ends_with(mark) && needs_mark(segment)) segment.remove_suffix(1);
    return std::string{segment};
}

}  // namespace ogi::daemon
