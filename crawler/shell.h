#pragma once

#include "base/url.h"

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
inline constexpr std::size_t unread_shell_bytes_max = 64 * 1024;  // What is larger is not looked at.
inline constexpr std::chrono::seconds shell_delay_max{15};  // A refresh that comes later is no redirect.

// Where such a body, found at `page`, leads; nullopt where it is no shell, where it only reloads itself, or
// where its script could lead to several places or computes the place from what is not known here.
std::optional<std::string> shell_target(std::string_view body, const base::Url& page);

// Whether a document shows a reader next to nothing: scripts, but neither text nor pictures.
bool shows_nothing(std::string_view body);

// What is said of a page that is one and that nothing else was found on.
inline constexpr std::string_view unread_shell_words =
    "holds nothing but a script that is not understood; what it leads to is not seen";

// Whether such a document has a script that shell_target does not follow: whatever the page is about, we do
// not see it.
bool is_unread_shell(std::string_view body, const base::Url& page);

// The one place that a script of `page` sends its reader to, by `location = …`, `location.href = …`,
// `location.replace(…)`, `location.assign(…)`, `window.open(…, "_self")` or `window.navigate(…)`. What phones
// are sent to is passed over. nullopt where it names several, decides by anything else than the name of the
// browser, or computes.
std::optional<std::string> script_target(std::string_view script, const base::Url& page);

}  // namespace ogi::crawler
