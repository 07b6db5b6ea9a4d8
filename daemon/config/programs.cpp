#include "daemon/config/programs.h"

#include <spdlog/spdlog.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace ogi::daemon {

namespace fs = std::filesystem;

namespace {

enum class From { us, the_system };

// In the order in which they are told of.
struct Program {
    std::string_view name;
    From from;
    std::string_view reads;
    fs::path extract::Programs::*found;
    std::optional<fs::path> ProgramSettings::*written;
};
const std::array programs_known = {
    Program{"ogi-pdf", From::us, "PDF", &extract::Programs::pdf, &ProgramSettings::pdf},
    Program{"ogi-ocr", From::us, "scans and images", &extract::Programs::ocr, &ProgramSettings::ocr},
    Program{"soffice", From::the_system, "DOC, XLS, WPS and RTF", &extract::Programs::office,
            &ProgramSettings::office},
};

bool may_run(const fs::path& file) {
    std::error_code problem;
    return fs::is_regular_file(file, problem) && access(file.c_str(), X_OK) == 0;
}

fs::path look_for(const Program& program, const ProgramPlaces& places) {
    auto folders = program.from == From::us ? std::vector{places.beside, places.libexec} : places.path;
    for (const auto& folder : folders) {
        if (folder.is_absolute() && may_run(folder / program.name)) return folder / program.name;
    }
    return {};
}

}  // namespace

ProgramPlaces program_places() {
    ProgramPlaces places;
    std::error_code unknown;
    places.beside = fs::read_symlink("/proc/self/exe", unknown).parent_path();
    if (!places.beside.empty()) places.libexec = places.beside.parent_path() / "libexec" / "ogi";
    const auto* path = std::getenv("PATH");
    for (std::string_view rest = path == nullptr ? "" : path; !rest.empty();) {
        const auto end = std::min(rest.find(':'), rest.size());
        places.path.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return places;
}

extract::Programs find_programs(const ProgramSettings& settings, const ProgramPlaces& places) {
    extract::Programs programs;
    for (const auto& program : programs_known) {
        const auto& written = settings.*program.written;
        if (!written) {
            programs.*program.found = look_for(program, places);
        } else if (may_run(*written)) {
            programs.*program.found = fs::absolute(*written);
        }
    }
    return programs;
}

std::vector<std::string> absent_programs(const extract::Programs& programs) {
    std::vector<std::string> absent;
    for (const auto& program : programs_known) {
        if ((programs.*program.found).empty())
            absent.push_back(std::string{program.name} + ": " + std::string{program.reads});
    }
    return absent;
}

void tell_absent(const extract::Programs& programs) {
    for (const auto& absent : absent_programs(programs))
        spdlog::warn("program absent name=\"{}\" then=\"ogi reparse, once it is there\"", absent);
}

}  // namespace ogi::daemon
