#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"
#include "extract/discovery/words.h"

// /module/xxgk/xxgkAnnualReport.jsp?area=11330300MB1685697R&fbtime=2024: one page an agency and year, so all
// years of an agency are known from one of them.
namespace ogi::extract {
namespace {

constexpr int first_report_year = 2008;  // The 条例 of 2007 came into force in it.

bool is_annual_report(const base::Url& url) {
    return to_lower(url.path()).ends_with("/xxgkannualreport.jsp") && !parameter(url.query(), "area").empty();
}

int year_of(const base::Url& url) {
    const auto value = parameter(url.query(), "fbtime");
    return value.size() == 4 ? year_in(value) : 0;
}

std::optional<model::PageRole> role_of(const base::Url& url) {
    if (!is_annual_report(url)) return {};
    return year_of(url) != 0 ? model::PageRole::report : model::PageRole::list;
}

void add_siblings(const base::Url& found, int last_year, ListedLinks& links) {
    if (!is_annual_report(found)) return;
    const auto own = year_of(found);
    for (int year = last_year; year >= first_report_year; --year) {
        const auto digits = std::to_string(year);
        if (year != own) links.add(with_parameter(found, "fbtime", digits), digits);
    }
}

}  // namespace

const Family hanweb_annual_report{.name = "大汉 xxgkAnnualReport",
                                  .made = is_annual_report,
                                  .role_of = role_of,
                                  .add_siblings = add_siblings};

}  // namespace ogi::extract
