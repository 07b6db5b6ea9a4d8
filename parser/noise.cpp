#include "parser/noise.h"

#include "base/utf8.h"
#include "parser/characters.h"
#include "parser/host.h"
#include "parser/page_noise.h"
#include "parser/prose.h"
#include "parser/title.h"
#include "parser/word_set.h"

#include <opencc/SimpleConverter.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <exception>
#include <memory>

namespace ogi::parser {

namespace {

#include "parser/tables/traditional.inc"

using namespace std::literals;

constexpr std::size_t gloss_letters_max = 6;      // "zhuang".
constexpr std::size_t traditional_hits_min = 12;  // A name or a quotation may have a few.
constexpr std::size_t traditional_share_percent = 4;
constexpr std::size_t traditional_hits_few = 3;  // Enough where a short text has hardly anything else.
constexpr std::size_t traditional_share_high = 8;
constexpr auto word_comment = "<!--["sv;

// Advertisers whose names stand where mirrors of that trade removed the name of a place or of an agency.
constexpr std::string_view brand_names =
    "威廉希尔|体彩网|体育app官网|必威体育|betway|ibet国际|365bet|bet365|假的365|开云手机|开云体育|开云官网|"
    "德赢|VWIN|"
    "买足球的软件|不让提款|亚博体育|亚博官网|万博体育|万博官网|华体会|乐鱼体育|乐鱼官网|九游会|九游娱乐|"
    "凯发k8|凯发娱乐|"
    "尊龙凯时|利来国际|新葡京|葡京娱乐|金沙娱乐|金沙官网|威尼斯人娱乐|永利娱乐|永利官网|太阳城娱乐|银河娱乐|"
    "沙巴体育|"
    "皇冠体育|皇冠官网|明升体育|伟德国际|博天堂|雷火电竞|半岛体育|爱游戏体育|星空体育|米兰体育|天博体育|"
    "江南体育|"
    "金宝博|ag真人|真人娱乐|买球app|买球平台";
// What follows a brand that stands in a name: "体彩网公安局", "德赢VWIN门户网站".
constexpr std::array name_goes_on{"局"sv,   "厅"sv,   "委"sv,   "政府"sv, "人民"sv,
                                  "门户"sv, "网站"sv, "公安"sv, "教育"sv, "财政"sv,
                                  "民政"sv, "市"sv,   "县"sv,   "区"sv,   "省"sv};
constexpr std::size_t brand_hits_many = 3;  // A report on crime may name one or two.

const WordSet& brands() {
    static const WordSet words{brand_names};
    return words;
}

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

// `text` without its glosses.
std::string without_glosses(std::string_view text) {
    std::string rest;
    rest.reserve(text.size());
    bool after_han = false;
    while (!text.empty()) {
        if (after_han) {
            if (const auto length = gloss_length(text); length > 0) {
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

// What a text has that the agency did not write.
struct Findings {
    std::size_t traditional = 0;
    std::size_t glosses = 0;
    std::size_t sure_glosses = 0;  // Of Traditional characters: nobody but mirrors glosses those.
    std::size_t brand_hits = 0;
    bool has_brand = false;
    bool brand_in_name = false;
    bool residue = false;
};

inline bool is_traditional(char32_t c) {
    return base::is_han(c) && std::ranges::binary_search(traditional_characters, c);
}

// The characters of three bytes that are Traditional or begin a brand. Hardly any other is taken for one.
class TellingCharacters {
  public:
    TellingCharacters() {
        for (const auto c : traditional_characters) {
            std::string bytes;
            base::append_utf8(bytes, c);
            add(bytes, traditional_), add(bytes, all_);
        }
        any_word(brand_names, [&](std::string_view brand) {
            add(brand, all_);
            return false;
        });
    }
    bool may_have(std::uint32_t bytes) const { return all_.has(hash_of_three<hash_bits>(bytes)); }
    bool may_be_traditional(std::string_view text) const {
        const auto bytes = four_bytes(text, 0);
        return !begin_with_three(bytes) || traditional_.has(hash_of_three<hash_bits>(bytes));
    }

  private:
    static constexpr std::size_t hash_bits = 16;
    using Set = SmallSet<1 << hash_bits>;
    static void add(std::string_view text, Set& to) {
        const auto bytes = four_bytes(text, 0);
        if (begin_with_three(bytes)) to.add(hash_of_three<hash_bits>(bytes));
    }
    Set all_;
    Set traditional_;
};

// `is_name`: asked whether the text is a name, where there is a brand.
template <class IsName>
void look_for_brands(std::string_view text, IsName is_name, Findings& findings) {
    for (auto found = brands().find(text); found; found = brands().find(text, found.at + found.length)) {
        ++findings.brand_hits;
        const auto rest = text.substr(found.at + found.length);
        if (is_name() || std::ranges::any_of(name_goes_on, [&](auto word) { return rest.starts_with(word); }))
            findings.brand_in_name = true;
    }
}

void look_for_brands(const model::Document& document, Findings& findings) {
    look_for_brands(
        document.title, [] { return true; }, findings);
    for (const auto& meta : document.metas)
        look_for_brands(
            meta.second, [&] { return meta.first == "articletitle"sv; }, findings);
    for (const auto* blocks : {&document.outside, &document.blocks}) {
        for (const auto& block : *blocks)
            look_for_brands(
                block.text, [&] { return is_report_title(block.text); }, findings);
    }
}

// The Han character that ends at `end`; 0 if none does.
char32_t han_before(std::string_view text, std::size_t end) {
    auto at = end;
    while (at > 0 && end - at < 4 && (at == end || (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80))
        --at;
    if (at == end) return 0;
    const auto [c, length] = base::decode_utf8(text.substr(at));
    return at + length == end && base::is_han(c) ? c : 0;
}

void look_at(std::string_view text, Findings& findings) {
    static const TellingCharacters telling;
    const auto& words = brands();
    const auto tells = [&](std::uint32_t bytes) { return telling.may_have(bytes); };
    std::size_t gloss_end = 0;  // Of "數(shù)(shù)" both are glosses …
    char32_t glossed = 0;       // … of this.
    for (std::size_t at = 0; (at = skip_threes(text, at, tells)) < text.size();) {
        const auto rest = text.substr(at);
        if (rest.front() == '(') {
            if (at != gloss_end || at == 0) glossed = han_before(text, at);
            if (const auto gloss = glossed == 0 ? 0 : gloss_length(rest); gloss > 0) {
                ++findings.glosses;
                findings.sure_glosses += is_traditional(glossed);
                findings.has_brand = true;  // Its letters may be one's.
                gloss_end = at += gloss;
                continue;
            }
        }
        if (words.may_begin(rest) && words.longest_at(rest) > 0) findings.has_brand = true;
        if (static_cast<unsigned char>(rest.front()) < 0x80) {
            if (rest.starts_with(word_comment)) findings.residue = true;
            ++at;
            continue;
        }
        const auto [c, length] = base::decode_utf8(rest);
        findings.traditional += telling.may_be_traditional(rest) && is_traditional(c);
        at += length;
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

// Names of divisions that OpenCC's dictionaries do not bring back, and how they are written: its "t2s" takes
// 乾 for 干 but in the words it knows, and Hong Kong's forms of characters it leaves alone.
struct Respelling {
    std::string_view converted;
    std::string_view simplified;
};
constexpr Respelling respellings[] = {{"干安县", "乾安县"}, {"衞", "卫"}, {"敍", "叙"}};

std::string simplify(const opencc::SimpleConverter& converter, const std::string& text) {
    auto converted = converter.Convert(text);
    for (const auto& [from, to] : respellings) {
        for (auto at = converted.find(from); at != std::string::npos;
             at = converted.find(from, at + to.size())) {
            converted.replace(at, from.size(), to);
        }
    }
    return converted;
}

// "<!--[if !supportLists]-->" and its like, which some editors let through as text.
bool remove_word_residue(std::string& text) {
    bool found = false;
    for (std::size_t at = 0; (at = text.find(word_comment, at)) != std::string::npos;) {
        const auto end = text.find("-->"sv, at);
        if (end == std::string::npos) break;
        text.erase(at, end + 3 - at);
        found = true;
    }
    return found;
}

// Every text a reader of the document sees.
template <class Edit>
void for_each_text(model::Document& document, Edit edit) {
    edit(document.title);
    for (auto& meta : document.metas) edit(meta.second);
    for (auto& block : document.blocks) edit(block.text);
    for (auto& block : document.outside) edit(block.text);
    for (auto& grid : document.grids) {
        for (auto& cell : grid.cells) edit(cell.text);
    }
}

bool is_in_traditional_script(const Findings& findings, model::Document& texts) {
    if (findings.traditional < traditional_hits_few) return false;
    std::size_t han = 0;
    for_each_text(texts, [&](const std::string& text) { han += count_han(text); });
    const auto is_share = [&](std::size_t percent) { return findings.traditional * 100 >= han * percent; };
    return is_share(traditional_share_high) ||
           (findings.traditional >= traditional_hits_min && is_share(traditional_share_percent));
}

// Every text is edited, and the links are not read.
model::Document without_links(const model::Document& document) {
    return {.format = document.format,
            .unsupported = document.unsupported,
            .charset = document.charset,
            .url = document.url,
            .title = document.title,
            .metas = document.metas,
            .blocks = document.blocks,
            .outside = document.outside,
            .grids = document.grids,
            .links = {},
            .attachments = {},
            .limits = document.limits};
}

}  // namespace

Cleaned clean(const model::Document& document, const Hints& hints) {
    Cleaned cleaned{.document = without_links(document), .noise = {}, .official = true, .noiseless = {}};
    auto& texts = cleaned.document;

    Findings findings;
    for_each_text(texts, [&](const std::string& text) { look_at(text, findings); });
    if (findings.has_brand) look_for_brands(texts, findings);

    const bool traditional = is_in_traditional_script(findings, texts);
    bool residue = false;
    if (findings.residue) {
        for_each_text(texts, [&](std::string& text) { residue = remove_word_residue(text) || residue; });
    }
    const bool has_glosses =
        findings.glosses >= gloss_hits_min || findings.sure_glosses >= sure_gloss_hits_min;
    if (has_glosses) for_each_text(texts, [](std::string& text) { text = without_glosses(text); });
    const auto* converter = traditional ? to_simplified() : nullptr;
    if (converter != nullptr) {
        for_each_text(texts, [&](std::string& text) { text = simplify(*converter, text); });
    }

    const bool has_brands = findings.brand_in_name || findings.brand_hits >= brand_hits_many;
    const bool suspect = has_brands || has_glosses || converter != nullptr;
    const auto host = judge_host(hints.url.empty() ? document.url : hints.url, texts);
    const bool foreign = host == HostKind::foreign || (host == HostKind::place_named && suspect);
    if (has_brands) cleaned.noise.emplace_back("brand_words");
    if (foreign) cleaned.noise.emplace_back("foreign_host");
    if (has_glosses) cleaned.noise.emplace_back("pinyin_glosses");
    if (converter != nullptr) cleaned.noise.emplace_back("traditional_script");
    if (!foreign && host == HostKind::place_named) cleaned.noise.emplace_back("unusual_host");
    if (residue) cleaned.noise.emplace_back("word_residue");
    cleaned.official = !(has_glosses || foreign || has_brands);
    cleaned.noiseless = remove_page_noise(texts);
    return cleaned;
}

}  // namespace ogi::parser
