#pragma once

#include <array>
#include <string>
#include <string_view>

namespace ogi::base {

// SHA-256 (FIPS 180-4).
using Sha256 = std::array<unsigned char, 32>;
Sha256 sha256(std::string_view bytes);

// The same as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

// `count` bytes from the system's random source, in hexadecimal. For names, not for keys.
std::string random_hex(std::size_t count);

}  // namespace ogi::base
