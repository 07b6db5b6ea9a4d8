#include "daemon/logging/log_levels.h"

#include <algorithm>
#include <array>
#include <optional>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;
using Level = LogLevels::Level;

namespace {

constexpr std::array<std::pair<std::string_view, Level>, 6> level_names = {{{"trace", Level::trace},
                                                                            {"debug", Level::debug},
                                                                            {"info", Level::info},
                                                                            {"warn", Level::warn},
                                                                            {"error", Level::err},
                                                                            {"off", Level::off}}};

// The first word of every event that is logged.
constexpr std::array event_words = {
#include "daemon/logging/event_words.inc"
};
static_assert(std::ranges::is_sorted(event_words));

std::optional<Level> level_of(std::string_view name) {
    for (const auto& [known, level] : level_names)
        if (known == name) return level;
    return std::nullopt;
}

std::string_view name_of(Level level) {
    return std::ranges::find(level_names, level, &std::pair<std::string_view, Level>::second)->first;
}

base::Error no_level() {
    std::string names;
    for (const auto& name : log_level_names()) names += (names.empty() ? "" : ", ") + name;
    return base::fail(ErrorCode::usage, "must be one of " + names);
}

base::Error no_event(std::string_view name) {
    std::string words;
    for (const auto known : event_words) words += (words.empty() ? "" : ", ") + std::string{known};
    return base::fail(ErrorCode::usage,
                      "has no event that begins with \"" + std::string{name} + "\"; there are " + words);
}

std::string_view first_word(std::string_view line) {
    return line.substr(0, line.find(' '));
}

}  // namespace

std::vector<std::string> log_level_names() {
    std::vector<std::string> names;
    for (const auto& [name, level] : level_names) names.emplace_back(name);
    return names;
}

Result<LogLevels> LogLevels::changed(std::string_view words) const {
    LogLevels next = *this;
    bool said = false;
    while (!words.empty()) {
        const auto word = first_word(words);
        words.remove_prefix(std::min(word.size() + 1, words.size()));
        if (word.empty()) continue;
        said = true;
        const auto equals = word.find('=');
        const auto level = level_of(equals == word.npos ? word : word.substr(equals + 1));
        if (!level) return no_level();
        if (equals == word.npos) {
            next.everything_ = *level;
            next.of_.clear();
            continue;
        }
        const auto name = word.substr(0, equals);
        if (!std::ranges::binary_search(event_words, name)) return no_event(name);
        next.of_.insert_or_assign(std::string{name}, *level);
    }
    if (!said) return no_level();
    std::erase_if(next.of_, [&](const auto& each) { return each.second == next.everything_; });
    return next;
}

bool LogLevels::wants(std::string_view line, Level level) const {
    if (of_.empty()) return level >= everything_;
    const auto found = of_.find(first_word(line));
    return level >= (found == of_.end() ? everything_ : found->second);
}

Level LogLevels::lowest() const {
    auto lowest = everything_;
    for (const auto& [name, level] : of_) lowest = std::min(lowest, level);
    return lowest;
}

std::string LogLevels::text() const {
    std::string text{name_of(everything_)};
    for (const auto& [name, level] : of_) text += " " + name + "=" + std::string{name_of(level)};
    return text;
}

}  // namespace ogi::daemon
