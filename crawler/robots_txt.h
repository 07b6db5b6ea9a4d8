#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::crawler {

// A robots.txt file (RFC 9309) as a value: what it allows is a pure function of it.
//
// Beyond the RFC, as the sites need it: Crawl-delay and Sitemap lines, a missing colon, the misspellings of
// Disallow and User-agent that other parsers take too, tags behind a value, UTF-16, and any number of byte
// order marks in front, also one that was itself encoded once more. To allow a folder's index.html allows the
// folder. A page of HTML in its place has no rules and so allows everything.
class RobotsTxt {
  public:
    // What lies behind is not read (RFC 9309 §2.5 asks for at least 500 KiB).
    static constexpr std::size_t bytes_max = 500 * 1024;

    // Allows everything.
    RobotsTxt() = default;

    // Never fails: lines that cannot be read are passed over (RFC 9309 §2.2.4).
    static RobotsTxt parse(std::string_view body);

    // Whether `agent` (a product token such as "ogid"; letter case and what follows "/" do not count) may ask
    // for `path_and_query`. The groups that name the agent count together; those for "*" only if there is
    // none. The longest pattern that matches decides, Allow where two are equal (§2.2.2).
    bool allows(std::string_view path_and_query, std::string_view agent) const;

    // The longest Crawl-delay that is said to `agent`. One that stands between the agents of a group is said
    // to those right above it only.
    std::optional<std::chrono::milliseconds> crawl_delay(std::string_view agent) const;

    const std::vector<std::string>& sitemaps() const { return sitemaps_; }  // As written, each once.

    // About what it takes in memory.
    std::size_t bytes() const;

  private:
    enum class Verdict { allow, disallow };
    struct Rule {
        Verdict verdict;
        std::string pattern;  // Normalised, see robots_pattern.h.
    };
    struct Agent {
        std::string token;  // In lower case, or "*".
        std::optional<std::chrono::milliseconds> crawl_delay;
    };
    struct Group {
        std::vector<Agent> agents;
        std::vector<Rule> rules;
    };
    class Reader;
    // The token in the file that `agent` goes by: its own, if any group has it, else "*".
    std::string token_for(std::string_view agent) const;
    std::vector<const Group*> groups_for(std::string_view token) const;

    std::vector<Group> groups_;
    std::vector<std::string> sitemaps_;
};

}  // namespace ogi::crawler
