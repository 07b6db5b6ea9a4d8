#include "extract/text_mark.h"

#include "base/mark.h"

#include <algorithm>
#include <string>

namespace ogi::extract {

namespace {

// Behind `end`, or the end of all.
std::size_t behind(std::string_view body, std::string_view end, std::size_t from) {
    const auto at = body.find(end, from);
    return at == body.npos ? body.size() : at + end.size();
}

bool begins_with(std::string_view text, std::string_view lower) {
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
    return text.size() >= lower.size() && std::ranges::equal(text.substr(0, lower.size()), lower, same);
}

// Behind the tag that closes what must not be read as text.
std::size_t behind_element(std::string_view body, std::string_view close, std::size_t from) {
    for (auto at = body.find("</", from); at != body.npos; at = body.find("</", at + 2)) {
        if (begins_with(body.substr(at), close)) return behind(body, ">", at);
    }
    return body.size();
}

// Behind what begins with the '<' at `at`.
std::size_t behind_markup(std::string_view body, std::size_t at) {
    const auto rest = body.substr(at);
    if (rest.starts_with("<!--")) return behind(body, "-->", at);
    if (begins_with(rest, "<script")) return behind_element(body, "</script", at);
    if (begins_with(rest, "<style")) return behind_element(body, "</style", at);
    return behind(body, ">", at);
}

}  // namespace

std::uint32_t text_mark(std::string_view body) {
    std::string seen;
    seen.reserve(body.size() / 4);
    for (std::size_t at = 0; at < body.size();) {
        const auto markup = std::min(body.find('<', at), body.size());
        for (; at < markup; ++at) {
            const bool blank = static_cast<unsigned char>(body[at]) <= 0x20;
            if (!blank) seen += body[at];
        }
        if (at < body.size()) at = behind_markup(body, at);
    }
    return base::Mark{}.add(seen).value();
}

}  // namespace ogi::extract
