#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"
#include "extract/discovery/paging.h"
#include "extract/discovery/script_text.h"
#include "extract/discovery/words.h"

#include <algorithm>

// /public/column/24601?type=3 is the annual reports of an agency, with &action=detail&title=2020 the one for
// that year; elsewhere /OpennessAnnualReport/show/4012.html. Lists: /XxgkContent/showList/943/0/page_1.html.
namespace ogi::extract {
namespace {

constexpr std::string_view annual_reports = "3";  // Of type=.
constexpr std::size_t call_bytes_max = 2'000;
constexpr int pages_max = 500;

bool is_column(const base::Url& url) {
    return url.path().find("/public/column/") != std::string_view::npos;
}

bool made_by_lonsun(const base::Url& url) {
    const auto path = to_lower(url.path());
    return is_column(url) || path.find("annualreport/") != std::string::npos ||
           path.find("/xxgkcontent/") != std::string::npos ||
           path.find("/opennesscontent/") != std::string::npos;
}

std::optional<model::PageRole> role_of(const base::Url& url) {
    if (is_column(url) && parameter(url.query(), "type") == annual_reports) {
        const auto title = parameter(url.query(), "title");
        return title.size() == 4 && year_in(title) != 0 ? model::PageRole::report : model::PageRole::list;
    }
    const auto path = to_lower(url.path());
    const bool shown = path.find("annualreport/show/") != std::string::npos ||
                       path.find("annualreport/detail/") != std::string::npos;
    return shown ? std::optional{model::PageRole::report} : std::nullopt;
}

// The script at the end of a list says how many pages it has: pagination({…, pageCount: 4, …}).
int pages_said(std::string_view text) {
    constexpr std::string_view call = "pagination(";
    for (auto at = text.find(call); at != std::string_view::npos; at = text.find(call, at + 1)) {
        const auto arguments = text.substr(at + call.size(), call_bytes_max);
        const auto brace = arguments.find('{');
        if (brace == std::string_view::npos) continue;
        const auto settings = bracketed_at(arguments.substr(brace));
        if (const int pages = number_of(settings, "pageCount"); pages > 0) return std::min(pages, pages_max);
    }
    return 0;
}

void read_page(std::string_view text, ListedLinks& links) {
    const auto& page = links.page();
    if (!made_by_lonsun(page) || number_of_page(page.path()) == 0) return;
    const auto path = page.path();
    const auto name = path.rfind('/') + 1;
    const auto digits = path.find_first_of("0123456789", name);
    const auto behind = std::min(path.find_first_not_of("0123456789", digits), path.size());
    for (int number = 1, last = pages_said(text); number <= last; ++number) {
        const auto address =
            std::string{path.substr(0, digits)} + std::to_string(number) + std::string{path.substr(behind)};
        if (address != path) links.add(address, std::to_string(number), next_rel);
    }
}

}  // namespace

const Family lonsun{.name = "龙讯", .made = made_by_lonsun, .read_page = read_page, .role_of = role_of};

}  // namespace ogi::extract
