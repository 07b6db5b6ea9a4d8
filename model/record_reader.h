#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace ogi::model {

// Reads what a RecordWriter wrote. Behind the first thing that cannot be read everything is zero or empty;
// `outcome` tells.
class RecordReader {
  public:
    explicit RecordReader(std::string_view bytes) : rest_{bytes} {}

    std::uint64_t number(std::uint64_t most = std::numeric_limits<std::uint64_t>::max());
    std::int64_t signed_number() {
        const auto folded = number();
        return static_cast<std::int64_t>(folded >> 1) ^ -static_cast<std::int64_t>(folded & 1);
    }
    bool flag() { return number(1) == 1; }
    // `last` is the enum's.
    template <class Enum>
    Enum word(Enum last) {
        return static_cast<Enum>(number(static_cast<std::uint64_t>(last)));
    }
    std::string text();
    // How many things follow, each of at least one byte: a damaged record claims no more than it could hold.
    std::size_t count();

    // What was read makes no sense.
    void refuse() {
        failed_ = true;
        rest_ = {};
    }
    bool failed() const { return failed_; }
    // Fails with `malformed` where something could not be read, or something is left over.
    base::Result<void> outcome() const;

  private:
    std::string_view rest_;
    bool failed_ = false;
};

}  // namespace ogi::model
