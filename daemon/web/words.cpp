#include "daemon/web/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace ogi::daemon {

namespace {

struct Saying {
    std::string_view name, zh, en;
};

constexpr std::array sayings = {
#define OGI_WORD(name, zh, en) Saying{#name, zh, en},
#include "daemon/web/words.inc"
#undef OGI_WORD
};

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string_view in(Language language, const Saying& saying) {
    return language == Language::zh ? saying.zh : saying.en;
}

std::string_view trim_blanks(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

// What a range of the header is liked, in thousandths; 1000 where it says nothing.
int quality_of(std::string_view parameters) {
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos) return 1000;
    const auto digits = parameters.substr(at + 2);
    double quality = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), quality);
    if (problem != std::errc{} || end == digits.data() || !(quality >= 0 && quality <= 1)) return 0;
    return static_cast<int>(std::lround(quality * 1000));
}

}  // namespace

std::string_view name_of(Language language) {
    return language == Language::zh ? "zh" : "en";
}

std::string_view tag_of(Language language) {
    return language == Language::zh ? "zh-CN" : "en";
}

Language language_for(std::string_view accept_language) {
    int zh = 0, en = 0;
    while (!accept_language.empty()) {
        const auto comma = std::min(accept_language.find(','), accept_language.size());
        const auto range = trim_blanks(accept_language.substr(0, comma));
        accept_language.remove_prefix(std::min(comma + 1, accept_language.size()));
        const auto semicolon = std::min(range.find(';'), range.size());
        const auto tag = range.substr(0, semicolon);
        const auto language = tag.substr(0, tag.find('-'));
        auto* liked = language == "zh" ? &zh : language == "en" ? &en : nullptr;
        if (liked != nullptr) *liked = std::max(*liked, quality_of(range.substr(semicolon)));
    }
    return en > zh ? Language::en : Language::zh;
}

std::string_view say(Language language, Word word) {
    return in(language, sayings[static_cast<std::size_t>(word)]);
}

std::string say_name(Language language, std::string_view name) {
    const auto found = std::ranges::find_if(sayings, [&](const Saying& saying) {
        // "template_" stands for "template", which no enumerator may be called.
        return saying.name == name || (saying.name.ends_with('_') && saying.name.starts_with(name) &&
                                       saying.name.size() == name.size() + 1);
    });
    if (found != sayings.end()) return std::string{in(language, *found)};
    std::string plain{name};
    std::ranges::replace(plain, '_', ' ');
    return plain;
}

std::string number_text(std::int64_t number) {
    auto digits = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (auto at = digits.size(); at > first + 3;) digits.insert(at -= 3, 1, ',');
    return digits;
}

std::string date_text(Language language, base::Date date) {
    const auto year = std::to_string(static_cast<int>(date.year()));
    const auto month = static_cast<unsigned>(date.month());
    const auto day = std::to_string(static_cast<unsigned>(date.day()));
    if (language == Language::zh) return year + "年" + std::to_string(month) + "月" + day + "日";
    return day + " " + std::string{months[month - 1]} + " " + year;
}

std::string moment_text(std::string_view iso) {
    const auto time = base::parse_iso_time(iso);
    if (!time) return std::string{iso};
    // Asia/Shanghai is UTC+8 all year.
    const auto local = base::to_iso(*time + std::chrono::hours{8});
    return local.substr(0, 10) + " " + local.substr(11, 5);
}

}  // namespace ogi::daemon
