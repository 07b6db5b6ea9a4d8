#include "daemon/crawl/paused.h"

#include "base/json_writer.h"
#include "base/url.h"

namespace ogi::daemon {

using base::Result;

namespace {

constexpr std::string_view everything_mark = "*";

// "a.example" of "a.example:80"; the brackets of an IPv6 address are part of it.
std::string_view host_of(std::string_view authority) {
    return authority.substr(0, authority.rfind(':'));
}

}  // namespace

Result<std::string> Paused::name_of(std::string_view text) {
    if (text.empty()) return std::string{};
    const bool is_url = text.find("://") != std::string_view::npos;
    const auto url = base::Url::parse(is_url ? std::string{text} : "http://" + std::string{text});
    // What a URL may hold beside a host, and what browsers mend.
    const bool strange = !is_url && text.find_first_of(" \t\r\n%/?#@*\\") != std::string_view::npos;
    if (!url || strange || url->host().find('%') != std::string_view::npos) {
        return base::fail(base::ErrorCode::usage, "not a host: \"" + std::string{text} +
                                                      "\"; write it as in www.example.gov.cn or "
                                                      "www.example.gov.cn:8080");
    }
    const auto host = std::string{url->host()};
    const auto rest = text.find(']') == std::string_view::npos ? text : text.substr(text.find(']'));
    const bool has_port = !is_url && rest.find(':') != std::string_view::npos;
    return is_url || has_port ? url->authority() : host;
}

bool Paused::pause(const std::string& name) {
    if (!name.empty()) return hosts_.insert(name).second;
    const bool changes = !everything_;
    everything_ = true;
    return changes;
}

bool Paused::resume(const std::string& name) {
    if (!name.empty()) return hosts_.erase(name) != 0;
    const bool changes = everything_;
    everything_ = false;
    return changes;
}

bool Paused::names_host(std::string_view authority) const {
    return hosts_.contains(authority) || hosts_.contains(host_of(authority));
}

std::vector<std::string> Paused::names() const {
    std::vector<std::string> names;
    if (everything_) names.emplace_back(everything_mark);
    names.insert(names.end(), hosts_.begin(), hosts_.end());
    return names;
}

std::vector<std::string> Paused::lines() const {
    std::vector<std::string> lines;
    for (const auto& name : names()) {
        base::JsonWriter json;
        json.begin_object().field("paused", name).end_object();
        lines.push_back(json.take());
    }
    return lines;
}

std::string Paused::text() const {
    std::string text;
    for (const auto& name : names()) text += name + "\n";
    return text;
}

Paused Paused::parse(std::string_view text) {
    Paused paused;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        if (line == everything_mark) {
            paused.everything_ = true;
        } else if (!line.empty()) {
            paused.hosts_.emplace(line);
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return paused;
}

}  // namespace ogi::daemon
