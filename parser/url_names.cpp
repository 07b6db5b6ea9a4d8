#include "parser/url_names.h"

#include "base/url.h"
#include "parser/gazetteer.h"

#include <algorithm>
#include <array>
#include <vector>

namespace ogi::parser {

namespace {

using namespace std::literals;

struct Organ {
    std::string_view initials;
    std::string_view name;
};
// Only initials that stand for one organ: "swj" is 水务局 and 商务局.
constexpr Organ organs[] = {{"gaj"sv, "公安局"sv},
                            {"jyj"sv, "教育局"sv},
                            {"jytyj"sv, "教育体育局"sv},
                            {"czj"sv, "财政局"sv},
                            {"mzj"sv, "民政局"sv},
                            {"sfj"sv, "司法局"sv},
                            {"rlzyhshbzj"sv, "人力资源和社会保障局"sv},
                            {"rsj"sv, "人力资源和社会保障局"sv},
                            {"zrzyj"sv, "自然资源局"sv},
                            {"sthjj"sv, "生态环境局"sv},
                            {"zfhcxjsj"sv, "住房和城乡建设局"sv},
                            {"jtysj"sv, "交通运输局"sv},
                            {"nyncj"sv, "农业农村局"sv},
                            {"slj"sv, "水利局"sv},
                            {"wsjkj"sv, "卫生健康局"sv},
                            {"wsjkwyh"sv, "卫生健康委员会"sv},
                            {"yjglj"sv, "应急管理局"sv},
                            {"sjj"sv, "审计局"sv},
                            {"scjgj"sv, "市场监督管理局"sv},
                            {"scjdglj"sv, "市场监督管理局"sv},
                            {"tjj"sv, "统计局"sv},
                            {"ylbzj"sv, "医疗保障局"sv},
                            {"xfj"sv, "信访局"sv},
                            {"fzhggwyh"sv, "发展和改革委员会"sv},
                            {"fzhggj"sv, "发展和改革局"sv},
                            {"tyjrswj"sv, "退役军人事务局"sv}};

// Labels of the host and segments of the path, without the numbers that systems append.
std::vector<std::string_view> parts_of(const base::Url& url) {
    std::vector<std::string_view> parts;
    const auto split = [&](std::string_view text, char mark) {
        while (!text.empty()) {
            const auto end = text.find(mark);
            auto part = text.substr(0, end);
            part = part.substr(0, part.find_first_of("_0123456789."sv));
            if (part.size() >= 3) parts.push_back(part);
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        }
    };
    split(url.host(), '.');
    split(url.path(), '/');
    return parts;
}

std::string initials_of(const Division& division) {
    std::string initials;
    bool first = true;
    for (const char c : division.pinyin) {
        if (first) initials += c;
        first = c == ' ';
    }
    return initials;
}

// "市" → "s"; the kind of a place as its departments carry it.
std::string_view kind_initial(const Division& division) {
    struct Kind {
        std::string_view ending;
        std::string_view initial;
    };
    static constexpr std::array kinds{Kind{"市"sv, "s"sv}, Kind{"县"sv, "x"sv}, Kind{"区"sv, "q"sv},
                                      Kind{"州"sv, "z"sv}, Kind{"旗"sv, "q"sv}, Kind{"省"sv, "s"sv}};
    const auto kind =
        std::ranges::find_if(kinds, [&](const Kind& k) { return division.name.ends_with(k.ending); });
    return kind == kinds.end() ? ""sv : kind->initial;
}

std::string name_in_part(std::string_view part, const Division& place) {
    const auto own = initials_of(place);
    const auto kind = std::string{kind_initial(place)};
    const auto* parent = parent_of(place);
    for (const auto& organ : organs) {
        const auto initials = std::string{organ.initials};
        for (const auto& spelt : {initials, kind + initials, own + kind + initials, own + initials}) {
            if (part == spelt) return std::string{place.name} + std::string{organ.name};
        }
        if (parent == nullptr) continue;
        const auto city = initials_of(*parent) + std::string{kind_initial(*parent)};
        if (part == city + initials + own + "fj")
            return std::string{parent->name} + std::string{organ.name} + std::string{place.stem} + "分局";
    }
    return {};
}

}  // namespace

std::string agency_of_url(std::string_view text, const PlaceContext& context) {
    const auto url = base::Url::parse(text);
    const auto* place = url ? context.of_host() : nullptr;
    if (place == nullptr) return {};
    std::string name;
    for (const auto part : parts_of(*url)) {
        auto found = name_in_part(part, *place);
        if (found.empty() || found == name) continue;
        if (!name.empty()) return {};
        name = std::move(found);
    }
    return name;
}

}  // namespace ogi::parser
