#pragma once

#include "base/url.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace ogi::crawler {

// Marks of URLs that a site makes up without end: links that are relative by mistake, calendars, sessions.
// Directories and blocks of digits only (dates) are no mark.
inline constexpr std::size_t directory_repeats_max = 3;  // /a/a/a/, next to each other.
inline constexpr std::size_t block_repeats_max =
    2;                                             // /a/b/a/b/, next to each other; two directories or more.
inline constexpr std::size_t path_depth_max = 24;  // Directories.
inline constexpr std::size_t query_bytes_max = 1'024;
inline constexpr std::size_t query_fields_max = 32;
inline constexpr std::size_t query_field_repeats_max = 4;  // Of one name.

// The name of the limit that `url` is beyond; nullopt where there is none.
std::optional<std::string_view> trap_in(const base::Url& url);

}  // namespace ogi::crawler
