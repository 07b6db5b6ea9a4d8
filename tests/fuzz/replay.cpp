#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

// Feeds every file of a folder to a fuzz target, so that each test run, under whichever sanitizer, repeats
// what the fuzzers found. usage: <name>_replay FOLDER|FILE…

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void replay(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    const auto bytes = text.str();
    std::cout << path.string() << '\n' << std::flush;  // The last name is the one that failed.
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
    int files = 0;
    for (int i = 1; i < argc; ++i) {
        if (!std::filesystem::is_directory(argv[i])) {
            replay(argv[i]), ++files;
            continue;
        }
        for (const auto& entry : std::filesystem::directory_iterator{argv[i]}) replay(entry.path()), ++files;
    }
    std::cout << files << " inputs\n";
    return files > 0 ? 0 : 1;
}
