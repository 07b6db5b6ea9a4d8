#include "daemon/config/config.h"

#include "daemon/config/config_keys.h"
#include "daemon/config/sink_keys.h"
#include "daemon/config/user_agent.h"
#include "daemon/near_words.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>
#include <thread>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

base::Error at(const fs::path& file, toml::source_position place, std::string_view what) {
    return base::fail(ErrorCode::malformed,
                      file.string() + ":" + std::to_string(place.line) + ": " + std::string{what});
}

// Reads one [[source]]. Every mistake names its line.
Result<model::Source> read_source(const toml::table& table, const fs::path& file) {
    model::Source source;
    for (const auto& [key, node] : table) {
        const auto name = key.str();
        const auto place = node.source().begin;
        if (name == "name" || name == "agency") {
            const auto value = node.value<std::string>();
            if (!node.is_string() || value->empty()) {
                return at(file, place, "source." + std::string{name} + " must be a text in quotes");
            }
            (name == "name" ? source.name : source.agency) = *value;
        } else if (name == "entry") {
            const auto* list = node.as_array();
            if (list == nullptr) return at(file, place, "source.entry must be a list of URLs");
            for (const auto& item : *list) {
                const auto url = base::Url::parse(item.value<std::string>().value_or(""));
                if (!url) return at(file, item.source().begin, "source.entry: " + url.error().context);
                source.entry.push_back(*url);
            }
        } else {
            return at(file, place, "unknown key \"" + std::string{name} + "\" in [[source]]");
        }
    }
    const auto place = table.source().begin;
    if (source.name.empty()) return at(file, place, "[[source]] needs a name");
    if (source.entry.empty())
        return at(file, place, "[[source]] \"" + source.name + "\" needs at least one entry URL");
    return source;
}

Result<void> read_sources(const toml::node& node, const fs::path& file, Config& config) {
    const auto* list = node.as_array();
    if (list == nullptr || !list->is_array_of_tables()) {
        return at(file, node.source().begin, "write [[source]] with two brackets, once for each source");
    }
    for (const auto& item : *list) {
        TRY(source, read_source(*item.as_table(), file));
        const auto same_name = [&](const model::Source& other) { return other.name == source.name; };
        if (std::ranges::any_of(config.sources, same_name)) {
            return at(file, item.source().begin, "a second source is named \"" + source.name + "\"");
        }
        config.sources.push_back(std::move(source));
    }
    return {};
}

// What was meant by a key that there is not: one that is spelt nearly so, or stands in another section.
std::string likely_key(std::string_view section, std::string_view name) {
    std::vector<std::string> names;
    for (const auto& key : config_keys()) {
        names.push_back(std::string{key.section} + "." + std::string{key.name});
        if (key.name == name) return "; did you mean " + names.back() + "?";
    }
    return did_you_mean(std::string{section} + "." + std::string{name}, names);
}

Result<void> read_section(std::string_view section, const toml::table& table, const fs::path& file,
                          Config& config) {
    for (const auto& [key, node] : table) {
        const auto& keys = config_keys();
        const auto known = std::ranges::find_if(
            keys, [&](const ConfigKey& k) { return k.section == section && k.name == key.str(); });
        const auto full_name = std::string{section} + "." + std::string{key.str()};
        if (known == keys.end())
            return at(file, node.source().begin,
                      "unknown key \"" + full_name + "\"" + likely_key(section, key.str()));
        if (const auto read = known->read(node, config); !read) {
            return at(file, node.source().begin, full_name + " " + read.error().context);
        }
    }
    return {};
}

bool is_section(std::string_view name) {
    return std::ranges::any_of(config_keys(), [&](const ConfigKey& key) { return key.section == name; });
}

enum class Sections { all, sources_only };

Result<void> check_is_file(const fs::path& file, Sections allowed) {
    std::error_code problem;
    const auto status = fs::status(file, problem);
    if (status.type() == fs::file_type::not_found && allowed == Sections::all)
        return base::fail(ErrorCode::not_found,
                          "no configuration at " + file.string() + "; name one with --config FILE");
    if (status.type() == fs::file_type::not_found)
        return base::fail(ErrorCode::not_found, file.string() + " leads to a file that is not there");
    if (fs::is_directory(status))
        return base::fail(ErrorCode::malformed, file.string() + " is a folder, not a configuration");
    if (std::ifstream{file}) return {};
    return base::fail(ErrorCode::io, file.string() + ": " + std::strerror(errno));
}

Result<toml::table> parse_file(const fs::path& file, Sections allowed) {
    TRY_VOID(check_is_file(file, allowed));
    try {
        return toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        return at(file, error.source().begin, error.description());
    }
}

Result<void> read_file(const fs::path& file, Sections allowed, Config& config) {
    TRY(table, parse_file(file, allowed));
    for (const auto& [key, node] : table) {
        const auto name = key.str();
        if (name == "source") {
            TRY_VOID(read_sources(node, file, config));
        } else if (allowed == Sections::all && name == "sink") {
            TRY_VOID(read_sinks(node, file, config));
        } else if (allowed == Sections::all && is_section(name)) {
            if (!node.is_table())
                return at(file, node.source().begin, "[" + std::string{name} + "] is a section");
            TRY_VOID(read_section(name, *node.as_table(), file, config));
        } else {
            return at(file, node.source().begin, "unknown key \"" + std::string{name} + "\"");
        }
    }
    return {};
}

Result<void> read_sources_folder(Config& config) {
    std::error_code problem;
    std::set<fs::path> files;  // In order of name, so that messages and logs are the same every time.
    for (const auto& entry : fs::directory_iterator{config.sources_folder, problem}) {
        if (entry.path().extension() == ".toml") files.insert(entry.path());
    }
    if (problem) {
        return base::fail(ErrorCode::io, config.file.string() + ": sources.folder " +
                                             config.sources_folder.string() + ": " + problem.message());
    }
    for (const auto& file : files) TRY_VOID(read_file(file, Sections::sources_only, config));
    return {};
}

// With a list that is none every certificate would be refused.
Result<void> check_revocation_list(const fs::path& file, const std::string& list) {
    constexpr std::string_view begin_of_list = "-----BEGIN X509 CRL-----";
    const auto refused = [&](std::string_view why) {
        return base::fail(ErrorCode::malformed,
                          file.string() + ": crawl.crl_file " + list + " " + std::string{why});
    };
    std::ifstream stream{list, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    if (!stream) return refused("cannot be read");
    if (text.find(begin_of_list) == std::string::npos)
        return refused("holds no list of revoked certificates in PEM (" + std::string{begin_of_list} + ")");
    return {};
}

}  // namespace

Result<Config> load_config(const fs::path& file) {
    Config config;
    config.transport.user_agent = default_user_agent(host_name());
    config.workers = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    TRY_VOID(read_file(file, Sections::all, config));
    if (config.store_path.empty()) {
        return base::fail(ErrorCode::malformed,
                          file.string() + ": store.path is missing: where shall the data be kept?");
    }
    config.file = fs::absolute(file);
    const auto folder = config.file.parent_path();
    config.store_path = folder / config.store_path;
    config.decisions = config.decisions.empty() ? config.decisions_file() : folder / config.decisions;
    config.socket = config.socket.empty() ? config.control_socket() : folder / config.socket;
    if (!config.token_file.empty()) config.token_file = folder / config.token_file;
    if (auto& list = config.transport.crl_file; !list.empty()) {
        list = (folder / list).string();
        TRY_VOID(check_revocation_list(file, list));
    }
    if (!config.sources_folder.empty()) {
        config.sources_folder = folder / config.sources_folder;
        TRY_VOID(read_sources_folder(config));
    }
    return config;
}

std::string print_config(const Config& config) {
    std::string text;
    std::string_view section;
    for (const auto& key : config_keys()) {
        // The sources of the folder are printed with the others; naming it too would give each of them twice.
        if (key.section == "sources") continue;
        if (key.section != section) {
            section = key.section;
            text += (text.empty() ? "[" : "\n[") + std::string{section} + "]\n";
        }
        text += std::string{key.name} + " = " + key.print(config) + "\n";
    }
    if (!config.sources_folder.empty()) {
        text +=
            "\n# With the sources of sources.folder = " + in_quotes(config.sources_folder.string()) + "\n";
    }
    for (const auto& source : config.sources) {
        text += "\n[[source]]\nname = " + in_quotes(source.name) + "\nentry = [";
        for (std::size_t i = 0; i < source.entry.size(); ++i) {
            text += (i == 0 ? "" : ", ") + in_quotes(source.entry[i].text());
        }
        text += "]\n";
        if (!source.agency.empty()) text += "agency = " + in_quotes(source.agency) + "\n";
    }
    return text + print_sinks(config);
}

}  // namespace ogi::daemon
