#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"
#include "extract/discovery/families/json_list.h"
#include "extract/discovery/script_text.h"
#include "extract/discovery/words.h"

#include <algorithm>

// The disclosure platform of 广东: a page has no list, its script has the site's number (SID) and the tree of
// columns; /gkmlpt/api/all/<column>?page=N&sid=<SID> answers {"total": …, "articles": [{"title", "url"}]},
// 100 articles a page.
namespace ogi::extract {
namespace {

namespace json = boost::json;

constexpr std::string_view platform = "/gkmlpt/";
constexpr std::string_view service = "/gkmlpt/api/all/";
constexpr int articles_a_page = 100;
constexpr int pages_max = 500;
constexpr int nodes_max = 5'000;

bool made_by_gkmlpt(const base::Url& url) {
    return url.path().find("/gkmlpt") != std::string_view::npos;
}

// Departments have the platform below a folder of their own: /zqhjj/gkmlpt/index.
std::string address_of(const base::Url& page, std::string_view column, std::string_view sid) {
    const auto path = page.path();
    const auto folder = path.substr(0, std::min(path.find("/gkmlpt"), path.size()));
    return std::string{folder} + std::string{service} + std::string{column} +
           "?page=1&sid=" + std::string{sid};
}

bool names_annual_reports(std::string_view column) {
    const auto says = squeeze(column);
    return says_annual_report(says) && !says_something_else(says);
}

// The columns of annual reports in the tree of all. The whole platform is about disclosure, so 年报 alone
// says it.
class ColumnFinder {
  public:
    ColumnFinder(std::string_view sid, ListedLinks& links) : sid_{sid}, links_{links} {}

    void look(const json::value& node) {
        if (++nodes_ > nodes_max) return;
        if (node.is_array()) {
            for (const auto& child : node.as_array()) look(child);
            return;
        }
        if (!node.is_object()) return;
        const auto& members = node.as_object();
        const auto name = text_of(members, "name");
        const auto id = text_of(members, "id");
        if (names_annual_reports(name) && is_digits(id))
            links_.add(address_of(links_.page(), id, sid_), name, column_rel);
        if (const auto* const children = members.if_contains("children")) look(*children);
    }

  private:
    std::string_view sid_;
    ListedLinks& links_;
    int nodes_ = 0;
};

// Addresses of the service that the page itself writes.
void add_written(std::string_view text, std::string_view sid, ListedLinks& links) {
    for (auto at = text.find(service); at != std::string_view::npos; at = text.find(service, at + 1)) {
        const auto rest = text.substr(at + service.size());
        const auto column = rest.substr(0, std::min(rest.find_first_not_of("0123456789"), rest.size()));
        if (!column.empty()) links.add(address_of(links.page(), column, sid), "1", next_rel);
    }
}

// The column that the page is about: a number, or an object that has it and its name.
void add_own_column(std::string_view text, std::string_view sid, ListedLinks& links) {
    for (std::string_view name :
         {"COLUMN_ID", "COLUMNID", "COLUMN", "columnId", "column_id", "CATALOG_ID", "column"}) {
        const auto value = after_name(text, name);
        if (!value) continue;
        const auto object = bracketed_at(*value);
        const auto column = object.empty() ? scalar_at(*value) : scalar_of(object, "id");
        if (!is_digits(column)) continue;
        const bool annual = names_annual_reports(scalar_of(object, "name"));
        links.add(address_of(links.page(), column, sid), "1", annual ? column_rel : next_rel);
        if (annual) break;
    }
}

void read_page(std::string_view text, ListedLinks& links) {
    if (text.find("SID") == std::string_view::npos || !made_by_gkmlpt(links.page())) return;
    const auto sid = scalar_of(text, "SID");
    if (!is_digits(sid)) return;
    add_own_column(text, sid, links);
    add_written(text, sid, links);
    const auto tree = after_name(text, "TREE");
    if (const auto columns = tree ? read_json(bracketed_at(*tree)) : std::nullopt)
        ColumnFinder{sid, links}.look(*columns);
}

bool read_answer(std::string_view text, ListedLinks& links) {
    const bool asked = links.page().path().find("/gkmlpt/api/") != std::string_view::npos;
    const auto answer = asked ? read_json(text) : std::nullopt;
    if (!answer || !answer->is_object()) return false;
    const auto* const articles = answer->as_object().if_contains("articles");
    if (articles == nullptr || !articles->is_array()) return false;
    for (const auto& article : articles->as_array()) {
        if (!article.is_object()) continue;
        constexpr std::string_view places[] = {"url", "post_url"};
        links.add(text_of(article.as_object(), places), text_of(article.as_object(), "title"));
    }
    const int total = number_of_digits(text_of(answer->as_object(), "total"));
    const int pages = std::min((total + articles_a_page - 1) / articles_a_page, pages_max);
    for (int page = 1; page <= pages; ++page) {
        const auto number = std::to_string(page);
        if (number != parameter(links.page().query(), "page"))
            links.add(with_parameter(links.page(), "page", number), number, next_rel);
    }
    return true;
}

}  // namespace

const Family gkmlpt{
    .name = "广东 gkmlpt", .made = made_by_gkmlpt, .read_page = read_page, .read_answer = read_answer};

}  // namespace ogi::extract
