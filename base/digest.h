#pragma once

#include <string>
#include <string_view>

namespace ogi::base {

// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

// `count` bytes from the system's random source, in hexadecimal. For names, not for keys.
std::string random_hex(std::size_t count);

}  // namespace ogi::base
