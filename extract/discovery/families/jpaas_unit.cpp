#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"
#include "extract/discovery/families/json_list.h"
#include "extract/discovery/script_text.h"

#include <algorithm>
#include <array>

// A column's page says in queryData what to ask its publish server for; the answer is JSON that holds the
// list as HTML, with the number of all records in it. Pages by paramJson={"pageNo":2,"pageSize":15}.
namespace ogi::extract {
namespace {

constexpr std::string_view service = "/api-gateway/jpaas-publish-server/front/page/build/unit";
constexpr std::array<std::string_view, 7> asked = {"parseType", "webId",    "tplSetId", "pageType",
                                                   "tagId",     "editType", "pageId"};
constexpr int records_a_page = 15;
constexpr int pages_max = 500;
constexpr std::size_t units_max = 20;

bool made_by_jpaas(const base::Url& url) {
    return url.path() == service;
}

std::string page_address(std::string_view query, int page) {
    const std::string parameters =
        "{\"pageNo\":" + std::to_string(page) + ",\"pageSize\":" + std::to_string(records_a_page) + "}";
    return std::string{service} + "?" + std::string{query} + "&" + form_of({{"paramJson", parameters}});
}

void read_page(std::string_view text, ListedLinks& links) {
    std::size_t units = 0;
    for (std::string_view name : {"queryData", "querydata"}) {
        for (auto at = text.find(name); at != std::string_view::npos && ++units <= units_max;
             at = text.find(name, at + 1)) {
            // An attribute: queryData="{'parseType':'bulidstatic', …}".
            auto value = after_name(text.substr(at), name);
            if (value && !value->empty() && (value->front() == '"' || value->front() == '\''))
                value->remove_prefix(1);
            std::vector<std::pair<std::string, std::string>> fields;
            for (auto& field : scalars_of(value ? bracketed_at(*value) : std::string_view{})) {
                if (std::ranges::find(asked, field.first) != asked.end()) fields.push_back(std::move(field));
            }
            if (!fields.empty()) links.add(page_address(form_of(fields), 1), "1", next_rel);
        }
    }
}

// "count":"123" or count="123" in the HTML.
int records_of(std::string_view html) {
    const auto count = number_of(html, "count");
    return count > 0 ? count : number_of(html, "rows");
}

bool read_answer(std::string_view text, ListedLinks& links) {
    if (!made_by_jpaas(links.page())) return false;
    const auto answer = read_json(text);
    if (!answer || !answer->is_object()) return false;
    const auto* const data = answer->as_object().if_contains("data");
    if (data == nullptr || !data->is_object()) return false;
    const auto html = text_of(data->as_object(), "html");
    links.add_html(html);
    const auto query = links.page().query();
    const auto mark = query.find("&paramJson=");
    if (mark == std::string_view::npos) return true;
    const int pages = (records_of(html) + records_a_page - 1) / records_a_page;
    for (int page = 2; page <= std::min(pages, pages_max); ++page)
        links.add(page_address(query.substr(0, mark), page), std::to_string(page), next_rel);
    return true;
}

}  // namespace

const Family jpaas_unit{
    .name = "大汉 jpaas", .made = made_by_jpaas, .read_page = read_page, .read_answer = read_answer};

}  // namespace ogi::extract
