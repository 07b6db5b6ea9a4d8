#include "parser/organ_words.h"

#include "base/utf8.h"
#include "parser/prose.h"
#include "parser/word_set.h"

#include <algorithm>
#include <array>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t zone_name_chars_max = 10;  // In front of the word that says it is a zone.
constexpr std::size_t town_name_chars_max = 8;

// How names of organs end in sentences.
constexpr std::array organ_endings{"委员会"sv, "办公室"sv, "办公厅"sv, "办事处"sv, "分局"sv,     "政府"sv,
                                   "管委会"sv, "公署"sv,   "中心"sv,   "支队"sv,   "总队"sv,     "大队"sv,
                                   "联合会"sv, "联合社"sv, "管理处"sv, "事务所"sv, "国资委"sv,   "发改委"sv,
                                   "卫健委"sv, "卫计委"sv, "金融办"sv, "残联"sv,   "红十字会"sv, "政府办"sv,
                                   "海关"sv,   "局"sv,     "厅"sv,     "署"sv,     "院"sv};
// How names end where nothing but a name can stand.
constexpr std::array name_endings{"局"sv, "厅"sv, "府"sv, "会"sv, "院"sv, "室"sv, "委"sv, "处"sv, "心"sv,
                                  "所"sv, "部"sv, "镇"sv, "乡"sv, "办"sv, "站"sv, "署"sv, "队"sv, "馆"sv,
                                  "司"sv, "团"sv, "社"sv, "区"sv, "县"sv, "市"sv, "省"sv, "州"sv, "盟"sv,
                                  "旗"sv, "村"sv, "场"sv, "库"sv, "校"sv, "学"sv, "园"sv, "城"sv, "店"sv,
                                  "关"sv, "道"sv, "联"sv, "木"sv, "厂"sv, "行"sv, "港"sv, "岛"sv};
// No names, though they may end like one.
constexpr std::string_view no_name_words =
    "我局|我单位|我县|我市|我区|我省|我委|我厅|我办|我镇|我乡|我街道|我院|我校|我中心|我站|我处|我部|我旗|"
    "我州|我盟|本局|本单位|"
    "本机关|本部门|本级|本委|本厅|本镇|本乡|本街道|本院|本中心|本站|本网|本办|本级政府|该局|该单位|有关部门|"
    "有关单位|各部门|各单位|"
    "各级|各有关|相关部门|相关单位|网站|门户|年报|信息公开|报告|情况|问题|日报|晚报|新华社|电视台|编辑部|"
    "互联网|"
    "目录|链接|首页|领导|市委、|县委、|区委、|下一步|进一步";
constexpr std::array too_general{"政府"sv,   "人民政府"sv, "分局"sv,     "办公室"sv, "委员会"sv, "县政府"sv,
                                 "市政府"sv, "区政府"sv,   "镇政府"sv,   "乡政府"sv, "各局"sv,   "单位"sv,
                                 "部门"sv,   "机关"sv,     "中心"sv,     "街道"sv,   "全市"sv,   "全县"sv,
                                 "全区"sv,   "全省"sv,     "信息中心"sv, "本市"sv,   "本县"sv,   "本区"sv,
                                 "本省"sv,   "工作"sv,     "管委会"sv,   "省政府"sv};

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
constexpr std::array national_beginnings{"国家"sv,     "国务院"sv, "中国"sv,   "全国"sv,
                                         "海关总署"sv, "中共"sv,   "共青团"sv, "新疆生产建设兵团"sv};
constexpr std::array short_place_organs{"海关"sv,   "海事局"sv, "证监局"sv, "银保监局"sv,
                                        "银监局"sv, "保监局"sv, "能监办"sv};

// With these a sentence goes on after an agency's name.
const WordSet& followers() {
    static const WordSet words{
        "在|以|按|认真|坚|严格|深入|紧|根据|围绕|全面|积极|持续|始终|依|结合|贯彻|将|的|对|政府信息|政务信息|"
        "信息公开|政务公开|现|"
        "编制|收到|受理|公布|主动|高度|切实|联系|为|共|不断|进一步|落实|党组|扎实|于|年度|统一|网站|门户|"
        "公开|领导|把|向|推|加|"
        "整改|关于|充分|着力|强化|聚焦|多措|精心|及时|定期|全年|通过|牢固|立足|严谨|大力|重视|制定|开展|组织|"
        "印发|下发|发布|报告"};
    return words;
}

// Zones have no entry in GB/T 2260; they end so. Long forms first.
constexpr std::array zone_endings{"高新技术产业开发区"sv,
                                  "高新技术产业园区"sv,
                                  "新技术开发区"sv,
                                  "经济技术开发区"sv,
                                  "经济综合实验区"sv,
                                  "综合实验区"sv,
                                  "经济开发区"sv,
                                  "综合保税区"sv,
                                  "自由贸易试验区"sv,
                                  "风景名胜区"sv,
                                  "旅游度假区"sv,
                                  "国际旅游度假区"sv,
                                  "循环化工园区"sv,
                                  "工业园区"sv,
                                  "产业园区"sv,
                                  "开发区"sv,
                                  "高新区"sv,
                                  "经开区"sv,
                                  "示范区"sv,
                                  "实验区"sv,
                                  "试验区"sv,
                                  "管理区"sv,
                                  "保税区"sv,
                                  "度假区"sv,
                                  "合作区"sv,
                                  "集聚区"sv,
                                  "投资区"sv,
                                  "生态城"sv,
                                  "科学城"sv,
                                  "工业集中区"sv,
                                  "风景区"sv,
                                  "产业园"sv,
                                  "工业园"sv,
                                  "新区"sv,
                                  "园区"sv,
                                  "新城"sv};
constexpr std::array town_endings{"街道"sv, "苏木"sv, "镇"sv, "乡"sv};

// What may follow a township in a name; anything else means the ending was part of a word ("城乡建设局").
bool ends_town(std::string_view rest) {
    return rest.empty() || rest == "办"sv || rest.starts_with("人民政府"sv) || rest.starts_with("政府"sv) ||
           rest.starts_with("办事处"sv) || rest.starts_with("街道办"sv) || rest.starts_with("党政"sv);
}

struct Spelling {
    std::string_view written;
    std::string_view meant;
};
constexpr Spelling organ_spellings[] = {{"政府"sv, "人民政府"sv},
                                        {"政府办公室"sv, "人民政府办公室"sv},
                                        {"政府办公厅"sv, "人民政府办公厅"sv},
                                        {"政府办"sv, "人民政府办公室"sv},
                                        {"府办公室"sv, "人民政府办公室"sv},
                                        {"府办"sv, "人民政府办公室"sv},
                                        {"管委会"sv, "管理委员会"sv},
                                        {"党工委管委会"sv, "管理委员会"sv},
                                        {"党工委、管委会"sv, "管理委员会"sv},
                                        {"管委会办公室"sv, "管理委员会办公室"sv},
                                        {"党工委（管委会）办公室"sv, "管理委员会办公室"sv},
                                        {"街道办"sv, "办事处"sv},
                                        {"办"sv, "办事处"sv},
                                        {"行署"sv, "行政公署"sv}};

bool ends_with_any(std::string_view text, const auto& endings) {
    return std::ranges::any_of(endings, [&](std::string_view ending) { return text.ends_with(ending); });
}

bool starts_with_any(std::string_view text, const auto& beginnings) {
    return std::ranges::any_of(beginnings, [&](std::string_view word) { return text.starts_with(word); });
}

bool is_one_of(std::string_view text, const auto& words) {
    return std::ranges::find(words, text) != words.end();
}

}  // namespace

bool ends_as_organ(std::string_view text) {
    // Asked at every character of a sentence: most end no name.
    static const WordSet last_characters{"会|室|厅|处|局|府|署|心|队|社|所|委|办|联|关|院"};
    constexpr std::size_t character_bytes = 3;
    if (text.size() < character_bytes) return false;
    const auto last = text.substr(text.size() - character_bytes);
    return last_characters.longest_at(last) > 0 && ends_with_any(text, organ_endings) &&
           !text.ends_with("部署"sv);
}

bool may_be_agency(std::string_view text) {
    static const WordSet no_name{no_name_words};
    return count_han(text) >= 2 && ends_with_any(text, name_endings) && !text.ends_with("社会"sv) &&
           !is_one_of(text, too_general) && !no_name.any_in(text);
}

bool ends_here(std::string_view rest) {
    return rest.empty() || !base::is_han(base::decode_utf8(rest).code_point) ||
           followers().longest_at(rest) > 0;
}

bool is_ministry(std::string_view name) {
    return name.ends_with("部"sv) && is_one_of(name, ministries);
}

bool is_national(std::string_view name) {
    return starts_with_any(name, national_beginnings) || starts_with_any(name, ministries);
}

bool keeps_short_place(std::string_view organ) {
    return is_one_of(organ, short_place_organs);
}

bool starts_with_zone_ending(std::string_view text) {
    return starts_with_any(text, zone_endings);
}

bool starts_with_town_ending(std::string_view text) {
    return std::ranges::any_of(town_endings, [&](std::string_view ending) {
        if (!text.starts_with(ending)) return false;
        return ending != "乡"sv || ends_town(text.substr(ending.size()));  // "乡村振兴局".
    });
}

bool is_bare_zone(std::string_view area) {
    return is_one_of(area, zone_endings);
}

bool is_common_word(std::string_view short_place) {
    static constexpr std::array words{"公安"sv, "平安"sv, "港口"sv, "友好"sv, "和平"sv,
                                      "解放"sv, "新华"sv, "前进"sv, "台湾"sv};
    return is_one_of(short_place, words);
}

bool names_no_place(std::string_view organ) {
    static constexpr std::array other_areas{"铁路"sv, "流域"sv, "航海"sv, "航道"sv, "机场"sv, "航运"sv};
    return starts_with_any(organ, other_areas);
}

std::size_t zone_length(std::string_view text) {
    for (const auto ending : zone_endings) {
        const auto at = text.find(ending);
        if (at == std::string_view::npos || count_han(text.substr(0, at)) > zone_name_chars_max) continue;
        const auto before = text.substr(0, at);
        const bool organ_before = before.find("局"sv) != std::string_view::npos ||
                                  before.find("政府"sv) != std::string_view::npos ||
                                  before.find("委"sv) != std::string_view::npos;
        if (!organ_before) return at + ending.size();
    }
    return 0;
}

std::size_t town_length(std::string_view text) {
    for (const auto ending : town_endings) {
        const auto at = text.find(ending);
        if (at == std::string_view::npos || at == 0 || count_han(text.substr(0, at)) > town_name_chars_max)
            continue;
        if (ends_town(text.substr(at + ending.size()))) return at + ending.size();
    }
    return 0;
}

std::string organ_in_full(std::string_view organ) {
    for (const auto& [written, meant] : organ_spellings) {
        if (organ == written) return std::string{meant};
    }
    constexpr auto committee = "管委会"sv;
    if (organ.ends_with(committee))
        return std::string{organ.substr(0, organ.size() - committee.size())} + "管理委员会";
    // "公安贵池分局" is 公安局贵池分局.
    if (organ.starts_with("公安"sv) && !organ.starts_with("公安局"sv) && organ.ends_with("分局"sv) &&
        organ != "公安分局"sv) {
        return "公安局" + std::string{organ.substr("公安"sv.size())};
    }
    return std::string{organ};
}

}  // namespace ogi::parser
