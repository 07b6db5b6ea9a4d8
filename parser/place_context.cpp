#include "parser/place_context.h"

#include "base/url.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace ogi::parser {

namespace {

using namespace std::literals;

// What a mention weighs, by where it stands.
constexpr int hint_weight = 12;
constexpr int site_weight = 8;
constexpr int title_weight = 6;
constexpr int outside_weight = 2;
constexpr int body_weight = 1;
constexpr int host_whole_weight = 8;       // "xinjian.gov.cn".
constexpr int host_initials_weight = 5;    // "tljq.gov.cn".
constexpr int mentions_counted_max = 6;    // Of one place; a word used often is no better proof.
constexpr std::size_t name_bytes_min = 9;  // "新县" and "东区" also stand inside other words.

std::string joined(std::string_view pinyin) {
    std::string word;
    std::ranges::copy_if(pinyin, std::back_inserter(word), [](char c) { return c != ' '; });
    return word;
}

std::string initials(std::string_view pinyin) {
    std::string word;
    bool first = true;
    for (const char c : pinyin) {
        if (first) word += c;
        first = c == ' ';
    }
    return word;
}

struct Kind {
    std::string_view ending;
    std::string_view spelt;
};
constexpr Kind kinds[] = {{"区"sv, "qu"sv},   {"县"sv, "xian"sv}, {"市"sv, "shi"sv},
                          {"州"sv, "zhou"sv}, {"旗"sv, "qi"sv},   {"省"sv, "sheng"sv}};

std::string_view kind_of(const Division& division) {
    for (const auto& kind : kinds) {
        if (division.name.ends_with(kind.ending)) return kind.spelt;
    }
    return {};
}

}  // namespace

PlaceContext::PlaceContext(const model::Document& document, const Hints& hints) {
    count(hints.agency, hint_weight);
    count(document.title, title_weight);
    for (const auto& [name, content] : document.metas) {
        if (name == "sitename"sv) count(content, site_weight);
        if (name == "articletitle"sv || name == "contentsource"sv) count(content, title_weight);
    }
    for (const auto& block : document.outside) count(block.text, outside_weight);
    for (const auto& block : document.blocks) count(block.text, body_weight);
    for (auto& [code, weight] : mentions_) weight = std::min(weight, mentions_counted_max * title_weight);

    const auto url = base::Url::parse(hints.url.empty() ? document.url : hints.url);
    if (!url) return;
    auto host = url->host();
    while (!host.empty()) {
        const auto dot = host.find('.');
        const auto label = host.substr(0, dot);
        if (label != "www"sv && label != "gov"sv && label != "cn"sv) labels_.emplace_back(label);
        if (dot == std::string_view::npos) break;
        host.remove_prefix(dot + 1);
    }
}

void PlaceContext::count(std::string_view text, int weight) {
    while (text.size() >= 6) {
        if (const auto match = match_place(text, Accept::full_names);
            !match.empty() && match.length >= name_bytes_min) {
            for (const auto* division : match.divisions) mentions_[division->code] += weight;
            text.remove_prefix(match.length);
            continue;
        }
        text.remove_prefix(base::decode_utf8(text).length);
    }
}

int PlaceContext::host_score(const Division& division) const {
    const auto own = joined(division.pinyin);
    const auto own_initials = initials(division.pinyin);
    const auto kind = kind_of(division);
    const auto with_kind = own_initials + std::string{kind.substr(0, 1)};
    const auto* parent = parent_of(division);
    const auto* province = division_by_code(division.province());
    int score = 0;
    for (const auto& label : labels_) {
        if (label == own || label == own + std::string{kind}) score = std::max(score, host_whole_weight);
        if (label.size() >= 3 && label == with_kind) score = std::max(score, host_initials_weight);
        for (const auto* above : {parent, province}) {
            if (above == nullptr || above == &division) continue;
            const auto prefix = initials(above->pinyin);
            const auto whole = joined(above->pinyin) + own;
            if (label == whole || label == whole + std::string{kind})
                score = std::max(score, host_whole_weight);
            if (label == prefix + own_initials || label == prefix + with_kind || label == prefix + own) {
                score = std::max(score, host_initials_weight);
            }
        }
    }
    return score;
}

int PlaceContext::score(const Division& division) const {
    const auto mentioned = [&](int code) {
        const auto found = mentions_.find(code);
        return found == mentions_.end() ? 0 : found->second;
    };
    int score = mentioned(division.code) + host_score(division);
    if (division.level() == DivisionLevel::county) {
        if (const auto* prefecture = division_by_code(division.prefecture())) {
            score += mentioned(prefecture->code) + host_score(*prefecture);
        }
    }
    if (division.level() != DivisionLevel::province) score += mentioned(division.province());
    return score;
}

const Division* PlaceContext::best_of(const std::vector<const Division*>& divisions) const {
    if (divisions.size() == 1) return divisions.front();
    const Division* best = nullptr;
    int best_score = -1;
    for (const auto* division : divisions) {
        const int points = score(*division);
        if (points > best_score) {
            best = division, best_score = points;
        } else if (points == best_score) {
            best = nullptr;
        }
    }
    return best;
}

const Division* PlaceContext::implied(std::string_view kind) const {
    const Division* best = nullptr;
    int best_score = 0;
    bool tie = false;
    for (const auto& division : all_divisions()) {
        const bool fits =
            division.name.ends_with(kind) || (kind == "省"sv && division.level() == DivisionLevel::province);
        if (!fits || !division.current) continue;
        const auto found = mentions_.find(division.code);
        const int points = (found == mentions_.end() ? 0 : found->second) + host_score(division);
        if (points > best_score) {
            best = &division, best_score = points, tie = false;
        } else if (points == best_score && points > 0) {
            tie = true;
        }
    }
    return tie ? nullptr : best;
}

}  // namespace ogi::parser
