#pragma once

#include "base/result.h"
#include "daemon/answers/path_pattern.h"
#include "daemon/api/api_context.h"
#include "daemon/api/request_target.h"
#include "daemon/columns/columns.h"
#include "daemon/web/html.h"
#include "daemon/web/words.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a page is: lines of an answer, and how they look. The same lines are its twins `.json` and `.csv`, so
// that page and data cannot disagree.
namespace ogi::daemon {

// Lists have so many rows a page; then a link leads on.
inline constexpr std::size_t page_rows_max = 200;

// Of a place in a list that no link leads to.
inline constexpr std::string_view bad_after = "after must be what a Link of this list says";

struct FilterField;  // filter_form.h

struct PageRequest {
    Language language = Language::zh;
    PathParts path{};        // What stands for the names of the pattern.
    RequestTarget target{};  // All of path and query.
    // What the daemon answered to PageKind::told, in that order.
    std::vector<std::string> told{};

    std::string_view part(std::string_view name) const;
    std::string_view parameter(std::string_view name) const { return target.parameter(name); }
    // A whole number of path or query that is not negative; 0 where there is none. Fails with `usage`.
    base::Result<int> number(std::string_view name) const;
    // The query of this page with another value of one parameter; "" takes it away.
    std::string query_with(std::string_view name, std::string_view value) const;
};

// The lines of a page; JSON, without line ends.
struct Rows {
    std::vector<std::string> lines{};
    std::string after{};  // Value of `after` that gives the rows behind these; empty: there are none.
    std::uint64_t last_sequence = 0;  // Of entries of the feed: the last one there was when they were read.
};

// A page as it looks, without what stands around it.
struct Sheet {
    std::string title{};
    std::string lead{};  // A sentence below the title.
    Html main{};
    bool frames = false;  // It shows documents of ours in frames.
};

struct PageKind {
    std::string_view pattern;                    // Below the language: "/agencies/{agency}".
    std::vector<std::string_view> parameters{};  // That its query may have.
    std::vector<About> told{};                   // What is asked of the running daemon first.
    // The fields of the form that chooses rows; a value that is none of a field's choices is refused
    // (filter_check.h). nullptr: the page has none, or looks at their values itself.
    std::vector<FilterField> (*filter)(const PageRequest& request) = nullptr;
    base::Result<Rows> (*rows)(const ApiContext& context, const PageRequest& request) = nullptr;
    std::vector<Column> (*columns)() = nullptr;  // Of its CSV.
    base::Result<Sheet> (*sheet)(const ApiContext& context, const PageRequest& request,
                                 const Rows& rows) = nullptr;
};

// What is served below a language and is no page: an image, a document that a page frames.
struct ServedBytes {
    std::string content_type{};
    std::string bytes{};
    std::string policy{};       // Content-Security-Policy; empty: that of the API, which lets nothing run.
    std::string disposition{};  // Content-Disposition; empty: none.
};
struct BytesKind {
    std::string_view pattern;
    std::vector<std::string_view> parameters{};
    base::Result<ServedBytes> (*bytes)(const ApiContext& context, const PageRequest& request) = nullptr;
};

// The groups.
std::vector<PageKind> overview_pages();
std::vector<PageKind> coverage_pages();
std::vector<PageKind> agency_pages();
std::vector<PageKind> roster_pages();
std::vector<PageKind> change_pages();
std::vector<PageKind> review_pages();
std::vector<PageKind> crawl_pages();

}  // namespace ogi::daemon
