#include "parser/host.h"

#include "base/url.h"
#include "base/utf8.h"
#include "parser/gazetteer.h"
#include "parser/prose.h"

#include <algorithm>
#include <array>
#include <string>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t first_blocks = 12;  // Where a page says whose it is.
constexpr std::size_t block_bytes_max = 400;
constexpr std::size_t spelt_letters_min = 5;  // A shorter label spells too many places.

// The last is the name of 政务 in the root zone.
constexpr std::array reserved_suffixes{".gov.cn"sv, ".edu.cn"sv, ".mil.cn"sv, ".xn--zfr164b"sv};
// Organisations of which most are registered under .org.cn.
constexpr std::string_view mass_organisations =
    "残疾人联合会|红十字会|总工会|妇女联合会|科学技术协会|供销合作社|"
    "残联|工商业联合会|文学艺术界联合会|归国华侨联合会";

bool is_address(std::string_view host) {
    return host.starts_with('[') || host.find_first_not_of("0123456789."sv) == std::string_view::npos;
}

// "www.hefei.cn" → "hefei", "xxgk.hefei.net.cn" → "hefei": the label that was registered.
std::string_view registered_label(std::string_view host) {
    host.remove_suffix(".cn"sv.size());
    for (const auto second : {".com"sv, ".net"sv, ".org"sv, ".ac"sv}) {
        if (host.ends_with(second)) host.remove_suffix(second.size());
    }
    return host.substr(host.rfind('.') == std::string_view::npos ? 0 : host.rfind('.') + 1);
}

// Does the label spell the place, perhaps with its kind, or with "zf" (政府) or "gov" beside it?
bool spells(std::string_view label, const Division& division) {
    std::string own;
    std::ranges::copy_if(division.pinyin, std::back_inserter(own), [](char c) { return c != ' '; });
    const auto at = label.find(own);
    if (own.size() < spelt_letters_min || at == std::string_view::npos) return false;
    const auto before = label.substr(0, at);
    const auto after = label.substr(at + own.size());
    static constexpr std::array beside{""sv, "china"sv, "gov"sv, "zf"sv, "zw"sv, "xxgk"sv, "cn"sv};
    static constexpr std::array kinds{"qu"sv, "xian"sv, "shi"sv, "zhou"sv, "qi"sv, "sheng"sv, "info"sv};
    const auto is_any = [](std::string_view part, const auto& of) {
        return std::ranges::find(of, part) != of.end();
    };
    return is_any(before, beside) && (is_any(after, beside) || is_any(after, kinds));
}

bool spells_a_place_in(std::string_view label, std::string_view text) {
    text = text.substr(0, block_bytes_max);
    while (text.size() >= 6) {
        const auto match = match_place(text, Accept::stems_too);
        if (std::ranges::any_of(match.divisions,
                                [&](const Division* division) { return spells(label, *division); }))
            return true;
        text.remove_prefix(base::decode_utf8(text).length);
    }
    return false;
}

// Asks `see` about the title and the first lines until it says yes.
template <class See>
bool any_first_line(const model::Document& document, See see) {
    if (see(document.title)) return true;
    for (const auto* blocks : {&document.outside, &document.blocks}) {
        const auto end =
            blocks->begin() + static_cast<std::ptrdiff_t>(std::min(blocks->size(), first_blocks));
        if (std::any_of(blocks->begin(), end, [&](const model::Block& block) { return see(block.text); }))
            return true;
    }
    return false;
}

}  // namespace

HostKind judge_host(std::string_view url_text, const model::Document& document) {
    const auto url = base::Url::parse(url_text);
    if (!url) return HostKind::unknown;
    const auto host = url->host();
    if (host == "localhost"sv || is_address(host)) return HostKind::unknown;
    if (host == "gov.cn"sv || std::ranges::any_of(reserved_suffixes, [&](std::string_view suffix) {
            return host.ends_with(suffix);
        }))
        return HostKind::government;
    if (!host.ends_with(".cn"sv)) return HostKind::foreign;
    if (host.ends_with(".org.cn"sv) && any_first_line(document, [](std::string_view text) {
            return contains_any(text, mass_organisations);
        }))
        return HostKind::place_named;
    const auto label = registered_label(host);
    const bool named =
        any_first_line(document, [&](std::string_view text) { return spells_a_place_in(label, text); });
    return named ? HostKind::place_named : HostKind::foreign;
}

}  // namespace ogi::parser
