#include "parser/agency_name.h"

#include "base/utf8.h"
#include "parser/prose.h"
#include "parser/published.h"

#include <algorithm>
#include <array>
#include <vector>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t name_chars_max = 40;

// How names of organs end, the longer before the shorter where one ends another.
constexpr std::array organ_endings{"委员会"sv, "办公室"sv, "办事处"sv, "分局"sv,   "政府"sv,   "管委会"sv,
                                   "公署"sv,   "中心"sv,   "支队"sv,   "总队"sv,   "大队"sv,   "联合会"sv,
                                   "联合社"sv, "管理处"sv, "事务所"sv, "国资委"sv, "发改委"sv, "卫健委"sv,
                                   "金融办"sv, "残联"sv,   "局"sv,     "厅"sv,     "署"sv,     "院"sv};

// Departments of the State Council whose names end in a word that many sentences have.
constexpr std::array ministries{"自然资源部"sv,
                                "教育部"sv,
                                "科学技术部"sv,
                                "工业和信息化部"sv,
                                "公安部"sv,
                                "民政部"sv,
                                "司法部"sv,
                                "财政部"sv,
                                "商务部"sv,
                                "生态环境部"sv,
                                "住房和城乡建设部"sv,
                                "水利部"sv,
                                "交通运输部"sv,
                                "农业农村部"sv,
                                "农业部"sv,
                                "环境保护部"sv,
                                "国土资源部"sv,
                                "文化和旅游部"sv,
                                "文化部"sv,
                                "退役军人事务部"sv,
                                "应急管理部"sv,
                                "外交部"sv,
                                "人力资源和社会保障部"sv};

// Words with which a sentence goes on after an agency's name.
constexpr std::array name_followers{
    "在"sv,   "以"sv,   "按"sv,   "认真"sv, "坚"sv,       "严格"sv,     "深入"sv,     "紧"sv,
    "根据"sv, "围绕"sv, "全面"sv, "积极"sv, "持续"sv,     "始终"sv,     "依"sv,       "结合"sv,
    "贯彻"sv, "将"sv,   "的"sv,   "对"sv,   "政府信息"sv, "政务信息"sv, "信息公开"sv, "政务公开"sv,
    "现"sv,   "编制"sv, "收到"sv, "受理"sv, "公布"sv,     "主动"sv,     "高度"sv,     "切实"sv,
    "联系"sv, "为"sv,   "共"sv,   "不断"sv, "进一步"sv,   "落实"sv,     "党组"sv,     "扎实"sv,
    "于"sv,   "年度"sv, "统一"sv, "网站"sv, "门户"sv,     "公开"sv,     "领导"sv,     "把"sv,
    "向"sv,   "推"sv,   "加"sv};

// Zones have no entry in GB/T 2260; they end so. Long forms first.
constexpr std::array zone_endings{"高新技术产业开发区"sv,
                                  "高新技术产业园区"sv,
                                  "经济技术开发区"sv,
                                  "综合实验区"sv,
                                  "经济开发区"sv,
                                  "综合保税区"sv,
                                  "风景名胜区"sv,
                                  "旅游度假区"sv,
                                  "工业园区"sv,
                                  "循环化工园区"sv,
                                  "开发区"sv,
                                  "高新区"sv,
                                  "经开区"sv,
                                  "示范区"sv,
                                  "管理区"sv,
                                  "保税区"sv,
                                  "度假区"sv,
                                  "合作区"sv,
                                  "新区"sv,
                                  "园区"sv,
                                  "新城"sv};

constexpr std::array town_endings{"街道"sv, "苏木"sv, "镇"sv, "乡"sv};

// What may follow a township in a name; anything else means the ending was part of a word ("城乡建设局").
bool ends_town(std::string_view rest) {
    return rest.empty() || rest.starts_with("人民政府"sv) || rest.starts_with("政府"sv) ||
           rest.starts_with("办事处"sv) || rest.starts_with("街道办"sv) || rest.starts_with("党政"sv);
}

// Whether what goes before is the name of a township, which may be called like its district: "南浔" +
// "镇人民政府".
bool starts_town(std::string_view rest) {
    return std::ranges::any_of(town_endings, [&](std::string_view ending) {
        if (!rest.starts_with(ending)) return false;
        return ending != "乡"sv || ends_town(rest.substr(ending.size()));  // "乡村振兴局".
    });
}

struct Spelling {
    std::string_view written;
    std::string_view meant;
};
// The whole organ, as abbreviated.
constexpr Spelling organ_spellings[] = {{"政府"sv, "人民政府"sv},
                                        {"政府办公室"sv, "人民政府办公室"sv},
                                        {"政府办公厅"sv, "人民政府办公厅"sv},
                                        {"政府办"sv, "人民政府办公室"sv},
                                        {"管委会"sv, "管理委员会"sv},
                                        {"党工委管委会"sv, "管理委员会"sv},
                                        {"党工委、管委会"sv, "管理委员会"sv},
                                        {"管委会办公室"sv, "管理委员会办公室"sv},
                                        {"街道办"sv, "办事处"sv},
                                        {"行署"sv, "行政公署"sv}};

bool ends_with_any(std::string_view text, const auto& endings) {
    return std::ranges::any_of(endings, [&](std::string_view ending) { return text.ends_with(ending); });
}

// Where a name that ends at `rest` may end: at the end, at a mark or digit, or where the sentence goes on.
bool is_boundary(std::string_view rest) {
    if (rest.empty()) return true;
    if (!base::is_han(base::decode_utf8(rest).code_point)) return true;
    return std::ranges::any_of(name_followers, [&](std::string_view word) { return rest.starts_with(word); });
}

std::size_t places_length(std::string_view text) {
    std::size_t at = 0;
    while (true) {
        const auto match = match_place(text.substr(at), Accept::full_names);
        if (match.empty()) return at;
        at += match.length;
    }
}

// A name in pieces, each a view into the text it was read from.
struct Pieces {
    std::vector<PlaceMatch> places;
    std::string_view places_text;
    std::string_view area;  // Zone or township: "高新区", "横山镇".
    bool area_is_zone = false;
    std::string_view organ;  // "公安局新建分局", "财政局"; empty: the place alone.
};

// Does `divisions` hold one inside one of `outer`?
std::vector<const Division*> within(const std::vector<const Division*>& divisions,
                                    const std::vector<const Division*>& outer) {
    std::vector<const Division*> inside;
    for (const auto* division : divisions) {
        const bool fits = std::ranges::any_of(outer, [&](const Division* o) {
            if (o->code == division->code || o->level() >= division->level()) return false;
            return o->level() == DivisionLevel::province ? o->code == division->province()
                                                         : o->code == division->prefecture();
        });
        if (fits) inside.push_back(division);
    }
    return inside;
}

std::size_t find_area(std::string_view text, Pieces& pieces) {
    for (const auto ending : zone_endings) {
        const auto at = text.find(ending);
        if (at == std::string_view::npos || count_han(text.substr(0, at)) > 6) continue;
        const auto before = text.substr(0, at);
        if (before.find("局"sv) != std::string_view::npos || before.find("府"sv) != std::string_view::npos)
            continue;
        pieces.area_is_zone = true;
        return at + ending.size();
    }
    for (const auto ending : town_endings) {
        const auto at = text.find(ending);
        if (at == std::string_view::npos || at == 0 || count_han(text.substr(0, at)) > 8) continue;
        if (ends_town(text.substr(at + ending.size()))) return at + ending.size();
    }
    return 0;
}

Pieces split_name(std::string_view text) {
    Pieces pieces;
    std::size_t at = 0;
    while (true) {
        auto match = match_place(text.substr(at), Accept::stems_too);
        if (match.empty()) break;
        const auto rest = text.substr(at + match.length);
        // A stem is a place only where another place or an organ follows: "南昌新建区", "略阳公安局".
        if (match.form == NameForm::stem) {
            const bool zone_follows = ends_with_any(rest.substr(0, 27), zone_endings);
            const bool organ_follows =
                ends_with_any(rest, organ_endings) && count_han(rest) >= 2 && places_length(rest) == 0;
            if (zone_follows || starts_town(rest) || !(organ_follows || places_length(rest) > 0)) break;
        }
        if (!pieces.places.empty()) {
            auto inside = within(match.divisions, pieces.places.back().divisions);
            if (inside.empty()) break;
            match.divisions = inside;
        }
        at += match.length;
        pieces.places.push_back(std::move(match));
    }
    pieces.places_text = text.substr(0, at);
    auto rest = text.substr(at);
    const auto area = find_area(rest, pieces);
    pieces.area = rest.substr(0, area);
    pieces.organ = rest.substr(area);
    return pieces;
}

std::string organ_in_full(const Pieces& pieces, const Division* last) {
    if (pieces.organ.empty()) {
        if (!pieces.area.empty()) {
            if (pieces.area_is_zone) return "管理委员会";
            return pieces.area.ends_with("街道"sv) ? "办事处" : "人民政府";
        }
        return last != nullptr && last->name.ends_with("地区"sv) ? "行政公署" : "人民政府";
    }
    for (const auto& [written, meant] : organ_spellings) {
        if (pieces.organ == written) return std::string{meant};
    }
    // "公安贵池分局" is 公安局贵池分局.
    if (pieces.organ.starts_with("公安"sv) && !pieces.organ.starts_with("公安局"sv) &&
        pieces.organ.ends_with("分局"sv) && pieces.organ != "公安分局"sv) {
        return "公安局" + std::string{pieces.organ.substr("公安"sv.size())};
    }
    return std::string{pieces.organ};
}

// The district that a branch is named after, in "公安局新建分局" of a city.
const Division* branch_place(std::string_view organ, const Division* city) {
    const auto at = organ.find("局"sv);
    if (city == nullptr || at == std::string_view::npos || !organ.ends_with("分局"sv)) return nullptr;
    const auto match = match_place(organ.substr(at + "局"sv.size()), Accept::stems_too);
    const auto inside = within(match.divisions, {city});
    return inside.size() == 1 ? inside.front() : nullptr;
}

// "市财政局", "县教育局": names no place, but says of which kind it is.
std::string_view kind_in_front(std::string_view organ) {
    for (const auto kind : {"省"sv, "市"sv, "县"sv, "区"sv, "州"sv, "旗"sv}) {
        if (organ.starts_with(kind) && organ.size() >= kind.size() + 6) return kind;
    }
    return {};
}

// A district says little without its city.
std::string city_in_front(const Division& division) {
    const auto* parent = division.is_district() ? parent_of(division) : nullptr;
    return parent == nullptr ? "" : std::string{parent->name};
}

bool is_national(std::string_view organ) {
    return organ.starts_with("国家"sv) || organ.starts_with("国务院"sv) || organ.starts_with("中国"sv) ||
           std::ranges::find(ministries, organ) != ministries.end();
}

// A name without a place of its own, completed by what the page says.
FullName complete_placeless(const Pieces& pieces, const PlaceContext& context) {
    FullName full;
    if (is_national(pieces.organ))
        return {std::string{pieces.area} + std::string{pieces.organ}, nullptr, true, true};
    if (!pieces.area.empty()) {
        // A zone carries its place in its name: 平潭综合实验区.
        const auto match = match_place(pieces.area, Accept::stems_too);
        full.division = match.empty() ? nullptr : context.best_of(match.divisions);
        full.has_place = true;
        full.certain = pieces.area_is_zone;
        full.name = std::string{pieces.area} + organ_in_full(pieces, nullptr);
        if (pieces.area_is_zone) return full;
        const Division* county = nullptr;
        for (const auto kind : {"区"sv, "县"sv, "市"sv, "旗"sv}) {
            const auto* candidate = context.implied(kind);
            if (candidate == nullptr || candidate->level() != DivisionLevel::county) continue;
            if (county == nullptr || context.score(*candidate) > context.score(*county)) county = candidate;
        }
        full.division = county;
        if (county != nullptr) full.name = city_in_front(*county) + std::string{county->name} + full.name;
        return full;
    }
    const auto kind = kind_in_front(pieces.organ);
    const auto organ = kind.empty() ? pieces.organ : pieces.organ.substr(kind.size());
    Pieces rest;
    rest.organ = organ;
    full.division = kind.empty() ? nullptr : context.implied(kind);
    if (full.division == nullptr) {
        full.name = std::string{pieces.organ};
        return full;
    }
    full.name =
        city_in_front(*full.division) + std::string{full.division->name} + organ_in_full(rest, full.division);
    full.has_place = true;
    return full;
}

}  // namespace

std::string_view leading_agency(std::string_view text) {
    const auto places = places_length(text);
    std::size_t at = places;
    std::size_t chars = 0;
    while (at < text.size() && chars < name_chars_max) {
        const auto [c, length] = base::decode_utf8(text.substr(at));
        if (!base::is_han(c)) return {};
        at += length, ++chars;
        const auto name = text.substr(0, at);
        const auto own = name.substr(places);
        const bool ministry = places == 0 && std::ranges::find(ministries, name) != ministries.end();
        const bool organ =
            ministry || (ends_with_any(own, organ_endings) && count_han(own) >= (places == 0 ? 3 : 2));
        if (!organ || !is_boundary(text.substr(at))) continue;
        // "增强做好政府|信息公开": without a place in front, the word belongs to what follows.
        return places == 0 && own.ends_with("政府"sv) ? ""sv : name;
    }
    return {};
}

std::string agency_of_title(std::string_view title) {
    auto text = without_spaces(title);
    std::size_t key = std::string::npos;
    for (const auto word :
         {"政府信息公开"sv, "政务信息公开"sv, "政府公开信息"sv, "政务公开"sv, "信息公开"sv}) {
        const auto at = text.find(word);
        if (at < key && contains_any(std::string_view{text}.substr(at), "报告|年报"sv)) key = at;
    }
    if (key == std::string::npos) return {};
    std::string_view left{text};
    left = left.substr(0, key);
    const bool cut_government = left.ends_with("人民"sv);  // "人民政府|信息公开" was cut in its middle.
    for (const auto mark :
         {"。"sv,   "；"sv,     "："sv,     "，"sv,   "、"sv,   ","sv,    ";"sv,    ":"sv,
          "《"sv,   "》"sv,     "〈"sv,     "“"sv,    "”"sv,    "\""sv,   "（"sv,   "）"sv,
          "("sv,    ")"sv,      "【"sv,     "】"sv,   "_"sv,    "|"sv,    "—"sv,    "-"sv,
          ">"sv,    "…"sv,      "公布"sv,   "发布"sv, "公开"sv, "现将"sv, "关于"sv, "报送"sv,
          "印发"sv, "编制了"sv, "编制的"sv, "标题"sv, "}"sv,    "!"sv,    "我"sv,   "本机关"sv}) {
        if (const auto at = left.rfind(mark); at != std::string_view::npos)
            left.remove_prefix(at + mark.size());
    }
    // Take the year out of the middle; what stands around it is the name.
    std::string name;
    for (std::size_t at = 0; at < left.size();) {
        const auto year = read_year(left.substr(at));
        if (year.year != 0) {
            at += year.length;
            for (const auto word : {"年"sv, "度"sv}) {
                if (left.substr(at).starts_with(word)) at += word.size();
            }
            continue;
        }
        const auto [c, length] = base::decode_utf8(left.substr(at));
        if (base::is_han(c)) {
            name.append(left.substr(at, length));
        } else {
            name.clear();  // A number or Latin words before the name.
        }
        at += length;
    }
    if (cut_government) name += "政府";
    for (const auto word : {"年度"sv, "的"sv}) {
        if (name.ends_with(word)) name.resize(name.size() - word.size());
    }
    for (const auto nobody :
         {"局"sv, "单位"sv, "区"sv, "市"sv, "县"sv, "旗"sv, "镇"sv, "乡"sv, "度"sv, "年"sv}) {
        if (name == nobody) return {};
    }
    return count_han(name) <= name_chars_max ? name : std::string{};
}

FullName complete_name(std::string_view as_written, const PlaceContext& context) {
    const auto text = without_spaces(as_written);
    const auto pieces = split_name(text);
    if (pieces.places.empty()) {
        return pieces.area.empty() && pieces.organ.empty() ? FullName{} : complete_placeless(pieces, context);
    }
    // Inner places narrow the outer ones down; the page decides what is left.
    FullName full{.name = {}, .division = nullptr, .has_place = true, .certain = true};
    const auto& last = pieces.places.back();
    full.division = context.best_of(last.divisions);
    full.certain = full.division != nullptr;
    const auto organ = organ_in_full(pieces, full.division);

    std::string places{pieces.places_text};
    if (full.division != nullptr && last.form == NameForm::stem && !pieces.area_is_zone) {
        places = std::string{pieces.places_text.substr(0, pieces.places_text.size() - last.length)} +
                 std::string{full.division->name};
    }
    const bool alone = pieces.places.size() == 1 && full.division != nullptr;
    const auto city = alone ? city_in_front(*full.division) : std::string{};
    if (!city.empty() && organ == "公安分局"sv && pieces.area.empty()) {
        full.name = city + "公安局" + places + "分局";
        return full;
    }
    full.name = city + places + std::string{pieces.area} + organ;
    if (const auto* branch = branch_place(organ, full.division)) full.division = branch;
    return full;
}

}  // namespace ogi::parser
