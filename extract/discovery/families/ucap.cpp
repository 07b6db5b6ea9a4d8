#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"
#include "extract/discovery/families/json_list.h"
#include "extract/discovery/script_text.h"

// var listData = {articleList: [{"title": …, "urls": "{\"pc\": …}", "articleFiles": [{"fileName": …, "url":
// …}]}]} A template makes the list of it; all pages of the list are cut from this one array.
namespace ogi::extract {
namespace {

namespace json = boost::json;

// "/jxssthjt/col/col42150/content/content_1951206363677671424.html"
bool made_by_ucap(const base::Url& url) {
    return url.path().find("/content/content_") != std::string_view::npos;
}

// The address for desktops, of a member that is itself JSON, an object or a plain address.
std::string address_of(const json::object& article) {
    const auto* const urls = article.if_contains("urls");
    if (urls != nullptr && urls->is_object()) return text_of(urls->as_object(), "pc");
    const auto written = text_of(article, "urls");
    if (const auto inner = read_json(written); inner && inner->is_object())
        return text_of(inner->as_object(), "pc");
    return written.empty() ? text_of(article, "url") : written;
}

void add_files(const json::object& article, ListedLinks& links) {
    const auto* const files = article.if_contains("articleFiles");
    if (files == nullptr || !files->is_array()) return;
    for (const auto& file : files->as_array()) {
        if (!file.is_object()) continue;
        constexpr std::string_view places[] = {"url", "filePath"};
        links.add(text_of(file.as_object(), places), text_of(file.as_object(), "fileName"));
    }
}

void read_page(std::string_view text, ListedLinks& links) {
    const auto data = after_name(text, "listData");
    const auto list = data ? after_name(*data, "articleList") : std::nullopt;
    const auto articles = list ? read_json(bracketed_at(*list)) : std::nullopt;
    if (!articles || !articles->is_array()) return;
    for (const auto& article : articles->as_array()) {
        if (!article.is_object()) continue;
        const auto& members = article.as_object();
        links.add(address_of(members), text_of(members, "title"));
        add_files(members, links);
    }
}

}  // namespace

const Family ucap{.name = "大汉 UCAP", .made = made_by_ucap, .read_page = read_page};

}  // namespace ogi::extract
