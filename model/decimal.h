#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::model {

// An exact decimal number: units × 10^-scale. Figures are never held in binary floating point.
struct Decimal {
    static constexpr int scale_max = 9;

    std::int64_t units = 0;
    int scale = 0;  // 0 … scale_max; trailing zeros are dropped, so equal numbers are equal structs.

    // "36", "-8", "57.8374". Plain ASCII digits only; nullopt for anything else, also where it would not fit.
    static std::optional<Decimal> parse(std::string_view text);
    static Decimal whole(std::int64_t number) { return {number, 0}; }

    // The shortest JSON number that is exactly this: "57.8374", "-8".
    std::string text() const;
    bool is_whole() const { return scale == 0; }

    bool operator==(const Decimal&) const = default;
};

// a + b; nullopt where the sum does not fit.
std::optional<Decimal> add(const Decimal& a, const Decimal& b);
// a - b, likewise.
std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
// Numerical order, exact.
std::strong_ordering compare(const Decimal& a, const Decimal& b);

}  // namespace ogi::model
