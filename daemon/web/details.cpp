#include "daemon/web/details.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace ogi::daemon {

namespace {

struct Saying {
    std::string_view english, chinese;
};
constexpr Saying sayings[] = {
#include "daemon/web/details.inc"
};
constexpr char any = '*';
constexpr int nested_max = 4;  // Sentences in sentences.

using Parts = std::vector<std::string_view>;

// What stands where the pattern has its stars, each as short as can be but the last; nullopt where the text
// is another.
std::optional<Parts> match(std::string_view pattern, std::string_view text) {
    const auto head = std::min(pattern.find(any), pattern.size());
    if (!text.starts_with(pattern.substr(0, head))) return std::nullopt;
    text.remove_prefix(head);
    pattern.remove_prefix(head);
    Parts parts;
    while (!pattern.empty()) {
        pattern.remove_prefix(1);
        const auto words = pattern.substr(0, pattern.find(any));
        pattern.remove_prefix(words.size());
        const bool is_last = pattern.empty();
        if (is_last && !text.ends_with(words)) return std::nullopt;
        const auto end = is_last ? text.size() - words.size() : text.find(words);
        if (end == std::string_view::npos) return std::nullopt;
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end + words.size());
    }
    if (!text.empty()) return std::nullopt;
    return parts;
}

struct Found {
    std::string_view chinese;
    Parts parts;
};

std::optional<Found> find(std::string_view text) {
    for (const auto& [english, chinese] : sayings)
        if (auto parts = match(english, text)) return Found{chinese, *std::move(parts)};
    return std::nullopt;
}

// Names, numbers and addresses are in no language.
bool is_sentence(std::string_view text) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return text.find(' ') != std::string_view::npos && std::ranges::any_of(text, is_letter);
}

// In English, what is quoted marked as Chinese.
void write_english(Html& html, std::string_view text) {
    const auto is_foreign = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    const auto found = find(text);
    if (!found) {
        html.text(text);
        return;
    }
    for (const auto part : found->parts) {
        const auto begin = static_cast<std::size_t>(part.data() - text.data());
        html.text(text.substr(0, begin));
        if (std::ranges::any_of(part, is_foreign)) {
            html.element("span", part, {{"lang", tag_of(Language::zh)}});
        } else {
            html.text(part);
        }
        text.remove_prefix(begin + part.size());
    }
    html.text(text);
}

void write_chinese(Html& html, std::string_view text, int nested) {
    const auto found = nested > nested_max ? std::nullopt : find(text);
    if (!found) {
        if (is_sentence(text)) {
            html.element("span", text, {{"lang", tag_of(Language::en)}});
        } else {
            html.text(text);
        }
        return;
    }
    auto words = found->chinese;
    for (const auto part : found->parts) {
        const auto star = words.find(any);
        html.text(words.substr(0, star));
        write_chinese(html, part, nested + 1);
        words.remove_prefix(star + 1);
    }
    html.text(words);
}

}  // namespace

bool has_chinese_words(std::string_view detail) {
    return find(detail).has_value();
}

void write_detail(Html& html, Language language, std::string_view detail) {
    if (language == Language::en) {
        write_english(html, detail);
    } else {
        write_chinese(html, detail, 0);
    }
}

}  // namespace ogi::daemon
