#include "daemon/sinks/position.h"

#include <algorithm>
#include <charconv>

namespace ogi::daemon {

namespace {

// An epoch is drawn below 2^30, or a little above the second of a restore: 32 bits hold it until 2106.
constexpr int sequence_bits = 31;
constexpr std::uint64_t epoch_max = (std::uint64_t{1} << 32) - 1;

std::optional<std::uint64_t> whole_number(std::string_view digits) {
    std::uint64_t number = 0;
    const auto* end = digits.data() + digits.size();
    const auto [stop, problem] = std::from_chars(digits.data(), end, number);
    if (digits.empty() || problem != std::errc{} || stop != end) return std::nullopt;
    return number;
}

}  // namespace

std::string to_text(const SinkPosition& position) {
    return std::to_string(position.epoch) + "-" + std::to_string(position.sequence);
}

std::optional<SinkPosition> parse_sink_position(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto epoch = whole_number(text.substr(0, dash));
    const auto sequence = whole_number(text.substr(dash + 1));
    if (!epoch || !sequence || *epoch == 0) return std::nullopt;
    return SinkPosition{*epoch, *sequence};
}

std::int64_t version_of(const SinkPosition& position) {
    return static_cast<std::int64_t>((std::min(position.epoch - 1, epoch_max) << sequence_bits) +
                                     position.sequence);
}

}  // namespace ogi::daemon
