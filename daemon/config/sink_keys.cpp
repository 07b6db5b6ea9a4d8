#include "daemon/config/sink_keys.h"

#include "daemon/config/config_keys.h"
#include "daemon/sinks/kinds.h"

#include <algorithm>
#include <chrono>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

base::Error wrong(std::string_view what) {
    return base::fail(ErrorCode::malformed, what);
}

Result<std::string> text_of(const toml::node& node) {
    const auto value = node.value<std::string>();
    if (!node.is_string() || value->empty()) return wrong("must be a text in quotes");
    return *value;
}

Result<std::int64_t> number_of(const toml::node& node, std::int64_t least, std::int64_t most) {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < least || *value > most)
        return wrong("must be a number from " + std::to_string(least) + " to " + std::to_string(most));
    return *value;
}

template <class T>
Result<std::vector<T>> list_of(const toml::node& node, std::string_view what) {
    std::vector<T> list;
    const auto* items = node.as_array();
    if (items == nullptr) return wrong("must be a list of " + std::string{what});
    for (const auto& item : *items) {
        const auto value = item.value_exact<T>();
        if (!value) return wrong("must be a list of " + std::string{what});
        list.push_back(*value);
    }
    return list;
}

Result<std::chrono::milliseconds> duration_of(const toml::node& node) {
    TRY(number, number_of(node, 1, 86'400'000));
    return std::chrono::milliseconds{number};
}

// A key that every sink has.
struct CommonKey {
    std::string_view name;
    Result<void> (*read)(const toml::node& node, SinkSettings& sink);
};

template <auto Member, class Read>
Result<void> put(SinkSettings& sink, Read read) {
    TRY(value, std::move(read));
    sink.*Member = std::move(value);
    return {};
}

constexpr CommonKey common_keys[] = {
    {"name", [](const auto& n, auto& s) { return put<&SinkSettings::name>(s, text_of(n)); }},
    {"kind", [](const auto& n, auto& s) { return put<&SinkSettings::kind>(s, text_of(n)); }},
    {"agency",
     [](const auto& n, auto& s) {
         return put<&SinkSettings::agencies>(s, list_of<std::string>(n, "names or ids of agencies"));
     }},
    {"region",
     [](const auto& n, auto& s) {
         return put<&SinkSettings::regions>(s, list_of<std::string>(n, "beginnings of division codes"));
     }},
    {"year",
     [](const auto& n, auto& s) { return put<&SinkSettings::years>(s, list_of<std::int64_t>(n, "years")); }},
    {"batch_max",
     [](const auto& n, auto& s) { return put<&SinkSettings::batch_max>(s, number_of(n, 1, 100'000)); }},
    {"batch_bytes_max",
     [](const auto& n, auto& s) {
         return put<&SinkSettings::batch_bytes_max>(s, number_of(n, 1'024, 1 << 30));
     }},
    {"retry_first_ms",
     [](const auto& n, auto& s) { return put<&SinkSettings::retry_first>(s, duration_of(n)); }},
    {"retry_max_ms", [](const auto& n, auto& s) { return put<&SinkSettings::retry_max>(s, duration_of(n)); }},
    {"tries_max",
     [](const auto& n, auto& s) { return put<&SinkSettings::tries_max>(s, number_of(n, 1, 1'000'000)); }},
    {"dead_letters", [](const auto& n, auto& s) { return put<&SinkSettings::dead_letters>(s, text_of(n)); }},
};

Result<SinkValue> read_option(const SinkOption& option, const toml::node& node, const fs::path& folder) {
    switch (option.form) {
        case OptionForm::text: {
            TRY(text, text_of(node));
            return SinkValue{std::move(text)};
        }
        case OptionForm::file: {
            TRY(text, text_of(node));
            return SinkValue{(folder / text).string()};
        }
        case OptionForm::number: {
            TRY(number, number_of(node, option.least, option.most));
            return SinkValue{number};
        }
        case OptionForm::flag:
            if (!node.is_boolean()) return wrong("must be true or false");
            return SinkValue{*node.value<bool>()};
        case OptionForm::texts: {
            TRY(list, list_of<std::string>(node, "texts"));
            return SinkValue{std::move(list)};
        }
    }
    return wrong("cannot be read");
}

std::string keys_of(const SinkKind& kind) {
    std::string names;
    for (const auto& key : common_keys) names += (names.empty() ? "" : ", ") + std::string{key.name};
    for (const auto& option : kind.options) names += ", " + std::string{option.name};
    return names;
}

Result<void> read_key(const SinkKind& kind, std::string_view name, const toml::node& node,
                      const fs::path& folder, SinkSettings& sink) {
    const auto common = std::ranges::find(common_keys, name, &CommonKey::name);
    if (common != std::end(common_keys)) return common->read(node, sink);
    const auto option = std::ranges::find(kind.options, name, &SinkOption::name);
    if (option == kind.options.end())
        return wrong("is no key of a sink of kind " + std::string{kind.name} + "; there are " +
                     keys_of(kind));
    TRY(value, read_option(*option, node, folder));
    sink.options.insert_or_assign(std::string{name}, std::move(value));
    return {};
}

// What the keys of a sink are together.
Result<void> check_sink(const SinkKind& kind, const SinkSettings& sink) {
    // The name stands in settings of the store, in file names and in labels of metrics.
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    constexpr std::size_t name_bytes_max = 64;
    if (sink.name.empty()) return wrong("needs a name");
    if (sink.name.size() > name_bytes_max || sink.name.find_first_not_of(allowed) != std::string::npos)
        return wrong("\"" + sink.name + "\": a name is up to 64 of a-z, 0-9, _ and -");
    for (const auto& option : kind.options) {
        if (option.required && !sink.options.contains(option.name))
            return wrong("\"" + sink.name + "\" needs " + std::string{option.name});
    }
    if (sink.retry_max < sink.retry_first)
        return wrong("\"" + sink.name + "\": retry_max_ms is less than retry_first_ms");
    if (kind.check == nullptr) return {};
    if (auto checked = kind.check(sink); !checked)
        return wrong("\"" + sink.name + "\": " + checked.error().context);
    return {};
}

std::string printed(const SinkValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return in_quotes(*text);
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    std::string list;
    for (const auto& text : std::get<std::vector<std::string>>(value))
        list += (list.empty() ? "" : ", ") + in_quotes(text);
    return "[" + list + "]";
}

// Lines of two sinks would be mixed there.
const SinkSettings* in_the_same_folder(const Config& config, const SinkSettings& sink) {
    const auto folder_of = [](const SinkSettings& one) {
        std::error_code ignored;
        const fs::path folder{one.text("folder")};
        auto found = fs::weakly_canonical(folder, ignored);
        if (ignored) found = folder.lexically_normal();
        return found.has_filename() ? found : found.parent_path();
    };
    if (!sink.options.contains("folder")) return nullptr;
    for (const auto& other : config.sinks) {
        if (other.options.contains("folder") && folder_of(other) == folder_of(sink)) return &other;
    }
    return nullptr;
}

}  // namespace

Result<void> read_sinks(const toml::node& node, const fs::path& file, Config& config) {
    const auto at = [&](const toml::node& place, std::string_view what) {
        return wrong(file.string() + ":" + std::to_string(place.source().begin.line) + ": " +
                     std::string{what});
    };
    const auto* list = node.as_array();
    if (list == nullptr || !list->is_array_of_tables())
        return at(node, "write [[sink]] with two brackets, once for each sink");
    const auto folder = fs::absolute(file).parent_path();
    for (const auto& item : *list) {
        const auto& table = *item.as_table();
        const auto word = table["kind"].value<std::string>().value_or("");
        const auto* kind = find_sink_kind(word);
        if (kind == nullptr) {
            const auto* place = table.get("kind") == nullptr ? &item : table.get("kind");
            return at(*place, "sink.kind must be one of " + names_of_sink_kinds() + ", not \"" + word + "\"");
        }
        SinkSettings sink;
        for (const auto& [key, value] : table) {
            if (auto read = read_key(*kind, key.str(), value, folder, sink); !read)
                return at(value, "sink." + std::string{key.str()} + " " + read.error().context);
        }
        if (!sink.dead_letters.empty()) sink.dead_letters = folder / sink.dead_letters;
        if (auto checked = check_sink(*kind, sink); !checked)
            return at(item, "[[sink]] " + checked.error().context);
        if (std::ranges::find(config.sinks, sink.name, &SinkSettings::name) != config.sinks.end())
            return at(item, "a second sink is named \"" + sink.name + "\"");
        if (const auto* other = in_the_same_folder(config, sink); other != nullptr) {
            return at(item, "\"" + sink.name + "\" writes to the folder of \"" + other->name +
                                "\": take another folder");
        }
        config.sinks.push_back(std::move(sink));
    }
    return {};
}

std::string print_sinks(const Config& config) {
    std::string text;
    for (const auto& sink : config.sinks) {
        const auto row = [&](std::string_view key, const SinkValue& value) {
            text += std::string{key} + " = " + printed(value) + "\n";
        };
        text += "\n[[sink]]\n";
        row("name", sink.name), row("kind", sink.kind);
        if (!sink.agencies.empty()) row("agency", sink.agencies);
        if (!sink.regions.empty()) row("region", sink.regions);
        if (!sink.years.empty()) {
            text += "year = [";
            for (std::size_t i = 0; i < sink.years.size(); ++i)
                text += (i == 0 ? "" : ", ") + std::to_string(sink.years[i]);
            text += "]\n";
        }
        row("batch_max", sink.batch_max), row("batch_bytes_max", sink.batch_bytes_max);
        row("retry_first_ms", std::int64_t{sink.retry_first.count()});
        row("retry_max_ms", std::int64_t{sink.retry_max.count()});
        row("tries_max", sink.tries_max);
        if (!sink.dead_letters.empty()) row("dead_letters", sink.dead_letters.string());
        for (const auto& [name, value] : sink.options) row(name, value);
    }
    return text;
}

}  // namespace ogi::daemon
