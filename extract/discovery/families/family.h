#pragma once

#include "base/url.h"
#include "extract/discovery/listed_links.h"
#include "model/page.h"

#include <optional>
#include <span>
#include <string_view>

namespace ogi::extract {

// What one publishing system does in its own way. All members but the name may be absent: a family is data
// plus what small functions it needs. families.cpp has the table; to add one is a file and a line there.
//
// Readers get any bytes as text: they are bounded and never throw.
struct Family {
    std::string_view name;  // For people: "大汉 jpage".

    // Whether an address is of this system's making. Only for telling people which it is.
    bool (*made)(const base::Url& url) = nullptr;

    // What the scripts of a list page add to its links. `text` is the page in UTF-8.
    void (*read_page)(std::string_view text, ListedLinks& links) = nullptr;

    // Reads an answer of one of its services (XML, JSON). False: it is none of its, and nothing was added.
    bool (*read_answer)(std::string_view text, ListedLinks& links) = nullptr;

    // What an address alone says of a page: a report, or a list of reports.
    std::optional<model::PageRole> (*role_of)(const base::Url& url) = nullptr;

    // Pages that exist beside `found`, a link of a page, by the way it numbers them; `last_year` is the
    // newest that a report can be for. Further pages of a list have next_rel, the others are reports.
    void (*add_siblings)(const base::Url& found, int last_year, ListedLinks& links) = nullptr;

    // Query parameters that carry the number of a list's page, beside the common ones; lower case.
    std::span<const std::string_view> page_parameters{};
};

// Every family that is known.
std::span<const Family* const> families();

// What an address alone says, by the first family that knows it.
std::optional<model::PageRole> role_by_address(const base::Url& url);

// The name of the system that an address is of; empty if none is known.
std::string_view made_by(const base::Url& url);

}  // namespace ogi::extract
