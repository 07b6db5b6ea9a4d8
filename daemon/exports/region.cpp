#include "daemon/exports/region.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

constexpr std::size_t code_digits_max = 12;  // Of the codes of the statistical office, down to the village.

std::string_view without_pairs_of_zeros(std::string_view region) {
    while (region.size() > 2 && region.size() % 2 == 0 && region.ends_with("00")) region.remove_suffix(2);
    return region;
}

}  // namespace

base::Result<std::string> read_region(std::string_view region) {
    const bool is_code = !region.empty() && region.size() <= code_digits_max &&
                         std::ranges::all_of(region, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_code)
        return base::fail(base::ErrorCode::usage,
                          "region must be the code of a division or its first digits, as in 42, not \"" +
                              std::string{region} + "\"");
    return std::string{without_pairs_of_zeros(region)};
}

bool is_in_region(std::string_view division, std::string_view region) {
    return division.starts_with(without_pairs_of_zeros(region));
}

}  // namespace ogi::daemon
