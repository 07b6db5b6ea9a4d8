#include "extract/discovery/families/families.h"

#include <array>

namespace ogi::extract {

namespace {

// In the order in which their links are looked at.
constexpr std::array all = {
    &trs,         &hanweb_jpage, &hanweb_annual_report,
    &ucap,        &jpaas_unit,   &gkmlpt,
    &kaipu,       &lonsun,       &vsb,
    &gongkai,     &nfcms,        &query_pager,
    &select_list, &written_list, &pager_script,
};

}  // namespace

std::span<const Family* const> families() {
    return all;
}

std::optional<model::PageRole> role_by_address(const base::Url& url) {
    for (const auto* const family : all) {
        if (family->role_of == nullptr) continue;
        if (const auto role = family->role_of(url)) return role;
    }
    return {};
}

std::string_view made_by(const base::Url& url) {
    for (const auto* const family : all) {
        if (family->made != nullptr && family->made(url)) return family->name;
    }
    return {};
}

}  // namespace ogi::extract
