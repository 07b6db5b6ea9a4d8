#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ogi::base {

// "1 page", "2 pages"; `several` for words that take more than an s.
inline std::string counted(std::uint64_t count, std::string_view one, std::string_view several = {}) {
    auto text = std::to_string(count) + " ";
    if (count == 1) return text.append(one);
    return several.empty() ? text.append(one).append("s") : text.append(several);
}

}  // namespace ogi::base
