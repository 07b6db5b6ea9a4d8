#include "model/cursor.h"

#include <charconv>

namespace ogi::model {

namespace {

std::optional<std::uint64_t> number_in(std::string_view digits) {
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

}  // namespace

std::string to_text(const Cursor& cursor) {
    return std::to_string(cursor.epoch) + "-" + std::to_string(cursor.sequence);
}

std::optional<GivenCursor> parse_cursor(std::string_view text) {
    const auto dash = text.find('-');
    const auto sequence = number_in(dash == std::string_view::npos ? text : text.substr(dash + 1));
    if (!sequence) return std::nullopt;
    if (dash == std::string_view::npos) return GivenCursor{{}, *sequence};
    const auto epoch = number_in(text.substr(0, dash));
    if (!epoch) return std::nullopt;
    return GivenCursor{epoch, *sequence};
}

}  // namespace ogi::model
