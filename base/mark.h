#pragma once

#include <cstdint>
#include <string_view>

namespace ogi::base {

// A short digest of a series of texts and numbers, the same on every machine: tells quickly that two are not
// the same. It guards against chance, not against intent.
class Mark {
  public:
    // Texts do not run into each other: "a" and "b" give another mark than "ab".
    Mark& add(std::string_view text);
    Mark& add(std::uint64_t number);

    std::uint32_t value() const;

  private:
    std::uint64_t state_ = 0x9E3779B97F4A7C15;
};

}  // namespace ogi::base
