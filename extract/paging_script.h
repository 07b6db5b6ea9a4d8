#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

// A further page of a list that a script links to.
struct ScriptedPage {
    int number;             // As shown to the reader, from 1.
    std::string reference;  // Relative to the list page.

    bool operator==(const ScriptedPage&) const = default;
};

// The pages for which a list's script writes links, the one shown left out. Knows the conventions in use:
//   createPageHTML(5, 0, "index", "html")                 TRS: index.html, index_1.html … index_4.html
//   createPageHTML('page_div', 5, 1, 'list', 'shtml', 73) 开普: list.shtml, list_2.shtml … list_5.shtml
//   var countPage = 5; var currentPage = 0; … "index_" …        TRS, older: as the first
// Arguments may be variables set by `var countPage = 5`. At most scripted_pages_max pages.
std::vector<ScriptedPage> pages_of_script(std::string_view script);

inline constexpr int scripted_pages_max = 500;

}  // namespace ogi::extract
