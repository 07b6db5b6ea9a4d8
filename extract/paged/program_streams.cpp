#include "extract/paged/program_streams.h"

#include "base/version.h"
#include "extract/paged/page_record.h"

#include <array>
#include <cstdio>

namespace ogi::extract::paged {

bool prints_version(int argument_count, char** arguments, std::string_view program) {
    if (argument_count != 2 || std::string_view{arguments[1]} != "--version") return false;
    std::printf("%s %s\n", program.data(), base::version.data());
    return true;
}

std::string read_input() {
    std::string bytes;
    std::array<char, 1 << 16> piece{};
    while (const auto count = std::fread(piece.data(), 1, piece.size(), stdin))
        bytes.append(piece.data(), count);
    return bytes;
}

int write_record(const PagedFile& file) {
    const auto record = to_record(file);
    const bool written =
        std::fwrite(record.data(), 1, record.size(), stdout) == record.size() && std::fflush(stdout) == 0;
    return written ? 0 : 1;
}

}  // namespace ogi::extract::paged
