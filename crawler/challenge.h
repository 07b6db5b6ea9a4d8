#pragma once

#include <cstdint>
#include <string_view>

namespace ogi::crawler {

// Which anti-bot wall answered instead of the site: "瑞数" (412 or 202 with its script), "加速乐" (521), or
// any known one whose page of scripts alone comes with status 200, or as an error page; empty if none. Walls are told, not
// climbed.
std::string_view challenge_in(std::uint16_t status, std::string_view body);

}  // namespace ogi::crawler
