#include "crawler/shell.h"

#include "base/utf8.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace ogi::crawler {

namespace {

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

struct Attribute {
    std::string name;
    std::string value;
};

struct Tag {
    std::string name;  // In lower case; with '/' before it where it ends an element.
    std::vector<Attribute> attributes;

    std::string_view value_of(std::string_view attribute) const {
        const auto found = std::ranges::find(attributes, attribute, &Attribute::name);
        return found == attributes.end() ? std::string_view{} : std::string_view{found->value};
    }
};

std::string without_references(std::string_view text) {
    static constexpr std::pair<std::string_view, char> references[] = {
        {"&amp;", '&'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&apos;", '\''}, {"&#38;", '&'}, {"&#x2f;", '/'}};
    std::string out;
    while (!text.empty()) {
        const auto found =
            std::ranges::find_if(references, [&](const auto& r) { return text.starts_with(r.first); });
        const bool is_reference = found != std::end(references);
        out.push_back(is_reference ? found->second : text.front());
        text.remove_prefix(is_reference ? found->first.size() : 1);
    }
    return out;
}

// Reads a small document without building a tree: tags, what stands between them, and scripts.
class Markup {
  public:
    explicit Markup(std::string_view body) : rest_{body} {}

    // What stands before the next tag, comments left out; empty at the end.
    std::string_view text() {
        const auto end = std::min(rest_.find('<'), rest_.size());
        return take(end);
    }

    // The tag that begins here; nullopt for comments, declarations and a sign that begins nothing.
    std::optional<Tag> tag() {
        if (rest_.starts_with("<!--")) return skip_past("-->"), std::nullopt;
        if (rest_.starts_with("<!") || rest_.starts_with("<?")) return skip_past(">"), std::nullopt;
        take(1);
        Tag tag;
        if (rest_.starts_with('/')) tag.name = take(1);
        tag.name += lower(take_while([](char c) { return !is_space(c) && c != '>' && c != '/'; }));
        while (true) {
            take_while([](char c) { return is_space(c) || c == '/'; });
            if (rest_.empty() || rest_.front() == '>') break;
            tag.attributes.push_back(attribute());
        }
        take(1);
        return tag;
    }

    // Everything up to the end tag of `element`, which is passed over.
    std::string_view raw_text(std::string_view element) {
        const auto end_tag = "</" + std::string{element};
        const auto same = [](char a, char b) {
            return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
        };
        const auto found = std::search(rest_.begin(), rest_.end(), end_tag.begin(), end_tag.end(), same);
        const auto end = static_cast<std::size_t>(found - rest_.begin());
        const auto text = take(end);
        skip_past(">");
        return text;
    }

    bool at_end() const { return rest_.empty(); }

  private:
    std::string_view take(std::size_t count) {
        const auto taken = rest_.substr(0, count);
        rest_.remove_prefix(taken.size());
        return taken;
    }
    template <class Predicate>
    std::string_view take_while(Predicate wanted) {
        const auto end = std::ranges::find_if_not(rest_, wanted);
        return take(static_cast<std::size_t>(end - rest_.begin()));
    }
    void skip_past(std::string_view end) {
        const auto found = rest_.find(end);
        take(found == std::string_view::npos ? rest_.size() : found + end.size());
    }
    Attribute attribute() {
        Attribute attribute;
        attribute.name =
            lower(take_while([](char c) { return !is_space(c) && c != '=' && c != '>' && c != '/'; }));
        take_while(is_space);
        if (!rest_.starts_with('=')) {
            if (attribute.name.empty()) take(1);  // A sign that belongs to nothing; go on behind it.
            return attribute;
        }
        take(1);
        take_while(is_space);
        const char quote = rest_.empty() ? '\0' : rest_.front();
        if (quote == '"' || quote == '\'') {
            take(1);
            attribute.value = without_references(take_while([&](char c) { return c != quote; }));
            take(1);
        } else {
            attribute.value = without_references(take_while([](char c) { return !is_space(c) && c != '>'; }));
        }
        return attribute;
    }

    std::string_view rest_;
};

// `content` of a meta refresh: seconds, and where to (HTML §4.2.5.3). Nullopt where it only reloads or waits
// for long.
std::optional<std::string> refresh_target(std::string_view content) {
    content = base::trim(content);
    int seconds = 0;
    const auto [end, problem] = std::from_chars(content.data(), content.data() + content.size(), seconds);
    if (problem == std::errc::result_out_of_range || seconds > shell_delay_max.count()) return std::nullopt;
    content.remove_prefix(static_cast<std::size_t>(end - content.data()));
    const auto place = std::min(content.find_first_not_of("0123456789. \t\r\n\f;,"), content.size());
    content.remove_prefix(place);
    if (lower(content.substr(0, 3)) == "url") {
        const auto after = base::trim(content.substr(3));
        if (after.starts_with('=')) content = base::trim(after.substr(1));
    }
    if (!content.empty() && (content.front() == '"' || content.front() == '\'')) {
        const auto quote = content.front();
        content = content.substr(1, content.find(quote, 1) - 1);
    }
    if (content.empty()) return std::nullopt;
    return std::string{content};
}

// Elements that a shell may have around its few words. Any other is content.
constexpr std::string_view plain_elements[] = {"html",   "head", "body", "meta", "title",  "link",    "base",
                                               "center", "p",    "br",   "div",  "span",   "a",       "b",
                                               "h1",     "h2",   "h3",   "font", "strong", "noscript"};

bool is_plain(std::string_view tag) {
    if (tag.starts_with('/')) tag.remove_prefix(1);
    return std::ranges::find(plain_elements, tag) != std::end(plain_elements);
}

// What a document shows a reader, as far as it decides whether that is anything.
struct Reading {
    std::size_t text_bytes = 0;
    bool has_content = false;  // Elements that only a page has.
    bool has_fields = false;
    bool has_far_script = false;  // Of another file, so it may do anything.
    std::vector<std::string> refreshes;
    std::string scripts;
};

void read_tag(const Tag& tag, Markup& markup, Reading& reading) {
    if (tag.name == "script") {
        reading.has_far_script = reading.has_far_script || !tag.value_of("src").empty();
        reading.scripts += std::string{markup.raw_text("script")} + "\n;";
        return;
    }
    if (tag.name == "style" || tag.name == "title") {
        markup.raw_text(tag.name);
        return;
    }
    if (tag.name.ends_with("form") || tag.name.ends_with("input")) {
        reading.has_fields = true;
    } else if (!is_plain(tag.name)) {
        reading.has_content = true;
    }
    if (const auto onload = tag.value_of("onload"); !onload.empty())
        reading.scripts += std::string{onload} + "\n;";
    if (tag.name == "meta" && lower(tag.value_of("http-equiv")) == "refresh") {
        if (auto target = refresh_target(tag.value_of("content")))
            reading.refreshes.push_back(*std::move(target));
    }
}

// Ends early once there is content.
Reading read_document(std::string_view body) {
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    Markup markup{body};
    Reading reading;
    while (!markup.at_end() && !reading.has_content) {
        reading.text_bytes += base::trim(markup.text()).size();
        if (reading.text_bytes > shell_text_bytes_max) reading.has_content = true;
        if (markup.at_end()) break;
        if (const auto tag = markup.tag()) read_tag(*tag, markup, reading);
    }
    return reading;
}

}  // namespace

bool shows_nothing(std::string_view body) {
    const auto reading = read_document(body);
    return !reading.has_content && (reading.has_far_script || !reading.scripts.empty());
}

std::optional<std::string> shell_target(std::string_view body, const base::Url& page) {
    if (body.size() > shell_bytes_max || body.find('<') == std::string_view::npos) return std::nullopt;
    const auto reading = read_document(body);
    if (reading.has_content || reading.has_fields || reading.has_far_script) return std::nullopt;
    auto from_script = script_target(reading.scripts, page);
    if (reading.refreshes.empty()) return from_script;
    // Both are common beside each other, for browsers without scripts; they must agree.
    const auto& refresh = reading.refreshes.front();
    const bool agree = std::ranges::all_of(reading.refreshes, [&](const auto& r) { return r == refresh; }) &&
                       (!from_script || *from_script == refresh);
    return agree ? std::optional{refresh} : std::nullopt;
}

bool is_unread_shell(std::string_view body, const base::Url& page) {
    return body.size() <= unread_shell_bytes_max && shows_nothing(body) && !shell_target(body, page);
}

}  // namespace ogi::crawler
