#pragma once

#include "base/url.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

// "2", "[2]", "第2页".
bool is_page_number(std::string_view squeezed);

// The number that an address gives to a page of a list: 2 for index_2.html, /2.htm, ?page=2; 0 if none.
int number_of_page(std::string_view address);

// The addresses of a list's pages that lie between those that are known: of 2 and 5, 3 and 4. Both must
// differ in nothing but that number. At most pages_between_max.
std::vector<std::string> pages_between(const base::Url& one, const base::Url& other);

inline constexpr int pages_between_max = 500;

// Whether a link that says `text` on the list page `page` leads to another page of the same list: it says a
// number, 下一页 or the like, or nothing (an image), and its URL differs from the page's only where paging
// differs (index_1.html, list_2.shtml, /2.htm, page_3.html, ?page=2).
bool is_further_page(const base::Url& page, const base::Url& target, std::string_view text);

// Whether a link that says this may lead to another page of the same: it says a number, 下一页 or the like.
bool says_page(std::string_view text);

// The number of the page that `target` is of the article that begins on `first`, as its URL counts (t1_2.html
// beside t1.html, ?page=2); 0 if it is none. Stricter than is_further_page: articles lie side by side, and
// t1_2.html beside t1_1.html is another page only where the link says that number.
// Only a link that says_page leads to one.
int part_number(const base::Url& first, const base::Url& target, std::string_view text);

// The addresses of which `page` may be a further page, as its own address counts: t1.html for t1_2.html, the
// same without ?page=2.
std::vector<base::Url> possible_first_pages(const base::Url& page);

}  // namespace ogi::extract
