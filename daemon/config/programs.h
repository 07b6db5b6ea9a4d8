#pragma once

#include "extract/programs.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ogi::daemon {

// [programs]: what a person says of each. Not set: it is looked for; empty: it is not to be used.
struct ProgramSettings {
    std::optional<std::filesystem::path> pdf{};
    std::optional<std::filesystem::path> office{};
    std::optional<std::filesystem::path> ocr{};
};

// Where programs are looked for, in this order. Ours are never taken from PATH: they must be of this version.
struct ProgramPlaces {
    std::filesystem::path beside{};             // The folder of the running program.
    std::filesystem::path libexec{};            // Where the install rules put ours.
    std::vector<std::filesystem::path> path{};  // PATH; for LibreOffice.
};
ProgramPlaces program_places();

// What is there and may be run. A path that a person wrote is taken as it is, or the program is absent.
extract::Programs find_programs(const ProgramSettings& settings,
                                const ProgramPlaces& places = program_places());

// What is missing, and what stays unread for it: "ogi-pdf: PDF".
std::vector<std::string> absent_programs(const extract::Programs& programs);
// The same to the log.
void tell_absent(const extract::Programs& programs);

}  // namespace ogi::daemon
