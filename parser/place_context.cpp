#include "parser/place_context.h"

#include "base/url.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <iterator>

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

// Labels of hosts that name no place: the sites' own words and the initials of departments.
constexpr std::array neutral_labels{
    "xxgk"sv,  "zwgk"sv,  "zfxxgk"sv, "zw"sv,    "zf"sv,      "zwfw"sv, "com"sv,   "net"sv,
    "org"sv,   "gaj"sv,   "jyj"sv,    "czj"sv,   "mzj"sv,     "sfj"sv,  "rsj"sv,   "hrss"sv,
    "zrzy"sv,  "zrzyj"sv, "sthj"sv,   "sthjj"sv, "zjj"sv,     "jtj"sv,  "jtysj"sv, "nync"sv,
    "nyncj"sv, "slj"sv,   "swj"sv,    "wjw"sv,   "wsjk"sv,    "yjj"sv,  "yjglj"sv, "sjj"sv,
    "scjg"sv,  "scjgj"sv, "amr"sv,    "tjj"sv,   "ybj"sv,     "cgj"sv,  "xfj"sv,   "fgw"sv,
    "fgj"sv,   "gxj"sv,   "jxj"sv,    "kjj"sv,   "lyj"sv,     "wlj"sv,  "whlyj"sv, "tyj"sv,
    "gzw"sv,   "jrb"sv,   "xzsp"sv,   "spj"sv,   "tyjrswj"sv, "rfb"sv,  "dsj"sv};

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

// How hosts spell a division.
struct Spelt {
    std::string whole;     // "xinjian".
    std::string initials;  // "xj".
    std::string_view kind;
    const Spelt* above[2] = {nullptr, nullptr};  // Its prefecture and its province, if it has them.
};

// One for every division, in their order.
const std::vector<Spelt>& spelt_divisions() {
    static const auto table = [] {
        const auto all = all_divisions();
        std::vector<Spelt> spelt;
        for (const auto& division : all)
            spelt.push_back({joined(division.pinyin), initials(division.pinyin), kind_of(division)});
        for (std::size_t i = 0; i < all.size(); ++i) {
            const Division* above[] = {parent_of(all[i]), division_by_code(all[i].province())};
            for (std::size_t k = 0; k < std::size(above); ++k) {
                if (above[k] != nullptr && above[k]->code != all[i].code)
                    spelt[i].above[k] = &spelt[static_cast<std::size_t>(above[k] - all.data())];
            }
        }
        return spelt;
    }();
    return table;
}

bool adds_up(std::string_view label, std::string_view first, std::string_view second,
             std::string_view third = {}) {
    return label.size() == first.size() + second.size() + third.size() && label.starts_with(first) &&
           label.substr(first.size()).starts_with(second) && label.ends_with(third);
}

int label_score(std::string_view label, const Spelt& place) {
    if (place.whole.empty()) return 0;
    const auto kind = place.kind.substr(0, 1);
    if (label == place.whole || adds_up(label, place.whole, place.kind)) return host_whole_weight;
    int score = label.size() >= 3 && adds_up(label, place.initials, kind) ? host_initials_weight : 0;
    for (const auto* above : place.above) {
        if (above == nullptr) continue;
        if (adds_up(label, above->whole, place.whole) ||
            adds_up(label, above->whole, place.whole, place.kind))
            return host_whole_weight;
        if (adds_up(label, above->initials, place.initials) ||
            adds_up(label, above->initials, place.initials, kind) ||
            adds_up(label, above->initials, place.whole))
            score = host_initials_weight;
    }
    return score;
}

void count(std::string_view text, int weight, std::unordered_map<int, int>& mentions) {
    for (std::size_t at = 0; at + name_bytes_min <= text.size();) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) {
            ++at;  // Inside a character.
            continue;
        }
        const auto match = match_place(text.substr(at), Accept::full_names);
        if (match.length < name_bytes_min) {
            ++at;
            continue;
        }
        for (const auto* division : match.divisions) mentions[division->code] += weight;
        at += match.length;
    }
}

}  // namespace

PlaceContext::PlaceContext(const model::Document& document, const Hints& hints, int year)
    : document_{document}, hints_{hints}, year_{year} {
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

const PlaceContext::Mentions& PlaceContext::mentions() const {
    if (mentions_) return *mentions_;
    auto& mentions = mentions_.emplace();
    count(hints_.agency, hint_weight, mentions);
    count(document_.title, title_weight, mentions);
    for (const auto& [name, content] : document_.metas) {
        if (name == "sitename"sv) count(content, site_weight, mentions);
        if (name == "articletitle"sv || name == "contentsource"sv) count(content, title_weight, mentions);
    }
    for (const auto& block : document_.outside) count(block.text, outside_weight, mentions);
    for (const auto& block : document_.blocks) count(block.text, body_weight, mentions);
    for (auto& [code, weight] : mentions) weight = std::min(weight, mentions_counted_max * title_weight);
    return mentions;
}

int PlaceContext::mentioned(int code) const {
    const auto found = mentions().find(code);
    return found == mentions().end() ? 0 : found->second;
}

int PlaceContext::host_score(const Division& division) const {
    const auto& spelt = spelt_divisions()[static_cast<std::size_t>(&division - all_divisions().data())];
    int score = 0;
    for (const auto& label : labels_) score = std::max(score, label_score(label, spelt));
    return score;
}

int PlaceContext::score(const Division& division) const {
    int score = mentioned(division.code) + host_score(division);
    if (division.level() == DivisionLevel::county) {
        if (const auto* prefecture = division_by_code(division.prefecture())) {
            score += mentioned(prefecture->code) + host_score(*prefecture);
        }
    }
    if (division.level() != DivisionLevel::province) score += mentioned(division.province());
    return score;
}

const Division* PlaceContext::best_of(Divisions all) const {
    const auto divisions = in_use(all, year_);
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
        if (!fits || !bears_name(division)) continue;
        const int points = mentioned(division.code) + host_score(division);
        if (points > best_score) {
            best = &division, best_score = points, tie = false;
        } else if (points == best_score && points > 0) {
            tie = true;
        }
    }
    return tie ? nullptr : best;
}

bool PlaceContext::is_explained(std::string_view label, const Division& place) const {
    if (std::ranges::find(neutral_labels, label) != neutral_labels.end()) return true;
    const auto& spelt = spelt_divisions()[static_cast<std::size_t>(&place - all_divisions().data())];
    return label_score(label, spelt) > 0 || std::ranges::any_of(spelt.above, [&](const Spelt* above) {
               return above != nullptr && label_score(label, *above) > 0;
           });
}

// The counties inside `city` whose initials are a label of the host that says nothing else:
// "ha.nantong.gov.cn".
std::vector<const Division*> PlaceContext::counties_in_host(const Division& city) const {
    std::vector<const Division*> counties;
    for (const auto& label : labels_) {
        if (is_explained(label, city)) continue;
        for (const auto& county : all_divisions()) {
            const auto* parent = parent_of(county);
            if (!bears_name(county) || parent == nullptr || parent->code != city.code) continue;
            const auto& spelt = spelt_divisions()[static_cast<std::size_t>(&county - all_divisions().data())];
            if (label == spelt.initials || adds_up(label, spelt.initials, spelt.kind.substr(0, 1)))
                counties.push_back(&county);
        }
    }
    return counties;
}

bool PlaceContext::bears_name(const Division& division) const {
    return year_ == 0 ? division.current() : division.in_use(year_);
}

const Division* PlaceContext::of_host() const {
    std::vector<const Division*> spelt;
    for (const auto& division : all_divisions()) {
        if (bears_name(division) && host_score(division) > 0) spelt.push_back(&division);
    }
    // Of a city and its county, the county is meant.
    const auto inner = spelt;
    std::erase_if(spelt, [&](const Division* outer) {
        return std::ranges::any_of(inner, [&](const Division* d) {
            const auto* parent = parent_of(*d);
            return parent == outer || (parent != nullptr && parent_of(*parent) == outer);
        });
    });
    if (spelt.size() > 1) {
        const auto best = std::ranges::max(spelt, {}, [&](const Division* d) { return host_score(*d); });
        const int most = host_score(*best);
        std::erase_if(spelt, [&](const Division* d) { return host_score(*d) < most; });
    }
    if (spelt.size() > 1)
        std::erase_if(spelt, [&](const Division* division) { return mentioned(division->code) == 0; });
    if (spelt.size() != 1) return nullptr;
    if (const auto counties = counties_in_host(*spelt.front()); !counties.empty())
        return counties.size() == 1 ? counties.front() : nullptr;
    const bool explained =
        std::ranges::all_of(labels_, [&](const auto& label) { return is_explained(label, *spelt.front()); });
    return explained ? spelt.front() : nullptr;
}

}  // namespace ogi::parser
