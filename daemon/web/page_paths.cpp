#include "daemon/web/page_paths.h"

#include "daemon/web/links.h"

#include <algorithm>
#include <array>

namespace ogi::daemon {

namespace {

struct List {
    std::string_view above;
    std::string_view path;
};
// Of which agencies and reports there are the search tells and the map; regions stand on the overview.
constexpr std::array lists = {List{"agencies", "/search"}, List{"reports", "/coverage"},
                              List{"regions", "/overview"}};

}  // namespace

std::optional<Language> language_of(const RequestTarget& target) {
    if (target.path.empty()) return std::nullopt;
    if (target.path.front() == name_of(Language::zh)) return Language::zh;
    if (target.path.front() == name_of(Language::en)) return Language::en;
    return std::nullopt;
}

std::pair<std::vector<std::string>, Form> path_and_form(const RequestTarget& target) {
    std::vector<std::string> path{target.path.begin() + 1, target.path.end()};
    return {path, path.empty() ? Form::html : take_ending(path.back())};
}

std::optional<Language> language_of(std::string_view unread) {
    for (const auto language : {Language::zh, Language::en})
        if (unread.starts_with("/" + std::string{name_of(language)} + "/")) return language;
    return std::nullopt;
}

std::string path_text(const std::vector<std::string>& path) {
    std::string text;
    for (const auto& segment : path) text += "/" + percent_encoded(segment);
    return text;
}

std::optional<std::string> list_at(const RequestTarget& target, std::string_view whole) {
    const auto language = language_of(target);
    if (!language) return std::nullopt;
    const auto [path, form] = path_and_form(target);
    if (path.size() != 1) return std::nullopt;
    const auto* list = std::ranges::find(lists, path.front(), &List::above);
    if (list == lists.end()) return std::nullopt;
    const auto query = whole.substr(std::min(whole.find('?'), whole.size()));
    return page_link(*language, list->path) + std::string{ending_of(form)} + std::string{query};
}

}  // namespace ogi::daemon
