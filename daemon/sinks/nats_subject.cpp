#include "daemon/sinks/nats_subject.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

bool is_safe(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7F && c != '.' && c != '*' && c != '>' && c != '%';
}

bool is_plain_token(std::string_view token) {
    return !token.empty() && std::ranges::all_of(token, is_safe);
}

}  // namespace

std::string nats_token(std::string_view text) {
    static constexpr char hex[] = "0123456789ABCDEF";
    if (text.empty()) return "_";
    std::string token;
    for (const char c : text) {
        if (is_safe(c) && text != "_") {
            token += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        token += '%';
        token += hex[byte >> 4U];
        token += hex[byte & 15U];
    }
    return token;
}

std::string nats_subject(std::string_view prefix, std::string_view agency, int year) {
    return std::string{prefix} + "." + nats_token(agency) + "." + std::to_string(year);
}

bool is_nats_prefix(std::string_view text) {
    if (text.size() > nats_prefix_bytes_max || text.starts_with('$') || text.starts_with("_INBOX"))
        return false;
    while (true) {
        const auto dot = text.find('.');
        if (!is_plain_token(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

bool is_nats_stream(std::string_view text) {
    return is_plain_token(text) && text.size() <= nats_stream_bytes_max &&
           text.find_first_of("/\\") == std::string_view::npos;
}

}  // namespace ogi::daemon
