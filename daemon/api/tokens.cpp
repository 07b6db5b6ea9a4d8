#include "daemon/api/tokens.h"

#include <sys/stat.h>
#include "base/read_all.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

bool is_token_char(char c) {
    return c > 0x20 && c < 0x7F;
}

// Where two digests differ first must not be told by how long it takes.
bool same(const base::Sha256& one, const base::Sha256& other) {
    unsigned char differs = 0;
    for (std::size_t i = 0; i < one.size(); ++i)
        differs = static_cast<unsigned char>(differs | (one[i] ^ other[i]));
    return differs == 0;
}

}  // namespace

Result<Tokens> Tokens::load(const std::filesystem::path& file) {
    const auto named = "api.token_file: " + file.string() + ": ";
    struct stat facts {};
    if (stat(file.c_str(), &facts) != 0) return base::fail(ErrorCode::io, named + std::strerror(errno));
    constexpr mode_t not_allowed = S_IRWXO | S_IWGRP;
    if ((facts.st_mode & not_allowed) != 0)
        return base::fail(ErrorCode::io, named + "others may read or write it; chmod 600 or 640");
    if (static_cast<std::size_t>(facts.st_size) > file_bytes_max)
        return base::fail(ErrorCode::io, named + "longer than " + std::to_string(file_bytes_max) + " bytes");
    std::ifstream in{file, std::ios::binary};
    const auto text = in ? base::read_all(in) : std::nullopt;
    if (!text) return base::fail(ErrorCode::io, named + "cannot be read");
    auto tokens = parse(*text);
    if (!tokens) return base::fail(tokens.error().code, named + tokens.error().context);
    return tokens;
}

Result<Tokens> Tokens::parse(std::string_view text) {
    Tokens tokens;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line.starts_with('#')) continue;
        const auto space = line.find(' ');
        const auto name = line.substr(0, space);
        const auto token = space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
        if (name.empty() || token.size() < token_bytes_min || !std::ranges::all_of(token, is_token_char) ||
            !std::ranges::all_of(name, is_token_char)) {
            return base::fail(ErrorCode::malformed, "line " + std::to_string(number) +
                                                        " is not NAME TOKEN with a token of at least " +
                                                        std::to_string(token_bytes_min) + " characters");
        }
        tokens.all_.push_back({std::string{name}, base::sha256(token)});
    }
    return tokens;
}

std::string Tokens::name_of(std::string_view token) const {
    const auto digest = base::sha256(token);
    std::string name;
    for (const auto& known : all_)
        if (same(known.digest, digest)) name = known.name;
    return name;
}

std::string_view bearer_of(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer ";
    if (authorization.size() <= scheme.size()) return {};
    const bool fits = std::ranges::equal(authorization.substr(0, scheme.size()), scheme, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
    return fits ? authorization.substr(scheme.size()) : std::string_view{};
}

}  // namespace ogi::daemon
