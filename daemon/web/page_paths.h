#pragma once

#include "daemon/api/request_target.h"
#include "daemon/web/twins.h"
#include "daemon/web/words.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the path of a page says beside which page it is.
namespace ogi::daemon {

// That it begins with.
std::optional<Language> language_of(const RequestTarget& target);
// Of an address that cannot be read.
std::optional<Language> language_of(std::string_view unread);

// "/zh/agencies/a.json" without "/zh" and ".json", and what the ending asks for.
std::pair<std::vector<std::string>, Form> path_and_form(const RequestTarget& target);
// "/agencies/a", percent-encoded.
std::string path_text(const std::vector<std::string>& path);

// Where the list is that an address above single things stands for: "/zh/agencies.json?q=a" is
// "/zh/search.json?q=a". `whole`: as it was asked for, with its query. nullopt: it is none of these.
std::optional<std::string> list_at(const RequestTarget& target, std::string_view whole);

}  // namespace ogi::daemon
