#include "extract/discovery/aliases.h"

#include "extract/discovery/address.h"

#include <algorithm>
#include <string>

namespace ogi::extract {
namespace {

// At the end of a file's name, before its extension.
constexpr std::string_view copy_marks[] = {"_wap", "_mobile"};

struct CopyParameter {
    std::string_view name;  // Lower case.
    std::string_view value;
};
constexpr CopyParameter copy_parameters[] = {{"jump", "true"}, {"jump", "false"}, {"ddtab", "true"}};

std::string plain_path(std::string_view path) {
    const auto dot = std::min(path.rfind('.'), path.size());
    const auto stem = path.substr(0, dot);
    for (const auto mark : copy_marks) {
        if (stem.ends_with(mark) && stem.size() > mark.size() && stem[stem.size() - mark.size() - 1] != '/')
            return std::string{stem.substr(0, stem.size() - mark.size())} + std::string{path.substr(dot)};
    }
    return std::string{path};
}

std::string plain_query(std::string_view query) {
    std::string plain;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto item = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        const auto equals = std::min(item.find('='), item.size());
        const auto name = to_lower(item.substr(0, equals));
        const auto value = item.substr(std::min(equals + 1, item.size()));
        const bool copy = std::ranges::any_of(
            copy_parameters, [&](const auto& rule) { return rule.name == name && rule.value == value; });
        if (copy) continue;
        if (!plain.empty()) plain.push_back('&');
        plain += item;
    }
    return plain;
}

bool has_usual_port(const base::Url& url) {
    return url.port() == (url.is_https() ? 443 : 80);
}

}  // namespace

base::Url plain_form(const base::Url& url) {
    const auto path = plain_path(url.path());
    const auto query = plain_query(url.query());
    if (path == url.path() && query == url.query()) return url;
    auto plain = url.resolve(query.empty() ? path : path + "?" + query);
    return plain ? *std::move(plain) : url;
}

namespace {

// The address itself, then with the other scheme and with or without www.
std::vector<base::Url> twins_of(const base::Url& plain) {
    std::vector<base::Url> forms{plain};
    if (has_usual_port(plain)) {
        constexpr std::string_view www = "www.";
        const auto host = plain.host();
        const auto twin = host.starts_with(www) ? std::string{host.substr(www.size())}
                                                : std::string{www} + std::string{host};
        const std::string_view own = plain.is_https() ? "https://" : "http://";
        const std::string_view other = plain.is_https() ? "http://" : "https://";
        const auto rest = std::string{plain.path_and_query()};
        const bool is_name =
            host.find_first_not_of("0123456789.") != std::string_view::npos && !host.starts_with('[');
        std::vector<std::string> texts{std::string{other} + std::string{host} + rest};
        if (is_name) {
            texts.push_back(std::string{own} + twin + rest);
            texts.push_back(std::string{other} + twin + rest);
        }
        for (const auto& text : texts) {
            if (auto form = base::Url::parse(text)) forms.push_back(*std::move(form));
        }
    }
    return forms;
}

}  // namespace

std::vector<base::Url> other_forms(const base::Url& url) {
    auto forms = twins_of(plain_form(url));
    std::erase(forms, url);
    return forms;
}

std::vector<base::Url> possible_copies(const base::Url& url) {
    std::vector<base::Url> copies;
    const auto path = std::string{url.path()};
    const auto dot = std::min(path.rfind('.'), path.size());
    for (const auto& twin : twins_of(url)) {
        const auto add = [&](const std::string& reference) {
            if (auto copy = twin.resolve(reference)) copies.push_back(*std::move(copy));
        };
        copies.push_back(twin);
        const auto query = std::string{url.query()};
        for (const auto mark : copy_marks) {
            if (dot < path.size() && path.rfind('/') < dot)
                add(path.substr(0, dot) + std::string{mark} + path.substr(dot) +
                    (query.empty() ? "" : "?" + query));
        }
        for (const auto& [name, value] : copy_parameters)
            add(path + "?" + (query.empty() ? "" : query + "&") + std::string{name} + "=" +
                std::string{value});
    }
    std::erase(copies, url);
    return copies;
}

}  // namespace ogi::extract
