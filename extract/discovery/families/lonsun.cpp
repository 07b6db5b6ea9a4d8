#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"
#include "extract/discovery/words.h"

// /public/column/24601?type=3 is the annual reports of an agency, with &action=detail&title=2020 the one for
// that year; elsewhere /OpennessAnnualReport/show/4012.html. Lists: /XxgkContent/showList/943/0/page_1.html.
namespace ogi::extract {
namespace {

constexpr std::string_view annual_reports = "3";  // Of type=.

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

}  // namespace

const Family lonsun{.name = "龙讯", .made = made_by_lonsun, .role_of = role_of};

}  // namespace ogi::extract
