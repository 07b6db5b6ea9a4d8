#pragma once

#include "base/url.h"

#include <string_view>

namespace ogi::extract {

// Whether a link that says `text` on the list page `page` leads to another page of the same list: it says a
// number, 下一页 or the like, and its URL differs from the page's only where paging differs (index_1.html,
// list_2.shtml, /2.htm, page_3.html, ?page=2).
bool is_further_page(const base::Url& page, const base::Url& target, std::string_view text);

}  // namespace ogi::extract
