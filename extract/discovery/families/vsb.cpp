#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"

// A list is /xxgk.htm; its further pages count down: /xxgk/12.htm is the second of thirteen, /xxgk/1.htm the
// last. So the second page's address names all others. Lists made on request count in PAGENUM.
namespace ogi::extract {
namespace {

constexpr int pages_max = 500;
constexpr std::string_view parameters[] = {"pagenum", "totalpage"};

bool made_by_vsb(const base::Url& url) {
    if (url.query().find("wbtreeid=") != std::string_view::npos) return true;
    // "/info/13951/728370.htm"
    const auto path = url.path();
    const auto info = path.find("/info/");
    return info != std::string_view::npos && path.ends_with(".htm") && is_digits(file_stem(path));
}

// `found` is a further page of the list that the links stand on.
bool is_further_page(const base::Url& found, const base::Url& page) {
    const auto path = page.path();
    const auto dot = path.rfind('.');
    if (dot == std::string_view::npos || path.substr(dot) != ".htm") return false;
    const auto folder = std::string{path.substr(0, dot)} + "/";
    return found.path().starts_with(folder) && found.path().ends_with(".htm") && found.same_site(page) &&
           found.path() == folder + std::string{file_stem(found.path())} + ".htm";
}

void add_siblings(const base::Url& found, int, ListedLinks& links) {
    const auto number = number_of_digits(file_stem(found.path()));
    if (number <= 1 || number > pages_max || !is_further_page(found, links.page())) return;
    const auto folder = std::string{found.path().substr(0, found.path().rfind('/') + 1)};
    for (int page = number - 1; page >= 1; --page)
        links.add(folder + std::to_string(page) + ".htm", std::to_string(page), next_rel);
}

}  // namespace

const Family vsb{
    .name = "博达 VSB", .made = made_by_vsb, .add_siblings = add_siblings, .page_parameters = parameters};

}  // namespace ogi::extract
