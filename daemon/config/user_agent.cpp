#include "daemon/config/user_agent.h"

#include <unistd.h>

#include <algorithm>
#include <array>

namespace ogi::daemon {

namespace {

constexpr std::string_view advice =
    "; webmasters want to know whom to ask: set it to, say, \"ogid/0.1 (+https://your.site/contact)\"";

}  // namespace

std::string default_user_agent(std::string_view host_name) {
    return "ogid/0.1 (annual report reader; +http://" + std::string{host_name} + "/)";
}

std::optional<std::string> doubt_of(std::string_view user_agent, std::string_view host_name) {
    if (user_agent == default_user_agent(host_name)) {
        return "crawl.user_agent is not set, so it only names this machine" + std::string{advice};
    }
    if (user_agent.find("your.site") != std::string_view::npos)
        return "crawl.user_agent has the example's address" + std::string{advice};
    for (const std::string_view mark : {"http://", "https://", "@"}) {
        if (user_agent.find(mark) != std::string_view::npos) return std::nullopt;
    }
    return "crawl.user_agent has no contact" + std::string{advice};
}

std::string host_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
    const std::string text{name.data()};
    const bool fits = !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '.';
    });
    return fits ? text : "localhost";
}

}  // namespace ogi::daemon
