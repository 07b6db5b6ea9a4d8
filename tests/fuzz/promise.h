#pragma once

#include "model/document.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

// What holds for every input. A fuzz target ends the process where a promise is broken, so that the fuzzer
// keeps the input that did it and the replay fails.
namespace ogi::fuzz {

void promise(bool holds, std::string_view words);

// A Document read from a body of that many bytes: text is UTF-8, places lie inside the body, grids are whole.
void promise_sound(const model::Document& document, std::size_t body_bytes);

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// Decisions taken from the fuzzer's bytes, one after the other; all zero once they are used up.
class Choices {
  public:
    Choices(const std::uint8_t* data, std::size_t size) : bytes_{as_text(data, size)} {}

    bool left() const { return !bytes_.empty(); }
    std::uint8_t next() {
        if (bytes_.empty()) return 0;
        const auto byte = static_cast<std::uint8_t>(bytes_.front());
        bytes_.remove_prefix(1);
        return byte;
    }
    // 0 … count-1.
    std::size_t below(std::size_t count) { return next() % count; }
    // True about once in `often`; never once the bytes are used up.
    bool once_in(std::size_t often) { return left() && below(often) == often - 1; }
    std::string_view rest() const { return bytes_; }

  private:
    std::string_view bytes_;
};

}  // namespace ogi::fuzz
