#include "crawler/robots_txt.h"

#include "base/utf8.h"
#include "crawler/robots_pattern.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace ogi::crawler {

namespace {

constexpr std::chrono::milliseconds crawl_delay_ceiling = std::chrono::hours{24};

enum class Key { user_agent, allow, disallow, crawl_delay, sitemap };

struct Spelling {
    std::string_view word;
    Key key;
};
constexpr Spelling spellings[] = {
    {"user-agent", Key::user_agent}, {"useragent", Key::user_agent},    {"user agent", Key::user_agent},
    {"allow", Key::allow},           {"disallow", Key::disallow},       {"dissallow", Key::disallow},
    {"dissalow", Key::disallow},     {"disalow", Key::disallow},        {"diasllow", Key::disallow},
    {"disallaw", Key::disallow},     {"crawl-delay", Key::crawl_delay}, {"sitemap", Key::sitemap},
    {"site-map", Key::sitemap},      {"useg-agent", Key::user_agent},   {"desallow", Key::disallow},
};

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string_view trim_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\v\f";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// The product token in front of "/2.1" and the like (§2.2.1: letters, '-' and '_'), in lower case.
std::string product_token(std::string_view text) {
    const auto end = std::ranges::find_if_not(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
    return lower(std::string_view{text.begin(), end});
}

std::optional<std::chrono::milliseconds> parse_seconds(std::string_view text) {
    double seconds = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (problem != std::errc{} || !(seconds >= 0)) return std::nullopt;
    const auto ceiling = std::chrono::duration<double>{crawl_delay_ceiling};
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::min(std::chrono::duration<double>{seconds}, ceiling));
}

struct Line {
    Key key;
    std::string_view value;
};

// Nullopt for a line that says nothing we know.
std::optional<Line> read_line(std::string_view line) {
    line = trim_blanks(line.substr(0, line.find('#')));
    auto split = line.find(':');
    if (split == std::string_view::npos) split = line.find_first_of(" \t");
    if (split == std::string_view::npos) return std::nullopt;
    const auto word = lower(trim_blanks(line.substr(0, split)));
    const auto found = std::ranges::find(spellings, word, &Spelling::word);
    if (found == std::end(spellings)) return std::nullopt;
    // No path holds a '<'; a tag of a page that shows the file does.
    auto value = line.substr(split + 1);
    return Line{found->key, trim_blanks(value.substr(0, value.find('<')))};
}

// A body that begins with the byte order mark of UTF-16, as UTF-8; nullopt for any other.
std::optional<std::string> from_utf16(std::string_view body) {
    const bool little = body.starts_with("\xFF\xFE");
    if (!little && !body.starts_with("\xFE\xFF")) return std::nullopt;
    std::string text;
    for (std::size_t at = 2; at + 1 < body.size(); at += 2) {
        const auto low = static_cast<unsigned char>(body[little ? at : at + 1]);
        const auto high = static_cast<unsigned char>(body[little ? at + 1 : at]);
        base::append_utf8(text, static_cast<char32_t>(high << 8 | low));
    }
    return text;
}

}  // namespace

// Takes the lines one by one. A User-agent line after a rule begins a new group; other lines end none.
class RobotsTxt::Reader {
  public:
    void take(const Line& line) {
        switch (line.key) {
            case Key::user_agent:
                return add_agent(line.value);
            case Key::allow:
                return add_rule(Verdict::allow, line.value);
            case Key::disallow:
                return add_rule(Verdict::disallow, line.value);
            case Key::crawl_delay:
                return add_delay(line.value);
            case Key::sitemap:
                if (sitemaps_.emplace(line.value).second) file.sitemaps_.emplace_back(line.value);
                return;
        }
    }

    RobotsTxt file;

  private:
    void add_agent(std::string_view value) {
        if (file.groups_.empty() || has_rules_) file.groups_.emplace_back(), delay_begin_ = 0;
        auto& agents = file.groups_.back().agents;
        if (has_delay_) delay_begin_ = agents.size();
        has_rules_ = has_delay_ = false;
        const bool anybody = value == "*" || value.starts_with("* ") || value.starts_with("*\t");
        auto token = anybody ? std::string{"*"} : product_token(value);
        if (!token.empty()) agents.push_back({std::move(token), std::nullopt});
    }

    void add_rule(Verdict verdict, std::string_view value) {
        if (file.groups_.empty()) return;  // A rule before any User-agent line is nobody's.
        has_rules_ = true;
        if (value.empty()) return;
        auto& rules = file.groups_.back().rules;
        rules.push_back({verdict, normal_pattern(value)});
        constexpr std::string_view index = "/index.html";
        if (verdict == Verdict::allow && value.ends_with(index)) {
            const auto folder = value.substr(0, value.size() - index.size() + 1);
            rules.push_back({verdict, normal_pattern(std::string{folder} + "$")});
        }
    }

    void add_delay(std::string_view value) {
        const auto delay = parse_seconds(value);
        if (file.groups_.empty() || !delay) return;
        has_delay_ = true;
        auto& agents = file.groups_.back().agents;
        for (auto i = delay_begin_; i < agents.size(); ++i)
            agents[i].crawl_delay = std::max(agents[i].crawl_delay.value_or(*delay), *delay);
    }

    bool has_rules_ = false;
    bool has_delay_ = false;       // Since the last User-agent line.
    std::size_t delay_begin_ = 0;  // The first agent of the group that a delay is said to.
    std::set<std::string, std::less<>> sitemaps_;
};

RobotsTxt RobotsTxt::parse(std::string_view body) {
    body = body.substr(0, bytes_max);
    const auto utf16 = from_utf16(body);
    if (utf16) body = *utf16;
    // Byte order marks: whole, cut, doubled, or taken for Latin-1 and encoded again (seen at www.gov.cn). No
    // line that says anything begins with such bytes.
    const auto first =
        std::ranges::find_if(body, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    body.remove_prefix(static_cast<std::size_t>(first - body.begin()));
    Reader reader;
    while (!body.empty()) {
        const auto end = body.find_first_of("\r\n");
        if (const auto line = read_line(body.substr(0, end))) reader.take(*line);
        if (end == std::string_view::npos) break;
        body.remove_prefix(end + 1);
    }
    return std::move(reader.file);
}

std::vector<const RobotsTxt::Group*> RobotsTxt::groups_for(std::string_view token) const {
    std::vector<const Group*> found;
    for (const auto& group : groups_) {
        if (std::ranges::find(group.agents, token, &Agent::token) != group.agents.end())
            found.push_back(&group);
    }
    return found;
}

std::string RobotsTxt::token_for(std::string_view agent) const {
    auto token = lower(agent.substr(0, agent.find('/')));
    return groups_for(token).empty() ? "*" : token;
}

bool RobotsTxt::allows(std::string_view path_and_query, std::string_view agent) const {
    if (path_and_query == "/robots.txt") return true;
    const auto path = normal_path(path_and_query.empty() ? "/" : path_and_query);
    const Rule* best = nullptr;
    for (const auto* group : groups_for(token_for(agent))) {
        for (const auto& rule : group->rules) {
            if (best != nullptr && rule.pattern.size() < best->pattern.size()) continue;
            const bool tie = best != nullptr && rule.pattern.size() == best->pattern.size();
            if (tie && rule.verdict == Verdict::disallow) continue;
            if (pattern_matches(rule.pattern, path)) best = &rule;
        }
    }
    return best == nullptr || best->verdict == Verdict::allow;
}

std::optional<std::chrono::milliseconds> RobotsTxt::crawl_delay(std::string_view agent) const {
    const auto token = token_for(agent);
    std::optional<std::chrono::milliseconds> longest;
    for (const auto& group : groups_) {
        for (const auto& named : group.agents) {
            if (named.token == token) longest = std::max(longest, named.crawl_delay);
        }
    }
    return longest;
}

std::size_t RobotsTxt::bytes() const {
    std::size_t sum = sizeof *this;
    for (const auto& group : groups_) {
        sum += sizeof group;
        for (const auto& agent : group.agents) sum += sizeof agent + agent.token.size();
        for (const auto& rule : group.rules) sum += sizeof rule + rule.pattern.size();
    }
    for (const auto& sitemap : sitemaps_) sum += sizeof sitemap + sitemap.size();
    return sum;
}

}  // namespace ogi::crawler
