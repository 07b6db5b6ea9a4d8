#pragma once

#include "daemon/web/pages.h"

#include <algorithm>
#include <concepts>
#include <string>
#include <utility>
#include <vector>

// Lists whose pages follow a key: the next page begins behind the last row of this one, whatever was added or
// taken away meanwhile.
namespace ogi::daemon {

// The key in the parameter `after`, parts with "/" between; empty where there is none. Fails with `usage` for
// what no row's key could be.
base::Result<std::string> key_after(const PageRequest& request);

// The same where a key is a host with its port.
base::Result<std::string> host_after(const PageRequest& request);

// Up to page_rows_max rows behind the key `after`, in the order of the bytes of their keys. `key_of`: no two
// are the same.
template <class T, std::invocable<const T&> Key, std::invocable<const T&> Line>
Rows rows_behind(const std::string& after, const std::vector<T>& found, Key key_of, Line line_of) {
    std::vector<std::pair<std::string, const T*>> keyed;
    for (const auto& one : found)
        if (auto key = key_of(one); key > after) keyed.emplace_back(std::move(key), &one);
    std::ranges::sort(keyed);
    Rows rows;
    const auto count = std::min(keyed.size(), page_rows_max);
    for (std::size_t i = 0; i < count; ++i) rows.lines.push_back(line_of(*keyed[i].second));
    if (count < keyed.size()) rows.after = keyed[count - 1].first;
    return rows;
}

// Behind the key of the request.
template <class T, std::invocable<const T&> Key, std::invocable<const T&> Line>
base::Result<Rows> rows_behind(const PageRequest& request, const std::vector<T>& found, Key key_of,
                               Line line_of) {
    TRY(after, key_after(request));
    return rows_behind(after, found, std::move(key_of), std::move(line_of));
}

}  // namespace ogi::daemon
