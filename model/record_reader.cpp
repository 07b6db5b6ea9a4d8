#include "model/record_reader.h"

namespace ogi::model {

namespace {

constexpr int bits_max = 64;

}  // namespace

std::uint64_t RecordReader::number(std::uint64_t most) {
    std::uint64_t number = 0;
    for (int shift = 0; shift < bits_max && !rest_.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte >= 0x80) continue;
        if (number > most) break;
        return number;
    }
    refuse();
    return 0;
}

std::size_t RecordReader::count() {
    const auto claimed = number();
    if (claimed <= rest_.size()) return claimed;
    refuse();
    return 0;
}

std::string RecordReader::text() {
    const auto length = count();
    std::string text{rest_.substr(0, length)};
    rest_.remove_prefix(length);
    return text;
}

base::Result<void> RecordReader::outcome() const {
    if (failed_)
        return base::fail(base::ErrorCode::malformed, "a record that breaks off or holds no such value");
    if (!rest_.empty())
        return base::fail(base::ErrorCode::malformed, "a record with something behind its end");
    return {};
}

}  // namespace ogi::model
