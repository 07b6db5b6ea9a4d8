#include "tests/conformance/known_failures.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace ogi::conformance {

std::map<std::string, std::string> read_known_failures(std::string_view text) {
    std::map<std::string, std::string> known;
    std::istringstream lines{std::string{text}};
    std::string reason;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('#')) continue;
        if (line.starts_with('[') && line.ends_with(']')) {
            reason = line.substr(1, line.size() - 2);
            continue;
        }
        std::istringstream words{line};
        for (std::string name; words >> name;) {
            if (reason.empty()) throw std::runtime_error{name + " has no reason"};
            if (!known.emplace(name, reason).second) throw std::runtime_error{name + " is listed twice"};
        }
    }
    return known;
}

void expect_known_failures(const std::set<std::string>& failed, std::size_t total, std::string_view list) {
    std::map<std::string, std::string> known;
    if (list != no_failures)
        known = read_known_failures(file_text(std::filesystem::path{OGI_TEST_FOLDER} / list));
    for (const auto& name : failed) {
        if (!known.contains(name)) ADD_FAILURE() << name << " fails and is not in " << list;
    }
    for (const auto& [name, reason] : known) {
        if (!failed.contains(name))
            ADD_FAILURE() << name << " passes: take it off " << list << " (" << reason << ")";
    }
    std::cout << total - failed.size() << " of " << total << " cases pass\n";
}

std::optional<std::filesystem::path> suite(std::string_view name) {
    auto folder = std::filesystem::path{OGI_SHARED_FOLDER} / "suites" / name;
    if (!std::filesystem::is_directory(folder)) return std::nullopt;
    return folder;
}

std::string file_text(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) throw std::runtime_error{"cannot read " + path.string()};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace ogi::conformance
