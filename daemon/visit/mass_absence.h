#pragma once

#include "base/time.h"
#include "model/page.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

// Many pages of a host that answer with its home page, an error page or a login at the same time were not all
// withdrawn: the site was rebuilt, or does not work today. Such a page is judged together with some other
// pages of its host that show reports, its siblings, and held back while they are away too.
namespace ogi::daemon {

inline constexpr std::size_t siblings_max = 8;
// So many siblings must be away for it to be many pages at once; a host with fewer is judged by its list
// (judge_few).
inline constexpr std::size_t siblings_away_min = 3;

// Whether a page can be gone in this way because of its host: whoever answers 404 or 410 means this page,
// unless its list is gone as well (judge_list).
bool may_be_the_host(model::GoneReason reason);

enum class Crowd {
    there,    // The page is away on its own.
    unknown,  // Too few siblings have been looked at since.
    away,     // Most of those that were looked at are away too.
};

struct CrowdReport {
    Crowd crowd = Crowd::there;
    std::size_t away = 0;
    std::size_t looked_at = 0;
    std::vector<model::Page> to_look_at{};  // Siblings that nobody has looked at since.
};

// `since`: when the page was first found away. A pure function.
CrowdReport judge_crowd(std::span<const model::Page> siblings, base::UtcTime since);

// The same for a page whose host has too few other reports for a crowd, where it is not so that its lists can
// be read and name it no more: while none of those reports is there, the host is to blame. `list`: the one
// that led to the page.
CrowdReport judge_few(std::span<const model::Page> siblings, const model::Page& list, base::UtcTime since);

// By whichever of the two can tell. `list`: not set where none led to the page or they name it no more.
CrowdReport judge_by_others(std::span<const model::Page> siblings, const std::optional<model::Page>& list,
                            base::UtcTime since);

// In words, for a note: "so are 5 of 6 other pages of the host".
std::string words_of(const CrowdReport& report, bool by_host);

// The same for a page that is answered with 404 or 410, by the list that led to it: where that is away too,
// the host answers so to more than this page.
CrowdReport judge_list(const model::Page& list, base::UtcTime since);

}  // namespace ogi::daemon
