#include "recorded_replies.h"

#include "base/utf8.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>

namespace ogi::crawler {

namespace fs = std::filesystem;

namespace {

std::string read_file(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

struct Element {
    std::string attributes;
    std::string text;
};

// The first element of that name, whose tags stand on lines of their own.
std::optional<Element> element(std::string_view text, const std::string& name) {
    auto begin = text.find("<" + name);
    while (begin != std::string_view::npos && text[begin + name.size() + 1] != '>' &&
           text[begin + name.size() + 1] != ' ') {
        begin = text.find("<" + name, begin + 1);
    }
    if (begin == std::string_view::npos) return std::nullopt;
    const auto open = text.find('>', begin);
    const auto end = text.find("</" + name + ">", open);
    if (end == std::string_view::npos) return std::nullopt;
    auto inside = text.substr(open + 1, end - open - 1);
    if (inside.starts_with('\n')) inside.remove_prefix(1);
    return Element{std::string{text.substr(begin + 1 + name.size(), open - begin - 1 - name.size())},
                   std::string{inside}};
}

std::string unhex(std::string_view digits) {
    std::string bytes;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (digits[i] == '%' && i + 2 < digits.size() + 0) {
            bytes.push_back(static_cast<char>(std::stoi(std::string{digits.substr(i + 1, 2)}, nullptr, 16)));
            i += 2;
        } else {
            bytes.push_back(digits[i]);
        }
    }
    return bytes;
}

// "%name[ … ]name%" by what `make` makes of what stands inside.
template <class Make>
std::string expanded(std::string text, const std::string& name, const std::string& end, Make make) {
    const auto open = "%" + name + "[";
    const auto close = "]" + end + "%";
    for (auto at = text.find(open); at != std::string::npos; at = text.find(open, at + 1)) {
        const auto stop = text.find(close, at);
        if (stop == std::string::npos) break;
        const auto inside = text.substr(at + open.size(), stop - at - open.size());
        text.replace(at, stop + close.size() - at, make(inside));
    }
    return text;
}

// "3 x text", the text three times.
std::string repeated(const std::string& wish) {
    const auto times = std::min(std::stoul(wish), 2'000'000UL);
    const auto text = unhex(wish.substr(wish.find(" x ") + 3));
    std::string all;
    for (unsigned long i = 0; i < times; ++i) all += text;
    return all;
}

// Lines between %if and %else or %endif are kept, as if every feature were there.
std::string with_all_features(const std::string& text) {
    std::string kept;
    bool skipping = false;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("%if ")) continue;
        if (line.starts_with("%else")) {
            skipping = true;
        } else if (line.starts_with("%endif")) {
            skipping = false;
        } else if (!skipping) {
            kept += line + "\n";
        }
    }
    return kept;
}

std::string with_crlf(const std::string& text, bool headers_only) {
    std::string out;
    bool in_headers = true;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        const bool converts = (!headers_only || in_headers) && !line.ends_with('\r');
        out += line + (converts ? "\r\n" : "\n");
        if (line.empty()) in_headers = false;
        if (line.starts_with("HTTP/")) in_headers = true;
    }
    return out;
}

std::string bytes_of(const Element& data, const std::string& number, std::uint16_t port) {
    auto text = with_all_features(data.text);
    if (data.attributes.find("crlf=\"headers\"") != std::string::npos) text = with_crlf(text, true);
    if (data.attributes.find("crlf=\"yes\"") != std::string::npos) text = with_crlf(text, false);
    if (data.attributes.find("nonewline=\"yes\"") != std::string::npos && text.ends_with('\n'))
        text.pop_back();
    text = replaced(std::move(text), "%TESTNUMBER", number);
    for (const auto* host : {"%HOSTIP", "%HOST6IP", "%CLIENTIP"})
        text = replaced(std::move(text), host, "127.0.0.1");
    for (const auto* variable : {"%HTTPPORT", "%HTTPSPORT", "%NOLISTENPORT", "%HTTP6PORT", "%PROXYPORT"})
        text = replaced(std::move(text), variable, std::to_string(port));
    text = replaced(std::move(text), "%CR", "\r");
    text = replaced(std::move(text), "%SP", " ");
    text = expanded(std::move(text), "hex", "hex", unhex);
    return expanded(std::move(text), "repeat", "", repeated);
}

// The block as llhttp's own tests read it.
std::string llhttp_bytes(std::string text) {
    if (text.ends_with('\n')) text.pop_back();
    text = replaced(std::move(text), "\\\n", "");
    text = replaced(std::move(text), "\n", "\r\n");
    for (const auto& [from, to] :
         {std::pair{"\\r", "\r"}, {"\\n", "\n"}, {"\\t", "\t"}, {"\\f", "\f"}, {"\\\"", "\""}})
        text = replaced(std::move(text), from, to);
    return text;
}

std::set<fs::path> files_in(const fs::path& folder) {
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator{folder}) files.insert(entry.path());
    return files;
}

}  // namespace

std::vector<RecordedReplies> read_curl_tests(const fs::path& folder, std::uint16_t port) {
    std::vector<RecordedReplies> all;
    for (const auto& path : files_in(folder)) {
        const auto name = path.filename().string();
        if (!name.starts_with("test") || name.find_first_not_of("0123456789", 4) != std::string::npos)
            continue;
        const auto text = read_file(path);
        const auto reply = element(text, "reply");
        const auto server = element(text, "server");
        if (!reply || !server || server->text.find("http") == std::string::npos) continue;
        RecordedReplies replies{.name = name, .parts = {}};
        const auto number = name.substr(4);
        for (auto at = reply->text.find("<data"); at != std::string::npos;
             at = reply->text.find("<data", at + 1)) {
            const auto begin = at + 5;
            const auto end = reply->text.find_first_not_of("0123456789", begin);
            const auto part = reply->text.substr(begin, end - begin);
            if (reply->text[end] != '>' && reply->text[end] != ' ') continue;
            const auto data = element(reply->text, "data" + part);
            if (data) replies.parts[part.empty() ? 0 : std::stoi(part)] = bytes_of(*data, number, port);
        }
        const auto command = element(reply->text, "servercmd");
        replies.never_ends = command && command->text.starts_with("idle");
        if (!replies.parts.empty()) all.push_back(std::move(replies));
    }
    return all;
}

std::vector<RecordedReplies> read_llhttp_tests(const fs::path& folder) {
    std::vector<RecordedReplies> all;
    for (const auto& path : files_in(folder)) {
        const auto text = read_file(path);
        constexpr std::string_view fence = "\n```http\n";
        int count = 0;
        for (auto at = text.find(fence); at != std::string::npos; at = text.find(fence, at + 1)) {
            const auto begin = at + fence.size();
            const auto end = text.find("\n```", begin - 1);
            all.push_back({.name = path.stem().string() + " " + std::to_string(++count),
                           .parts = {{0, llhttp_bytes(text.substr(begin, end + 1 - begin))}}});
        }
    }
    return all;
}

}  // namespace ogi::crawler
