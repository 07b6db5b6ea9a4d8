#include "parser/noise.h"

#include "base/url.h"
#include "base/utf8.h"
#include "parser/page_noise.h"

#include <opencc/SimpleConverter.hpp>

#include <algorithm>
#include <exception>
#include <functional>
#include <memory>
#include <optional>

namespace ogi::parser {

namespace {

#include "parser/tables/traditional.inc"

using namespace std::literals;

constexpr std::size_t gloss_letters_max = 6;      // "zhuang".
constexpr std::size_t traditional_hits_min = 12;  // A name or a quotation may have a few.
constexpr std::size_t traditional_share_percent = 4;
constexpr std::size_t traditional_hits_few = 3;  // Enough where a short text has hardly anything else.
constexpr std::size_t traditional_share_high = 8;

// Advertisers whose names stand where mirrors of that trade removed the name of a place.
constexpr std::string_view brand_words[] = {"威廉希尔"sv,     "体彩网"sv,  "体育app官网"sv, "必威体育"sv,
                                            "ibet国际"sv,     "365bet"sv,  "开云手机"sv,    "德赢VWIN"sv,
                                            "买足球的软件"sv, "不让提款"sv};

bool is_gloss_letter(char32_t c) {
    if (c >= U'a' && c <= U'z') return true;
    constexpr std::u32string_view toned = U"āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿăĕĭŏŭ";
    return toned.find(c) != std::u32string_view::npos || (c >= 0x300 && c <= 0x30C);
}

// Bytes of the "(bào)" that `text` starts with; 0 if it starts with none.
std::size_t gloss_length(std::string_view text) {
    if (!text.starts_with('(')) return 0;
    std::size_t at = 1;
    std::size_t letters = 0;
    while (at < text.size() && text[at] != ')') {
        const auto [c, length] = base::decode_utf8(text.substr(at));
        if (!is_gloss_letter(c)) return 0;
        if (c < 0x300 || c > 0x30C) ++letters;
        if (letters > gloss_letters_max) return 0;
        at += length;
    }
    return letters > 0 && at < text.size() ? at + 1 : 0;
}

// `text` without its glosses; adds their number to `hits`.
std::string without_glosses(std::string_view text, std::size_t& hits) {
    std::string rest;
    rest.reserve(text.size());
    bool after_han = false;
    while (!text.empty()) {
        if (after_han) {
            if (const auto length = gloss_length(text); length > 0) {
                ++hits;
                text.remove_prefix(length);
                continue;
            }
        }
        const auto [c, length] = base::decode_utf8(text);
        after_han = base::is_han(c);
        rest.append(text.substr(0, length));
        text.remove_prefix(length);
    }
    return rest;
}

struct Script {
    std::size_t han = 0;
    std::size_t traditional = 0;
};

void count_script(std::string_view text, Script& script) {
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        if (base::is_han(c)) {
            ++script.han;
            if (std::ranges::binary_search(traditional_characters, c)) ++script.traditional;
        }
        text.remove_prefix(length);
    }
}

// Loaded once; its conversions are const and share no state. Null where OpenCC's dictionaries are not
// installed.
const opencc::SimpleConverter* to_simplified() {
    static const auto converter = []() -> std::unique_ptr<opencc::SimpleConverter> {
        try {
            return std::make_unique<opencc::SimpleConverter>("t2s.json");
        } catch (const std::exception&) {
            return nullptr;
        }
    }();
    return converter.get();
}

// "<!--[if !supportLists]-->" and its like, which some editors let through as text.
bool remove_word_residue(std::string& text) {
    bool found = false;
    for (std::size_t at = 0; (at = text.find("<!--["sv, at)) != std::string::npos;) {
        const auto end = text.find("-->"sv, at);
        if (end == std::string::npos) break;
        text.erase(at, end + 3 - at);
        found = true;
    }
    return found;
}

using Edit = std::function<void(std::string&)>;

// Every text a reader of the document sees.
void for_each_text(model::Document& document, const Edit& edit) {
    edit(document.title);
    for (auto& meta : document.metas) edit(meta.second);
    for (auto& block : document.blocks) edit(block.text);
    for (auto& block : document.outside) edit(block.text);
    for (auto& grid : document.grids) {
        for (auto& cell : grid.cells) edit(cell.text);
    }
}

bool is_address(std::string_view host) {
    return host.starts_with('[') || host.find_first_not_of("0123456789."sv) == std::string_view::npos;
}

bool is_foreign(const std::string& url_text) {
    const auto url = base::Url::parse(url_text);
    if (!url) return false;
    const auto host = url->host();
    return !(host.ends_with(".gov.cn"sv) || host == "gov.cn"sv || host == "localhost"sv || is_address(host));
}

}  // namespace

Cleaned clean(const model::Document& document, const Hints& hints) {
    Cleaned cleaned{.document = document, .noise = {}, .official = true};
    auto& texts = cleaned.document;

    std::size_t glosses = 0;
    Script script;
    bool residue = false;
    bool brands = false;
    for_each_text(texts, [&](std::string& text) {
        count_script(text, script);
        if (text.find('(') != std::string::npos) without_glosses(text, glosses);
        if (remove_word_residue(text)) residue = true;
        for (const auto brand : brand_words) brands = brands || text.find(brand) != std::string::npos;
    });
    const bool has_glosses = glosses >= gloss_hits_min;
    const auto is_share = [&](std::size_t percent) {
        return script.traditional * 100 >= script.han * percent;
    };
    const bool traditional =
        (script.traditional >= traditional_hits_min && is_share(traditional_share_percent)) ||
        (script.traditional >= traditional_hits_few && is_share(traditional_share_high));
    if (has_glosses) {
        for_each_text(texts, [&](std::string& text) { text = without_glosses(text, glosses); });
    }
    const auto* converter = traditional ? to_simplified() : nullptr;
    if (converter != nullptr) {
        for_each_text(texts, [&](std::string& text) { text = converter->Convert(text); });
    }

    const auto& url = hints.url.empty() ? document.url : hints.url;
    const bool foreign = is_foreign(url);
    if (brands) cleaned.noise.emplace_back("brand_words");
    if (foreign) cleaned.noise.emplace_back("foreign_host");
    if (has_glosses) cleaned.noise.emplace_back("pinyin_glosses");
    if (converter != nullptr) cleaned.noise.emplace_back("traditional_script");
    if (residue) cleaned.noise.emplace_back("word_residue");
    cleaned.official = !(has_glosses || foreign || brands);
    remove_page_noise(texts);
    return cleaned;
}

}  // namespace ogi::parser
