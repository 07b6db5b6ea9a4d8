#include "base/read_all.h"

namespace ogi::base {

std::optional<std::string> read_all(std::istream& in) {
    constexpr std::size_t part_bytes = 64 * 1024;
    std::string bytes;
    std::string part(part_bytes, '\0');
    do {
        in.read(part.data(), static_cast<std::streamsize>(part.size()));
        bytes.append(part, 0, static_cast<std::size_t>(in.gcount()));
    } while (in);
    return in.bad() ? std::nullopt : std::optional{std::move(bytes)};
}

}  // namespace ogi::base
