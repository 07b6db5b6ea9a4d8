#include "model/decimal.h"

#include <algorithm>
#include <charconv>

namespace ogi::model {

namespace {

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

Decimal shortest(Decimal number) {
    while (number.scale > 0 && number.units % 10 == 0) number.units /= 10, --number.scale;
    return number;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto point = text.find('.');
    const auto whole_part = text.substr(0, point);
    auto fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole_part.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!std::ranges::all_of(whole_part, is_digit) || !std::ranges::all_of(fraction, is_digit))
        return std::nullopt;
    while (fraction.ends_with('0')) fraction.remove_suffix(1);
    if (fraction.size() > static_cast<std::size_t>(scale_max)) return std::nullopt;

    std::string digits{whole_part};
    digits += fraction;
    Decimal number{0, static_cast<int>(fraction.size())};
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number.units);
    if (problem != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    if (negative) number.units = -number.units;
    return shortest(number);
}

std::string Decimal::text() const {
    if (scale == 0) return std::to_string(units);
    const bool negative = units < 0;
    auto digits =
        std::to_string(negative ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units));
    const auto places = static_cast<std::size_t>(scale);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
    return negative ? "-" + digits : digits;
}

std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
    const int scale = std::max(a.scale, b.scale);
    std::int64_t left = 0, right = 0, sum = 0;
    if (__builtin_mul_overflow(a.units, power_of_ten(scale - a.scale), &left) ||
        __builtin_mul_overflow(b.units, power_of_ten(scale - b.scale), &right) ||
        __builtin_add_overflow(left, right, &sum)) {
        return std::nullopt;
    }
    return shortest({sum, scale});
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) {
    std::int64_t negated = 0;
    if (__builtin_sub_overflow(std::int64_t{0}, b.units, &negated)) return std::nullopt;
    return add(a, {negated, b.scale});
}

std::strong_ordering compare(const Decimal& a, const Decimal& b) {
    // 128 bits hold any units × 10^9.
    __extension__ using Wide = __int128;
    const Wide left = static_cast<Wide>(a.units) * power_of_ten(b.scale);
    const Wide right = static_cast<Wide>(b.units) * power_of_ten(a.scale);
    return left < right   ? std::strong_ordering::less
           : left > right ? std::strong_ordering::greater
                          : std::strong_ordering::equal;
}

}  // namespace ogi::model
