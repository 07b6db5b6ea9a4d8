#include "base/mark.h"

#include <bit>

namespace ogi::base {

Mark& Mark::add(std::uint64_t number) {
    // A step of Murmur's mixing (Austin Appleby, public domain): every bit of the number meets every other.
    state_ = std::rotl(state_ ^ number * 0x87C37B91114253D5, 31) * 0x4CF5AD432745937F;
    return *this;
}

Mark& Mark::add(std::string_view text) {
    const auto size = text.size();
    while (!text.empty()) {
        std::uint64_t word = 0;
        const auto taken = text.substr(0, sizeof word);
        for (std::size_t i = 0; i < taken.size(); ++i)
            word |= static_cast<std::uint64_t>(static_cast<unsigned char>(taken[i])) << (8 * i);
        add(word);
        text.remove_prefix(taken.size());
    }
    return add(static_cast<std::uint64_t>(size));
}

std::uint32_t Mark::value() const {
    auto mixed = (state_ ^ state_ >> 33) * 0xFF51AFD7ED558CCD;
    mixed = (mixed ^ mixed >> 33) * 0xC4CEB9FE1A85EC53;
    return static_cast<std::uint32_t>(mixed ^ mixed >> 33);
}

}  // namespace ogi::base
