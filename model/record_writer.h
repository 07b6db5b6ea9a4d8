#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ogi::model {

// Writes the numbers and texts of a record one behind the other (docs/formats.md). Whoever reads them knows
// what comes next.
class RecordWriter {
  public:
    // `room`: as many bytes as it will take, roughly.
    explicit RecordWriter(std::size_t room = 0) { bytes_.reserve(room); }

    // Seven bits a byte, the lowest first; the high bit says that more follow.
    void number(std::uint64_t number) {
        while (number >= 0x80) {
            bytes_.push_back(static_cast<char>(number | 0x80));
            number >>= 7;
        }
        bytes_.push_back(static_cast<char>(number));
    }
    // Small where the number is near zero, on either side.
    void signed_number(std::int64_t number) {
        this->number(static_cast<std::uint64_t>(number) << 1 ^ static_cast<std::uint64_t>(number >> 63));
    }
    void flag(bool truth) { number(truth ? 1 : 0); }
    template <class Enum>
    void word(Enum value) {
        number(static_cast<std::uint64_t>(value));
    }
    // Its length, then its bytes; what is not UTF-8 becomes U+FFFD.
    void text(std::string_view utf8);

    const std::string& bytes() const { return bytes_; }
    std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

}  // namespace ogi::model
