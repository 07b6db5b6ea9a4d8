#pragma once

#include "base/url.h"
#include "model/document.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

// A link that a list page's scripts make, or that the answer of a list service holds.
struct ListedLink {
    base::Url url;
    std::string text;           // What it says; a page number for a further page of the list.
    std::string_view rel = {};  // Empty, next_rel or column_rel.
    std::string form{};         // Fields of a POST (application/x-www-form-urlencoded); empty: GET.

    bool operator==(const ListedLink&) const = default;
};

// The page itself says that the link leads to another page of the same list (also HTML's rel=next).
inline constexpr std::string_view next_rel = "next";
// … to a list of annual reports, by its place in a catalogue.
inline constexpr std::string_view column_rel = "column";

// Collects links while one page is read. References are resolved against the page's address; what cannot be
// resolved is no link.
class ListedLinks {
  public:
    static constexpr std::size_t links_max = 20'000;

    explicit ListedLinks(base::Url page) : page_{std::move(page)} {}

    const base::Url& page() const { return page_; }

    void add(std::string_view reference, std::string_view text, std::string_view rel = {},
             std::string_view form = {});
    // Every link of a piece of HTML, as a record of a list or an answer of a service holds it.
    void add_html(std::string_view fragment);

    std::size_t size() const { return links_.size(); }
    bool cut() const { return cut_; }  // links_max was reached.
    std::vector<ListedLink> take() { return std::move(links_); }

  private:
    base::Url page_;
    std::vector<ListedLink> links_;
    bool cut_ = false;
};

}  // namespace ogi::extract
