#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::crawler {

// Pages that say nothing but "go there": a meta refresh, or a script that sets location. Sites put them where
// others send a redirect. A page with content of its own that also refreshes itself is a page.

inline constexpr std::size_t shell_bytes_max = 8 * 1024;
inline constexpr std::size_t shell_text_bytes_max =
    180;  // "If you are not taken there, press here": no content.
inline constexpr std::chrono::seconds shell_delay_max{15};  // A refresh that comes later is no redirect.

// Where such a body leads, as it is written there; nullopt where it is no shell, where it only reloads
// itself, or where its script could lead to several places or computes the place.
std::optional<std::string> shell_target(std::string_view body);

// Whether a document shows a reader next to nothing: scripts, but neither text nor pictures.
bool shows_nothing(std::string_view body);

// The one place that a script sends its reader to, by `location = "…"`, `location.href = "…"`,
// `location.replace("…")` or `location.assign("…")`; nullopt where it decides, computes or names several.
std::optional<std::string> script_target(std::string_view script);

}  // namespace ogi::crawler
