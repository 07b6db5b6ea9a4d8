#include "output.h"

#include "base/json_writer.h"

#include <algorithm>
#include <cstdio>

namespace ogi::accuracy {
namespace {

constexpr std::size_t differences_shown_max = 200;

std::string percent(std::size_t part, std::size_t whole) {
    char text[32];
    // Cut off, not rounded: 100.00 % is said only of all.
    const auto hundredths = whole == 0 ? 10'000 : part * 10'000 / whole;
    std::snprintf(text, sizeof text, "%zu.%02zu %%", hundredths / 100, hundredths % 100);
    return text;
}

std::string cells_line(const Tally& tally) {
    return std::to_string(tally.right) + " of " + std::to_string(tally.cells) + " right (" +
           percent(tally.right, tally.cells) + "), " + std::to_string(tally.wrong) + " wrong, " +
           std::to_string(tally.missed) + " missed, " + std::to_string(tally.invented) + " invented";
}

std::string aligned(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size() + 1), ' ');
    return text;
}

void write_tally(base::JsonWriter& json, const Tally& tally) {
    const auto number = [](std::size_t value) { return static_cast<std::uint64_t>(value); };
    json.begin_object().key("cells").begin_object();
    json.field("asked", number(tally.cells)).field("right", number(tally.right));
    json.field("wrong", number(tally.wrong)).field("missed", number(tally.missed));
    json.field("invented", number(tally.invented)).end_object();
    for (const auto& [question, count] : tally.answers) {
        json.key(question).begin_object();
        json.field("asked", number(count.asked)).field("right", number(count.right)).end_object();
    }
    json.end_object();
}

}  // namespace

std::string as_text(const Result& result) {
    std::string text = aligned("cells", 14) + cells_line(result.all) + "\n";
    for (const auto& [question, count] : result.all.answers) {
        text += aligned(question, 14) + std::to_string(count.right) + " of " + std::to_string(count.asked) +
                " (" + percent(count.right, count.asked) + ")\n";
    }
    for (const auto& [name, tally] : result.groups) {
        const auto& whole = tally.answers.at("whole");
        text += "  " + aligned(name.empty() ? "(none)" : name, 30) + std::to_string(whole.right) + " of " +
                std::to_string(whole.asked) + " whole; cells " + cells_line(tally) + "\n";
    }
    const auto shown = std::min(result.differences.size(), differences_shown_max);
    for (std::size_t i = 0; i < shown; ++i) text += result.differences[i] + "\n";
    if (shown < result.differences.size()) {
        text += "… and " + std::to_string(result.differences.size() - shown) + " more\n";
    }
    return text;
}

std::string as_json(const Result& result) {
    base::JsonWriter json;
    json.begin_object().key("all");
    write_tally(json, result.all);
    json.key("groups").begin_object();
    for (const auto& [name, tally] : result.groups) {
        json.key(name);
        write_tally(json, tally);
    }
    json.end_object().key("differences").begin_array();
    for (const auto& line : result.differences) json.value(line);
    return json.end_array().end_object().take() + "\n";
}

}  // namespace ogi::accuracy
