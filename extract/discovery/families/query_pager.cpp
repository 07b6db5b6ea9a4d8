#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"

#include <algorithm>

// Lists made on request by scripts of no known system: list.asp?classid=3&page=2.
namespace ogi::extract {
namespace {

constexpr std::string_view endings[] = {".asp", ".aspx", ".php", ".jsp", ".do", ".action", ".ashx"};
constexpr std::string_view parameters[] = {
    "page",     "pageno",  "pagenum",      "pageindex", "p",          "curpage",     "currpage",
    "pn",       "pageid",  "pager.offset", "page_no",   "pagenumber", "currentpage", "current_page",
    "cur_page", "nowpage", "cpage",        "pageno1",   "topage",     "gopage",      "paged"};

bool made_on_request(const base::Url& url) {
    const auto path = to_lower(url.path());
    return !url.query().empty() &&
           std::ranges::any_of(endings, [&](auto ending) { return path.ends_with(ending); });
}

}  // namespace

const Family query_pager{.name = "ASP, PHP, JSP", .made = made_on_request, .page_parameters = parameters};

}  // namespace ogi::extract
