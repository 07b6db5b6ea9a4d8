#include "extract/element_marks.h"

#include <algorithm>
#include <string_view>

namespace ogi::extract {
namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

}  // namespace

ElementMarks MarkReader::read(std::uint32_t node) const {
    ElementMarks marks;
    marks.effect = styles_.effect(node);
    marks.hidden = tree_.find_attribute(node, AttributeName::hidden) != nullptr;
    for (const auto name : {AttributeName::id, AttributeName::css_class}) {
        auto words = tree_.attribute(node, name);
        while (!words.empty()) {
            const auto end = static_cast<std::size_t>(std::ranges::find_if(words, is_blank) - words.begin());
            const auto word = words.substr(0, end);
            words.remove_prefix(std::min(end + 1, words.size()));
            if (word.empty()) continue;
            marks.body_container = marks.body_container || names_body_container(word);
            if (marks.chrome == ChromeKind::none) marks.chrome = names_chrome(word);
        }
    }
    return marks;
}

}  // namespace ogi::extract
