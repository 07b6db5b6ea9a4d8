#include "daemon/control/order.h"

#include "daemon/crawl/paused.h"

#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace ogi::daemon {

namespace urls = boost::urls;
using base::ErrorCode;
using base::Result;

namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

constexpr std::array<std::pair<std::string_view, Wait>, 3> waits = {
    {{"0", Wait::no}, {"1", Wait::to_end}, {"progress", Wait::progress}}};

base::Error unknown(const std::string& name, const std::string& value) {
    return base::fail(ErrorCode::usage, "unknown parameter \"" + name + "=" + value + "\"");
}

Result<void> read_year(const std::string& value, int& year) {
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), year);
    if (problem != std::errc{} || end != value.data() + value.size() || year < 1)
        return base::fail(ErrorCode::usage, "year must be a whole number, not \"" + value + "\"");
    return {};
}

bool read_wait(const std::string& value, Wait& wait) {
    const auto known =
        std::ranges::find(waits, std::string_view{value}, &std::pair<std::string_view, Wait>::first);
    if (known == waits.end()) return false;
    wait = known->second;
    return true;
}

// A selector that is not understood must not become one that selects every page.
Result<Order> read_recrawl(const Parameters& parameters) {
    Recrawl recrawl;
    for (const auto& [name, value] : parameters) {
        if (name == "agency") {
            recrawl.selector.agency = value;
        } else if (name == "url") {
            recrawl.selector.url = value;
        } else if (name == "source") {
            recrawl.selector.source = value;
        } else if (name == "year") {
            TRY_VOID(read_year(value, recrawl.selector.year));
        } else if (name != "wait" || !read_wait(value, recrawl.wait)) {
            return unknown(name, value);
        }
    }
    return Order{std::move(recrawl)};
}

Result<Order> read_reparse(const Parameters& parameters) {
    Reparse reparse;
    for (const auto& [name, value] : parameters) {
        if (name == "agency") {
            reparse.selector.agency = value;
        } else if (name == "year") {
            TRY_VOID(read_year(value, reparse.selector.year));
        } else if (name != "wait" || !read_wait(value, reparse.wait) || reparse.wait == Wait::no) {
            return unknown(name, value);
        }
    }
    return Order{std::move(reparse)};
}

template <class Which>
Result<Order> read_host(const Parameters& parameters) {
    Which order;
    for (const auto& [name, value] : parameters) {
        if (name != "host") return unknown(name, value);
        TRY(host, Paused::name_of(value));
        order.host = std::move(host);
    }
    return Order{std::move(order)};
}

Result<Order> read_limits(const Parameters& parameters) {
    return Order{SetLimits{parameters}};
}

Result<Order> read_import(const Parameters& parameters) {
    ImportFiles import;
    for (const auto& [name, value] : parameters) {
        if (name == "file") {
            import.files.push_back(value);
        } else if (name == "agency") {
            import.agency = value;
        } else if (name == "mark") {
            import.marks.push_back(value);
        } else {
            return unknown(name, value);
        }
    }
    if (!import.marks.empty() && import.marks.size() != import.files.size())
        return base::fail(ErrorCode::usage, "give as many marks as files, or none");
    return Order{std::move(import)};
}

template <class Which>
Result<Order> read_plain(const Parameters& parameters) {
    if (!parameters.empty()) return unknown(parameters.front().first, parameters.front().second);
    return Order{Which{}};
}

Result<Order> read_backup(const Parameters& parameters) {
    Backup backup;
    for (const auto& [name, value] : parameters) {
        if (name == "folder") {
            backup.folder = value;
        } else if (name == "mark") {
            backup.mark = value;
        } else if (name == "keep") {
            const auto [end, problem] =
                std::from_chars(value.data(), value.data() + value.size(), backup.keep);
            if (problem != std::errc{} || end != value.data() + value.size()) return unknown(name, value);
        } else {
            return unknown(name, value);
        }
    }
    if (!backup.folder.starts_with('/'))
        return base::fail(ErrorCode::usage, "folder must be an absolute path, not \"" + backup.folder + "\"");
    return Order{std::move(backup)};
}

Result<Order> read_prune(const Parameters& parameters) {
    Prune prune;
    for (const auto& [name, value] : parameters) {
        if (name != "dry_run" || (value != "0" && value != "1")) return unknown(name, value);
        prune.only_tell = value == "1";
    }
    return Order{prune};
}

Result<Order> read_ruling(const Parameters& parameters) {
    RuleSuspect rule;
    bool ruled = false;
    for (const auto& [name, value] : parameters) {
        if (name == "url") {
            rule.url = value;
        } else if (name == "ruling" && (value == "accept" || value == "drop")) {
            rule.ruling = value == "accept" ? SuspectRuling::accept : SuspectRuling::drop;
            ruled = true;
        } else {
            return unknown(name, value);
        }
    }
    if (rule.url.empty() || !ruled) return base::fail(ErrorCode::usage, "url and ruling must be given");
    return Order{std::move(rule)};
}

struct Path {
    std::string_view path;
    Result<Order> (*read)(const Parameters&);
};

// In the order of the variant.
constexpr std::array paths = {
    Path{"/v1/recrawl", read_recrawl},
    Path{"/v1/pause", read_host<Pause>},
    Path{"/v1/resume", read_host<Resume>},
    Path{"/v1/limits", read_limits},
    Path{"/v1/reload", read_plain<Reload>},
    Path{"/v1/roster", read_plain<ImportRoster>},
    Path{"/v1/decisions", read_plain<TakeDecisions>},
    Path{"/v1/store/backup", read_backup},
    Path{"/v1/store/compact", read_plain<Compact>},
    Path{"/v1/store/prune", read_prune},
    Path{"/v1/import", read_import},
    Path{"/v1/reparse", read_reparse},
    Path{"/v1/suspects", read_ruling},
};
static_assert(paths.size() == std::variant_size_v<Order>);

std::string_view word_of(Wait wait) {
    return std::ranges::find(waits, wait, &std::pair<std::string_view, Wait>::second)->first;
}

Parameters parameters_of(const Order& order) {
    Parameters parameters;
    if (const auto* recrawl = std::get_if<Recrawl>(&order)) {
        const auto& selector = recrawl->selector;
        parameters.emplace_back("wait", word_of(recrawl->wait));
        if (!selector.agency.empty()) parameters.emplace_back("agency", selector.agency);
        if (!selector.url.empty()) parameters.emplace_back("url", selector.url);
        if (!selector.source.empty()) parameters.emplace_back("source", selector.source);
        if (selector.year != 0) parameters.emplace_back("year", std::to_string(selector.year));
    } else if (const auto* pause = std::get_if<Pause>(&order)) {
        if (!pause->host.empty()) parameters.emplace_back("host", pause->host);
    } else if (const auto* resume = std::get_if<Resume>(&order)) {
        if (!resume->host.empty()) parameters.emplace_back("host", resume->host);
    } else if (const auto* limits = std::get_if<SetLimits>(&order)) {
        parameters = limits->values;
    } else if (const auto* backup = std::get_if<Backup>(&order)) {
        parameters = {{"folder", backup->folder}, {"keep", std::to_string(backup->keep)}};
        if (!backup->mark.empty()) parameters.emplace_back("mark", backup->mark);
    } else if (const auto* prune = std::get_if<Prune>(&order)) {
        parameters = {{"dry_run", prune->only_tell ? "1" : "0"}};
    } else if (const auto* import = std::get_if<ImportFiles>(&order)) {
        for (const auto& file : import->files) parameters.emplace_back("file", file);
        for (const auto& mark : import->marks) parameters.emplace_back("mark", mark);
        if (!import->agency.empty()) parameters.emplace_back("agency", import->agency);
    } else if (const auto* reparse = std::get_if<Reparse>(&order)) {
        parameters.emplace_back("wait", word_of(reparse->wait));
        if (!reparse->selector.agency.empty()) parameters.emplace_back("agency", reparse->selector.agency);
        if (reparse->selector.year != 0)
            parameters.emplace_back("year", std::to_string(reparse->selector.year));
    } else if (const auto* rule = std::get_if<RuleSuspect>(&order)) {
        parameters = {{"url", rule->url},
                      {"ruling", rule->ruling == SuspectRuling::accept ? "accept" : "drop"}};
    }
    return parameters;
}

}  // namespace

std::string to_target(const Order& order) {
    std::string target{paths[order.index()].path};
    char mark = '?';
    for (const auto& [name, value] : parameters_of(order)) {
        target += mark + urls::encode(name, urls::unreserved_chars) + "=" +
                  urls::encode(value, urls::unreserved_chars);
        mark = '&';
    }
    return target;
}

std::vector<std::string_view> order_paths() {
    std::vector<std::string_view> all;
    for (const auto& path : paths) all.push_back(path.path);
    return all;
}

Result<Order> parse_order(std::string_view target) {
    const auto path = std::ranges::find(paths, target.substr(0, target.find('?')), &Path::path);
    if (path == paths.end()) return base::fail(ErrorCode::not_found, "no such resource; see docs/api.md");
    const auto parsed = urls::parse_origin_form(target);
    if (!parsed) return base::fail(ErrorCode::usage, "not a path: " + std::string{target});
    Parameters parameters;
    for (const auto parameter : parsed->params()) {
        // An empty selector would choose everything.
        if (parameter.value.empty()) return base::fail(ErrorCode::usage, parameter.key + " is empty");
        const auto again = [&](const auto& before) { return before.first == parameter.key; };
        if (parameter.key != "file" && std::ranges::any_of(parameters, again))
            return base::fail(ErrorCode::usage, "parameter \"" + parameter.key + "\" stands there twice");
        parameters.emplace_back(std::string{parameter.key}, std::string{parameter.value});
    }
    return path->read(parameters);
}

}  // namespace ogi::daemon
