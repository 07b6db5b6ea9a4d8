#pragma once

#include <string>
#include <string_view>
#include <vector>

// When two names are certainly those of one agency. Everything here is a pure function of names.
namespace ogi::daemon {

// The spellings that differ from a name in nothing but the province and the city in front of its division,
// the name itself among them, shortest first: 分宜县财政局, 江西省分宜县财政局, 新余市分宜县财政局,
// 江西省新余市分宜县财政局.
//
// The rule is strict. Everything in front of the last division must be a division above it, under the name it
// bears now. Each spelling must by itself mean that one division and no other that ever was: 朝阳区财政局 is
// no spelling of 北京市朝阳区财政局. What follows is equal to the byte.
std::vector<std::string> spellings_of(std::string_view name);

// The shortest of them: equal for two names if they are one agency by that rule.
std::string core_of(std::string_view name);

inline constexpr std::string_view agency_id_begin = "a-";  // No name begins so.

// "a-" and 16 hexadecimal digits: what stands for the agency of that name while no decision says otherwise.
// It depends on nothing but core_of.
std::string agency_id_of(std::string_view name);

}  // namespace ogi::daemon
