#include "parser/money.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ogi::parser {

std::optional<int> power_of_money(std::string_view unit) {
    constexpr std::pair<std::string_view, int> powers[] = {
        {"元", 0}, {"百元", 2}, {"千元", 3}, {"万元", 4}, {"亿元", 8}};
    const auto* found = std::ranges::find(powers, unit, &std::pair<std::string_view, int>::first);
    return found == std::end(powers) ? std::nullopt : std::optional{found->second};
}

std::optional<model::Decimal> shifted(model::Decimal number, int power) {
    for (; power > 0; --power) {
        if (number.scale > 0) {
            --number.scale;
        } else if (__builtin_mul_overflow(number.units, 10, &number.units)) {
            return std::nullopt;
        }
    }
    for (; power < 0; ++power) {
        if (number.scale == 0 && number.units % 10 == 0) {
            number.units /= 10;
        } else if (++number.scale > model::Decimal::scale_max) {
            return std::nullopt;
        }
    }
    return number;
}

}  // namespace ogi::parser
