#pragma once

#include "base/digest.h"
#include "base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// Who may operate the daemon over TCP: the lines of [api] token_file, a name and a token each.
class Tokens {
  public:
    static constexpr std::size_t token_bytes_min = 20;
    static constexpr std::size_t file_bytes_max = 64 * 1024;

    // Reads "alice 3vYbq…" lines; empty ones and those that begin with # are left out. Fails with `io` for
    // a file that cannot be read, or that others than its owner and group may read or others than its owner
    // may write, and with `malformed` for a line that is none, naming it.
    static base::Result<Tokens> load(const std::filesystem::path& file);
    static base::Result<Tokens> parse(std::string_view text);

    // The name of a token; empty for one that is not known. Takes the same time for each.
    std::string name_of(std::string_view token) const;
    bool empty() const { return all_.empty(); }

  private:
    struct Token {
        std::string name;
        base::Sha256 digest{};
    };
    std::vector<Token> all_;
};

// The token of "Bearer TOKEN" (RFC 6750); empty for anything else.
std::string_view bearer_of(std::string_view authorization);

}  // namespace ogi::daemon
