#include "programs.h"

#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <string>

namespace ogi::accuracy {
namespace {

namespace fs = std::filesystem;

fs::path runnable(const fs::path& path) {
    return access(path.c_str(), X_OK) == 0 ? path : fs::path{};
}

fs::path on_path(const char* name) {
    const char* folders = std::getenv("PATH");
    std::istringstream list{folders == nullptr ? "" : folders};
    for (std::string folder; std::getline(list, folder, ':');) {
        if (auto found = runnable(fs::path{folder} / name); !found.empty()) return found;
    }
    return {};
}

}  // namespace

extract::Programs programs_of_this_build() {
    const auto folder = fs::read_symlink("/proc/self/exe").parent_path();
    return {.pdf = runnable(folder / "ogi-pdf"),
            .office = on_path("soffice"),
            .ocr = runnable(folder / "ogi-ocr")};
}

}  // namespace ogi::accuracy
