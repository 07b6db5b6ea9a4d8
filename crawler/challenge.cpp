#include "crawler/challenge.h"

#include "crawler/shell.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace ogi::crawler {

namespace {

constexpr std::size_t wall_bytes_max = 256 * 1024;
// A longer body is mostly a page, which has one of these early; a shorter one is read through soon enough.
constexpr std::size_t short_body_bytes = 16 * 1024;
constexpr std::string_view signs_of_a_page[] = {"<li>", "<td", "<img"};
constexpr std::string_view signs_of_an_error_page[] = {"404", "Not Found", "not found", "不存在"};

struct Mark {
    std::string_view text;
    std::string_view wall;
};

constexpr Mark marks[] = {
    {"$_ts", "瑞数"},
    {"r=\"m\"", "瑞数"},
    {"r='m'", "瑞数"},
    {"__jsl_clearance", "加速乐"},
    {"acw_sc__v2", "阿里云盾"},
    {"wzws-waf-cgi", "网站卫士"},
    {"wzwsconfirm", "网站卫士"},
    {"security_session_", "云锁"},
    {"security_verify_data", "云锁"},
    {"EO_Bot_Ssid", "EdgeOne"},
};

bool contains(std::string_view text, std::string_view part) {
    return ::memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

bool contains_any(std::string_view text, std::span<const std::string_view> signs) {
    return std::ranges::any_of(signs, [&](std::string_view sign) { return contains(text, sign); });
}

// Read once up to the first of the signs, which all begin with '<'.
bool is_plainly_a_page(std::string_view body) {
    if (body.size() <= short_body_bytes) return false;
    for (auto at = body.find('<'); at != body.npos; at = body.find('<', at + 1)) {
        const auto rest = body.substr(at);
        if (std::ranges::any_of(signs_of_a_page, [&](auto sign) { return rest.starts_with(sign); }))
            return true;
    }
    return false;
}

std::string_view marked_by(std::string_view text) {
    const auto found =
        std::ranges::find_if(marks, [&](const Mark& mark) { return contains(text, mark.text); });
    return found == std::end(marks) ? std::string_view{} : found->wall;
}

}  // namespace

std::string_view challenge_in(std::uint16_t status, std::string_view body) {
    if (status == 521) return "加速乐";
    if (status == 412 || status == 202) return marked_by(body);
    const bool is_error = status == 404 || status == 410;
    if (status != 200 && status != 203 && !is_error) return {};
    // Walls put their scripts into a site's own error pages, too.
    if (is_error && contains_any(body, signs_of_an_error_page)) return {};
    // The same marks stand in the site's own pages once the wall is passed; a wall shows nothing else.
    if (body.size() > wall_bytes_max || is_plainly_a_page(body) || !shows_nothing(body)) return {};
    return marked_by(body);
}

}  // namespace ogi::crawler
