#include "crawler/challenge.h"

#include <algorithm>

namespace ogi::crawler {

namespace {

constexpr std::string_view ruishu_marks[] = {"$_ts", "r=\"m\"", "r='m'"};

}  // namespace

std::string_view challenge_in(std::uint16_t status, std::string_view body) {
    if (status == 521) return "加速乐";
    // The same marks stand in the site's own pages once the wall is passed; there the status is 200.
    if (status != 412 && status != 202) return {};
    const bool marked = std::ranges::any_of(
        ruishu_marks, [&](std::string_view mark) { return body.find(mark) != std::string_view::npos; });
    return marked ? std::string_view{"瑞数"} : std::string_view{};
}

}  // namespace ogi::crawler
