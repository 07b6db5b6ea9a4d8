#include "daemon/config/limits.h"

#include "daemon/config/config_keys.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

struct Changeable {
    std::string_view section;
    std::string_view name;
};

// What Control::apply hands on to the parts that use it.
constexpr std::array changeable = {
    Changeable{"crawl", "host_delay_ms"},
    Changeable{"crawl", "crawl_delay_max_ms"},
    Changeable{"crawl", "redirects_max"},
    Changeable{"crawl", "hosts_max"},
    Changeable{"crawl", "depth_max"},
    Changeable{"crawl", "host_urls_max"},
    Changeable{"crawl", "prefix_urls_free"},
    Changeable{"crawl", "prefix_percent_max"},
    Changeable{"crawl", "list_period_s"},
    Changeable{"crawl", "list_period_max_s"},
    Changeable{"crawl", "report_period_s"},
    Changeable{"crawl", "report_period_max_s"},
    Changeable{"crawl", "period_min_s"},
    Changeable{"crawl", "retry_first_s"},
    Changeable{"crawl", "retry_max_s"},
    Changeable{"crawl", "challenge_period_s"},
    Changeable{"crawl", "withdrawal_confirm_s"},
    Changeable{"log", "level"},
};

bool is_changeable(const ConfigKey& key) {
    return std::ranges::any_of(changeable, [&](const Changeable& one) {
        return one.section == key.section && one.name == key.name;
    });
}

std::string names_of_limits() {
    std::string names;
    for (const auto& one : changeable) names += (names.empty() ? "" : ", ") + std::string{one.name};
    return names;
}

// `text` as a person writes it: digits are a number, everything else a text.
Result<void> read_text(const ConfigKey& key, std::string_view text, Config& config) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!text.empty() && problem == std::errc{} && end == text.data() + text.size())
        return key.read(toml::value{number}, config);
    return key.read(toml::value{std::string{text}}, config);
}

// Gives `config` the value that `printed` stands for; it comes from ConfigKey::print.
void read_printed(const ConfigKey& key, const std::string& printed, Config& config) {
    const auto table = toml::parse("value = " + printed);
    // What was in force elsewhere is allowed here.
    static_cast<void>(key.read(*table.get("value"), config));
}

}  // namespace

std::vector<Limit> limits_of(const Config& in_force, const Config& configured) {
    std::vector<Limit> limits;
    for (const auto& key : config_keys()) {
        if (is_changeable(key))
            limits.push_back({std::string{key.name}, key.print(in_force), key.print(configured)});
    }
    return limits;
}

Result<void> set_limit(Config& config, std::string_view name, std::string_view value) {
    const auto same = [&](const ConfigKey& key) {
        return key.name == name || std::string{key.section} + "." + std::string{key.name} == name;
    };
    const auto& keys = config_keys();
    const auto key = std::ranges::find_if(keys, same);
    if (key == keys.end()) {
        return base::fail(ErrorCode::usage,
                          "unknown limit \"" + std::string{name} + "\"; there are " + names_of_limits());
    }
    if (!is_changeable(*key)) {
        return base::fail(ErrorCode::usage, std::string{name} +
                                                " needs a restart: change it in the configuration; while "
                                                "running can be changed " +
                                                names_of_limits());
    }
    auto read = read_text(*key, value, config);
    if (!read) return base::fail(ErrorCode::usage, std::string{name} + " " + read.error().context);
    return {};
}

Adopted adopt(Config& in_force, const Config& next) {
    Adopted adopted;
    for (const auto& key : config_keys()) {
        if (key.section == "sources") continue;  // The sources themselves count.
        auto before = key.print(in_force), after = key.print(next);
        if (before == after) continue;
        if (is_changeable(key)) {
            read_printed(key, after, in_force);
            adopted.changed.push_back({std::string{key.name}, std::move(after), std::move(before)});
        } else {
            adopted.needs_restart.push_back(std::string{key.section} + "." + std::string{key.name});
        }
    }
    in_force.sources = next.sources;
    in_force.sources_folder = next.sources_folder;
    return adopted;
}

}  // namespace ogi::daemon
