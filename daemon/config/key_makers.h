#pragma once

#include "daemon/config/config_keys.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

// Makers of rows of the table of keys. Private to the configuration reader.
namespace ogi::daemon {

inline base::Result<std::string> text(const toml::node& node) {
    const auto value = node.value<std::string>();
    if (!node.is_string() || !value)
        return base::fail(base::ErrorCode::malformed, "must be a text in quotes");
    return *value;
}

inline base::Result<std::int64_t> whole(const toml::node& node, std::int64_t least, std::int64_t most) {
    const auto value = node.value<std::int64_t>();
    if (!node.is_integer() || !value || *value < least || *value > most) {
        return base::fail(base::ErrorCode::malformed, "must be a whole number from " + std::to_string(least) +
                                                          " to " + std::to_string(most));
    }
    return *value;
}

inline std::string range_text(std::int64_t least, std::int64_t most) {
    return std::to_string(least) + " to " + std::to_string(most);
}

// A key that holds a whole number. `get` returns the member it lives in.
template <class Get>
ConfigKey number_key(std::string_view section, std::string_view name, std::int64_t least, std::int64_t most,
                     Get get) {
    return {section, name,
            [=](const toml::node& node, Config& config) -> base::Result<void> {
                TRY(value, whole(node, least, most));
                auto& member = get(config);
                member = static_cast<std::decay_t<decltype(member)>>(value);
                return {};
            },
            [=](const Config& config) { return std::to_string(get(const_cast<Config&>(config))); },
            range_text(least, most)};
}

// A key that holds a duration in the unit of its member's last letters (_ms or _s).
template <class Unit, class Get>
ConfigKey duration_key(std::string_view section, std::string_view name, std::int64_t least, std::int64_t most,
                       Get get) {
    return {
        section, name,
        [=](const toml::node& node, Config& config) -> base::Result<void> {
            TRY(value, whole(node, least, most));
            get(config) = Unit{value};
            return {};
        },
        [=](const Config& config) {
            return std::to_string(std::chrono::duration_cast<Unit>(get(const_cast<Config&>(config))).count());
        },
        range_text(least, most)};
}

}  // namespace ogi::daemon
